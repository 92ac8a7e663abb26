import { startElectron } from './electron-process.mjs';

const KEEP_LINES = 200;

/**
 * @typedef {{
 *   windowShown: Promise<boolean>,
 *   ended: Promise<{ code: number | null, what: 'window' | 'cloud' }>,
 *   lastLines: () => string[],
 * }} DemoSession on a person's own display `windowShown` only says that the window was started; it
 *   resolves with false when the session ended before
 */

/**
 * Opens a built app in its surroundings.
 *
 * @param {{
 *   appDir: string,
 *   surroundings: import('./demo-surroundings.mjs').DemoSurroundings,
 *   own: (close: () => Promise<void>) => void,
 * }} options
 * @returns {DemoSession}
 */
export function openDemoSession({ appDir, surroundings, own }) {
  const { launcher, switches, env, pictures, cloudEnded } = surroundings;
  /** @type {string[]} */
  const lines = [];
  const window = startElectron({
    launcher,
    appDir,
    args: switches,
    env,
    onLine: (line) => {
      lines.push(line);
      if (lines.length > KEEP_LINES) lines.shift();
    },
  });
  own(window.end);
  const ended = Promise.race([
    window.ended.then((code) => ({ code, what: /** @type {const} */ ('window') })),
    cloudEnded.then((code) => ({ code, what: /** @type {const} */ ('cloud') })),
  ]);
  return {
    windowShown: Promise.race([pictures?.shown ?? true, ended.then(() => false)]),
    ended,
    lastLines: () => [...lines],
  };
}
