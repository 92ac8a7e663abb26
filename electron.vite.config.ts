import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { contract, surfaceOf } from './preload/contract/index.ts';
import { bundledPackages } from './scripts/package/bundled-packages.mjs';
import { pinnedElectronVersion } from './scripts/setup/pinned-electron.mjs';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Writes the names of the contract into the preload, so that no validator is loaded there. */
function bridgeSurface(): Plugin {
  const id = 'virtual:bridge-surface';
  return {
    name: 'bridge-surface',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) =>
      source === `\0${id}`
        ? `export const surface = ${JSON.stringify(surfaceOf(contract))};`
        : null,
  };
}

const pinnedElectron = await pinnedElectronVersion(import.meta.dirname);

// The oldest runtime that must run this code is Electron 33: Chromium 130, Node 20.18.
const NODE = 'node20.18';
const CHROMIUM = 'chrome130';

export default defineConfig({
  main: {
    plugins: [bundledPackages('main')],
    // The Electron that it runs on may be another, also in a package, and About says so.
    define: { PINNED_ELECTRON: JSON.stringify(pinnedElectron) },
    build: {
      target: NODE,
      outDir: 'out/main',
      externalizeDeps: { exclude: ['zod'] },
      rollupOptions: {
        // The data process has an entry of its own: it loads nothing of main, and main nothing of it.
        input: { index: at('main/index.ts'), data: at('main/data/index.ts') },
        output: { format: 'es', chunkFileNames: '[name].js' },
      },
      sourcemap: false,
      // Main's bundle is compiled anew at every start: about 200 ms a megabyte.
      minify: true,
    },
  },
  preload: {
    plugins: [bridgeSurface(), bundledPackages('preload')],
    build: {
      minify: true,
      target: NODE,
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: at('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), bundledPackages('renderer')],
    build: {
      target: CHROMIUM,
      outDir: 'out/renderer',
      rollupOptions: { input: { index: at('renderer/index.html') } },
      sourcemap: false,
      minify: true,
    },
  },
});
