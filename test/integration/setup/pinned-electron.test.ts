import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPinnedElectron } from '../../../scripts/setup/pinned-electron.mjs';
import { silentProgress, useTemporaryFolder } from './temporary-folder.ts';

const HOUR_MS = 60 * 60 * 1_000;

const INSTALLS = `
  const fs = require('node:fs');
  fs.mkdirSync(__dirname + '/dist');
  fs.writeFileSync(__dirname + '/dist/electron', 'binary', { mode: 0o755 });
  fs.writeFileSync(__dirname + '/temporary-folder', require('node:os').tmpdir());
`;
const FAILS = 'process.exit(1);';
const STALLS = 'setInterval(() => {}, 1000);';

describe('the pinned Electron', () => {
  const folder = useTemporaryFolder();

  /** A checkout whose installer does what it is told and counts its runs. */
  async function aCheckout(installer: string) {
    const packageDir = join(folder.path, 'node_modules', 'electron');
    const cacheDir = join(folder.path, 'cache');
    await mkdir(packageDir, { recursive: true });
    await mkdir(cacheDir);
    await writeFile(
      join(folder.path, 'package.json'),
      '{ "devDependencies": { "electron": "45.0.0" } }',
    );
    const nowHas = (script: string) =>
      writeFile(
        join(packageDir, 'install.js'),
        `require('node:fs').appendFileSync(${JSON.stringify(join(folder.path, 'runs'))}, 'x');${script}`,
      );
    await nowHas(installer);
    let now = Date.UTC(2026, 0, 1);
    const find = (env: Record<string, string> = {}) =>
      findPinnedElectron({
        rootDir: folder.path,
        cacheDir,
        node: process.execPath,
        env,
        progress: silentProgress(),
        now: () => now,
        stalledAfterMs: 600,
      });
    return {
      find,
      nowHas,
      packageDir,
      executable: join(cacheDir, 'electron-45.0.0', 'electron'),
      runs: () => readFile(join(folder.path, 'runs'), 'utf8').then((text) => text.length),
      laterBy: (ms: number) => void (now += ms),
    };
  }

  it('is installed by Electron’s own installer, kept in the cache, and installed once', async () => {
    const { find, executable, runs } = await aCheckout(INSTALLS);

    const first = await find();
    const second = await find();

    expect([first, second]).toEqual([executable, executable]);
    expect(await readFile(executable, 'utf8')).toBe('binary');
    expect(await runs()).toBe(1);
  });

  it('is downloaded into a folder that goes with the download', async () => {
    const { find, packageDir } = await aCheckout(INSTALLS);
    await find();

    const temporary = await readFile(join(packageDir, 'temporary-folder'), 'utf8');

    expect(temporary.startsWith(join(folder.path, 'cache'))).toBe(true);
    await expect(access(temporary)).rejects.toThrow('ENOENT');
  });

  it('is not asked for again for six hours when it could not be downloaded', async () => {
    const { find, runs, laterBy } = await aCheckout(FAILS);

    expect(await find()).toBeUndefined();
    laterBy(5 * HOUR_MS);
    expect(await find()).toBeUndefined();
    expect(await runs()).toBe(1);

    laterBy(2 * HOUR_MS);
    expect(await find()).toBeUndefined();
    expect(await runs()).toBe(2);
  });

  it('is asked for again at once when told to, and used from then on', async () => {
    const { find, nowHas, executable } = await aCheckout(FAILS);
    await find();
    await nowHas(INSTALLS);

    const stillRemembered = await find();
    const retried = await find({ BULKHEAD_RETRY_ELECTRON: '1' });
    const afterwards = await find();

    expect(stillRemembered).toBeUndefined();
    expect([retried, afterwards]).toEqual([executable, executable]);
  });

  it('is asked for again at once when the mirror is another one', async () => {
    const { find, runs } = await aCheckout(FAILS);
    await find();

    await find({ ELECTRON_MIRROR: 'https://mirror.example/' });

    expect(await runs()).toBe(2);
  });

  it('is given up when nothing arrives', async () => {
    const { find } = await aCheckout(STALLS);

    const found = await find();

    expect(found).toBeUndefined();
  });
});
