import { cp, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { APP_BUILD, digestOfSources } from '../launch/build.mjs';
import { keepYoungest } from '../launch/staged-app.mjs';
import { ensureEntry, sha256OfFile } from '../setup/cache-entry.mjs';
import { setFuses } from './fuses.mjs';
import { packFolder, sourceDate } from './pack-app.mjs';
import { runtimeOf } from './pack-runtime.mjs';

/** What else a package depends on, besides what the build is made from. */
const SOURCES = [
  ...APP_BUILD.sources,
  'electron-builder.yml',
  'resources/policy',
  'scripts/bulkhead-verify.mjs',
  'scripts/package',
  'LICENSE',
];

/** Name of the executable in a package for Linux. */
const EXECUTABLE = 'bulkhead';

/**
 * A package for Linux where any account can read and only its owner can write it, as if installed.
 *
 * @typedef {{
 *   dir: string,
 *   program: string,
 *   filesPath: string,
 *   drivenProgram: string,
 * }} PackagedApp `filesPath` is the list that `npm run pack` writes; `drivenProgram` is of a copy that
 *   differs in one fuse, so that a debugger can be let in
 */

/**
 * The packaged app, made when these sources have not been packed yet.
 *
 * @param {{
 *   rootDir: string,
 *   machine: import('../setup/prepare.mjs').Machine,
 *   progress: import('../process/progress.mjs').Progress,
 * }} options
 * @returns {Promise<PackagedApp>}
 */
export async function ensurePackaged({ rootDir, machine, progress }) {
  const { electron, sqliteAddon, cacheDir } = machine;
  const sources = await digestOfSources(rootDir, SOURCES);
  const recipe = [
    sources,
    `electron ${electron.version} ${await sha256OfFile(electron.executablePath)}`,
    sqliteAddon === undefined ? 'its own SQLite' : await sha256OfFile(sqliteAddon),
    (await sourceDate(rootDir)).toISOString(),
  ].join(' ');
  const dir = join(cacheDir, 'packaged', sources.slice(0, 16));
  await ensureEntry({
    dir,
    recipe,
    async build(content) {
      const { node, runtime } = runtimeOf(machine);
      const packed = await packFolder({ rootDir, node, runtime, progress });
      await cp(packed.dir, join(content, 'app'), { recursive: true });
      await writeFile(join(content, 'app.sha256'), packed.files);
      const driven = await copyPackaged({
        from: join(content, 'app'),
        to: join(content, 'driven'),
      });
      await setFuses(driven, { EnableNodeCliInspectArguments: true });
    },
  });
  await keepYoungest(dir);
  return {
    dir: join(dir, 'app'),
    program: join(dir, 'app', EXECUTABLE),
    filesPath: join(dir, 'app.sha256'),
    drivenProgram: join(dir, 'driven', EXECUTABLE),
  };
}

/**
 * A copy of a packaged app whose executable is its own, for another fuse; the rest is shared with
 * the original.
 *
 * @param {{ from: string, to: string }} folders on one file system
 * @returns {Promise<string>} path of its executable
 */
export async function copyPackaged({ from, to }) {
  for (const item of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const path = join(item.parentPath, item.name);
    const copy = join(to, path.slice(from.length));
    await mkdir(dirname(copy), { recursive: true });
    await link(path, copy);
  }
  const program = join(to, EXECUTABLE);
  await rm(program);
  await cp(join(from, EXECUTABLE), program);
  return program;
}
