import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../setup/cache-entry.mjs';

/**
 * Every file below a folder with its digest, sorted, in the form that `sha256sum --check` reads.
 * Rejects anything but files and folders: a link could lead out of the installation.
 *
 * @param {string} dir
 * @returns {Promise<string>}
 */
export async function fileList(dir) {
  /** @type {string[]} */
  const lines = [];
  const visit = async (/** @type {string} */ relative) => {
    const names = (await readdir(join(dir, relative))).sort();
    for (const name of names) {
      const path = relative === '' ? name : `${relative}/${name}`;
      const stats = await lstat(join(dir, path));
      if (stats.isDirectory()) await visit(path);
      else if (stats.isFile()) lines.push(`${await sha256OfFile(join(dir, path))}  ${path}`);
      else throw new Error(`${path} is neither a file nor a folder`);
    }
  };
  await visit('');
  return `${lines.join('\n')}\n`;
}
