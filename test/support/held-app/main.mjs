// Runs the app whose folder it is told, and keeps `ready` back until Playwright says that it has
// attached, under the name it knows.
//
// Playwright's own loader does the same, but Playwright leaves it out when it is given an
// executable, and it would also give Chromium switches that weaken what is tested here. Without it
// Playwright attaches while the first window is being made, and waits for ever for a page that has
// no document yet (microsoft/playwright#29386): one start in some hundred, on a busy machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { app } from 'electron';
import { holdReady } from './hold-ready.mjs';

const VARIABLE = 'ELECTRON_HELD_APP';

holdReady(app);

// The app sees the arguments and variables that it would see without us, and its own name.
const appDir = process.env[VARIABLE] ?? '';
delete process.env[VARIABLE];
const own = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
process.argv = process.argv.map((word) => (word === own ? appDir : word));
const manifest = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
// As Electron itself does: what a manifest does not say stays as it is.
const name = manifest.productName ?? manifest.name;
if (name !== undefined) app.setName(name);
// Both are there for default apps, and not in the published types.
const undocumented = /** @type {any} */ (app);
if (manifest.version !== undefined) undocumented.setVersion(manifest.version);
undocumented.setAppPath(appDir);
await import(pathToFileURL(join(appDir, manifest.main)).href);
