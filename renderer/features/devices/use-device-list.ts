import { useEffect, useMemo } from 'react';
import type { TenantInventory } from '../../../preload/contract/index.ts';
import {
  type DeviceList,
  type ListPlace,
  selectList,
  useDeviceListStore,
} from '../../stores/device-list-store.ts';
import { watchList } from '../../stores/device-rows.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';

/** A list that is kept up to date while this is on screen. */
export function useDeviceList(place: ListPlace): DeviceList {
  useEffect(() => watchList(place), [place]);
  return useDeviceListStore(selectList(place));
}

/** What is kept of the tenants that a list looks at, in the estate's order. */
export function useInventoriesIn(
  place: ListPlace,
  tenantIds: DeviceList['query']['filter']['tenantIds'],
): readonly TenantInventory[] {
  const byTenant = useInventoryStore((state) => state.byTenant);
  const order = useEstateStore((state) => state.order);
  return useMemo(() => {
    const of = place === 'estate' ? (tenantIds ?? order) : [place];
    return of.flatMap((id) => byTenant[id] ?? []);
  }, [place, tenantIds, order, byTenant]);
}
