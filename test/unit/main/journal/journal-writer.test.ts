import { execFileSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkJournal } from '../../../../main/journal/check-journal.ts';
import { readHeadMark, writeHeadMark } from '../../../../main/journal/head-mark.ts';
import { journalKeyOf } from '../../../../main/journal/journal-key.ts';
import type { JournalWriter } from '../../../../main/journal/journal-writer.ts';
import type { JournalKey } from '../../../../main/journal/line.ts';
import {
  aDraft,
  journalFolder,
  KEY,
  linesIn,
  openWriter,
  OTHER_KEY,
  readFolder,
  recordsIn,
} from '../../../support/journal-files.ts';

let folder: Awaited<ReturnType<typeof journalFolder>>;
let dir: string;
beforeEach(async () => {
  folder = await journalFolder();
  dir = join(folder.dir, 'journal');
});
afterEach(() => folder.remove());

const FIRST = 'journal-00000001.jsonl';
const now = () => new Date('2026-11-21T09:00:00Z');
const check = async (key: JournalKey | null = KEY) => {
  const read = await readHeadMark(dir, key, null);
  return checkJournal({ dir, key, mark: read.kind === 'mark' ? read.mark : null, now });
};
const marksIn = (head: string) =>
  head
    .trim()
    .split(/\s+/)
    .map((text) => JSON.parse(text) as { seq: number; hash: string });
const append = (writer: JournalWriter, rows: number) => writer.append(aDraft({ fields: { rows } }));
const actions = async () => (await recordsIn(dir)).map(({ action }) => action);

describe('the writer', () => {
  it('has a record on disk, linked and sealed, when it says so', async () => {
    const { writer } = await openWriter(dir);
    const first = await append(writer, 1);
    const lines = await linesIn(dir);
    const second = await append(writer, 2);
    await writer.stop();

    expect(lines.at(-1)).toContain(first.hash);
    expect(second.seq).toBe(first.seq + 1);
    expect(await check()).toMatchObject({ records: 3, unsealed: 0, firstBad: null });
    expect((await recordsIn(dir)).at(-1)?.prev).toBe(first.hash);
  });

  it('keeps the order in which it was told', async () => {
    const { writer } = await openWriter(dir);
    writer.note(aDraft({ fields: { rows: 1 } }));
    const second = append(writer, 2);
    writer.note(aDraft({ fields: { rows: 3 } }));
    await Promise.all([second, append(writer, 4)]);
    await writer.stop();

    expect((await recordsIn(dir)).flatMap(({ fields }) => fields['rows'] ?? [])).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('writes what nobody waits for when it ends', async () => {
    const { writer } = await openWriter(dir);
    for (let rows = 0; rows < 250; rows += 1) writer.note(aDraft({ fields: { rows } }));
    await writer.stop();

    expect(await check()).toMatchObject({ records: 251, firstBad: null });
    await expect(append(writer, 1)).rejects.toThrow('stopped');
  });

  it('is for this account alone', async () => {
    const { writer } = await openWriter(dir);
    await append(writer, 1);
    const modes = await Promise.all(
      [dir, join(dir, FIRST), join(dir, 'head')].map((at) => stat(at)),
    );
    await writer.stop();

    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600, 0o600]);
  });

  it('begins another file when one is large, and the chain goes on', async () => {
    const { writer } = await openWriter(dir, { maxSegmentBytes: 2_000 });
    for (let rows = 0; rows < 30; rows += 1) await append(writer, rows);
    await writer.stop();
    const files = Object.keys(await readFolder(dir)).filter((name) => name.endsWith('.jsonl'));

    expect(files.length).toBeGreaterThan(4);
    expect(await check()).toMatchObject({ records: 30 + files.length, firstBad: null });
    const again = await openWriter(dir, { maxSegmentBytes: 2_000 });
    await append(again.writer, 31);
    await again.writer.stop();
    expect(await check()).toMatchObject({ firstBad: null });
  });

  it('says in the journal that the clock was set back', async () => {
    let at = Date.parse('2026-11-21T08:00:00Z');
    const { writer } = await openWriter(dir, { now: () => new Date(at) });
    await append(writer, 1);
    at -= 3_600_000;
    await append(writer, 2);
    // A moment back is a clock that is kept right.
    at -= 500;
    await append(writer, 3);
    await writer.stop();
    const records = await recordsIn(dir);

    expect(await actions()).toEqual([
      'journal.segment',
      'tenants.update',
      'journal.clock-back',
      'tenants.update',
      'tenants.update',
    ]);
    expect(records[2]?.fields).toEqual({ byMs: 3_600_000 });
    expect(await check()).toMatchObject({ firstBad: null });
  });

  it.each([
    ['a line end', 'a\n{"hash":"x"}\r\nb'],
    ['directions', '\u202Egnp.exe\u2066\u200f'],
    ['controls', '\u0000\u001b[31m\u007f\u0085'],
    ['half a character', '\ud800'],
    ['separators', '\u2028\u2029'],
    ['what is not seen', 'a\u200bb\u{e0041}'],
    ['more than there is room for', '\u202e'.repeat(100_000)],
  ])('encodes %s, and reads it back', async (_what, text) => {
    const { writer } = await openWriter(dir);
    await writer.append(
      aDraft({ fields: { operator: text, tenants: Array.from({ length: 500 }, () => text) } }),
    );
    await writer.stop();
    const raw = await readFile(join(dir, FIRST), 'utf8');

    expect(raw.split('\n')).toHaveLength(3);
    expect(raw.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
    expect(await check()).toMatchObject({ records: 2, firstBad: null });
  });

  it('says of a list that is cut how long it was, and of another nothing', async () => {
    const { writer } = await openWriter(dir);
    const ids = Array.from({ length: 240 }, (_, at) => `t${String(at)}`);
    await writer.append(aDraft({ fields: { tenants: ids, columns: ids.slice(0, 50), rows: 7 } }));
    await writer.stop();

    expect((await recordsIn(dir)).at(-1)?.fields).toEqual({
      tenants: ids.slice(0, 50),
      tenantsCount: 240,
      columns: ids.slice(0, 50),
      rows: 7,
    });
    expect(await check()).toMatchObject({ firstBad: null });
  });

  it('counts what found no room, also what came while that was written', async () => {
    const { writer } = await openWriter(dir);
    const lose = (count: number) => {
      for (let each = 0; each < count; each += 1) writer.note(aDraft());
    };
    const during = {
      // Read when its batch is put together, and once.
      get rows() {
        lose(3);
        return 1;
      },
    };
    writer.note(aDraft({ fields: during }));
    lose(999 + 5);
    await writer.stop();
    const lost = (await recordsIn(dir)).filter(({ action }) => action === 'journal.lost');

    expect(lost.map(({ fields }) => fields['records'])).toEqual([5, 3]);
    expect(writer.state()).toMatchObject({ lost: 0, waiting: 0 });
  });

  it('bounds a record, whatever is in it', async () => {
    const { writer } = await openWriter(dir);
    const fields = Object.fromEntries(
      Array.from({ length: 16 }, (_, at) => [`f${String(at)}`, '\u202e'.repeat(256)]),
    );
    await writer.append(aDraft({ fields }));
    await writer.stop();

    expect((await recordsIn(dir)).at(-1)?.fields).toEqual({ tooLong: true });
    expect(await check()).toMatchObject({ records: 2, firstBad: null });
  });

  it('changes its key on the way, and what was before is sealed by what follows', async () => {
    const { writer } = await openWriter(dir, { key: null });
    await append(writer, 1);
    writer.setKey(KEY);
    await append(writer, 2);
    await writer.stop();

    expect(await check()).toMatchObject({ records: 3, unsealed: 2, firstBad: null });
  });
});

describe('a second writer', () => {
  it('is seen, and so is where', async () => {
    const one = await openWriter(dir);
    await append(one.writer, 1);
    const other = await openWriter(dir);
    await append(other.writer, 2);
    await append(one.writer, 3);
    await one.writer.stop();
    await other.writer.stop();

    expect(await actions()).toContain('journal.segment');
    expect((await recordsIn(dir)).map(({ fields }) => fields['after'])).toContain('second-writer');
    expect((await check()).firstBad).toMatchObject({ seq: 4, fault: 'repeated' });
  });

  it.each([
    ['added to', () => appendFile(join(dir, FIRST), 'x'), 'second-writer'],
    ['cut', () => truncate(join(dir, FIRST), 10), 'file-cut'],
    ['removed', () => rm(join(dir, FIRST)), 'file-removed'],
    [
      'replaced',
      async () => {
        const bytes = await readFile(join(dir, FIRST));
        await rename(join(dir, FIRST), join(folder.dir, 'aside'));
        await writeFile(join(dir, FIRST), bytes);
      },
      'file-replaced',
    ],
  ])('a file that is %s under it is left, and another begun', async (_what, tamper, after) => {
    const { writer } = await openWriter(dir);
    await append(writer, 1);
    await tamper();
    const record = await append(writer, 2);
    await writer.stop();
    const second = (await readFolder(dir))['journal-00000002.jsonl'] ?? '';

    expect(second).toContain(`"after":"${after}"`);
    expect(second).toContain(record.hash);
    // What was replaced by the very same is the same journal; the record says that it happened.
    expect((await check()).firstBad === null).toBe(after === 'file-replaced');
  });

  it('does not write over a file that lies in the place of the next', async () => {
    const { writer } = await openWriter(dir, { maxSegmentBytes: 100 });
    await append(writer, 1);
    await writeFile(join(dir, 'journal-00000002.jsonl'), 'planted\n');
    await append(writer, 2);
    await writer.stop();
    const files = await readFolder(dir);

    expect(files['journal-00000002.jsonl']).toBe('planted\n');
    expect(files['journal-00000003.jsonl']).toContain('file-in-place');
  });
});

describe('a journal that is opened again', () => {
  const written = async () => {
    const { writer } = await openWriter(dir);
    for (const rows of [1, 2, 3]) await append(writer, rows);
    await writer.stop();
  };
  const openAndAdd = async (key: JournalKey | null = KEY) => {
    const { writer, chain } = await openWriter(dir, { key });
    await append(writer, 9);
    await writer.stop();
    return chain;
  };

  it('goes on in the same file', async () => {
    await written();
    const chain = await openAndAdd();

    expect(chain).toMatchObject({ fault: null, torn: null, last: { seq: 4 } });
    expect(await check()).toMatchObject({ records: 5, firstBad: null });
  });

  it('takes away half a record, and says what that was', async () => {
    await written();
    await appendFile(join(dir, FIRST), '{"hash":"0123');
    const chain = await openAndAdd();

    expect(chain).toMatchObject({ fault: null, torn: { bytes: 13 } });
    expect(await check()).toMatchObject({ records: 5, firstBad: null });
  });

  it('takes away zeros that a loss of power left', async () => {
    await written();
    await appendFile(join(dir, FIRST), Buffer.alloc(100_000));

    expect(await openAndAdd()).toMatchObject({ fault: null, torn: { bytes: 100_000 } });
    expect(await check()).toMatchObject({ firstBad: null });
  });

  it.each([
    ['cut', (text: string) => text.split('\n').slice(0, 2).join('\n') + '\n', 3, 'ends-early'],
    ['emptied', () => '', 1, 'ends-early'],
    ['edited at its end', (text: string) => text.replace('"rows":3', '"rows":4'), 4, 'changed'],
    ['filled with something else', () => 'x'.repeat(400_000), 4, 'too-long'],
  ])('sees that it was %s, and keeps it', async (_what, tamper, seq, fault) => {
    await written();
    const before = tamper((await readFolder(dir))[FIRST] ?? '');
    await writeFile(join(dir, FIRST), before);
    const chain = await openAndAdd();

    expect(chain.fault).toEqual({ seq, file: FIRST, fault });
    // Nothing of what was found is changed, and the break is there for every later check.
    expect((await readFolder(dir))[FIRST]).toBe(before);
    expect((await check()).firstBad).not.toBeNull();
    expect((await recordsIn(dir).catch(() => [])).at(-1)?.seq ?? 6).toBe(6);
  });

  it('sees that all of it was taken away', async () => {
    await written();
    await rm(join(dir, FIRST));
    const chain = await openAndAdd();

    expect(chain.fault).toMatchObject({ seq: 1, fault: 'ends-early' });
    expect((await check()).firstBad).toMatchObject({ seq: 4, fault: 'head-missing' });
  });

  it('sees that it was put back as it was before', async () => {
    await written();
    const old = (await readFolder(dir))[FIRST] ?? '';
    await openAndAdd();
    await writeFile(join(dir, FIRST), old);
    const chain = await openAndAdd();

    expect(chain.fault).toMatchObject({ seq: 5, fault: 'ends-early' });
    expect((await check()).firstBad).toMatchObject({ seq: 5, fault: 'missing' });
  });

  it.each([
    ['taken away', () => rm(join(dir, 'head'))],
    ['made unreadable', () => writeFile(join(dir, 'head'), 'x')],
    ['made a folder', () => rm(join(dir, 'head')).then(() => mkdir(join(dir, 'head')))],
    [
      'made without a key',
      async () => {
        const { seq = 0, hash = '' } = marksIn(await readFile(join(dir, 'head'), 'utf8'))[0] ?? {};
        for (const turn of [0, 1]) await writeHeadMark(dir, { seq, hash, segment: 1 }, null, turn);
      },
    ],
    [
      'made by another key',
      async () => {
        const other = join(folder.dir, 'other');
        const { writer } = await openWriter(other, { key: { ...OTHER_KEY, id: KEY.id } });
        await append(writer, 1);
        await writer.stop();
        await writeFile(join(dir, 'head'), await readFile(join(other, 'head')));
      },
    ],
  ])('sees that its mark was %s', async (_what, tamper) => {
    await written();
    await tamper();

    expect((await openWriter(dir)).chain.fault).toMatchObject({ seq: 4, fault: 'ends-early' });
  });

  it.each([KEY, null])('sees a cut under a mark that anybody can make, key or not', async (key) => {
    await written();
    const text = (await readFolder(dir))[FIRST] ?? '';
    await writeFile(join(dir, FIRST), `${text.split('\n').slice(0, 2).join('\n')}\n`);
    const hash = (JSON.parse(text.split('\n')[1] ?? '') as { hash: string }).hash;
    for (const turn of [0, 1]) await writeHeadMark(dir, { seq: 2, hash, segment: 1 }, null, turn);

    expect((await openWriter(dir, { key })).chain.fault).toMatchObject({ fault: 'ends-early' });
  });

  it('has a mark under its key when it is killed after the first record under it', async () => {
    const { writer } = await openWriter(dir, { key: null });
    await append(writer, 1);
    writer.setKey(KEY);
    await append(writer, 2);
    await writer.stop();
    const head = await readFile(join(dir, 'head'), 'utf8');
    const [, newest] = marksIn(head).toSorted((one, other) => one.seq - other.seq);
    // As before the mark that follows the record was written.
    await writeFile(join(dir, 'head'), head.replace(`"seq":${String(newest?.seq)}`, '"seq":x'));

    expect((await openWriter(dir)).chain).toMatchObject({ fault: null, mark: { key: KEY.id } });
  });

  it('sees that its last record was sealed with another key', async () => {
    const { writer } = await openWriter(dir, { key: { ...OTHER_KEY, id: KEY.id } });
    await append(writer, 1);
    await writer.stop();
    await rm(join(dir, 'head'));

    expect((await openWriter(dir)).chain.fault).toMatchObject({ seq: 2, fault: 'wrong-seal' });
  });

  it.each(['a folder', 'a link', 'a pipe'])(
    'does not open %s in the place of a file',
    async (what) => {
      await written();
      const elsewhere = join(folder.dir, 'elsewhere');
      await writeFile(elsewhere, 'else');
      await rm(join(dir, FIRST));
      if (what === 'a folder') await mkdir(join(dir, FIRST));
      if (what === 'a link') await symlink(elsewhere, join(dir, FIRST));
      if (what === 'a pipe') execFileSync('mkfifo', [join(dir, FIRST)]);

      await expect(openWriter(dir)).rejects.toThrow(/ELOOP|EISDIR|not-a-file/);
      expect(await readFile(elsewhere, 'utf8')).toBe('else');
    },
  );
});

it('does not open a file of another account', async () => {
  const { writer } = await openWriter(dir);
  await append(writer, 1);
  await writer.stop();
  const { uid } = await stat(join(dir, FIRST));
  // To the account after this one, all of it is somebody else's.
  const account = vi.spyOn(process, 'getuid').mockReturnValue(uid + 1);
  try {
    await expect(openWriter(dir)).rejects.toThrow('not-owned');
  } finally {
    account.mockRestore();
  }

  expect((await openWriter(dir)).chain.fault).toBeNull();
});

it('is sound after any writes, rotations, keys and starts', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('append' as const), rows: fc.nat() }),
    fc.record({
      kind: fc.constant('note' as const),
      text: fc.string({ maxLength: 400, unit: 'binary' }),
    }),
    fc.record({ kind: fc.constant('key' as const) }),
    fc.record({ kind: fc.constant('start' as const) }),
    fc.record({ kind: fc.constant('torn' as const), bytes: fc.integer({ min: 1, max: 300 }) }),
  );
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 300, max: 5_000 }),
      async (steps, maxSegmentBytes) => {
        dir = join(folder.dir, String((round += 1)));
        let key: JournalKey = KEY;
        let keys = 0;
        let starts = 0;
        let told = 0;
        let { writer } = await openWriter(dir, { maxSegmentBytes });
        for (const one of steps) {
          if (one.kind === 'append') await append(writer, one.rows);
          if (one.kind === 'note') writer.note(aDraft({ fields: { text: one.text } }));
          if (one.kind === 'append' || one.kind === 'note') told += 1;
          if (one.kind === 'append' || one.kind === 'note') continue;
          await writer.stop();
          const last = Object.keys(await readFolder(dir)).findLast((name) =>
            name.endsWith('.jsonl'),
          );
          if (one.kind === 'torn' && last !== undefined) {
            await appendFile(join(dir, last), '{'.repeat(one.bytes));
          }
          // A key that was replaced does not come back.
          if (one.kind === 'key') key = journalKeyOf(new Uint8Array(32).fill((keys += 1)));
          const run = String((starts += 1)).padStart(16, '0');
          ({ writer } = await openWriter(dir, { maxSegmentBytes, key, run }));
        }
        await writer.stop();
        const all = await recordsIn(dir);

        expect((await check(key)).firstBad).toBeNull();
        expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
        expect(all.filter(({ action }) => action === 'tenants.update')).toHaveLength(told);
      },
    ),
    { numRuns: 60 },
  );
});
