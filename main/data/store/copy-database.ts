import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  lstatSync,
  openSync,
  rmSync,
} from 'node:fs';
import { checkpoint } from './connect.ts';
import { type Db, sql } from './sql.ts';

/**
 * Copies a database to a new file and waits until the disk has it. Throws what the disk says; there
 * is then no new file.
 *
 * A database in WAL mode is two files, and a copy of the main one alone may lack the newest rows and
 * still look sound. So the log is emptied into it first, and the write lock is held while it is
 * copied, with a look that the log stayed empty.
 * @param path of the database that `db` is a connection to
 * @param temporary where the copy goes; what is there goes
 */
export function copyDatabase(db: Db, path: string, temporary: string): void {
  checkpoint(db);
  db.exec(sql`BEGIN IMMEDIATE`);
  try {
    const log = lstatSync(`${path}-wal`, { throwIfNoEntry: false });
    if (log !== undefined && log.size > 0) throw new Error('the log of the database is not empty');
    rmSync(temporary, { force: true });
    copyFileSync(path, temporary, constants.COPYFILE_EXCL);
    const fd = openSync(temporary, 'r+');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    db.exec(sql`ROLLBACK`);
  }
}
