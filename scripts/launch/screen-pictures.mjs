import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { windowDumpToPng } from './display-picture.mjs';

const FIRST_LOOKS_MS = 50;
const LATER_LOOKS_MS = 5_000;
/** From the first paint to the one with content. */
const SETTLE_MS = 400;

/**
 * Whether anything is drawn on a screen: a bare one has one colour.
 *
 * @param {Buffer} dump window dump with 32 bits a pixel
 */
function isDrawnOn(dump) {
  const last = dump.length - (dump.length % 4) - 4;
  const colour = dump.readUInt32LE(last);
  // The second half of the file is pixels only, whatever the size of its header.
  for (let at = last; at > dump.length / 2; at -= 4 * 97) {
    if (dump.readUInt32LE(at) !== colour) return true;
  }
  return false;
}

/**
 * Saves pictures of a virtual display for as long as it changes: at the first window and then
 * every five seconds.
 *
 * @param {{ screenFile: string, picturePath: string, signal: AbortSignal }} options
 * @returns {{ shown: Promise<boolean> }} `shown` resolves when something is drawn and saved for the
 *   first time, with false when `signal` or the end of the display comes first
 */
export function savePictures({ screenFile, picturePath, signal }) {
  let latest = '';
  const save = async () => {
    const dump = await readFile(screenFile);
    const digest = createHash('sha256').update(dump).digest('hex');
    if (digest === latest) return;
    latest = digest;
    // Beside it and then in one step: somebody may be looking at the one that is there.
    await writeFile(`${picturePath}.new`, windowDumpToPng(dump));
    await rename(`${picturePath}.new`, picturePath);
  };
  const pause = (/** @type {number} */ ms) =>
    wait(ms, true, { ref: false, signal }).catch(() => false);

  const shown = (async () => {
    await mkdir(dirname(picturePath), { recursive: true });
    while (!isDrawnOn(await readFile(screenFile))) {
      if (!(await pause(FIRST_LOOKS_MS))) return false;
    }
    if (!(await pause(SETTLE_MS))) return false;
    await save();
    return true;
  })().catch(() => false);
  void shown.then(async (isShown) => {
    if (!isShown) return;
    while (await pause(LATER_LOOKS_MS)) {
      // The display may go while it is read: then there is nothing new to save.
      await save().catch(() => {});
    }
  });
  return { shown };
}
