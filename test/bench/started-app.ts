import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { endProcessGroup } from '../../scripts/launch/process-group.mjs';
import type { TestRun } from '../../scripts/launch/test-run.mjs';
import { connectInspector, type Inspector } from './inspector.ts';

const PAINTED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;

export interface StartedApp {
  /** Leads the process group that all helpers are in. */
  readonly pid: number;
  readonly profileDir: string;
  /** Epoch milliseconds just before it was spawned. */
  readonly spawnedAt: number;
  /** Epoch milliseconds at which the app said that its first content is on the screen. */
  paintedAt(): Promise<number>;
  /** Code in the app's main process. Only for an app that was started `inspectable`. */
  inspect(): Promise<Inspector>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly electron: NonNullable<TestRun['electron']>;
  readonly appDir: string;
  readonly profileDir: string;
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly inspectable?: boolean;
}

/**
 * Starts an app on this run's Electron as an operator would: nothing attached, sandbox on. A test
 * driver would slow down every new page by attaching to it.
 */
export async function startApp(options: StartOptions): Promise<StartedApp> {
  const { electron, appDir, profileDir, switches = [], env = {}, inspectable = false } = options;
  const log = join(profileDir, 'logs', 'bulkhead.log');
  const logBefore = (await stat(log).catch(() => null))?.size ?? 0;
  const spawnedAt = Date.now();
  const child = spawn(
    electron.launcher,
    [
      appDir,
      `--user-data-dir=${profileDir}`,
      ...(inspectable ? ['--inspect=127.0.0.1:0'] : []),
      ...switches,
    ],
    { env: { ...electron.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error(`${electron.launcher} could not be started.`);
  const output: string[] = [];
  const inspectorUrl = followErrors(child, output);
  // Nobody waits for it in an app that is not inspected.
  inspectorUrl.catch(() => undefined);

  return {
    pid,
    profileDir,
    spawnedAt,
    async paintedAt() {
      while (Date.now() - spawnedAt < PAINTED_WITHIN_MS) {
        const mark = await paintMark(log, logBefore);
        if (mark !== null) return mark;
        if (child.exitCode !== null) break;
        await wait(LOOK_EVERY_MS);
      }
      throw new Error(`The app did not paint:\n${output.join('\n')}`);
    },
    async inspect() {
      return connectInspector(await inspectorUrl);
    },
    async close() {
      await endProcessGroup(pid, { graceMs: 10_000 });
    },
  };
}

/** The address of the inspector, once the app has said it; the rest is kept for error messages. */
function followErrors(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The app ended:\n${output.join('\n')}`)));
    child.once('error', reject);
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      output.push(line);
      const url = /Debugger listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

async function paintMark(log: string, from: number): Promise<number | null> {
  const bytes = await readFile(log).catch(() => null);
  if (bytes === null || bytes.length === from) return null;
  // A log that has become long is begun anew.
  const begin = bytes.length < from ? 0 : from;
  for (const line of bytes.subarray(begin).toString('utf8').split('\n').slice(0, -1)) {
    const entry = JSON.parse(line) as { at: string; topic: string; event: string };
    if (entry.topic === 'start' && entry.event === 'painted') return Date.parse(entry.at);
  }
  return null;
}
