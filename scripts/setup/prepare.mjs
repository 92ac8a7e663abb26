import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronUser } from '../launch/electron-user.mjs';
import { requireReadable } from '../launch/launcher.mjs';
import { hasDisplay } from '../launch/virtual-display.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { openCache } from './cache.mjs';
import {
  CERTIFICATE_TOOL,
  COMPILER,
  INPUT_TOOL,
  KEYRING,
  NETWORK_TOOLS,
  RUNTIME_LIBRARIES,
  TEST_BROWSER,
  UNPACKER,
  VIRTUAL_DISPLAY,
  ensureDebianPackages,
} from './debian.mjs';
import { fallbackElectron, findElectron } from './electron.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureSqliteAddon } from './sqlite-addon.mjs';

/** Folder of the checkout. */
export const ROOT_DIR = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Everything that running Bulkhead on this machine needs.
 *
 * @typedef {{
 *   cacheDir: string,
 *   node: string,
 *   user: import('../launch/electron-user.mjs').ElectronUser,
 *   electron: import('./electron.mjs').ElectronRuntime,
 *   sqliteAddon: string | undefined,
 * }} Machine `node` is the Node of the tool chain, whatever runs this script
 */

/**
 * Brings the machine to where Bulkhead runs: packages, Electron, Debian libraries, SQLite. What is
 * there already is checked and left alone.
 *
 * Throws SetUpError with what to do when something is missing that only a person can provide.
 *
 * @param {{
 *   progress: import('../process/progress.mjs').Progress,
 *   env?: NodeJS.ProcessEnv,
 *   forTests?: boolean,
 * }} options
 * @returns {Promise<Machine>}
 */
export async function prepareMachine({ progress, env = process.env, forTests = false }) {
  if (process.platform !== 'linux') {
    throw new SetUpError(
      'This command sets up Linux machines. On Windows and macOS run: ' +
        'npm ci && npx install-electron && npm run build && npx electron .',
    );
  }
  const uid = process.getuid?.();
  const rootDir = ROOT_DIR;
  const cacheDir = openCache();
  const node = join(rootDir, 'node_modules', '.bin', 'node');

  await ensurePackages({ rootDir, progress });
  const found = await findElectron({ rootDir, cacheDir, node, env, progress });
  await ensureDebianPackages({
    wanted: [
      ...RUNTIME_LIBRARIES,
      // Tests always run on a display of their own, so that no window disturbs the person.
      ...(forTests || !hasDisplay(env) ? VIRTUAL_DISPLAY : []),
      ...(found === undefined ? [...UNPACKER, ...COMPILER, ...VIRTUAL_DISPLAY] : []),
      ...(forTests
        ? [
            ...TEST_BROWSER,
            ...UNPACKER,
            ...CERTIFICATE_TOOL,
            ...INPUT_TOOL,
            ...KEYRING,
            ...NETWORK_TOOLS,
          ]
        : []),
    ],
    uid,
    progress,
  });
  const electron = found ?? (await fallbackElectron({ rootDir, cacheDir, node, progress }));
  const user = await electronUser({ uid, env });
  await requireReadable({ path: electron.executablePath, user });
  const sqliteAddon = await ensureSqliteAddon({ rootDir, cacheDir, electron, user, progress });
  return { cacheDir, node, user, electron, sqliteAddon };
}
