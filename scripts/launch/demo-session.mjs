import { randomUUID } from 'node:crypto';
import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAsUser } from './electron-user.mjs';
import { electronEnvironment } from './electron-environment.mjs';
import { startElectron } from './electron-process.mjs';
import { writeLauncher } from './launcher.mjs';
import { openRunFolder } from './run-folder.mjs';
import { cloudSwitches, startCloud } from './simulated-cloud.mjs';
import { savePictures } from './screen-pictures.mjs';
import { stateFolders } from './state-folders.mjs';
import { hasDisplay, startVirtualDisplay } from './virtual-display.mjs';

/** The size of the window at its first start: it fills the virtual display. */
const DISPLAY = { width: 1440, height: 900 };
const KEEP_LINES = 200;

/**
 * @typedef {{
 *   picturePath: string | undefined,
 *   accountsFile: string,
 *   windowShown: Promise<boolean>,
 *   ended: Promise<{ code: number | null, what: 'window' | 'cloud' }>,
 *   lastLines: () => string[],
 * }} DemoSession without a `picturePath` the window is on the person's own display, and `windowShown`
 *   only says that it was started; it resolves with false when the session ended before
 */

/**
 * Opens a built app on a simulated estate: cloud, display when there is none, window. What was
 * started is handed to `own` as it comes up, so that it can be taken down from any point.
 *
 * @param {{
 *   rootDir: string,
 *   machine: import('../setup/prepare.mjs').Machine,
 *   appDir: string,
 *   estate: string,
 *   env: NodeJS.ProcessEnv,
 *   signal: AbortSignal,
 *   own: (close: () => Promise<void>) => void,
 * }} options
 * @returns {Promise<DemoSession>}
 */
export async function openDemoSession({ rootDir, machine, appDir, estate, env, signal, own }) {
  const { user, node, electron } = machine;
  const folders = stateFolders({ user, env, profile: estate });
  const run = await openRunFolder();
  own(run.remove);
  const cloud = await startCloud({ rootDir, node, estate, stateDir: folders.cloudDir });
  own(cloud.stop);
  signal.throwIfAborted();

  const display = hasDisplay(env) ? undefined : await startVirtualDisplay({ user, ...DISPLAY });
  if (display) own(display.stop);
  signal.throwIfAborted();

  // The cloud keeps its files where only the caller may read; the list holds no secrets.
  const estateFile = join(run.dir, 'estate.json');
  await copyFile(cloud.estateFile, estateFile);
  await chmod(estateFile, 0o644);
  await runAsUser(user, ['mkdir', '-p', folders.profileDir]);

  const launcher = await writeLauncher({
    dir: run.dir,
    name: `electron-${randomUUID().slice(0, 8)}`,
    program: electron.executablePath,
    user,
  });
  signal.throwIfAborted();
  /** @type {string[]} */
  const lines = [];
  const window = startElectron({
    launcher,
    appDir,
    args: [`--user-data-dir=${folders.profileDir}`, ...cloudSwitches(cloud)],
    env: electronEnvironment({
      env,
      machine,
      display: display?.display,
      extra: { BULKHEAD_DEMO_ESTATE: estate, BULKHEAD_ESTATE_FILE: estateFile },
    }),
    onLine: (line) => {
      lines.push(line);
      if (lines.length > KEEP_LINES) lines.shift();
    },
  });
  own(window.end);
  const ended = Promise.race([
    window.ended.then((code) => ({ code, what: /** @type {const} */ ('window') })),
    cloud.ended.then((code) => ({ code, what: /** @type {const} */ ('cloud') })),
  ]);
  const { picturePath } = folders;
  const pictures = display && savePictures({ screenFile: display.screenFile, picturePath, signal });
  return {
    picturePath: display && picturePath,
    accountsFile: cloud.accountsFile,
    windowShown: Promise.race([pictures?.shown ?? true, ended.then(() => false)]),
    ended,
    lastLines: () => [...lines],
  };
}
