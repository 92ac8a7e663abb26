// Bulkhead itself, but for one preference of its window: every frame of the shell's page gets the
// bridge, as if the process behind the page were taken over and posted from whichever frame it
// likes. Its preferences are frozen objects, so that is where this one is slipped in.
import { pathToFileURL } from 'node:url';

const { freeze } = Object;
Object.freeze = (value) =>
  freeze(
    typeof value === 'object' && value !== null && 'preload' in value
      ? { ...value, nodeIntegrationInSubFrames: true }
      : value,
  );

await import(pathToFileURL(`${process.env.BULKHEAD_APP_DIR}/out/main/index.js`).href);
