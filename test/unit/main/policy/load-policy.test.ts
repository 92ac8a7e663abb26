import { describe, expect, it } from 'vitest';
import { StartProblem } from '../../../../preload/contract/index.ts';
import { loadPolicy, managedSettings } from '../../../../main/policy/load-policy.ts';
import { NO_POLICY } from '../../../../main/policy/policy-schema.ts';
import type { TrustedFile } from '../../../../main/policy/trusted-file.ts';

function load(file: TrustedFile, env: Readonly<Record<string, string>> = {}, isPackaged = true) {
  const paths: string[] = [];
  const loaded = loadPolicy({
    platform: 'linux',
    isPackaged,
    env,
    read: (path) => {
      paths.push(path);
      return file;
    },
  });
  return { loaded, paths };
}

const text = (value: unknown): TrustedFile => ({ state: 'read', text: JSON.stringify(value) });

const FULL = {
  downloads: { allowed: true, folder: '/srv/exports' },
  additionalHosts: {
    global: { navigation: ['sts.contoso.example'], requests: ['*.cdn.contoso.example'] },
    dod: { requests: ['x.contoso.example'] },
  },
  managedBrowser: { path: '/usr/bin/microsoft-edge-stable', name: 'Microsoft Edge' },
  collection: { everyMinutes: 60 },
  deviceCode: { allowed: true },
  journal: { anchor: { to: 'folder', path: '/mnt/audit' }, keepDays: 400 },
  settings: { theme: 'dark', liveViewLimit: 5 },
};

describe('loadPolicy', () => {
  it('reads the administrator’s file', () => {
    const { loaded, paths } = load(text(FULL));

    expect(paths).toEqual(['/etc/bulkhead/policy.json']);
    expect(loaded).toEqual({
      state: 'ok',
      policy: FULL,
      source: '/etc/bulkhead/policy.json',
      problem: null,
    });
  });

  it('allows nothing where there is no policy', () => {
    const { loaded } = load({ state: 'absent' });

    expect(loaded).toEqual({ state: 'absent', policy: NO_POLICY, source: null, problem: null });
    expect(NO_POLICY).toEqual({
      downloads: { allowed: false },
      additionalHosts: {},
      managedBrowser: null,
      collection: { everyMinutes: 240 },
      deviceCode: { allowed: false },
      journal: { anchor: null, keepDays: 0 },
      settings: {},
    });
  });

  it('takes an empty policy', () => {
    expect(load(text({})).loaded).toMatchObject({ state: 'ok', policy: NO_POLICY });
  });

  it.each([
    ['a rule that is not known', { download: { allowed: true } }],
    ['downloads without a folder', { downloads: { allowed: true } }],
    ['a folder that is not absolute', { downloads: { allowed: true, folder: 'exports' } }],
    ['a wildcard for pages', { additionalHosts: { global: { navigation: ['*.okta.example'] } } }],
    ['a wildcard for everything', { additionalHosts: { global: { requests: ['*.com'] } } }],
    ['an address for a host', { additionalHosts: { global: { requests: ['https://x.example'] } } }],
    ['a cloud that is not known', { additionalHosts: { mars: { requests: ['x.example'] } } }],
    ['a browser without a path', { managedBrowser: { name: 'Edge' } }],
    ['a collection every moment', { collection: { everyMinutes: -1 } }],
    ['a collection that is never due', { collection: { everyMinutes: 100_000 } }],
    ['codes that are perhaps allowed', { deviceCode: { allowed: 'yes' } }],
    ['an anchor that is not known', { journal: { anchor: { to: 'mail' } } }],
    ['an anchor without a folder', { journal: { anchor: { to: 'folder' } } }],
    ['a journal that is kept for less than a day', { journal: { keepDays: 0.5 } }],
    ['a setting out of bounds', { settings: { liveViewLimit: 0 } }],
    ['a setting that operators keep', { settings: { overviewLayout: 'table' } }],
    ['a list', []],
    ['nothing', null],
  ])('rejects %s and says where', (_what, value) => {
    const { loaded } = load(text(value));

    expect(loaded).toMatchObject({ state: 'rejected', policy: NO_POLICY, source: null });
    expect(StartProblem.parse(loaded.problem)).toMatchObject({ what: 'policy', state: 'rejected' });
    expect(loaded.problem?.message).toContain('downloads are refused');
  });

  it('rejects what is not JSON', () => {
    const { loaded } = load({ state: 'read', text: '{"downloads":' });

    expect(loaded.problem?.message).toContain('is not valid JSON');
  });

  it('rejects a file that others can write, and tells of one that cannot be read', () => {
    const refused = load({ state: 'refused', reason: 'does not belong to root' }).loaded;
    const unreadable = load({ state: 'unreadable', code: 'EACCES' }).loaded;

    expect(refused.problem).toMatchObject({ state: 'rejected' });
    expect(refused.problem?.message).toContain('does not belong to root');
    expect(unreadable.problem).toMatchObject({ state: 'unreadable' });
  });

  it('keeps a long reason within the contract', () => {
    const file: TrustedFile = { state: 'refused', reason: 'x'.repeat(2_000) };

    expect(StartProblem.safeParse(load(file).loaded.problem).success).toBe(true);
  });

  it('lets the environment name another file in development only', () => {
    const env = { BULKHEAD_POLICY_FILE: '/tmp/p.json' };

    expect(load({ state: 'absent' }, env, false).paths).toEqual(['/tmp/p.json']);
    expect(load({ state: 'absent' }, env, true).paths).toEqual(['/etc/bulkhead/policy.json']);
  });

  it.each(['win32', 'darwin'] as const)('has no policy file on %s', (platform) => {
    const read = () => {
      throw new Error('read all the same');
    };

    expect(loadPolicy({ platform, isPackaged: true, env: {}, read })).toMatchObject({
      state: 'absent',
    });
  });
});

describe('managedSettings', () => {
  it('names the settings that the policy decides, and where', () => {
    expect(managedSettings(load(text(FULL)).loaded)).toEqual([
      { key: 'theme', source: '/etc/bulkhead/policy.json' },
      { key: 'liveViewLimit', source: '/etc/bulkhead/policy.json' },
    ]);
    expect(managedSettings(load({ state: 'absent' }).loaded)).toEqual([]);
  });
});
