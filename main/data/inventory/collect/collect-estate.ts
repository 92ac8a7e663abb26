import type { TenantId } from '../../../../preload/contract/index.ts';
import {
  createEstateCollection,
  type EstateCollection,
  type EstateCollectionDeps,
  type TurnEnd,
} from '../../collection/collect-estate.ts';
import type { InventoryStore } from '../inventory-store.ts';
import type { CollectedDevices } from './collect-devices.ts';

export interface DeviceCollectionDeps extends Omit<
  EstateCollectionDeps<CollectedDevices>,
  'memory' | 'finish'
> {
  readonly store: Pick<InventoryStore, 'openRuns'>;
}

/**
 * Collects the devices of many tenants side by side. Runs that were left open by cancelling or by
 * quitting are what is left over; a tenant whose turn had not begun is simply older than the others.
 */
export function createDeviceCollection({ store, ...deps }: DeviceCollectionDeps): EstateCollection {
  return createEstateCollection({
    ...deps,
    memory: {
      left: () => [...new Set<TenantId>(store.openRuns().map(({ tenantId }) => tenantId))],
      // Kept with every page already.
      setLeft: () => undefined,
      removeLeft: () => undefined,
    },
    finish: (_, collected) => turnEnd(collected),
  });
}

/** A refusal is an answer; what failed or was cut off is not. */
function turnEnd(collected: CollectedDevices | null): TurnEnd {
  if (collected === null) return 'failed';
  const { sources } = collected;
  if (sources.some(({ isOffline }) => isOffline)) return 'cut-off';
  const hasFailed = sources.some(({ state }) => state === 'failed' || state === 'partial');
  return hasFailed ? 'failed' : 'complete';
}
