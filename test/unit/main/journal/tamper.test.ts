import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalFault } from '../../../../preload/contract/index.ts';
import { checkJournal } from '../../../../main/journal/check-journal.ts';
import { writeHeadMark } from '../../../../main/journal/head-mark.ts';
import { journalKeyOf } from '../../../../main/journal/journal-key.ts';
import { decodeLine, encodeLine } from '../../../../main/journal/line.ts';
import {
  aChain,
  aRecord,
  journalFolder,
  OTHER_KEY,
  RUN,
  writeLines,
} from '../../../support/journal-files.ts';

// T25, the matrix of tampering: what is done to the lines of a sound journal, and the first record
// that must be named, by Bulkhead's own check and by the one that runs without it.

const FILE = 'journal-00000001.jsonl';
const VERIFY = join(import.meta.dirname, '../../../../scripts/bulkhead-verify.mjs');
const KEY = journalKeyOf(new Uint8Array(32).fill(3));
const OLD_KEY = journalKeyOf(new Uint8Array(32).fill(4));
const keyFile = ({ id, bytes }: typeof KEY) =>
  JSON.stringify({ key: id, bytes: Buffer.from(bytes).toString('hex') });
const lines = aChain(9, KEY);
const hashOf = (line: string) => /"hash":"([0-9a-f]{64})"/.exec(line)?.[1] ?? '';
const mark = { seq: 9, hash: hashOf(lines[8] ?? '') };
const now = () => new Date('2026-11-21T09:00:00Z');

const without = (at: number) => lines.toSpliced(at - 1, 1);
const edited = (at: number, edit: (line: string) => string) =>
  lines.with(at - 1, edit(lines[at - 1] ?? ''));
/** From record `at` on another story, linked as it must be, by somebody without the key. */
function rewritten(
  at: number,
  key: Parameters<typeof encodeLine>[1],
  keyId: string | null,
  run = RUN,
) {
  const kept = lines.slice(0, at - 1);
  let prev = hashOf(kept.at(-1) ?? '');
  const rest = [at, at + 1, at + 2].map((seq) => {
    const { text, hash } = encodeLine(
      aRecord({ seq, prev, run, key: keyId, fields: { rows: 0, what: 'devices' } }),
      key,
    );
    prev = hash;
    return text;
  });
  return [...kept, ...rest];
}

/** After the last record, in a run of its own: that all through `through` was deleted. */
function deletionOf(through: number, key: Parameters<typeof encodeLine>[1]) {
  const record = aRecord({
    seq: 10,
    prev: hashOf(lines[8] ?? ''),
    run: 'f'.repeat(16),
    key: key?.id ?? null,
    action: 'journal.retention',
    fields: { through, throughHash: hashOf(lines[through - 1] ?? '') },
  });
  return encodeLine(record, key).text;
}

interface Tampered {
  readonly what: string;
  readonly lines: readonly string[];
  readonly seq: number;
  readonly fault: JournalFault;
  /** What follows the last end of a line. */
  readonly rest?: string;
  /** Only what was noted elsewhere shows it. */
  readonly isSeenByMarkOnly?: true;
}

const MATRIX: readonly Tampered[] = [
  {
    what: 'a byte edited',
    lines: edited(4, (line) => line.replace('"rows":4', '"rows":5')),
    seq: 4,
    fault: 'changed',
  },
  {
    what: 'a byte of the hash edited',
    lines: edited(4, (line) => line.replace(/"hash":"./, '"hash":"g')),
    seq: 4,
    fault: 'unreadable',
  },
  { what: 'a record made unreadable', lines: edited(4, () => 'x'), seq: 4, fault: 'unreadable' },
  { what: 'a line of zeros', lines: edited(4, () => '\0'.repeat(80)), seq: 4, fault: 'unreadable' },
  { what: 'an empty line put in', lines: lines.toSpliced(3, 0, ''), seq: 4, fault: 'unreadable' },
  {
    what: 'a line made endless',
    lines: edited(4, (line) => line + 'x'.repeat(90_000)),
    seq: 4,
    fault: 'too-long',
  },
  { what: 'a record deleted', lines: without(4), seq: 4, fault: 'missing' },
  {
    what: 'a record inserted',
    lines: lines.toSpliced(
      4,
      0,
      encodeLine(aRecord({ seq: 5, key: KEY.id, prev: hashOf(lines[3] ?? '') }), OTHER_KEY).text,
    ),
    seq: 5,
    fault: 'wrong-seal',
  },
  {
    what: 'two records exchanged',
    lines: lines.with(3, lines[4] ?? '').with(4, lines[3] ?? ''),
    seq: 4,
    fault: 'missing',
  },
  {
    what: 'a record repeated',
    lines: lines.toSpliced(4, 0, lines[3] ?? ''),
    seq: 5,
    fault: 'repeated',
  },
  {
    what: 'an earlier record repeated at the end',
    lines: [...lines, lines[2] ?? ''],
    seq: 10,
    fault: 'repeated',
  },
  { what: 'the head cut off', lines: lines.slice(3), seq: 3, fault: 'head-missing' },
  {
    what: 'the head cut off, and a record added that says it was deleted',
    lines: [...lines.slice(3), deletionOf(3, null)],
    seq: 3,
    fault: 'head-missing',
  },
  {
    what: 'more of the head cut off than a record says was deleted',
    lines: [...lines.slice(5), deletionOf(3, KEY)],
    seq: 5,
    fault: 'head-missing',
  },
  {
    what: 'the tail cut off',
    lines: lines.slice(0, 6),
    seq: 7,
    fault: 'ends-early',
    isSeenByMarkOnly: true,
  },
  {
    what: 'the tail cut off inside a record',
    lines: lines.slice(0, 6),
    rest: (lines[6] ?? '').slice(0, 50),
    seq: 7,
    fault: 'cut-off',
  },
  { what: 'all of it taken away', lines: [], seq: 1, fault: 'ends-early', isSeenByMarkOnly: true },
  {
    what: 'a later part put in the place of all',
    lines: aChain(9, OTHER_KEY),
    seq: 9,
    fault: 'replaced',
    isSeenByMarkOnly: true,
  },
  { what: 'the key swapped', lines: rewritten(5, OTHER_KEY, KEY.id), seq: 5, fault: 'wrong-seal' },
  {
    what: 'a rewrite under a made-up key',
    lines: rewritten(5, OTHER_KEY, OTHER_KEY.id),
    seq: 5,
    fault: 'other-key',
  },
  {
    what: 'a rewrite under a made-up key, in a run of its own',
    lines: rewritten(5, OTHER_KEY, OTHER_KEY.id, 'f'.repeat(16)),
    seq: 5,
    fault: 'other-key',
  },
  { what: 'the seals left out', lines: rewritten(5, null, null), seq: 5, fault: 'seal-missing' },
  {
    what: 'a record linked to another',
    lines: edited(
      6,
      () => encodeLine(aRecord({ seq: 6, key: KEY.id, prev: hashOf(lines[3] ?? '') }), KEY).text,
    ),
    seq: 6,
    fault: 'not-linked',
  },
  {
    what: 'two writers',
    lines: [...lines.slice(0, 7), ...rewritten(8, KEY, KEY.id).slice(7, 8), ...lines.slice(7)],
    seq: 9,
    fault: 'repeated',
  },
];

let folder: Awaited<ReturnType<typeof journalFolder>>;
beforeEach(async () => {
  folder = await journalFolder();
  await writeFile(join(folder.dir, 'key.json'), keyFile(KEY));
  await writeFile(join(folder.dir, 'anchors.jsonl'), `${JSON.stringify(mark)}\n`);
});
afterEach(() => folder.remove());

/** What the verifier says, as it is started by an administrator. */
async function verifier(args: readonly string[]): Promise<{ code: number; text: string }> {
  const run = promisify(execFile)(process.execPath, [VERIFY, ...args]);
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}

async function put({ lines: given, rest = '' }: Pick<Tampered, 'lines' | 'rest'>): Promise<void> {
  const text = given.map((line) => `${line}\n`).join('') + rest;
  await writeFile(join(folder.dir, FILE), text);
  await markEnd(given);
}
/** Writes the file `head` as the writer of these lines does, under the key of the last one. */
async function markEnd(given: readonly string[]): Promise<void> {
  const decoded = decodeLine(given.at(-1) ?? '');
  if (decoded.kind === 'bad') return;
  const { record, hash } = decoded.line;
  const key = [KEY, OLD_KEY, OTHER_KEY].find(({ id }) => id === record.key) ?? null;
  await writeHeadMark(folder.dir, { seq: record.seq, hash, segment: 1 }, key, record.seq);
}
const check = (withMark: boolean) =>
  checkJournal({ dir: folder.dir, key: KEY, mark: withMark ? mark : null, now });
const keyArgs = () => ['--key', join(folder.dir, 'key.json')];
const anchorArgs = () => ['--anchors', join(folder.dir, 'anchors.jsonl')];

describe('a sound journal', () => {
  it('is sound to both', async () => {
    await put({ lines });

    expect(await check(true)).toMatchObject({ records: 9, unsealed: 0, firstBad: null });
    const { code, text } = await verifier([...keyArgs(), ...anchorArgs(), folder.dir]);
    expect(text).toContain('SOUND: 9 records, 1 to 9');
    expect(text).toContain('9 of them are sealed');
    expect(code).toBe(0);
  });

  it('is sound without the key too, and that is said', async () => {
    await put({ lines });

    expect(await checkJournal({ dir: folder.dir, key: null, mark: null, now })).toMatchObject({
      unsealed: 9,
      firstBad: null,
    });
    expect((await verifier([folder.dir])).text).toContain('Only the chain was checked');
  });

  it('may have lost its head by a sealed record that says so', async () => {
    await put({ lines: [...lines.slice(3), deletionOf(3, KEY)] });

    expect((await check(true)).firstBad).toBeNull();
    expect((await verifier([...keyArgs(), folder.dir])).text).toContain('SOUND');
  });

  it('may have lost less of its head than a sealed record says, when that was stopped', async () => {
    await put({ lines: [...lines.slice(1), deletionOf(3, KEY)] });

    expect((await check(true)).firstBad).toBeNull();
    expect((await verifier([...keyArgs(), folder.dir])).text).toContain('SOUND');
  });

  it('may have lost its head before there was a key', async () => {
    const early = aChain(3, null);
    const hashes = early.map(hashOf);
    const run = 'f'.repeat(16);
    const deletion = encodeLine(
      aRecord({
        seq: 4,
        prev: hashes[2] ?? '',
        key: null,
        action: 'journal.retention',
        fields: { through: 2, throughHash: hashes[1] ?? '' },
      }),
      null,
    );
    const sealed = encodeLine(aRecord({ seq: 5, prev: deletion.hash, run, key: KEY.id }), KEY);
    await put({ lines: [...early.slice(2), deletion.text, sealed.text] });

    expect((await check(false)).firstBad).toBeNull();
    expect((await verifier([...keyArgs(), folder.dir])).text).toContain('SOUND');
  });

  it('may end in a run without a key, and through where the seals reach is said', async () => {
    await put({ lines: rewritten(5, null, null, 'f'.repeat(16)) });

    expect((await check(false)).firstBad).toBeNull();
    const { code, text } = await verifier([...keyArgs(), folder.dir]);
    expect(text).toContain('No seal covers what follows record 4.');
    expect(code).toBe(0);
  });

  it('may be of a run without a key and then of one with it', async () => {
    const early = aChain(3, null);
    const late = encodeLine(
      aRecord({ seq: 4, key: KEY.id, prev: hashOf(early[2] ?? ''), run: 'f'.repeat(16) }),
      KEY,
    ).text;
    await put({ lines: [...early, late] });

    expect(await check(false)).toMatchObject({ records: 4, unsealed: 3, firstBad: null });
  });
});

describe('a journal whose key was replaced', () => {
  /** Under another key at first, then under the present one, in a run of its own. */
  const replaced = () => {
    const early = aChain(3, OLD_KEY);
    const fields = { key: KEY.id, prev: hashOf(early[2] ?? ''), run: 'f'.repeat(16) };
    return [...early, encodeLine(aRecord({ seq: 4, ...fields }), KEY).text];
  };

  it('is sound with the present key, and with both', async () => {
    await put({ lines: replaced() });
    await writeFile(join(folder.dir, 'old.json'), keyFile(OLD_KEY));
    const both = [...keyArgs(), '--key', join(folder.dir, 'old.json')];

    expect(await check(false)).toMatchObject({ records: 4, unsealed: 3, firstBad: null });
    expect((await verifier([...keyArgs(), folder.dir])).text).toContain('1 of them are sealed');
    expect((await verifier([...both, folder.dir])).text).toContain('4 of them are sealed');
  });

  it('cannot be followed past the old key with the old key alone', async () => {
    await put({ lines: replaced() });
    await writeFile(join(folder.dir, 'old.json'), keyFile(OLD_KEY));

    expect(await verifier(['--key', join(folder.dir, 'old.json'), folder.dir])).toMatchObject({
      code: 1,
      text: expect.stringContaining('BAD: record 4'),
    });
  });

  it('has one key a run, which is seen without any key', async () => {
    await put({ lines: rewritten(5, OTHER_KEY, OTHER_KEY.id) });
    const options = { dir: folder.dir, key: null, mark: null, now };

    expect((await checkJournal(options)).firstBad).toMatchObject({ seq: 5, fault: 'other-key' });
    expect((await verifier([folder.dir])).text).toContain('(other-key)');
  });
});

describe.each(MATRIX)('$what', (tampered) => {
  const { seq, fault } = tampered;

  it('is found by the check', async () => {
    await put(tampered);
    const { firstBad } = await check(true);
    // A file that is being written to may end in the middle: then it is the mark that shows it.
    const found = tampered.rest === undefined ? fault : 'ends-early';

    expect(firstBad).toMatchObject({ seq, fault: found });
  });

  it('is found by the verifier, which names the record', async () => {
    await put(tampered);
    const anchors = tampered.isSeenByMarkOnly === true ? anchorArgs() : [];
    const { code, text } = await verifier([...keyArgs(), ...anchors, join(folder.dir, FILE)]);

    expect(text).toContain(`BAD: record ${String(seq)} in "${FILE}"`);
    expect(text).toContain(`(${fault})`);
    expect(code).toBe(1);
  });
});

it('a rewrite by somebody who has no key is not seen without the key, and no anchor', async () => {
  // Said in docs/journal.md; here so that what is said stays true.
  await put({ lines: aChain(9, OTHER_KEY) });

  expect((await verifier([folder.dir])).code).toBe(0);
  expect((await verifier([...anchorArgs(), folder.dir])).code).toBe(1);
});

describe('the end that the file head names', () => {
  const cut = async (count: number, key: boolean) => {
    await markEnd(lines);
    await writeFile(
      join(folder.dir, FILE),
      lines
        .slice(0, count)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return verifier([...(key ? keyArgs() : []), folder.dir]);
  };
  const headOf = (mark_: object) => `${JSON.stringify(mark_).padEnd(511, ' ')}\n`;

  it.each([true, false])('shows a tail that was cut off, with the key: %s', async (key) => {
    expect(await cut(6, key)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/BAD: record 7 in .*\(ends-early\)/),
    });
    expect(await cut(9, key)).toMatchObject({
      code: 0,
      text: expect.stringContaining('names record 9 as the end'),
    });
  });

  it('shows that all of it was taken away, with its files or what is in them', async () => {
    expect((await cut(0, true)).text).toMatch(/BAD: record 1 in .*\(ends-early\)/);
    await rm(join(folder.dir, FILE));
    expect(await verifier([folder.dir])).toMatchObject({
      code: 1,
      text: expect.stringMatching(/BAD: record 1 in .*\(ends-early\)/),
    });
  });

  it('shows another last record', async () => {
    await markEnd(lines);
    const other = encodeLine(
      aRecord({ seq: 9, key: KEY.id, prev: hashOf(lines[7] ?? ''), fields: { rows: 1 } }),
      KEY,
    ).text;
    await writeLines(folder.dir, FILE, [...lines.slice(0, 8), other]);

    expect((await verifier([...keyArgs(), folder.dir])).text).toMatch(
      /BAD: record 9 .*\(replaced\)/,
    );
  });

  it('may be a few records behind: the mark is written after the records', async () => {
    await markEnd(lines.slice(0, 7));
    await writeLines(folder.dir, FILE, lines);

    expect((await verifier([...keyArgs(), folder.dir])).text).toContain(
      'names record 7 as the end',
    );
  });

  it('is the later of its two places', async () => {
    await markEnd(lines.slice(0, 8));

    expect((await cut(8, true)).text).toMatch(/BAD: record 9 .*\(ends-early\)/);
  });

  const short = { seq: 6, hash: hashOf(lines[5] ?? ''), segment: 1 };
  it.each<readonly [string, () => Promise<unknown>]>([
    ['taken away', () => rm(join(folder.dir, 'head'))],
    ['emptied', () => writeFile(join(folder.dir, 'head'), '')],
    ['overwritten', () => writeFile(join(folder.dir, 'head'), 'x'.repeat(100_000))],
    [
      'made a folder',
      async () => {
        await rm(join(folder.dir, 'head'));
        await mkdir(join(folder.dir, 'head'));
      },
    ],
    [
      'made a link',
      async () => {
        await rm(join(folder.dir, 'head'));
        await symlink('/dev/zero', join(folder.dir, 'head'));
      },
    ],
    [
      'made anew without a seal',
      () => writeFile(join(folder.dir, 'head'), headOf({ ...short, key: null, seal: null })),
    ],
    [
      'made anew under a made-up seal',
      () =>
        writeFile(
          join(folder.dir, 'head'),
          headOf({ ...short, key: KEY.id, seal: 'e'.repeat(64) }),
        ),
    ],
    [
      'made anew with a hostile number',
      () =>
        writeFile(
          join(folder.dir, 'head'),
          headOf({ ...short, seq: 1e300, key: KEY.id, seal: 'e'.repeat(64) }),
        ),
    ],
  ])('is missed when it was %s and the tail was cut off', async (_how, change) => {
    await cut(6, true);
    await change();

    expect(await verifier([...keyArgs(), folder.dir])).toMatchObject({
      code: 1,
      text: expect.stringMatching(/BAD: record 6 in .*\(no-head\)/),
    });
  });

  it('is not looked for beside a single file, and that is said', async () => {
    await cut(6, true);

    expect((await verifier([...keyArgs(), join(folder.dir, FILE)])).text).toContain(
      'A file alone does not show whether its end was cut off',
    );
  });
});

describe('anchors', () => {
  const other = { seq: 9, hash: 'e'.repeat(64) };
  const anchored = async (...anchors: readonly object[]) => {
    const text = anchors.map((each) => `${JSON.stringify(each)}\n`).join('');
    await writeFile(join(folder.dir, 'anchors.jsonl'), text);
    return verifier([...anchorArgs(), folder.dir]);
  };

  it.each([
    ['later', [other, mark]],
    ['earlier', [mark, other]],
    ['between', [mark, other, mark]],
  ])('that name another record %s are no less true', async (_when, anchors) => {
    await put({ lines });
    const { code, text } = await anchored(...anchors);

    expect(text).toContain('BAD: record 9');
    expect(text).toContain('(noted-twice)');
    expect(code).toBe(1);
  });

  it('that name two records count also for what was deleted since', async () => {
    await put({ lines: [...lines.slice(3), deletionOf(3, KEY)] });

    expect((await anchored({ ...other, seq: 2 }, { ...mark, seq: 2 })).text).toContain(
      'BAD: record 2',
    );
    expect((await anchored(mark, mark)).code).toBe(0);
  });

  it('that are too many are none that count: it ends with 2', async () => {
    await put({ lines });
    const many = Array.from({ length: 200_001 }, (_, at) => `seq=${String(at + 10)} `);
    await writeFile(
      join(folder.dir, 'anchors.jsonl'),
      many.map((seq) => `${seq}hash=${'e'.repeat(64)}\n`).join(''),
    );

    expect(await verifier([...anchorArgs(), folder.dir])).toMatchObject({
      code: 2,
      text: expect.stringContaining('more than 200000 anchors'),
    });
  });
});

describe('the verifier', () => {
  it('checks one file of several, and says what it did not look at', async () => {
    const path = join(folder.dir, 'journal-00000002.jsonl');
    await writeLines(folder.dir, 'journal-00000002.jsonl', lines.slice(4));
    const { code, text } = await verifier([...keyArgs(), path]);

    expect(text).toContain('What came before record 5 is in another file');
    expect(code).toBe(0);
    expect((await verifier([...keyArgs(), folder.dir])).text).toContain('(head-missing)');
  });

  it.each([
    ['no file', ['/nowhere']],
    ['nothing to check', []],
    ['a key that is none', ['--key', VERIFY, '/nowhere']],
    ['anchors that are none', ['--anchors', VERIFY, '/nowhere']],
    ['an option that is none', ['--force', '/nowhere']],
  ])('ends with 2 for %s', async (_what, args) => {
    expect((await verifier(args)).code).toBe(2);
  });

  it('takes no key that was changed', async () => {
    const other = { key: KEY.id, bytes: Buffer.from(OTHER_KEY.bytes).toString('hex') };
    await writeFile(join(folder.dir, 'key.json'), JSON.stringify(other));
    await put({ lines });

    expect(await verifier([...keyArgs(), folder.dir])).toMatchObject({
      code: 2,
      text: expect.stringContaining('not the key that it names'),
    });
  });
});

it('no change of a line, or of their order, is a sound journal', async () => {
  const sound = lines.join('\n');
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sound.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('flip', 'drop', 'double'),
      async (at, by, how) => {
        const bytes = Buffer.from(sound);
        const changed =
          how === 'flip'
            ? bytes.fill((bytes[at] ?? 0) ^ by, at, at + 1)
            : Buffer.concat([
                bytes.subarray(0, how === 'drop' ? at : at + by),
                bytes.subarray(how === 'drop' ? at + by : at),
              ]);
        await writeFile(join(folder.dir, FILE), Buffer.concat([changed, Buffer.from('\n')]));
        const { firstBad, records } = await check(true);

        expect(firstBad).not.toBeNull();
        // Nothing before it was touched.
        const before = changed.subarray(0, at).toString('latin1').split('\n').length - 1;
        expect(records).toBeGreaterThanOrEqual(Math.min(before, 9));
        expect(firstBad?.seq).toBeLessThanOrEqual(10);
      },
    ),
    { numRuns: 300 },
  );
});

it('reads what it wrote: the fixture is a journal', () => {
  expect(lines.map((line) => decodeLine(line).kind)).toEqual(lines.map(() => 'line'));
});
