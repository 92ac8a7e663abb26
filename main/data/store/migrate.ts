import { EMPTY_SCHEMA, schemaOf } from './expected-schema.ts';
import { statusMigration } from './migrations/0010-status.ts';
import { inventoryMigration } from './migrations/0020-inventory.ts';
import { deviceFileMigration } from './migrations/0030-device-file.ts';
import { type Db, sql } from './sql.ts';

export interface Migration {
  /** Numbered in tens; also the `user_version` that it leads to. */
  readonly id: number;
  readonly name: string;
  readonly up: (db: Db) => void;
}

export const MIGRATIONS: readonly Migration[] = [
  statusMigration,
  inventoryMigration,
  deviceFileMigration,
];

/** The database was made by a newer Bulkhead: it is left alone. */
export class StoreIsNewer extends Error {
  constructor(version: number) {
    super(`The database has version ${version}.`);
    this.name = 'StoreIsNewer';
  }
}

/** The database is not what its version says. */
export class StoreIsStrange extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoreIsStrange';
  }
}

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  readonly appVersion: string;
  readonly now: () => Date;
  /** The schema that these steps make. */
  readonly schemaAfter: (migrations: readonly Migration[]) => string;
  /** Called before the first step on a database that already holds something. */
  readonly backUp: (version: number) => void;
}

/**
 * Brings the schema to the newest version, each step in a transaction of its own together with the
 * version that it leads to. Throws StoreIsNewer, StoreIsStrange, or what SQLite threw; every step
 * before a failed one stays.
 */
export function migrate(db: Db, options: MigrateOptions): void {
  const { migrations, now, appVersion } = options;
  const version = versionOf(db);
  const newest = migrations.at(-1)?.id ?? 0;
  if (version > newest) throw new StoreIsNewer(version);
  if (version !== 0) assertApplied(db, migrations, version);
  // SECURITY(store-schema): nothing is read or run of a schema that these steps did not make.
  const known = migrations.filter(({ id }) => id <= version);
  const expected = version === 0 ? EMPTY_SCHEMA : options.schemaAfter(known);
  if (schemaOf(db) !== expected) throw new StoreIsStrange('Its tables are not ours.');

  const pending = migrations.filter(({ id }) => id > version);
  if (pending.length > 0 && version !== 0) options.backUp(version);
  for (const { id, name, up } of pending) {
    db.transaction(() => {
      db.exec(sql`
        CREATE TABLE IF NOT EXISTS schema_migration (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          applied_at TEXT NOT NULL,
          app_version TEXT NOT NULL
        ) STRICT
      `);
      up(db);
      db.prepare<[number, string, string, string], unknown>(
        sql`INSERT INTO schema_migration (id, name, applied_at, app_version) VALUES (?, ?, ?, ?)`,
      ).run(id, name, now().toISOString(), appVersion);
      // A pragma takes no bound values; the number is from the list above.
      db.pragma(`user_version = ${Math.trunc(id)}`);
    }).immediate();
  }
}

function versionOf(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** What was applied must be the beginning of what is known, or the tables are not ours. */
function assertApplied(db: Db, migrations: readonly Migration[], version: number): void {
  const applied = db
    .prepare<[], { id: number; name: string }>(
      sql`SELECT id, name FROM schema_migration ORDER BY id`,
    )
    .all();
  const known = migrations.filter(({ id }) => id <= version);
  const isSame =
    applied.length === known.length &&
    applied.every(({ id, name }, index) => known[index]?.id === id && known[index].name === name);
  if (!isSame) throw new StoreIsStrange('Its steps are not the ones this version knows.');
}
