import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: [
      'test/{unit,contract,security,integration,migrations,cloud}/**/*.test.ts',
      'test/{unit,contract,security,integration,migrations,cloud}/**/*.test.tsx',
    ],
    // A guard against tests that hang, no more: property tests and real TLS take their time on busy
    // cores, here up to 33 s for what takes 3 s on idle ones.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One second would be Vitest's own patience, which a busy machine uses up by itself.
    expect: { poll: { timeout: 30_000 } },
    // One core less would be Vitest's own choice: on two cores nothing would run side by side.
    maxWorkers: availableParallelism(),
    // A file that is read by two tests is compiled once, which halves the run. What a test changes of
    // its surroundings it puts back: mocks and variables by the settings below.
    isolate: false,
    environment: 'node',
    restoreMocks: true,
    unstubEnvs: true,
    allowOnly: false,
  },
});
