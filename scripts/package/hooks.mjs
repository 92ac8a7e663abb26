// Called by electron-builder, see electron-builder.yml.
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setFuses } from './fuses.mjs';

/** Says that the packages in the app's folder are there as they are to be. */
export function beforeBuild() {
  return false;
}

/** What an unpacked Electron brings along and a package must not have, relative to it. */
const LEFTOVERS = [
  // Runs whatever folder it is given.
  'resources/default_app.asar',
  'version',
  // Of the cache that a fallback was taken from.
  '.manifest.json',
];

/**
 * Finishes the folder of a packaged app before it is signed: takes away leftovers, sets who may
 * write and run its files, and its fuses.
 *
 * @param {{
 *   appOutDir: string,
 *   electronPlatformName: string,
 *   packager: { appInfo: { productFilename: string }, executableName?: string },
 * }} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  for (const path of LEFTOVERS) await rm(join(appOutDir, path), { force: true });
  await closeForWriting(appOutDir);
  const { productFilename } = packager.appInfo;
  const names = /** @type {Record<string, string>} */ ({
    win32: `${productFilename}.exe`,
    darwin: `${productFilename}.app`,
    linux: packager.executableName ?? productFilename,
  });
  await setFuses(join(appOutDir, names[electronPlatformName] ?? productFilename));
}

/**
 * Everyone may read, nobody but the owner may write, and what could be run still can.
 *
 * @param {string} dir
 */
async function closeForWriting(dir) {
  // SECURITY(package-modes): the owner is root once installed; no one else changes what runs.
  await chmod(dir, 0o755);
  for (const item of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, item.name);
    if (item.isDirectory()) await closeForWriting(path);
    else if (item.isFile()) {
      await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
