import { describe, expect, it } from 'vitest';
import { createDataService, EXIT_BROKEN_STORE } from '../../../../main/data/data-service.ts';
import type { FromData } from '../../../../main/data/protocol.ts';
import type { StatusServiceDeps } from '../../../../main/data/status/status-service.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import type { EstateStatus } from '../../../../preload/contract/status.ts';

const A = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const B = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;

const tenant = (id: TenantId) => ({
  id,
  name: 'Fabrikam',
  domain: 'fabrikam.com',
  cloud: 'global',
  accessPath: 'unknown',
});

const START = {
  type: 'start',
  dbPath: null,
  key: null,
  nativeBinding: null,
  appVersion: '1.2.3',
  tenants: [tenant(A), tenant(B)],
  forgetsOthers: true,
  revisionsFrom: 0,
};

const stamp = { source: 'ID token', collectedAt: '2026-11-21T09:00:00.000Z' };
const signIn = (tenantId: TenantId) => ({
  tenantId,
  account: 'dana@contoso.com',
  signIn: {
    kind: 'known',
    value: { state: 'signed-in', code: null, reason: 'Signed in.' },
    ...stamp,
  },
  token: { kind: 'not-collected', needs: null, detail: null, source: 'None', collectedAt: null },
});

function aService(change: { evaluate?: StatusServiceDeps['evaluate']; now?: () => Date } = {}) {
  const sent: FromData[] = [];
  const exits: number[] = [];
  const service = createDataService({
    send: (message) => sent.push(message),
    fetch: () => Promise.reject(new Error('no network')),
    now: () => new Date('2026-11-21T09:00:00.000Z'),
    ticks: () => 0,
    random: () => 0,
    randomBytes: (size) => new Uint8Array(size),
    newRequestId: () => 'id',
    platform: 'linux',
    evaluate: (facts, { collectedAt, problem }) => ({
      tenantId: facts.tenantId as TenantId,
      findings: [],
      policies: [],
      roles: [],
      account: null,
      collectedAt,
      problem: facts.signIn.kind === 'known' ? facts.signIn.value.state : problem,
    }),
    trustCells: () => [],
    exit: (code) => exits.push(code),
    tellEveryMs: 1,
    ...change,
  });
  let id = 0;
  const call = async (method: string, input: unknown = {}) => {
    id += 1;
    service.receive({ type: 'call', id, method, input });
    await expect.poll(() => sent.some((one) => 'id' in one && one.id === id)).toBe(true);
    return sent.find((one) => 'id' in one && one.id === id);
  };
  return { service, sent, exits, call };
}

describe('createDataService', () => {
  it('says where things are kept, and the state of every tenant', async () => {
    const { service, sent, call } = aService();

    service.receive(START);
    const answer = await call('status.get');

    expect(sent[0]).toEqual({ type: 'ready', storage: 'memory', notice: null });
    expect(answer).toMatchObject({
      type: 'answer',
      value: { rows: [{ tenantId: A }, { tenantId: B }] },
    });
  });

  it('tells of later revisions than the process before it', async () => {
    const { service, call } = aService();

    service.receive({ ...START, revisionsFrom: 7_000 });

    for (const method of ['status.get', 'inventory.get']) {
      const { value } = (await call(method)) as { value: { revision: number } };
      expect(value.revision).toBeGreaterThanOrEqual(7_000);
    }
  });

  it.each([undefined, {}, { key: 'x'.repeat(32) }, { key: new Uint8Array(31) }, { key: null }])(
    'keeps nothing under what is no key: %#',
    async (input) => {
      const { service, call } = aService();
      service.receive({ ...START, dbPath: '/nowhere/estate.db' });

      expect(await call('store.keep', input)).toMatchObject({ type: 'failure', code: 'invalid' });
      expect(await call('status.get')).toMatchObject({ type: 'answer' });
    },
  );

  it('keeps things as long as the policy says, and takes no other answer', async () => {
    const { service, call } = aService();
    service.receive(START);

    expect(await call('retention.apply', { inventoryDays: 30, changesDays: 7 })).toMatchObject({
      type: 'answer',
    });
    for (const input of [{}, { inventoryDays: 0, changesDays: 7 }, { inventoryDays: 30 }]) {
      expect(await call('retention.apply', input)).toMatchObject({ code: 'invalid' });
    }
  });

  it('keeps nothing where there is no file for it, and goes on when it cannot', async () => {
    const key = new Uint8Array(32).fill(3);
    for (const [dbPath, code] of [
      [null, 'not-available'],
      ['/nowhere/estate.db', 'internal'],
    ]) {
      const { service, call } = aService();
      service.receive({ ...START, dbPath });

      expect(await call('store.keep', { key })).toMatchObject({ type: 'failure', code });
      expect(await call('status.get')).toMatchObject({ type: 'answer' });
    }
  });

  it.each([
    undefined,
    null,
    'start',
    { type: 'start' },
    { ...START, key: new Uint8Array(16) },
    { ...START, key: 'x'.repeat(32) },
    { ...START, more: 1 },
    { ...START, tenants: [{ ...tenant(A), id: '../x' }] },
    { ...START, tenants: [{ ...tenant(A), cloud: 'moon' }] },
    { type: 'call', id: 1, method: 'store.exec', input: 'DROP TABLE' },
    { type: 'token', id: 1, outcome: { ok: true, token: 'x'.repeat(70_000) } },
    { type: 'sign-ins', signIns: [{ ...signIn(A), token: 'secret-token' }] },
  ])('refuses a message that is not one, and does not repeat it: %#', (message) => {
    const { service, sent } = aService();

    service.receive(message);

    expect(sent).toEqual([expect.objectContaining({ type: 'log', event: 'refused-message' })]);
    expect(JSON.stringify(sent)).not.toContain('secret-token');
  });

  it('stops writing refusals down after a while', () => {
    const { service, sent } = aService();

    for (let round = 0; round < 500; round += 1) service.receive({ type: 'nonsense' });

    expect(sent.length).toBeLessThanOrEqual(20);
  });

  it('tells invalid input from what is not there', async () => {
    const { service, call } = aService();
    service.receive(START);

    await expect(call('status.getTenant', { tenantId: 7 })).resolves.toMatchObject({
      type: 'failure',
      code: 'invalid',
    });
    await expect(
      call('status.getTenant', { tenantId: '00000000-0000-4000-8000-000000000000' }),
    ).resolves.toMatchObject({ type: 'failure', code: 'not-found' });
  });

  it('keeps what identity says of tenants of the estate, and of no other', async () => {
    const { service, call } = aService();
    service.receive(START);
    service.receive({ type: 'estate', tenants: [tenant(A)] });

    service.receive({ type: 'sign-ins', signIns: [signIn(A), signIn(B)] });
    service.receive({ type: 'estate', tenants: [tenant(A), tenant(B)] });

    await expect(call('status.get')).resolves.toMatchObject({
      value: { rows: [{ problem: 'signed-in' }, { problem: null }] },
    });
  });

  it('tells of it when a token ends, without anything else happening', async () => {
    // Long enough to be told of it before, also on a busy machine.
    const until = Date.now() + 3_000;
    const { service, sent } = aService({
      now: () => new Date(),
      evaluate: ({ tenantId }, { now }) => ({
        tenantId: tenantId as TenantId,
        findings: [],
        policies: [],
        roles: [],
        account: null,
        collectedAt: null,
        problem: now < until ? 'lasts' : 'ended',
      }),
    });
    const ending = {
      kind: 'known',
      value: {
        homeTenantId: A,
        objectId: A,
        appId: null,
        username: 'dana@contoso.com',
        amr: [],
        authTime: null,
        isGuest: null,
        tokenUntil: new Date(until).toISOString(),
      },
      ...stamp,
    };
    service.receive(START);
    service.receive({ type: 'sign-ins', signIns: [{ ...signIn(A), token: ending }] });
    const told = () =>
      sent.flatMap((one) =>
        one.type === 'status-changed' ? [(one.status as EstateStatus).rows[0]?.problem] : [],
      );

    await expect.poll(() => told().at(0)).toBe('lasts');
    await expect.poll(() => told().at(-1)).toBe('ended');
    service.receive({ type: 'shutdown' });
  });

  it('tells of changes together and grows the revision', async () => {
    const { service, sent } = aService();
    service.receive(START);
    service.receive({ type: 'sign-ins', signIns: [signIn(A)] });
    service.receive({ type: 'sign-ins', signIns: [signIn(B)] });
    const told = () => sent.flatMap((one) => (one.type === 'status-changed' ? [one.status] : []));

    await expect.poll(() => told().length).toBe(1);
    const [first] = told() as EstateStatus[];
    service.receive({ type: 'estate', tenants: [tenant(A)] });
    await expect.poll(() => told().length).toBe(2);

    expect(first?.rows.map(({ problem }) => problem)).toEqual(['signed-in', 'signed-in']);
    expect((told()[1] as EstateStatus).revision).toBeGreaterThan(first?.revision ?? 0);
  });

  it('loses one tenant’s findings and no other’s when judging it fails', async () => {
    const { service, call, sent } = aService({
      evaluate: (facts) => {
        if (facts.tenantId === A) throw new Error('bug');
        return {
          tenantId: B,
          findings: [],
          policies: [],
          roles: [],
          account: null,
          collectedAt: null,
          problem: 'fine',
        };
      },
    });
    service.receive(START);

    await expect(call('status.get')).resolves.toMatchObject({
      value: {
        rows: [{ problem: expect.stringMatching(/could not be judged/) }, { problem: 'fine' }],
      },
    });
    expect(sent).toContainEqual(expect.objectContaining({ type: 'log', event: 'judge' }));
  });

  it('ends when the store is broken, so that the next start puts it right', async () => {
    const { service, call, exits } = aService({
      evaluate: () => {
        throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
      },
    });
    service.receive(START);

    await call('status.get');

    expect(exits).toContain(EXIT_BROKEN_STORE);
  });

  it('wipes the key it was given', () => {
    const { service } = aService();
    const key = new Uint8Array(32).fill(7);

    service.receive({ ...START, key });

    expect(key.every((byte) => byte === 0)).toBe(true);
  });

  it('ends when told to', () => {
    const { service, exits } = aService();
    service.receive(START);

    service.receive({ type: 'shutdown' });

    expect(exits).toEqual([0]);
  });
});
