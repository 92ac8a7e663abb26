import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../main/data/store/connect.ts';
import { MIGRATIONS } from '../../../main/data/store/migrate.ts';
import type { Store } from '../../../main/data/store/open-store.ts';
import { type Db, type Sql, sql } from '../../../main/data/store/sql.ts';
import { createStatusStore } from '../../../main/data/status/status-store.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { aShelf, KEY } from './a-store.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const SECRET = 'ca012-require-paw';

function fill(store: Store): void {
  createStatusStore(store.db).saveAnswers(TENANT, {
    organization: {
      kind: 'known',
      value: { id: TENANT, displayName: SECRET },
      source: 'GET /v1.0/organization',
      collectedAt: '2026-11-21T09:00:00.000Z',
    },
  });
}
const filled = (store: Store) =>
  createStatusStore(store.db).read(TENANT).answers.organization?.kind === 'known';
const pragma = (db: Db, name: string) => db.pragma(name, { simple: true });

describe('openStore', () => {
  it('keeps what it is given over a restart, encrypted, for this account alone', () => {
    const shelf = aShelf();
    const first = shelf.open();
    fill(first);
    const whileOpen = shelf.bytes();
    first.close();

    const second = shelf.open();

    expect([second.storage, second.notice, filled(second)]).toEqual(['kept', null, true]);
    for (const bytes of [whileOpen, shelf.bytes()]) {
      expect(bytes.includes(SECRET)).toBe(false);
      expect(bytes.includes('SQLite format 3')).toBe(false);
    }
    expect(lstatSync(shelf.path).mode & 0o777).toBe(0o600);
    second.close();
  });

  it('states everything that must hold of a connection', () => {
    const { db, close } = aShelf().open();

    expect({
      trusted: pragma(db, 'trusted_schema'),
      secureDelete: pragma(db, 'secure_delete'),
      journal: pragma(db, 'journal_mode'),
      synchronous: pragma(db, 'synchronous'),
      temp: pragma(db, 'temp_store'),
      keys: pragma(db, 'foreign_keys'),
      cells: pragma(db, 'cell_size_check'),
      cipher: pragma(db, 'cipher'),
      owner: pragma(db, 'application_id'),
      version: pragma(db, 'user_version'),
    }).toEqual({
      trusted: 0,
      secureDelete: 1,
      journal: 'wal',
      synchronous: 2,
      temp: 2,
      keys: 1,
      cells: 1,
      cipher: 'chacha20',
      owner: 0x42484431,
      version: MIGRATIONS.at(-1)?.id,
    });
    close();
  });

  it('takes the key as it is, and not for a passphrase', () => {
    const shelf = aShelf();
    shelf.open().close();

    const db = connect({ path: ':memory:', key: null, nativeBinding: null });
    const attach = `ATTACH '${shelf.path}' AS kept KEY "x'${Buffer.from(KEY).toString('hex')}'"`;
    db.exec(attach as Sql);

    expect(db.pragma('kept.application_id', { simple: true })).toBe(0x42484431);
    db.close();
  });

  it('has strict tables only', () => {
    const { db, close } = aShelf().open();

    const loose = db
      .prepare<[], { name: string }>(
        sql`SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();

    expect(loose).toEqual([]);
    close();
  });

  it('keeps nothing without a key, and makes no file', () => {
    const shelf = aShelf();

    const store = shelf.open({ key: null });
    fill(store);

    expect([store.storage, shelf.names()]).toEqual(['memory', []]);
    store.close();
  });

  it.each([
    ['another key', () => undefined, new Uint8Array(32).fill(9), /another key/],
    ['half a file', (path: string) => truncateSync(path, 8_192), KEY, /damaged/],
    [
      'a file without its end',
      (path: string) => truncateSync(path, lstatSync(path).size - 1_000),
      KEY,
      /damaged/,
    ],
    ['an empty file', (path: string) => truncateSync(path, 0), KEY, /damaged/],
    [
      'a file of something else',
      (path: string) => writeFileSync(path, 'x'.repeat(9_000)),
      KEY,
      /damaged/,
    ],
    [
      'one changed bit',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[4_096 + 50] = (bytes[4_096 + 50] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
      KEY,
      /damaged/,
    ],
  ] as const)('sets aside %s, says so, and starts anew', (_, damage, key, words) => {
    const shelf = aShelf();
    const first = shelf.open();
    fill(first);
    first.close();
    damage(shelf.path);
    const before = readFileSync(shelf.path);

    const store = shelf.open({ key: Uint8Array.from(key) });

    expect([store.storage, filled(store)]).toEqual(['kept', false]);
    expect(store.notice).toMatch(words);
    const aside = shelf.names().find((name) => /\.set-aside-[\dTZ-]+$/.test(name));
    expect(readFileSync(join(shelf.dir, aside ?? '')).equals(before)).toBe(true);
    store.close();
    const again = shelf.open({ key: Uint8Array.from(key) });
    expect(again.notice).toBeNull();
    again.close();
  });

  it('keeps at most three that were set aside', () => {
    const shelf = aShelf();
    for (let round = 0; round < 6; round += 1) {
      writeFileSync(shelf.path, 'x'.repeat(9_000));
      shelf.open({ now: () => new Date(Date.UTC(2026, 10, 21, 9, round)) }).close();
    }

    const aside = shelf.names().filter((name) => /\.set-aside-[\dTZ-]+$/.test(name));

    expect(aside).toHaveLength(3);
    expect(aside.at(-1)).toContain('09-05-00');
  });

  it('leaves the database of a newer version as it is', () => {
    const shelf = aShelf();
    const newer = { id: 9_990, name: 'future', up: () => undefined };
    const first = shelf.open({ migrations: [...MIGRATIONS, newer] });
    fill(first);
    first.close();
    const before = readFileSync(shelf.path);

    const store = shelf.open();

    expect(store.storage).toBe('memory');
    expect(store.notice).toMatch(/newer version/);
    expect(readFileSync(shelf.path).equals(before)).toBe(true);
    store.close();
    expect(filled(shelf.open({ migrations: [...MIGRATIONS, newer] }))).toBe(true);
  });

  it('makes each step whole or not at all, and a copy before the first', () => {
    const shelf = aShelf();
    const first = shelf.open();
    fill(first);
    first.close();
    const good = {
      id: 9_000,
      name: 'good',
      up: (db: Db) => db.exec(sql`CREATE TABLE good (a TEXT) STRICT`),
    };
    let tries = 0;
    const bad = {
      id: 9_010,
      name: 'bad',
      up: (db: Db) => {
        db.exec(sql`CREATE TABLE bad (a TEXT) STRICT`);
        tries += 1;
        if (tries === 1) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      },
    };

    const failed = shelf.open({ migrations: [...MIGRATIONS, good, bad] });

    expect(failed.storage).toBe('memory');
    expect(failed.notice).toMatch(/disk is full/);
    expect(shelf.names()).toContain(`estate.db.before-${MIGRATIONS.at(-1)?.id}`);
    const next = shelf.open({ migrations: [...MIGRATIONS, good] });
    const tables = next.db
      .prepare<[], { name: string }>(
        sql`SELECT name FROM sqlite_schema WHERE name IN ('good', 'bad')`,
      )
      .all();
    expect(tables).toEqual([{ name: 'good' }]);
    expect([next.storage, filled(next)]).toEqual(['kept', true]);
    next.close();
  });

  it('sets aside a database whose steps are not the known ones', () => {
    const shelf = aShelf();
    shelf.open({ migrations: [{ id: 10, name: 'other', up: () => undefined }] }).close();

    const store = shelf.open();

    expect(store.notice).toMatch(/damaged/);
    store.close();
  });

  it.each([
    [
      'a link',
      (path: string, dir: string) => {
        const elsewhere = join(dir, 'elsewhere');
        writeFileSync(elsewhere, '');
        symlinkSync(elsewhere, path);
      },
    ],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('keeps nothing when %s lies in its place', (_, put) => {
    const shelf = aShelf();
    put(shelf.path, shelf.dir);

    const store = shelf.open();

    expect([store.storage, store.notice]).toEqual([
      'memory',
      expect.stringMatching(/cannot be kept/),
    ]);
    store.close();
  });

  it('survives losing the process: what was committed is there', () => {
    const shelf = aShelf();
    const running = shelf.open();
    fill(running);
    // As a kill leaves them: the file and its log, without a checkpoint.
    const other = aShelf();
    for (const name of shelf.names()) copyFileSync(join(shelf.dir, name), join(other.dir, name));
    running.close();

    const store = other.open();

    expect([store.storage, store.notice, filled(store)]).toEqual(['kept', null, true]);
    store.close();
  });
});

describe('forgetting a tenant', () => {
  it.each([true, false])('leaves no byte of it behind (encrypted: %s)', (isEncrypted) => {
    const shelf = aShelf();
    const db = connect({ path: shelf.path, key: isEncrypted ? KEY : null, nativeBinding: null });
    MIGRATIONS.forEach(({ up }) => up(db));
    const statuses = createStatusStore(db);
    const store = { db } as Store;
    fill(store);
    statuses.setLeft([TENANT]);
    statuses.setAccount(TENANT, 'operator@forgotten.example');
    expect(shelf.bytes().includes(SECRET)).toBe(!isEncrypted);

    statuses.forget(TENANT);
    db.pragma('wal_checkpoint(TRUNCATE)');

    const bytes = shelf.bytes();
    expect(bytes.includes(SECRET)).toBe(false);
    expect(bytes.includes(TENANT)).toBe(false);
    expect(bytes.includes('forgotten.example')).toBe(false);
    expect(statuses.tenantIds()).toEqual([]);
    db.close();
  });

  it('empties the log and deletes the copies', () => {
    const shelf = aShelf();
    writeFileSync(shelf.path, 'x'.repeat(9_000));
    const store = shelf.open();
    fill(store);
    writeFileSync(`${shelf.path}.before-5`, 'old');

    store.erase();

    expect(shelf.names().filter((name) => /set-aside|before/.test(name))).toEqual([]);
    expect(lstatSync(`${shelf.path}-wal`).size).toBe(0);
    store.close();
  });
});
