import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { setprivArguments } from './electron-user.mjs';

/**
 * Where things live that are kept between starts.
 *
 * @param {{
 *   user: import('./electron-user.mjs').ElectronUser,
 *   env: NodeJS.ProcessEnv,
 *   home?: string,
 *   profile: string,
 * }} options `profile` names the set of folders, such as `demo`
 */
export function stateFolders({ user, env, home = homedir(), profile }) {
  const ours = join(env.XDG_STATE_HOME || join(home, '.local', 'state'), 'bulkhead', profile);
  const theirs = user.drop ? join(user.home, '.local', 'state', 'bulkhead', profile) : ours;
  return {
    /** Belongs to whoever runs the command. */
    cloudDir: join(ours, 'cloud'),
    /** These belong to the account that Electron runs as. */
    profileDir: join(theirs, 'profile'),
    picturePath: join(theirs, 'window.png'),
  };
}

/**
 * Runs a small command as the account that Electron runs as: in folders of that account, root must
 * not write itself, or a link planted there would lead it astray.
 *
 * @param {import('./electron-user.mjs').ElectronUser} user
 * @param {readonly string[]} command
 */
export async function runAsUser(user, command) {
  const result = await runCommand('setpriv', [...setprivArguments(user), ...command], { cwd: '/' });
  if (result.code !== 0) {
    throw new SetUpError(`${command.join(' ')} failed as ${user.name}: ${result.stderr.trim()}`);
  }
}
