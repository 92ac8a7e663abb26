import { constants } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseOrThrow } from '../security/parse-guarded.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { closeQuietly, readRegularFile } from '../stored-files/read-regular-file.ts';
import { replaceFile } from '../stored-files/replace-file.ts';

/**
 * How much could not be written into the journal, in a file beside its folder.
 *
 * Threat: a journal that cannot be written for a day, because its folder was swapped or its disk was
 * full, and that is put back in the evening, is sound and says nothing of that day.
 * So what is missing is counted elsewhere, and the first run that can write the journal says so in
 * it. The file is there from the first start on and is written over in place, which needs no room on
 * a full disk. Whoever deletes it as well is seen by nothing here; what must not go unseen is not
 * done without its record.
 * Tested in test/unit/main/journal/lost-mark.test.ts and test/unit/main/journal/journal.test.ts.
 */

const FILE = 'journal-lost';
const BYTES = 128;
const { O_RDWR, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const Count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const Lost = z.strictObject({ runs: Count, records: Count });

/** `runs` of Bulkhead from which records are missing, and how many there are of those. */
export type LostRecords = z.infer<typeof Lost>;

export const NOTHING_LOST: LostRecords = { runs: 0, records: 0 };

export interface LostMark {
  /** What earlier runs left; null when there is no file. One that cannot be read stands for one run. */
  read(): LostRecords | null;
  /** On disk before it returns. Never throws. */
  write(lost: LostRecords): void;
}

/** @param dir the profile folder */
export function openLostMark(
  dir: string,
  fs: FileSystem,
  onFault: (error: unknown) => void,
): LostMark {
  const path = join(dir, FILE);
  return {
    read() {
      const read = readRegularFile(fs, path, BYTES);
      if (read.kind === 'absent') return null;
      try {
        if (read.kind === 'content')
          return parseOrThrow(Lost, JSON.parse(read.bytes.toString('utf8')));
      } catch {
        // What is there and cannot be read was put there for a reason.
      }
      return { runs: 1, records: 0 };
    },
    write(lost) {
      const bytes = Buffer.from(`${JSON.stringify(lost).padEnd(BYTES - 1, ' ')}\n`, 'latin1');
      let fd: number | null = null;
      try {
        fd = fs.openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
        // SECURITY(journal-one-name): what is under another name as well stays as it is there.
        if (fs.fstatSync(fd).nlink > 1) return replaceFile(fs, path, bytes, { previous: null });
        // SECURITY(journal-lost): on disk before the run goes on without its journal.
        fs.writeSync(fd, bytes, 0, bytes.length);
        fs.fsyncSync(fd);
      } catch (error) {
        onFault(error);
      } finally {
        if (fd !== null) closeQuietly(fs, fd);
      }
    },
  };
}
