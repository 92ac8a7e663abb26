import { randomBytes } from 'node:crypto';
import { type BigIntStats, constants, type Stats } from 'node:fs';
import fs from 'node:fs';

export interface Ballast {
  /** Makes it, if it is not there whole. Answers whether it is there. */
  make(): boolean;
  /** Gives its space back. Answers whether there was any. */
  release(): boolean;
}

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
const BLOCK = 1024 * 1024;

/**
 * A file that holds nothing but space. On a full disk SQLite can neither delete rows nor empty its
 * log, because both write first: then this is given up for them.
 */
export function createBallast(path: string, size: number): Ballast {
  const facts = (): Stats | BigIntStats | undefined =>
    fs.lstatSync(path, { throwIfNoEntry: false });

  const release = (): boolean => {
    try {
      const found = facts();
      if (found === undefined) return false;
      fs.unlinkSync(path);
      return found.isFile() && Number(found.size) > 0;
    } catch {
      return false;
    }
  };

  return {
    make() {
      try {
        const found = facts();
        if (found?.isFile() === true && Number(found.size) === size) return true;
        if (found !== undefined) fs.unlinkSync(path);
        // SECURITY(store-ballast): a new file of our own, never one that was put there before.
        const fd = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
        try {
          // File systems that compress, or leave holes, must find nothing to save.
          const block = randomBytes(Math.min(BLOCK, size));
          for (let done = 0; done < size;) {
            done += fs.writeSync(fd, block, 0, Math.min(block.length, size - done));
          }
          fs.fsyncSync(fd);
        } finally {
          fs.closeSync(fd);
        }
        return true;
      } catch {
        // Half of it would only make the disk fuller.
        release();
        return false;
      }
    },
    release,
  };
}
