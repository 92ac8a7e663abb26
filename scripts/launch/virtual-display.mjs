import { spawn } from 'node:child_process';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SetUpError } from '../process/set-up-error.mjs';
import { helperEnvironment, runAsUser, setprivArguments } from './electron-user.mjs';
import { temporaryPath } from './run-folder.mjs';

const READY_WITHIN_MS = 15_000;
const SOCKET_FOLDER = '/tmp/.X11-unix';

/**
 * Makes the folder of X servers' sockets, which only root can make in the way that they ask for.
 *
 * Anybody can put something there first, so what is there is looked at without following it.
 *
 * @param {string} path
 */
export async function makeSocketFolder(path) {
  try {
    await mkdir(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    // SECURITY(unprivileged): a link here would have root open somebody else's folder to everyone.
    const found = await lstat(path);
    if (!found.isDirectory() || found.uid !== 0) {
      throw new SetUpError(
        `${path} is not a folder of root’s. Find out who put it there, then take it away.`,
      );
    }
    if ((found.mode & 0o7777) === 0o1777) return;
  }
  await chmod(path, 0o1777);
}

/** Whether this environment already has a display to show windows on. @param {NodeJS.ProcessEnv} env */
export function hasDisplay(env) {
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual display on a number that is free.
 *
 * @param {{ user: import('./electron-user.mjs').ElectronUser, width?: number, height?: number }} options
 * @returns {Promise<{ display: string, screenFile: string, stop: () => Promise<void> }>} `display`
 *   as for `DISPLAY`; `screenFile` is what is on the screen, as an X window dump
 */
export async function startVirtualDisplay({ user, width = 1920, height = 1080 }) {
  if (user.drop) await makeSocketFolder(SOCKET_FOLDER);
  const screenDir = temporaryPath('screen');
  await runAsUser(user, ['mkdir', '--mode=700', screenDir]);
  // prettier-ignore
  const xvfb = spawn(
    'setpriv',
    [
      ...setprivArguments(user),
      // -ac: the windows may belong to another account than the server's.
      'Xvfb', '-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-ac', '-nolisten', 'tcp',
      '-fbdir', screenDir,
      // By its own choice it begins anew when the last window's program has gone, and throws away
      // whoever came before it noticed: the next Electron then ends for want of a display.
      '-noreset',
      // A screen saver is a locked session to Chromium; there is nobody here to end it.
      '-s', '0',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
      env: helperEnvironment(user),
    },
  );
  const closed = new Promise((resolve) => xvfb.once('close', resolve));
  let complaint = '';
  xvfb.stderr?.setEncoding('utf8').on('data', (text) => (complaint += text));

  const number = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), READY_WITHIN_MS);
    const fail = (/** @type {unknown} */ error) => {
      clearTimeout(timer);
      reject(error);
    };
    xvfb.once('error', fail);
    void closed.then(() => fail(new Error(complaint.trim() || 'it ended at once')));
    let answer = '';
    xvfb.stdio[3]?.on('data', (bytes) => {
      answer += String(bytes);
      if (!answer.includes('\n')) return;
      clearTimeout(timer);
      resolve(answer.trim());
    });
  }).catch(async (error) => {
    xvfb.kill('SIGKILL');
    await rm(screenDir, { recursive: true, force: true });
    throw new SetUpError(`The virtual display (Xvfb) did not start: ${error.message}`);
  });

  return {
    display: `:${number}`,
    screenFile: join(screenDir, 'Xvfb_screen0'),
    async stop() {
      xvfb.kill('SIGTERM');
      const impatient = setTimeout(() => xvfb.kill('SIGKILL'), 3_000);
      await closed;
      clearTimeout(impatient);
      await rm(screenDir, { recursive: true, force: true });
    },
  };
}
