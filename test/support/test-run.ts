import { TEST_RUN_VARIABLE, type TestRun } from '../../scripts/launch/test-run.mjs';

/** What this run's end-to-end tests run on; undefined before the global set-up has run. */
export function currentTestRun(): TestRun | undefined {
  const text = process.env[TEST_RUN_VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as TestRun);
}

/** What this test process starts Electron with: its own display among it. */
export function currentElectron() {
  const run = currentTestRun();
  if (!run?.electron) throw new Error('The global set-up has made no Electron ready.');
  const { displays, env, ...electron } = run.electron;
  // Of Playwright, and the same for whatever runs in one place; outside of it there is one place.
  const place = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
  const own = displays[place % displays.length];
  if (own === undefined) throw new Error('The global set-up has made no display ready.');
  return {
    ...electron,
    user: run.user,
    screenFile: own.screenFile,
    env: { ...env, DISPLAY: own.display },
  };
}
