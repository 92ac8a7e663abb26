import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronEnvironment } from './electron-environment.mjs';
import { runAsUser } from './electron-user.mjs';
import { writeLauncher } from './launcher.mjs';
import { openRunFolder } from './run-folder.mjs';
import { savePictures } from './screen-pictures.mjs';
import { cloudSwitches, startCloud } from './simulated-cloud.mjs';
import { stateFolders } from './state-folders.mjs';
import { hasDisplay, startVirtualDisplay } from './virtual-display.mjs';

/** The size of the window at its first start: it fills the virtual display. */
const DISPLAY = { width: 1440, height: 900 };

/**
 * What a simulated estate needs besides the app: cloud, display when there is none, a list of
 * tenants that the app can read, a launcher.
 *
 * @typedef {{
 *   runDir: string,
 *   launcher: string,
 *   switches: string[],
 *   env: Record<string, string>,
 *   accountsFile: string,
 *   cloudEnded: Promise<number | null>,
 *   pictures: { path: string, shown: Promise<boolean> } | undefined,
 * }} DemoSurroundings `launcher` starts Electron; `pictures` are of the virtual display, if any
 */

/**
 * Starts the surroundings. What was started is handed to `own` as it comes up, so that it can be
 * taken down from any point.
 *
 * @param {{
 *   rootDir: string,
 *   machine: import('../setup/prepare.mjs').Machine,
 *   estate: string,
 *   env: NodeJS.ProcessEnv,
 *   signal: AbortSignal,
 *   own: (close: () => Promise<void>) => void,
 *   exclude?: readonly string[],
 * }} options hosts of `exclude` are reached as they are, not in the simulated cloud
 * @returns {Promise<DemoSurroundings>}
 */
export async function openDemoSurroundings({
  rootDir,
  machine,
  estate,
  env,
  signal,
  own,
  exclude = [],
}) {
  const { user, node, electron } = machine;
  const { cloudDir, profileDir, picturePath } = stateFolders({ user, env, profile: estate });
  const run = await openRunFolder();
  own(run.remove);
  const cloud = await startCloud({ rootDir, node, estate, stateDir: cloudDir });
  own(cloud.stop);
  signal.throwIfAborted();

  const display = hasDisplay(env) ? undefined : await startVirtualDisplay({ user, ...DISPLAY });
  if (display) own(display.stop);
  signal.throwIfAborted();

  // The cloud keeps its files where only the caller may read; the list holds no secrets.
  const estateFile = join(run.dir, 'estate.json');
  await copyFile(cloud.estateFile, estateFile);
  await chmod(estateFile, 0o644);
  await runAsUser(user, ['mkdir', '-p', profileDir]);
  const launcher = await writeLauncher({
    dir: run.dir,
    name: 'electron',
    program: electron.executablePath,
    user,
  });
  return {
    runDir: run.dir,
    launcher,
    switches: [`--user-data-dir=${profileDir}`, ...cloudSwitches(cloud, { exclude })],
    env: electronEnvironment({
      env,
      machine,
      display: display?.display,
      extra: {
        BULKHEAD_DEMO_ESTATE: `Simulated estate “${estate}”`,
        BULKHEAD_ESTATE_FILE: estateFile,
        BULKHEAD_CLIENT_ID: cloud.clientId,
      },
    }),
    accountsFile: cloud.accountsFile,
    cloudEnded: cloud.ended,
    pictures: display && {
      path: picturePath,
      ...savePictures({ screenFile: display.screenFile, picturePath, signal }),
    },
  };
}
