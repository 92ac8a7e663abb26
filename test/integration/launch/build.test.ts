import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilt, forgetBuild } from '../../../scripts/launch/build.mjs';
import { silentProgress, useTemporaryFolder } from '../setup/temporary-folder.ts';

const APPENDS = `fs.mkdirSync('out', { recursive: true }); fs.appendFileSync('out/built', 'x');`;

describe('a build', () => {
  const folder = useTemporaryFolder();

  async function aProject(script: string) {
    await mkdir(join(folder.path, 'main'));
    const change = (content: string) => writeFile(join(folder.path, 'main', 'index.ts'), content);
    await change('first');
    const build = { name: 'it', sources: ['main'], outDir: 'out', arguments: ['-e', script] };
    return {
      change,
      build: () =>
        ensureBuilt({
          rootDir: folder.path,
          node: process.execPath,
          build,
          progress: silentProgress(),
        }),
      forget: () => forgetBuild({ rootDir: folder.path, build }),
      times: () => readFile(join(folder.path, 'out', 'built'), 'utf8').then((text) => text.length),
    };
  }

  it('is made once for the same sources', async () => {
    const { build, times } = await aProject(APPENDS);

    await build();
    await build();

    expect(await times()).toBe(1);
  });

  it('is made again when a source has changed', async () => {
    const { build, change, times } = await aProject(APPENDS);
    await build();

    await change('second');
    await build();

    expect(await times()).toBe(2);
  });

  it('is made again when it was forgotten', async () => {
    const { build, forget, times } = await aProject(APPENDS);
    await build();

    await forget();
    await build();

    expect(await times()).toBe(2);
  });

  it('that fails says so each time, with what the tool printed', async () => {
    const { build } = await aProject(`console.error('line 3 is wrong'); process.exit(1);`);

    await expect(build()).rejects.toThrow('line 3 is wrong');
    await expect(build()).rejects.toThrow('The build failed');
  });
});
