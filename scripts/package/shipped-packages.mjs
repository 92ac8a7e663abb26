import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { productionPackages } from '../launch/staged-app.mjs';
import { BUNDLED_DIR } from './bundled-packages.mjs';

/** Headers for compiling addons; nothing of it runs. */
const NOT_SHIPPED = new Set(['node_modules/node-addon-api']);

/**
 * A package whose code is in a package of Bulkhead: as files of its own, or inside a bundle.
 *
 * @typedef {{ path: string, name: string, version: string, isBundled: boolean }} ShippedPackage
 *   `path` is its folder as the lock file has it, `name` the one it is published under
 */

/**
 * All of them, by path. There has to be a build.
 *
 * @param {string} rootDir
 * @returns {Promise<ShippedPackage[]>}
 */
export async function shippedPackages(rootDir) {
  const lock = JSON.parse(await readFile(join(rootDir, 'package-lock.json'), 'utf8'));
  const separate = (await productionPackages(rootDir)).filter((path) => !NOT_SHIPPED.has(path));
  /** @type {string[]} */
  const bundled = [];
  for (const name of await readdir(join(rootDir, BUNDLED_DIR))) {
    bundled.push(...JSON.parse(await readFile(join(rootDir, BUNDLED_DIR, name), 'utf8')));
  }
  return [...new Set([...separate, ...bundled])].sort().map((path) => {
    const entry = lock.packages[path];
    if (entry === undefined) throw new Error(`${path} is in the app and not in the lock file`);
    return {
      path,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      isBundled: !separate.includes(path),
    };
  });
}
