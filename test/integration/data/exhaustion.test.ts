import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MIGRATIONS } from '../../../main/data/store/migrate.ts';
import { openStore, type Store } from '../../../main/data/store/open-store.ts';
import { type Db, sql } from '../../../main/data/store/sql.ts';
import { anInventory, aPage, aRecord, COMPLETE, CONTOSO, FABRIKAM } from './an-inventory.ts';
import { aShelf, KEY } from './a-store.ts';
import { aSmallDisk, canMount } from './small-disk.ts';

const MIB = 1024 * 1024;

function openIn(dir: string): Store {
  return openStore({
    path: join(dir, 'estate.db'),
    key: Uint8Array.from(KEY),
    nativeBinding: null,
    appVersion: '1.2.3',
    now: () => new Date(0),
    ballastBytes: 2 * MIB,
    minFreeBytes: MIB,
  });
}

const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    aRecord('defender', `m-${from + index}`, null, {
      name: `PAW-${from + index} ${'x'.repeat(400)}`,
    }),
  );

/** Collects until the disk is full. Answers with what was acknowledged. */
function collectUntilFull(store: Store): { readonly kept: number; readonly error: unknown } {
  const inventory = anInventory(store.db);
  let run = inventory.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
  let kept = 0;
  try {
    for (;;) {
      ({ run } = inventory.savePage(run, aPage(records(kept, 200), { next: `${kept}` }), 1));
      kept += 200;
    }
  } catch (error) {
    return { kept, error };
  }
}

const countOf = (store: Store) => [...anInventory(store.db).devicesOf(CONTOSO)].length;
const codeOf = (error: unknown) => (error as { code?: unknown }).code;

describe.runIf(canMount)('a full disk', () => {
  it('loses nothing that was kept, can be read and forgotten, and goes on when there is room', () => {
    const disk = aSmallDisk(6);
    const store = openIn(disk.dir);
    expect(store.space.look()).toEqual({ state: 'enough', notice: null });
    const ballast = lstatSync(join(disk.dir, 'estate.db.ballast'));
    expect([ballast.size, ballast.mode & 0o777]).toEqual([2 * MIB, 0o600]);
    expect(ballast.blocks * 512).toBeGreaterThanOrEqual(2 * MIB);
    const other = anInventory(store.db).beginRun(FABRIKAM, 'entra', { at: 1, isFull: true });
    anInventory(store.db).savePage(other, aPage([aRecord('entra', 'e-1')]), 1);

    const inventory = anInventory(store.db);
    let run = inventory.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
    ({ run } = inventory.savePage(run, aPage(records(0, 200), { next: '200' }), 1));
    store.erase();
    disk.fill();

    let thrown: unknown;
    try {
      inventory.savePage(run, aPage(records(200, 200)), 1);
    } catch (error) {
      thrown = error;
    }

    expect(codeOf(thrown)).toBe('SQLITE_FULL');
    expect(countOf(store)).toBe(200);
    expect(inventory.beginRun(CONTOSO, 'defender', { at: 2, isFull: false })).toEqual(run);
    // The disk is as full as it can be: only the ballast lets anything be deleted.
    expect(() => anInventory(store.db).forget(FABRIKAM)).toThrow('full');
    store.space.withRoom(() => anInventory(store.db).forget(FABRIKAM));
    store.erase();
    expect(store.space.look()).toMatchObject({
      state: 'full',
      notice: expect.stringMatching(/disk is full.*tenants can be forgotten.*3 MB are free/),
    });
    expect(readdirSync(disk.dir)).not.toContain('estate.db.ballast');
    expect(anInventory(store.db).tenantIds()).toEqual([CONTOSO]);
    store.space.withRoom(() => anInventory(store.db).forget(CONTOSO));
    expect(countOf(store)).toBe(0);

    disk.empty();
    expect(store.space.look()).toEqual({ state: 'enough', notice: null });
    expect(lstatSync(join(disk.dir, 'estate.db.ballast')).size).toBe(2 * MIB);
    expect(collectUntilFull(store).kept).toBeGreaterThan(0);
    store.close();
    const again = openIn(disk.dir);
    expect([again.storage, again.notice]).toEqual(['kept', null]);
    again.close();
  });

  it('goes on with a run where it was, without duplicates', () => {
    const disk = aSmallDisk(6);
    const store = openIn(disk.dir);
    const { kept } = collectUntilFull(store);
    store.close();

    const again = openIn(disk.dir);
    const inventory = anInventory(again.db);
    const run = inventory.beginRun(CONTOSO, 'defender', { at: 2, isFull: false });

    expect([again.notice, run.covered, run.next]).toEqual([null, kept, `${kept - 200}`]);
    expect(countOf(again)).toBe(kept);
    again.close();
  });

  it('has collecting wait before it is full', () => {
    const disk = aSmallDisk(8);
    const store = openIn(disk.dir);
    store.space.look();
    disk.fill(MIB / 2);

    expect(store.space.look()).toMatchObject({
      state: 'short',
      notice: expect.stringMatching(/less than 1 MB left.*until 1 MB are free/),
    });
    store.close();
  });

  it('gives up its ballast for a copy before a step, or makes no step', () => {
    const disk = aSmallDisk(6);
    const first = openIn(disk.dir);
    first.space.look();
    first.close();
    const next = {
      id: 9_000,
      name: 'next',
      up: (db: Db) => db.exec(sql`CREATE TABLE t (a TEXT) STRICT`),
    };
    disk.fill();

    const store = openStore({
      path: join(disk.dir, 'estate.db'),
      key: Uint8Array.from(KEY),
      nativeBinding: null,
      appVersion: '1.2.3',
      now: () => new Date(0),
      migrations: [...MIGRATIONS, next],
      ballastBytes: 2 * MIB,
    });

    expect([store.storage, store.notice]).toEqual([
      'memory',
      expect.stringMatching(/disk is full/),
    ]);
    store.close();
    const as = openIn(disk.dir);
    expect([as.storage, as.notice]).toEqual(['kept', null]);
    as.close();
  });

  it('is opened on the space of its ballast when there is no other', () => {
    const disk = aSmallDisk(6);
    const first = openIn(disk.dir);
    first.space.look();
    const inventory = anInventory(first.db);
    const run = inventory.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
    inventory.savePage(run, aPage(records(0, 20)), 1);
    first.close();
    disk.fill();

    const store = openIn(disk.dir);

    expect([store.storage, store.notice, countOf(store)]).toEqual(['kept', null, 20]);
    expect(readdirSync(disk.dir)).not.toContain('estate.db.ballast');
    store.close();
  });

  it('keeps nothing, and says so, when not even a database can be made', () => {
    const disk = aSmallDisk(1);
    disk.fill();

    const store = openIn(disk.dir);

    expect([store.storage, store.notice]).toEqual([
      'memory',
      expect.stringMatching(/disk is full/),
    ]);
    store.close();
  });

  it('keeps nothing, and says so, where nothing can be written', () => {
    const disk = aSmallDisk(4);
    openIn(disk.dir).close();
    disk.close();

    const store = openIn(disk.dir);

    expect([store.storage, store.notice]).toEqual([
      'memory',
      expect.stringMatching(/cannot be written/),
    ]);
    store.close();
  });
});

describe('a ballast', () => {
  it('is never written through a link', () => {
    const shelf = aShelf();
    const store = shelf.open({ ballastBytes: MIB });
    const elsewhere = join(shelf.dir, 'elsewhere');
    writeFileSync(elsewhere, 'precious');
    symlinkSync(elsewhere, `${shelf.path}.ballast`);

    store.space.look();

    expect(lstatSync(elsewhere).size).toBe(8);
    expect(lstatSync(`${shelf.path}.ballast`).isFile()).toBe(true);
    store.close();
  });

  it('that is not whole is made anew', () => {
    const shelf = aShelf();
    const store = shelf.open({ ballastBytes: MIB });
    writeFileSync(`${shelf.path}.ballast`, 'half');

    store.space.look();

    expect(lstatSync(`${shelf.path}.ballast`).size).toBe(MIB);
    store.close();
  });
});

/** Another process with the database open, and a transaction that does not end. */
async function aHolder(path: string, statements: string): Promise<void> {
  const script = `
    import Database from 'better-sqlite3';
    const db = new Database(process.argv[1]);
    db.pragma("cipher = 'chacha20'");
    db.key(Buffer.concat([Buffer.from('raw:'), Buffer.alloc(32, 7)]));
    for (const text of ${statements}) db.exec(text);
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await new Promise((resolve) => holder.stdout.once('data', resolve));
}

describe('another process', () => {
  it('that writes and does not end costs a page, and nothing that is kept', async () => {
    const shelf = aShelf();
    const store = shelf.open();
    store.db.pragma('busy_timeout = 50');
    const inventory = anInventory(store.db);
    const run = inventory.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
    inventory.savePage(run, aPage(records(0, 10)), 1);
    await aHolder(shelf.path, `['BEGIN EXCLUSIVE']`);

    let thrown: unknown;
    try {
      inventory.savePage(run, aPage(records(10, 10)), 1);
    } catch (error) {
      thrown = error;
    }

    expect(codeOf(thrown)).toBe('SQLITE_BUSY');
    expect(store.space.note(thrown)).toBe(false);
    expect(countOf(store)).toBe(10);
    // A start meanwhile reads what is there.
    const second = shelf.open();
    expect([second.storage, second.notice, countOf(second)]).toEqual(['kept', null, 10]);
    second.close();
    store.close();
  });

  it('that keeps the file for itself leaves nothing kept, and that is said', async () => {
    const shelf = aShelf();
    shelf.open().close();
    await aHolder(shelf.path, `['PRAGMA locking_mode = EXCLUSIVE', 'BEGIN EXCLUSIVE']`);

    const store = shelf.open();

    expect([store.storage, store.notice]).toEqual([
      'memory',
      expect.stringMatching(/another program has its file open/),
    ]);
    anInventory(store.db).endRun(
      anInventory(store.db).beginRun(CONTOSO, 'entra', { at: 1, isFull: true }),
      COMPLETE,
      1,
    );
    expect(anInventory(store.db).tenantIds()).toEqual([CONTOSO]);
    store.close();
  });
});
