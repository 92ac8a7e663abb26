import { randomUUID } from 'node:crypto';
import { chmod, copyFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { electronEnvironment } from './electron-environment.mjs';
import { startElectron } from './electron-process.mjs';
import { writeLauncher } from './launcher.mjs';
import { openRunFolder } from './run-folder.mjs';
import { cloudSwitches, startCloud } from './simulated-cloud.mjs';
import { runAsUser, stateFolders } from './state-folders.mjs';
import { hasDisplay, startVirtualDisplay } from './virtual-display.mjs';

const WINDOW_WITHIN_MS = 60_000;
const KEEP_LINES = 200;

/**
 * @typedef {{
 *   picturePath: string,
 *   accountsFile: string,
 *   isVirtual: boolean,
 *   windowShown: Promise<boolean>,
 *   ended: Promise<{ code: number | null, what: 'window' | 'cloud' }>,
 *   lastLines: () => string[],
 * }} DemoSession `windowShown` resolves with false when the window did not come within a minute or
 *   the session ended before
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

  const isVirtual = !hasDisplay(env);
  const display = isVirtual ? await startVirtualDisplay({ user }) : undefined;
  if (display) own(display.stop);
  signal.throwIfAborted();

  // The cloud keeps its files where only the caller may read; the list holds no secrets.
  const estateFile = join(run.dir, 'estate.json');
  await copyFile(cloud.estateFile, estateFile);
  await chmod(estateFile, 0o644);
  await runAsUser(user, ['mkdir', '-p', folders.profileDir, dirname(folders.picturePath)]);
  await runAsUser(user, ['rm', '-f', folders.picturePath]);

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
      extra: {
        BULKHEAD_DEMO_ESTATE: estate,
        BULKHEAD_ESTATE_FILE: estateFile,
        BULKHEAD_PICTURE: folders.picturePath,
      },
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
  return {
    picturePath: folders.picturePath,
    accountsFile: cloud.accountsFile,
    isVirtual,
    windowShown: Promise.race([appears(folders.picturePath, signal), ended.then(() => false)]),
    ended,
    lastLines: () => [...lines],
  };
}

/**
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function appears(path, signal) {
  const deadline = performance.now() + WINDOW_WITHIN_MS;
  while (!signal.aborted && performance.now() < deadline) {
    const seen = await stat(path).catch(() => undefined);
    if (seen && seen.size > 0) return true;
    await wait(50, undefined, { ref: false });
  }
  return false;
}
