import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stageApp } from '../../../scripts/launch/staged-app.mjs';
import { useTemporaryFolder } from '../setup/temporary-folder.ts';

describe('the staged app', () => {
  const folder = useTemporaryFolder();
  const rootDir = () => join(folder.path, 'checkout');

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(rootDir(), path)), { recursive: true });
    await writeFile(join(rootDir(), path), content, { mode: 0o600 });
  }

  async function aCheckout(): Promise<void> {
    await write('out/main/index.js', 'main');
    await write('resources/hosts.json', '{}');
    await write('package.json', '{}');
    await write('main/index.ts', 'source');
    await write(
      'package-lock.json',
      JSON.stringify({
        packages: {
          '': {},
          'node_modules/sqlite': { version: '1.0.0' },
          'node_modules/sqlite/node_modules/bindings': { version: '1.0.0' },
          'node_modules/vitest': { version: '1.0.0', dev: true },
        },
      }),
    );
    for (const name of ['sqlite', 'sqlite/node_modules/bindings', 'vitest']) {
      await write(`node_modules/${name}/package.json`, '{}');
    }
  }

  const stage = () => stageApp({ rootDir: rootDir(), cacheDir: join(folder.path, 'cache') });

  it('is what runs, without sources and tools, and everyone may read it', async () => {
    await aCheckout();

    const dir = await stage();

    const items = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = items.filter((item) => item.isFile());
    expect(
      files.map((item) => join(item.parentPath, item.name).slice(dir.length + 1)).sort(),
    ).toEqual([
      '.manifest.json',
      'node_modules/sqlite/node_modules/bindings/package.json',
      'node_modules/sqlite/package.json',
      'out/main/index.js',
      'package.json',
      'resources/hosts.json',
    ]);
    for (const item of files.filter(({ name }) => !name.startsWith('.'))) {
      expect((await stat(join(item.parentPath, item.name))).mode & 0o777).toBe(0o644);
    }
  });

  it('is the same folder for the same build and another for another', async () => {
    await aCheckout();
    const first = await stage();
    const again = await stage();
    await write('out/main/index.js', 'another main');
    const other = await stage();

    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect((await readdir(dirname(first))).length).toBe(2);
  });

  it('is made anew when somebody changed it', async () => {
    await aCheckout();
    const dir = await stage();
    await writeFile(join(dir, 'out/main/index.js'), 'evil');

    await stage();

    expect(await readFile(join(dir, 'out/main/index.js'), 'utf8')).toBe('main');
  });

  it('cannot be made without a build, and says what to do', async () => {
    await write('package.json', '{}');

    await expect(stage()).rejects.toThrow('npm run build');
  });
});
