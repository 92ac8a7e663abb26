import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import type { DeviceRow, TenantId } from '../../../../preload/contract/index.ts';
import type { DeviceTable } from './device-table.ts';
import type { Estate } from './estate.ts';
import { readRow } from './read-row.ts';

/** Goes through a list by ids, so that the table may change meanwhile. @param list row numbers */
export function walkRows(
  estate: Estate,
  list: Uint32Array,
  columns: readonly ColumnId[],
): ReturnType<DeviceTable['walk']> {
  const ids = new Float64Array(list.length);
  const tenantOf = new Uint16Array(list.length);
  const tenants: TenantId[] = [];
  const numbers = new Map<TenantId, number>();
  for (let at = 0; at < list.length; at++) {
    const row = list[at] ?? 0;
    const placed = estate.partAt(row);
    if (placed === null) continue;
    const { tenantId } = placed.segment;
    let number = numbers.get(tenantId);
    if (number === undefined) {
      number = tenants.length;
      tenants.push(tenantId);
      numbers.set(tenantId, number);
    }
    ids[at] = placed.part.ids[row - placed.base] ?? 0;
    tenantOf[at] = number;
  }
  return {
    total: list.length,
    *blocks(size) {
      for (let from = 0; from < ids.length; from += size) {
        const rows: DeviceRow[] = [];
        for (let at = from; at < Math.min(from + size, ids.length); at++) {
          const tenantId = tenants[tenantOf[at] ?? 0];
          const segment = tenantId === undefined ? undefined : estate.segments.get(tenantId);
          const place = segment?.place(ids[at] ?? 0) ?? null;
          if (segment !== undefined && place !== null) {
            rows.push(readRow(segment, place.part, place.row, columns));
          }
        }
        if (rows.length > 0) yield rows;
      }
    },
  };
}
