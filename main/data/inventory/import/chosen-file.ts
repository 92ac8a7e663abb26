import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemCodeOf } from '../../../stored-files/file-system.ts';
import type { ByteSource } from '../../../text-files/find-encoding.ts';
import { ImportError } from './import-error.ts';

const { O_RDONLY, O_NONBLOCK = 0 } = constants;

/** Tells whether a file is still what was looked at. */
interface FileState {
  readonly device: number;
  readonly inode: number;
  readonly size: number;
  readonly modifiedMs: number;
}

export interface ChosenFile extends ByteSource {
  readonly state: FileState;
  /** Throws `not-available` when it is not what it was when it was opened. */
  checkUnchanged(): void;
  close(): void;
}

/**
 * Opens the file that the operator chose. Throws an ImportError `not-available` in plain words for
 * what is no file, is too large or cannot be read, and for one that is no longer in `before`.
 *
 * Threat: a pipe or device never ends, and a file that changes while it is read would bring rows
 * that nobody saw in the preview.
 * So only regular files are opened, opening does not wait, size is bounded, and what a file was at
 * its preview is compared before and after it is read. Tested in
 * test/unit/main/data/inventory/import/imports.test.ts.
 */
export function openChosen(path: string, maxBytes: number, before?: FileState): ChosenFile {
  let fd: number | null = null;
  try {
    // SECURITY(device-import-file): links are followed, the operator chose the path; nothing waits.
    fd = openSync(path, O_RDONLY | O_NONBLOCK);
    const facts = fstatSync(fd);
    if (!facts.isFile()) throw new ImportError('not-available', 'This is not a file.');
    if (facts.size > maxBytes) {
      const most = Math.round(maxBytes / (1024 * 1024));
      const message = `The file is larger than ${most} MB. Take out what is not needed, or export fewer devices.`;
      throw new ImportError('not-available', message);
    }
    const state = stateOf(fd);
    if (before !== undefined && !isSame(before, state)) throw hasChanged();
    return chosenFile(fd, state);
  } catch (error) {
    if (fd !== null) closeSync(fd);
    throw asImportError(error);
  }
}

function chosenFile(fd: number, state: FileState): ChosenFile {
  // One for all reads: a file of 200 MB would leave as much behind otherwise.
  let buffer = Buffer.alloc(0);
  return {
    state,
    size: state.size,
    read(at, length) {
      // A file that grows is not read further than it was measured.
      const wanted = Math.max(0, Math.min(length, state.size - at));
      if (wanted > buffer.length) buffer = Buffer.allocUnsafe(wanted);
      const bytes = buffer.subarray(0, wanted);
      let filled = 0;
      try {
        while (filled < bytes.length) {
          const count = readSync(fd, bytes, filled, bytes.length - filled, at + filled);
          if (count === 0) throw hasChanged();
          filled += count;
        }
      } catch (error) {
        throw asImportError(error);
      }
      return bytes;
    },
    checkUnchanged() {
      if (!isSame(state, stateOf(fd))) throw hasChanged();
    },
    close() {
      closeSync(fd);
    },
  };
}

function stateOf(fd: number): FileState {
  const { dev, ino, size, mtimeMs } = fstatSync(fd);
  return { device: dev, inode: ino, size, modifiedMs: mtimeMs };
}

function isSame(one: FileState, other: FileState): boolean {
  return (
    one.device === other.device &&
    one.inode === other.inode &&
    one.size === other.size &&
    one.modifiedMs === other.modifiedMs
  );
}

function hasChanged(): ImportError {
  return new ImportError(
    'not-available',
    'The file has changed since it was looked at. Choose it again.',
  );
}

function asImportError(error: unknown): ImportError {
  if (error instanceof ImportError) return error;
  const message = `The file cannot be read (${systemCodeOf(error)}).`;
  return new ImportError('not-available', message, { cause: error });
}
