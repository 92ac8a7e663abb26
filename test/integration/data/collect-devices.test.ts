import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../preload/contract/index.ts';
import { vulnerabilitiesOf } from '../../cloud/contents/devices/vulnerabilities.ts';
import { type RunningCloud, runCloud } from '../cloud/running-cloud.ts';
import { aDeviceRun, statesOf } from './a-device-run.ts';

const OPERATOR = 'operator@many.example';
const GRAPH = 'graph.microsoft.com';
const DEFENDER = 'api.security.microsoft.com';
const ALL_COMPLETE = { defender: 'complete', intune: 'complete', entra: 'complete' };

describe('collecting devices of the simulated cloud', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runCloud('devices');
  });
  afterEach(() => run.cloud.reset());
  afterAll(() => run.stop());

  const aRun = (options: Partial<Parameters<typeof aDeviceRun>[1]> = {}) =>
    aDeviceRun(run, { accountOf: () => OPERATOR, ...options });
  const idOf = (domain: string) => run.tenant(domain).id;
  const requests = (host: string) =>
    run.cloud.requests.requests({ host }).map(({ path }) => decodeURIComponent(path));

  it('comes to what the cloud knows, to the device, over many pages', async () => {
    const devices = aRun();

    const collected = await devices.collect('many.example');

    expect(statesOf(collected)).toEqual(ALL_COMPLETE);
    const { kept, truth } = devices.comparison('many.example');
    expect(kept).toEqual(truth);
    expect(truth.map((ids) => ids.length > 2_000)).toEqual([true, true, true]);
    expect(requests(DEFENDER).length).toBeGreaterThan(1);
    expect(requests(GRAPH).length).toBeGreaterThan(10);
  });

  it('takes a tenant without devices for empty, and one without licences for that', async () => {
    const devices = aRun();

    const none = await devices.collect('none.example');
    const directory = await devices.collect('directory-only.example');

    expect(statesOf(none)).toEqual(ALL_COMPLETE);
    expect(devices.comparison('none.example').kept).toEqual([[], [], []]);
    expect(statesOf(directory)).toEqual({
      defender: 'not-licensed',
      intune: 'not-licensed',
      entra: 'complete',
    });
    expect(devices.inventory.ends.map(({ needs }) => needs)).toContain('Microsoft Intune');
  });

  it('keeps hostile names whole, and shows them bounded', async () => {
    const devices = aRun();
    await devices.collect('some.example');
    const { entra } = run.cloud.devices.truth(idOf('some.example'));

    const names = entra.map(
      ({ id }) =>
        devices.inventory.record(idOf('some.example') as TenantId, 'entra', id)?.facts?.name ?? '',
    );

    expect(devices.comparison('some.example').kept).toEqual(
      devices.comparison('some.example').truth,
    );
    expect(Math.max(...names.map((name) => name.length))).toBe(256);
    expect(names.filter((name) => /[\p{Cc}\p{Surrogate}]/u.test(name))).toEqual([]);
  });

  it('counts the vulnerabilities of machines, as the cloud lists them', async () => {
    const tenantId = idOf('some.example');
    const devices = aRun();

    await devices.collect('some.example');

    const { defender } = run.cloud.devices.truth(tenantId);
    const kept = defender.map(({ id }) => {
      const facts = devices.inventory.record(tenantId as TenantId, 'defender', id)?.facts;
      return [facts?.vulnerabilities ?? null, facts?.criticalVulnerabilities ?? null];
    });
    const truth = defender.map(({ id }) => {
      const rows = vulnerabilitiesOf(run.cloud.estate.seed, id);
      const critical = rows.filter(({ severity }) => severity === 'Critical');
      const different = (all: typeof rows) => new Set(all.map(({ cveId }) => cveId)).size;
      return rows.length === 0 ? [null, null] : [different(rows), different(critical)];
    });
    expect(kept).toEqual(truth);
    expect(truth.filter(([all]) => all === null).length).toBeGreaterThan(5);
  });

  it('has machines without their counts where those are refused, and says what is missing', async () => {
    run.cloud.faults.add({
      effect: { kind: 'status', status: 403 },
      pathPrefix: '/api/vulnerabilities',
    });
    const devices = aRun();

    const collected = await devices.collect('some.example');

    expect(statesOf(collected)).toEqual(ALL_COMPLETE);
    expect(devices.inventory.ends.find(({ source }) => source === 'defender')).toMatchObject({
      state: 'complete',
      needs: 'Vulnerability.Read',
      problem: expect.stringMatching(/^Vulnerabilities were not counted/) as string,
    });
    const { kept, truth } = devices.comparison('some.example');
    expect(kept).toEqual(truth);
  });

  it('follows what changes: new, changed and gone, by delta and by list', async () => {
    const tenantId = idOf('some.example');
    const devices = aRun();
    await devices.collect('some.example');
    const before = run.cloud.devices.truth(tenantId);
    const changed = before.intune[3]?.id ?? '';
    run.cloud.devices.edit(tenantId, { kind: 'grow', count: 25 });
    for (const service of ['defender', 'intune', 'entra'] as const) {
      run.cloud.devices.edit(tenantId, {
        kind: 'remove',
        service,
        id: before[service][0]?.id ?? '',
      });
    }
    run.cloud.devices.edit(tenantId, {
      kind: 'change',
      service: 'intune',
      id: changed,
      values: { complianceState: 'error' },
    });
    run.cloud.requests.clear();

    const collected = await devices.collect('some.example');

    expect(statesOf(collected)).toEqual(ALL_COMPLETE);
    const { kept, truth } = devices.comparison('some.example');
    expect(kept).toEqual(truth);
    expect(
      devices.inventory.record(tenantId as TenantId, 'intune', changed)?.facts?.compliance,
    ).toBe('error');
    // One page of changes, where the whole list has two.
    expect(requests(GRAPH).filter((path) => path.includes('delta'))).toHaveLength(1);
    expect(requests(GRAPH).join()).toContain('$deltatoken=');
  });

  it('lists Entra anew when the delta has ended', async () => {
    const tenantId = idOf('some.example');
    const devices = aRun();
    await devices.collect('some.example');
    const [gone] = run.cloud.devices.truth(tenantId).entra;
    run.cloud.devices.edit(tenantId, { kind: 'remove', service: 'entra', id: gone?.id ?? '' });
    run.cloud.faults.add({
      effect: { kind: 'status', status: 410 },
      pathPrefix: '/v1.0/devices/delta',
      times: 1,
    });

    await devices.collect('some.example');

    const { kept, truth } = devices.comparison('some.example');
    expect(kept).toEqual(truth);
  });

  it('is partial when a later page fails, and loses nothing', async () => {
    const devices = aRun({ limits: { maxRetries: 0 } });
    await devices.collect('many.example', true);
    const before = devices.comparison('many.example').kept;
    // Two pages of Intune come; the third does not.
    let pages = 0;
    devices.inventory.onSave = (_, { source }) => {
      if (source !== 'intune') return;
      pages += 1;
      if (pages !== 4) return;
      run.cloud.faults.add({
        effect: { kind: 'status', status: 500 },
        pathPrefix: '/v1.0/deviceManagement',
      });
    };
    run.cloud.devices.edit(idOf('many.example'), { kind: 'grow', count: 5 });

    const collected = await devices.collect('many.example');

    expect(statesOf(collected)).toEqual({ ...ALL_COMPLETE, intune: 'partial' });
    const { kept } = devices.comparison('many.example');
    expect(kept[1]).toEqual(expect.arrayContaining(before[1] ?? []));
  });

  it('goes on after it was cancelled from the page it had come to', async () => {
    const devices = aRun();
    let pages = 0;
    devices.inventory.onSave = (_, { source }) => {
      if (source !== 'intune') return;
      pages += 1;
      if (pages === 4) devices.cancel();
    };
    await expect(devices.collect('many.example')).rejects.toMatchObject({ kind: 'cancelled' });
    const left = devices.inventory.store.openRuns();
    devices.inventory.onSave = () => undefined;
    devices.allowAgain();
    run.cloud.requests.clear();

    await devices.collect('many.example');

    expect(left).toMatchObject([{ source: 'intune', covered: 2_000 }]);
    expect(requests(GRAPH).find((path) => path.includes('managedDevices'))).toContain('$skiptoken');
    const { kept, truth } = devices.comparison('many.example');
    expect(kept).toEqual(truth);
  });

  it.each([
    ['https://attacker.example/v1.0/next'],
    ['https://graph.microsoft.com@attacker.example/'],
    ['https://graph.microsoft.com.attacker.example/'],
    ['http://graph.microsoft.com/v1.0/next'],
    ['//attacker.example/v1.0/next'],
    ['/v1.0/devices/delta'],
  ])('sends no token to %s, and keeps the page that named it', async (link) => {
    const devices = aRun();
    run.cloud.faults.add({ effect: { kind: 'paging', link } });

    const collected = await devices.collect('some.example');

    expect(statesOf(collected)).toEqual({
      defender: 'partial',
      intune: 'partial',
      entra: 'partial',
    });
    expect(collected.sources.map(({ problem }) => problem)).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/leads elsewhere/) as string),
    );
    const strangers = run.cloud.requests
      .requests()
      .filter(({ host }) => host.includes('attacker.example'));
    expect(strangers).toEqual([]);
    const { kept, truth } = devices.comparison('some.example');
    // Defender and Intune list so few on one page; Entra has two.
    expect([kept[0], kept[1]]).toEqual([truth[0], truth[1]]);
    expect(kept[2]).toHaveLength(200);
  });

  it('takes the token of each API to its own host only', async () => {
    await aRun().collect('some.example');

    const audiences = new Map<string, Set<string>>();
    for (const { host, headers } of run.cloud.requests.requests()) {
      const token = /^Bearer [^.]+\.([^.]+)\./.exec(headers['authorization'] ?? '')?.[1];
      if (token === undefined) continue;
      const { aud } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { aud: string };
      audiences.set(host, (audiences.get(host) ?? new Set()).add(aud));
    }
    expect(Object.fromEntries(audiences)).toEqual({
      [GRAPH]: new Set([`https://${GRAPH}`]),
      [DEFENDER]: new Set(['https://api.securitycenter.microsoft.com']),
    });
  });

  it('waits as long as a service asks, and then takes everything', async () => {
    const devices = aRun();
    run.cloud.faults.add({
      effect: { kind: 'status', status: 429, retryAfterSeconds: 1 },
      pathPrefix: '/api/machines',
      times: 2,
    });

    const collected = await devices.collect('some.example');

    expect(statesOf(collected)).toEqual(ALL_COMPLETE);
    expect(devices.waits.filter((until) => until !== null)).toHaveLength(2);
    const { kept, truth } = devices.comparison('some.example');
    expect(kept).toEqual(truth);
  });

  it.each([{ kind: 'truncated' } as const, { kind: 'reset' } as const])(
    'takes nothing of an answer that breaks off: %j',
    async (effect) => {
      const devices = aRun({ limits: { maxRetries: 0 } });
      run.cloud.faults.add({ effect, pathPrefix: '/v1.0/deviceManagement' });

      const collected = await devices.collect('some.example');

      expect(statesOf(collected)).toEqual({ ...ALL_COMPLETE, intune: 'failed' });
      expect(collected.sources[1]?.isOffline).toBe(true);
      expect(devices.comparison('some.example').kept[1]).toEqual([]);
    },
  );
});

describe('the demo estate', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runCloud('demo');
  });
  afterAll(() => run.stop());

  it('has tenants of every state that an inventory shows, in all clouds', async () => {
    const accounts: Readonly<Record<string, string>> = {
      'woodgrove.onmicrosoft.us': 'adm-dana@woodgrove.onmicrosoft.us',
      'proseware.onmicrosoft.us': 'adm-dana@proseware.onmicrosoft.us',
      'tailwindtraders.partner.onmschina.cn': 'adm-dana@tailwindtraders.partner.onmschina.cn',
    };
    const devices = aDeviceRun(run, {
      accountOf: ({ domain }) => accounts[domain] ?? 'dana.okafor@contoso.com',
    });
    // Nobody consented in Litware yet, and without that nobody signs in there.
    run.cloud.consents.give(run.tenant('litwareinc.com').id);
    const domains = run.cloud.estate.tenants.map(({ domain }) => domain);

    const states = new Map<string, unknown>();
    for (const domain of domains) {
      states.set(domain, statesOf(await devices.collect(domain)));
    }

    const complete = { defender: 'complete', intune: 'complete', entra: 'complete' };
    expect(Object.fromEntries(states)).toEqual({
      'contoso.com': complete,
      'fabrikam.com': complete,
      'adatum.com': { ...complete, defender: 'not-permitted' },
      'northwindtraders.com': { ...complete, intune: 'not-licensed' },
      'litwareinc.com': complete,
      'woodgrove.onmicrosoft.us': complete,
      'proseware.onmicrosoft.us': {
        defender: 'not-licensed',
        intune: 'not-licensed',
        entra: 'complete',
      },
      'tailwindtraders.partner.onmschina.cn': { ...complete, defender: 'not-available' },
    });
    const { kept, truth } = devices.comparison('contoso.com');
    expect(kept).toEqual(truth);
  });
});
