import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends every command that is still running: for the case that we are told to end ourselves. */
export function endRunningCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a command to its end and collects what it printed.
 *
 * Never rejects for an exit code: the caller decides what a failure means. Rejects only when the
 * command cannot be started. `onLine` gets every line of both streams as it comes; `signal` ends
 * the command with SIGTERM, and with SIGKILL two seconds later. `attached` lets the command print to
 * our own terminal; nothing is collected then.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: NodeJS.ProcessEnv,
 *   input?: string,
 *   onLine?: (line: string) => void,
 *   signal?: AbortSignal,
 *   attached?: boolean,
 * }} [options]
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string }>}
 */
export function runCommand(
  command,
  args,
  { cwd, env, input, onLine, signal, attached = false } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: attached ? ['ignore', 'inherit', 'inherit'] : ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    for (const stream of [child.stdout, child.stderr]) {
      if (onLine && stream) createInterface({ input: stream }).on('line', onLine);
    }
    const abort = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref();
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    // A command that reads nothing closes its end early: that is not a failure.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, endedBy) => {
      running.delete(child);
      signal?.removeEventListener('abort', abort);
      resolve({ code, signal: endedBy, stdout, stderr });
    });
  });
}
