import { access, mkdir, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRunFolder, temporaryPath } from '../../../scripts/launch/run-folder.mjs';

describe('the folder of a run', () => {
  it('may be read by everyone and written by us alone, and goes with the run', async () => {
    const { dir, remove } = await openRunFolder();

    expect((await stat(dir)).mode & 0o777).toBe(0o755);
    await remove();
    await expect(access(dir)).rejects.toThrow('ENOENT');
  });

  it('is taken away by the next run when its own was killed', async () => {
    // No process has this number: it is above the kernel's limit.
    const left = temporaryPath('screen').replace(`-${process.pid}-`, '-99999999-');
    await mkdir(left);

    const { remove } = await openRunFolder();

    await expect(access(left)).rejects.toThrow('ENOENT');
    await remove();
  });

  it('is left alone by other runs while its own is alive', async () => {
    const first = await openRunFolder();
    const second = await openRunFolder();

    await expect(access(first.dir)).resolves.toBeUndefined();
    await first.remove();
    await second.remove();
  });
});
