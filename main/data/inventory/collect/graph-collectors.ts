import type { PageStart } from '../../cloud/tenant-api.ts';
import { ENTRA_SELECT, readEntraPage } from '../sources/entra.ts';
import { INTUNE_SELECT, readIntunePage } from '../sources/intune.ts';
import type { DeviceCollector } from './device-collector.ts';

const HOUR_S = 3_600;

const startOf = (from: string | null, path: string): PageStart =>
  from === null ? { path } : { link: from };

const INTUNE_PATH = `/v1.0/deviceManagement/managedDevices?$select=${INTUNE_SELECT.join(',')}`;
const INTUNE_ASKED = { permissions: ['DeviceManagementManagedDevices.Read.All'] } as const;

/**
 * All managed devices, always: Intune has no delta.
 * Source: Graph v1.0, "List managedDevices". Needs an Intune licence in the tenant.
 */
export const intuneCollector: DeviceCollector = {
  source: 'intune',
  label: 'Intune',
  permission: INTUNE_ASKED.permissions.join(', '),
  roles: 'a role in Intune that reads managed devices, or Global Reader',
  licence: 'Microsoft Intune',
  // How long its links live is not documented; one that has ended begins the list anew.
  resumableForS: 6 * HOUR_S,
  open: () => async (api, from) => {
    const { value, next } = await api.page(startOf(from, INTUNE_PATH), INTUNE_ASKED);
    return { ...readIntunePage(value), removedIds: [], next, deltaLink: null };
  },
};

const ENTRA_PATH = `/v1.0/devices/delta?$select=${ENTRA_SELECT.join(',')}`;
const ENTRA_ASKED = { permissions: ['Device.Read.All'] } as const;

/**
 * All device objects the first time, then what changed since. The selection is part of the link.
 * Source: Graph v1.0, "device: delta". Any user of the tenant may read them.
 */
export const entraCollector: DeviceCollector = {
  source: 'entra',
  label: 'Entra',
  permission: ENTRA_ASKED.permissions.join(', '),
  roles: 'Directory Readers, where the tenant restricts guests',
  licence: null,
  // A delta of directory objects ends after seven days.
  resumableForS: 24 * HOUR_S,
  open: () => async (api, from) => {
    const page = await api.page(startOf(from, ENTRA_PATH), ENTRA_ASKED);
    const { value, next, deltaLink } = page;
    return { ...readEntraPage(value), next, deltaLink };
  },
};
