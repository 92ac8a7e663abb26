// Run as a command of its own with Node ≥ 22.12, which the two packages need:
//   node finish-fallback.mjs <runtime folder> <folder of the default app>
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

const [runtimeDir, defaultAppDir] = process.argv.slice(2);
if (runtimeDir === undefined || defaultAppDir === undefined) {
  throw new Error('usage: finish-fallback.mjs <runtime folder> <default app folder>');
}

await mkdir(join(runtimeDir, 'resources'), { recursive: true });
await createPackage(defaultAppDir, join(runtimeDir, 'resources', 'default_app.asar'));

await flipFuses(join(runtimeDir, 'electron'), {
  version: FuseVersion.V1,
  // The snapshot holds another application and is left out: with the fuse on, the start fails.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Playwright attaches to the main process through the inspector.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
});
