import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchArchive, integrityOf } from '../../../scripts/setup/registry-archive.mjs';
import { useTemporaryFolder } from './temporary-folder.ts';

// npm packs a folder as it packs a package of the registry, without a network.
describe('an archive fetched through npm', () => {
  const folder = useTemporaryFolder();

  async function aPackage(content: string): Promise<string> {
    const dir = join(folder.path, 'package');
    await mkdir(dir);
    await writeFile(join(dir, 'package.json'), '{ "name": "runtime", "version": "1.0.0" }');
    await writeFile(join(dir, 'content.txt'), content);
    return dir;
  }

  const WRONG = `sha512-${Buffer.alloc(64).toString('base64')}`;

  it('is refused when it is not what is pinned', async () => {
    const spec = await aPackage('something else');

    const fetching = fetchArchive({ spec, integrity: WRONG, workDir: join(folder.path, 'work') });

    await expect(fetching).rejects.toThrow(/is not what it should be and was not used/);
  });

  it('is handed over when it is what is pinned, and npm’s copy of it is not kept', async () => {
    const spec = await aPackage('as it was');
    const refused = fetchArchive({ spec, integrity: WRONG, workDir: join(folder.path, 'first') });
    const integrity = await refused.then(
      () => 'not refused',
      (error: Error) => /got\s+(\S+)/.exec(error.message)?.[1] ?? 'no digest',
    );

    const path = await fetchArchive({ spec, integrity, workDir: join(folder.path, 'second') });

    expect(await integrityOf(path)).toBe(integrity);
    expect((await readFile(path)).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(await readdir(join(folder.path, 'second'))).toEqual(['archive']);
  });

  it('says what to do when the registry does not have it', async () => {
    const fetching = fetchArchive({
      spec: join(folder.path, 'nothing-here'),
      integrity: WRONG,
      workDir: join(folder.path, 'work'),
    });

    await expect(fetching).rejects.toThrow(/Check that npm reaches its registry/);
  });
});
