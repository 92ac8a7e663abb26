import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Reads a file that only an administrator can have written.
 *
 * Threat: a policy opens hosts and allows downloads. Whoever can write it, replace it, or put a
 * link in its place decides over the administrator. The system reads any file it is given.
 * So the file, and every folder above it, must belong to root and be writable by nobody else, and
 * what is checked is the open file, not the name.
 * Tested in test/unit/main/policy/trusted-file.test.ts.
 */

export type TrustedFile =
  | { readonly state: 'absent' }
  | { readonly state: 'read'; readonly bytes: Buffer }
  /** `reason` completes "The policy in …". */
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'unreadable'; readonly code: string };

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/**
 * @param path absolute
 * @param maxBytes more than this is refused
 * @param trustedUid who may own the file and its folders
 */
export function readTrustedFile(path: string, maxBytes: number, trustedUid = 0): TrustedFile {
  let descriptor: number;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    // SECURITY(policy-file): a link is not followed and a pipe does not hang the start.
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'absent' };
    if (code === 'ELOOP') return { state: 'refused', reason: 'is a symbolic link' };
    return { state: 'unreadable', code };
  }
  try {
    const stats = fstatSync(descriptor);
    const reason = faultOf(stats, maxBytes, trustedUid) ?? faultAbove(path, trustedUid);
    if (reason !== null) return { state: 'refused', reason };
    const bytes = Buffer.alloc(stats.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return { state: 'read', bytes: bytes.subarray(0, length) };
  } catch (error) {
    return { state: 'unreadable', code: codeOf(error) };
  } finally {
    closeSync(descriptor);
  }
}

function faultOf(stats: Stats, maxBytes: number, trustedUid: number): string | null {
  if (!stats.isFile()) return 'is not a plain file';
  if (stats.uid !== trustedUid) return 'does not belong to root';
  if ((stats.mode & WRITABLE_BY_OTHERS) !== 0) return 'can be written by others than root';
  // A second name could be in a folder that others write.
  if (stats.nlink !== 1) return 'has a second name (a hard link)';
  if (stats.size > maxBytes) return `is larger than ${String(Math.floor(maxBytes / 1024))} KB`;
  return null;
}

/** Whoever can write a folder above can put another file in the place of this one. */
export function faultAbove(
  path: string,
  trustedUid: number,
  lstat: (folder: string) => Pick<Stats, 'uid' | 'mode' | 'isDirectory'> = lstatSync,
): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stats = lstat(folder);
    const isRoots = stats.uid === trustedUid || stats.uid === 0;
    // In a sticky folder others cannot rename or remove what is not theirs.
    const isClosed = (stats.mode & WRITABLE_BY_OTHERS) === 0 || (stats.mode & STICKY) !== 0;
    if (!stats.isDirectory()) return `is below ${folder}, which is a symbolic link`;
    if (!isRoots) return `is below ${folder}, which does not belong to root`;
    if (!isClosed) return `is below ${folder}, which can be written by others than root`;
    if (folder === dirname(folder)) return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
