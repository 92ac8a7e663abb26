// npm run bench [-- arguments of test/bench/main.ts]: measures the built app side by side with an
// empty Electron window, collecting the status of 200 tenants, and the onboarding page beside an empty one. It prints a table and asserts nothing.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TEST_RUN_VARIABLE, openTestRun } from './launch/test-run.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runCommand } from './process/run-command.mjs';
import { runScript } from './process/run-script.mjs';
import { ROOT_DIR } from './setup/prepare.mjs';
import { toolEnvironment } from './setup/tool-environment.mjs';

/** Measured without the app: neither a build nor a display is needed. */
const WITHOUT_ELECTRON = new Set(['status', 'inventory', 'onboarding']);
/** Measured in the gallery, which needs a browser. */
const IN_BROWSER = 'onboarding';
const { only } = parseArgs({
  options: { only: { type: 'string', multiple: true } },
  strict: false,
}).values;
const needsElectron =
  !Array.isArray(only) || only.some((part) => !WITHOUT_ELECTRON.has(String(part)));

const needsBrowser = !Array.isArray(only) || only.includes(IN_BROWSER);

await runScript(async ({ signal, ready }) => {
  const progress = terminalProgress();
  const { run, close } = await openTestRun({
    rings: [
      ...(needsElectron ? /** @type {const} */ (['electron']) : []),
      ...(needsBrowser ? /** @type {const} */ (['web']) : []),
    ],
    progress,
  });
  progress.note(run.note);
  ready();
  try {
    const { code } = await runCommand(
      'setpriv',
      [
        '--pdeathsig=KILL',
        '--',
        join(ROOT_DIR, 'node_modules', '.bin', 'node'),
        join('test', 'bench', 'main.ts'),
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
