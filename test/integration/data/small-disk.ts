import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface SmallDisk {
  readonly dir: string;
  /** Takes all that is free but so many bytes. */
  fill(left?: number): void;
  empty(): void;
  /** Nothing can be written any more, whoever asks. */
  close(): void;
}

/** Whether this account may mount; elsewhere a full disk cannot be had. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk of so many megabytes, in memory. */
export function aSmallDisk(megabytes: number): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), 'disk-'));
  const size = `size=${megabytes}m`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', dir], { stdio: 'ignore' });
  onTestFinished(() => {
    execFileSync('umount', ['-l', dir]);
    rmSync(dir, { recursive: true, force: true });
  });
  const filler = join(dir, 'filler');
  return {
    dir,
    fill(left = 0) {
      const fd = openSync(filler, 'w');
      let size = 0;
      const block = Buffer.alloc(4_096);
      try {
        for (;;) size += writeSync(fd, block);
      } catch {
        // That it does not fit is the point.
      }
      if (left > 0) ftruncateSync(fd, size - left);
      closeSync(fd);
    },
    empty: () => rmSync(filler),
    close: () => void execFileSync('mount', ['-o', 'remount,ro', dir], { stdio: 'ignore' }),
  };
}
