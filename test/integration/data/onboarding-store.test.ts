import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ONBOARDING_MIGRATIONS } from '../../../main/data/onboarding/store/migrations.ts';
import { connect } from '../../../main/data/store/connect.ts';
import { openMirroredStore } from '../../../main/data/store/mirrored-store.ts';
import { type Db, sql } from '../../../main/data/store/sql.ts';
import { begin, complete, completed, FABRIKAM, filesIn, openIn, RUN } from './an-onboarding.ts';
import { aShelf, KEY } from './a-store.ts';

const PAGE = 4_096;
const STEPS = 12;

function filled(): { readonly dir: string; readonly first: string; readonly copy: string } {
  const { dir } = aShelf();
  const store = openIn(dir);
  begin(store);
  for (let number = 1; number <= STEPS; number += 1) complete(store, number, 3_000);
  store.close();
  return { dir, ...filesIn(dir) };
}

function change(path: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  work(bytes);
  writeFileSync(path, bytes);
}

const revision = (path: string, key = KEY) => {
  const db = connect({ path, key, nativeBinding: null });
  const row = db.prepare<[], { revision: number }>(sql`SELECT revision FROM store_revision`).get();
  db.close();
  return row?.revision;
};

/** What may happen to one file; with whether it is set aside or was never of use. */
const DAMAGE: readonly [string, (path: string) => void, isSetAside: boolean][] = [
  ['half a file', (path) => truncateSync(path, 8 * PAGE), true],
  ['only its header', (path) => truncateSync(path, 100), true],
  ['no byte in it', (path) => truncateSync(path, 0), true],
  ['without its end', (path) => truncateSync(path, lstatSync(path).size - 1_000), true],
  ['a page of zeros', (path) => change(path, (bytes) => bytes.fill(0, 5 * PAGE, 6 * PAGE)), true],
  [
    'a page of zeros at the end',
    (path) => change(path, (bytes) => bytes.fill(0, bytes.length - PAGE)),
    true,
  ],
  [
    'one changed bit',
    (path) => change(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(PAGE + 50) ^ 1, PAGE + 50)),
    true,
  ],
  ['something else', (path) => writeFileSync(path, 'x'.repeat(9_000)), true],
  [
    'another key',
    (path) => {
      const other = aShelf();
      openIn(other.dir, { key: new Uint8Array(32).fill(9) }).close();
      copyFileSync(filesIn(other.dir).first, path);
    },
    true,
  ],
  [
    'a trigger in it',
    (path) => {
      const db = connect({ path, key: KEY, nativeBinding: null });
      db.exec(sql`CREATE TRIGGER evil AFTER INSERT ON evidence BEGIN DELETE FROM evidence; END`);
      db.close();
    },
    true,
  ],
  ['nothing in its place', (path) => rmSync(path), false],
];

describe('a damaged file of runs', () => {
  for (const which of ['first', 'copy'] as const) {
    it.each(DAMAGE)(`(${which}): %s loses nothing`, (_, damage, isSetAside) => {
      const files = filled();
      damage(files[which]);

      const store = openIn(files.dir);

      expect([store.storage, completed(store)]).toEqual(['kept', STEPS]);
      expect(store.notice() ?? '').toMatch(isSetAside ? /made anew from the other/ : /^$/);
      complete(store, STEPS + 1);
      store.close();
      expect(revision(files.first)).toBe(revision(files.copy));
      // The one that was made anew holds all of it.
      rmSync(files[which === 'first' ? 'copy' : 'first']);
      const again = openIn(files.dir);
      expect([again.notice(), completed(again)]).toEqual([null, STEPS + 1]);
      again.close();
    });
  }

  it('says so when both are damaged, sets both aside and begins anew', () => {
    const files = filled();
    const before = readFileSync(files.first);
    for (const path of [files.first, files.copy]) truncateSync(path, 8 * PAGE);

    const store = openIn(files.dir);

    expect(store.storage).toBe('kept');
    expect(store.notice()).toMatch(
      /damaged.*onboarding\.db\.set-aside.*onboarding-copy\.db\.set-aside/,
    );
    begin(store);
    complete(store, 1);
    store.close();
    expect(before.length).toBeGreaterThan(0);
    const again = openIn(files.dir);
    expect([again.notice(), completed(again)]).toEqual([null, 1]);
    again.close();
  });

  it('that shows only when it is read is left to the other at the next start', () => {
    const files = filled();
    const store = openIn(files.dir);
    // Larger than what is looked through at a start.
    for (let number = 1; number <= 5; number += 1) complete(store, STEPS + number, 15_000_000);
    store.close();
    change(files.first, (bytes) => bytes.fill(0, bytes.length - 100 * PAGE, bytes.length - PAGE));

    const second = openIn(files.dir);
    expect(() => completed(second)).toThrow(/malformed|not whole|disk/);
    second.suspect();
    second.close();

    const third = openIn(files.dir);
    expect([third.storage, completed(third)]).toEqual(['kept', STEPS + 5]);
    // The newer one is damaged, and the older is whole.
    third.change((rows) => {
      if (rows !== third.rows) throw new Error('no room');
    });
    third.close();
    change(files.first, (bytes) => bytes.fill(0, bytes.length - 100 * PAGE, bytes.length - PAGE));
    const fourth = openIn(files.dir);
    expect([fourth.storage, completed(fourth), fourth.notice()]).toEqual([
      'kept',
      STEPS + 5,
      expect.stringMatching(/is damaged and was kept as.*made anew from the other/),
    ]);
    fourth.close();
  }, 180_000);
});

describe('two files of runs', () => {
  it('that do not even say which is newer are looked through, however large', () => {
    const files = filled();
    const store = openIn(files.dir);
    for (const number of [1, 2]) complete(store, STEPS + number, 34_000_000);
    store.close();
    for (const path of [files.first, files.copy]) {
      const db = connect({ path, key: KEY, nativeBinding: null });
      const at = db
        .prepare<[], { rootpage: number }>(
          sql`SELECT rootpage FROM sqlite_schema WHERE name = 'store_revision'`,
        )
        .get();
      db.close();
      const page = at?.rootpage ?? 0;
      change(path, (bytes) => bytes.fill(0, (page - 1) * PAGE, page * PAGE));
    }

    const again = openIn(files.dir);

    expect(again.notice()).toMatch(/damaged.*set-aside.*set-aside.*begins anew/);
    begin(again);
    again.close();
  }, 180_000);
});

describe('an older file of runs', () => {
  for (const which of ['first', 'copy'] as const) {
    it(`(${which}) from a backup is made anew from the newer one`, () => {
      const files = filled();
      const backup = readFileSync(files[which]);
      const store = openIn(files.dir);
      for (let number = STEPS + 1; number <= STEPS + 4; number += 1) complete(store, number);
      store.close();
      writeFileSync(files[which], backup);

      const restored = openIn(files.dir);

      expect([restored.notice(), completed(restored)]).toEqual([null, STEPS + 4]);
      complete(restored, STEPS + 5);
      restored.close();
      expect(revision(files.first)).toBe(revision(files.copy));
    });
  }

  it('that is gone but for its log does not come back from that', () => {
    const files = filled();
    const store = openIn(files.dir);
    complete(store, STEPS + 1);
    const log = readFileSync(`${files.first}-wal`);
    for (let number = STEPS + 2; number <= STEPS + 6; number += 1) complete(store, number);
    store.close();
    rmSync(files.first);
    writeFileSync(`${files.first}-wal`, log);

    const again = openIn(files.dir);

    expect([again.storage, completed(again)]).toEqual(['kept', STEPS + 6]);
    again.close();
    expect(revision(files.first)).toBe(revision(files.copy));
  });

  it('beside a log of its later self is no trap', () => {
    const files = filled();
    const backup = readFileSync(files.first);
    const store = openIn(files.dir);
    complete(store, STEPS + 1);
    const log = readFileSync(`${files.first}-wal`);
    const copyLog = readFileSync(`${files.copy}-wal`);
    const copy = readFileSync(files.copy);
    store.close();
    writeFileSync(files.first, backup);
    writeFileSync(`${files.first}-wal`, log.subarray(0, log.length - 700));
    writeFileSync(files.copy, copy);
    writeFileSync(`${files.copy}-wal`, copyLog);

    const restored = openIn(files.dir);

    expect(completed(restored)).toBe(STEPS + 1);
    restored.close();
  });
});

describe('the files of runs', () => {
  it('are two, encrypted, for this account alone, and beside the estate', () => {
    const { dir, first, copy } = filled();

    for (const path of [first, copy]) {
      expect(lstatSync(path).mode & 0o777).toBe(0o600);
      expect(readFileSync(path).includes('evidence 1')).toBe(false);
    }
    expect(existsSync(filesIn(dir).estate)).toBe(false);
  });

  it('are not made without a key', () => {
    const { dir, names } = aShelf();

    const store = openIn(dir, { key: null });
    begin(store);
    complete(store, 1);

    expect([store.storage, completed(store), names()]).toEqual(['memory', 1, []]);
    store.close();
  });

  it.each(['first', 'copy'] as const)('of a newer version (%s) are left as they are', (which) => {
    const files = filled();
    const newer = { id: 9_990, name: 'future', up: () => undefined };
    openMirroredStore({
      paths: { first: files[which], copy: `${files[which]}-x` },
      key: Uint8Array.from(KEY),
      nativeBinding: null,
      appVersion: '9',
      now: () => new Date(0),
      migrations: [...ONBOARDING_MIGRATIONS, newer],
      rowsOf: (db: Db) => db,
      what: 'Onboarding',
    }).close();
    rmSync(`${files[which]}-x`);
    const before = [files.first, files.copy].map((path) => readFileSync(path));

    const store = openIn(files.dir);
    begin(store);

    expect([store.storage, store.notice()]).toEqual([
      'memory',
      expect.stringMatching(/newer version.*left alone/),
    ]);
    store.close();
    expect(
      [files.first, files.copy]
        .map((path) => readFileSync(path))
        .map((b, i) => b.equals(before[i] ?? Buffer.of())),
    ).toEqual([true, true]);
  });

  it.each(['first', 'copy'] as const)(
    'are read only while something else lies in the place of one (%s)',
    (which) => {
      const files = filled();
      rmSync(files[which]);
      mkdirSync(files[which]);

      const store = openIn(files.dir);

      expect([store.storage, completed(store), store.notice()]).toEqual([
        'read-only',
        STEPS,
        expect.stringMatching(/something else lies where its file belongs/),
      ]);
      expect(() => complete(store, STEPS + 1)).toThrow('cannot be opened');
      expect(() => store.changeWithRoom((rows) => rows.deleteTenant(FABRIKAM))).toThrow(
        'cannot be opened',
      );
      expect(completed(store)).toBe(STEPS);
      store.close();
      rmSync(files[which], { recursive: true });
      const again = openIn(files.dir);
      expect([again.storage, completed(again)]).toEqual(['kept', STEPS]);
      again.close();
    },
  );

  it('are not followed where they are links', () => {
    const files = filled();
    const elsewhere = join(aShelf().dir, 'elsewhere');
    writeFileSync(elsewhere, 'precious');
    chmodSync(elsewhere, 0o600);
    rmSync(files.copy);
    symlinkSync(elsewhere, files.copy);

    const store = openIn(files.dir);

    expect(store.storage).toBe('read-only');
    store.close();
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious');
  });

  it('have strict tables only', () => {
    const db = connect({ path: ':memory:', key: null, nativeBinding: null });
    for (const { up } of ONBOARDING_MIGRATIONS) up(db);

    const loose = db
      .prepare<[], { name: string }>(
        sql`SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();

    expect(loose).toEqual([]);
    db.close();
  });

  it('change together or not at all', () => {
    const files = filled();
    const store = openIn(files.dir);

    expect(() =>
      store.change((rows) => {
        rows.setParameter(RUN, 'link', 'https://example.com');
        throw new Error('no');
      }),
    ).toThrow('no');

    expect([...store.rows.parametersOf(RUN)]).toEqual([]);
    store.close();
    expect(revision(files.first)).toBe(revision(files.copy));
  });

  it('lose what is deleted, with what was set aside', () => {
    const files = filled();
    truncateSync(files.copy, 8 * PAGE);
    const store = openIn(files.dir);
    expect(existsSync(files.copy)).toBe(true);

    store.changeWithRoom((rows) => rows.deleteTenant(FABRIKAM));
    store.erase();

    for (const path of [files.first, files.copy]) expect(lstatSync(`${path}-wal`).size).toBe(0);
    store.close();
    const other = aShelf();
    expect(other.names()).toEqual([]);
  });
});

describe('a second file that cannot be written', () => {
  /** A change that only the first file takes, as long as `isStuck`. */
  const stuck = (store: ReturnType<typeof openIn>, isStuck: () => boolean, value: string) =>
    store.change((rows) => {
      if (rows !== store.rows && isStuck()) throw new Error('no room');
      rows.setParameter(RUN, 'link', value);
    });

  it('is told of, and brought up in the same order when it can be', () => {
    const files = filled();
    const store = openIn(files.dir);
    let isStuck = true;

    stuck(store, () => isStuck, 'first');
    complete(store, STEPS + 1);
    const meanwhile = [store.notice(), completed(store)];
    isStuck = false;
    complete(store, STEPS + 2);

    expect(meanwhile).toEqual([
      expect.stringMatching(/second file of onboarding could not be written/),
      STEPS + 1,
    ]);
    expect(store.notice()).toBeNull();
    store.close();
    expect(revision(files.first)).toBe(revision(files.copy));
    rmSync(files.first);
    const fromCopy = openIn(files.dir);
    expect([completed(fromCopy), fromCopy.rows.parametersOf(RUN).get('link')]).toEqual([
      STEPS + 2,
      'first',
    ]);
    fromCopy.close();
  });

  it('is made anew at the next start when it never could be', () => {
    const files = filled();
    const store = openIn(files.dir);
    stuck(store, () => true, 'first');
    for (let number = 1; number <= 250; number += 1) complete(store, STEPS + number, 10);
    expect(store.notice()).toMatch(/could not be written/);
    store.close();

    const again = openIn(files.dir);

    expect([again.notice(), completed(again)]).toEqual([null, STEPS + 250]);
    again.close();
    expect(revision(files.first)).toBe(revision(files.copy));
  });

  it('is deleted when something is erased, because it still has that', () => {
    const files = filled();
    const store = openIn(files.dir);
    stuck(store, () => true, 'first');
    store.changeWithRoom((rows) => rows.deleteEngagement(RUN));

    store.erase();

    expect([existsSync(files.copy), existsSync(`${files.copy}-wal`)]).toEqual([false, false]);
    store.close();
    const again = openIn(files.dir);
    expect([again.notice(), again.rows.engagements()]).toEqual([null, []]);
    again.close();
    expect(existsSync(files.copy)).toBe(true);
  });
});
