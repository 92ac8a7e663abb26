import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePackaged } from '../package/packaged-app.mjs';
import { ROOT_DIR, prepareMachine } from '../setup/prepare.mjs';
import { APP_BUILD, GALLERY_BUILD, ensureBuilt } from './build.mjs';
import { electronEnvironment } from './electron-environment.mjs';
import { runAsUser } from './electron-user.mjs';
import { writeLauncher } from './launcher.mjs';
import { openRunFolder, temporaryPath } from './run-folder.mjs';
import { stageApp } from './staged-app.mjs';
import { serveFolder } from './static-server.mjs';
import { startVirtualDisplay } from './virtual-display.mjs';

/**
 * What end-to-end tests run on. Plain data, so that it can be handed to test processes in an
 * environment variable.
 *
 * @typedef {{
 *   note: string,
 *   electronVersion: string,
 *   user: import('./electron-user.mjs').ElectronUser,
 *   electron: {
 *     launcher: string,
 *     program: string,
 *     appDir: string,
 *     env: Record<string, string>,
 *     displays: readonly { display: string, screenFile: string }[],
 *     heldAppDir: string,
 *   } | null,
 *   web: { browser: string, url: string, downloadsDir: string } | null,
 *   packaged: (import('../package/packaged-app.mjs').PackagedApp & { launcher: string }) | null,
 * }} TestRun `launcher` and `browser` are executables that start the program under `user`;
 *   `program` is Electron itself;
 *   `heldAppDir` is an app that runs the one named in ELECTRON_HELD_APP once Playwright is attached;
 *   `displays` has one for each test process, because windows take the keyboard from each other;
 *   `screenFile` is what is on one, as an X window dump;
 *   `packaged` is the release, and comes with `electron`
 */

/** Name of the variable that carries a TestRun as JSON. */
export const TEST_RUN_VARIABLE = 'BULKHEAD_TEST_RUN';

/**
 * Debian's Chromium, the same that Playwright itself would download. Not the script of that name in
 * /usr/bin: it would stay between the launcher and the browser, and only it would get a signal.
 */
const BROWSER = '/usr/lib/chromium/chromium-headless-shell';

/**
 * Builds, stages and starts what the rings need.
 *
 * @param {{
 *   rings: readonly ('web' | 'electron' | 'package')[],
 *   progress: import('../process/progress.mjs').Progress,
 *   env?: NodeJS.ProcessEnv,
 *   displayCount?: number,
 * }} options
 * @returns {Promise<{ run: TestRun, close: () => Promise<void> }>}
 */
export async function openTestRun({ rings, progress, env = process.env, displayCount = 1 }) {
  const machine = await prepareMachine({ progress, env, forTests: true });
  const { node, user, cacheDir } = machine;
  const folder = await openRunFolder();
  /** @type {(() => Promise<void>)[]} */
  const closers = [folder.remove];
  const launcherOf = (/** @type {string} */ name, /** @type {string} */ program) =>
    writeLauncher({ dir: folder.dir, name, program, user });
  const close = async () => {
    for (const step of closers.reverse()) await step();
  };

  try {
    /** @type {TestRun['electron']} */
    let electron = null;
    if (rings.includes('electron') || rings.includes('package')) {
      await ensureBuilt({ rootDir: ROOT_DIR, node, build: APP_BUILD, progress });
      const appDir = await stageApp({ rootDir: ROOT_DIR, cacheDir });
      // Of its own, also beside a desktop: no window gets in anybody's way.
      const displays = [];
      for (let count = 0; count < displayCount; count += 1) {
        const { display, screenFile, stop } = await startVirtualDisplay({ user });
        closers.push(stop);
        displays.push({ display, screenFile });
      }
      // The account may not be able to read the checkout.
      const heldAppDir = join(folder.dir, 'held-app');
      await cp(join(ROOT_DIR, 'test/support/held-app'), heldAppDir, { recursive: true });
      electron = {
        launcher: await launcherOf('electron', machine.electron.executablePath),
        program: machine.electron.executablePath,
        appDir,
        env: electronEnvironment({ env, machine, display: displays[0]?.display }),
        displays,
        heldAppDir,
      };
    }
    /** @type {TestRun['packaged']} */
    let packaged = null;
    if (rings.includes('package')) {
      const app = await ensurePackaged({ rootDir: ROOT_DIR, machine, progress });
      packaged = { ...app, launcher: await launcherOf('packaged', app.program) };
    }
    /** @type {TestRun['web']} */
    let web = null;
    if (rings.includes('web')) {
      await ensureBuilt({ rootDir: ROOT_DIR, node, build: GALLERY_BUILD, progress });
      const server = await serveFolder(join(ROOT_DIR, GALLERY_BUILD.outDir));
      closers.push(server.close);
      // Playwright would take a folder of the caller's, in which the browser may not write.
      const downloadsDir = temporaryPath('downloads');
      await runAsUser(user, ['mkdir', '--mode=700', downloadsDir]);
      closers.push(() => rm(downloadsDir, { recursive: true, force: true }));
      web = {
        browser: await launcherOf('chromium', BROWSER),
        url: server.url,
        downloadsDir,
      };
    }
    const { note, version } = machine.electron;
    return { run: { note, electronVersion: version, user, electron, web, packaged }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
