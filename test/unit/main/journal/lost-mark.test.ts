import { link, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../../../main/journal/journal.ts';
import { createJournaledCalls } from '../../../../main/journal/journaled-calls.ts';
import { openLostMark } from '../../../../main/journal/lost-mark.ts';
import { realFileSystem } from '../../../../main/stored-files/file-system.ts';
import { journalFolder, recordsIn } from '../../../support/journal-files.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const ESTATE_KEY = new Uint8Array(32).fill(5);

let folder: Awaited<ReturnType<typeof journalFolder>>;
let dir: string;
let faults: unknown[];
let runs: number;
beforeEach(async () => {
  folder = await journalFolder();
  dir = join(folder.dir, 'journal');
  faults = [];
  runs = 0;
});
afterEach(() => folder.remove());

const mark = () => openLostMark(folder.dir, realFileSystem, (error) => faults.push(error));

/** One start of Bulkhead. */
function start(): Journal {
  return createJournal({
    dir,
    run: String((runs += 1)).padStart(16, '0'),
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepDays: 0,
    anchor: null,
    lostMark: mark(),
    who: { device: 'paw-17', account: 'josh' },
    about: {},
    onChanged: () => undefined,
  });
}
function opened(): Journal {
  const journal = start();
  journal.protect('keystore', ESTATE_KEY);
  return journal;
}
async function ordinaryRun(): Promise<void> {
  const journal = opened();
  await journal.flush();
  await journal.stop();
}
const callsOf = ({ append, note }: Journal) =>
  createJournaledCalls({ append, note, targetOf: () => null });
/** Shows a tenant, which is recorded afterwards. */
async function select(journal: Journal): Promise<void> {
  const call = callsOf(journal)('compartments', 'select', { tenantId: TENANT });
  (await call)?.settle('ok', {});
}
const lostRecords = async () =>
  (await recordsIn(dir))
    .filter(({ action }) => action === 'journal.lost')
    .map(({ run, fields }) => [Number(run), fields]);

/** The folder is away and a file in its place while this runs. */
async function withoutFolder(work: () => Promise<void>): Promise<void> {
  await rename(dir, `${dir}-away`);
  await writeFile(dir, '');
  try {
    await work();
  } finally {
    await rm(dir);
    await rename(`${dir}-away`, dir);
  }
}
/** A run in which nothing can be written. */
async function unwrittenRun(selected: number): Promise<void> {
  const journal = opened();
  for (let each = 0; each < selected; each += 1) await select(journal);
  const portal = { tenantId: TENANT, portalId: 'azure' };
  await expect(callsOf(journal)('compartments', 'openPortal', portal)).rejects.toMatchObject({
    code: 'not-recorded',
  });
  await journal.stop();
}

describe('a run whose journal cannot be written', () => {
  it('opens no portal, and the next one says in the journal how much is missing', async () => {
    await ordinaryRun();
    await withoutFolder(() => unwrittenRun(3));
    const third = opened();
    await third.flush();
    const check = await third.verify();
    await third.stop();
    await ordinaryRun();

    expect(check.firstBad).toBeNull();
    expect(await lostRecords()).toEqual([[3, { records: 3, earlierRuns: 1 }]]);
    expect(mark().read()).toEqual({ runs: 0, records: 0 });
  });

  it('is one of several, which are counted together', async () => {
    await ordinaryRun();
    await withoutFolder(async () => {
      await unwrittenRun(2);
      await unwrittenRun(0);
      await unwrittenRun(5);
    });
    await ordinaryRun();

    expect(await lostRecords()).toEqual([[5, { records: 7, earlierRuns: 3 }]]);
  });

  it('has said so before it ends, so that a kill changes nothing', async () => {
    await ordinaryRun();
    await withoutFolder(async () => {
      const killed = opened();
      await expect(killed.flush()).rejects.toThrow('ENOTDIR');

      expect(mark().read()).toEqual({ runs: 1, records: 0 });
      await killed.stop();
    });
  });

  it('says nothing when it is written in the end', async () => {
    await ordinaryRun();
    const journal = start();
    await withoutFolder(async () => {
      journal.protect('keystore', ESTATE_KEY);
      await select(journal);
      await expect(journal.flush()).rejects.toThrow('ENOTDIR');
    });
    await journal.flush();
    await journal.stop();
    await ordinaryRun();

    expect(await lostRecords()).toEqual([]);
    const actions = (await recordsIn(dir)).map(({ action }) => action);
    expect(actions).toContain('compartments.select');
  });

  it('counts what is left when it ends in the middle of a fault', async () => {
    const journal = opened();
    await journal.flush();
    await withoutFolder(async () => {
      await select(journal);
      await select(journal);
      await journal.stop();
    });
    await ordinaryRun();

    // With the record of its end.
    expect(await lostRecords()).toEqual([[2, { records: 3, earlierRuns: 1 }]]);
  });
});

describe('a run that ends before it is known what seals', () => {
  it('writes what it had to say', async () => {
    await ordinaryRun();
    const journal = start();
    await select(journal);
    await journal.stop();
    await ordinaryRun();

    const of = (await recordsIn(dir)).filter(({ run }) => Number(run) === 2);
    expect(of.map(({ action }) => action)).toContain('compartments.select');
    expect(await lostRecords()).toEqual([]);
  });

  it('writes nothing when it had nothing to say', async () => {
    await ordinaryRun();
    await start().stop();
    await ordinaryRun();

    expect(new Set((await recordsIn(dir)).map(({ run }) => Number(run)))).toEqual(new Set([1, 3]));
  });
});

describe('the mark', () => {
  it('is this account’s alone, and of one size, so that a full disk takes it', async () => {
    mark().write({ runs: 0, records: 0 });
    const path = join(folder.dir, 'journal-lost');
    const { size, ino, mode } = await stat(path);
    mark().write({ runs: 12, records: 34_567 });

    expect(mode & 0o777).toBe(0o600);
    expect(await stat(path)).toMatchObject({ size, ino });
    expect(mark().read()).toEqual({ runs: 12, records: 34_567 });
  });

  it.each(['', 'x', '{"runs":1}', '{"runs":-1,"records":2}', '{}', 'x'.repeat(5_000)])(
    'that holds %j stands for a run',
    async (text) => {
      await writeFile(join(folder.dir, 'journal-lost'), text);

      expect(mark().read()).toEqual({ runs: 1, records: 0 });
    },
  );

  it('that is a link or a folder is not followed, written to or fallen over', async () => {
    const elsewhere = join(folder.dir, 'elsewhere');
    await writeFile(elsewhere, 'kept');
    await symlink(elsewhere, join(folder.dir, 'journal-lost'));
    mark().write({ runs: 2, records: 2 });

    expect(await readFile(elsewhere, 'utf8')).toBe('kept');
    expect(mark().read()).toEqual({ runs: 1, records: 0 });
    await rm(join(folder.dir, 'journal-lost'));
    await mkdir(join(folder.dir, 'journal-lost'));
    mark().write({ runs: 2, records: 2 });

    expect(faults).toHaveLength(2);
    expect(mark().read()).toEqual({ runs: 1, records: 0 });
  });

  it('that has another name as well leaves what is there alone', async () => {
    const elsewhere = join(folder.dir, 'elsewhere');
    await writeFile(elsewhere, 'kept');
    await link(elsewhere, join(folder.dir, 'journal-lost'));
    mark().write({ runs: 2, records: 2 });

    expect(await readFile(elsewhere, 'utf8')).toBe('kept');
    expect(mark().read()).toEqual({ runs: 2, records: 2 });
    expect(faults).toEqual([]);
  });

  it('that is not there says nothing', () => {
    expect(mark().read()).toBeNull();
  });
});
