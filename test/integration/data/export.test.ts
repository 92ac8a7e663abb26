import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenFile } from '../../../main/chosen-files/write-atomically.ts';
import { EXPORT_FORMATS } from '../../../preload/contract/inventory.ts';
import {
  aFolder,
  MANY_COLUMNS,
  manyDevices,
  namesIn,
  runExport,
} from '../../unit/main/data/inventory/export/an-export.ts';

const WRITER = join(import.meta.dirname, 'export-writer.ts');
const MIB = 1024 * 1024;
const TEMPORARY = /^bulkhead-export-[0-9a-f]{16}\.part$/;

describe('an export of many devices', () => {
  it.each(EXPORT_FORMATS)(
    'needs no more memory for many than for few, as %s',
    async (format) => {
      const path = join(aFolder(), `devices.${format}`);

      const { stdout } = await promisify(execFile)(process.execPath, [
        // Little room, so that what is measured is what is held and not what was not yet cleared.
        '--max-semi-space-size=2',
        '--max-old-space-size=48',
        WRITER,
        path,
        format,
        '200000',
      ]);

      const grown = Number(/grew (-?\d+)/.exec(stdout)?.[1] ?? Number.NaN);
      // Its text is 100 MB and more.
      expect(grown).toBeLessThan(25 * MIB);
      expect(statSync(path).size).toBeGreaterThan(MIB);
    },
    180_000,
  );
});

describe('an export that ends by force', () => {
  it.each(EXPORT_FORMATS)('leaves what was there, as %s', async (format) => {
    const folder = aFolder();
    const path = join(folder, `devices.${format}`);
    writeFileSync(path, 'as it was');
    const writer = spawn(process.execPath, [WRITER, path, format, '5000000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

    await new Promise((resolve) => writer.stdout.once('data', resolve));
    writer.kill('SIGKILL');
    await new Promise((resolve) => writer.once('close', resolve));

    expect(readFileSync(path, 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual([expect.stringMatching(TEMPORARY), `devices.${format}`]);
  });
});

/** A folder for 1 MB where mounting is allowed, else files that say that the disk is full. */
function aSmallDisk(): { readonly folder: string; readonly openFile?: OpenFile } {
  const folder = join(aFolder(), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return { folder, openFile: openFull };
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return { folder };
}

const openFull: OpenFile = async (...asked) => {
  const file = await open(...asked);
  let left = MIB;
  const write = async (bytes: Uint8Array, from: number) => {
    left -= bytes.length - from;
    if (left < 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    return await file.write(bytes, from);
  };
  return { write: write as typeof file.write, sync: () => file.sync(), close: () => file.close() };
};

describe('an export to a disk that becomes full', () => {
  it.each(EXPORT_FORMATS)('leaves what was there and no other file, as %s', async (format) => {
    const { folder, openFile } = aSmallDisk();
    const path = join(folder, `devices.${format}`);
    writeFileSync(path, 'as it was');
    const asked = { columns: MANY_COLUMNS, format, path, ...(openFile ? { openFile } : {}) };

    await expect(runExport({ ...asked, walk: manyDevices(100_000) })).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringContaining('disk is full'),
    });
    expect(readFileSync(path, 'utf8')).toBe('as it was');
    expect(namesIn(folder)).toEqual([`devices.${format}`]);

    await runExport({ ...asked, walk: manyDevices(10) });
    expect(readFileSync(path).length).toBeGreaterThan(500);
  });
});
