import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Db, type Sql, sql } from '../../../main/data/store/sql.ts';
import { createStatusStore } from '../../../main/data/status/status-store.ts';
import { aPage, anInventory, aRecord, COMPLETE, CONTOSO, FABRIKAM } from './an-inventory.ts';
import { aShelf, KEY } from './a-store.ts';

const SECRET = 'WKS-7731-paw';

function fill(db: Db): void {
  createStatusStore(db).saveAnswers(CONTOSO, {
    organization: {
      kind: 'known',
      value: { id: CONTOSO, displayName: SECRET },
      source: 'GET /v1.0/organization',
      collectedAt: '2026-11-21T09:00:00.000Z',
    },
  });
  const inventory = anInventory(db);
  // A number that was given out once is not given to another tenant.
  inventory.beginRun(FABRIKAM, 'entra', { at: 1, isFull: true });
  inventory.forget(FABRIKAM);
  for (const at of [1, 2]) {
    const run = inventory.beginRun(CONTOSO, 'defender', { at, isFull: true });
    const record = aRecord('defender', 'd1', null, { name: `${SECRET}-${String(at)}` });
    const kept = inventory.savePage(run, aPage([record]), at);
    inventory.endRun(kept.run, COMPLETE, at);
  }
  // One that was cut off goes on from the page that was kept.
  const cut = inventory.beginRun(CONTOSO, 'intune', { at: 3, isFull: true });
  inventory.savePage(cut, aPage([aRecord('intune', 'i1')], { next: 'page-2' }), 3);
}

/** Every row of every table, but for when its migrations ran. */
function rowsOf(db: Db): Record<string, unknown[]> {
  const tables = db
    .prepare<[], { name: string }>(
      sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_migration' ORDER BY name`,
    )
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => [name, db.prepare<[], unknown>(`SELECT * FROM ${name}` as Sql).all()]),
  );
}

describe('a store in memory that gets a key', () => {
  it('is in the file with every row, encrypted, and goes on from there', () => {
    const shelf = aShelf();
    const memory = shelf.open({ key: null });
    fill(memory.db);

    memory.keepUnder?.(Uint8Array.from(KEY));
    const written = rowsOf(memory.db);
    memory.close();

    expect(shelf.names()).toEqual(['estate.db']);
    expect(lstatSync(shelf.path).mode & 0o777).toBe(0o600);
    expect(shelf.bytes().includes(SECRET)).toBe(false);
    expect(shelf.bytes().includes('SQLite format 3')).toBe(false);
    const kept = shelf.open();
    expect([kept.storage, kept.notice]).toEqual(['kept', null]);
    expect(rowsOf(kept.db)).toEqual(written);
    for (const table of ['status_answer', 'device_record', 'device_change', 'inventory_run']) {
      expect(written[table]?.length).toBeGreaterThan(0);
    }
    expect(anInventory(kept.db).beginRun(CONTOSO, 'intune', { at: 4, isFull: true }).next).toBe(
      'page-2',
    );
    kept.close();
  });

  it('sets aside what lies there under another key', () => {
    const shelf = aShelf();
    const other = shelf.open({ key: new Uint8Array(32).fill(9) });
    fill(other.db);
    other.close();
    const memory = shelf.open({ key: null });

    memory.keepUnder?.(Uint8Array.from(KEY));
    memory.close();

    expect(shelf.names().some((name) => name.startsWith('estate.db.set-aside-'))).toBe(true);
    const kept = shelf.open();
    expect([kept.storage, kept.notice]).toEqual(['kept', null]);
    kept.close();
  });

  it('copies nothing when a table would be left out, and leaves what was there', () => {
    const shelf = aShelf();
    const there = shelf.open({ key: new Uint8Array(32).fill(9) });
    there.close();
    const before = readFileSync(shelf.path);
    const memory = shelf.open({ key: null });
    memory.db.exec(sql`CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT`);

    expect(() => memory.keepUnder?.(Uint8Array.from(KEY))).toThrow('not be copied');

    expect(readFileSync(shelf.path)).toEqual(before);
    expect(shelf.names().filter((name) => name.includes('.made'))).toEqual([]);
    memory.close();
  });

  it('begins with no file of somebody else’s', () => {
    const shelf = aShelf();
    writeFileSync(`${shelf.path}.made`, 'planted');
    writeFileSync(`${shelf.path}.made-wal`, 'planted too');
    const memory = shelf.open({ key: null });
    fill(memory.db);

    memory.keepUnder?.(Uint8Array.from(KEY));
    memory.close();

    const kept = shelf.open();
    expect(rowsOf(kept.db)['device_record']).toHaveLength(2);
    kept.close();
  });

  it('is offered only where a key is all that is missing', () => {
    const shelf = aShelf();
    const kept = shelf.open();
    expect(kept.keepUnder).toBeNull();
    kept.close();
    mkdirSync(`${shelf.dir}/other`);
    copyFileSync(shelf.path, `${shelf.dir}/other/x`);

    const withoutFile = shelf.open({ path: null, key: null });
    expect(withoutFile.keepUnder).toBeNull();
    withoutFile.close();
    const occupied = shelf.open({ path: `${shelf.dir}/other` });
    expect([occupied.storage, occupied.keepUnder]).toEqual(['memory', null]);
    occupied.close();
    expect(existsSync(`${shelf.dir}/other/x`)).toBe(true);
  });
});
