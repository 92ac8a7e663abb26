import { join } from 'node:path';
import type { FileSystem } from '../stored-files/file-system.ts';
import { readRegularFile } from '../stored-files/read-regular-file.ts';
import { remove, replaceFile } from '../stored-files/replace-file.ts';

const FILE = 'locked';

/** A file in the profile folder that is there while Bulkhead is locked. Never throws. */
export function openLockMarker(dir: string, fs: FileSystem, onFault: (error: unknown) => void) {
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
    set: () => tried(() => replaceFile(fs, path, Buffer.from('locked\n'), { previous: null })),
    clear: () => tried(() => remove(fs, path)),
  };
}
