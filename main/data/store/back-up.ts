import { rmSync } from 'node:fs';
import { realFileSystem } from '../../stored-files/file-system.ts';
import { rename, syncFolderOf } from '../../stored-files/replace-file.ts';
import { copyDatabase } from './copy-database.ts';
import { removeBackUps } from './set-aside.ts';
import type { Db } from './sql.ts';

/**
 * Copies the database before its first step to a newer version. Only the newest copy is kept.
 * @param version the one that it has, which becomes part of the copy's name
 */
export function backUp(db: Db, path: string, version: number): void {
  const kept = `${path}.before-${version}`;
  const temporary = `${kept}.tmp`;
  copyDatabase(db, path, temporary);
  try {
    removeBackUps(path);
    rename(realFileSystem, temporary, kept);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolderOf(realFileSystem, kept);
}
