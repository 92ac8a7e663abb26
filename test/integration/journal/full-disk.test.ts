import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJournal } from '../../../main/journal/check-journal.ts';
import { createJournal, type Journal, type JournalOptions } from '../../../main/journal/journal.ts';
import { openLostMark } from '../../../main/journal/lost-mark.ts';
import { realFileSystem } from '../../../main/stored-files/file-system.ts';
import { createJournaledCalls } from '../../../main/journal/journaled-calls.ts';
import type { JournalState, TenantId } from '../../../preload/contract/index.ts';
import { aDraft, recordsIn, RUN } from '../../support/journal-files.ts';
import { aSmallDisk, canMount } from '../data/small-disk.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;

function aJournal(dir: string, change: Partial<JournalOptions> = {}) {
  const states: JournalState[] = [];
  const journal = createJournal({
    dir,
    run: RUN,
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepDays: 0,
    anchor: null,
    lostMark: openLostMark(dirname(dir), realFileSystem, () => undefined),
    who: { device: 'paw-1', account: 'a-josh1' },
    about: { version: '1.0.0' },
    onChanged: (state) => states.push(state),
    ...change,
  });
  const recordCall = createJournaledCalls({
    append: journal.append,
    note: journal.note,
    targetOf: () => null,
  });
  return { journal, states, recordCall };
}
const forget = { tenantId: TENANT, typedName: 'Contoso' };
const until = async (isSo: () => boolean) => {
  // Polled: the disk takes as long as it takes.
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const checked = (dir: string) =>
  checkJournal({ dir, key: null, mark: null, now: () => new Date() });

describe.runIf(canMount)('a disk without room', () => {
  it('refuses what needs a record, keeps the rest, and goes on when there is room', async () => {
    const disk = aSmallDisk(2);
    const dir = join(disk.dir, 'journal');
    const { journal, recordCall } = aJournal(dir);
    journal.protect('none', null);
    await (await recordCall('tenants', 'signOut', { tenantId: TENANT }))?.settle('ok', {});
    disk.fill();

    // Records fit into what is left of a block for a while.
    const tries: unknown[] = [];
    for (let at = 0; at < 60 && tries.length < 3; at += 1) {
      await Promise.resolve(recordCall('tenants', 'forget', forget)).catch((error: unknown) =>
        tries.push(error),
      );
    }
    expect(tries).toHaveLength(3);
    expect(tries[0]).toMatchObject({ code: 'not-recorded' });
    expect(journal.get()).toMatchObject({
      state: 'cannot-write',
      notice: expect.stringContaining('the disk is full'),
    });
    journal.note(aDraft({ fields: { rows: 77 } }));
    // What is there is whole: nothing of a record that did not fit stays.
    expect(await checked(dir)).toMatchObject({ firstBad: null });

    disk.empty();
    expect(await recordCall('tenants', 'forget', forget)).toMatchObject({
      record: { seq: expect.any(Number) },
    });
    await journal.stop();
    expect(journal.get()).toMatchObject({ state: 'ready', waiting: 0 });
    expect((await recordsIn(dir)).filter(({ fields }) => fields['rows'] === 77)).toHaveLength(1);
    expect(await checked(dir)).toMatchObject({ firstBad: null });
  });

  it('keeps count of what a run could not write, on the full disk, for the next to say', async () => {
    const disk = aSmallDisk(2);
    const dir = join(disk.dir, 'journal');
    const { journal } = aJournal(dir);
    journal.protect('none', null);
    await journal.append(aDraft());
    disk.fill();
    let isFull = false;
    while (!isFull) {
      isFull = await journal.append(aDraft()).then(
        () => false,
        () => true,
      );
    }
    for (let at = 0; at < 100; at += 1) journal.note(aDraft({ fields: { rows: at } }));
    await journal.stop();
    disk.empty();
    const next = aJournal(dir).journal;
    next.protect('none', null);
    await next.stop();

    const lost = (await recordsIn(dir)).filter(({ action }) => action === 'journal.lost');
    expect(lost.map(({ fields }) => fields)).toEqual([{ records: 101, earlierRuns: 1 }]);
    expect(await checked(dir)).toMatchObject({ firstBad: null });
  });

  it('counts what found no room to wait', async () => {
    const disk = aSmallDisk(2);
    const dir = join(disk.dir, 'journal');
    const { journal } = aJournal(dir);
    journal.protect('none', null);
    await journal.append(aDraft());
    disk.fill();
    let isFull = false;
    while (!isFull) {
      isFull = await journal.append(aDraft()).then(
        () => false,
        () => true,
      );
    }
    for (let at = 0; at < 1_500; at += 1) journal.note(aDraft({ fields: { rows: at } }));
    const { waiting, lost } = journal.get();
    disk.empty();
    await journal.flush();
    await journal.stop();

    expect({ waiting, lost }).toEqual({ waiting: 1_000, lost: 500 });
    expect((await recordsIn(dir)).flatMap(({ fields }) => fields['rows'] ?? [])).toHaveLength(
      1_000,
    );
    expect((await recordsIn(dir)).find(({ action }) => action === 'journal.lost')?.fields).toEqual({
      records: 500,
    });
    expect(await checked(dir)).toMatchObject({ firstBad: null });
  });

  it('is read-only where nothing may be written, and says so', async () => {
    const disk = aSmallDisk(2);
    disk.close();
    const { journal, recordCall } = aJournal(join(disk.dir, 'journal'));
    journal.protect('keystore', new Uint8Array(32));
    await until(() => journal.get().state !== 'starting');

    expect(journal.get()).toMatchObject({ state: 'read-only', lastSeq: 0 });
    await expect(Promise.resolve(recordCall('tenants', 'forget', forget))).rejects.toMatchObject({
      code: 'not-recorded',
    });
    await journal.stop();
  });

  it('loses nothing that was said before it was opened', async () => {
    const disk = aSmallDisk(2);
    const dir = join(disk.dir, 'journal');
    const { journal }: { journal: Journal } = aJournal(dir);
    journal.note(aDraft({ fields: { rows: 1 } }));
    const waits = journal.append(aDraft({ fields: { rows: 2 } }));
    journal.protect('none', null);
    await waits;
    await journal.stop();

    expect((await recordsIn(dir)).flatMap(({ fields }) => fields['rows'] ?? [])).toEqual([1, 2]);
  });
});
