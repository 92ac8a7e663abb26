import { describe, expect, it } from 'vitest';
import { electronEnvironment } from '../../../scripts/launch/electron-environment.mjs';
import { cloudSwitches } from '../../../scripts/launch/simulated-cloud.mjs';
import { cacheDirFor } from '../../../scripts/setup/cache.mjs';
import { needsOwnAddon } from '../../../scripts/setup/sqlite-addon.mjs';

const machine = {
  cacheDir: '/cache',
  node: '/node',
  user: { name: 'ada', uid: 1000, gid: 1000, home: '/home/ada', drop: false },
  electron: {
    executablePath: '/cache/electron',
    version: '33.2.1',
    pinnedVersion: '45.4.1',
    source: 'fallback' as const,
    note: 'Electron 33.2.1, the fallback.',
  },
  sqliteAddon: '/cache/better_sqlite3.node',
};

describe('the environment of Electron', () => {
  it('says what runs and where its SQLite is', () => {
    expect(electronEnvironment({ env: {}, machine, display: undefined })).toEqual({
      BULKHEAD_RUNTIME_NOTE: 'Electron 33.2.1, the fallback.',
      BULKHEAD_SQLITE_ADDON: '/cache/better_sqlite3.node',
    });
  });

  it('holds nothing of npm’s, among which there may be a token', () => {
    const env = {
      PATH: '/bin',
      'npm_config_//registry/:_authToken': 'secret',
      NODE_OPTIONS: '-r x',
    };

    const result = electronEnvironment({ env, machine, display: undefined });

    expect(result.PATH).toBe('/bin');
    expect(Object.keys(result).filter((name) => /^npm_|^NODE_/.test(name))).toEqual([]);
  });

  it('leads to the virtual display and to no other', () => {
    const env = {
      DISPLAY: ':0',
      WAYLAND_DISPLAY: 'wayland-0',
      XAUTHORITY: '/home/ada/.Xauthority',
    };

    const result = electronEnvironment({ env, machine, display: ':7' });

    expect(result.DISPLAY).toBe(':7');
    expect(result).not.toHaveProperty('WAYLAND_DISPLAY');
    expect(result).not.toHaveProperty('XAUTHORITY');
  });
});

describe('the switches of the simulated cloud', () => {
  it('lead every host to it, but those that are excluded', () => {
    expect(cloudSwitches({ port: 8443, spki: 'abc=' }, { exclude: ['localhost'] })).toEqual([
      '--host-resolver-rules=MAP * 127.0.0.1:8443, EXCLUDE localhost',
      '--ignore-certificate-errors-spki-list=abc=',
    ]);
  });
});

describe('the cache', () => {
  it.each([
    ['where BULKHEAD_CACHE says', { BULKHEAD_CACHE: '/mnt/cache' }, 0, '/mnt/cache'],
    ['outside of root’s home for root', {}, 0, '/var/cache/bulkhead'],
    ['in the home of anybody else', {}, 1000, '/home/ada/.cache/bulkhead'],
    ['where XDG_CACHE_HOME says', { XDG_CACHE_HOME: '/xdg' }, 1000, '/xdg/bulkhead'],
  ])('lies %s', (_what, env, uid, path) => {
    expect(cacheDirFor({ env, uid, home: '/home/ada' })).toBe(path);
  });
});

describe('a SQLite addon of its own', () => {
  it.each([
    ['33.2.1', true],
    ['34.5.8', true],
    ['35.0.0', false],
    ['45.4.1', false],
  ])('for Electron %s: %s', (version, isNeeded) => {
    expect(needsOwnAddon(version)).toBe(isNeeded);
  });
});
