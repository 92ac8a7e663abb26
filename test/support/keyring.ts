import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { quoted, writeLauncher } from '../../scripts/launch/launcher.mjs';
import { helperEnvironment, setprivArguments } from '../../scripts/launch/electron-user.mjs';
import { makeProfileDir, removeProfileDir } from './electron.ts';
import { currentTestRun } from './test-run.ts';

/** A real keyring for the account that Electron runs as, in a D-Bus session of its own. */
export interface Keyring {
  /** Starts Electron so that it finds the keyring; the usual launcher hands no D-Bus address on. */
  readonly launcher: string;
  readonly switches: readonly string[];
  /** What a desktop's session has instead of both: where the keyring is, and that it is to be used. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a D-Bus session and an unlocked GNOME keyring whose files lie in a home of their own.
 * `program` is what its launcher starts; this run's Electron when left out.
 */
export async function startKeyring(program?: string): Promise<Keyring> {
  const run = currentTestRun();
  if (!run?.electron) throw new Error('The global set-up has made no Electron ready.');
  const { user, electron } = run;
  const home = await makeProfileDir();
  const children: ChildProcess[] = [];
  const start = (command: readonly string[], env: Readonly<Record<string, string>>) => {
    const child = spawn('setpriv', [...setprivArguments(user), ...command], {
      cwd: '/',
      env: { ...helperEnvironment(user), HOME: home, XDG_RUNTIME_DIR: home, ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    children.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of children.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
    await removeProfileDir(home);
  };

  try {
    const bus = start(['dbus-daemon', '--session', '--nofork', '--print-address'], {});
    const address = await firstLine(bus);
    const env = { DBUS_SESSION_BUS_ADDRESS: address };
    const keyring = start(
      ['gnome-keyring-daemon', '--unlock', '--foreground', '--components=secrets'],
      env,
    );
    keyring.stdin?.end('password');
    await untilAnswers(() => start(HAS_SECRETS, env));
    const wrapped = join(home, 'electron-with-keyring');
    const script = `#!/bin/sh\nDBUS_SESSION_BUS_ADDRESS=${quoted(address)} exec ${quoted(program ?? electron.program)} "$@"\n`;
    await writeFile(wrapped, script, { mode: 0o755 });
    const launcher = await writeLauncher({ dir: home, name: 'launcher', program: wrapped, user });
    return {
      launcher,
      switches: ['--password-store=gnome-libsecret'],
      variables: { ...env, XDG_CURRENT_DESKTOP: 'GNOME' },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks the bus whether the keyring is there; it says nothing by itself when it is. */
const HAS_SECRETS = [
  'dbus-send',
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.DBus',
  '/',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.freedesktop.secrets',
] as const;

async function untilAnswers(ask: () => ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const asked = ask();
    let said = '';
    asked.stdout?.on('data', (bytes) => (said += String(bytes)));
    await once(asked, 'close');
    if (said.includes('boolean true')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The keyring did not start.');
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('It ended without a word.');
}
