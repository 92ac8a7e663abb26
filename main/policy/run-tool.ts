import { spawn } from 'node:child_process';
import { MAX_POLICY_BYTES } from './raw-policy.ts';

export type ToolResult =
  | { readonly kind: 'ended'; readonly code: number; readonly output: Buffer }
  /** It did not start, was ended, took too long or said too much. */
  | { readonly kind: 'failed' };

/**
 * Runs a tool of the operating system.
 * @param program an absolute path
 * @param input what it reads; nothing when left out
 */
export type RunTool = (
  program: string,
  args: readonly string[],
  input?: Buffer,
) => Promise<ToolResult>;

const WITHIN_MS = 10_000;

/** Without a shell, without our environment, bounded in time and output. Never rejects. */
export const runTool: RunTool = (program, args, input) =>
  new Promise((resolve) => {
    // SECURITY(policy-tool): an absolute path, no shell, and no variable that could lead it astray.
    const child = spawn(program, args, {
      shell: false,
      windowsHide: true,
      timeout: WITHIN_MS,
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const chunks: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_POLICY_BYTES) chunks.push(chunk);
      else child.kill();
    });
    child.once('error', () => resolve({ kind: 'failed' }));
    child.once('close', (code) =>
      resolve(
        code === null || length > MAX_POLICY_BYTES
          ? { kind: 'failed' }
          : { kind: 'ended', code, output: Buffer.concat(chunks) },
      ),
    );
    // A tool that reads nothing closes its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
