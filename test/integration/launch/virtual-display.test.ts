import { chmod, lstat, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSocketFolder } from '../../../scripts/launch/virtual-display.mjs';

const modeOf = async (path: string) => (await lstat(path)).mode & 0o7777;

describe('the folder of the display’s sockets', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bulkhead-sockets-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is made as X servers ask for it', async () => {
    const path = join(dir, 'sockets');

    await makeSocketFolder(path);

    expect(await modeOf(path)).toBe(0o1777);
  });

  it('is refused when it is a link, and what the link leads to stays as it was', async () => {
    const target = join(dir, 'target');
    await mkdir(target);
    await chmod(target, 0o700);
    const path = join(dir, 'sockets');
    await symlink(target, path);

    await expect(makeSocketFolder(path)).rejects.toThrow('not a folder of root’s');

    expect(await modeOf(target)).toBe(0o700);
  });

  it('is refused when it is no folder', async () => {
    const path = join(dir, 'sockets');
    await writeFile(path, '');

    await expect(makeSocketFolder(path)).rejects.toThrow('not a folder of root’s');
  });
});
