import { availableParallelism } from 'node:os';
import { defineConfig, devices } from '@playwright/test';
import type { WorkerFixtures } from './test/support/bulkhead.ts';
import { currentTestRun } from './test/support/test-run.ts';

// Undefined in the process that runs the global set-up, there in those that run the tests.
const run = currentTestRun();

export default defineConfig<object, Pick<WorkerFixtures, 'runsOn'>>({
  globalSetup: './test/support/global-setup.ts',
  outputDir: 'test-results',
  // A test that passes at the second try has a fault, or the app has.
  retries: 0,
  forbidOnly: true,
  workers: availableParallelism(),
  // How long something may take is asserted nowhere: two busy cores take their time.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  projects: [
    {
      name: 'web',
      testDir: 'test/e2e/web',
      fullyParallel: true,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1280, height: 800 },
        contextOptions: { reducedMotion: 'reduce' },
        ...(run?.web && {
          baseURL: run.web.url,
          launchOptions: {
            executablePath: run.web.browser,
            chromiumSandbox: true,
            downloadsPath: run.web.downloadsDir,
          },
        }),
      },
    },
    {
      name: 'electron',
      testDir: 'test/e2e/electron',
      // A file after the other in each process: the tests of most share a started app.
      fullyParallel: false,
    },
    {
      name: 'package',
      testDir: 'test/e2e/package',
      fullyParallel: false,
      use: { runsOn: 'package' },
    },
  ],
});
