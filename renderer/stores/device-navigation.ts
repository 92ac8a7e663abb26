import type { DeviceFilter, DeviceId, TenantId } from '../../preload/contract/index.ts';
import { wholeQuery, withFilter } from '../lib/device-query.ts';
import {
  changeList,
  listOf,
  type ListPane,
  type ListPlace,
  openPane,
} from './device-list-store.ts';
import { ask } from './device-rows.ts';
import { goToPage } from './navigation.ts';
import { leaveRun } from './run-store.ts';
import { setSurface } from './shell-store.ts';
import { selectTenantInFront } from './workspace-store.ts';

/** Shows the devices of the estate or of a tenant, as they were left. */
async function goToPlace(place: ListPlace): Promise<void> {
  if (place === 'estate') return goToPage('devices');
  leaveRun();
  setSurface(place, 'devices');
  await selectTenantInFront(place);
}

/** Shows devices that a filter leaves, and nothing else that was set in their list. */
export async function goToDevices(
  place: ListPlace,
  said: Partial<DeviceFilter> | null = null,
  pane: ListPane | null = null,
): Promise<void> {
  if (said !== null) {
    const { query } = listOf(place);
    const whole = wholeQuery(place === 'estate' ? null : place);
    ask(place, { query: withFilter({ ...whole, sort: query.sort }, said), viewName: null });
  }
  if (pane !== null || said !== null) openPane(place, pane);
  await goToPlace(place);
}

/** Brings a device to the front, in the whole list of its tenant. */
export async function goToDevice(tenantId: TenantId, deviceId: DeviceId): Promise<void> {
  const { query, reveal } = listOf(tenantId);
  ask(tenantId, { query: { ...wholeQuery(tenantId), sort: query.sort }, viewName: null });
  changeList(tenantId, {
    pane: { kind: 'device', deviceId },
    reveal: { deviceId, asked: (reveal?.asked ?? 0) + 1 },
  });
  await goToPlace(tenantId);
}
