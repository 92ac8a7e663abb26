/** Where code of a package may be used, and why it is there. */
interface ShippedPackage {
  readonly folder: RegExp;
  readonly why: string;
}

/**
 * Every package that ends up in the app. A package that is not here is an error: adding one is a
 * decision.
 */
export const SHIPPED: Readonly<Record<string, ShippedPackage>> = {
  electron: { folder: /^(?:main|preload)\//, why: 'The platform.' },
  zod: { folder: /^(?:main|preload\/contract)\//, why: 'Checks what comes in; never in the page.' },
  react: { folder: /^renderer\//, why: 'The page.' },
  'react-dom': { folder: /^renderer\//, why: 'The page.' },
  zustand: { folder: /^renderer\//, why: 'State of the page.' },
  '@fluentui/react-components': { folder: /^renderer\//, why: 'What operators know; accessible.' },
  '@fluentui/react-icons': { folder: /^renderer\//, why: 'Icons of the same design.' },
  '@tanstack/react-virtual': { folder: /^renderer\//, why: 'Long lists without long pages.' },
  '@azure/msal-node': { folder: /^main\/identity\//, why: 'Signs in as Microsoft documents it.' },
  '@azure/msal-node-extensions': {
    folder: /^main\/identity\/(?:token-cache|native-broker)\.ts$/,
    why: 'Reaches the keystores and the account broker of the systems.',
  },
  cockatiel: { folder: /^main\/data\//, why: 'Repeats requests that may do better later.' },
  yazl: {
    folder: /^main\/data\/inventory\/export\/xlsx\//,
    why: 'Packs workbooks as they are made.',
  },
  'better-sqlite3': { folder: /^main\/data\//, why: 'The encrypted estate database.' },
};

/** Packages that build and test the app, and why each is there. No code of theirs ships. */
export const TOOLS: Readonly<Record<string, string>> = {
  'axe-core': 'Accessibility of every screen.',
  '@duckdb/node-api': 'What the measurements of devices are compared with.',
  '@electron/asar': 'Reads the archive of a package that is attacked.',
  '@electron/fuses': 'Sets and reads the fuses.',
  '@playwright/test': 'Drives Chromium and Electron in tests.',
  '@types/node': 'Types.',
  '@types/react': 'Types.',
  '@types/react-dom': 'Types.',
  '@types/yazl': 'Types.',
  '@vitejs/plugin-react': 'Builds the page.',
  'csv-parse': 'A second opinion on CSV files, in tests.',
  'electron-builder': 'Makes packages.',
  'electron-vite': 'Builds main, preload and page together.',
  'fast-check': 'Property tests.',
  knip: 'Finds what nobody uses.',
  node: 'The one Node that builds and tests run on.',
  'oidc-provider': 'Sign-in of the simulated cloud.',
  oxlint: 'Lint.',
  prettier: 'Format.',
  selfsigned: 'Certificates of the simulated cloud.',
  typescript: 'Types.',
  vite: 'Bundles.',
  vitest: 'Unit tests.',
};

/** Packages of others that are replaced by other packages or versions, as in `overrides`. */
export const OVERRIDES: Readonly<Record<string, string>> = {
  keytar: 'The original is archived; this is the fork that GitHub keeps, with binaries in it.',
  'oxc-parser': 'knip wants a version that came without its binaries for other platforms.',
};

/** Install scripts that run, as in `allowScripts`. Nothing else may. */
export const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  node: 'Puts the executable for this platform in its place.',
  '@github/keytar': 'Picks the binary for this platform, or compiles it.',
};

/** Licences that what ships may have: all of them let it, and ask for the notice at most. */
export const LICENCES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);
