import { stripVTControlCharacters } from 'node:util';

/**
 * How many tests of a suite passed, failed and were skipped. `problems` are failures that no single
 * test stands for, such as a file that could not be loaded; each counts as one failed test.
 * `failures` names each failed test and says why.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, problems: string[], failures: string[] }} Tally
 */

/** Of what one failure says, in characters: enough for its first assertion and where it stands. */
const MAX_FAILURE = 1500;

/** @returns {Tally} */
function nothing() {
  return { passed: 0, failed: 0, skipped: 0, problems: [], failures: [] };
}

/**
 * @param {string} name
 * @param {readonly (string | undefined)[]} messages
 */
function failureText(name, messages) {
  const said = stripVTControlCharacters(messages.filter(Boolean).join('\n')).trim();
  return `${name}\n${said.slice(0, MAX_FAILURE)}`;
}

/**
 * A check that is one test by itself.
 *
 * @param {number | null} exitCode
 * @returns {Tally}
 */
export function tallyCheck(exitCode) {
  return exitCode === 0 ? { ...nothing(), passed: 1 } : { ...nothing(), failed: 1 };
}

/**
 * A runner that went wrong without naming a failed test still failed.
 *
 * @param {Tally} tally
 * @param {number | null} exitCode
 * @returns {Tally}
 */
function withExitCode(tally, exitCode) {
  if (exitCode === 0 || tally.failed > 0) return tally;
  const problem = `the runner ended with exit code ${exitCode}`;
  return { ...tally, failed: tally.failed + 1, problems: [...tally.problems, problem] };
}

/**
 * A runner whose report cannot be read.
 *
 * @param {string} reason
 * @returns {Tally}
 */
export function tallyBroken(reason) {
  return { ...nothing(), failed: 1, problems: [reason] };
}

/**
 * Vitest's JSON report.
 *
 * @param {{
 *   testResults: { name: string, message?: string, status: string, assertionResults: { status: string, fullName?: string, failureMessages?: string[] }[] }[],
 * }} report
 * @param {number | null} exitCode
 */
export function tallyVitest(report, exitCode) {
  const tally = nothing();
  for (const file of report.testResults) {
    const failedBefore = tally.failed;
    for (const { status, fullName = '', failureMessages = [] } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') {
        tally.failed += 1;
        tally.failures.push(failureText(`${file.name} › ${fullName}`, failureMessages));
      } else tally.skipped += 1;
    }
    if (file.status === 'failed' && tally.failed === failedBefore) {
      tally.failed += 1;
      tally.problems.push(`${file.name}: ${file.message ?? 'could not be run'}`);
    }
  }
  return withExitCode(tally, exitCode);
}

/**
 * @typedef {{
 *   title: string,
 *   suites?: PlaywrightSuite[],
 *   specs?: {
 *     title: string,
 *     ok: boolean,
 *     tests: { results: { errors?: { message?: string }[] }[] }[],
 *   }[],
 * }} PlaywrightSuite
 */

/**
 * @param {PlaywrightSuite} suite
 * @param {readonly string[]} [above] titles of the suites around it
 * @returns {string[]}
 */
function playwrightFailures({ title, suites = [], specs = [] }, above = []) {
  const path = [...above, title];
  return [
    ...specs
      .filter(({ ok }) => !ok)
      .map((spec) =>
        failureText(
          [...path, spec.title].join(' › '),
          spec.tests.flatMap(({ results }) =>
            results.flatMap(({ errors = [] }) => errors.map(({ message }) => message)),
          ),
        ),
      ),
    ...suites.flatMap((inner) => playwrightFailures(inner, path)),
  ];
}

/**
 * Playwright's JSON report. A test that passed only when tried again counts as failed.
 *
 * @param {{
 *   suites?: PlaywrightSuite[],
 *   stats: { expected: number, unexpected: number, flaky: number, skipped: number },
 *   errors?: { message?: string }[],
 * }} report
 * @param {number | null} exitCode
 */
export function tallyPlaywright(report, exitCode) {
  const problems = (report.errors ?? []).map((error) => error.message ?? 'an error');
  return withExitCode(
    {
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky + problems.length,
      skipped: report.stats.skipped,
      problems,
      failures: (report.suites ?? []).flatMap((suite) => playwrightFailures(suite)),
    },
    exitCode,
  );
}

/**
 * A suite that found nothing to run proves nothing.
 *
 * @param {Tally} tally
 * @returns {Tally}
 */
export function requireTests(tally) {
  if (tally.passed + tally.failed + tally.skipped > 0) return tally;
  return tallyBroken('it ran no test');
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {{ line: string, exitCode: number }} the last line of a run, and 1 unless every test ran
 *   and passed
 */
export function conclude(tallies) {
  const sum = nothing();
  for (const tally of tallies) {
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
  }
  return {
    line: `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`,
    exitCode: sum.failed === 0 && sum.skipped === 0 && sum.passed > 0 ? 0 : 1,
  };
}
