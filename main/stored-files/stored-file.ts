import { basename } from 'node:path';
import type { StartProblem } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import { encodeEnvelope, type EnvelopeOptions } from './envelope.ts';
import { type FileSystem, realFileSystem, systemCodeOf } from './file-system.ts';
import { eraseFromKept } from './kept-files.ts';
import { recover } from './recover.ts';
import { backupOf, remove, replaceFile, syncFolderOf } from './replace-file.ts';
import type { StoredWhat } from './start-problem.ts';

export interface StoredFileOptions<T> extends EnvelopeOptions<T> {
  readonly path: string;
  readonly what: StoredWhat;
  /** What there is when there is no file. */
  readonly initial: T;
  readonly now: () => Date;
  /** Bound of the file in bytes, both ways; 32 MiB when left out. */
  readonly maxBytes?: number;
  readonly fs?: FileSystem;
}

export interface WriteOptions {
  /**
   * Texts of which no byte may remain: the backup is rewritten too, and lines that hold one of them
   * are cut out of files that were kept from earlier damage.
   */
  readonly erases?: readonly string[];
}

/** A small JSON document that survives crashes, full disks and damage. One writer at a time. */
export interface StoredFile<T> {
  readonly value: T;
  /** What was wrong with the file at start, for the operator; null when nothing was. */
  readonly problem: StartProblem | null;
  /**
   * Saves `value` and then shows it. Throws a Failure `storage-failed` with plain words when it
   * cannot be saved; the file and `value` are then what they were.
   */
  write(value: T, options?: WriteOptions): void;
}

const MIB = 1024 * 1024;

/** Opens or begins the file. Never throws for what is on the disk: that becomes `problem`. */
export function openStoredFile<T>(options: StoredFileOptions<T>): StoredFile<T> {
  const { path, version, upgrades, fs = realFileSystem, maxBytes = 32 * MIB } = options;
  if (upgrades.length !== version - 1) {
    throw new RangeError(`Version ${version} of ${options.what} needs ${version - 1} upgrades`);
  }
  const recovered = recover({ ...options, fs, maxBytes });
  let value = recovered.value;
  let onDisk = recovered.onDisk;

  const write = (next: T, { erases = [] }: WriteOptions = {}) => {
    if (recovered.isLocked) {
      throw new Failure(
        'storage-failed',
        `Nothing is saved in this run, because ${basename(path)} could not be used at start. Solve that first, then start Bulkhead again.`,
      );
    }
    const bytes = encodeChecked(next, options);
    if (bytes.length > maxBytes) {
      throw new Failure(
        'storage-failed',
        `This would make ${basename(path)} larger than ${Math.floor(maxBytes / MIB)} MB. Nothing was changed. Shorten or remove something.`,
      );
    }
    try {
      if (erases.length > 0) {
        remove(fs, backupOf(path));
        eraseFromKept(fs, path, erases, maxBytes);
      }
      replaceFile(fs, path, bytes, { previous: erases.length > 0 ? null : onDisk });
    } catch (error) {
      throw new Failure('storage-failed', failureText(systemCodeOf(error)), { cause: error });
    }
    value = next;
    onDisk = bytes;
    if (erases.length > 0) copyToBackup(fs, path, bytes);
  };

  return {
    get value() {
      return value;
    },
    problem: recovered.problem,
    write,
  };
}

/** What is written must be readable at the next start; if not, that is a fault of the caller. */
function encodeChecked<T>(value: T, options: EnvelopeOptions<T>): Buffer {
  const result = parseGuarded(options.schema, value);
  if (!result.success) {
    throw new TypeError(`Refusing to save ${options.what} that could not be read back`, {
      cause: result.error,
    });
  }
  return encodeEnvelope(result.data, options);
}

/** The erased must not come back from a backup, and a missing backup is no loss: errors pass. */
function copyToBackup(fs: FileSystem, path: string, bytes: Buffer): void {
  try {
    replaceFile(fs, backupOf(path), bytes, { previous: null });
  } catch {
    syncFolderOf(fs, path);
  }
}

function failureText(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full. Nothing was changed. Free some space, then try again.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Bulkhead may not write to its profile folder (${code}). Nothing was changed. Give your account write access to it, then try again.`;
    default:
      return `The change could not be saved (${code}). Nothing was changed. Try again; if it stays, check the disk.`;
  }
}
