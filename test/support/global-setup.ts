import { availableParallelism } from 'node:os';
import { terminalProgress } from '../../scripts/process/progress.mjs';
import { TEST_RUN_VARIABLE, openTestRun } from '../../scripts/launch/test-run.mjs';

const RINGS = ['web', 'electron', 'package'] as const;

/** Playwright's set-up: makes ready what the wanted rings need, and takes it down at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const wanted = process.env.BULKHEAD_TEST_RING;
  const { run, close } = await openTestRun({
    rings: RINGS.filter((ring) => wanted === undefined || ring === wanted),
    progress: terminalProgress(),
    displayCount: availableParallelism(),
  });
  // Test processes inherit it.
  process.env[TEST_RUN_VARIABLE] = JSON.stringify(run);
  process.stdout.write(`${run.note}\n`);
  return close;
}
