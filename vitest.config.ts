import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: [
      'test/{unit,contract,security,integration,migrations,cloud}/**/*.test.ts',
      'test/{unit,contract,security,integration,migrations,cloud}/**/*.test.tsx',
    ],
    environment: 'node',
    restoreMocks: true,
    unstubEnvs: true,
    allowOnly: false,
  },
});
