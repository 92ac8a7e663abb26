import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { isPlainFileName } from '../security/plain-file-name.ts';
import { realFileSystem, systemCodeOf } from '../stored-files/file-system.ts';
import { rename, syncFolderOf } from '../stored-files/replace-file.ts';
import { ExportFailure } from './export-failure.ts';

/**
 * Writes a file of any size so that its place holds the whole old or the whole new content.
 *
 * Threat: the folder is the operator's choice and may be shared. A link at the place leads the
 * content into another file, a name that is prepared there receives it, and a device's name or a
 * colon on Windows is no file at all. A full disk or a cancelled export must not cost the old file.
 * So the content goes into a new file with a name that cannot be guessed, readable to this account
 * only, which takes the place at the end; links and everything but files are refused.
 * Tested in test/unit/main/chosen-files/write-atomically.test.ts.
 */

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;

export type OpenFile = (
  path: string,
  flags: number,
  mode: number,
) => Promise<Pick<FileHandle, 'write' | 'sync' | 'close'>>;

const TEMPORARY = /^bulkhead-export-[0-9a-f]{16}\.part$/;
/** A file that is written to is younger: each write counts. */
const LEFTOVER_AFTER_MS = 60 * 60 * 1_000;

/**
 * Takes the chunks one after the other, each when the one before is written. Throws an ExportFailure
 * for what the disk says, and what the chunks throw; there is then nothing new in the folder.
 * @param path absolute
 */
export async function writeAtomically(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  openFile: OpenFile = open,
): Promise<void> {
  await checkPlace(path);
  const folder = dirname(path);
  await removeLeftovers(folder);
  const temporary = join(folder, `bulkhead-export-${randomBytes(8).toString('hex')}.part`);
  const file = await onDisk(() =>
    // SECURITY(export-file): a new file of our own; a link or a prepared file of that name fails.
    openFile(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600),
  );
  try {
    try {
      for await (const chunk of chunks) await onDisk(() => writeWhole(file, chunk));
      await onDisk(() => file.sync());
    } finally {
      await file.close();
    }
    // Replaces a link that came there meanwhile rather than following it.
    await onDisk(() => rename(realFileSystem, temporary, path));
  } catch (error) {
    await unlink(temporary).catch(() => {
      // Where the folder is gone, so is the file.
    });
    throw error;
  }
  syncFolderOf(realFileSystem, path);
}

/** Writes all of a file that is in memory, as `writeAtomically` does. Throws an ExportFailure. */
export function writeAtOnce(path: string, bytes: Uint8Array): Promise<void> {
  return writeAtomically(path, oneChunk(bytes));
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function writeWhole(file: Pick<FileHandle, 'write'>, chunk: Uint8Array): Promise<void> {
  let done = 0;
  while (done < chunk.length) done += (await file.write(chunk, done)).bytesWritten;
}

async function checkPlace(path: string): Promise<void> {
  // SECURITY(export-file): no device, no stream of another file, no way out of the folder.
  if (!isAbsolute(path) || !isPlainFileName(basename(path))) {
    throw refused('That is no name for a file. Choose one without : and other special characters.');
  }
  const there = await lstat(path).catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw failureOf(error);
  });
  if (there?.isSymbolicLink() === true) {
    throw refused('There is a link to another place. Choose another name.');
  }
  if (there !== null && !there.isFile()) {
    throw refused('There is something that is not a file. Choose another name.');
  }
}

/** Of exports that were ended by force. Only files with a name of ours that nobody writes to. */
async function removeLeftovers(folder: string): Promise<void> {
  try {
    for (const name of (await readdir(folder)).filter((one) => TEMPORARY.test(one))) {
      const facts = await lstat(join(folder, name));
      if (facts.isFile() && Date.now() - facts.mtimeMs > LEFTOVER_AFTER_MS) {
        await unlink(join(folder, name));
      }
    }
  } catch {
    // It costs space and nothing else; what is wrong with the folder is said when it is written to.
  }
}

async function onDisk<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

const refused = (message: string) => new ExportFailure('storage-failed', message);

function failureOf(error: unknown): ExportFailure {
  return new ExportFailure('storage-failed', failureText(systemCodeOf(error)), { cause: error });
}

function failureText(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full. Nothing was changed. Free some space or choose another folder.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Bulkhead may not write there (${code}). Nothing was changed. Choose another folder, or close the file where it is open.`;
    case 'EBUSY':
      return 'The file is open in another program. Nothing was changed. Close it there, then try again.';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'The folder is not there any more. Choose another one.';
    default:
      return `The file could not be written (${code}). Nothing was changed.`;
  }
}
