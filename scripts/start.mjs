// npm start: from a bare machine to Bulkhead on the demo estate, and nothing left behind.
import { APP_BUILD, ensureBuilt } from './launch/build.mjs';
import { openDemoSession } from './launch/demo-session.mjs';
import { stageApp } from './launch/staged-app.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runScript } from './process/run-script.mjs';
import { SetUpError } from './process/set-up-error.mjs';
import { ROOT_DIR, prepareMachine } from './setup/prepare.mjs';

await runScript(async ({ shutdown, signal, ready }) => {
  const progress = terminalProgress();
  const machine = await prepareMachine({ progress });
  progress.note(machine.electron.note);
  await ensureBuilt({ rootDir: ROOT_DIR, node: machine.node, build: APP_BUILD, progress });
  const appDir = await stageApp({ rootDir: ROOT_DIR, cacheDir: machine.cacheDir });

  ready();
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  try {
    const session = await openDemoSession({
      rootDir: ROOT_DIR,
      machine,
      appDir,
      estate: 'demo',
      env: process.env,
      signal,
      own: (close) => closers.push(close),
    });
    void session.windowShown.then((shown) => {
      if (!shown) return;
      progress.note('Bulkhead is open on the demo estate. All of it is simulated on this machine.');
      progress.note(`Accounts to sign in with: ${session.accountsFile}`);
      if (session.picturePath !== undefined) {
        progress.note(`There is no display here. Pictures of the window: ${session.picturePath}`);
      }
      progress.note('Ctrl-C ends it.');
    });
    const end = await Promise.race([session.ended, shutdown]);
    if (typeof end === 'string') return 0;
    if (end.what === 'cloud') throw new SetUpError('The simulated cloud ended by itself.');
    if (end.code === 0) {
      progress.note('The window was closed.');
      return 0;
    }
    throw new SetUpError(`Bulkhead ended by itself.\n${session.lastLines().join('\n')}`);
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  } finally {
    for (const close of closers.reverse()) await close();
    progress.note('Closed. Nothing is left running.');
  }
});
