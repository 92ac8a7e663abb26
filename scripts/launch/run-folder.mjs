import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'bulkhead-run-';

/**
 * A folder for the small files of one run: launcher scripts, lists that the app is to read.
 * Everyone may read it, only we may write it. Folders of runs that were killed are taken away.
 *
 * @returns {Promise<{ dir: string, remove: () => Promise<void> }>}
 */
export async function openRunFolder() {
  const parent = tmpdir();
  for (const name of await readdir(parent)) {
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) {
      // Another account's folder stays: that is not an error of this run.
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
    }
  }
  const dir = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  await chmod(dir, 0o755);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
