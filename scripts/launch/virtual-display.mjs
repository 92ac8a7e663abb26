import { spawn } from 'node:child_process';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SetUpError } from '../process/set-up-error.mjs';
import { runAsUser, setprivArguments } from './electron-user.mjs';
import { temporaryPath } from './run-folder.mjs';

const READY_WITHIN_MS = 15_000;

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
  if (user.drop) {
    // Only root can make the folder of the sockets in the way that X servers ask for.
    await mkdir('/tmp/.X11-unix', { recursive: true });
    await chmod('/tmp/.X11-unix', 0o1777);
  }
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
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true },
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
