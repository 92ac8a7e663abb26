import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnchorHead, AnchorPlace } from '../../../../main/journal/anchor.ts';
import { writeAnchor } from '../../../../main/journal/anchor.ts';
import { checkJournal } from '../../../../main/journal/check-journal.ts';
import { writeHeadMark } from '../../../../main/journal/head-mark.ts';
import {
  createJournal,
  type Journal,
  type JournalOptions,
} from '../../../../main/journal/journal.ts';
import { Failure } from '../../../../main/ipc/failure.ts';
import { openLostMark } from '../../../../main/journal/lost-mark.ts';
import { recordsOfRun } from '../../../../main/journal/run-records.ts';
import { journalHandlers } from '../../../../main/journal/journal-ipc.ts';
import { realFileSystem } from '../../../../main/stored-files/file-system.ts';
import type { JournalState, TenantId } from '../../../../preload/contract/index.ts';
import {
  aDraft,
  journalFolder,
  linesIn,
  readFolder,
  recordsIn,
} from '../../../support/journal-files.ts';

const VERIFY = join(import.meta.dirname, '../../../../scripts/bulkhead-verify.mjs');
const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const ESTATE_KEY = new Uint8Array(32).fill(5);

let folder: Awaited<ReturnType<typeof journalFolder>>;
let dir: string;
let run: number;
let clock: number;
beforeEach(async () => {
  folder = await journalFolder();
  dir = join(folder.dir, 'journal');
  run = 0;
  clock = Date.parse('2026-11-21T08:00:00Z');
});
afterEach(() => folder.remove());

function start(change: Partial<JournalOptions> = {}): { journal: Journal; states: JournalState[] } {
  const states: JournalState[] = [];
  const journal = createJournal({
    dir,
    run: String((run += 1)).padStart(16, '0'),
    now: () => new Date((clock += 5)),
    elapsed: () => performance.now(),
    keepDays: 0,
    anchor: null,
    lostMark: openLostMark(folder.dir, realFileSystem, () => undefined),
    who: { device: 'paw-17', account: 'josh' },
    about: { version: '1.0.0', policy: 'ok' },
    onChanged: (state) => states.push(state),
    ...change,
  });
  return { journal, states };
}
const handlersOf = (journal: Journal, path: string | null) =>
  journalHandlers({
    journal,
    dir,
    chooseExportFile: () => Promise.resolve(path),
    writeFile: (at, text) =>
      at === 'full'
        ? Promise.reject(new Failure('storage-failed', 'The disk is full.'))
        : writeFile(at, text),
    now: () => new Date(clock),
  });
const list = (journal: Journal, change: object = {}) =>
  handlersOf(journal, null).list(
    { before: null, tenantId: null, topics: null, text: '', count: 50, ...change },
    {},
  );
const actionsOf = async () => (await recordsIn(dir)).map(({ action }) => action);
const intent = (tenantId: TenantId | null = null) =>
  aDraft({ kind: 'intent', action: 'tenants.forget', tenantId, outcome: null });

describe('the journal of a start', () => {
  it('begins with what it runs on, and ends by saying so', async () => {
    const { journal } = start();
    journal.protect('keystore', ESTATE_KEY);
    await journal.append(aDraft());
    await journal.stop();
    const [, opened] = await recordsIn(dir);

    expect(await actionsOf()).toEqual([
      'journal.segment',
      'journal.opened',
      'tenants.update',
      'journal.closed',
    ]);
    expect(opened?.fields).toEqual({
      version: '1.0.0',
      policy: 'ok',
      device: 'paw-17',
      account: 'josh',
      protection: 'keystore',
    });
    expect(journal.get()).toMatchObject({ state: 'ready', notice: null, lastSeq: 4 });
  });

  it('says that nothing seals it where there is no key', async () => {
    const { journal } = start();
    journal.protect('none', null);
    await journal.append(aDraft());

    expect(journal.get()).toMatchObject({
      protection: 'none',
      notice: expect.stringContaining('not sealed'),
    });
    expect((await recordsIn(dir)).every(({ key }) => key === null)).toBe(true);
    await journal.stop();
  });

  it('goes on while it is locked, and seals from the unlocking on', async () => {
    const { journal } = start();
    journal.protect('locked', null);
    await journal.append(aDraft());
    journal.protect('passphrase', ESTATE_KEY);
    await journal.append(aDraft());
    const check = await journal.verify();
    await journal.stop();

    expect((await recordsIn(dir)).map(({ key }) => key !== null)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(check).toMatchObject({ records: 5, unsealed: 3, firstBad: null });
  });

  it('finds out at the unlocking that its mark was forged while it was locked', async () => {
    const first = start();
    first.journal.protect('passphrase', ESTATE_KEY);
    for (let each = 0; each < 3; each += 1) await first.journal.append(aDraft());
    const keyId = first.journal.key()?.id ?? '';
    await first.journal.stop();
    const lines = (await linesIn(dir)).slice(0, 2);
    await writeFile(join(dir, 'journal-00000001.jsonl'), lines.map((line) => `${line}\n`).join(''));
    const hash = /"hash":"([0-9a-f]{64})"/.exec(lines[1] ?? '')?.[1] ?? '';
    const forged = { id: keyId, bytes: new Uint8Array(32) };
    for (const turn of [0, 1]) await writeHeadMark(dir, { seq: 2, hash, segment: 1 }, forged, turn);

    const again = start();
    again.journal.protect('locked', null);
    await again.journal.append(aDraft());
    expect(again.journal.get().check).toBeNull();
    again.journal.protect('passphrase', ESTATE_KEY);
    expect(again.journal.get().check?.firstBad).toMatchObject({ fault: 'wrong-seal' });
    await again.journal.stop();
  });

  it('says of an intent whose outcome nobody knows that nobody knows it', async () => {
    const first = start();
    first.journal.protect('none', null);
    const open = await first.journal.append(intent(TENANT));
    const done = await first.journal.append(intent());
    first.journal.note(aDraft({ kind: 'outcome', action: 'tenants.forget', ref: done.seq }));
    await first.journal.stop();
    for (const at of [2, 3]) {
      const next = start();
      next.journal.protect('none', null);
      await next.journal.flush();
      await vi.waitFor(async () => {
        await next.journal.flush();
        expect((await recordsIn(dir)).filter(({ outcome }) => outcome === 'unknown')).toHaveLength(
          1,
        );
      });
      await next.journal.stop();
      expect(run).toBe(at);
    }

    expect((await recordsIn(dir)).find(({ outcome }) => outcome === 'unknown')).toMatchObject({
      kind: 'outcome',
      action: 'tenants.forget',
      tenant: TENANT,
      ref: open.seq,
    });
  });

  it('tells of a journal that was tampered with, and writes on', async () => {
    const first = start();
    first.journal.protect('keystore', ESTATE_KEY);
    for (let each = 0; each < 3; each += 1) await first.journal.append(aDraft());
    await first.journal.stop();
    const path = join(dir, 'journal-00000001.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).split('\n').slice(0, 3).join('\n') + '\n');

    const { journal } = start();
    journal.protect('keystore', ESTATE_KEY);
    await journal.append(intent());
    expect(journal.get()).toMatchObject({
      state: 'ready',
      check: { firstBad: { seq: 4, fault: 'ends-early', file: 'journal-00000001.jsonl' } },
    });
    expect((await journal.verify()).firstBad).toMatchObject({ seq: 4, fault: 'missing' });
    await journal.stop();
  });

  it('says when it was written before, where the clock is behind that by more than a little', async () => {
    const first = start();
    first.journal.protect('none', null);
    await first.journal.append(aDraft());
    await first.journal.stop();
    const before = clock;
    const aheadAt = async (at: number) => {
      clock = at;
      const { journal } = start();
      journal.protect('none', null);
      await journal.append(aDraft());
      const { recordedAhead } = journal.get();
      await journal.stop();
      return recordedAhead;
    };

    const aDayBefore = await aheadAt(before - 86_400_000);
    expect(Date.parse(aDayBefore ?? '')).toBeGreaterThan(before - 86_400_000);
    expect(Date.parse(aDayBefore ?? '')).toBeLessThanOrEqual(before);
    // From here on the clock is right by what is written.
    expect(await aheadAt(before)).toBeNull();
    expect(await aheadAt(before - 5 * 60_000)).toBeNull();
  });

  it('checks itself after the start', async () => {
    const { journal } = start({ checkAfterMs: 1 });
    journal.protect('none', null);

    await vi.waitFor(() => expect(journal.get().check).toMatchObject({ firstBad: null }));
    await journal.stop();
  });

  it('says what is wrong when its folder cannot be had, and tries again with every record', async () => {
    await writeFile(dir, 'a file');
    const { journal } = start();
    journal.protect('none', null);
    journal.note(aDraft());
    await expect(journal.append(intent())).rejects.toThrow('ENOTDIR');
    expect(journal.get()).toMatchObject({ state: 'cannot-write', waiting: 1 });
    await rm(dir);
    await journal.append(intent());

    expect(journal.get().state).toBe('ready');
    await journal.stop();
    expect(await actionsOf()).toEqual([
      'journal.segment',
      'journal.opened',
      'tenants.update',
      'tenants.forget',
      'journal.closed',
    ]);
  });
});

describe('the list', () => {
  const filled = async (maxSegmentBytes = 4_000_000) => {
    const { journal } = start({ maxSegmentBytes });
    journal.protect('none', null);
    for (let each = 1; each <= 120; each += 1) {
      journal.note(aDraft({ tenantId: each % 10 === 0 ? TENANT : null, fields: { rows: each } }));
    }
    journal.note(aDraft({ action: 'inventory.exportFile', fields: { tenants: [TENANT] } }));
    await journal.flush();
    return journal;
  };

  it.each([4_000_000, 3_000])('is newest first, in parts, over files of %d bytes', async (size) => {
    const journal = await filled(size);
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const found: Awaited<ReturnType<typeof list>> = await list(journal, { before, count: 7 });
      seen.push(...found.entries.map(({ seq }) => seq));
      before = found.before;
    } while (before !== null);
    const all = (await recordsIn(dir)).map(({ seq }) => seq).toReversed();
    await journal.stop();

    expect(seen).toEqual(all);
  });

  it('is of a tenant, also where it is one of several', async () => {
    const journal = await filled();
    const { entries } = await list(journal, { tenantId: TENANT });
    await journal.stop();

    expect(entries).toHaveLength(13);
    expect(entries[0]).toMatchObject({ action: 'inventory.exportFile', topic: 'files' });
  });

  it('is of a topic and of a text', async () => {
    const journal = await filled();
    const files = await list(journal, { topics: ['files'] });
    const text = await list(journal, { text: ' "ROWS":77 ' });
    await journal.stop();

    expect(files.entries.map(({ topic }) => topic)).toEqual(['files']);
    expect(text.entries).toMatchObject([{ fields: [{ name: 'rows', value: '77' }] }]);
  });

  it('leaves out what is no record', async () => {
    const journal = await filled();
    await journal.stop();
    const path = join(dir, 'journal-00000001.jsonl');
    const garbage = `${'x'.repeat(100_000)}\n\n\0\n`;
    await writeFile(path, garbage + (await readFile(path, 'utf8')) + garbage);

    expect((await list(journal, { count: 200 })).entries).toHaveLength(124);
  });

  it('says that it cannot be read', async () => {
    const { journal } = start();
    await expect(list(journal)).rejects.toMatchObject({ code: 'not-available' });
  });
});

describe('an export', () => {
  const written = async () => {
    const { journal } = start({ maxSegmentBytes: 2_000 });
    journal.protect('keystore', ESTATE_KEY);
    for (let each = 0; each < 20; each += 1) await journal.append(intent(TENANT));
    return journal;
  };

  it('is the journal, for the verifier with its key', async () => {
    const journal = await written();
    const path = join(folder.dir, 'out.jsonl');
    const keyPath = join(folder.dir, 'key.json');
    const { records, fileName } = await handlersOf(journal, path).exportFile(
      { format: 'plain' },
      {},
    );
    await handlersOf(journal, keyPath).exportKey({}, {});
    await vi.waitFor(async () => expect(await readFile(keyPath, 'utf8')).toContain('\n'));
    await journal.stop();
    const said = execFileSync(process.execPath, [VERIFY, '--key', keyPath, path], {
      encoding: 'utf8',
    });

    expect(fileName).toBe('out.jsonl');
    expect(said).toContain(`SOUND: ${String(records)} records`);
    expect(said).toContain(`${String(records)} of them are sealed`);
  });

  it('that is pseudonymised names nobody', async () => {
    const journal = await written();
    const path = join(folder.dir, 'out.jsonl');
    const { records } = await handlersOf(journal, path).exportFile({ format: 'pseudonymised' }, {});
    await journal.stop();
    const text = await readFile(path, 'utf8');

    expect(text.trimEnd().split('\n')).toHaveLength(records);
    for (const id of [TENANT, 'paw-17', 'josh']) expect(text).not.toContain(id);
  });

  it('is nothing when the operator changed their mind, and told when it fails', async () => {
    const journal = await written();
    const none = handlersOf(journal, null);
    await expect(none.exportFile({ format: 'plain' }, {})).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(none.exportKey({}, {})).rejects.toMatchObject({ code: 'cancelled' });
    await expect(handlersOf(journal, 'full').exportKey({}, {})).rejects.toMatchObject({
      code: 'storage-failed',
    });
    await expect(
      handlersOf(journal, '/nowhere/out.jsonl').exportFile({ format: 'plain' }, {}),
    ).rejects.toMatchObject({ code: 'storage-failed' });
    await journal.stop();
  });

  it('has no key where there is none', async () => {
    const { journal } = start();
    journal.protect('none', null);
    await expect(handlersOf(journal, '/x').exportKey({}, {})).rejects.toMatchObject({
      code: 'not-available',
    });
    await journal.stop();
  });
});

it('finds the records of a run for its hand-over', async () => {
  const { journal } = start();
  journal.protect('none', null);
  const seqs: number[] = [];
  for (let each = 0; each < 230; each += 1) {
    const fields = { engagementId: each % 2 === 0 ? 'e0123456789abcdef' : 'e9999999999999999' };
    const { seq } = await journal.append(aDraft({ action: 'onboarding.note', fields }));
    if (each % 2 === 0) seqs.unshift(seq);
  }
  const exported = await journal.append(intent());
  await journal.stop();

  expect(await recordsOfRun(dir, 'e0123456789abcdef', exported)).toEqual({
    exported,
    records: seqs,
  });
  expect(await recordsOfRun('/nowhere', 'e0123456789abcdef', exported)).toEqual({
    exported,
    records: [],
  });
});

describe('retention', () => {
  it('deletes whole old files, and the check knows by the record of it', async () => {
    const first = start({ maxSegmentBytes: 1_500 });
    first.journal.protect('keystore', ESTATE_KEY);
    for (let each = 0; each < 20; each += 1) await first.journal.append(aDraft());
    await first.journal.stop();
    const before = Object.keys(await readFolder(dir)).length;
    clock += 40 * 86_400_000;

    const { journal } = start({ keepDays: 30 });
    journal.protect('keystore', ESTATE_KEY);
    await vi.waitFor(async () => {
      await journal.flush();
      expect(Object.keys(await readFolder(dir)).length).toBeLessThan(before - 3);
    });
    const check = await journal.verify();
    await journal.stop();

    expect(check.firstBad).toBeNull();
    expect(await actionsOf()).toContain('journal.retention');
    const file = Object.keys(await readFolder(dir)).find((name) => name.endsWith('.jsonl')) ?? '';
    await rm(join(dir, file));
    expect(() => execFileSync(process.execPath, [VERIFY, dir], { stdio: 'pipe' })).toThrow(
      'Command failed',
    );
  });

  it('waits for the key, so that its record is sealed', async () => {
    const first = start({ maxSegmentBytes: 1_500 });
    first.journal.protect('passphrase', ESTATE_KEY);
    for (let each = 0; each < 20; each += 1) await first.journal.append(aDraft());
    await first.journal.stop();
    const before = Object.keys(await readFolder(dir)).length;
    clock += 40 * 86_400_000;

    const { journal } = start({ keepDays: 30, maxSegmentBytes: 1_000 });
    journal.protect('locked', null);
    // New files are begun meanwhile, each of which is a reason to look for old ones.
    for (let each = 0; each < 10; each += 1) await journal.append(aDraft());
    journal.protect('passphrase', ESTATE_KEY);
    await vi.waitFor(async () => {
      await journal.flush();
      expect(await actionsOf()).toContain('journal.retention');
      expect(Object.keys(await readFolder(dir))).not.toContain('journal-00000001.jsonl');
    });
    const check = await journal.verify();
    await journal.stop();
    const retention = (await recordsIn(dir)).filter(({ action }) => action === 'journal.retention');

    expect(before).toBeGreaterThan(3);
    expect(check.firstBad).toBeNull();
    expect(retention.every(({ key }) => key !== null)).toBe(true);
  });

  it('is no fault for a check under whose hands it deletes', async () => {
    const { journal } = start({ maxSegmentBytes: 1_500 });
    journal.protect('keystore', ESTATE_KEY);
    for (let each = 0; each < 20; each += 1) await journal.append(aDraft());
    const files = Object.keys(await readFolder(dir)).filter((name) => name.endsWith('.jsonl'));
    const [one = '', two = ''] = files.toSorted();
    const last = (await readFile(join(dir, two), 'utf8')).trimEnd().split('\n').at(-1) ?? '';
    const { record, hash } = JSON.parse(last) as { record: { seq: number }; hash: string };
    const fields = { through: record.seq, throughHash: hash };
    await journal.append(aDraft({ action: 'journal.retention', fields }));
    let pauses = 0;

    const check = await checkJournal({
      dir,
      key: journal.key(),
      mark: null,
      now: () => new Date(clock),
      rest: async () => {
        pauses += 1;
        if (pauses === 1) for (const name of [one, two]) await rm(join(dir, name));
      },
    });

    expect(check.firstBad).toBeNull();
    await journal.stop();
  });

  it('keeps all of it unless it is told', async () => {
    const first = start({ maxSegmentBytes: 1_500 });
    first.journal.protect('none', null);
    for (let each = 0; each < 10; each += 1) await first.journal.append(aDraft());
    await first.journal.stop();
    clock += 4_000 * 86_400_000;
    const { journal } = start();
    journal.protect('none', null);
    await journal.append(aDraft());
    await journal.stop();

    expect((await recordsIn(dir))[0]?.seq).toBe(1);
  });
});

describe('an anchor', () => {
  const heads: AnchorHead[] = [];
  beforeEach(() => heads.splice(0));
  const write = (_place: AnchorPlace, head: AnchorHead) => {
    heads.push(head);
    return Promise.resolve();
  };

  it('is written at the start, every hundred records, and at the end', async () => {
    const { journal } = start({ anchor: { kind: 'journald' }, writeAnchor: write });
    journal.protect('none', null);
    for (let each = 0; each < 250; each += 1) await journal.append(aDraft());
    await journal.stop();
    const last = (await recordsIn(dir)).at(-1)?.seq;

    expect(heads.length).toBeGreaterThanOrEqual(4);
    expect(heads.length).toBeLessThan(10);
    expect(heads.at(-1)?.seq).toBe(last);
    expect(journal.get().anchor).toMatchObject({ kind: 'journald', problem: null });
  });

  it('shows a journal that was put back with its mark, which nothing else does', async () => {
    const place = join(folder.dir, 'anchors');
    await mkdir(place);
    const anchored = { anchor: { kind: 'folder' as const, folder: place }, writeAnchor };
    const first = start(anchored);
    first.journal.protect('keystore', ESTATE_KEY);
    await first.journal.append(aDraft());
    await first.journal.stop();
    const old = await readFolder(dir);
    const second = start(anchored);
    second.journal.protect('keystore', ESTATE_KEY);
    await second.journal.append(aDraft());
    await second.journal.stop();
    for (const [name, text] of Object.entries(old)) await writeFile(join(dir, name), text);

    const verify = (...args: string[]) =>
      execFileSync(process.execPath, [VERIFY, ...args, dir], { encoding: 'utf8' });
    expect(verify()).toContain('SOUND');
    const anchors = join(place, 'bulkhead-anchors-paw-17-josh-02a4cfb7.jsonl');
    expect(() => verify('--anchors', anchors)).toThrow(/ends-early|Command failed/);
  });

  it('that cannot be written is told, and holds nothing up', async () => {
    const { journal } = start({ anchor: { kind: 'folder', folder: join(folder.dir, 'none') } });
    journal.protect('none', null);
    await journal.append(intent());
    await vi.waitFor(() =>
      expect(journal.get().anchor?.problem).toContain(
        'could not be noted outside this profile (ENOENT)',
      ),
    );
    await journal.stop();
  });

  it('that hangs keeps Bulkhead from ending for a moment only', async () => {
    const hangs = () => new Promise<void>(() => undefined);
    const { journal } = start({ anchor: { kind: 'journald' }, writeAnchor: hangs });
    journal.protect('none', null);
    await journal.append(intent());

    await journal.stop();
    expect(await actionsOf()).toContain('journal.closed');
  });
});
