import {
  DEVICE_VALUES,
  LAST_SEEN_AGES,
  NOT_KNOWN,
} from '../../../../preload/contract/device-columns.ts';
import type {
  Cell,
  DeviceFilter,
  DeviceQuery,
  DeviceSort,
  Facet,
  FacetId,
} from '../../../../preload/contract/index.ts';
import type { FakeDevice } from './device-data.ts';

const DAY = 86_400;
const SEARCHED = [
  'name',
  'user',
  'email',
  'serial',
  'ips',
  'macs',
  'tags',
  'entraDeviceId',
  'entraObjectId',
  'defenderId',
  'intuneId',
] as const;

/** The values that a facet counts a device under. */
export function facetValues(device: FakeDevice, facet: FacetId, now: number): readonly string[] {
  if (facet === 'lastSeenAge') {
    const seen = device.cells.lastSeen;
    if (typeof seen !== 'number') return [NOT_KNOWN];
    const days = (now - seen) / DAY;
    const at = [1, 7, 30, 90].findIndex((limit) => days < limit);
    return [LAST_SEEN_AGES[at === -1 ? 4 : at] ?? 'older'];
  }
  const cell = device.cells[facet] ?? null;
  if (Array.isArray(cell)) return cell.length === 0 ? [NOT_KNOWN] : cell;
  return [cell === null ? NOT_KNOWN : String(cell)];
}

/** When any service last saw a device; null when none did. */
function lastSeenOf({ cells }: FakeDevice): number | null {
  const times = [cells.lastSeen, cells.lastSync, cells.lastSignIn].filter(
    (time) => typeof time === 'number',
  );
  return times.length === 0 ? null : Math.max(...times);
}

export function isStaleDevice(device: FakeDevice, days: number, now: number): boolean {
  const seen = lastSeenOf(device);
  return seen === null || now - seen > days * DAY;
}

export const isNewDevice = ({ cells }: FakeDevice, now: number): boolean =>
  typeof cells.firstSeen === 'number' && now - cells.firstSeen < 7 * DAY;

function hasWords(device: FakeDevice, words: readonly string[]): boolean {
  const texts = SEARCHED.flatMap((column) => device.cells[column] ?? []).map((text) =>
    String(text).toLowerCase(),
  );
  return words.every((word) =>
    texts.some((text) => (word.length < 3 ? text.startsWith(word) : text.includes(word))),
  );
}

/** Whether a device is shown; a facet may be left out, for counting what the others leave. */
function isShown(
  device: FakeDevice,
  filter: DeviceFilter,
  now: number,
  without: FacetId | null = null,
): boolean {
  const { tenantIds, search, facets, isNew, stale, staleAfterDays, isChanged } = filter;
  if (tenantIds !== null && !tenantIds.includes(device.tenantId)) return false;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0 && !hasWords(device, words)) return false;
  if (isNew && !isNewDevice(device, now)) return false;
  if (stale !== null && isStaleDevice(device, staleAfterDays, now) !== (stale === 'only'))
    return false;
  if (isChanged && typeof device.cells.changedAt !== 'number') return false;
  return Object.entries(facets).every(
    ([facet, values]) =>
      facet === without ||
      facetValues(device, facet as FacetId, now).some((value) => values.includes(value)),
  );
}

function rankOf(column: DeviceSort['column'], cell: Cell): string | number | null {
  if (cell === null) return null;
  if (Array.isArray(cell)) return cell.length === 0 ? null : cell.join(', ').toLowerCase();
  if (typeof cell === 'number') return cell;
  const known = column in DEVICE_VALUES ? DEVICE_VALUES[column as FacetId] : undefined;
  const at = known === undefined ? -1 : Object.keys(known).indexOf(cell);
  return at === -1 ? cell.toLowerCase() : at;
}

/** Orders as the data process does: nothing known is last, whichever the direction. */
function compare(one: FakeDevice, other: FakeDevice, sort: readonly DeviceSort[]): number {
  for (const { column, isDescending } of sort) {
    const a = rankOf(column, one.cells[column] ?? null);
    const b = rankOf(column, other.cells[column] ?? null);
    if (a === b) continue;
    if (a === null) return 1;
    if (b === null) return -1;
    const order = typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1;
    return isDescending ? -order : order;
  }
  const names = String(one.cells.name ?? '').localeCompare(String(other.cells.name ?? ''));
  return names === 0 ? one.id - other.id : names;
}

export function queried(
  devices: readonly FakeDevice[],
  { filter, sort }: DeviceQuery,
  now: number,
): readonly FakeDevice[] {
  return devices
    .filter((device) => isShown(device, filter, now))
    .sort((one, other) => compare(one, other, sort));
}

/** A facet's counts over what all other conditions leave. */
export function counted(
  devices: readonly FakeDevice[],
  { filter }: DeviceQuery,
  id: FacetId,
  now: number,
): Facet {
  const counts = new Map<string, number>();
  for (const device of devices) {
    if (!isShown(device, filter, now, id)) continue;
    for (const value of facetValues(device, id, now)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const known = Object.keys(DEVICE_VALUES[id] ?? {});
  const values = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) =>
      known.length > 0 ? placeIn(known, a.value) - placeIn(known, b.value) : b.count - a.count,
    );
  return { id, values: values.slice(0, 500), more: Math.max(0, values.length - 500) };
}

function placeIn(known: readonly string[], value: string): number {
  const at = known.indexOf(value);
  return at === -1 ? known.length + (value === NOT_KNOWN ? 1 : 0) : at;
}
