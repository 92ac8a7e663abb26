import { execFileSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../main/data/store/connect.ts';
import { MIGRATIONS } from '../../../main/data/store/migrate.ts';
import type { Store } from '../../../main/data/store/open-store.ts';
import { type Db, sql } from '../../../main/data/store/sql.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import {
  anInventory,
  aPage,
  aRecord,
  COMPLETE,
  CONTOSO,
  FABRIKAM,
  takeFile,
} from './an-inventory.ts';
import { aShelf, KEY, type Shelf } from './a-store.ts';

const PAGE = 4_096;

/** Collects so many devices of a tenant. */
function collect(store: Store, tenantId: TenantId, count: number): void {
  const inventory = anInventory(store.db);
  const run = inventory.beginRun(tenantId, 'defender', { at: 1, isFull: true });
  const records = Array.from({ length: count }, (_, index) =>
    aRecord('defender', `${tenantId}-${index}`, `e-${index}`, { name: `PAW-${index}` }),
  );
  inventory.endRun(inventory.savePage(run, aPage(records), 1).run, COMPLETE, 1);
}

const countOf = ({ db }: Store) => [...anInventory(db).devicesOf(CONTOSO)].length;

function filled(shelf: Shelf): void {
  const store = shelf.open();
  collect(store, CONTOSO, 400);
  store.close();
}

/** Changes the database as somebody with the key, or this program gone wrong, could. */
function withConnection(path: string, change: (db: Db) => void): void {
  const db = connect({ path, key: KEY, nativeBinding: null });
  change(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function overwrite(path: string, at: number, bytes: Buffer): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, bytes, 0, bytes.length, at);
  closeSync(fd);
}

/** The write-ahead log of another estate, under the same key, as it lies there after a kill. */
function logOfAnother(): Buffer {
  const other = aShelf();
  const store = other.open();
  collect(store, FABRIKAM, 100);
  store.erase();
  collect(store, CONTOSO, 300);
  const log = readFileSync(`${other.path}-wal`);
  store.close();
  return log;
}

/** What the data process finds at some statement. */
function isSound(db: Db): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch {
    return false;
  }
}

describe('a damaged estate', () => {
  it.each<[string, (path: string) => void]>([
    ['only its header', (path) => truncateSync(path, 100)],
    ['only its first page', (path) => truncateSync(path, PAGE)],
    ['a page of zeros in the middle', (path) => overwrite(path, 9 * PAGE, Buffer.alloc(PAGE))],
    [
      'a page of zeros at the end',
      (path) => overwrite(path, lstatSync(path).size - PAGE, Buffer.alloc(PAGE)),
    ],
    [
      'two pages that changed places',
      (path) => {
        const bytes = readFileSync(path);
        overwrite(path, 8 * PAGE, bytes.subarray(9 * PAGE, 10 * PAGE));
      },
    ],
    [
      'the mark of another program',
      (path) => withConnection(path, (db) => db.pragma('application_id = 7')),
    ],
    [
      'a trigger',
      (path) =>
        withConnection(path, (db) =>
          db.exec(sql`CREATE TRIGGER evil AFTER INSERT ON device_record BEGIN
                    DELETE FROM device; END`),
        ),
    ],
    [
      'a view in place of a table',
      (path) =>
        withConnection(path, (db) =>
          db.exec(sql`DROP TABLE device_change;
                  CREATE VIEW device_change AS SELECT 1 AS id`),
        ),
    ],
    [
      'a table too many',
      (path) => withConnection(path, (db) => db.exec(sql`CREATE TABLE extra (a TEXT) STRICT`)),
    ],
    [
      'an index too few',
      (path) => withConnection(path, (db) => db.exec(sql`DROP INDEX device_record_key`)),
    ],
    ['the log of another estate', (path) => writeFileSync(`${path}-wal`, logOfAnother())],
  ])('with %s is set aside as it is, said so, and begun anew', (_, damage) => {
    const shelf = aShelf();
    filled(shelf);
    damage(shelf.path);
    const before = readFileSync(shelf.path);

    const store = shelf.open();

    expect([store.storage, store.notice, countOf(store)]).toEqual([
      'kept',
      expect.stringMatching(/damaged.*kept as “estate\.db\.set-aside-/),
      0,
    ]);
    const aside = shelf.names().find((name) => /\.set-aside-[\dTZ-]+$/.test(name));
    expect(readFileSync(join(shelf.dir, aside ?? '')).length).toBeGreaterThanOrEqual(
      Math.min(before.length, PAGE) === PAGE ? PAGE : before.length,
    );
    collect(store, CONTOSO, 20);
    store.close();
    const again = shelf.open();
    expect([again.notice, countOf(again)]).toEqual([null, 20]);
    again.close();
  });

  it('of an earlier version with a trigger is not brought to a newer one', () => {
    const shelf = aShelf();
    const [first] = MIGRATIONS;
    shelf.open({ migrations: MIGRATIONS.slice(0, 1) }).close();
    withConnection(shelf.path, (db) =>
      db.exec(sql`CREATE TRIGGER evil AFTER INSERT ON schema_migration BEGIN
                    INSERT INTO collection_left VALUES ('evil', 1); END`),
    );

    const store = shelf.open();

    expect(first?.id).toBe(10);
    expect(store.notice).toMatch(/damaged/);
    expect(store.db.prepare(sql`SELECT * FROM collection_left`).all()).toEqual([]);
    expect(shelf.names().filter((name) => name.includes('before'))).toEqual([]);
    store.close();
  });

  it('too large to be looked through at a start is, once a statement found damage', () => {
    const shelf = aShelf();
    const first = shelf.open();
    collect(first, CONTOSO, 400);
    // Larger than what is looked through, by what is in no table.
    anInventory(first.db).saveSnapshot(CONTOSO, [
      Buffer.alloc(40_000_000),
      Buffer.alloc(40_000_000),
    ]);
    first.close();
    overwrite(shelf.path, 9 * PAGE, Buffer.alloc(PAGE));

    const store = shelf.open();
    expect([store.storage, store.notice]).toEqual(['kept', null]);
    expect(isSound(store.db)).toBe(false);
    store.suspect();
    store.close();

    const next = shelf.open();
    expect([next.storage, next.notice, countOf(next)]).toEqual([
      'kept',
      expect.stringMatching(/damaged/),
      0,
    ]);
    next.close();
    const again = shelf.open();
    expect([again.notice, existsSync(`${shelf.path}.suspect`)]).toEqual([null, false]);
    again.close();
  });

  it.each<[string, (path: string, dir: string) => void]>([
    ['a pipe in its place', (path) => void execFileSync('mkfifo', [path])],
    ['a pipe for a log', (path) => void execFileSync('mkfifo', [`${path}-wal`])],
    [
      'a link for a log',
      (path, dir) => {
        writeFileSync(join(dir, 'elsewhere'), 'precious');
        symlinkSync(join(dir, 'elsewhere'), `${path}-wal`);
      },
    ],
    [
      'a link to nothing for shared memory',
      (path, dir) => symlinkSync(join(dir, 'nothing'), `${path}-shm`),
    ],
  ])('with %s is left alone, and nothing is kept', (_, put) => {
    const shelf = aShelf();
    put(shelf.path, shelf.dir);

    const store = shelf.open();

    expect([store.storage, store.notice]).toEqual([
      'memory',
      expect.stringMatching(/something else lies where its file belongs/),
    ]);
    collect(store, CONTOSO, 5);
    expect(countOf(store)).toBe(5);
    store.close();
    const elsewhere = join(shelf.dir, 'elsewhere');
    expect(existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8') : 'precious').toBe('precious');
    expect(existsSync(join(shelf.dir, 'nothing'))).toBe(false);
  });

  it('that was begun and never finished is begun again, and nothing is said', () => {
    for (const size of [0, PAGE]) {
      const shelf = aShelf();
      const db = connect({ path: shelf.path, key: KEY, nativeBinding: null });
      db.close();
      if (size === 0) truncateSync(shelf.path, 0);

      const store = shelf.open();

      expect([store.storage, store.notice]).toEqual(['kept', null]);
      store.close();
    }
  });
});

describe('the copy before a step to a newer version', () => {
  it('has every row, also those that were only in the log, and is the only one', () => {
    const shelf = aShelf();
    const first = shelf.open();
    first.db.pragma('wal_autocheckpoint = 0');
    collect(first, CONTOSO, 400);
    // As a kill leaves them.
    const killed = aShelf();
    for (const part of ['', '-wal', '.key-check']) {
      copyFileSync(`${shelf.path}${part}`, `${killed.path}${part}`);
    }
    first.close();
    writeFileSync(`${killed.path}.before-10`, 'an older copy');
    const next = {
      id: 9_000,
      name: 'next',
      up: (db: Db) => db.exec(sql`DELETE FROM device_record`),
    };

    killed.open({ migrations: [...MIGRATIONS, next] }).close();

    const copies = killed.names().filter((name) => name.includes('.before-'));
    expect(copies).toEqual([`estate.db.before-${MIGRATIONS.at(-1)?.id}`]);
    const copy = aShelf();
    copyFileSync(join(killed.dir, copies[0] ?? ''), copy.path);
    expect(lstatSync(copy.path).mode & 0o777).toBe(0o600);
    const store = copy.open();
    expect([store.storage, store.notice, countOf(store)]).toEqual(['kept', null, 400]);
    store.close();
    rmSync(copy.path);
  });
});

describe('forgetting a tenant of the inventory', () => {
  const CANARY = 'canary-7f3a';

  it.each([true, false])('leaves no byte of it behind (encrypted: %s)', (isEncrypted) => {
    const shelf = aShelf();
    const db = connect({ path: shelf.path, key: isEncrypted ? KEY : null, nativeBinding: null });
    MIGRATIONS.forEach(({ up }) => up(db));
    const inventory = anInventory(db);
    const list = (risk: string) =>
      Array.from({ length: 300 }, (_, index) => ({
        ...aRecord('defender', `${CANARY}-id-${index}`, `${CANARY}-join-${index}`, {
          name: `${CANARY}-name-${index}`,
          deviceGroup: `${CANARY}-group`,
          risk,
        }),
      }));
    for (const risk of ['low', 'high']) {
      const run = inventory.beginRun(CONTOSO, 'defender', { at: 1, isFull: true });
      const next = inventory.savePage(run, aPage(list(risk), { next: `${CANARY}-link` }), 1).run;
      inventory.endRun(next, { ...COMPLETE, deltaLink: `${CANARY}-delta`, problem: CANARY }, 1);
    }
    inventory.beginRun(CONTOSO, 'entra', { at: 1, isFull: true });
    const file = [aRecord('intune-file', CANARY, null, { intuneId: CANARY })];
    const times = { at: 1, exportedAt: 1 };
    takeFile(inventory.replaceFile(CONTOSO, 'intune-file', file, times));
    // Another is on its way, and some of its rows are set aside.
    const many = Array.from({ length: 9 }, (_, row) =>
      aRecord('defender-file', `${CANARY}-row-${row}`),
    );
    const onItsWay = inventory.replaceFile(CONTOSO, 'defender-file', many, times);
    for (let steps = 0; steps < 6; steps += 1) onItsWay.next();
    inventory.saveSnapshot(CONTOSO, [Buffer.from(CANARY.repeat(2_000))]);
    takeFile(
      inventory.replaceFile(FABRIKAM, 'intune-file', [aRecord('intune-file', 'f-1')], times),
    );
    const [device] = inventory.devicesOf(CONTOSO);
    expect(shelf.bytes().includes(CANARY)).toBe(!isEncrypted);
    expect(inventory.changes(null, 5)).toHaveLength(5);

    inventory.forget(CONTOSO);
    db.pragma('wal_checkpoint(TRUNCATE)');

    const bytes = shelf.bytes();
    expect(bytes.includes(CANARY)).toBe(false);
    expect(bytes.includes(CONTOSO)).toBe(false);
    expect(inventory.tenantIds()).toEqual([FABRIKAM]);
    expect(inventory.get(device?.id ?? 0)).toBeNull();
    expect(inventory.changes(null, 5)).toEqual([]);
    expect([...inventory.devicesOf(FABRIKAM)]).toHaveLength(1);
    db.close();
  });

  it('gives a tenant that comes back numbers that no device ever had', () => {
    const store = aShelf().open();
    const inventory = anInventory(store.db);
    const ids = () => {
      collect(store, CONTOSO, 3);
      return [...inventory.devicesOf(CONTOSO)].map(({ id }) => id);
    };
    const before = ids();

    inventory.forget(CONTOSO);

    expect(ids().every((id) => id > Math.max(...before))).toBe(true);
    store.close();
  });
});
