import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeChosen } from '../../../main/data/onboarding/chosen-file.ts';
import { writeChosen as writeInMain } from '../../../main/app/write-chosen.ts';
import { ONBOARDING_MIGRATIONS } from '../../../main/data/onboarding/store/migrations.ts';
import { createOnboardingRows } from '../../../main/data/onboarding/store/create-rows.ts';
import { connect } from '../../../main/data/store/connect.ts';
import {
  FABRIKAM,
  TAILSPIN,
  aChecklist,
  aRunner,
  CONTOSO,
} from '../../unit/main/data/onboarding/a-runner.ts';
import { begin, complete, completed, filesIn, openIn } from './an-onboarding.ts';
import { aShelf } from './a-store.ts';
import { aSmallDisk, canMount } from './small-disk.ts';

const MIB = 1024 * 1024;

function completeUntilFull(store: ReturnType<typeof openIn>, from: number): unknown {
  try {
    for (let number = from; ; number += 1) complete(store, number, 200_000);
  } catch (error) {
    return error;
  }
}

describe.runIf(canMount)('a full disk', () => {
  it('fails the change that does not fit, keeps what was there, and is read from', () => {
    const disk = aSmallDisk(40);
    const store = openIn(disk.dir);
    begin(store);
    store.look();
    for (let number = 1; number <= 5; number += 1) complete(store, number, 3_000);
    disk.fill(2 * MIB);

    const error = completeUntilFull(store, 6);
    const kept = completed(store);

    expect((error as { code?: unknown }).code).toBe('SQLITE_FULL');
    expect(kept).toBeGreaterThanOrEqual(5);
    expect(store.look()).toMatchObject({
      state: 'full',
      notice: expect.stringMatching(/disk is full.*can be read/),
    });
    store.close();
    // Also by the next start, on a disk that is still as full.
    const again = openIn(disk.dir);
    expect(completed(again)).toBe(kept);
    disk.empty();
    complete(again, kept + 1, 200_000);
    again.close();
    const files = filesIn(disk.dir);
    rmSync(files.first);
    const fromCopy = openIn(disk.dir);
    expect(completed(fromCopy)).toBe(kept + 1);
    fromCopy.close();
  });

  it('loses nothing when there is no room for the second file at a start', () => {
    const disk = aSmallDisk(24);
    const first = openIn(disk.dir);
    begin(first);
    for (let number = 1; number <= 10; number += 1) complete(first, number, 300_000);
    first.close();
    const files = filesIn(disk.dir);
    for (const name of readdirSync(disk.dir)) {
      if (name.startsWith('onboarding-copy.db')) rmSync(join(disk.dir, name));
    }
    disk.fill(MIB);

    const store = openIn(disk.dir);

    expect([store.storage, completed(store)]).toEqual(['kept', 10]);
    expect(store.notice()).toMatch(/second file of onboarding could not be written/);
    complete(store, 11, 1_000);
    store.close();
    disk.empty();
    const again = openIn(disk.dir);
    expect([again.notice(), completed(again)]).toEqual([null, 11]);
    again.close();
    expect(existsSync(files.copy)).toBe(true);
  });

  it('lets a tenant be forgotten', () => {
    const disk = aSmallDisk(60);
    const store = openIn(disk.dir);
    begin(store);
    store.look();
    complete(store, 1, 3_000);
    disk.fill();

    store.changeWithRoom((rows) => {
      rows.deleteEngagement(rows.engagements()[0]?.id ?? ('none' as never));
    });
    store.erase();

    expect(store.rows.engagements()).toEqual([]);
    for (const path of Object.values(filesIn(disk.dir)).slice(1)) {
      expect(lstatSync(`${path}-wal`).size).toBe(0);
    }
    store.close();
  });

  it('is said in the same words of a PDF and of any other hand-over', async () => {
    const disk = aSmallDisk(8);
    const path = join(disk.dir, 'hand-over.pdf');
    writeFileSync(path, 'before');
    disk.fill();
    const bytes = Buffer.alloc(1_000_000);
    const full = {
      code: 'storage-failed',
      message: 'The disk is full. Nothing was changed. Free some space or choose another folder.',
    };

    await expect(writeInMain(path, bytes)).rejects.toMatchObject(full);
    await expect(writeChosen(path, bytes)).rejects.toMatchObject(full);
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  it('is said by the service, which changes nothing', async () => {
    const disk = aSmallDisk(40);
    const store = openIn(disk.dir);
    store.look();
    const runner = aRunner({ checklists: [aChecklist([{ id: 'first' }])], deps: { store } });
    const id = await runner.begin();
    disk.fill();
    const add = async () => {
      for (;;) {
        await runner.call('onboarding.addText', {
          ...runner.on(id, 'first'),
          text: 'x'.repeat(20_000),
        });
      }
    };

    // Of four megabytes that were held ready nothing is taken for it but by a failed change.
    disk.fill();
    await expect(add()).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/disk is full. Nothing was changed/),
    });

    const { storage, notice } = await runner.get();
    expect([storage, notice]).toEqual(['read-only', expect.stringMatching(/disk is full/)]);
    expect((await runner.step(id, 'first')).state).toBe('open');
  });
});

describe('forgetting a tenant', () => {
  const CANARY = 'canary-5d1e';

  it.each([true, false])(
    'leaves no byte of it in any file (encrypted: %s)',
    async (isEncrypted) => {
      const shelf = aShelf();
      const store = isEncrypted ? openIn(shelf.dir) : plainPair(shelf.dir);
      const checklist = aChecklist([
        { id: 'hub', side: 'source', scope: 'source' },
        {
          id: 'spoke',
          scope: 'target',
          checks: [{ id: 'devices-visible', on: 'target', completes: false }],
        },
        { id: 'pair' },
      ]);
      const runner = aRunner({ checklists: [checklist], deps: { store } });
      const gone = await runner.begin(CONTOSO, FABRIKAM);
      const stays = await runner.begin(CONTOSO, TAILSPIN);
      runner.answer('devices-visible', { found: `${CANARY} found`, state: 'passed' });
      await runner.check([gone]);
      for (const stepId of ['hub', 'spoke', 'pair']) {
        const on = runner.on(gone, stepId);
        await runner.call('onboarding.addText', { ...on, text: `${CANARY} evidence`.repeat(900) });
        await runner.call('onboarding.note', {
          ...on,
          note: `${CANARY} note`,
          owner: CANARY,
          dueAt: null,
        });
        await runner.call('onboarding.skip', { ...on, reason: `${CANARY} reason` });
      }
      await runner.call('onboarding.addText', { ...runner.on(stays, 'pair'), text: 'Stays.' });
      await runner.call('onboarding.saveRecord', {
        tenantId: FABRIKAM,
        purpose: 'other',
        owner: CANARY,
        licences: CANARY,
        note: CANARY,
        links: [],
      });
      await runner.call('onboarding.saveReminder', {
        reminderId: null,
        tenantId: FABRIKAM,
        kind: 'other',
        title: CANARY,
        endsAt: '2026-12-15T00:00:00.000Z',
      });
      expect(shelf.bytes().includes(CANARY)).toBe(!isEncrypted);

      await runner.service.forget(FABRIKAM);
      store.erase();

      const bytes = shelf.bytes();
      expect([bytes.includes(CANARY), bytes.includes(FABRIKAM)]).toEqual([false, false]);
      const { engagements, radar } = await runner.get();
      expect([engagements.map(({ id }) => id), radar]).toEqual([[stays], []]);
      // What was done once for the other tenant is done still, without the words of that run.
      expect(await runner.step(stays, 'hub')).toMatchObject({
        state: 'skipped',
        skipReason: null,
        note: '',
        evidence: [],
        history: [],
      });
      expect((await runner.step(stays, 'pair')).evidence).toHaveLength(1);
      store.close();
      expect(existsSync(filesIn(shelf.dir).first)).toBe(isEncrypted);
    },
  );

  it.each([true, false])(
    'leaves no name of its accounts, and those of others (encrypted: %s)',
    async (isEncrypted) => {
      const shelf = aShelf();
      const store = isEncrypted ? openIn(shelf.dir) : plainPair(shelf.dir);
      const checklist = aChecklist(
        ['a', 'b', 'c', 'd'].map((id) => ({ id, side: 'source', scope: 'source' })),
      );
      let account: string | null = `${CANARY}@fabrikam.com`;
      const runner = aRunner({
        checklists: [checklist],
        deps: { store, accountOf: (id) => (id === FABRIKAM ? account : null) },
      });
      const gone = await runner.begin(CONTOSO, FABRIKAM);
      const stays = await runner.begin(CONTOSO, TAILSPIN);
      const { operators } = await runner.engagement(stays);
      await runner.call('onboarding.update', {
        engagementId: stays,
        owner: '',
        dueAt: null,
        operators: ['lee@partner.example'],
      });
      expect(operators).toEqual([account]);
      // With the only account there is, in a run that stays: named in state, history and evidence.
      await runner.complete(stays, 'd');
      await runner.call('onboarding.signOffStep', runner.on(stays, 'd'));
      await runner.call('onboarding.addText', { ...runner.on(stays, 'd'), text: 'Stays.' });
      await runner.complete(gone, 'a');
      await runner.call('onboarding.signOffStep', runner.on(gone, 'a'));
      account = 'dana@contoso.com';
      await runner.complete(gone, 'b');
      // Of neither, and named nowhere else: who knows this one but by the run that goes?
      account = `${CANARY}@elsewhere.example`;
      await runner.complete(gone, 'c');
      account = 'lee@partner.example';
      await runner.call('onboarding.signOff', { engagementId: stays });
      expect(shelf.bytes().includes(CANARY)).toBe(!isEncrypted);

      await runner.service.forget(FABRIKAM, { domain: 'fabrikam.com', account });
      store.erase();

      expect(shelf.bytes().includes(CANARY)).toBe(false);
      const named = async (stepId: string) => {
        const { changedBy, signedOff, history, evidence } = await runner.step(stays, stepId);
        return [
          changedBy,
          signedOff?.by,
          ...[...history, ...evidence].map((one) => JSON.stringify(one)),
        ];
      };
      expect(await named('a')).toEqual(['Unnamed operator', 'Unnamed operator']);
      expect(await named('b')).toEqual(['dana@contoso.com', undefined]);
      expect((await named('c'))[0]).toBe('Unnamed operator');
      expect((await named('d')).join(' ')).not.toContain('@');
      expect(await named('d')).toHaveLength(6);
      const { engagements } = await runner.get();
      expect(engagements[0]?.signedOff?.by).toBe('lee@partner.example');
      store.close();
    },
  );
});

/** Two files without encryption, to look into; otherwise as the store has them. */
function plainPair(dir: string): ReturnType<typeof openIn> {
  const pair = ['one', 'two'].map((name) => {
    const db = connect({ path: join(dir, name), key: null, nativeBinding: null });
    for (const { up } of ONBOARDING_MIGRATIONS) up(db);
    return { db, rows: createOnboardingRows(db) };
  });
  const [main] = pair;
  if (main === undefined) throw new Error('no pair');
  const change: ReturnType<typeof openIn>['changeWithRoom'] = (work) => {
    for (const { db, rows } of pair) db.transaction(() => work(rows)).immediate();
  };
  return {
    rows: main.rows,
    storage: 'kept',
    notice: () => null,
    look: () => ({ state: 'enough', notice: null }),
    change: (work) => {
      const results = pair.map(({ db, rows }) => db.transaction(() => work(rows)).immediate());
      return results[0] as never;
    },
    changeWithRoom: change,
    erase: () => {
      for (const { db } of pair) db.pragma('wal_checkpoint(TRUNCATE)');
    },
    keepUnder: null,
    suspect: () => undefined,
    close: () => {
      for (const { db } of pair) db.close();
    },
  };
}
