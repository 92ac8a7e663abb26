import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/**
 * @param {string} path
 * @returns {Promise<LockFile | undefined>}
 */
async function readLock(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // Missing or cut off: either way nothing is known to be installed.
    return undefined;
  }
}

/**
 * Whether the second lock file describes a complete installation of the first. Packages for other
 * platforms are optional and may be absent.
 *
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const present = installed.packages ?? {};
  for (const [path, entry] of Object.entries(wanted.packages ?? {})) {
    if (path === '') continue;
    const found = present[path];
    if (found === undefined) {
      if (entry.optional || entry.devOptional) continue;
      return false;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return false;
  }
  return Object.keys(present).every((path) => wanted.packages?.[path] !== undefined);
}

/**
 * Whether node_modules is what the lock file says. npm writes the list of what it installed as the
 * last thing, so an installation that was cut off has none and is done again.
 *
 * @param {string} rootDir
 */
async function packagesAreCurrent(rootDir) {
  const wanted = await readLock(join(rootDir, 'package-lock.json'));
  const installed = await readLock(join(rootDir, 'node_modules', '.package-lock.json'));
  return wanted !== undefined && installed !== undefined && isInstalled(wanted, installed);
}

/**
 * Installs the packages of the lock file unless they are there.
 *
 * @param {{ rootDir: string, progress: import('../process/progress.mjs').Progress }} options
 */
export async function ensurePackages({ rootDir, progress }) {
  if (await packagesAreCurrent(rootDir)) return;
  await progress.step('Installing npm packages (about two minutes)', async (detail) => {
    const result = await runCommand('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: rootDir,
      // Warnings about the machine's own Node and npm settings say nothing about progress.
      onLine: (line) => {
        if (!line.startsWith('npm warn')) detail(line);
      },
    });
    if (result.code !== 0) {
      throw new SetUpError(`npm ci failed.\n${result.stderr.trim() || result.stdout.trim()}`);
    }
  });
}
