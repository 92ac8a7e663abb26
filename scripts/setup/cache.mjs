import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Folder that outlives checkouts: runtimes, the rebuilt SQLite addon, staged builds.
 *
 * `BULKHEAD_CACHE` wins. Root's cache lies outside root's home, because the unprivileged user that
 * Electron runs as has to read it.
 *
 * @param {{ env: NodeJS.ProcessEnv, uid: number | undefined, home?: string }} machine
 */
export function cacheDirFor({ env, uid, home = homedir() }) {
  if (env.BULKHEAD_CACHE) return resolve(env.BULKHEAD_CACHE);
  if (uid === 0) return '/var/cache/bulkhead';
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'bulkhead');
}

/**
 * The cache of this process, made when missing and readable by everyone on the machine.
 *
 * @returns {string}
 */
export function openCache() {
  const dir = cacheDirFor({ env: process.env, uid: process.getuid?.() });
  mkdirSync(dir, { recursive: true });
  // Only the folder itself: what lies above it is not ours to open up.
  chmodSync(dir, 0o755);
  return dir;
}
