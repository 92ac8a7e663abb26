import { sizeText } from '../../text-files/csv-record.ts';
import type { Column } from './columns.ts';

/** A row as it is in the file, before anything is believed. */
export type RawRow =
  | {
      readonly kind: 'cells';
      /** Line in the file, or position in the list. */
      readonly row: number;
      readonly cells: ReadonlyMap<Column, string>;
    }
  | { readonly kind: 'broken'; readonly row: number; readonly message: string };

export interface RawRows {
  readonly rows: readonly RawRow[];
  /** Rows after the most that are read. */
  readonly rowsLeftOut: number;
  readonly columns: ReadonlySet<Column>;
  readonly notes: readonly string[];
}

export type RowsOfFile =
  ({ readonly ok: true } & RawRows) | { readonly ok: false; readonly message: string };

export const MAX_ROWS = 2000;

/** In UTF-16 units. A row with the longest notes and every other value is a tenth of it. */
export const MAX_ROW_LENGTH = 65_536;

export function tooLong(length: number): string {
  return `This row is ${sizeText(length)} long; a tenant has at most ${sizeText(MAX_ROW_LENGTH)}.`;
}
