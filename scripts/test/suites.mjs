import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { toolEnvironment } from '../setup/tool-environment.mjs';
import { ownNetwork } from '../launch/network-namespace.mjs';
import { requireTests, tallyBroken, tallyCheck, tallyPlaywright, tallyVitest } from './tally.mjs';

/**
 * @typedef {{
 *   rootDir: string,
 *   env: NodeJS.ProcessEnv,
 *   filters: readonly string[],
 *   write: (text: string) => void,
 * }} SuiteContext `filters` go to the runner as they are
 *
 * @typedef {{
 *   name: string,
 *   group: string,
 *   run: (context: SuiteContext) => Promise<import('./tally.mjs').Tally>,
 * }} Suite `group` is the word that selects it on the command line
 */

/**
 * A tool whose exit code is the result. What it printed is shown only when it failed.
 *
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 * @returns {Suite}
 */
function check(name, tool, args) {
  return {
    name,
    group: 'static',
    async run({ rootDir, env, write }) {
      const result = await runCommand(join(rootDir, 'node_modules', '.bin', tool), args, {
        cwd: rootDir,
        env: toolEnvironment(rootDir, env),
      });
      if (result.code !== 0) write(`${result.stdout}${result.stderr}\n`);
      return tallyCheck(result.code);
    },
  };
}

/**
 * A test runner that writes a JSON report besides what it prints. `within` is a command that runs
 * the one that follows it.
 *
 * @template Report
 * @param {{
 *   name: string,
 *   group: string,
 *   tool: string,
 *   args: (reportPath: string) => readonly string[],
 *   within?: readonly string[],
 *   variables?: (reportPath: string) => Record<string, string>,
 *   tally: (report: Report, exitCode: number | null) => import('./tally.mjs').Tally,
 * }} runner
 * @returns {Suite}
 */
function runner({ name, group, tool, args, within = [], variables = () => ({}), tally }) {
  return {
    name,
    group,
    async run({ rootDir, env, filters }) {
      const reportDir = join(rootDir, 'test-results', 'reports');
      const reportPath = join(reportDir, `${group}.json`);
      await mkdir(reportDir, { recursive: true });
      await rm(reportPath, { force: true });
      const toolPath = join(rootDir, 'node_modules', '.bin', tool);
      // It goes when we go, however we go, and what it started goes with it.
      const { code } = await runCommand(
        'setpriv',
        ['--pdeathsig=KILL', '--', ...within, toolPath, ...args(reportPath), ...filters],
        {
          cwd: rootDir,
          env: { ...toolEnvironment(rootDir, env), ...variables(reportPath) },
          attached: true,
        },
      );
      try {
        const report = JSON.parse(await readFile(reportPath, 'utf8'));
        return requireTests(tally(report, code));
      } catch (error) {
        return tallyBroken(`${tool} left no readable report (exit code ${code}): ${error}`);
      }
    },
  };
}

/**
 * @param {'web' | 'electron' | 'package'} ring
 * @param {string} name
 * @param {{ within?: readonly string[], only?: readonly string[] }} [options] `only` are arguments
 *   that leave tests out
 * @returns {Suite}
 */
function ringOf(ring, name, { within = [], only = [] } = {}) {
  return runner({
    name,
    group: ring,
    tool: 'playwright',
    within,
    args: () => [
      'test',
      `--project=${ring}`,
      '--reporter=list,json',
      `--output=test-results/${ring}`,
      ...only,
    ],
    variables: (reportPath) => ({
      BULKHEAD_TEST_RING: ring,
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath,
    }),
    tally: tallyPlaywright,
  });
}

/** The suites that run whole in any case, the quick ones first. @type {readonly Suite[]} */
const WHOLE = [
  check('types', 'tsc', ['-b']),
  check('lint', 'oxlint', ['--deny-warnings']),
  check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  check('unused code', 'knip', []),
  runner({
    name: 'unit and integration tests',
    group: 'unit',
    tool: 'vitest',
    args: (reportPath) => [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${reportPath}`,
    ],
    tally: tallyVitest,
  }),
  ringOf('web', 'interface in a browser'),
  ringOf('electron', 'end to end in Electron'),
];

const packagedApp = (/** @type {readonly string[]} */ only = []) =>
  ringOf('package', 'the packaged app', { within: ownNetwork(), only });

/** @type {readonly Suite[]} */
const SUITES = [...WHOLE, packagedApp()];

/** Without what takes minutes: tests with this tag run when their group is named. @type {readonly Suite[]} */
const BY_DEFAULT = [...WHOLE, packagedApp(['--grep-invert=@on-demand'])];

/**
 * The suites that a command line asks for: all, or those of the group that its first word names.
 *
 * @param {readonly string[]} words
 * @returns {{ suites: readonly Suite[], filters: readonly string[] } | { unknown: string, groups: readonly string[] }}
 */
export function selectSuites(words) {
  const [group, ...filters] = words;
  if (group === undefined) return { suites: BY_DEFAULT, filters: [] };
  const suites = SUITES.filter((suite) => suite.group === group);
  if (suites.length > 0) return { suites, filters };
  return { unknown: group, groups: [...new Set(SUITES.map((suite) => suite.group))] };
}
