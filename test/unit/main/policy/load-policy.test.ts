import { describe, expect, it } from 'vitest';
import { PolicySummary, StartProblem } from '../../../../preload/contract/index.ts';
import { loadPolicy } from '../../../../main/policy/load-policy.ts';
import { policyDigest } from '../../../../main/policy/policy-digest.ts';
import { CLOSED_POLICY, NO_POLICY, Policy } from '../../../../main/policy/policy-schema.ts';
import { managedSettings, summarizePolicy } from '../../../../main/policy/policy-summary.ts';
import type { TrustedFile } from '../../../../main/policy/trusted-file.ts';
import { aSigner } from '../../../support/signed-update.ts';

async function load(
  file: TrustedFile,
  env: Readonly<Record<string, string>> = {},
  isRelease = true,
) {
  const paths: string[] = [];
  const loaded = await loadPolicy({
    platform: 'linux',
    isRelease,
    env,
    readFile: (path) => {
      paths.push(path);
      return file;
    },
  });
  return { loaded, paths };
}

const bytes = (text: string): TrustedFile => ({ state: 'read', bytes: Buffer.from(text) });
const json = (value: unknown): TrustedFile => bytes(JSON.stringify(value));

const TENANT = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201';
const FULL = {
  tenants: { allowed: [TENANT] },
  downloads: { allowed: true, folder: '/srv/exports' },
  export: { allowed: false },
  additionalHosts: {
    global: { navigation: ['sts.contoso.example'], requests: ['*.cdn.contoso.example'] },
    dod: { requests: ['x.contoso.example'] },
  },
  permissions: { clipboardWrite: false },
  managedBrowser: { path: '/usr/bin/microsoft-edge-stable', name: 'Microsoft Edge' },
  collection: { everyMinutes: 60 },
  retention: { inventoryDays: 30, changesDays: 7 },
  deviceCode: { allowed: true },
  contentProtection: { isOn: true },
  lock: { requiresPassphrase: true },
  updates: { allowed: false },
  journal: { checkpoints: { kind: 'folder', folder: '/srv/journal' }, keepDays: 400 },
  settings: { theme: 'dark', liveViewLimit: 5 },
};

const UPDATES = {
  allowed: true,
  url: 'https://updates.contoso.example/bulkhead/manifest.json',
  keys: [aSigner().key],
};

describe('loadPolicy', () => {
  it('reads the administrator’s file', async () => {
    const { loaded, paths } = await load(json(FULL));

    expect(paths).toEqual(['/etc/bulkhead/policy.json']);
    expect(loaded).toEqual({
      state: 'ok',
      policy: FULL,
      said: new Set(Object.keys(FULL)),
      source: '/etc/bulkhead/policy.json',
      sha256: policyDigest(FULL),
      problem: null,
    });
    // A rule that is not in here is a rule that nobody has tried.
    expect(Object.keys(FULL).sort()).toEqual(Object.keys(Policy.shape).sort());
  });

  it('manages nothing where there is no policy', async () => {
    const { loaded } = await load({ state: 'absent' });

    expect(loaded).toEqual({
      state: 'absent',
      policy: NO_POLICY,
      said: new Set(),
      source: '/etc/bulkhead/policy.json',
      sha256: null,
      problem: null,
    });
    expect(NO_POLICY).toEqual({
      tenants: null,
      downloads: { allowed: false },
      export: { allowed: true },
      additionalHosts: {},
      permissions: { clipboardWrite: true },
      managedBrowser: null,
      collection: { everyMinutes: 240 },
      retention: { inventoryDays: null, changesDays: 90 },
      deviceCode: { allowed: false },
      contentProtection: { isOn: false },
      lock: { requiresPassphrase: false },
      updates: { allowed: false },
      journal: { checkpoints: null, keepDays: 0 },
      settings: {},
    });
  });

  it('takes an empty policy, and tenants in either case', async () => {
    expect((await load(json({}))).loaded).toMatchObject({ state: 'ok', policy: NO_POLICY });
    const { loaded } = await load(json({ tenants: { allowed: [TENANT.toUpperCase()] } }));
    expect(loaded.policy.tenants).toEqual({ allowed: [TENANT] });
  });

  it('takes updates at a plain address, looked for by hand unless it says daily', async () => {
    const { loaded } = await load(json({ updates: UPDATES }));
    expect(loaded.policy.updates).toEqual({ ...UPDATES, checksDaily: false });
    expect(summarizePolicy(loaded).rules.find(({ key }) => key === 'updates')).toMatchObject({
      value: expect.stringContaining('at updates.contoso.example; installed by'),
      isManaged: true,
    });
  });

  it.each<readonly [string, unknown]>([
    ['a rule that is not known', { download: { allowed: true } }],
    ['a rule with a hostile name', JSON.parse('{"__proto__":{"downloads":1}}')],
    ['a list of no tenants', { tenants: { allowed: [] } }],
    ['a tenant that is no GUID', { tenants: { allowed: ['contoso.onmicrosoft.com'] } }],
    ['downloads without a folder', { downloads: { allowed: true } }],
    ['a folder that is not absolute', { downloads: { allowed: true, folder: 'exports' } }],
    ['a wildcard for pages', { additionalHosts: { global: { navigation: ['*.okta.example'] } } }],
    ['a wildcard for everything', { additionalHosts: { global: { requests: ['*.com'] } } }],
    ['an address for a host', { additionalHosts: { global: { requests: ['https://x.example'] } } }],
    ['a cloud that is not known', { additionalHosts: { mars: { requests: ['x.example'] } } }],
    ['a permission that is not known', { permissions: { camera: true } }],
    ['a browser at no absolute path', { managedBrowser: { path: 'edge', name: 'Edge' } }],
    ['a collection every moment', { collection: { everyMinutes: -1 } }],
    ['a collection that is never due', { collection: { everyMinutes: 100_000 } }],
    ['keeping for no day', { retention: { inventoryDays: 0 } }],
    ['codes that are perhaps allowed', { deviceCode: { allowed: 'yes' } }],
    ['updates from nowhere', { updates: { allowed: true } }],
    ['updates that anybody may sign', { updates: { ...UPDATES, keys: [] } }],
    ['a key that is too short', { updates: { ...UPDATES, keys: ['c2hvcnQ='] } }],
    ['a key in another form', { updates: { ...UPDATES, keys: ['-----BEGIN PUBLIC KEY-----'] } }],
    ...[
      'http://updates.contoso.example/manifest.json',
      'https://updates.contoso.example',
      'https://updates.contoso.example/',
      'https://updates.contoso.example/bulkhead/',
      'https://updates.contoso.example:8443/manifest.json',
      'https://updates.contoso.example/manifest.json?channel=1',
      'https://updates.contoso.example/manifest.json#1',
      'https://updates.contoso.example/../manifest.json',
      'https://updates.contoso.example/%2e%2e/manifest.json',
      'https://updates.contoso.example//manifest.json',
      'https://name:word@updates.contoso.example/manifest.json',
      'https://updates/manifest.json',
      'https://192.0.2.1/manifest.json',
      'https://UPDATES.contoso.example/manifest.json',
      `https://updates.contoso.example/${'a'.repeat(1_100)}`,
      'file:///srv/manifest.json',
    ].map((url) => [`updates at ${url.slice(0, 60)}`, { updates: { ...UPDATES, url } }] as const),
    ['checkpoints into nowhere', { journal: { checkpoints: { kind: 'folder' } } }],
    ['checkpoints by mail', { journal: { checkpoints: { kind: 'mail' } } }],
    ['a journal that is kept for less than a day', { journal: { keepDays: 0.5 } }],
    ['a setting out of bounds', { settings: { liveViewLimit: 0 } }],
    ['a setting that operators keep', { settings: { overviewLayout: 'table' } }],
    ['a list', []],
    ['nothing', null],
  ])('rejects %s, says where, and allows nothing', async (_what, value) => {
    const { loaded } = await load(json(value));

    expect(loaded).toMatchObject({ state: 'rejected', policy: CLOSED_POLICY });
    // Which one it was that nobody understood.
    expect(loaded.sha256).toBe(policyDigest(value));
    expect(StartProblem.parse(loaded.problem)).toMatchObject({ what: 'policy', state: 'rejected' });
    expect(loaded.problem?.message).toContain('nothing is opened');
  });

  it('names the key that is not known', async () => {
    const { loaded } = await load(json({ downlods: { allowed: true } }));

    expect(loaded.problem?.message).toContain('downlods');
  });

  it.each([
    ['what is not JSON', bytes('{"downloads":')],
    ['what is not text', { state: 'read', bytes: Buffer.from([0x7b, 0xff, 0x7d]) } as const],
  ])('rejects %s', async (_what, file) => {
    expect((await load(file)).loaded.problem?.message).toContain('is not valid JSON');
  });

  it('rejects a file that others can write, and tells of one that cannot be read', async () => {
    const refused = await load({ state: 'refused', reason: 'does not belong to root' });
    const unreadable = await load({ state: 'unreadable', code: 'EACCES' });

    expect(refused.loaded).toMatchObject({ state: 'rejected', policy: CLOSED_POLICY });
    expect(refused.loaded.problem?.message).toContain('does not belong to root');
    expect(unreadable.loaded).toMatchObject({ state: 'unreadable', policy: CLOSED_POLICY });
    expect(unreadable.loaded.problem).toMatchObject({ state: 'unreadable' });
  });

  it('keeps a long reason within the contract, with what to do at its end', async () => {
    const { loaded } = await load({ state: 'refused', reason: 'x'.repeat(2_000) });

    expect(StartProblem.parse(loaded.problem).message).toMatch(/start Bulkhead again\.$/);
  });

  it('lets the environment name another file in development only', async () => {
    const env = { BULKHEAD_POLICY_FILE: '/tmp/p.json' };

    expect((await load({ state: 'absent' }, env, false)).paths).toEqual(['/tmp/p.json']);
    expect((await load({ state: 'absent' }, env, true)).paths).toEqual([
      '/etc/bulkhead/policy.json',
    ]);
  });

  it.each([
    ['win32', 'C:\\Windows\\System32\\reg.exe'],
    ['darwin', '/Library/Managed Preferences/io.github.bulkhead.bulkhead.plist'],
  ] as const)('looks in the place of %s', async (platform, place) => {
    const asked: string[] = [];
    const loaded = await loadPolicy({
      platform,
      isRelease: true,
      env: { BULKHEAD_POLICY_FILE: '/tmp/p.json' },
      readFile: (path) => {
        asked.push(path);
        return { state: 'absent' };
      },
      run: async (program) => {
        asked.push(program);
        return { kind: 'failed' };
      },
    });

    expect(asked).toEqual([place]);
    expect(loaded.state).toBe(platform === 'win32' ? 'unreadable' : 'absent');
  });

  it('has no place on another system', async () => {
    const loaded = await loadPolicy({ platform: 'freebsd', isRelease: true, env: {} });

    expect(loaded).toMatchObject({ state: 'absent', source: null });
  });
});

describe('CLOSED_POLICY', () => {
  it('opens, adds and writes nothing, and deletes nothing', () => {
    expect(CLOSED_POLICY).toMatchObject({
      tenants: { allowed: [] },
      downloads: { allowed: false },
      export: { allowed: false },
      additionalHosts: {},
      permissions: { clipboardWrite: false },
      collection: { everyMinutes: 0 },
      retention: { inventoryDays: null },
      deviceCode: { allowed: false },
      contentProtection: { isOn: true },
    });
  });

  it('locks as early as it can, whatever the operator chose', () => {
    const { lockAfterMinutes, locksWithSession } = CLOSED_POLICY.settings;

    expect(locksWithSession).toBe(true);
    // 0 is never, so that nothing but 0 is below the strictest.
    expect(lockAfterMinutes).toBe(1);
    expect(Policy.shape.settings.safeParse(CLOSED_POLICY.settings).success).toBe(true);
  });
});

describe('summarizePolicy', () => {
  const valueOf = (summary: PolicySummary, key: string) =>
    summary.rules.find((rule) => rule.key === key);

  it('says of every rule what holds, and which of them were decided', async () => {
    const some = { downloads: FULL.downloads, tenants: FULL.tenants };
    const summary = PolicySummary.parse(summarizePolicy((await load(json(some))).loaded));

    expect(summary).toMatchObject({ state: 'ok', source: '/etc/bulkhead/policy.json' });
    expect([...summary.rules.map(({ key }) => key), 'settings'].sort()).toEqual(
      Object.keys(Policy.shape).sort(),
    );
    expect(valueOf(summary, 'downloads')).toMatchObject({
      value: 'Allowed, into /srv/exports',
      isManaged: true,
    });
    expect(valueOf(summary, 'tenants')?.value).toBe('Only 1 listed tenant');
    expect(valueOf(summary, 'export')).toMatchObject({ value: 'Allowed', isManaged: false });
  });

  it('fits the contract with everything decided, and with hosts without end', async () => {
    const requests = Array.from({ length: 200 }, (_, at) => `host${String(at)}.contoso.example`);
    const large = { ...FULL, additionalHosts: { global: { requests } } };

    expect(PolicySummary.safeParse(summarizePolicy((await load(json(large))).loaded)).success).toBe(
      true,
    );
  });

  it('says that a policy which cannot be used refuses', async () => {
    const summary = summarizePolicy((await load(json({ x: 1 }))).loaded);

    expect(summary.state).toBe('rejected');
    expect(valueOf(summary, 'tenants')).toMatchObject({ value: 'None', isManaged: true });
  });
});

describe('managedSettings', () => {
  it('names the settings that the policy decides, and where', async () => {
    expect(managedSettings((await load(json(FULL))).loaded)).toEqual([
      { key: 'theme', source: '/etc/bulkhead/policy.json' },
      { key: 'liveViewLimit', source: '/etc/bulkhead/policy.json' },
    ]);
    expect(managedSettings((await load({ state: 'absent' })).loaded)).toEqual([]);
  });

  it.each([
    ['rejected', json({ downlods: {} })],
    ['unreadable', { state: 'unreadable', code: 'EACCES' } as const],
  ])('names the lock’s while the policy is %s', async (_state, file) => {
    expect(managedSettings((await load(file)).loaded)).toEqual([
      { key: 'lockAfterMinutes', source: '/etc/bulkhead/policy.json' },
      { key: 'locksWithSession', source: '/etc/bulkhead/policy.json' },
      { key: 'endsPagesWhenLocked', source: '/etc/bulkhead/policy.json' },
    ]);
  });
});
