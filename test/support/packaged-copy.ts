import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { currentElectron } from './test-run.ts';

const run = promisify(execFile);

/**
 * This run's Electron under a name of its own and with Bulkhead inside, which is what makes an app
 * take itself for packaged. Hard links, so that it costs no time and no space.
 */
export async function makePackagedCopy() {
  const { program, appDir } = currentElectron();
  const dist = dirname(program);
  // Beside it, because a hard link stays in its file system.
  const dir = await mkdtemp(join(dirname(dist), 'packaged-copy-'));
  await run('cp', ['--archive', '--link', `${dist}/.`, dir]);
  await chmod(dir, 0o755);
  await rename(join(dir, 'electron'), join(dir, 'bulkhead'));
  await symlink(appDir, join(dir, 'resources/app'));
  return {
    program: join(dir, 'bulkhead'),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
