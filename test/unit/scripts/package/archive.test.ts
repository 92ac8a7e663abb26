import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packArchive } from '../../../../scripts/package/archive.mjs';
import { fileList } from '../../../../scripts/package/file-list.mjs';
import { useTemporaryFolder } from '../../../integration/setup/temporary-folder.ts';

const run = promisify(execFile);
const DATE = new Date('2026-11-30T08:00:00Z');

describe('a package', () => {
  const folder = useTemporaryFolder();

  /** The same files, written in another order, at another time, by a maker with another umask. */
  async function aPackage(name: string, order: readonly string[], mode: number) {
    const dir = join(folder.path, name);
    await mkdir(join(dir, 'resources'), { recursive: true });
    for (const path of order) {
      await writeFile(join(dir, path), `content of ${path}`);
      await chmod(join(dir, path), path === 'bulkhead' ? mode | 0o111 : mode);
      await utimes(join(dir, path), mode, mode);
    }
    return dir;
  }
  const ORDER = ['bulkhead', 'resources/app.asar', 'LICENSE.txt'] as const;

  it('is the same archive whenever and by whomever it is made', async () => {
    const first = await aPackage('first', ORDER, 0o644);
    const second = await aPackage('second', ORDER.toReversed(), 0o666);
    const paths = [first, second].map((dir) => `${dir}.tar.gz`);

    for (const [at, dir] of [first, second].entries()) {
      await packArchive({ dir, name: 'bulkhead-1', path: paths[at] ?? '', date: DATE });
    }

    const [one, other] = await Promise.all(paths.map((path) => readFile(path)));
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
    const { stdout } = await run('tar', ['--list', '--verbose', '--file', paths[0] ?? '']);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).toMatch(/^[d-]rw[x-]r-[x-]r-[x-] root\/root .* bulkhead-1\//);
    }
  });

  it('has a list of its files that sha256sum reads', async () => {
    const dir = await aPackage('one', ORDER, 0o644);
    const list = await fileList(dir);
    await writeFile(`${dir}.sha256`, list);

    await run('sha256sum', ['--check', '--strict', `${dir}.sha256`], { cwd: dir });
    expect(list.split('\n').map((line) => line.slice(66))).toEqual([...[...ORDER].toSorted(), '']);
    await writeFile(join(dir, 'bulkhead'), 'something else');
    await expect(
      run('sha256sum', ['--check', '--strict', `${dir}.sha256`], { cwd: dir }),
    ).rejects.toThrow('sha256sum');
  });

  it('with a link in it has no list', async () => {
    const dir = await aPackage('linked', ORDER, 0o644);
    await symlink('/etc/passwd', join(dir, 'resources', 'link'));

    await expect(fileList(dir)).rejects.toThrow('resources/link');
  });
});
