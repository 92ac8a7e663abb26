import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureEntry, sha256OfFile } from '../setup/cache-entry.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

const KEEP = 4;
const KEEP_AT_LEAST_MS = 24 * 60 * 60 * 1_000;
const PARTS = ['out', 'resources', 'package.json'];

/**
 * Folders of the packages that run with the app, from the lock file.
 *
 * @param {string} rootDir
 * @returns {Promise<string[]>}
 */
export async function productionPackages(rootDir) {
  const lock = JSON.parse(await readFile(join(rootDir, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.optional)
    .map(([path]) => path)
    .sort();
}

/** @param {string} rootDir @param {string} part */
async function contentOf(rootDir, part) {
  const hash = createHash('sha256');
  const path = join(rootDir, part);
  const names = (await stat(path)).isDirectory()
    ? (await readdir(path, { recursive: true, withFileTypes: true }))
        .filter((item) => item.isFile())
        .map((item) => join(item.parentPath, item.name))
        .sort()
    : [path];
  for (const name of names) hash.update(`${name}\0${await sha256OfFile(name)}\0`);
  return hash.digest('hex');
}

/**
 * A copy of the built app that any account can read, wherever the checkout lies: `out`,
 * `resources`, `package.json` and the packages that run with it. Copies are kept by content; old
 * ones are taken away.
 *
 * @param {{ rootDir: string, cacheDir: string }} options
 * @returns {Promise<string>} the folder to give to Electron
 */
export async function stageApp({ rootDir, cacheDir }) {
  await stat(join(rootDir, 'out', 'main', 'index.js')).catch(() => {
    throw new SetUpError('There is no build in out/. Run: npm run build');
  });
  const packages = await productionPackages(rootDir);
  const key = createHash('sha256');
  for (const part of PARTS) key.update(await contentOf(rootDir, part));
  for (const path of packages) {
    key.update(`${path}\0`).update(await readFile(join(rootDir, path, 'package.json')));
  }
  const recipe = key.digest('hex');
  const parent = join(cacheDir, 'staged');
  const dir = join(parent, recipe.slice(0, 16));
  await ensureEntry({
    dir,
    recipe,
    async build(content) {
      for (const part of PARTS)
        await cp(join(rootDir, part), join(content, part), { recursive: true });
      for (const path of packages) {
        await mkdir(dirname(join(content, path)), { recursive: true });
        await cp(join(rootDir, path), join(content, path), { recursive: true, dereference: true });
      }
    },
  });
  await keepYoungest(dir);
  return dir;
}

/**
 * Says of a copy that it is used, and takes away the oldest of those beside it. Another window may
 * still run from an older copy, so young ones stay.
 *
 * @param {string} dir
 */
export async function keepYoungest(dir) {
  await utimes(dir, new Date(), new Date());
  const parent = dirname(dir);
  const copies = [];
  for (const name of await readdir(parent)) {
    if (!name.startsWith('.'))
      copies.push({ path: join(parent, name), ...(await stat(join(parent, name))) });
  }
  copies.sort((a, b) => b.mtimeMs - a.mtimeMs);
  for (const copy of copies.slice(KEEP)) {
    if (Date.now() - copy.mtimeMs > KEEP_AT_LEAST_MS)
      await rm(copy.path, { recursive: true, force: true });
  }
}
