// What Electron's own default_app.asar does for `electron <folder>`, and nothing else of it.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('Give the folder of an app.\n');
  app.exit(1);
} else {
  const appDir = resolve(folder);
  const manifest = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  // Both are there for default apps, and not in the published types.
  const undocumented = /** @type {any} */ (app);
  if (manifest.version) undocumented.setVersion(manifest.version);
  undocumented.setAppPath(appDir);
  await import(pathToFileURL(join(appDir, manifest.main ?? 'index.js')).href);
}
