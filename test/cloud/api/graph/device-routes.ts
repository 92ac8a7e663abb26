import type { StockEntry } from '../../contents/devices/device-stock.ts';
import type { ApiRefusal } from '../answer.ts';
import { READERS } from './route.ts';
import type { Entity, GraphCall, GraphResult, GraphRoute } from './route.ts';

const NO_INTUNE: ApiRefusal = {
  status: 400,
  code: 'BadRequest',
  message: 'Request not applicable to target tenant.',
};

/** Objects of a page of a delta; `$top` is not for deltas. */
const DELTA_PAGE = 200;

/** Where a delta is: what changed after `since`, up to `until`, from place `at` of the list on. */
type DeltaPlace = { since: number; until: number; at: number };

function tokenOf(place: DeltaPlace): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeOf(url: URL, revision: number): DeltaPlace | null {
  const token = url.searchParams.get('$skiptoken') ?? url.searchParams.get('$deltatoken');
  if (token === null) return { since: 0, until: revision, at: 0 };
  if (token === 'latest') return { since: revision, until: revision, at: 0 };
  try {
    const place = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as DeltaPlace;
    const isDelta = url.searchParams.has('$deltatoken');
    return isDelta ? { since: place.until, until: revision, at: 0 } : place;
  } catch {
    // Not one of these tokens.
    return null;
  }
}

/** Objects that are gone are only told to those who may have seen them. */
function entityOf({ record, isGone }: StockEntry, since: number): Entity | null {
  if (!isGone) return record;
  return since === 0 ? null : { id: record.id, '@removed': { reason: 'deleted' } };
}

function devicesDelta({ contents, caller: { tenant }, url }: GraphCall): GraphResult {
  const { devices } = contents;
  const place = placeOf(url, devices.revision(tenant));
  if (!place) return { status: 410, code: 'syncStateNotFound', message: 'The sync state is gone.' };
  const { since, until } = place;
  const entries = devices.entries(tenant, 'entra');
  return {
    kind: 'delta',
    context: 'devices',
    take: (size = DELTA_PAGE) => {
      const items: Entity[] = [];
      for (let at = place.at; at < entries.length; at += 1) {
        const entry = entries[at];
        const entity = entry && entry.changedAt > since ? entityOf(entry, since) : null;
        if (!entity) continue;
        if (items.length === size) return { items, skipToken: tokenOf({ since, until, at }) };
        items.push(entity);
      }
      return { items, deltaToken: tokenOf({ since, until, at: 0 }) };
    },
  };
}

/** Device objects of Entra, and the devices that Intune manages. */
export const DEVICE_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/devices',
    permissions: ['Device.Read.All'],
    answer: ({ contents, caller }) => ({
      kind: 'list',
      context: 'devices',
      items: contents.devices.records(caller.tenant, 'entra'),
    }),
  },
  {
    method: 'GET',
    path: '/devices/delta',
    permissions: ['Device.Read.All'],
    answer: devicesDelta,
  },
  {
    method: 'GET',
    path: '/deviceManagement/managedDevices',
    permissions: ['DeviceManagementManagedDevices.Read.All'],
    roles: READERS,
    answer: ({ contents, caller: { tenant } }) =>
      tenant.fleet.hasIntune
        ? {
            kind: 'list',
            context: 'deviceManagement/managedDevices',
            items: contents.devices.records(tenant, 'intune'),
            pageSize: 1_000,
            maximum: 1_000,
          }
        : NO_INTUNE,
  },
];
