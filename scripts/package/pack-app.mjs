import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APP_BUILD, ensureBuilt } from '../launch/build.mjs';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { toolEnvironment } from '../setup/tool-environment.mjs';
import { layOutApp } from './app-folder.mjs';
import { billOfMaterials } from './bill-of-materials.mjs';
import { fileList } from './file-list.mjs';
import { licenceNotices } from './licence-notices.mjs';
import { shippedPackages } from './shipped-packages.mjs';

/** Where packages are made, relative to the checkout; electron-builder.yml names it as well. */
export const PACKAGE_DIR = 'dist/package';

/**
 * What a package is made with.
 *
 * @typedef {{
 *   version: string,
 *   distDir: string | undefined,
 *   sqliteAddon: string | undefined,
 * }} PackRuntime `version` of Electron; `distDir` undefined has electron-builder fetch it
 *
 * @typedef {{
 *   rootDir: string,
 *   node: string,
 *   runtime: PackRuntime,
 *   progress: import('../process/progress.mjs').Progress,
 * }} PackOptions
 */

/**
 * The time that files of a package carry: the commit's, or SOURCE_DATE_EPOCH (seconds) where there
 * is no history.
 *
 * @param {string} rootDir
 */
export async function sourceDate(rootDir) {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined && /^\d+$/.test(given)) return new Date(Number(given) * 1_000);
  const log = await runCommand('git', ['log', '-1', '--format=%ct'], { cwd: rootDir }).catch(
    () => undefined,
  );
  if (log?.code !== 0) {
    throw new SetUpError('There is no commit to take the date from. Set SOURCE_DATE_EPOCH.');
  }
  return new Date(Number(log.stdout.trim()) * 1_000);
}

/**
 * Builds the app, lays it out with its notices, and has electron-builder pack it.
 *
 * @param {PackOptions & { arguments: readonly string[] }} options `arguments` are electron-builder's
 */
export async function runElectronBuilder({ rootDir, node, runtime, progress, arguments: targets }) {
  await ensureBuilt({ rootDir, node, build: APP_BUILD, progress });
  const packageDir = join(rootDir, PACKAGE_DIR);
  const date = await sourceDate(rootDir);
  await progress.step('Laying out the package', async () => {
    await layOutApp({
      rootDir,
      dir: join(packageDir, 'app'),
      sqliteAddon: runtime.sqliteAddon,
    });
    await writeNotices({ rootDir, runtime, date });
  });
  await progress.step('Packing', async (detail) => {
    const custom =
      runtime.distDir === undefined ? [] : [`--config.electronDist=${runtime.distDir}`];
    const result = await runCommand(
      node,
      [
        fileURLToPath(import.meta.resolve('electron-builder/cli.js')),
        ...targets,
        '--publish=never',
        `--config.electronVersion=${runtime.version}`,
        ...custom,
      ],
      {
        cwd: rootDir,
        env: {
          ...toolEnvironment(rootDir, process.env),
          SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1_000)),
        },
        onLine: detail,
      },
    );
    if (result.code !== 0) {
      throw new SetUpError(
        `electron-builder failed.\n${result.stdout.trim()}\n${result.stderr.trim()}`,
      );
    }
  });
}

/** @param {{ rootDir: string, runtime: PackRuntime, date: Date }} options */
async function writeNotices({ rootDir, runtime, date }) {
  const dir = join(rootDir, PACKAGE_DIR, 'notices');
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const shipped = await shippedPackages(rootDir);
  const bill = await billOfMaterials({ rootDir, shipped, electronVersion: runtime.version, date });
  await writeFile(join(dir, 'bulkhead.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`);
  await writeFile(join(dir, 'THIRD-PARTY-NOTICES.txt'), await licenceNotices({ rootDir, shipped }));
  await cp(join(rootDir, 'LICENSE'), join(dir, 'LICENSE.txt'));
}

/**
 * Packs the app as a folder for this system, without the network.
 *
 * @param {PackOptions} options
 * @returns {Promise<{ dir: string, files: string, name: string }>} `files` is the list of
 *   `fileList`, `name` what an archive of it is called
 */
export async function packFolder(options) {
  const packageDir = join(options.rootDir, PACKAGE_DIR);
  const made = join(packageDir, 'linux-unpacked');
  await rm(made, { recursive: true, force: true });
  await runElectronBuilder({ ...options, arguments: ['--linux', 'dir', `--${process.arch}`] });
  const { version } = JSON.parse(await readFile(join(options.rootDir, 'package.json'), 'utf8'));
  const name = `bulkhead-${version}-linux-${process.arch}`;
  const dir = join(packageDir, name);
  await rm(dir, { recursive: true, force: true });
  await rename(made, dir);
  return { dir, files: await fileList(dir), name };
}
