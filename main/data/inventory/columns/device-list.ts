import type { DeviceSort } from '../../../../preload/contract/index.ts';
import { codeRanks, LAST } from './code-order.ts';
import type { Estate } from './estate.ts';
import type { Numbers } from './lane.ts';
import {
  conditionsIn,
  isOpen,
  matchFacet,
  matchRest,
  type Conditions,
  type SegmentConditions,
} from './match.ts';
import { pick, type Orders } from './orders.ts';
import { PART_ROWS } from './part-rows.ts';

import { sortByKeys } from './radix-sort.ts';
import { isCode, isNumber } from './read-row.ts';
import type { Segment } from './segment.ts';
import { isTextColumn } from './text-keys.ts';

/** Marks of one part, used for every part. */
const MARKS = new Uint8Array(PART_ROWS);

/** Numbers of the rows that pass, ascending. */
export function matchingRows(estate: Estate, conditions: Conditions): Uint32Array {
  const scope = new Set(estate.scope(conditions.filter.tenantIds));
  const isAll = isOpen(conditions);
  let rows = new Uint32Array(1_024);
  let count = 0;
  let sought: SegmentConditions | null = null;
  let soughtIn: Segment | null = null;
  for (const { segment, part, base } of estate.parts) {
    if (!scope.has(segment)) continue;
    MARKS.set(part.alive.subarray(0, part.rows));
    if (!isAll) {
      if (soughtIn !== segment || sought === null) {
        const since = estate.changedSince.get(segment.tenantId) ?? null;
        sought = conditionsIn(segment, conditions, since);
        soughtIn = segment;
      }
      if (!matchRest(part, sought, MARKS)) continue;
      for (const facet of conditions.facets) matchFacet(part, facet, sought, MARKS);
    }
    if (count + part.rows > rows.length) {
      const more = new Uint32Array(Math.max(count + part.rows, rows.length * 2));
      more.set(rows.subarray(0, count));
      rows = more;
    }
    count = collect(MARKS, part.rows, base, rows, count);
  }
  return rows.slice(0, count);
}

function collect(
  marks: Uint8Array,
  length: number,
  base: number,
  rows: Uint32Array,
  from: number,
): number {
  let count = from;
  for (let row = 0; row < length; row++) {
    rows[count] = base + row;
    count += marks[row] ?? 0;
  }
  return count;
}

/** The rows in an order. @param rows ascending */
export function orderRows(
  estate: Estate,
  orders: Orders,
  rows: Uint32Array,
  sort: readonly DeviceSort[],
): Uint32Array {
  // Keys are made while rows are ascending, one part after the other; what is sorted are places.
  const keys = sort.map((by) => sortKeys(estate, orders, rows, by));
  const places = orders.byName(rows);
  for (const key of keys.reverse()) sortByKeys(places, pick(key, places));
  return pick(rows, places);
}

/** One number a row by which it is ordered; `LAST` for what is not known. */
function sortKeys(
  estate: Estate,
  orders: Orders,
  rows: Uint32Array,
  { column, isDescending }: DeviceSort,
): Uint32Array {
  const keys = isTextColumn(column) ? orders.ranks(column, rows) : otherKeys(estate, rows, column);
  if (isDescending) {
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0;
      keys[at] = key === LAST ? LAST : LAST - 1 - key;
    }
  }
  return keys;
}

function otherKeys(estate: Estate, rows: Uint32Array, column: DeviceSort['column']): Uint32Array {
  const keys = new Uint32Array(rows.length);
  const segments = [...estate.segments.values()];
  const tenants = new Map(
    segments
      .map(({ tenantId }) => tenantId)
      .sort()
      .map((tenantId, rank) => [tenantId, rank]),
  );
  const ranks = isCode(column) ? codeRanks(segments, column) : null;
  let from = 0;
  for (const { segment, part, base } of estate.parts) {
    let to = from;
    const end = base + part.rows;
    while (to < rows.length && (rows[to] ?? 0) < end) to += 1;
    if (to === from) continue;
    if (column === 'tenant') keys.fill(tenants.get(segment.tenantId) ?? 0, from, to);
    else if (isCode(column)) {
      const table = ranks?.get(segment) ?? new Uint32Array(0);
      rankKeys(part.codes[column].dense(part.rows), table, rows, base, from, to, keys);
    } else if (isNumber(column)) {
      numberKeys(part.numbers[column].dense(part.rows), rows, base, from, to, keys);
    }
    from = to;
  }
  return keys;
}

function rankKeys(
  codes: Numbers,
  table: Uint32Array,
  rows: Uint32Array,
  base: number,
  from: number,
  to: number,
  keys: Uint32Array,
): void {
  for (let at = from; at < to; at++) {
    keys[at] = table[codes[(rows[at] ?? 0) - base] ?? 0] ?? LAST;
  }
}

function numberKeys(
  values: Numbers,
  rows: Uint32Array,
  base: number,
  from: number,
  to: number,
  keys: Uint32Array,
): void {
  for (let at = from; at < to; at++) {
    const value = values[(rows[at] ?? 0) - base] ?? 0;
    keys[at] = value === 0 ? LAST : value;
  }
}
