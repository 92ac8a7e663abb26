// npm run dev: Bulkhead on the demo estate from its sources. The interface is replaced in the
// running window; a change in main or preload starts the window again.
import { join } from 'node:path';
import { APP_BUILD, forgetBuild } from './launch/build.mjs';
import { openDemoSurroundings } from './launch/demo-surroundings.mjs';
import { writeDevLauncher } from './launch/dev-launcher.mjs';
import { createClosers } from './process/closers.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runCommand } from './process/run-command.mjs';
import { runScript } from './process/run-script.mjs';
import { ROOT_DIR, prepareMachine } from './setup/prepare.mjs';
import { toolEnvironment } from './setup/tool-environment.mjs';

await runScript(async ({ signal, ready }) => {
  const progress = terminalProgress();
  const machine = await prepareMachine({ progress });
  progress.note(machine.electron.note);

  ready();
  const { own, closeAll } = createClosers();
  try {
    const { runDir, launcher, switches, env, accountsFile, pictures } = await openDemoSurroundings({
      rootDir: ROOT_DIR,
      machine,
      estate: 'demo',
      env: process.env,
      signal,
      own,
      // The development server of the interface is real.
      exclude: ['localhost'],
    });
    signal.throwIfAborted();
    progress.note(`Accounts to sign in with: ${accountsFile}`);
    if (pictures)
      progress.note(`There is no display here. Picture of the window: ${pictures.path}`);

    // electron-vite writes builds for development to the folder that npm start takes its own from.
    await forgetBuild({ rootDir: ROOT_DIR, build: APP_BUILD });
    const devLauncher = await writeDevLauncher({ dir: runDir, launcher, node: machine.node });
    const { code } = await runCommand(
      'setpriv',
      [
        '--pdeathsig=KILL',
        '--',
        join(ROOT_DIR, 'node_modules', '.bin', 'electron-vite'),
        'dev',
        '--watch',
        '--',
        ...switches,
      ],
      {
        cwd: ROOT_DIR,
        env: {
          ...toolEnvironment(ROOT_DIR, env),
          ELECTRON_EXEC_PATH: devLauncher,
          ELECTRON_MAJOR_VER: String(Number.parseInt(machine.electron.version, 10)),
        },
        attached: true,
        signal,
      },
    );
    return signal.aborted ? 0 : (code ?? 1);
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  } finally {
    await closeAll();
    progress.note('Closed. Nothing is left running.');
  }
});
