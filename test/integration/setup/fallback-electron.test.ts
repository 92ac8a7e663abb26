import { copyFile, mkdir, readFile, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { describe, expect, it } from 'vitest';
import { ensureFallbackElectron } from '../../../scripts/setup/fallback-electron.mjs';
import { fusesOf, writeRuntimeArchive } from './a-runtime-archive.ts';
import { silentProgress, useTemporaryFolder } from './temporary-folder.ts';

describe('the fallback runtime', () => {
  const folder = useTemporaryFolder();
  const cacheDir = () => join(folder.path, 'cache');

  function aSetUp() {
    let fetches = 0;
    const progress = silentProgress();
    const ensure = () =>
      ensureFallbackElectron({
        cacheDir: cacheDir(),
        node: process.execPath,
        progress,
        fetch: async ({ workDir }) => {
          fetches += 1;
          const source = await writeRuntimeArchive(folder.path);
          const path = join(workDir, 'runtime.tgz');
          await mkdir(workDir, { recursive: true });
          await copyFile(source, path);
          return path;
        },
      });
    return { ensure, progress, fetches: () => fetches };
  }

  it('holds the runtime alone, with an app of ours that starts what it is given', async () => {
    const executable = await aSetUp().ensure();

    const dir = join(executable, '..');
    const files = (await readdir(dir, { recursive: true, withFileTypes: true }))
      .filter((item) => item.isFile())
      .map((item) => item.name)
      .sort();
    expect(files).toEqual([
      '.manifest.json',
      'default_app.asar',
      'electron',
      'en-US.pak',
      'icudtl.dat',
    ]);
    expect(listPackage(join(dir, 'resources', 'default_app.asar'), { isPack: false })).toEqual([
      '/main.mjs',
      '/package.json',
    ]);
    expect((await stat(executable)).mode & 0o777).toBe(0o755);
  });

  it('may be attached to by a debugger and starts without the other app’s snapshot', async () => {
    const executable = await aSetUp().ensure();

    // Fuses 4 (NodeCliInspect) on and 6 (LoadBrowserProcessSpecificV8Snapshot) off, others kept.
    expect(fusesOf(await readFile(executable))).toBe('10011000');
  });

  it('is fetched once', async () => {
    const { ensure, fetches } = aSetUp();

    const first = await ensure();
    const second = await ensure();

    expect(second).toBe(first);
    expect(fetches()).toBe(1);
  });

  it('is fetched again when the one in the cache is damaged', async () => {
    const { ensure, fetches, progress } = aSetUp();
    const executable = await ensure();
    await truncate(executable, 10);

    await ensure();

    expect(fetches()).toBe(2);
    expect(fusesOf(await readFile(executable))).toBe('10011000');
    expect(progress.notes.join('\n')).toContain('electron has another size');
  });
});
