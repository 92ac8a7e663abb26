import type { Cell, ColumnId, DeviceRow } from '../../../preload/contract/index.ts';
import { isoOf } from '../../lib/device-words.ts';
import { agoText } from '../../lib/moments.ts';

const DAY_MS = 86_400_000;

/** A row's cell by its column. */
export type CellOf = (column: ColumnId) => Cell;

export function cellOf(row: DeviceRow, columns: readonly ColumnId[]): CellOf {
  return (column) => row.cells[columns.indexOf(column)] ?? null;
}

/**
 * Why a device is stale, in words: no service has seen it for so many days. Null when one has.
 */
export function staleReason(cell: CellOf, days: number, nowMs: number): string | null {
  const times = [cell('lastSeen'), cell('lastSync'), cell('lastSignIn')].filter(
    (time) => typeof time === 'number',
  );
  const newest = times.length === 0 ? null : isoOf(Math.max(...times));
  if (newest === null) return 'stale: no service says when it was seen';
  if (nowMs - Date.parse(newest) <= days * DAY_MS) return null;
  return `stale: last seen by a service ${agoText(newest, nowMs)}`;
}
