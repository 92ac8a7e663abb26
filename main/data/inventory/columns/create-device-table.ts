import type { DeviceQuery } from '../../../../preload/contract/index.ts';
import { wholeMinute } from './ages.ts';
import type { DeviceTable } from './device-table.ts';
import { Estate } from './estate.ts';
import { countFacets } from './facet-counts.ts';
import { ListCache } from './list-cache.ts';
import { conditionsOf } from './match.ts';
import { countTenant, noCounts } from './overview.ts';
import { readRow } from './read-row.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { suggestDevices } from './suggest.ts';
import { walkRows } from './walk.ts';

/** An empty table of devices. @param revisionsFrom its first revision */
export function createDeviceTable(revisionsFrom = 0): DeviceTable {
  const estate = new Estate();
  const lists = new ListCache(estate);
  let revision = revisionsFrom;

  const changed = () => {
    estate.refresh();
    lists.clear();
    revision += 1;
  };
  const listOf = (query: DeviceQuery, nowSeconds: number) =>
    lists.get(query, wholeMinute(nowSeconds));

  return {
    get revision() {
      return revision;
    },
    get size() {
      return estate.size;
    },
    sizeOf: (tenantId) => estate.segments.get(tenantId)?.size ?? 0,
    put(tenantId, devices) {
      const segment = estate.segmentOf(tenantId);
      try {
        segment.putAll(devices);
      } finally {
        segment.compact(false);
        changed();
      }
    },
    remove(tenantId, ids) {
      const segment = estate.segments.get(tenantId);
      for (const id of ids) segment?.remove(id);
      segment?.compact(false);
      changed();
    },
    touch(tenantId, ids, collectedAt) {
      const segment = estate.segments.get(tenantId);
      for (const id of ids) segment?.touch(id, collectedAt);
      changed();
    },
    forget(tenantId) {
      estate.replace(tenantId, null);
      estate.changedSince.delete(tenantId);
      changed();
    },
    setChangedSince(tenantId, seconds) {
      estate.changedSince.set(tenantId, seconds);
      changed();
    },
    rows(query, columns, { from, count }, nowSeconds) {
      const list = listOf(query, nowSeconds);
      const all = estate
        .scope(query.filter.tenantIds)
        .reduce((sum, segment) => sum + segment.size, 0);
      const rows = Array.from(list.subarray(from, from + count)).flatMap((row) => {
        const placed = estate.partAt(row);
        return placed === null
          ? []
          : readRow(placed.segment, placed.part, row - placed.base, columns);
      });
      return { revision, total: list.length, all, from, rows };
    },
    facets: (query, ids, nowSeconds) =>
      countFacets(estate, conditionsOf(query.filter, wholeMinute(nowSeconds)), ids),
    find(query, id, nowSeconds) {
      const list = listOf(query, nowSeconds);
      for (const segment of estate.scope(query.filter.tenantIds)) {
        const place = segment.place(id);
        const placed = estate.parts.find(({ part }) => part === place?.part);
        if (place === null || placed === undefined) continue;
        const position = list.indexOf(placed.base + place.row);
        if (position !== -1) return position;
      }
      return null;
    },
    suggest: (text, count) => suggestDevices(estate, text, count),
    overview(tenantIds, staleAfterDays, nowSeconds) {
      const now = wholeMinute(nowSeconds);
      if (tenantIds === null) {
        return estate
          .scope(null)
          .filter(({ size }) => size > 0)
          .map((segment) => countTenant(segment, staleAfterDays, now));
      }
      return [...new Set(tenantIds)].map((tenantId) => {
        const segment = estate.segments.get(tenantId);
        return segment === undefined || segment.size === 0
          ? noCounts(tenantId)
          : countTenant(segment, staleAfterDays, now);
      });
    },
    walk: (query, columns, nowSeconds) => walkRows(estate, listOf(query, nowSeconds), columns),
    toSnapshot(tenantId) {
      const segment = estate.segments.get(tenantId);
      if (segment === undefined) return null;
      segment.compact(true);
      estate.refresh();
      lists.clear();
      return writeSnapshot(segment);
    },
    fromSnapshot(tenantId, parts) {
      const segment = readSnapshot(tenantId, parts);
      if (segment === null) return false;
      estate.replace(tenantId, segment);
      changed();
      return true;
    },
  };
}
