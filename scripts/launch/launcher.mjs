import { access, constants, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import {
  environmentOf,
  HANDED_OVER,
  helperEnvironment,
  setprivArguments,
} from './electron-user.mjs';

/** A word as a POSIX shell takes it literally. @param {string} word */
export function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * The text of a script that runs a program under the account, with the script's own arguments,
 * environment and open files, and in the script's own process: a signal to it is a signal to the
 * program.
 *
 * A profile folder that the caller made for the program (`--user-data-dir`, directly below the
 * system's temporary folder) is handed over to the account first. Another account gets those of the
 * caller's variables that are on the list, and its own.
 *
 * @param {{ program: string, user: import('./electron-user.mjs').ElectronUser, temporaryDir: string }} options
 */
function launcherScript({ program, user, temporaryDir }) {
  const change = `exec setpriv ${setprivArguments(user).join(' ')}`;
  if (!user.drop) return `#!/bin/sh\nset -eu\n${change} ${quoted(program)} "$@"\n`;
  const own = Object.entries(environmentOf(user)).map(([name, value]) =>
    quoted(`${name}=${value}`),
  );
  return `#!/bin/sh
set -eu
for argument in "$@"; do
  case "$argument" in
    --user-data-dir=${quoted(temporaryDir)}/*/* | --user-data-dir=*..*) ;;
    --user-data-dir=${quoted(temporaryDir)}/*)
      folder="\${argument#--user-data-dir=}"
      # SECURITY(unprivileged): root gives away its own folders alone, and follows no link to them.
      if [ -d "$folder" ] && [ ! -L "$folder" ] && [ -O "$folder" ]; then
        chown -h ${user.uid}:${user.gid} -- "$folder"
      fi
      ;;
  esac
done
set -- ${own.join(' ')} ${quoted(program)} "$@"
for name in $(env | sed -n 's/^\\([A-Z][A-Z0-9_]*\\)=.*/\\1/p'); do
  case "$name" in
    ${HANDED_OVER.join(' | ')}) eval "set -- \\"$name=\\\${$name-}\\" \\"\\$@\\"" ;;
  esac
done
cd /
# SECURITY(unprivileged): the account gets what is listed, not root's whole environment.
${change} env -i "$@"
`;
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
  const seen = await runCommand('setpriv', [...setprivArguments(user), 'test', '-r', path], {
    env: helperEnvironment(user),
  });
  if (seen.code !== 0) {
    throw new SetUpError(
      `The account "${user.name}", which Electron runs as, cannot read ${path}.\n` +
        'Open the folders above it (chmod o+x), or set BULKHEAD_CACHE to a folder everyone can read.',
    );
  }
}
