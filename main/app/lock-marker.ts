import { join } from 'node:path';
import type { LockMarker } from './app-lock.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { readRegularFile } from '../stored-files/read-regular-file.ts';
import { remove, replaceFile } from '../stored-files/replace-file.ts';

const FILE = 'locked';
const WITH_WAY = 'locked: proof\n';
const WITHOUT_WAY = 'locked\n';

/**
 * A file in the profile folder that is there while Bulkhead is locked, and says whether there was a
 * way to show who goes on. Never throws.
 */
export function openLockMarker(
  dir: string,
  fs: FileSystem,
  onFault: (error: unknown) => void,
): LockMarker {
  const path = join(dir, FILE);
  const tried = (work: () => void) => {
    try {
      work();
    } catch (error) {
      // A full disk keeps it from being locked after a restart, not from being locked now.
      onFault(error);
    }
  };
  return {
    // What is there and cannot be read was put there for a reason.
    isSet: () => readRegularFile(fs, path, 16).kind !== 'absent',
    hadWay: () => {
      const read = readRegularFile(fs, path, 16);
      return read.kind === 'content' && read.bytes.toString() === WITH_WAY;
    },
    set: (hadWay) =>
      tried(() => {
        const text = hadWay ? WITH_WAY : WITHOUT_WAY;
        replaceFile(fs, path, Buffer.from(text), { previous: null });
      }),
    clear: () => tried(() => remove(fs, path)),
  };
}
