import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FileSystem, systemCodeOf } from './file-system.ts';
import { closeQuietly } from './read-regular-file.ts';

const { O_WRONLY, O_CREAT, O_EXCL, O_RDONLY, O_NOFOLLOW = 0 } = constants;

/** What a virus scanner or a search indexer causes on Windows by having the file open. */
const IN_USE = new Set(['EPERM', 'EACCES', 'EBUSY']);

export const backupOf = (path: string): string => `${path}.bak`;

/** Names a crash may leave behind. They are fixed, so that there is never more than one of each. */
export const leftoversOf = (path: string): readonly string[] => [`${path}.tmp`, `${path}.bak.tmp`];

export interface ReplaceOptions {
  /**
   * The present content, which becomes the backup; null leaves the backup as it is. It is written
   * anew rather than renamed, so that there is no moment without a file at `path`.
   */
  readonly previous: Buffer | null;
}

/**
 * Puts new content at `path` so that at every moment, also when the power fails, the path holds the
 * whole old or the whole new content. Throws what the system threw; the old content is then
 * untouched.
 */
export function replaceFile(
  fs: FileSystem,
  path: string,
  bytes: Buffer,
  { previous }: ReplaceOptions,
): void {
  const temporary = `${path}.tmp`;
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeDurably(fs, temporary, bytes);
    if (previous !== null) {
      const temporaryBackup = `${path}.bak.tmp`;
      writeDurably(fs, temporaryBackup, previous);
      rename(fs, temporaryBackup, backupOf(path));
    }
    rename(fs, temporary, path);
  } catch (error) {
    for (const leftover of leftoversOf(path)) removeQuietly(fs, leftover);
    throw error;
  }
  syncFolderOf(fs, path);
}

/** Writes a new file, only for this account, and waits until the disk has it. */
export function writeDurably(fs: FileSystem, path: string, bytes: Buffer): void {
  remove(fs, path);
  // SECURITY(stored-file-write): a new file of our own, never one that was put there before.
  const fd = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    let done = 0;
    while (done < bytes.length) done += fs.writeSync(fd, bytes, done, bytes.length - done);
    fs.fsyncSync(fd);
  } catch (error) {
    closeQuietly(fs, fd);
    throw error;
  }
  fs.closeSync(fd);
}

/** Renames over what is there. On Windows another program may hold it for a moment. */
export function rename(
  fs: Pick<FileSystem, 'renameSync'>,
  from: string,
  to: string,
  isWindows = process.platform === 'win32',
): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      fs.renameSync(from, to);
      return;
    } catch (error) {
      if (!isWindows || attempt === 10 || !IN_USE.has(systemCodeOf(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/**
 * Makes a rename last. Its failure is no failure of the change: after a loss of power there is the
 * old or the new content, both whole. Windows has no such call, some file systems refuse it.
 */
export function syncFolderOf(fs: FileSystem, path: string): void {
  let fd: number | null = null;
  try {
    fd = fs.openSync(dirname(path), O_RDONLY);
    fs.fsyncSync(fd);
  } catch {
    // See above.
  } finally {
    if (fd !== null) closeQuietly(fs, fd);
  }
}

/** Removes a file that may not be there. Throws when it is there and stays. */
export function remove(fs: FileSystem, path: string): void {
  try {
    fs.unlinkSync(path);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
}

export function removeQuietly(fs: FileSystem, path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // Mostly it is not there; where it is, the next write tries again and reports it.
  }
}

/** Names in the folder of `path` that begin with its name and a dot. */
export function namesBeside(fs: FileSystem, path: string): readonly string[] {
  const prefix = `${basename(path)}.`;
  try {
    return fs.readdirSync(dirname(path)).filter((name) => name.startsWith(prefix));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

export const beside = (path: string, name: string): string => join(dirname(path), name);
