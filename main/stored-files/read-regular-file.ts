import { constants } from 'node:fs';
import { type FileSystem, systemCodeOf } from './file-system.ts';

export type ReadOutcome =
  | { readonly kind: 'content'; readonly bytes: Buffer }
  | { readonly kind: 'absent' }
  /** Something is there, but not a file that Bulkhead wrote. */
  | { readonly kind: 'unfit'; readonly reason: 'not-a-file' | 'too-large' }
  | { readonly kind: 'unreadable'; readonly code: string };

const ABSENT: ReadOutcome = { kind: 'absent' };
const NOT_A_FILE: ReadOutcome = { kind: 'unfit', reason: 'not-a-file' };
const TOO_LARGE: ReadOutcome = { kind: 'unfit', reason: 'too-large' };

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Reads a whole file of at most `maxBytes`. Never throws.
 *
 * Threat: what lies at a path in the profile may have been put there by another program: a link to
 * a file elsewhere, a pipe that never ends, a folder, a file of gigabytes. `readFile` follows the
 * first, hangs on the second and takes the memory of the last.
 * So links are not followed, only regular files are read, opening does not wait, and the size is
 * bounded while reading, not only before. Tested in test/unit/main/stored-files.
 */
export function readRegularFile(fs: FileSystem, path: string, maxBytes: number): ReadOutcome {
  let fd: number | null = null;
  try {
    const before = fs.lstatSync(path);
    if (!before.isFile()) return NOT_A_FILE;
    if (before.size > maxBytes) return TOO_LARGE;
    // SECURITY(stored-file-read): no link is followed and no pipe is waited for, also when the
    // path was swapped since the look above.
    fd = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const facts = fs.fstatSync(fd);
    if (!facts.isFile()) return NOT_A_FILE;
    closeToOthers(fs, fd, facts.mode);
    const bytes = readBounded(fs, fd, facts.size, maxBytes);
    return bytes === null ? TOO_LARGE : { kind: 'content', bytes };
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT') return ABSENT;
    if (code === 'ELOOP') return NOT_A_FILE;
    return { kind: 'unreadable', code };
  } finally {
    if (fd !== null) closeQuietly(fs, fd);
  }
}

function readBounded(fs: FileSystem, fd: number, size: number, maxBytes: number): Buffer | null {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.alloc(Math.max(1, Math.min(size - total, maxBytes - total)) + 1);
    const count = fs.readSync(fd, chunk, 0, chunk.length, null);
    if (count === 0) return Buffer.concat(chunks, total);
    total += count;
    if (total > maxBytes) return null;
    chunks.push(chunk.subarray(0, count));
  }
}

/** A file that came from a backup may be readable to everybody on the machine. */
function closeToOthers(fs: FileSystem, fd: number, mode: number): void {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  try {
    fs.fchmodSync(fd, 0o600);
  } catch {
    // Not our file, or a file system without modes: it can still be read, and the next write
    // replaces it with one of ours.
  }
}

/** Closes on the way out, where nothing can be done about an error and another may be under way. */
export function closeQuietly(fs: FileSystem, fd: number): void {
  try {
    fs.closeSync(fd);
  } catch {
    // The descriptor is gone either way.
  }
}
