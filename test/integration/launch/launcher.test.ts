import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronUser } from '../../../scripts/launch/electron-user.mjs';
import { writeLauncher } from '../../../scripts/launch/launcher.mjs';
import { runCommand } from '../../../scripts/process/run-command.mjs';

describe('a launcher', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bulkhead-launcher-'));
    await chmod(dir, 0o755);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  /** A launcher of a small program, under the account that Electron would run as here. */
  async function aLauncherOf(script: string): Promise<string> {
    const program = join(dir, "a program's name");
    await writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const user = await electronUser({ uid: process.getuid?.(), env: process.env });
    return writeLauncher({ dir, name: 'launcher', program, user });
  }

  it('hands over the arguments, the environment and the exit code as they are', async () => {
    const launcher = await aLauncherOf('printf "%s|" "$@" "$BULKHEAD_MARK"; exit 7');

    const result = await runCommand(launcher, ['two words', "it's", '$HOME', ''], {
      env: { ...process.env, BULKHEAD_MARK: 'a "mark"\n$HOME' },
    });

    expect(result).toMatchObject({ code: 7, stdout: 'two words|it\'s|$HOME||a "mark"\n$HOME|' });
  });

  it('never runs the program as root, and without root’s capabilities', async () => {
    const launcher = await aLauncherOf('id -u; grep CapEff /proc/self/status; echo "$HOME"');

    const { stdout } = await runCommand(launcher, []);

    const [uid, capabilities, home] = stdout.split('\n');
    expect(uid).not.toBe('0');
    expect(capabilities).toMatch(/0000000000000000$/);
    expect(home).not.toBe('/root');
  });

  it('hands root’s environment to no other account, but what it needs', async () => {
    const launcher = await aLauncherOf('env');

    const { stdout } = await runCommand(launcher, [], {
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', DISPLAY: ':7', TOKEN: 'x\nDISPLAY=:8' },
    });

    const isRoot = process.getuid?.() === 0;
    expect(stdout.split('\n').filter((line) => /^(?:DISPLAY|LC_ALL)=/.test(line))).toEqual(
      expect.arrayContaining(['DISPLAY=:7', 'LC_ALL=C.UTF-8']),
    );
    expect(stdout.includes('TOKEN=')).toBe(!isRoot);
    expect(stdout.includes('DISPLAY=:8')).toBe(!isRoot);
  });

  it('becomes the program, so that a signal to it reaches the program', async () => {
    const launcher = await aLauncherOf('echo $$; exec sleep 60');
    const child = spawn(launcher, [], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [bytes] = await once(child.stdout, 'data');

    child.kill('SIGTERM');
    const [, signal] = await once(child, 'exit');

    expect(Number(String(bytes))).toBe(child.pid);
    expect(signal).toBe('SIGTERM');
  });

  it('ends with the process that started it, even when that one is killed', async () => {
    const launcher = await aLauncherOf('echo $$; exec sleep 60');
    const parent = spawn(process.execPath, [
      '-e',
      `require('node:child_process').spawn(process.argv[1], { stdio: ['ignore', 'inherit', 'inherit'] })`,
      launcher,
    ]);
    const [bytes] = await once(parent.stdout, 'data');
    const pid = Number(String(bytes));

    parent.kill('SIGKILL');
    await once(parent, 'close');

    // Its standard output is the parent's: when that has closed, the program has ended. Until the
    // system collects it, it is there without a command line.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    expect(command).toBe('');
  });

  it('lets the program write the profile folder that the caller made for it', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'bulkhead-launcher-profile-'));
    const launcher = await aLauncherOf(`touch '${profile}/written'`);

    const result = await runCommand(launcher, [`--user-data-dir=${profile}`]);

    expect(result.code).toBe(0);
    expect((await stat(join(profile, 'written'))).uid).toBe((await stat(profile)).uid);
    await rm(profile, { recursive: true });
  });

  it('gives away nothing behind a link, nor in a folder of somebody else’s', async () => {
    const target = join(dir, 'target');
    await mkdir(target);
    const link = `${dir}-link`;
    await symlink(target, link);
    const launcher = await aLauncherOf('true');

    for (const path of [link, `${link}/`, target, `${tmpdir()}/../${target}`])
      await runCommand(launcher, [`--user-data-dir=${path}`]);

    expect((await lstat(target)).uid).toBe(process.getuid?.());
    expect((await lstat(link)).uid).toBe(process.getuid?.());
    await rm(link);
  });
});
