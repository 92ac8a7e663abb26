import { COLUMN_IDS } from '../../preload/contract/device-columns.ts';
import type { ColumnId } from '../../preload/contract/index.ts';

/** What a row says besides its columns: who it is, and whether it is old. */
const ALWAYS: ReadonlySet<ColumnId> = new Set([
  'name',
  'lastSeen',
  'lastSync',
  'lastSignIn',
  'collectedAt',
]);

/** Pixels that a column may have. */
export const NARROWEST = 64;
export const WIDEST = 640;

/** Columns to ask for, always in the same order: moving a column about asks nothing anew. */
export function askedColumns(shown: readonly ColumnId[]): ColumnId[] {
  return COLUMN_IDS.filter((id) => ALWAYS.has(id) || shown.includes(id));
}

/** A column moved so many places; it stays inside. */
export function movedColumn(
  columns: readonly ColumnId[],
  column: ColumnId,
  to: number,
): readonly ColumnId[] {
  const rest = columns.filter((one) => one !== column);
  if (rest.length === columns.length) return columns;
  const at = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, at), column, ...rest.slice(at)];
}

/** A column shown or not. The name is always shown: a row without one is nobody's. */
export function toggledColumn(columns: readonly ColumnId[], column: ColumnId): readonly ColumnId[] {
  if (column === 'name') return columns;
  return columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column];
}
