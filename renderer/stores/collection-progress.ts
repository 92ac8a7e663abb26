import type { CollectionProgress } from '../../preload/contract/index.ts';

/** What status, devices and onboarding have in common: whether they are there, and a collection. */
export interface Collected {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly revision: number;
  readonly progress: CollectionProgress;
}

/** Before anything is known. */
export const NOT_LOADED: Collected = {
  status: 'loading',
  problem: null,
  revision: -1,
  progress: {
    isRunning: false,
    done: 0,
    total: 0,
    failed: 0,
    waiting: 0,
    waitsUntil: null,
    isCancelled: false,
  },
};

/** What failed to be read is said, unless something is there already. */
export function failedToLoad(
  { status }: Collected,
  problem: string,
): Pick<Collected, 'status' | 'problem'> | null {
  return status === 'ready' ? null : { status: 'failed', problem };
}

/** The tenant whose data is oldest; those that were never collected have no age. */
export function oldestIn<T extends { readonly collectedAt: string | null }>(
  byTenant: Readonly<Record<string, T>>,
): T | null {
  let oldest: T | null = null;
  let since = Infinity;
  for (const tenant of Object.values(byTenant)) {
    const at = tenant.collectedAt === null ? Infinity : Date.parse(tenant.collectedAt);
    if (at < since) [oldest, since] = [tenant, at];
  }
  return oldest;
}
