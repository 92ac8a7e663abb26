import { spawn } from 'node:child_process';
import { endProcessGroup } from '../../../scripts/launch/process-group.mjs';
import { currentElectron, currentTestRun } from '../test-run.ts';

/** The release of this run. */
export function currentPackaged() {
  const packaged = currentTestRun()?.packaged;
  if (!packaged) throw new Error('The global set-up has packaged no app.');
  return packaged;
}

/** A packaged Bulkhead that runs on its own, as an operator's does. */
export interface PlainStart {
  readonly pid: number;
  /** Settles with the exit code when it has ended; null for a signal. */
  readonly ended: Promise<number | null>;
  /** What it wrote to standard output and standard error. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a packaged app with nothing of Bulkhead's development in its environment. */
export function startPackaged(
  launcher: string,
  { args, env = {} }: { readonly args: readonly string[]; readonly env?: NodeJS.ProcessEnv },
): PlainStart {
  const child = spawn(launcher, args, {
    env: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      DISPLAY: currentElectron().env.DISPLAY,
      ...env,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (bytes) => (output += String(bytes)));
  child.stderr.on('data', (bytes) => (output += String(bytes)));
  const { pid } = child;
  if (pid === undefined) throw new Error(`could not start ${launcher}`);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return {
    pid,
    ended,
    output: () => output,
    async stop() {
      await endProcessGroup(pid);
      await ended;
    },
  };
}
