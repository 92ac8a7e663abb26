import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endProcessGroup } from './process-group.mjs';

/**
 * Starts Electron on an app folder through its launcher, outside a test runner.
 *
 * @param {{
 *   launcher: string,
 *   appDir: string,
 *   args: readonly string[],
 *   env: NodeJS.ProcessEnv,
 *   onLine?: (line: string) => void,
 * }} options
 * @returns {{ pid: number, ended: Promise<number | null>, end: () => Promise<void> }} `ended`
 *   resolves with the exit code, or null for a signal
 */
export function startElectron({ launcher, appDir, args, env, onLine = () => {} }) {
  const electron = spawn(launcher, [appDir, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: it can be ended as a whole, and Ctrl-C reaches only us, who end it.
    detached: true,
  });
  createInterface({ input: electron.stdout }).on('line', onLine);
  createInterface({ input: electron.stderr }).on('line', onLine);
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve, reject) => {
    electron.once('error', reject);
    electron.once('close', (code) => resolve(code));
  });
  const { pid } = electron;
  if (pid === undefined) throw new Error(`could not start ${launcher}`);
  return {
    pid,
    ended,
    async end() {
      await endProcessGroup(pid);
      await ended;
    },
  };
}
