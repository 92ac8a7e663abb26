import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, shippedCode } from './source-tree.ts';

/**
 * Where each module of Electron may be used as a value. What is not named here may be used nowhere:
 * a new one is added with a thought, not by an import. Types may be used in all of main.
 */
const ELECTRON: Readonly<Record<string, readonly string[]>> = {
  app: [
    'main/index.ts',
    'main/app/compose.ts',
    'main/app/open-shell.ts',
    'main/app/services.ts',
    'main/security/release.ts',
  ],
  BrowserWindow: ['main/app/shell-window.ts', 'main/app/print-page.ts'],
  clipboard: ['main/app/compose.ts'],
  contextBridge: ['preload/index.ts'],
  crashReporter: ['main/index.ts'],
  dialog: [
    'main/index.ts',
    'main/app/choose-file.ts',
    'main/app/choose-export-file.ts',
    'main/app/say-window-lost.ts',
  ],
  ipcMain: ['main/app/compose.ts'],
  ipcRenderer: ['preload/index.ts'],
  MessageChannelMain: ['main/app/services.ts'],
  Menu: ['main/app/open-shell.ts', 'main/app/edit-menu.ts'],
  nativeTheme: ['main/app/compose.ts', 'main/app/shell-window.ts'],
  net: ['main/app/offline.ts', 'main/data/index.ts'],
  powerMonitor: ['main/app/compose.ts'],
  protocol: ['main/index.ts'],
  safeStorage: ['main/app/services.ts'],
  session: [
    'main/app/compose.ts',
    'main/app/open-shell.ts',
    'main/app/compartment-sessions.ts',
    'main/app/portal-pages.ts',
    'main/app/services.ts',
  ],
  // Nothing is handed to the operating system; pages go to the managed browser.
  shell: [],
  systemPreferences: ['main/app/compose.ts'],
  utilityProcess: ['main/app/fork-data-process.ts'],
  WebContentsView: ['main/app/portal-pages.ts'],
};

/** Modules of Node that reach past Chromium's network stack, start programs or make code of text. */
const NODE: Readonly<Record<string, readonly string[]>> = {
  // Another browser; the system's own tools for its policy, and for what it notes of the journal.
  child_process: [
    'main/policy/run-tool.ts',
    'main/tenants/managed-browser.ts',
    'main/journal/anchor-program.ts',
  ],
  cluster: [],
  dgram: [],
  dns: [],
  http: [],
  http2: [],
  https: [],
  inspector: [],
  module: [],
  // Compares addresses with ranges; opens no socket.
  net: ['main/data/status/evaluate/policy-locations.ts'],
  repl: [],
  tls: [],
  vm: [],
  worker_threads: [],
};

/** Who may import from whom, by folder: the first row that fits a file counts. */
const FOLDERS: readonly (readonly [zone: RegExp, mayImport: RegExp, why: string])[] = [
  [
    /^preload\/contract\//,
    /^(?:preload\/contract\/|zod$)/,
    'The contract is the boundary: it knows neither side.',
  ],
  [
    /^preload\//,
    /^(?:electron|virtual:bridge-surface|preload\/contract\/)/,
    'The preload passes names on and validates nothing.',
  ],
  [/^renderer\/.*config\.ts$/, /^/, 'Build configuration is not part of the page.'],
  [
    /^renderer\//,
    /^(?:renderer\/|preload\/contract\/|[a-z@](?!ain\/|reload\/|ode:|lectron$))/,
    'The page is a guest: no main, no Electron, no Node.',
  ],
  [
    /^main\/security\//,
    /^(?:main\/security\/|preload\/contract\/|resources\/|node:|electron$|zod$)/,
    'Guards depend on no feature, so that no feature can change them.',
  ],
  [
    /^main\/policy\//,
    /^(?:main\/policy\/|main\/security\/|preload\/contract\/|node:|zod$)/,
    'The policy is read before any feature exists.',
  ],
  [
    /^main\/ipc\//,
    /^(?:main\/ipc\/|main\/security\/|preload\/contract\/|node:|electron$|zod$)/,
    'The door knows no feature.',
  ],
  [/^main\/index\.ts$/, /^(?:main\/|electron$|node:)/, 'The entry composes.'],
  [
    /^main\//,
    /^(?:main\/(?!app\/compose\.ts$|index\.ts$)|preload\/contract\/|resources\/|node:|electron$|[a-z@](?!ain\/|reload\/|enderer\/|est\/))/,
    'Nobody imports the composition root, the page, the preload or tests.',
  ],
];

interface Use {
  readonly path: string;
  readonly from: string;
  readonly values: readonly string[];
  readonly isTypeOnly: boolean;
}

const uses: readonly Use[] = shippedCode().flatMap(({ path, text }) =>
  importsOf(text).map(({ from, values, isTypeOnly }) => ({
    path,
    from: from.startsWith('.') ? posix.join(posix.dirname(path), from) : from,
    values,
    isTypeOnly,
  })),
);

describe('modules of Electron', () => {
  it('are used only where they belong', () => {
    const wrong = uses
      .filter(({ from }) => from === 'electron' || from.startsWith('electron/'))
      .flatMap(({ path, values }) =>
        values.flatMap((name) =>
          ELECTRON[name]?.includes(path) === true ? [] : `${path}: ${name}`,
        ),
      );

    expect(wrong).toEqual([]);
  });

  it('that ask for a file are behind the policy and the lock', () => {
    const wrong = uses.flatMap(({ path, from, values }) =>
      values.flatMap((name) =>
        /^main\/app\/choose-(?:export-)?file\.ts$/.test(from) &&
        path !== 'main/app/file-choosers.ts'
          ? [`${path}: ${name}`]
          : [],
      ),
    );

    expect(wrong).toEqual([]);
    expect(uses.some(({ from }) => from === 'main/app/choose-export-file.ts')).toBe(true);
  });

  it('are not known to the page, not even as types', () => {
    const wrong = uses.filter(
      ({ path, from }) => path.startsWith('renderer/') && from === 'electron',
    );

    expect(wrong).toEqual([]);
  });
});

describe('modules of Node', () => {
  it('that reach past the guards are used only where they belong', () => {
    const wrong = uses.flatMap(({ path, from, isTypeOnly }) => {
      const name = from.replace(/^node:/, '').split('/')[0] ?? '';
      const places = from.startsWith('node:') || name in NODE ? NODE[name] : undefined;
      return isTypeOnly || places === undefined || places.includes(path) ? [] : `${path}: ${from}`;
    });

    expect(wrong).toEqual([]);
  });

  it('are imported as node:… so that no package can take their name', () => {
    const bare = uses.filter(
      ({ from }) => from in NODE || /^(?:fs|path|os|crypto)(?:\/|$)/.test(from),
    );

    expect(bare).toEqual([]);
  });
});

describe('folders', () => {
  it('import only what they may', () => {
    const wrong = uses.flatMap(({ path, from }) => {
      const [, mayImport, why] = FOLDERS.find(([zone]) => zone.test(path)) ?? [];
      if (mayImport === undefined) return [`${path}: no row for this folder`];
      return mayImport.test(from) ? [] : [`${path}: ${from}. ${why ?? ''}`];
    });

    expect(wrong).toEqual([]);
  });

  it('name what they import, so that it can be checked', () => {
    expect(uses.filter(({ from }) => from === '(computed)')).toEqual([]);
  });

  it.each([
    ['renderer/app/x.ts', 'main/index.ts', false],
    ['renderer/app/x.ts', 'preload/index.ts', false],
    ['renderer/app/x.ts', 'node:fs', false],
    ['renderer/app/x.ts', 'electron', false],
    ['renderer/app/x.ts', 'preload/contract/index.ts', true],
    ['renderer/app/x.ts', 'react', true],
    ['renderer/app/x.ts', '@fluentui/react-components', true],
    ['main/security/x.ts', 'main/tenants/x.ts', false],
    ['main/tenants/x.ts', 'main/app/compose.ts', false],
    ['main/tenants/x.ts', 'renderer/app/x.ts', false],
    ['main/tenants/x.ts', 'main/security/x.ts', true],
    ['preload/contract/x.ts', 'main/index.ts', false],
    ['preload/index.ts', 'zod', false],
  ])('%s may import %s: %s', (path, from, may) => {
    const [, mayImport] = FOLDERS.find(([zone]) => zone.test(path)) ?? [];

    expect(mayImport?.test(from)).toBe(may);
  });
});
