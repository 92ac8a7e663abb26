// npm test [-- <group> [filters for its runner]]: sets the machine up, runs every suite, and ends
// with one line of figures over all of them.
import { terminalProgress } from './process/progress.mjs';
import { runScript } from './process/run-script.mjs';
import { SetUpError } from './process/set-up-error.mjs';
import { ROOT_DIR, prepareMachine } from './setup/prepare.mjs';
import { selectSuites } from './test/suites.mjs';
import { conclude, tallyBroken } from './test/tally.mjs';

await runScript(async () => {
  const progress = terminalProgress();
  const selection = selectSuites(process.argv.slice(2));
  if ('unknown' in selection) {
    throw new SetUpError(
      `There is no group "${selection.unknown}". Groups: ${selection.groups.join(', ')}.`,
    );
  }
  const machine = await prepareMachine({ progress, forTests: true });
  progress.note(machine.electron.note);

  /** @type {import('./test/tally.mjs').Tally[]} */
  const tallies = [];
  /** @type {string[]} */
  const summary = [];
  /** Said again at the end: what failed early is far up by then. @type {string[]} */
  const failures = [];
  /** @param {import('./test/suites.mjs').Suite} suite */
  const runSuite = async (suite) => {
    const startedAt = performance.now();
    progress.note(`${suite.name} …`);
    // A suite that breaks must not keep the others from running.
    const tally = await suite
      .run({
        rootDir: ROOT_DIR,
        env: process.env,
        filters: selection.filters,
        write: (text) => process.stdout.write(text),
      })
      .catch((error) => tallyBroken(String(error)));
    tallies.push(tally);
    failures.push(
      ...[...tally.failures, ...tally.problems].map((text) => `${suite.name} › ${text}`),
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const figures = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
    for (const problem of tally.problems) progress.note(`${suite.name}: ${problem}`);
    progress.note(`${suite.name}: ${figures} in ${seconds} s`);
    summary.push(`  ${suite.name.padEnd(28)} ${seconds.padStart(7)} s   ${figures}`);
  };
  // Most of the checks use one core; the runners take all there are.
  await Promise.all(selection.suites.filter(({ group }) => group === 'static').map(runSuite));
  for (const suite of selection.suites) if (suite.group !== 'static') await runSuite(suite);
  const { line, exitCode } = conclude(tallies);
  if (failures.length > 0) process.stdout.write(`\n${failures.join('\n\n')}\n`);
  process.stdout.write(`\n${summary.join('\n')}\n\n${machine.electron.note}\n\n${line}\n`);
  return exitCode;
});
