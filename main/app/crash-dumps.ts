import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes the crash dumps of all processes. A dump is a picture of memory: it holds pages, names and
 * tokens of whichever tenants were open, so forgetting one tenant means losing all of them. The
 * folders stay, because the crash handler has them open.
 */
export async function eraseCrashDumps(dumpsDir: string): Promise<void> {
  const entries = await readdir(dumpsDir, { withFileTypes: true, recursive: true }).catch(() => []);
  const dumps = entries.filter((entry) => entry.isFile() && /\.(?:dmp|meta|txt)$/.test(entry.name));
  await Promise.all(dumps.map((dump) => rm(join(dump.parentPath, dump.name), { force: true })));
}
