import { TEST_RUN_VARIABLE, type TestRun } from '../../scripts/launch/test-run.mjs';

/** What this run's end-to-end tests run on; undefined before the global set-up has run. */
export function currentTestRun(): TestRun | undefined {
  const text = process.env[TEST_RUN_VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as TestRun);
}
