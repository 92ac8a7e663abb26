import {
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureEntry, inspectEntry } from '../../../scripts/setup/cache-entry.mjs';
import { useTemporaryFolder } from './temporary-folder.ts';

const RECIPE = 'runtime 1';

describe('a cache entry', () => {
  const folder = useTemporaryFolder();
  const entryDir = () => join(folder.path, 'runtime');

  async function fill(dir: string): Promise<void> {
    await mkdir(join(dir, 'locales'));
    await writeFile(join(dir, 'electron'), 'binary', { mode: 0o700 });
    await writeFile(join(dir, 'locales', 'en.pak'), 'words', { mode: 0o600 });
  }

  async function ensure(build = fill): Promise<{ made: boolean; reasons: string[] }> {
    const reasons: string[] = [];
    const { made } = await ensureEntry({
      dir: entryDir(),
      recipe: RECIPE,
      build,
      onDamaged: (reason) => reasons.push(reason),
    });
    return { made, reasons };
  }

  it('is made once and then only looked at', async () => {
    const first = await ensure();
    const second = await ensure();

    expect(first).toEqual({ made: true, reasons: [] });
    expect(second).toEqual({ made: false, reasons: [] });
    expect(await readFile(join(entryDir(), 'locales', 'en.pak'), 'utf8')).toBe('words');
  });

  const damages: readonly [string, string, (dir: string) => Promise<unknown>][] = [
    ['a file is cut off', 'electron has another size', (dir) => truncate(join(dir, 'electron'), 3)],
    [
      'a file has other bytes of the same length',
      'electron has other content',
      (dir) => writeFile(join(dir, 'electron'), 'binarx'),
    ],
    ['a file is gone', 'electron is missing', (dir) => rm(join(dir, 'electron'))],
    ['a file was added', 'added.so was added', (dir) => writeFile(join(dir, 'added.so'), '')],
    [
      'a file became a link to another place',
      'electron is neither a file nor a folder',
      async (dir) => {
        await rename(join(dir, 'electron'), join(folder.path, 'elsewhere'));
        await symlink(join(folder.path, 'elsewhere'), join(dir, 'electron'));
      },
    ],
  ];

  it.each(damages)('is made again when %s', async (_what, reason, damage) => {
    await ensure();
    await damage(entryDir());

    const again = await ensure();

    expect(again).toEqual({ made: true, reasons: [reason] });
    expect(await inspectEntry(entryDir(), RECIPE)).toEqual({ state: 'good' });
  });

  it('is made again when it was never sealed, as after a crash in an older way of making it', async () => {
    await mkdir(entryDir());
    await fill(entryDir());

    const { made, reasons } = await ensure();

    expect(made).toBe(true);
    expect(reasons).toHaveLength(1);
  });

  it('is made again when the recipe has changed', async () => {
    await ensure();

    const condition = await inspectEntry(entryDir(), 'runtime 2');

    expect(condition).toEqual({ state: 'damaged', reason: 'made by another recipe' });
  });

  it('leaves nothing behind when making it fails', async () => {
    const failing = ensure(async (dir) => {
      await fill(dir);
      throw new Error('the disk is full');
    });

    await expect(failing).rejects.toThrow('the disk is full');
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('keeps the entry that is there when making its successor fails', async () => {
    await ensure();
    await truncate(join(entryDir(), 'electron'), 3);
    const failing = ensure(() => Promise.reject(new Error('no network')));

    await expect(failing).rejects.toThrow('no network');
    expect(await readFile(join(entryDir(), 'electron'), 'utf8')).toBe('bin');
  });

  it('takes away what a maker that was killed had begun', async () => {
    // No process has this number: it is above the kernel's limit.
    const halfWritten = join(folder.path, '.making-99999999-of-a-killed-process');
    await mkdir(halfWritten);
    await writeFile(join(halfWritten, 'electron'), 'bin');

    await ensure();

    expect(await readdir(folder.path)).toEqual(['runtime']);
  });

  it('leaves the work of a maker that is alive alone', async () => {
    const atWork = `.making-${process.pid}-somebody-else`;
    await mkdir(join(folder.path, atWork));

    await ensure();

    expect((await readdir(folder.path)).sort()).toEqual([atWork, 'runtime']);
  });

  it('is whole when two make it at once', async () => {
    const results = await Promise.all([ensure(), ensure()]);

    expect(results.map((result) => result.made)).toEqual([true, true]);
    expect(await inspectEntry(entryDir(), RECIPE)).toEqual({ state: 'good' });
    expect(await readdir(folder.path)).toEqual(['runtime']);
  });
});
