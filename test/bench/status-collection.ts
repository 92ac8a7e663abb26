import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataService } from '../../main/data/data-service.ts';
import type { FromData, TokenWanted } from '../../main/data/protocol.ts';
import { evaluateTenant } from '../../main/data/status/evaluate/evaluate-tenant.ts';
import { trustCells } from '../../main/data/status/evaluate/trust-cells.ts';
import type { EstateStatus } from '../../preload/contract/status.ts';
import { createDirectory } from '../cloud/estates/directory.ts';
import { API_HOSTS } from '../cloud/hosts/api-hosts.ts';
import { loadSigningKey } from '../cloud/sign-in/signing-key.ts';
import { startCloud } from '../cloud/start-cloud.ts';
import { loopbackFetch } from '../support/loopback-fetch.ts';
import type { BenchRun } from './bench-run.ts';
import { watchNoise } from './noise.ts';
import type { Comparison } from './table.ts';

const LATENCY_MS = 50;
/** As many as Bulkhead asks at the same time. */
const AT_ONCE = 6;

interface CollectionFigures {
  readonly tenants: number;
  readonly seconds: number;
  readonly requests: number;
  /** Part of the six places' time in which a request was under way: the rest is our own. */
  readonly waitingShare: number;
}

/** Status of 200 tenants, against the time that its requests must take at six at once. */
export async function measureStatusCollection({ progress }: BenchRun): Promise<Comparison[]> {
  const noise = await watchNoise();
  const { tenants, seconds, requests, waitingShare } = await progress.step(
    'Collecting the status of 200 tenants',
    () => measureCollection(LATENCY_MS),
  );
  const least = (requests * LATENCY_MS) / 1_000 / AT_ONCE;
  const perSecond = (tenants / seconds).toFixed(1);
  const waiting = Math.round(waitingShare * 100);
  return [
    {
      what: `status of ${tenants} tenants`,
      side: `${seconds.toFixed(1)} s, ${perSecond} tenants/s, ${waiting} % waiting`,
      against: `${requests} answers of ${LATENCY_MS} ms, six at once: ${least.toFixed(1)} s`,
      ratio: seconds / least,
      aim: null,
      noise: await noise.stop(),
    },
  ];
}

/**
 * Collects the status of the large estate from the simulated cloud over TLS, with an answer of each
 * service made to take as long as over a real network.
 * @param latencyMs added to every answer
 */
async function measureCollection(latencyMs: number): Promise<CollectionFigures> {
  const stateDir = await mkdtemp(join(tmpdir(), 'bench-collect-'));
  const cloud = await startCloud({ estate: 'large', seed: 1, port: 0, stateDir });
  try {
    cloud.faults.add({ effect: { kind: 'latency', ms: latencyMs } });
    const directory = createDirectory(cloud.estate);
    const key = loadSigningKey(join(stateDir, 'sign-in', 'signing.key'));
    const accountIn = new Map(
      cloud.estate.accounts.flatMap((account) =>
        account.memberships.map(({ tenantId }) => [tenantId, account] as const),
      ),
    );
    const tokenFor = ({ tenantId, permissions }: TokenWanted): string => {
      const tenant = directory.tenant(tenantId);
      const account = accountIn.get(tenantId);
      if (tenant === undefined || account === undefined) throw new Error('no account there');
      const now = Math.floor(Date.now() / 1_000);
      return key.sign({
        aud: `https://${API_HOSTS.graph[tenant.cloud]}`,
        iss: `https://sts.windows.net/${tenant.id}/`,
        iat: now,
        nbf: now,
        exp: now + 3_600,
        scp: permissions.join(' '),
        sub: account.id,
        tid: tenant.id,
        ver: '1.0',
      });
    };

    const reach = loopbackFetch({ port: cloud.port, ca: await readFile(cloud.caFile) });
    let requests = 0;
    let askedMs = 0;
    let finish: (status: EstateStatus) => void = () => undefined;
    const finished = new Promise<EstateStatus>((resolve) => {
      finish = resolve;
    });
    const service = createDataService({
      send: (message: FromData) => {
        if (message.type === 'token-wanted') {
          const outcome = { ok: true, token: tokenFor(message.wanted) };
          service.receive({ type: 'token', id: message.id, outcome });
        } else if (message.type === 'status-changed') {
          const status = message.status as EstateStatus;
          if (!status.progress.isRunning && status.progress.done > 0) finish(status);
        }
      },
      fetch: async (url, init) => {
        requests += 1;
        const started = performance.now();
        try {
          return await reach(url, init);
        } finally {
          askedMs += performance.now() - started;
        }
      },
      now: () => new Date(),
      ticks: () => performance.now(),
      random: Math.random,
      randomBytes: (size) => new Uint8Array(size),
      newRequestId: () => '11112222-3333-4444-8555-666677778888',
      platform: 'win32',
      evaluate: (facts, around) => evaluateTenant(facts, around),
      trustCells,
      exit: () => undefined,
    });
    const tenants = cloud.estate.tenants.filter(({ id }) => accountIn.has(id));
    service.receive({
      type: 'start',
      dbPath: null,
      key: null,
      nativeBinding: null,
      appVersion: '0.0.0',
      forgetsOthers: false,
      revisionsFrom: 0,
      tenants: tenants.map(({ id, name, domain, cloud: where, accessPath }) => ({
        id,
        name,
        domain,
        cloud: where,
        accessPath,
      })),
    });
    const started = performance.now();
    service.receive({ type: 'call', id: 1, method: 'status.collect', input: { tenantIds: null } });
    const { progress } = await finished;
    const seconds = (performance.now() - started) / 1_000;
    service.receive({ type: 'shutdown' });
    return {
      tenants: progress.done - progress.failed,
      seconds,
      requests,
      waitingShare: askedMs / (seconds * 1_000 * AT_ONCE),
    };
  } finally {
    await cloud.close();
    await rm(stateDir, { recursive: true, force: true });
  }
}
