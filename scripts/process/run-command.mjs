import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs a command to its end and collects what it printed.
 *
 * Never rejects for an exit code: the caller decides what a failure means. Rejects only when the
 * command cannot be started. `onLine` gets every line of both streams as it comes; `signal` ends
 * the command with SIGTERM, and with SIGKILL two seconds later.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: NodeJS.ProcessEnv,
 *   input?: string,
 *   onLine?: (line: string) => void,
 *   signal?: AbortSignal,
 * }} [options]
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string }>}
 */
export function runCommand(command, args, { cwd, env, input, onLine, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    if (onLine) {
      createInterface({ input: child.stdout }).on('line', onLine);
      createInterface({ input: child.stderr }).on('line', onLine);
    }
    const abort = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref();
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    // A command that reads nothing closes its end early: that is not a failure.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.once('error', reject);
    child.once('close', (code, endedBy) => {
      signal?.removeEventListener('abort', abort);
      resolve({ code, signal: endedBy, stdout, stderr });
    });
  });
}
