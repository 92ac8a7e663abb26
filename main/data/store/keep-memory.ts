import { chmodSync, closeSync, existsSync, fsyncSync, lstatSync, openSync, rmSync } from 'node:fs';
import { realFileSystem } from '../../stored-files/file-system.ts';
import { rename, syncFolderOf } from '../../stored-files/replace-file.ts';
import { checkpoint, connect } from './connect.ts';
import { copyTables } from './copy-tables.ts';
import { PARTS, setAside } from './set-aside.ts';
import type { Db } from './sql.ts';

export interface KeepOptions {
  /** Where the database belongs; what lies there under another key is set aside. */
  readonly path: string;
  readonly key: Uint8Array;
  readonly nativeBinding: string | null;
  readonly now: () => Date;
  /** Makes the tables of an empty database. */
  readonly migrate: (db: Db) => void;
}

/**
 * Writes what is in memory into an encrypted file, whole or not at all: it is made under another
 * name and renamed when the disk has it. The database in memory stays as it is.
 */
export function keepMemory(memory: Db, options: KeepOptions): void {
  const { path, key, nativeBinding } = options;
  const made = `${path}.made`;
  const removeMade = () => {
    for (const part of PARTS) rmSync(`${made}${part}`, { force: true });
  };
  removeMade();
  try {
    const db = connect({ path: made, key, nativeBinding });
    try {
      if (process.platform !== 'win32') chmodSync(made, 0o600);
      options.migrate(db);
      checkpoint(db);
    } finally {
      db.close();
    }
    copyTables(memory, made, key);
    if ((lstatSync(`${made}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
      throw new Error('the log of the copy is not empty');
    }
    const fd = openSync(made, 'r+');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    if (PARTS.some((part) => existsSync(`${path}${part}`))) setAside(path, options.now());
    rename(realFileSystem, made, path);
    syncFolderOf(realFileSystem, path);
  } finally {
    removeMade();
  }
}
