import type { Device } from '../../../../../../main/data/inventory/device.ts';
import {
  COUNT_FIELDS,
  FACET_FIELDS,
  ID_FIELDS,
  LIST_FIELDS,
  TEXT_FIELDS,
  TIME_FIELDS,
} from '../../../../../../main/data/inventory/device.ts';
import { EVERYTHING } from '../../../../../../main/data/inventory/columns/device-table.ts';
import type { DeviceFilter, DeviceQuery } from '../../../../../../preload/contract/devices.ts';
import type { TenantId } from '../../../../../../preload/contract/ids.ts';

/** 2026-09-01T00:00:00Z in seconds. */
export const NOW = 1_788_220_800;
export const TENANT_A = '11111111-1111-4111-8111-111111111111' as TenantId;
export const TENANT_B = '22222222-2222-4222-8222-222222222222' as TenantId;

const NOTHING = Object.fromEntries([
  ...[
    ...FACET_FIELDS,
    ...TEXT_FIELDS,
    ...ID_FIELDS,
    ...TIME_FIELDS,
    ...COUNT_FIELDS,
    'exportedAt',
    'changedAt',
  ].map((field) => [field, null]),
  ...LIST_FIELDS.map((field) => [field, []]),
]) as unknown as Device;

/** A device of which nothing is known but what is given. */
export function aDevice(known: Partial<Device>): Device {
  return {
    ...NOTHING,
    id: 1,
    tenantId: TENANT_A,
    sources: [],
    collectedAt: NOW,
    firstCollectedAt: NOW - 100 * 86_400,
    ...known,
  };
}

export function aQuery(
  filter: Partial<DeviceFilter> = {},
  sort: DeviceQuery['sort'] = [],
): DeviceQuery {
  return { filter: { ...EVERYTHING, ...filter }, sort };
}
