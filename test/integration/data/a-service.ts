import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { createDataService, type DataServiceDeps } from '../../../main/data/data-service.ts';
import type { Fetch } from '../../../main/data/cloud/send.ts';
import {
  type DataMethod,
  FromData,
  type StartMessage,
  type TokenOutcome,
  type TokenWanted,
} from '../../../main/data/protocol.ts';
import { evaluateTenant } from '../../../main/data/status/evaluate/evaluate-tenant.ts';
import { trustCells } from '../../../main/data/status/evaluate/trust-cells.ts';
import type { EstateStatus } from '../../../preload/contract/status.ts';
import type { SimulatedTenant } from '../../cloud/estates/estate.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { RunningCloud } from '../cloud/running-cloud.ts';
import { loopbackFetch } from '../../support/loopback-fetch.ts';

export interface AService {
  readonly sent: FromData[];
  readonly statuses: EstateStatus[];
  readonly exits: number[];
  receive(message: unknown): void;
  call(method: DataMethod, input?: unknown): Promise<unknown>;
  status(): Promise<EstateStatus>;
  /** Resolves when nothing is collected any more. */
  settled(): Promise<EstateStatus>;
}

export interface AServiceOptions {
  readonly fetch: Fetch;
  readonly start: Partial<StartMessage> & Pick<StartMessage, 'tenants'>;
  readonly getToken: (wanted: TokenWanted) => Promise<TokenOutcome>;
  readonly onboarding?: DataServiceDeps['onboarding'];
}

export const fetchOf = (run: RunningCloud): Fetch =>
  loopbackFetch({ port: run.cloud.port, ca: readFileSync(run.cloud.caFile) });

export const estateTenant = (tenant: SimulatedTenant) => ({
  id: tenant.id as TenantId,
  name: tenant.name,
  domain: tenant.domain,
  cloud: tenant.cloud,
  accessPath: tenant.accessPath,
});

/** The data service as its process has it, with the test in main's place. */
export function aService({ fetch, start, getToken, onboarding }: AServiceOptions): AService {
  const sent: FromData[] = [];
  const statuses: EstateStatus[] = [];
  const exits: number[] = [];
  const waiting = new Map<number, (message: FromData) => void>();
  let nextId = 1;
  const service = createDataService({
    send: (raw) => {
      // What main would refuse must not be sent.
      const message = FromData.parse(structuredClone(raw));
      sent.push(message);
      if (message.type === 'answer' || message.type === 'failure') {
        waiting.get(message.id)?.(message);
      } else if (message.type === 'status-changed') {
        statuses.push(message.status as EstateStatus);
      } else if (message.type === 'token-wanted') {
        const { id, wanted } = message;
        void getToken(wanted).then((outcome) => service.receive({ type: 'token', id, outcome }));
      }
    },
    fetch,
    now: () => new Date(),
    ticks: () => performance.now(),
    random: () => 0,
    randomBytes: (size) => new Uint8Array(size),
    newRequestId: () => '11112222-3333-4444-8555-666677778888',
    platform: 'win32',
    evaluate: (facts, around) => evaluateTenant(facts, { ...around, platform: 'windows' }),
    trustCells,
    exit: (code) => exits.push(code),
    tellEveryMs: 20,
    ...(onboarding === undefined ? {} : { onboarding }),
  });
  service.receive({
    type: 'start',
    dbPath: null,
    key: null,
    nativeBinding: null,
    appVersion: '1.2.3',
    forgetsOthers: true,
    revisionsFrom: 0,
    ...start,
  });
  onTestFinished(() => service.receive({ type: 'shutdown' }));

  const call = (method: DataMethod, input: unknown = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId;
      nextId += 1;
      waiting.set(id, (message) => {
        if (message.type === 'answer') resolve(message.value);
        else reject(Object.assign(new Error('failed'), message));
      });
      service.receive({ type: 'call', id, method, input });
    });
  const status = async () => (await call('status.get')) as EstateStatus;
  return {
    sent,
    statuses,
    exits,
    receive: (message) => service.receive(message),
    call,
    status,
    async settled() {
      for (;;) {
        const now = await status();
        if (!now.progress.isRunning) return now;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}
