// npm run soak [-- --minutes N]: two hours of an operator's work in ten minutes, in the real app on
// the simulated cloud. Prints memory as it goes, and fails when something is lost.
import { join } from 'node:path';
import { TEST_RUN_VARIABLE, openTestRun } from './launch/test-run.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runCommand } from './process/run-command.mjs';
import { runScript } from './process/run-script.mjs';
import { ROOT_DIR } from './setup/prepare.mjs';
import { toolEnvironment } from './setup/tool-environment.mjs';

await runScript(async ({ signal, ready }) => {
  const progress = terminalProgress();
  const { run, close } = await openTestRun({ rings: ['electron'], progress });
  progress.note(run.note);
  ready();
  try {
    const { code } = await runCommand(
      'setpriv',
      [
        '--pdeathsig=KILL',
        '--',
        join(ROOT_DIR, 'node_modules', '.bin', 'node'),
        join('test', 'soak', 'main.ts'),
        ...process.argv.slice(2),
      ],
      {
        cwd: ROOT_DIR,
        env: {
          ...toolEnvironment(ROOT_DIR, process.env),
          [TEST_RUN_VARIABLE]: JSON.stringify(run),
        },
        attached: true,
        signal,
      },
    );
    return signal.aborted ? 0 : (code ?? 1);
  } finally {
    await close();
  }
});
