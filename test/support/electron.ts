import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication } from '@playwright/test';
import { setprivArguments } from '../../scripts/launch/electron-user.mjs';
import { endProcessGroup } from '../../scripts/launch/process-group.mjs';
import { bearLostAnswers } from './ask-main.ts';
import { currentElectron } from './test-run.ts';

const run = promisify(execFile);
const CLOSE_WITHIN_MS = 30_000;

/** A started Bulkhead, or another app on the same Electron. */
export type LaunchedElectron = {
  readonly app: ElectronApplication;
  /** Leads the process group that all helpers are in. */
  readonly pid: number;
  readonly profileDir: string;
  /** What it wrote to standard output and standard error since Playwright has attached. */
  readonly output: () => string;
  /** Quits, and ends by force what does not go by itself. The profile stays. */
  readonly close: () => Promise<void>;
  /** Ends all of it at once, as a power cut would. */
  readonly kill: () => Promise<void>;
};

export type LaunchOptions = {
  /** Folder of `makeProfileDir`; kept, so that a second start can go on where the first ended. */
  readonly profileDir: string;
  /** The built Bulkhead when absent. */
  readonly appDir?: string;
  /** Further switches, such as those that lead to the simulated cloud. */
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another executable that starts Electron under the account, such as that of a keyring. */
  readonly launcher?: string;
};

/** An empty folder that belongs to the account Electron runs as. */
export async function makeProfileDir(): Promise<string> {
  const { user } = currentElectron();
  const make = ['mktemp', '--directory', '/tmp/bulkhead-profile-XXXXXXXX'];
  const { stdout } = await run('setpriv', [...setprivArguments(user), ...make]);
  return stdout.trim();
}

export async function removeProfileDir(profileDir: string): Promise<void> {
  await rm(profileDir, { recursive: true, force: true });
}

/**
 * Starts an app on this run's Electron, under Playwright's control and with Chromium's sandbox on.
 *
 * Rejects when the app ends before Playwright has attached; the message then holds its output.
 */
export async function launchElectron(options: LaunchOptions): Promise<LaunchedElectron> {
  const { launcher, appDir, env, heldAppDir } = currentElectron();
  await touchDisplay();
  const { profileDir, switches = [] } = options;
  const app = await _electron.launch({
    executablePath: options.launcher ?? launcher,
    args: [heldAppDir, `--user-data-dir=${profileDir}`, ...switches],
    env: { ...env, ...options.env, ELECTRON_HELD_APP: options.appDir ?? appDir },
    // Without this Playwright itself adds --no-sandbox, and every test below would be worthless.
    chromiumSandbox: true,
    timeout: 60_000,
  });
  return attached(app, profileDir);
}

/**
 * Presses a key. The display has been there for longer than the app that is started next, which locks
 * itself when nobody has touched anything for a quarter of an hour.
 */
export async function touchDisplay(): Promise<void> {
  await run('xdotool', ['key', 'Shift_L'], { env: currentElectron().env });
}

/** What tests need of an app that Playwright has started. */
export function attached(app: ElectronApplication, profileDir: string): LaunchedElectron {
  bearLostAnswers(app);
  const process_ = app.process();
  const { pid } = process_;
  if (pid === undefined) throw new Error('Electron has no process id.');
  let output = '';
  process_.stdout?.on('data', (bytes) => (output += String(bytes)));
  process_.stderr?.on('data', (bytes) => (output += String(bytes)));

  return {
    app,
    pid,
    profileDir,
    output: () => output,
    async close() {
      const timer = setTimeout(() => void endProcessGroup(pid, { graceMs: 0 }), CLOSE_WITHIN_MS);
      // It may have ended by itself: that is what the test wanted to see, or has seen by now.
      await app.close().catch(() => {});
      clearTimeout(timer);
      await endProcessGroup(pid, { graceMs: 2_000 });
    },
    async kill() {
      await endProcessGroup(pid, { graceMs: 0 });
      await app.close().catch(() => {});
    },
  };
}
