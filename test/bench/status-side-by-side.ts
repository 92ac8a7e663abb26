import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createPacer } from '../../main/data/cloud/pacing.ts';
import type { Fetch } from '../../main/data/cloud/send.ts';
import { createTenantApi } from '../../main/data/cloud/tenant-api.ts';
import { createEstateCollection } from '../../main/data/status/collect-estate.ts';
import { collectTenant } from '../../main/data/status/collect/collect-tenant.ts';
import type { EstateTenant } from '../../main/data/status/estate-tenant.ts';
import { createStatusStore } from '../../main/data/status/status-store.ts';
import { openStore } from '../../main/data/store/open-store.ts';
import { CloudError } from '../../main/data/cloud/cloud-error.ts';
import type { TenantId } from '../../preload/contract/index.ts';
import type { SimulatedTenant } from '../cloud/estates/estate.ts';
import { type RunningCloud, runCloud } from '../integration/cloud/running-cloud.ts';
import { cloudTokens } from '../integration/data/cloud-tokens.ts';
import { loopbackFetch } from '../support/loopback-fetch.ts';
import type { BenchRun } from './bench-run.ts';
import { watchNoise } from './noise.ts';
import { sampleOf } from './statistics.ts';
import type { Comparison } from './table.ts';

const AT_ONCE = 6;
const SIGN_INS_AT_ONCE = 8;
/** Of every answer of Graph. Without any, one processor does all there is to do, one or six at a time. */
const LATENCY_MS = 25;
const CONDITIONAL_ACCESS = '/v1.0/identity/conditionalAccess';

interface Sweep {
  readonly tenantsPerSecond: number;
  /** Pacing and waits after a refusal, of the tenants' time without queueing for a place. */
  readonly waitingShare: number;
  /** Requests that were answered with 429. */
  readonly refused: number;
  /** Tenants that did not answer everything, by their own rules or because they were refused. */
  readonly failed: number;
  readonly noise: number;
}

interface Side {
  readonly name: string;
  readonly tenants: readonly EstateTenant[];
  readonly concurrency: number;
  readonly isLimited: boolean;
  readonly sweeps: Sweep[];
}

/**
 * Collecting the status of 200 tenants with the app's own transport, collectors and database, over
 * TLS: six tenants at a time against one, and with the limit that Microsoft sets for Conditional
 * Access against none. Signing in is done before; tokens are fetched while it is measured.
 */
export async function measureStatusSideBySide({
  progress,
  rounds,
}: Pick<BenchRun, 'progress' | 'rounds'>): Promise<Comparison[]> {
  const run = await runCloud('large');
  try {
    const getToken = tokensOf(run);
    const all = run.cloud.estate.tenants.map(estateTenant);
    await progress.step(`Status: signing in to ${String(all.length)} tenants`, () =>
      signInToAll(all, getToken),
    );
    run.cloud.faults.add({ effect: { kind: 'latency', ms: LATENCY_MS }, pathPrefix: '/v1.0/' });

    const side = (name: string, more: Partial<Side>): Side => ({
      name,
      tenants: all,
      concurrency: AT_ONCE,
      isLimited: false,
      sweeps: [],
      ...more,
    });
    const six = side(`${String(AT_ONCE)} at a time`, {});
    const one = side('1 at a time', { concurrency: 1 });
    const limited = side('limited to 1 request/s', { isLimited: true });
    for (let round = 0; round < rounds.status; round += 1) {
      for (const each of [one, six, limited]) {
        const label = `Status: ${String(each.tenants.length)} tenants, ${each.name}`;
        each.sweeps.push(await progress.step(label, () => sweep(run, getToken, each)));
      }
    }
    const failed = six.sweeps[0]?.failed ?? 0;
    progress.note(`${String(failed)} of ${String(all.length)} tenants do not answer everything.`);
    return [
      compare('status of 200 tenants', six, one),
      compare('status of 200 tenants, Conditional Access limited', limited, six),
    ];
  } finally {
    await run.stop();
  }
}

type GetToken = ReturnType<typeof cloudTokens>;

/** The account that is let into a tenant: there is one operator for each cloud. */
function tokensOf(run: RunningCloud): GetToken {
  return cloudTokens(run, ({ id }) => {
    const operator = run.cloud.estate.accounts.find(({ memberships }) =>
      memberships.some(({ tenantId }) => tenantId === id),
    );
    if (operator === undefined) throw new Error(`nobody is let into ${id}`);
    return operator.userPrincipalName;
  });
}

function estateTenant({ id, name, domain, cloud, accessPath }: SimulatedTenant): EstateTenant {
  return { id: id as TenantId, name, domain, cloud, accessPath };
}

async function signInToAll(tenants: readonly EstateTenant[], getToken: GetToken): Promise<void> {
  const left = [...tenants];
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      // A tenant that lets nobody in is part of the estate; it answers so when it is collected.
      await getToken({
        tenantId: next.id,
        api: 'graph',
        permissions: ['User.Read'],
        claims: null,
        isRenewal: false,
      });
    }
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, worker));
}

async function sweep(run: RunningCloud, getToken: GetToken, side: Side): Promise<Sweep> {
  const { tenants, concurrency, isLimited } = side;
  const limit = isLimited
    ? run.cloud.faults.add({
        effect: { kind: 'rate-limit', perSecond: 1 },
        pathPrefix: CONDITIONAL_ACCESS,
      })
    : null;
  const reach = loopbackFetch({ port: run.cloud.port, ca: readFileSync(run.cloud.caFile) });
  let refused = 0;
  const fetch: Fetch = async (url, init) => {
    const response = await reach(url, init);
    if (response.status === 429) refused += 1;
    return response;
  };
  let waitedMs = 0;
  let workedMs = 0;
  const pacer = createPacer(() => performance.now());
  const store = openStore({
    path: null,
    key: null,
    nativeBinding: null,
    appVersion: '0.0.0',
    now: () => new Date(),
  });
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const faults: unknown[] = [];
  const collection = createEstateCollection({
    store: createStatusStore(store.db),
    now: () => new Date(),
    tenantOf: (id) => byId.get(id),
    onChanged: () => undefined,
    onFault: (_, error) => faults.push(error),
    concurrency,
    collectOne: async (tenant, { slot, signal, onWaiting }) => {
      const beganAt = performance.now();
      let queuedMs = 0;
      const collected = await collectTenant({
        api: createTenantApi({
          fetch,
          tenantId: tenant.id,
          cloud: tenant.cloud,
          getToken: async (wish) => {
            const outcome = await getToken({
              tenantId: tenant.id,
              ...wish,
              permissions: [...wish.permissions],
            });
            if (outcome.ok) return outcome.token;
            const kind = outcome.reason === 'needs-consent' ? 'not-permitted' : 'no-token';
            throw new CloudError(kind, outcome.message);
          },
          pacer: {
            reserve: (tenantId, url) => {
              const waitMs = pacer.reserve(tenantId, url);
              waitedMs += waitMs;
              return waitMs;
            },
          },
          slot: {
            take: async () => {
              const askedAt = performance.now();
              await slot.take();
              queuedMs += performance.now() - askedAt;
            },
            leave: () => slot.leave(),
            close: () => slot.close(),
          },
          signal,
          now: Date.now,
          random: Math.random,
          newRequestId: randomUUID,
          onWaiting: (untilMs) => {
            if (untilMs !== null) waitedMs += untilMs - Date.now();
            onWaiting(untilMs);
          },
        }),
        now: () => new Date(),
        platform: 'win32',
        knownMe: null,
      });
      workedMs += performance.now() - beganAt - queuedMs;
      return collected;
    },
  });

  const noise = await watchNoise();
  const startedAt = performance.now();
  try {
    collection.start(
      null,
      tenants.map(({ id }) => id),
    );
    await collection.idle();
    const seconds = (performance.now() - startedAt) / 1000;
    // A bug that ends tenants early would make everything look fast.
    if (faults.length > 0) throw faults[0];
    return {
      tenantsPerSecond: tenants.length / seconds,
      waitingShare: waitedMs / workedMs,
      refused,
      failed: collection.progress().failed,
      noise: await noise.stop(),
    };
  } finally {
    if (limit !== null) run.cloud.faults.remove(limit.id);
    store.close();
  }
}

function compare(what: string, side: Side, against: Side): Comparison {
  const rate = ({ sweeps }: Side) =>
    sampleOf(sweeps.map(({ tenantsPerSecond }) => tenantsPerSecond)).median;
  return {
    what,
    side: describe(side, rate(side)),
    against: describe(against, rate(against)),
    ratio: rate(side) / rate(against),
    aim: null,
    noise: Math.max(...[...side.sweeps, ...against.sweeps].map(({ noise }) => noise)),
  };
}

function describe({ name, sweeps }: Side, rate: number): string {
  const share = sampleOf(sweeps.map(({ waitingShare }) => waitingShare)).median;
  const refused = sampleOf(sweeps.map((one) => one.refused)).median;
  const waits = `${(share * 100).toFixed(0)} % waiting`;
  return `${name}: ${rate.toFixed(2)} tenants/s, ${waits}, ${refused.toFixed(0)} × 429`;
}
