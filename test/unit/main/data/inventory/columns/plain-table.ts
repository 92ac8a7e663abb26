import {
  DEVICE_COLUMNS,
  DEVICE_SOURCES,
  DEVICE_VALUES,
  LAST_SEEN_AGES,
  NOT_KNOWN,
  type ColumnId,
  type DeviceSource,
  type FacetId,
} from '../../../../../../preload/contract/device-columns.ts';
import type {
  Cell,
  DeviceFilter,
  DeviceQuery,
  DeviceRow,
  Facet,
  TenantCounts,
  TenantId,
} from '../../../../../../preload/contract/index.ts';
import { createHash } from 'node:crypto';
import {
  COUNT_FIELDS,
  FACET_FIELDS,
  ID_FIELDS,
  LIST_FIELDS,
  MAX_FACET_VALUE,
  MAX_LIST,
  MAX_TEXT,
  TEXT_FIELDS,
  TIME_FIELDS,
  type Device,
} from '../../../../../../main/data/inventory/device.ts';
import type {
  DeviceTable,
  FoundDevice,
} from '../../../../../../main/data/inventory/columns/device-table.ts';

const DAY = 86_400;
const HOUR = 3_600;
const AGE_LIMITS = [1, 7, 30, 90].map((days) => days * DAY);
const SNAPSHOT_VERSION = 1;
const MAX_PART = 8 * 1024 * 1024;

const BARS: readonly FacetId[] = [
  'risk',
  'exposure',
  'health',
  'compliance',
  'onboarding',
  'os',
  'lastSeenAge',
  'managedBy',
  'encryption',
];

type FacetCount = Facet['values'][number];
type PlainDevice = Device;

function text(value: string | null, max: number): string | null {
  if (value === null || value === '') return null;
  return Buffer.from(value.slice(0, max)).toString();
}

const time = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) || value < 1 || value >= 2 ** 32
    ? null
    : Math.floor(value);
const count = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) || value < 0 || value >= 2 ** 31
    ? null
    : Math.floor(value);

function clean(device: Device): PlainDevice {
  const taken: Record<string, unknown> = { id: device.id, tenantId: device.tenantId };
  for (const field of FACET_FIELDS) taken[field] = text(device[field], MAX_FACET_VALUE);
  for (const field of [...TEXT_FIELDS, ...ID_FIELDS]) taken[field] = text(device[field], MAX_TEXT);
  for (const field of LIST_FIELDS) {
    taken[field] = device[field]
      .slice(0, MAX_LIST)
      .flatMap((value) => text(value, field === 'tags' ? MAX_FACET_VALUE : MAX_TEXT) ?? []);
  }
  for (const field of TIME_FIELDS) taken[field] = time(device[field]);
  for (const field of COUNT_FIELDS) taken[field] = count(device[field]);
  taken['sources'] = DEVICE_SOURCES.filter((source) => device.sources.includes(source));
  taken['collectedAt'] = time(device.collectedAt);
  taken['firstCollectedAt'] = time(device.firstCollectedAt);
  taken['exportedAt'] = time(device.exportedAt);
  taken['changedAt'] = time(device.changedAt);
  return taken as unknown as PlainDevice;
}

const fold = (value: string): string =>
  value
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('\0', '\u{FFFD}')
    .replaceAll('\u0001', '\u{FFFD}');

function wordsOf(search: string): readonly string[] {
  return fold(Buffer.from(search).toString())
    .split(/\s+/u)
    .filter((word) => word !== '');
}

const isShort = (word: string): boolean => [...word].length < 3;

function has(values: readonly (string | null)[], word: string): boolean {
  return values.some((value) => {
    if (value === null) return false;
    return isShort(word) ? fold(value).startsWith(word) : fold(value).includes(word);
  });
}

const searched = (device: Device): readonly (string | null)[] => [
  ...TEXT_FIELDS.map((field) => device[field]),
  ...ID_FIELDS.map((field) => device[field]),
  ...LIST_FIELDS.flatMap((field) => device[field]),
];

function ageOf(lastSeen: number | null, now: number): string {
  if (lastSeen === null) return NOT_KNOWN;
  const index = AGE_LIMITS.findIndex((limit) => now - lastSeen < limit);
  return LAST_SEEN_AGES[index === -1 ? AGE_LIMITS.length : index] ?? NOT_KNOWN;
}

function facetValues(device: Device, facet: FacetId, now: number): readonly string[] {
  if (facet === 'tenant') return [device.tenantId];
  if (facet === 'lastSeenAge') return [ageOf(device.lastSeen, now)];
  if (facet === 'tags' || facet === 'sources') {
    return device[facet].length === 0 ? [NOT_KNOWN] : [...new Set(device[facet])];
  }
  return [device[facet] ?? NOT_KNOWN];
}

function isNewDevice(device: Device, now: number): boolean {
  const first = device.firstSeen ?? device.firstCollectedAt;
  return first >= now - 7 * DAY && first <= now + HOUR;
}

function isStale(device: Device, days: number, now: number): boolean {
  const newest = Math.max(device.lastSeen ?? 0, device.lastSync ?? 0, device.lastSignIn ?? 0);
  return newest < now - days * DAY || newest === 0;
}

function cellOf(device: Device, column: ColumnId): Cell {
  if (column === 'tenant') return device.tenantId;
  const value = device[column];
  if (Array.isArray(value)) return value.length === 0 ? null : [...(value as readonly string[])];
  return value as string | number | null;
}

function sortKey(device: Device, column: ColumnId): string | number | readonly number[] | null {
  const cell = cellOf(device, column);
  if (column === 'sources') {
    return cell === null
      ? null
      : (cell as readonly DeviceSource[]).map((source) => DEVICE_SOURCES.indexOf(source));
  }
  if (typeof cell === 'string') return fold(cell);
  if (Array.isArray(cell)) return (cell as readonly string[]).map(fold).join('\0');
  return cell as number | null;
}

const compareText = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

function compareColumn(a: Device, b: Device, column: ColumnId, isDescending: boolean): number {
  const one = sortKey(a, column);
  const two = sortKey(b, column);
  if (one === null || two === null) return Number(one === null) - Number(two === null);
  let order: number;
  if (typeof one === 'number' && typeof two === 'number') order = one - two;
  else if (Array.isArray(one) && Array.isArray(two)) {
    order = compareText(one.map(String).join(), two.map(String).join());
  } else {
    const known =
      DEVICE_COLUMNS[column].kind === 'facet'
        ? Object.keys(DEVICE_VALUES[column as FacetId] ?? {})
        : [];
    const at = (device: Device) => {
      const index = known.indexOf(String(cellOf(device, column)));
      return index === -1 ? known.length : index;
    };
    order = at(a) - at(b) || compareText(String(one), String(two));
  }
  return isDescending ? -order : order;
}

function compareBy(query: DeviceQuery): (a: Device, b: Device) => number {
  return (a, b) => {
    for (const { column, isDescending } of query.sort) {
      const order = compareColumn(a, b, column, isDescending);
      if (order !== 0) return order;
    }
    return compareColumn(a, b, 'name', false) || a.id - b.id;
  };
}

function orderFacet(
  facet: FacetId,
  counts: ReadonlyMap<string, number>,
  most: number,
): { values: FacetCount[]; more: number } {
  const known = Object.keys(DEVICE_VALUES[facet] ?? {});
  const place = (value: string) => {
    if (value === NOT_KNOWN) return known.length + 1;
    const index = known.indexOf(value);
    return index === -1 ? known.length : index;
  };
  const all = [...counts].map(([value, count]) => ({ value, count }));
  all.sort(
    (a, b) => place(a.value) - place(b.value) || b.count - a.count || (a.value < b.value ? -1 : 1),
  );
  return { values: all.slice(0, most), more: Math.max(0, all.length - most) };
}

/**
 * What a table of devices must answer, written down as plainly as possible: objects, filtered and
 * sorted anew for every question. The real one is compared with it.
 */
export function createPlainTable(): DeviceTable {
  const tenants = new Map<TenantId, Map<number, Device>>();
  const changedSince = new Map<TenantId, number>();
  let revision = 0;

  const minute = (now: number): number => Math.floor(now / 60) * 60;

  function* inScope(filter: DeviceFilter): Iterable<Device> {
    const ids = filter.tenantIds === null ? [...tenants.keys()] : new Set(filter.tenantIds);
    for (const id of ids) yield* tenants.get(id)?.values() ?? [];
  }

  function passes(device: Device, filter: DeviceFilter, now: number, without: FacetId | null) {
    const since = changedSince.get(device.tenantId);
    return (
      wordsOf(filter.search).every((word) => has(searched(device), word)) &&
      (!filter.isNew || isNewDevice(device, now)) &&
      (filter.stale === null ||
        isStale(device, filter.staleAfterDays, now) === (filter.stale === 'only')) &&
      (!filter.isChanged ||
        (since !== undefined && (device.changedAt ?? device.firstCollectedAt) >= since)) &&
      (Object.keys(filter.facets) as FacetId[]).every((facet) => {
        const wanted = filter.facets[facet];
        return (
          facet === without ||
          wanted === undefined ||
          facetValues(device, facet, now).some((value) => wanted.includes(value))
        );
      })
    );
  }

  function list(query: DeviceQuery, nowSeconds: number): Device[] {
    const now = minute(nowSeconds);
    return [...inScope(query.filter)]
      .filter((device) => passes(device, query.filter, now, null))
      .sort(compareBy(query));
  }

  const rowOf = (device: Device, columns: readonly ColumnId[]): DeviceRow => ({
    id: device.id as DeviceRow['id'],
    tenantId: device.tenantId,
    cells: columns.map((column) => cellOf(device, column)),
  });

  return {
    get revision() {
      return revision;
    },
    get size() {
      return [...tenants.values()].reduce((sum, devices) => sum + devices.size, 0);
    },
    sizeOf: (tenantId) => tenants.get(tenantId)?.size ?? 0,
    put(tenantId, devices) {
      const known = tenants.get(tenantId) ?? new Map<number, Device>();
      tenants.set(tenantId, known);
      for (const device of devices) known.set(device.id, clean({ ...device, tenantId }));
      revision += 1;
    },
    remove(tenantId, ids) {
      for (const id of ids) tenants.get(tenantId)?.delete(id);
      revision += 1;
    },
    touch(tenantId, ids, collectedAt) {
      const known = tenants.get(tenantId);
      for (const id of ids) {
        const device = known?.get(id);
        if (device === undefined) continue;
        const at = Math.max(device.collectedAt, collectedAt);
        known?.set(id, clean({ ...device, collectedAt: at }));
      }
      revision += 1;
    },
    forget(tenantId) {
      tenants.delete(tenantId);
      changedSince.delete(tenantId);
      revision += 1;
    },
    setChangedSince(tenantId, seconds) {
      changedSince.set(tenantId, seconds);
      revision += 1;
    },
    rows(query, columns, { from, count }, nowSeconds) {
      const all = [...inScope(query.filter)].length;
      const matches = list(query, nowSeconds);
      const rows = matches.slice(from, from + count).map((device) => rowOf(device, columns));
      return { revision, total: matches.length, all, from, rows };
    },
    facets(query, ids, nowSeconds) {
      const now = minute(nowSeconds);
      return ids.map((id): Facet => {
        const counts = new Map<string, number>();
        for (const value of query.filter.facets[id] ?? []) counts.set(value, 0);
        for (const device of inScope(query.filter)) {
          if (!passes(device, query.filter, now, id)) continue;
          for (const value of facetValues(device, id, now)) {
            counts.set(value, (counts.get(value) ?? 0) + 1);
          }
        }
        return { id, ...orderFacet(id, counts, 500) };
      });
    },
    find(query, id, nowSeconds) {
      const index = list(query, nowSeconds).findIndex((device) => device.id === id);
      return index === -1 ? null : index;
    },
    suggest(wanted, count) {
      const word = fold(Buffer.from(wanted).toString().trim());
      if (word === '') return [];
      const found: (FoundDevice & { rank: number })[] = [];
      const every: DeviceFilter = {
        tenantIds: null,
        search: '',
        facets: {},
        isNew: false,
        stale: null,
        staleAfterDays: 30,
        isChanged: false,
      };
      for (const device of inScope(every)) {
        const at = (rank: number, value: string | null) =>
          found.push({
            id: device.id,
            tenantId: device.tenantId,
            name: device.name ?? '',
            found: value,
            rank,
          });
        const first = (values: readonly (string | null)[]) =>
          values.find((value) => has([value], word)) ?? null;
        const user = first([device.user, device.userName, device.email]);
        const id = first(ID_FIELDS.map((field) => device[field]));
        if (device.name !== null && fold(device.name).startsWith(word)) at(0, null);
        else if (has([device.name], word)) at(1, null);
        else if (has([device.serial], word)) at(2, device.serial);
        else if (user !== null) at(3, user);
        else if (id !== null) at(4, id);
      }
      found.sort((a, b) => a.rank - b.rank);
      return found
        .slice(0, count)
        .map(({ id, tenantId, name, found }) => ({ id, tenantId, name, found }));
    },
    overview(tenantIds, staleAfterDays, nowSeconds) {
      const now = minute(nowSeconds);
      const wanted =
        tenantIds === null
          ? [...tenants.keys()].filter((id) => (tenants.get(id)?.size ?? 0) > 0)
          : [...new Set(tenantIds)];
      return wanted.map((tenantId): TenantCounts => {
        const devices = [...(tenants.get(tenantId)?.values() ?? [])];
        const bars: Partial<Record<FacetId, FacetCount[]>> = {};
        const countsOf = (facet: FacetId) => {
          const counts = new Map<string, number>();
          for (const device of devices) {
            for (const value of facetValues(device, facet, now)) {
              counts.set(value, (counts.get(value) ?? 0) + 1);
            }
          }
          return [...counts.keys()].every((value) => value === NOT_KNOWN) ? null : counts;
        };
        for (const facet of BARS) {
          const counts = countsOf(facet);
          if (counts !== null) bars[facet] = orderFacet(facet, counts, 50).values;
        }
        const number = (facet: FacetId, value: string): number | null => {
          const counts = countsOf(facet);
          return counts === null ? null : (counts.get(value) ?? 0);
        };
        const collected = devices.map((device) => device.collectedAt);
        return {
          tenantId,
          total: devices.length,
          highRisk: number('risk', 'high'),
          highExposure: number('exposure', 'high'),
          internetFacing: number('internetFacing', 'yes'),
          canBeOnboarded: number('onboarding', 'can-be-onboarded'),
          highValue: number('criticality', 'high'),
          newlyDiscovered: devices.filter((device) => isNewDevice(device, now)).length,
          stale: devices.filter((device) => isStale(device, staleAfterDays, now)).length,
          bars,
          oldestCollected: collected.length === 0 ? null : Math.min(...collected),
          newestCollected: collected.length === 0 ? null : Math.max(...collected),
        };
      });
    },
    walk(query, columns, nowSeconds) {
      const places = list(query, nowSeconds).map(({ tenantId, id }) => ({ tenantId, id }));
      return {
        total: places.length,
        *blocks(size) {
          for (let from = 0; from < places.length; from += size) {
            const rows = places.slice(from, from + size).flatMap(({ tenantId, id }) => {
              const device = tenants.get(tenantId)?.get(id);
              return device === undefined ? [] : [rowOf(device, columns)];
            });
            if (rows.length > 0) yield rows;
          }
        },
      };
    },
    toSnapshot(tenantId) {
      const devices = tenants.get(tenantId);
      if (devices === undefined) return null;
      const body = Buffer.from(JSON.stringify([...devices.values()]));
      const head = createHash('sha256').update(body).digest('hex');
      const bytes = Buffer.concat([Buffer.from(`${SNAPSHOT_VERSION} ${head}\n`), body]);
      return Array.from({ length: Math.ceil(bytes.length / MAX_PART) }, (_, index) =>
        bytes.subarray(index * MAX_PART, (index + 1) * MAX_PART),
      );
    },
    fromSnapshot(tenantId, parts) {
      const bytes = Buffer.concat(parts);
      const end = bytes.indexOf(0x0a);
      const body = bytes.subarray(end + 1);
      const sum = createHash('sha256').update(body).digest('hex');
      if (bytes.subarray(0, end).toString() !== `${SNAPSHOT_VERSION} ${sum}`) return false;
      const devices = JSON.parse(body.toString()) as Device[];
      tenants.set(
        tenantId,
        new Map(devices.map((device) => [device.id, clean({ ...device, tenantId })])),
      );
      revision += 1;
      return true;
    },
  };
}
