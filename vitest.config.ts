import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: [
      'test/{unit,contract,security,integration,migrations,cloud}/**/*.test.ts',
      'test/{unit,contract,security,integration,migrations,cloud}/**/*.test.tsx',
    ],
    // Property tests and real TLS take their time on two busy cores.
    testTimeout: 30_000,
    environment: 'node',
    restoreMocks: true,
    unstubEnvs: true,
    allowOnly: false,
  },
});
