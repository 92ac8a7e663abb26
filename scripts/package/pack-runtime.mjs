import { dirname, join } from 'node:path';
import { ensurePackages } from '../setup/packages.mjs';
import { pinnedElectronVersion } from '../setup/pinned-electron.mjs';
import { ROOT_DIR, prepareMachine } from '../setup/prepare.mjs';

/**
 * The Electron that is packed: on Linux the one that set-up found, elsewhere the pinned release,
 * which electron-builder fetches itself.
 *
 * @param {{ progress: import('../process/progress.mjs').Progress }} options
 * @returns {Promise<{ node: string, runtime: import('./pack-app.mjs').PackRuntime, note: string }>}
 */
export async function packRuntime({ progress }) {
  if (process.platform === 'linux') return runtimeOf(await prepareMachine({ progress }));
  await ensurePackages({ rootDir: ROOT_DIR, progress });
  const version = await pinnedElectronVersion(ROOT_DIR);
  return {
    node: join(ROOT_DIR, 'node_modules', '.bin', 'node'),
    runtime: { version, distDir: undefined, sqliteAddon: undefined },
    note: `Electron ${version}, the pinned release.`,
  };
}

/** @param {import('../setup/prepare.mjs').Machine} machine */
export function runtimeOf({ node, electron, sqliteAddon }) {
  return {
    node,
    runtime: {
      version: electron.version,
      distDir: dirname(electron.executablePath),
      sqliteAddon,
    },
    note: electron.note,
  };
}
