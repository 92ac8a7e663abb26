import { chmod, lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFuses, RELEASE_FUSES } from '../../../../scripts/package/fuses.mjs';
import { afterPack, beforeBuild } from '../../../../scripts/package/hooks.mjs';
import { useTemporaryFolder } from '../../../integration/setup/temporary-folder.ts';
import { anElectron } from './an-electron.ts';

describe('a folder that electron-builder has packed', () => {
  const folder = useTemporaryFolder();

  async function pack(): Promise<void> {
    await mkdir(join(folder.path, 'resources'));
    for (const path of ['resources/default_app.asar', 'resources/app.asar', 'version']) {
      await writeFile(join(folder.path, path), path);
    }
    await anElectron(join(folder.path, 'bulkhead'), '1'.repeat(9));
    await chmod(join(folder.path, 'bulkhead'), 0o4777);
    await chmod(join(folder.path, 'resources/app.asar'), 0o666);
    await chmod(join(folder.path, 'resources'), 0o777);
    await afterPack({
      appOutDir: folder.path,
      electronPlatformName: 'linux',
      packager: { appInfo: { productFilename: 'Bulkhead' }, executableName: 'bulkhead' },
    });
  }
  const modeOf = async (path: string) => (await lstat(join(folder.path, path))).mode & 0o7777;

  it('can be written by its owner alone, and can still be run', async () => {
    await pack();

    expect(await modeOf('resources')).toBe(0o755);
    expect(await modeOf('resources/app.asar')).toBe(0o644);
    expect(await modeOf('bulkhead')).toBe(0o755);
  });

  it('keeps nothing that would run another app', async () => {
    await pack();

    expect(await readdir(join(folder.path, 'resources'))).toEqual(['app.asar']);
    expect((await readdir(folder.path)).toSorted()).toEqual(['bulkhead', 'resources']);
  });

  it('has the fuses of a release', async () => {
    await pack();

    expect(await readFuses(join(folder.path, 'bulkhead'))).toEqual(RELEASE_FUSES);
  });

  it('gets the packages it was given and no others', () => {
    expect(beforeBuild()).toBe(false);
  });
});
