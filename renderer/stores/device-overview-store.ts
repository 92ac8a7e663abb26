import { create } from 'zustand';
import type { DeviceChange, TenantCounts, TenantId } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { STALE_AFTER_DAYS } from '../lib/device-query.ts';
import { registered } from './store-registry.ts';

/** Added, changed and removed with the newest collection of a tenant. */
export interface ChangeCounts {
  readonly tenantId: TenantId;
  readonly at: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Devices of the whole estate, counted. */
export interface DeviceOverviewState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly byTenant: Readonly<Record<TenantId, TenantCounts>>;
  readonly changesByTenant: Readonly<Record<TenantId, ChangeCounts>>;
  /** Newest first. */
  readonly changes: readonly DeviceChange[];
}

export const useDeviceOverviewStore = registered(
  create<DeviceOverviewState>()(() => ({
    status: 'loading',
    problem: null,
    byTenant: {},
    changesByTenant: {},
    changes: [],
  })),
);

const set = useDeviceOverviewStore.setState;
const CHANGES = 200;
/** Milliseconds between two rounds of counting while devices keep coming in. */
const SETTLE_MS = 1500;

export async function loadDeviceOverview(): Promise<void> {
  const { devices } = bridge();
  const [counts, changes] = await Promise.all([
    devices.overview({ tenantIds: null, staleAfterDays: STALE_AFTER_DAYS }),
    devices.changes({ tenantIds: null, count: CHANGES }),
  ]);
  if (!counts.ok) {
    const isThere = useDeviceOverviewStore.getState().status === 'ready';
    set({ status: isThere ? 'ready' : 'failed', problem: failureWords(counts.error) });
    return;
  }
  set({
    status: 'ready',
    problem: null,
    byTenant: Object.fromEntries(counts.value.tenants.map((one) => [one.tenantId, one])),
    ...(changes.ok && {
      changes: changes.value.changes,
      changesByTenant: Object.fromEntries(changes.value.tenants.map((one) => [one.tenantId, one])),
    }),
  });
}

/** Counts, and counts anew while devices change; answers with the function that ends it. */
export function watchDeviceOverview(): () => void {
  let settling: ReturnType<typeof setTimeout> | undefined;
  void loadDeviceOverview();
  const end = bridge().devices.onChanged(() => {
    settling ??= setTimeout(() => {
      settling = undefined;
      void loadDeviceOverview();
    }, SETTLE_MS);
  });
  return () => {
    clearTimeout(settling);
    end();
  };
}
