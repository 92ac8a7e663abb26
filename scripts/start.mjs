// npm start: from a bare machine to Bulkhead on the demo estate, and nothing left behind.
import { APP_BUILD, ensureBuilt } from './launch/build.mjs';
import { openDemoSession } from './launch/demo-session.mjs';
import { openDemoSurroundings } from './launch/demo-surroundings.mjs';
import { stageApp } from './launch/staged-app.mjs';
import { createClosers } from './process/closers.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runScript } from './process/run-script.mjs';
import { SetUpError } from './process/set-up-error.mjs';
import { ROOT_DIR, prepareMachine } from './setup/prepare.mjs';

await runScript(async ({ shutdown, signal, ready }) => {
  const progress = terminalProgress();
  const env = process.env;
  const machine = await prepareMachine({ progress });
  progress.note(machine.electron.note);
  await ensureBuilt({ rootDir: ROOT_DIR, node: machine.node, build: APP_BUILD, progress });
  const appDir = await stageApp({ rootDir: ROOT_DIR, cacheDir: machine.cacheDir });

  ready();
  const { own, closeAll } = createClosers();
  try {
    const surroundings = await openDemoSurroundings({
      rootDir: ROOT_DIR,
      machine,
      estate: 'demo',
      env,
      signal,
      own,
    });
    signal.throwIfAborted();
    const session = openDemoSession({ appDir, surroundings, own });
    let wasShown = false;
    void session.windowShown.then((shown) => {
      if (!shown) return;
      wasShown = true;
      progress.note('Bulkhead is open on the demo estate. All of it is simulated on this machine.');
      progress.note(`Accounts to sign in with: ${surroundings.accountsFile}`);
      if (surroundings.pictures) {
        progress.note(
          `There is no display here. Picture of the window: ${surroundings.pictures.path}`,
        );
      }
      progress.note('Ctrl-C ends it.');
    });
    const end = await Promise.race([session.ended, shutdown]);
    if (typeof end === 'string') return 0;
    if (end.what === 'cloud') throw new SetUpError('The simulated cloud ended by itself.');
    if (end.code !== 0) {
      throw new SetUpError(`Bulkhead ended by itself.\n${session.lastLines().join('\n')}`);
    }
    progress.note(
      wasShown
        ? 'The window was closed.'
        : 'Bulkhead ended before its window came up. Is another one open on the demo estate?',
    );
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  } finally {
    await closeAll();
    progress.note('Closed. Nothing is left running.');
  }
});
