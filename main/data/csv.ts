import { spreadsheetText } from './spreadsheet-text.ts';

/** Writes rows as CSV (RFC 4180) in which every text stays text when a spreadsheet opens it. */

export type Cell = string | number | boolean | null;

/** Lets Excel read UTF-8; the first thing in a file. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A whole file. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map(csvLine).join('')}`;
}

/** One row with its line end, for files that are written a part at a time. */
export function csvLine(row: readonly Cell[]): string {
  return `${row.map(toCell).join(',')}\r\n`;
}

function toCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = spreadsheetText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
