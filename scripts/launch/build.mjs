import { createHash } from 'node:crypto';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

/**
 * @typedef {{
 *   name: string,
 *   sources: readonly string[],
 *   outDir: string,
 *   arguments: readonly string[],
 * }} Build paths are relative to the checkout; `arguments` are for its Node
 */

const STAMP = '.sources';

const SHARED_SOURCES = ['package.json', 'package-lock.json', 'tsconfig.base.json'];

/** The app as Electron runs it. @type {Build} */
export const APP_BUILD = {
  name: 'Bulkhead',
  sources: ['main', 'preload', 'renderer', 'electron.vite.config.ts', ...SHARED_SOURCES],
  outDir: 'out',
  arguments: ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
};

/** The interface on a stand-in for main, for a plain browser. @type {Build} */
export const GALLERY_BUILD = {
  name: 'the gallery',
  sources: ['preload', 'renderer', ...SHARED_SOURCES],
  outDir: 'dist/gallery',
  // prettier-ignore
  arguments: [
    'node_modules/vite/bin/vite.js', 'build', '--config', 'renderer/gallery.vite.config.ts',
    '--outDir', '../dist/gallery', '--emptyOutDir',
  ],
};

/**
 * Digest of everything below the given paths: names and contents.
 *
 * @param {string} rootDir
 * @param {readonly string[]} sources
 */
export async function digestOfSources(rootDir, sources) {
  const hash = createHash('sha256');
  for (const source of [...sources].sort()) {
    const path = join(rootDir, source);
    const files = (await stat(path)).isDirectory()
      ? (await readdir(path, { recursive: true, withFileTypes: true }))
          .filter((item) => item.isFile())
          .map((item) => join(item.parentPath, item.name))
          .sort()
      : [path];
    for (const file of files) {
      hash
        .update(`${relative(rootDir, file)}\0`)
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * Says of a build that it is to be made anew, for when something else writes to its folder.
 *
 * @param {{ rootDir: string, build: Build }} options
 */
export async function forgetBuild({ rootDir, build }) {
  await rm(join(rootDir, build.outDir, STAMP), { force: true });
}

/**
 * Builds unless what lies in the output folder was built from these very sources.
 *
 * @param {{
 *   rootDir: string,
 *   node: string,
 *   build: Build,
 *   progress: import('../process/progress.mjs').Progress,
 * }} options
 */
export async function ensureBuilt({ rootDir, node, build, progress }) {
  const digest = await digestOfSources(rootDir, build.sources);
  const stampPath = join(rootDir, build.outDir, STAMP);
  const built = await readFile(stampPath, 'utf8').catch(() => undefined);
  if (built === digest) return;
  await progress.step(`Building ${build.name}`, async (detail) => {
    const result = await runCommand(node, build.arguments, { cwd: rootDir, onLine: detail });
    if (result.code !== 0) {
      throw new SetUpError(`The build failed.\n${result.stdout.trim()}\n${result.stderr.trim()}`);
    }
    // Last, so that a build that was cut off is done again.
    await writeFile(stampPath, digest);
  });
}
