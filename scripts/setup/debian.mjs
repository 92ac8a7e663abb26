import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

/**
 * A Debian package that something here needs, under all names it has had; the first is Debian
 * 12's. (The 64-bit time_t transition renamed libraries in Debian 13 and Ubuntu 24.04.)
 *
 * @typedef {readonly [string, ...string[]]} DebianPackage
 */

/** What any Electron needs to start. @type {readonly DebianPackage[]} */
export const RUNTIME_LIBRARIES = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libcups2', 'libcups2t64'],
];

/** A virtual display, for machines without one. @type {readonly DebianPackage[]} */
export const VIRTUAL_DISPLAY = [['xvfb']];

/** Unpacks the fallback runtime. @type {readonly DebianPackage[]} */
export const UNPACKER = [['unzip']];

/** Compiles the SQLite addon for the fallback runtime. @type {readonly DebianPackage[]} */
export const COMPILER = [['g++']];

/**
 * The browser that the web tests run in: Chromium without its own interface, of which every test's
 * context would otherwise draw a window. @type {readonly DebianPackage[]}
 */
export const TEST_BROWSER = [['chromium-headless-shell']];

/** Gives an account a certificate, for the tests that show that it is not sent. @type {readonly DebianPackage[]} */
export const CERTIFICATE_TOOL = [['libnss3-tools']];

/**
 * A network of its own for the tests of the packaged app, and a record of who was reached from it.
 * @type {readonly DebianPackage[]}
 */
export const NETWORK_TOOLS = [['iproute2'], ['nftables']];

/** Touches the keyboard of a display, for tests of an app that looks whether somebody is there. @type {readonly DebianPackage[]} */
export const INPUT_TOOL = [['xdotool']];

/** A real keyring, for the tests that keep tokens in it. @type {readonly DebianPackage[]} */
export const KEYRING = [['gnome-keyring'], ['libsecret-1-0'], ['dbus-daemon']];

/**
 * Those of `wanted` of which no name is installed.
 *
 * @param {readonly DebianPackage[]} wanted
 * @param {string} listing output of dpkg-query, a line `name status` per package
 */
export function missingPackages(wanted, listing) {
  const installed = new Set(
    listing
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/**
 * The line a person has to run.
 *
 * @param {readonly string[]} names
 */
function aptLine(names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/**
 * For each package the name that this machine's archive has.
 *
 * @param {readonly DebianPackage[]} packages
 * @param {typeof runCommand} run
 */
async function namesHere(packages, run) {
  const { stdout } = await run('apt-cache', ['pkgnames']);
  const known = new Set(stdout.split('\n'));
  return packages.map((names) => names.find((name) => known.has(name)) ?? names[0]);
}

/**
 * Installs what is missing when we are root; otherwise stops with the line to run.
 *
 * @param {{
 *   wanted: readonly DebianPackage[],
 *   uid: number | undefined,
 *   progress: import('../process/progress.mjs').Progress,
 *   run?: typeof runCommand,
 * }} options
 */
export async function ensureDebianPackages({ wanted, uid, progress, run = runCommand }) {
  // prettier-ignore
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted.flat()];
  const listed = await run('dpkg-query', query).catch(() => undefined);
  if (listed === undefined) {
    progress.note(
      'Not a Debian system: install what Electron needs with your own package manager.',
    );
    return;
  }
  const missing = missingPackages(wanted, listed.stdout);
  if (missing.length === 0) return;

  const names = await namesHere(missing, run);
  if (uid !== 0) {
    throw new SetUpError(
      `These Debian packages are missing. Install them, then run the command again:\n\n  ${aptLine(names)}`,
    );
  }
  await progress.step(`Installing Debian packages (${names.join(' ')})`, async (detail) => {
    const apt = async (/** @type {readonly string[]} */ args) => {
      const result = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        onLine: detail,
      });
      if (result.code !== 0) {
        throw new SetUpError(`apt-get ${args.join(' ')} failed.\n${result.stderr.trim()}`);
      }
    };
    await apt(['update']);
    await apt(['install', '-y', '--no-install-recommends', ...names]);
  });
}
