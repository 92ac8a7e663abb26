import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const GRACE_MS = 5_000;

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string }} CommandResult
 */

/** What is running, each with the way to end it. @type {Set<() => Promise<void>>} */
const running = new Set();
let isEnding = false;

/** Ends every command that is still running, with all that it started. No other starts after it. */
export async function endRunningCommands() {
  isEnding = true;
  await Promise.all([...running].map((end) => end()));
}

/**
 * Runs a command to its end and collects what it printed.
 *
 * Never rejects for an exit code: the caller decides what a failure means. Rejects only when the
 * command cannot be started. `onLine` gets every line of both streams as it comes. `attached` lets
 * the command print to our own terminal; nothing is collected then. `signal` ends the command and
 * what it started: it is asked first, and made to five seconds later.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: NodeJS.ProcessEnv,
 *   onLine?: (line: string) => void,
 *   signal?: AbortSignal,
 *   attached?: boolean,
 * }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, { cwd, env, onLine, signal, attached = false } = {}) {
  if (isEnding) return Promise.reject(new Error(`${command} was not started: we are ending`));
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: attached ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      // A group of its own: a compiler driver does not pass a signal on to its compiler.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    for (const stream of [child.stdout, child.stderr]) {
      if (onLine && stream) createInterface({ input: stream }).on('line', onLine);
    }

    /** @type {Promise<void>} */
    const closed = new Promise((settle) => {
      child.once('close', () => settle());
      child.once('error', () => settle());
    });
    const send = (/** @type {NodeJS.Signals} */ name) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, name);
      } catch {
        // Already gone.
      }
    };
    const end = async () => {
      // Test runners take down what they started on the signal of Ctrl-C alone.
      send(attached ? 'SIGINT' : 'SIGTERM');
      const insist = setTimeout(() => send('SIGKILL'), GRACE_MS);
      await closed;
      clearTimeout(insist);
    };
    running.add(end);
    const abort = () => void end();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    void closed.then(() => {
      running.delete(end);
      signal?.removeEventListener('abort', abort);
    });
    child.once('error', reject);
    child.once('close', (code, endedBy) => resolve({ code, signal: endedBy, stdout, stderr }));
  });
}
