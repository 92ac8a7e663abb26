import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes the crash dumps of all processes. A dump is a picture of memory: it holds pages, names and
 * tokens of whichever tenants were open, so forgetting one tenant means losing all of them. The
 * folders stay, because the crash handler has them open.
 */
export async function eraseCrashDumps(dumpsDir: string): Promise<void> {
  const dumps = await filesOf(dumpsDir);
  await Promise.all(dumps.map((path) => rm(path, { force: true })));
}

/** How many crash dumps there are, and their size in bytes with what belongs to them. */
export async function countCrashDumps(
  dumpsDir: string,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const paths = await filesOf(dumpsDir);
  // One that goes meanwhile has no size.
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return {
    count: paths.filter((path) => path.endsWith('.dmp')).length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

async function filesOf(dumpsDir: string): Promise<string[]> {
  const entries = await readdir(dumpsDir, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.flatMap((entry) =>
    entry.isFile() && /\.(?:dmp|meta|txt)$/.test(entry.name)
      ? [join(entry.parentPath, entry.name)]
      : [],
  );
}
