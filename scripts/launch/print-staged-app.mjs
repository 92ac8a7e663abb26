// Run by the launcher of npm run dev before each start of Electron: prints the folder to start.
import { ROOT_DIR } from '../setup/prepare.mjs';
import { openCache } from '../setup/cache.mjs';
import { stageApp } from './staged-app.mjs';

process.stdout.write(`${await stageApp({ rootDir: ROOT_DIR, cacheDir: openCache() })}\n`);
