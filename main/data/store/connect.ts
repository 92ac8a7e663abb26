import Database from 'better-sqlite3';
import type { Db } from './sql.ts';

/** `BHD1`. Says whose file it is, once it is decrypted. */
export const APPLICATION_ID = 0x42_48_44_31;

export interface ConnectOptions {
  /** `:memory:` for a database that is gone with the process. */
  readonly path: string;
  /** 32 random bytes; null opens without encryption, which is for memory and for tests. */
  readonly key: Uint8Array | null;
  /** The compiled addon, where the package's own does not load. */
  readonly nativeBinding: string | null;
}

/**
 * Opens a connection with everything set that must be set on each one.
 *
 * Threat: SQLite trusts the schema of a file that others may have written, leaves deleted rows in
 * the file, spills sorted rows into plain temporary files, and may lose the last commits with the
 * power. Its defaults are for compatibility.
 * So all of it is stated here, and nowhere else is a connection made.
 * Tested in test/integration/data/open-store.test.ts and forget-tenant.test.ts.
 */
export function connect({ path, key, nativeBinding }: ConnectOptions): Db {
  // The interface says what is used of it.
  const db = new Database(path, nativeBinding === null ? {} : { nativeBinding }) as Db;
  try {
    if (key !== null) {
      if (key.length !== 32) throw new TypeError('a key has 32 bytes');
      // SECURITY(store-cipher): a cipher that notices every changed bit, and the key as it is:
      // without `raw:` it would be taken for a passphrase.
      db.pragma("cipher = 'chacha20'");
      const raw = Buffer.concat([Buffer.from('raw:'), key]);
      db.key(raw);
      raw.fill(0);
    }
    // SECURITY(store-untrusted-schema): nothing in the file is run because the file says so.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('mmap_size = 0');
    db.pragma('temp_store = MEMORY');
    // 16 MB: the keys of a large tenant fit, and need not be decrypted again for every record.
    db.pragma('cache_size = -16000');
    // SECURITY(store-secure-delete): what is deleted is overwritten.
    db.pragma('secure_delete = ON');
    db.pragma('foreign_keys = ON');
    // The first statement that reads the file: a wrong key shows here.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('checkpoint_fullfsync = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Moves the log into the file and empties it, so that no deleted row is left in it. */
export function checkpoint(db: Db): void {
  if (db.memory) return;
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  if (result.busy !== 0) throw new Error('the log of the database could not be emptied');
}
