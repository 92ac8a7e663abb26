import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const NOTICE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
const RULE = '='.repeat(80);
/** Fonts that lie in the renderer's sources, with their licence. */
const FONT = { name: 'Open Sans', licence: 'OFL-1.1', file: 'renderer/ui/fonts/OFL.txt' };

/**
 * The notices that the licences of shipped packages ask for, as one text.
 *
 * @param {{
 *   rootDir: string,
 *   shipped: readonly import('./shipped-packages.mjs').ShippedPackage[],
 * }} options
 * @returns {Promise<string>}
 */
export async function licenceNotices({ rootDir, shipped }) {
  const parts = [
    'Bulkhead contains the following software of others, under these licences. Electron and\n' +
      'Chromium: see LICENSE.electron.txt and LICENSES.chromium.html.',
  ];
  for (const { path, name, version } of shipped) {
    const dir = join(rootDir, path);
    const manifest = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
    const files = (await readdir(dir)).filter((file) => NOTICE_FILE.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')));
    const said = `The package has no text of its licence. Author: ${authorOf(manifest)}.`;
    parts.push(section(`${name} ${version}`, manifest.license, texts.join('\n\n') || said));
  }
  const font = await readFile(join(rootDir, FONT.file), 'utf8');
  parts.push(section(FONT.name, FONT.licence, font));
  return `${parts.join(`\n\n${RULE}\n`)}\n`;
}

/** @param {string} title @param {string} licence @param {string} text */
function section(title, licence, text) {
  return `${title} (${licence})\n${RULE}\n\n${text.replaceAll('\r\n', '\n').trim()}`;
}

/** @param {{ author?: string | { name?: string } }} manifest */
function authorOf({ author }) {
  return (typeof author === 'string' ? author : author?.name) ?? 'not stated';
}
