import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folder of the lists, relative to the checkout; outside of what is packaged. */
export const BUNDLED_DIR = 'out/packages';

/**
 * Folder of the package that a module of the bundle is from, as the lock file writes it.
 *
 * @param {string} id path of a module, or a made-up name
 */
export function packageFolderOf(id) {
  const path = id.replaceAll('\\', '/').replace(/^\0/, '').split('?')[0] ?? '';
  return /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/**
 * A plugin of Vite's that writes down which packages a bundle holds code of, for the bill of
 * materials and the licence notices.
 *
 * @param {string} part name of the bundle
 * @returns {import('vite').Plugin}
 */
export function bundledPackages(part) {
  return {
    name: 'bundled-packages',
    apply: 'build',
    async writeBundle(_options, bundle) {
      /** @type {Set<string>} */
      const found = new Set();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of Object.keys(chunk.modules)) {
          const folder = packageFolderOf(id);
          if (folder !== undefined) found.add(folder);
        }
      }
      await mkdir(BUNDLED_DIR, { recursive: true });
      await writeFile(
        join(BUNDLED_DIR, `${part}.json`),
        `${JSON.stringify([...found].sort(), null, 1)}\n`,
      );
    },
  };
}
