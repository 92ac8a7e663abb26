import { userInfo } from 'node:os';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

// Threat: a page that breaks out of its renderer owns whatever account the browser runs as.
// Chromium's answer is its sandbox, which refuses to start for root, and the usual way round that
// is to switch it off. Here Electron never runs as root and the sandbox is never switched off:
// root hands the window to an account that owns nothing but its own home, and gets neither root's
// capabilities nor what root's environment holds (tokens, sockets of agents).
// SECURITY(unprivileged): the account, its capabilities and its environment are decided here.

const SYSTEM_USER = 'bulkhead';

/**
 * The account that Electron and its display run as. `drop` says that we are root and change to it.
 *
 * @typedef {{ name: string, uid: number, gid: number, home: string, drop: boolean }} ElectronUser
 */

/**
 * @param {string} line an /etc/passwd line
 * @returns {ElectronUser}
 */
function fromPasswdLine(line) {
  const [name, , uid, gid, , home] = line.trim().split(':');
  if (!name || !uid || !gid || !home) throw new Error(`not a passwd line: ${line}`);
  return { name, uid: Number(uid), gid: Number(gid), home, drop: true };
}

/** @param {string} name @param {typeof runCommand} run */
async function lookUp(name, run) {
  const found = await run('getent', ['passwd', '--', name]);
  return found.code === 0 ? fromPasswdLine(found.stdout) : undefined;
}

/**
 * Who Electron runs as: the caller, unless the caller is root. Then the person who called sudo, or
 * else a system account made for the purpose. Never uid 0.
 *
 * @param {{ uid: number | undefined, env: NodeJS.ProcessEnv, run?: typeof runCommand }} machine
 * @returns {Promise<ElectronUser>}
 */
export async function electronUser({ uid, env, run = runCommand }) {
  if (uid !== 0) {
    const { username, uid: own, gid, homedir } = userInfo();
    return { name: username, uid: own, gid, home: homedir, drop: false };
  }
  const caller = env.SUDO_USER ? await lookUp(env.SUDO_USER, run) : undefined;
  const user = caller && caller.uid !== 0 ? caller : await systemUser(run);
  if (user.uid === 0)
    throw new SetUpError(`The account ${user.name} is root: Electron must not be.`);
  return user;
}

/** @param {typeof runCommand} run */
async function systemUser(run) {
  const present = await lookUp(SYSTEM_USER, run);
  if (present) return present;
  // prettier-ignore
  const added = await run('useradd', [
    '--system', '--user-group', '--create-home', '--home-dir', '/var/lib/bulkhead',
    '--shell', '/usr/sbin/nologin', SYSTEM_USER,
  ]);
  const made = await lookUp(SYSTEM_USER, run);
  if (!made) {
    throw new SetUpError(
      `Could not make the account "${SYSTEM_USER}" that Electron runs as: ${added.stderr.trim()}`,
    );
  }
  return made;
}

/**
 * The arguments of setpriv(1) that put a command under this account, followed by the command.
 *
 * The command gets SIGKILL when the process that started it dies, however it dies: nothing stays
 * behind. Without root, no_new_privs stays off, because on machines without user namespaces
 * Chromium's sandbox is the set-uid helper.
 *
 * @param {ElectronUser} user
 * @returns {string[]}
 */
export function setprivArguments(user) {
  if (!user.drop) return ['--pdeathsig=KILL', '--'];
  // prettier-ignore
  return [
    `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups',
    '--inh-caps=-all', '--no-new-privs', '--pdeathsig=KILL', '--',
  ];
}

/**
 * Names of the caller's variables that another account gets, as patterns of a shell: where to show
 * a window, in which language and time zone, and what Bulkhead and Electron are told.
 */
export const HANDED_OVER = [
  'PATH',
  'TERM',
  'TZ',
  'LANG',
  'LANGUAGE',
  'LC_*',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_CURRENT_DESKTOP',
  'XDG_SESSION_TYPE',
  'BULKHEAD_*',
  'ELECTRON_*',
];

/**
 * Environment variables that belong to an account.
 *
 * @param {ElectronUser} user
 * @returns {Record<string, string>}
 */
export function environmentOf(user) {
  if (!user.drop) return {};
  return {
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    XDG_CONFIG_HOME: `${user.home}/.config`,
    XDG_CACHE_HOME: `${user.home}/.cache`,
    XDG_DATA_HOME: `${user.home}/.local/share`,
    XDG_STATE_HOME: `${user.home}/.local/state`,
  };
}

/**
 * The environment of a helper that is started under the account without a launcher.
 *
 * @param {ElectronUser} user
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function helperEnvironment(user, env = process.env) {
  return user.drop ? { PATH: env.PATH, ...environmentOf(user) } : env;
}

/**
 * Runs a small command as the account that Electron runs as: in folders of that account, root must
 * not write itself, or a link planted there would lead it astray.
 *
 * @param {import('./electron-user.mjs').ElectronUser} user
 * @param {readonly string[]} command
 */
export async function runAsUser(user, command) {
  const result = await runCommand('setpriv', [...setprivArguments(user), ...command], {
    cwd: '/',
    env: helperEnvironment(user),
  });
  if (result.code !== 0) {
    throw new SetUpError(`${command.join(' ')} failed as ${user.name}: ${result.stderr.trim()}`);
  }
}
