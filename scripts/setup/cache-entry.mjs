import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import {
  access,
  chmod,
  lstat,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

// A cache entry is a folder that is either whole or not used. It is built under another name,
// sealed with a manifest of every file's size and digest, and moved into place in one step; on
// every use the manifest is checked again, so that a disk that ran full, a copy that was cut off
// or a file somebody changed is noticed before it is run.

const MANIFEST = '.manifest.json';
const MAKING = '.making-';

/**
 * @typedef {{ recipe: string, files: Record<string, { size: number, sha256: string }> }} Manifest
 * @typedef {{ state: 'good' } | { state: 'missing' } | { state: 'damaged', reason: string }} Condition
 */

/** @param {string} path */
export async function sha256OfFile(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Relative paths of all files below a folder, sorted. Anything but files and folders is refused:
 * a link could point out of the entry, where no digest holds.
 *
 * @param {string} dir
 * @returns {Promise<string[]>}
 */
async function filesBelow(dir) {
  /** @type {string[]} */
  const found = [];
  const visit = async (/** @type {string} */ relative) => {
    for (const item of await readdir(join(dir, relative), { withFileTypes: true })) {
      const path = join(relative, item.name);
      if (item.isDirectory()) await visit(path);
      else if (item.isFile()) found.push(path);
      else throw new Error(`${path} is neither a file nor a folder`);
    }
  };
  await visit('');
  return found.filter((path) => path !== MANIFEST).sort();
}

/**
 * Whether an entry is there, made by this recipe, and byte for byte what was put in.
 *
 * @param {string} dir
 * @param {string} recipe names everything the content depends on: versions, digests, own sources
 * @returns {Promise<Condition>}
 */
export async function inspectEntry(dir, recipe) {
  try {
    await access(dir, constants.F_OK);
  } catch {
    return { state: 'missing' };
  }
  try {
    /** @type {Manifest} */
    const manifest = JSON.parse(await readFile(join(dir, MANIFEST), 'utf8'));
    if (manifest.recipe !== recipe) return { state: 'damaged', reason: 'made by another recipe' };
    const present = await filesBelow(dir);
    const listed = Object.keys(manifest.files).sort();
    const there = new Set(present);
    const gone = listed.find((path) => !there.has(path));
    if (gone !== undefined) return { state: 'damaged', reason: `${gone} is missing` };
    const added = present.find((path) => !Object.hasOwn(manifest.files, path));
    if (added !== undefined) return { state: 'damaged', reason: `${added} was added` };
    for (const path of listed) {
      const stats = await lstat(join(dir, path));
      if (stats.size !== manifest.files[path]?.size) {
        return { state: 'damaged', reason: `${path} has another size` };
      }
    }
    for (const path of listed) {
      if ((await sha256OfFile(join(dir, path))) !== manifest.files[path]?.sha256) {
        return { state: 'damaged', reason: `${path} has other content` };
      }
    }
    return { state: 'good' };
  } catch (error) {
    return { state: 'damaged', reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Takes away what makers that no longer run left behind.
 *
 * @param {string} parent
 */
async function sweep(parent) {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(MAKING)) continue;
    const pid = Number(name.slice(MAKING.length).split('-')[0]);
    try {
      process.kill(pid, 0);
    } catch (error) {
      // EPERM means that the process is alive and somebody else's.
      if (error instanceof Error && 'code' in error && error.code === 'EPERM') continue;
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

/**
 * A fresh folder beside an entry, for work whose result will be moved into place. The name tells
 * the next run whether its maker still lives.
 *
 * @param {string} parent
 * @returns {Promise<string>}
 */
export async function makeWorkDir(parent) {
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const dir = join(parent, `${MAKING}${process.pid}-${randomUUID()}`);
  await mkdir(dir, { mode: 0o755 });
  return dir;
}

/**
 * Lets everyone read what was made; who may execute stays as the maker set it.
 *
 * @param {string} dir
 */
async function openForReading(dir) {
  await chmod(dir, 0o755);
  for (const item of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, item.name);
    if (item.isDirectory()) await openForReading(path);
    else await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/**
 * @param {string} dir
 * @param {string} recipe
 */
async function seal(dir, recipe) {
  /** @type {Manifest} */
  const manifest = { recipe, files: {} };
  for (const path of await filesBelow(dir)) {
    const { size } = await lstat(join(dir, path));
    manifest.files[path] = { size, sha256: await sha256OfFile(join(dir, path)) };
  }
  await writeFile(join(dir, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  await openForReading(dir);
}

/**
 * The entry at `dir`, made when it is missing or no longer what was put in.
 *
 * `build` fills an empty folder, whose parent is its scratch space; when it throws, nothing stays. Two processes may make the
 * same entry at once: the first to finish wins and both use its result.
 *
 * @param {{
 *   dir: string,
 *   recipe: string,
 *   build: (dir: string) => Promise<void>,
 *   onDamaged?: (reason: string) => void,
 * }} entry
 * @returns {Promise<{ made: boolean }>}
 */
export async function ensureEntry({ dir, recipe, build, onDamaged = () => {} }) {
  const condition = await inspectEntry(dir, recipe);
  if (condition.state === 'good') return { made: false };
  if (condition.state === 'damaged') onDamaged(condition.reason);

  const parent = dirname(dir);
  const workDir = await makeWorkDir(parent);
  try {
    const content = join(workDir, basename(dir));
    await mkdir(content);
    await build(content);
    await seal(content, recipe);
    // A damaged entry is moved aside, not deleted in place: a running program may have it open.
    await rename(dir, join(workDir, 'replaced')).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(content, dir).catch(async (error) => {
      if ((await inspectEntry(dir, recipe)).state !== 'good') throw error;
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  return { made: true };
}
