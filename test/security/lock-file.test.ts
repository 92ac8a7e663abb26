import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type LockedPackage,
  type LockFile,
  lockFileFaults,
  type Manifest,
  shippedPaths,
} from './lock-file.ts';
import { INSTALL_SCRIPTS, OVERRIDES } from './packages.ts';
import { ROOT } from './source-tree.ts';

const read = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as unknown;
const lock = read('package-lock.json') as LockFile;
const manifest = read('package.json') as Manifest;

/** The lock file with one package changed, or one more in it. */
function lockWith(path: string, change: LockedPackage): LockFile {
  return { ...lock, packages: { ...lock.packages, [path]: { ...lock.packages[path], ...change } } };
}

/** The lock file without something that a package has. */
function lockWithout(path: string, member: keyof LockedPackage): LockFile {
  const { [member]: _gone, ...rest } = lock.packages[path] ?? {};
  return { ...lock, packages: { ...lock.packages, [path]: rest } };
}

/** Both files with a package more that the app asks for. */
function bothWith(name: string, spec: string): [LockFile, Manifest] {
  const dependencies = { ...manifest.dependencies, [name]: spec };
  return [lockWith('', { dependencies }), { ...manifest, dependencies }];
}

const DIGEST = lock.packages['node_modules/zod']?.integrity ?? '';
const EVIL = { version: '1.0.0', integrity: DIGEST, license: 'MIT' };

describe('the packages that an installation brings', () => {
  it('are as they were decided', () => {
    expect(lockFileFaults(lock, manifest)).toEqual([]);
  });

  it('are all looked at', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
    expect(shippedPaths(lock)).toEqual(
      expect.arrayContaining([
        'node_modules/@azure/msal-node-extensions/node_modules/@azure/msal-common',
        'node_modules/better-sqlite3',
        'node_modules/buffer-crc32',
        'node_modules/scheduler',
      ]),
    );
  });

  it('have no decision left over', () => {
    const allowed = Object.entries(manifest.allowScripts ?? {});
    const published = new Set(
      Object.entries(lock.packages).map(
        ([path, { name }]) => name ?? path.replace(/^.*node_modules\//, ''),
      ),
    );

    expect(allowed.filter(([name]) => !published.has(name))).toEqual([]);
    expect(allowed.filter(([, runs]) => runs === true).map(([name]) => name)).toEqual(
      Object.keys(INSTALL_SCRIPTS),
    );
    expect(Object.keys(manifest.overrides ?? {})).toEqual(Object.keys(OVERRIDES));
  });
});

describe('a lock file that was tampered with', () => {
  const ms = 'node_modules/ms';
  const cases: readonly (readonly [string, LockFile, RegExp])[] = [
    ['another place', lockWith(ms, { resolved: 'https://evil.example/ms.tgz' }), /names where/],
    [
      'a repository',
      lockWith(ms, { resolved: 'git+ssh://git@evil.example/ms.git' }),
      /names where/,
    ],
    ['a file', lockWith(ms, { resolved: 'file:../ms' }), /names where/],
    ['a link', lockWith(ms, { link: true }), /is a link/],
    ['no digest', lockWithout(ms, 'integrity'), /no SHA-512/],
    ['a weak digest', lockWith(ms, { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }), /SHA-512/],
    ['a second digest', lockWith(ms, { integrity: `${DIGEST} sha1-abc=` }), /SHA-512/],
    ['a package in a package', lockWith(ms, { inBundle: true }), /inside another/],
    ['another package', lockWith(ms, { name: 'evil' }), /is another package: evil/],
    ['a new install script', lockWith(ms, { hasInstallScript: true }), /install script/],
    ['no version', lockWithout(ms, 'version'), /has no version/],
    ['a folder outside', lockWith('../evil', EVIL), /no folder of a package/],
    ['a workspace', lockWith('packages/evil', EVIL), /no folder of a package/],
    ['an older version', lockWith('node_modules/zod', { version: '4.6.6' }), /another version/],
    ['another manifest', lockWith('', { dependencies: {} }), /not those of package\.json/],
    ['another format', { ...lock, lockfileVersion: 1 }, /of another version/],
    ['a viral licence', lockWith(ms, { license: 'GPL-3.0-only' }), /licence .*: GPL-3\.0-only/],
    ['a choice of licences', lockWith(ms, { license: 'MIT AND GPL-3.0' }), /licence/],
    ['no licence', lockWithout(ms, 'license'), /licence .*: none/],
    [
      'something from a repository',
      lockWith(ms, { dependencies: { zod: 'github:evil/zod' } }),
      /wants zod from elsewhere/,
    ],
    [
      'a package without its binaries',
      lockWith(ms, { optionalDependencies: { 'ms-darwin-arm64': '1.0.0' } }),
      /wants ms-darwin-arm64, which is not locked/,
    ],
  ];

  it.each(cases)('has %s', (_what, tampered, fault) => {
    const faults = lockFileFaults(tampered, manifest);

    expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});

describe('a manifest that nobody looked at', () => {
  const cases: readonly (readonly [string, Manifest, RegExp])[] = [
    [
      'runs one more install script',
      { ...manifest, allowScripts: { ...manifest.allowScripts, 'electron-winstaller': true } },
      /script of electron-winstaller runs/,
    ],
    [
      'overrides one more package',
      { ...manifest, overrides: { ...manifest.overrides, ms: '2.1.3' } },
      /why ms is overridden/,
    ],
    [
      'overrides by a range',
      { ...manifest, overrides: { ...manifest.overrides, 'oxc-parser': '^0.154.0' } },
      /by one version/,
    ],
    [
      'overrides by a repository',
      { ...manifest, overrides: { ...manifest.overrides, 'oxc-parser': 'evil/oxc-parser' } },
      /by one version/,
    ],
    [
      'has packages of another kind',
      { ...manifest, optionalDependencies: { ms: '1.0.0' } },
      /not l/,
    ],
  ];

  it.each(cases)('%s', (_what, changed, fault) => {
    expect(lockFileFaults(lock, changed)).toEqual([expect.stringMatching(fault)]);
  });

  it.each(['^2.1.3', '*', 'latest', 'file:../ms', 'git+https://evil.example/ms.git', 'npm:ms@2'])(
    'has %s for a version',
    (spec) => {
      expect(lockFileFaults(...bothWith('zod', spec))).toContainEqual(
        expect.stringMatching(/^zod is not pinned to one version/),
      );
    },
  );

  it('has a package that is in no table', () => {
    expect(lockFileFaults(...bothWith('ms', '2.1.3'))).toEqual([
      'ms is in no table of packages',
      'ms is installed with the app, but not classified',
    ]);
  });

  it('ships a tool', () => {
    expect(lockFileFaults(...bothWith('vite', '8.3.8'))).toContain(
      'vite is installed with the app, but not classified',
    );
  });

  it('no longer has a package that is in a table', () => {
    const { zod: _zod, ...devDependencies } = manifest.devDependencies ?? {};

    const faults = lockFileFaults(lockWith('', { devDependencies }), {
      ...manifest,
      devDependencies,
    });

    expect(faults).toEqual(['zod is in a table of packages, but not used']);
  });
});
