import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import nodeFs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Failure } from '../../../main/ipc/failure.ts';
import type { FileSystem } from '../../../main/stored-files/file-system.ts';
import { openShelf, shelf } from './shelf.ts';

interface SmallDisk {
  readonly folder: string;
  readonly fs: FileSystem;
  fill(): void;
  empty(): void;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).toReversed()) end();
});

/** A disk of 1 MB where mounting is allowed, else a file system that says it is full. */
function aSmallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-full-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const ballast = join(folder, 'ballast');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    let isFull = false;
    const writeSync: FileSystem['writeSync'] = (fd, buffer, offset, length) => {
      if (isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      return nodeFs.writeSync(fd, buffer, offset, length);
    };
    return {
      folder,
      fs: { ...nodeFs, writeSync },
      fill: () => (isFull = true),
      empty: () => (isFull = false),
    };
  }
  ends.push(() => execFileSync('umount', [folder]));
  return {
    folder,
    fs: nodeFs,
    fill: () => {
      try {
        writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024));
      } catch {
        // That it does not fit is the point.
      }
    },
    empty: () => rmSync(ballast),
  };
}

it('says that the disk is full, keeps what was there, and goes on when there is space', () => {
  const disk = aSmallDisk();
  const file = openShelf(disk.folder, disk.fs);
  file.write(shelf(1));
  file.write(shelf(2));
  disk.fill();

  let thrown: unknown;
  try {
    file.write(shelf(3));
  } catch (error) {
    thrown = error;
  }

  expect(thrown).toBeInstanceOf(Failure);
  expect((thrown as Failure).message).toContain('The disk is full');
  expect(file.value).toEqual(shelf(2));
  expect(openShelf(disk.folder, disk.fs).value).toEqual(shelf(2));

  disk.empty();
  file.write(shelf(4));

  expect(openShelf(disk.folder, disk.fs).value).toEqual(shelf(4));
});

it('starts with the backup when the file is damaged and the disk is full', () => {
  const disk = aSmallDisk();
  const file = openShelf(disk.folder, disk.fs);
  file.write(shelf(1));
  file.write(shelf(2));
  writeFileSync(join(disk.folder, 'shelf.json'), 'damaged');
  disk.fill();

  const again = openShelf(disk.folder, disk.fs);

  expect(again.value).toEqual(shelf(1));
  expect(again.problem?.keptAs).toMatch(/^shelf\.json\.damaged-/);
  disk.empty();
  again.write(shelf(3));
  expect(openShelf(disk.folder, disk.fs).value).toEqual(shelf(3));
});
