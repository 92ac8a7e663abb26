import { homedir } from 'node:os';
import { join } from 'node:path';

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
    /** These belong to whoever runs the command. */
    cloudDir: join(ours, 'cloud'),
    picturePath: join(ours, 'window.png'),
    /** Belongs to the account that Electron runs as. */
    profileDir: join(theirs, 'profile'),
  };
}
