import { access, constants, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { environmentOf, setprivArguments } from './electron-user.mjs';

/** A word as a POSIX shell takes it literally. @param {string} word */
export function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * The text of a script that runs a program under the account, with the script's own arguments,
 * environment and open files, and in the script's own process: a signal to it is a signal to the
 * program.
 *
 * A profile folder that the caller made for the program (`--user-data-dir`, below the system's
 * temporary folder) is handed over to the account first.
 *
 * @param {{ program: string, user: import('./electron-user.mjs').ElectronUser, temporaryDir: string }} options
 */
function launcherScript({ program, user, temporaryDir }) {
  const lines = ['#!/bin/sh', 'set -eu'];
  if (user.drop) {
    lines.push(
      'for argument in "$@"; do',
      '  case "$argument" in',
      '    *..*) ;;',
      `    --user-data-dir=${quoted(temporaryDir)}/*)`,
      '      folder="${argument#--user-data-dir=}"',
      `      if [ -d "$folder" ] && [ ! -L "$folder" ]; then chown ${user.uid}:${user.gid} -- "$folder"; fi`,
      '      ;;',
      '  esac',
      'done',
    );
  }
  for (const [name, value] of Object.entries(environmentOf(user))) {
    lines.push(value === undefined ? `unset ${name}` : `export ${name}=${quoted(value)}`);
  }
  if (user.drop) lines.push('cd /');
  lines.push(`exec setpriv ${setprivArguments(user).join(' ')} ${quoted(program)} "$@"`, '');
  return lines.join('\n');
}

/**
 * Writes the launcher of a program into a folder.
 *
 * @param {{
 *   dir: string,
 *   name: string,
 *   program: string,
 *   user: import('./electron-user.mjs').ElectronUser,
 * }} options
 * @returns {Promise<string>} path of the script
 */
export async function writeLauncher({ dir, name, program, user }) {
  const path = join(dir, name);
  await writeFile(path, launcherScript({ program, user, temporaryDir: tmpdir() }), { mode: 0o755 });
  return path;
}

/**
 * Stops with a plain sentence when the account cannot read what it has to run.
 *
 * @param {{ path: string, user: import('./electron-user.mjs').ElectronUser }} options
 */
export async function requireReadable({ path, user }) {
  if (!user.drop) {
    await access(path, constants.R_OK);
    return;
  }
  const seen = await runCommand('setpriv', [...setprivArguments(user), 'test', '-r', path]);
  if (seen.code !== 0) {
    throw new SetUpError(
      `The account "${user.name}", which Electron runs as, cannot read ${path}.\n` +
        'Open the folders above it (chmod o+x), or set BULKHEAD_CACHE to a folder everyone can read.',
    );
  }
}
