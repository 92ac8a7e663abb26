import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findElectron } from '../../../scripts/setup/electron.mjs';
import { silentProgress, useTemporaryFolder } from './temporary-folder.ts';

describe('the choice of Electron', () => {
  const folder = useTemporaryFolder();

  async function find(env: Record<string, string>) {
    const packageDir = join(folder.path, 'node_modules', 'electron');
    await mkdir(packageDir, { recursive: true });
    await mkdir(join(folder.path, 'cache'), { recursive: true });
    await writeFile(
      join(folder.path, 'package.json'),
      '{ "devDependencies": { "electron": "45.0.0" } }',
    );
    await writeFile(join(packageDir, 'install.js'), 'process.exit(1);');
    return findElectron({
      rootDir: folder.path,
      cacheDir: join(folder.path, 'cache'),
      node: process.execPath,
      env,
      progress: silentProgress(),
    });
  }

  async function anUnpackedElectron(script: string): Promise<string> {
    const dir = join(folder.path, 'unpacked');
    await mkdir(dir);
    await writeFile(join(dir, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return dir;
  }

  it('falls on the one that the environment names, before any download', async () => {
    const dist = await anUnpackedElectron('[ "$ELECTRON_RUN_AS_NODE" = 1 ] && echo 44.1.2');

    const electron = await find({ ELECTRON_OVERRIDE_DIST_PATH: dist });

    expect(electron).toEqual({
      executablePath: join(dist, 'electron'),
      version: '44.1.2',
      pinnedVersion: '45.0.0',
      source: 'override',
      note: 'Electron 44.1.2 from ELECTRON_OVERRIDE_DIST_PATH. The pinned release is 45.0.0.',
    });
  });

  it('stops when the one that the environment names is not there', async () => {
    const finding = find({ ELECTRON_OVERRIDE_DIST_PATH: folder.path });

    await expect(finding).rejects.toThrow('there is no executable "electron" in it');
  });

  it('stops when the one that the environment names does not start', async () => {
    const dist = await anUnpackedElectron('exit 127');

    const finding = find({ ELECTRON_OVERRIDE_DIST_PATH: dist });

    await expect(finding).rejects.toThrow('does not start');
  });

  it('leaves only the fallback when the pinned one is out of reach', async () => {
    expect(await find({})).toBeUndefined();
  });
});
