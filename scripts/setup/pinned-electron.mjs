import { createHash } from 'node:crypto';
import { cp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { ensureEntry, inspectEntry, makeWorkDir } from './cache-entry.mjs';

const STALLED_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 500;
const REMEMBER_UNREACHABLE_MS = 6 * 60 * 60 * 1_000;

/**
 * The Electron version that package.json pins.
 *
 * @param {string} rootDir
 * @returns {Promise<string>}
 */
export async function pinnedElectronVersion(rootDir) {
  const manifest = JSON.parse(await readFile(join(rootDir, 'package.json'), 'utf8'));
  return manifest.devDependencies.electron;
}

/** Settings that decide where the installer downloads from. @param {NodeJS.ProcessEnv} env */
function sourceOf(env) {
  const relevant = Object.keys(env)
    .filter((name) => /^(npm_config_)?electron_|_proxy$/i.test(name))
    .sort()
    .map((name) => `${name}=${env[name]}`);
  return createHash('sha256').update(relevant.join('\n')).digest('hex');
}

/** @param {string} dir */
async function sizeBelow(dir) {
  let bytes = 0;
  for (const name of await readdir(dir, { recursive: true }).catch(() => [])) {
    bytes += (await stat(join(dir, name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}

/**
 * Runs Electron's own installer, and ends it when nothing has arrived for fifteen seconds: a
 * firewall that drops packets would otherwise hold up every start for minutes.
 *
 * @param {{
 *   rootDir: string,
 *   node: string,
 *   workDir: string,
 *   env: NodeJS.ProcessEnv,
 *   stalledAfterMs: number,
 *   detail: (text: string) => void,
 * }} options
 * @returns {Promise<boolean>} whether the runtime is in node_modules now
 */
async function runInstaller({ rootDir, node, workDir, env, stalledAfterMs, detail }) {
  const packageDir = join(rootDir, 'node_modules', 'electron');
  const stalled = new AbortController();
  let lastSize = 0;
  let lastChange = performance.now();
  let measuring = false;
  const watch = setInterval(async () => {
    if (measuring) return;
    measuring = true;
    const size = (await sizeBelow(workDir)) + (await sizeBelow(join(packageDir, 'dist')));
    measuring = false;
    if (size !== lastSize) {
      lastSize = size;
      lastChange = performance.now();
      detail(`${Math.round(size / 1e6)} MB`);
    } else if (performance.now() - lastChange > stalledAfterMs) {
      stalled.abort();
    }
  }, LOOK_EVERY_MS);
  try {
    const result = await runCommand(node, [join(packageDir, 'install.js')], {
      cwd: rootDir,
      // The temporary folder is ours, so that growth can be seen and leftovers go with it.
      env: {
        ...env,
        TMPDIR: workDir,
        ...(env.HTTPS_PROXY || env.https_proxy ? { NODE_USE_ENV_PROXY: '1' } : {}),
      },
      signal: stalled.signal,
    });
    return result.code === 0;
  } finally {
    clearInterval(watch);
  }
}

/**
 * The pinned Electron in the cache, or undefined when it cannot be downloaded from here. That it
 * could not is remembered for six hours, so that the next start loses no time;
 * `BULKHEAD_RETRY_ELECTRON=1`, or another mirror or proxy, tries again at once.
 *
 * @param {{
 *   rootDir: string,
 *   cacheDir: string,
 *   node: string,
 *   env: NodeJS.ProcessEnv,
 *   progress: import('../process/progress.mjs').Progress,
 *   now?: () => number,
 *   stalledAfterMs?: number,
 * }} options
 * @returns {Promise<string | undefined>} path of the executable
 */
export async function findPinnedElectron({
  rootDir,
  cacheDir,
  node,
  env,
  progress,
  now = Date.now,
  stalledAfterMs = STALLED_AFTER_MS,
}) {
  const version = await pinnedElectronVersion(rootDir);
  const dir = join(cacheDir, `electron-${version}`);
  const executable = join(dir, 'electron');
  const recipe = `electron@${version} ${process.platform} ${process.arch}`;
  if ((await inspectEntry(dir, recipe)).state === 'good') return executable;

  const memoryPath = join(cacheDir, `electron-${version}.unreachable.json`);
  const source = sourceOf(env);
  if (!env.BULKHEAD_RETRY_ELECTRON && (await wasUnreachable(memoryPath, source, now()))) {
    return undefined;
  }

  const installed = await progress.step(`Asking for Electron ${version}`, async (detail) => {
    const workDir = await makeWorkDir(cacheDir);
    try {
      return await runInstaller({ rootDir, node, workDir, env, stalledAfterMs, detail });
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  });
  if (!installed) {
    progress.note(`Electron ${version} cannot be downloaded from here.`);
    await writeFile(memoryPath, JSON.stringify({ at: now(), source }));
    return undefined;
  }
  await rm(memoryPath, { force: true });
  await ensureEntry({
    dir,
    recipe,
    build: (content) =>
      cp(join(rootDir, 'node_modules', 'electron', 'dist'), content, { recursive: true }),
  });
  return executable;
}

/**
 * @param {string} path
 * @param {string} source
 * @param {number} now
 */
async function wasUnreachable(path, source, now) {
  try {
    const memory = JSON.parse(await readFile(path, 'utf8'));
    return (
      memory.source === source && now - memory.at < REMEMBER_UNREACHABLE_MS && memory.at <= now
    );
  } catch {
    // No memory, or not a readable one: trying is the safe answer.
    return false;
  }
}
