import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

// Not os.tmpdir(): the account that Electron runs as has to get there as well, and a TMPDIR of the
// caller's may be the caller's alone.
const PARENT = '/tmp';
const PREFIX = 'bulkhead-run-';

/**
 * A path for something that lives as long as this process, and that the next run takes away when
 * this one is killed before it could.
 *
 * @param {string} purpose
 */
export function temporaryPath(purpose) {
  return join(PARENT, `${PREFIX}${process.pid}-${purpose}-${randomUUID()}`);
}

/**
 * A folder for the small files of one run: launcher scripts, lists that the app is to read.
 * Everyone may read it, only we may write it.
 *
 * @returns {Promise<{ dir: string, remove: () => Promise<void> }>}
 */
export async function openRunFolder() {
  await sweep();
  const dir = await mkdtemp(join(PARENT, `${PREFIX}${process.pid}-`));
  await chmod(dir, 0o755);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

async function sweep() {
  for (const name of await readdir(PARENT)) {
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) {
      // Another account's folder stays: that is not an error of this run.
      await rm(join(PARENT, name), { recursive: true, force: true }).catch(() => {});
    }
  }
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
