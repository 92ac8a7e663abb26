import {
  type ColumnId,
  DEVICE_COLUMNS,
  DEVICE_VALUES,
} from '../../../../preload/contract/device-columns.ts';
import type { Cell, DeviceRow } from '../../../../preload/contract/index.ts';

/** A cell as a file shows it. Times are seconds since 1970; null is an empty cell. */
export type ShownCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'time'; readonly seconds: number }
  | null;

export interface ShownColumn {
  readonly title: string;
  /** Pixels, as in the table. */
  readonly width: number;
  readonly cellOf: (row: DeviceRow) => ShownCell;
}

const TENANT_ID_WIDTH = 280;
/** 9999-12-31T23:59:59Z, after which neither a date nor a spreadsheet goes. */
const LAST_SECOND = 253_402_300_799;

/**
 * The columns of a file: the shown ones in their order. Every row names its tenant by id, next to
 * the tenant's name or, where that is not shown, at the end.
 */
export function shownColumns(
  columns: readonly ColumnId[],
  nameOf: (tenantId: string) => string,
): readonly ShownColumn[] {
  const tenantId: ShownColumn = {
    title: 'Tenant ID',
    width: TENANT_ID_WIDTH,
    cellOf: (row) => textCell(row.tenantId),
  };
  const shown = columns.flatMap((id, index): ShownColumn[] => {
    const { title, kind, width } = DEVICE_COLUMNS[id];
    if (id === 'tenant') {
      return [{ title, width, cellOf: (row) => textCell(nameOf(row.tenantId)) }, tenantId];
    }
    return [
      {
        title: kind === 'time' ? `${title} (UTC)` : title,
        width,
        cellOf: (row) => shownCell(id, row.cells[index] ?? null),
      },
    ];
  });
  return columns.includes('tenant') ? shown : [...shown, tenantId];
}

function shownCell(column: ColumnId, cell: Cell): ShownCell {
  if (cell === null) return null;
  if (typeof cell === 'string') return textCell(wordOf(column, cell));
  if (typeof cell !== 'number') {
    return textCell(cell.map((value) => wordOf(column, value)).join('; '));
  }
  if (DEVICE_COLUMNS[column].kind !== 'time') return { kind: 'number', number: cell };
  return isTime(cell) ? { kind: 'time', seconds: cell } : null;
}

const textCell = (text: string): ShownCell => (text === '' ? null : { kind: 'text', text });

/** The word that the app shows for a known value; any other value as it is. */
export function wordOf(column: string, value: string): string {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = DEVICE_VALUES;
  const known = Object.hasOwn(words, column) ? words[column] : undefined;
  return known !== undefined && Object.hasOwn(known, value) ? (known[value] ?? value) : value;
}

/** `2026-03-04T05:06:07Z`; null for what is no time. */
export function isoTime(seconds: number): string | null {
  if (!isTime(seconds)) return null;
  return `${new Date(seconds * 1_000).toISOString().slice(0, -5)}Z`;
}

const isTime = (seconds: number) =>
  Number.isInteger(seconds) && seconds >= 0 && seconds <= LAST_SECOND;
