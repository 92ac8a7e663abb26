import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this account may mount; elsewhere a full disk cannot be had. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** Puts a disk of so many megabytes, in memory, in the place of an empty folder; it keeps its owner. */
export function smallDiskAt(dir: string, megabytes: number) {
  const { uid, gid, mode } = statSync(dir);
  const options = `size=${String(megabytes)}m,uid=${String(uid)},gid=${String(gid)},mode=${(mode & 0o777).toString(8)}`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'ignore' });
  const filler = join(dir, 'filler');
  return {
    /** Takes all that is free. */
    fill() {
      const fd = openSync(filler, 'w');
      const block = Buffer.alloc(4_096);
      try {
        for (;;) writeSync(fd, block);
      } catch {
        // That it does not fit is the point.
      } finally {
        closeSync(fd);
      }
    },
    empty: () => rmSync(filler),
    remove: () => void execFileSync('umount', ['-l', dir]),
  };
}
