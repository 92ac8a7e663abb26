import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EstateStatus, TenantStatus } from '../../../preload/contract/status.ts';
import { type RunningCloud, runCloud } from '../cloud/running-cloud.ts';
import { aService, estateTenant, fetchOf } from './a-service.ts';
import { cloudTokens } from './cloud-tokens.ts';

const OPERATOR = 'operator@home.example';
const SECOND = 'second@throttled.example';

describe('collecting from the simulated cloud', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runCloud('status');
  });
  afterAll(() => run.stop());

  const service = (domains: readonly string[]) =>
    aService({
      fetch: fetchOf(run),
      getToken: cloudTokens(run, ({ domain }) =>
        domain.startsWith('throttled') || domain.startsWith('unreachable') ? SECOND : OPERATOR,
      ),
      start: { tenants: domains.map((domain) => estateTenant(run.tenant(domain))) },
    });

  const tenantStatus = async (data: ReturnType<typeof service>, domain: string) =>
    TenantStatus.parse(await data.call('status.getTenant', { tenantId: run.tenant(domain).id }));
  const stateOf = ({ findings }: TenantStatus, checkId: string) =>
    findings.find((finding) => finding.checkId === checkId)?.state;

  it('asks a tenant for everything, and the contract takes what it concludes', async () => {
    const data = service(['home.example', 'wants-device.example']);

    await data.call('status.collect', { tenantIds: null });
    const status = EstateStatus.parse(await data.settled());

    expect(status.progress).toMatchObject({ done: 2, total: 2, failed: 0, isCancelled: false });
    expect(status.rows.map(({ problem }) => problem)).toEqual([null, null]);
    expect(status.rows.every(({ collectedAt }) => collectedAt !== null)).toBe(true);
    const home = TenantStatus.parse(
      await data.call('status.getTenant', { tenantId: run.tenant('home.example').id }),
    );
    expect(home.policies.length).toBeGreaterThan(0);
    expect(stateOf(home, 'legacy-auth')).toBe('pass');
    expect(home.roles.map(({ kind }) => kind).sort()).toContain('eligible');
  });

  it('lets no tenant that is throttled, out of reach or closed hold up another', async () => {
    const data = service([
      'throttled.example',
      'unreachable.example',
      'disabled.example',
      'no-consent.example',
      'home.example',
    ]);

    await data.call('status.collect', { tenantIds: null });
    await expect
      .poll(async () => (await data.status()).progress, { timeout: 25_000 })
      .toMatchObject({ done: 4, total: 5, failed: 3, waiting: 1, isRunning: true });
    const { progress, rows } = await data.status();
    await data.call('status.cancel');

    // The service asked for two minutes, which nobody waited for.
    const until = Date.parse(progress.waitsUntil ?? '') - Date.now();
    expect(until).toBeGreaterThan(90_000);
    expect(until).toBeLessThan(140_000);
    const problems = rows.map(({ problem }) => problem);
    expect(problems[1]).toBe('Sign-in cannot be reached.');
    expect(problems[2]).toMatch(/No token/);
    expect(problems[4]).toBeNull();
  });

  it('tells what was left over when it was cancelled, and goes on with that', async () => {
    const data = service(['throttled.example', 'home.example']);
    await data.call('status.collect', { tenantIds: null });
    await expect.poll(async () => (await data.status()).progress.done, { timeout: 20_000 }).toBe(1);

    await data.call('status.cancel');
    const cancelled = (await data.status()).progress;
    run.cloud.faults.clear();
    await data.call('status.collect', { tenantIds: null });
    const resumed = (await data.settled()).progress;

    expect(cancelled).toMatchObject({ isRunning: false, isCancelled: true, done: 1, total: 2 });
    expect(resumed).toMatchObject({ isCancelled: false, done: 1, total: 1, failed: 0 });
  });

  it('keeps what it knew when the network goes, with its age', async () => {
    let isThere = true;
    const reach = fetchOf(run);
    const data = aService({
      fetch: (url, init) => (isThere ? reach(url, init) : Promise.reject(new Error('gone'))),
      getToken: cloudTokens(run, () => OPERATOR),
      start: { tenants: [estateTenant(run.tenant('home.example'))] },
    });
    await data.call('status.collect', { tenantIds: null });
    await data.settled();
    const before = await tenantStatus(data, 'home.example');

    isThere = false;
    await data.call('status.collect', { tenantIds: null });
    await data.settled();
    const after = await tenantStatus(data, 'home.example');

    expect(after.problem).toBe('The service cannot be reached.');
    expect(after.collectedAt).toBe(before.collectedAt);
    expect(after.findings).toEqual(before.findings);
  });

  it.each([
    [{ kind: 'paging', link: 'https://attacker.example/v1.0/next' } as const, /leads elsewhere/],
    [{ kind: 'truncated' } as const, /cannot be reached/],
  ])('takes no answer for known when the service does this: %j', async (effect, words) => {
    const pathPrefix = '/v1.0/identity/conditionalAccess/policies';
    run.cloud.faults.add({ effect, pathPrefix });
    const data = service(['home.example']);

    await data.call('status.collect', { tenantIds: null });
    const [row] = (await data.settled()).rows;
    run.cloud.faults.clear();

    expect(row?.problem).toMatch(words);
    expect(stateOf(await tenantStatus(data, 'home.example'), 'legacy-auth')).not.toBe('pass');
  });

  it('answers a claims challenge with a new token, once', async () => {
    run.cloud.faults.add({
      // However long signing in takes: no token is newer than that unless it is asked for.
      effect: { kind: 'claims-challenge', sinceMs: Date.now() + 3_600_000 },
      pathPrefix: '/v1.0/organization',
    });
    const data = service(['home.example']);

    await data.call('status.collect', { tenantIds: null });
    const { progress } = await data.settled();
    run.cloud.faults.clear();

    expect(progress.failed).toBe(0);
    const wanted = data.sent.flatMap((message) =>
      message.type === 'token-wanted' ? [message.wanted] : [],
    );
    expect(wanted.filter(({ isRenewal }) => isRenewal)).toHaveLength(1);
    expect(wanted.find(({ isRenewal }) => isRenewal)?.claims).toContain('access_token');
  });

  it('exports what it knows with scope, age and version', async () => {
    const data = service(['home.example', 'wants-device.example']);
    await data.call('status.collect', { tenantIds: null });
    await data.settled();

    const json = (await data.call('status.export', { what: 'trust', format: 'json' })) as {
      text: string;
      rows: number;
    };
    const csv = (await data.call('status.export', { what: 'status', format: 'csv' })) as {
      text: string;
      rows: number;
    };

    const content = JSON.parse(json.text) as { rows: Record<string, unknown>[] };
    expect(content).toMatchObject({
      format: 'bulkhead-trust',
      scope: '2 tenants',
      appVersion: '1.2.3',
      formVersion: 1,
    });
    expect(content.rows).toContainEqual(
      expect.objectContaining({ source: 'Home', target: 'Wants Device', inboundMfa: 'yes' }),
    );
    expect(csv.text.split('\r\n')).toHaveLength(csv.rows + 2);
    expect(csv.text).toContain('2 tenants,1.2.3,1');
  });

  it('forgets a tenant while it is collected, and nothing comes back', async () => {
    const data = service(['throttled.example', 'home.example']);
    await data.call('status.collect', { tenantIds: null });
    const tenantId = run.tenant('home.example').id;
    await expect.poll(() => data.sent.some(({ type }) => type === 'token-wanted')).toBe(true);

    await data.call('tenant.forget', { tenantId });
    await data.settled();

    expect((await data.status()).rows.map((row) => row.tenantId)).not.toContain(tenantId);
    await expect(data.call('status.getTenant', { tenantId })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(data.call('status.collect', { tenantIds: [tenantId] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('never says a token', async () => {
    const tokens: string[] = [];
    const getToken = cloudTokens(run, () => OPERATOR);
    const data = aService({
      fetch: fetchOf(run),
      getToken: async (wanted) => {
        const outcome = await getToken(wanted);
        if (outcome.ok) tokens.push(outcome.token);
        return outcome;
      },
      start: { tenants: [estateTenant(run.tenant('home.example'))] },
    });

    await data.call('status.collect', { tenantIds: null });
    await data.settled();

    const said = JSON.stringify(data.sent);
    expect(tokens.length).toBeGreaterThan(3);
    expect(tokens.filter((token) => said.includes(token))).toEqual([]);
  });
});
