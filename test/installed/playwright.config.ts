import { defineConfig } from '@playwright/test';

// What only Windows or macOS can show, of a Bulkhead that is installed there: docs/abuse-tests.md.
// Not part of `npm test`, which is for Debian: npm run installed.

export default defineConfig({
  globalSetup: './global-setup.ts',
  testDir: process.platform === 'win32' ? 'windows' : 'macos',
  outputDir: '../../test-results/installed',
  retries: 0,
  forbidOnly: true,
  // They change what holds for the whole computer.
  workers: 1,
  timeout: 120_000,
  reporter: [['list']],
});
