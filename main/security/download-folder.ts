import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folder that downloads are saved in.
 *
 * Threat: whoever may write to the folder puts another file under the name of a saved one; whoever
 * reads it reads what was exported. The system makes sure of neither for a folder that was there
 * before. And a crash leaves the unfinished file of a download, with what had come of it.
 * So the folder is the account's own and closed to others, or nothing is saved; and what earlier
 * runs left unfinished is removed.
 * Tested in test/unit/main/security/download-folder.test.ts.
 */

const UNFINISHED = /^\.bulkhead-[0-9a-f-]{36}\.part$/;

/**
 * Name of a file that is being downloaded.
 * @param id random and unguessable; a UUID in lower case, by which it is known again
 */
export function unfinishedName(id: string): string {
  return `.bulkhead-${id}.part`;
}

/**
 * Makes the folder for downloads and sees to it that it is the operator's alone.
 * Rejects when it cannot be made, is no folder, or belongs to another account.
 * @param uid of this process; undefined where the system has none (Windows), whose own rules hold
 */
export async function makeDownloadFolder(
  folder: string,
  uid: number | undefined = process.getuid?.(),
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (uid !== undefined) await closeToOthers(folder, uid);
  await removeUnfinished(folder, uid);
}

async function closeToOthers(folder: string, uid: number): Promise<void> {
  // SECURITY(download-folder): looked at and changed through one handle, so that nobody puts
  // another folder or a link in its place in between.
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const handle = await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const stats = await handle.stat();
    if (stats.uid !== uid) throw new Error('The folder belongs to another account.');
    if ((stats.mode & 0o077) !== 0) await handle.chmod(0o700);
  } finally {
    await handle.close();
  }
}

async function removeUnfinished(folder: string, uid: number | undefined): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!UNFINISHED.test(name)) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => null);
    const isOurs = stats?.isFile() === true && (uid === undefined || stats.uid === uid);
    // What cannot be removed stays unnamed and closed to others; the rest is tried all the same.
    if (isOurs) await unlink(path).catch(() => undefined);
  }
}
