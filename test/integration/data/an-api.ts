import { createPacer } from '../../../main/data/cloud/pacing.ts';
import type { Fetch } from '../../../main/data/cloud/send.ts';
import { createSlots } from '../../../main/data/cloud/slots.ts';
import {
  createTenantApi,
  type TenantApi,
  type TenantApiDeps,
  type TokenWish,
} from '../../../main/data/cloud/tenant-api.ts';

export const TOKEN = 'token-that-is-a-secret';
const TENANT_ID = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201';

export interface AnApi {
  readonly api: TenantApi;
  readonly wishes: TokenWish[];
  readonly waits: (number | null)[];
  readonly stop: AbortController;
}

/** The services of one tenant with short deadlines and no pacing, for what the test is about. */
export function anApi(fetch: Fetch, change: Partial<TenantApiDeps> = {}): AnApi {
  const wishes: TokenWish[] = [];
  const waits: (number | null)[] = [];
  const stop = new AbortController();
  const api = createTenantApi({
    fetch,
    tenantId: TENANT_ID,
    cloud: 'global',
    getToken: async (wish) => {
      wishes.push(wish);
      return TOKEN;
    },
    pacer: createPacer(() => performance.now()),
    slot: createSlots(6).newSlot(),
    signal: stop.signal,
    now: Date.now,
    random: () => 0,
    newRequestId: () => '11112222-3333-4444-8555-666677778888',
    onWaiting: (until) => waits.push(until),
    ...change,
    limits: { deadlineMs: 5_000, maxRetries: 2, ...change.limits },
  });
  return { api, wishes, waits, stop };
}
