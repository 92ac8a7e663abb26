import { spreadsheetText } from '../../../spreadsheet-text.ts';
import { HEAD, MAIN, STYLE } from './workbook-parts.ts';
import { xmlText } from './xml-text.ts';

/** A cell of a sheet; null is empty. Times are seconds since 1970. */
export type SheetCell =
  | { readonly kind: 'text' | 'title'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'time'; readonly seconds: number }
  | null;

/** What Excel takes in one cell, in UTF-16 units. */
const MAX_TEXT = 32_767;
const SECONDS_A_DAY = 86_400;
/** 1970-01-01 in days of a spreadsheet, which begin in 1900. */
const DAY_OF_1970 = 25_569;

export interface SheetKind {
  /** The one that is open when the workbook is opened. */
  readonly isFirst: boolean;
  /** The first row is a header, which stays when the rest is scrolled. */
  readonly isTable: boolean;
}

/** Everything before the first row. @param widths of the columns, pixels */
export function sheetStart(widths: readonly number[], { isFirst, isTable }: SheetKind): string {
  const columns = widths.map((width, index) => {
    // A character of the usual font is seven pixels wide.
    const characters = (width / 7).toFixed(1);
    return `<col min="${index + 1}" max="${index + 1}" width="${characters}" customWidth="1"/>`;
  });
  const selected = isFirst ? ' tabSelected="1"' : '';
  const pane = isTable
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    : '';
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${selected} workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
}

/** Everything after the last row. @param filter how many columns and rows have filter buttons */
export function sheetEnd(
  filter: { readonly columns: number; readonly rows: number } | null,
): string {
  const buttons =
    filter === null ? '' : `<autoFilter ref="A1:${letters(filter.columns - 1)}${filter.rows}"/>`;
  return `</sheetData>${buttons}</worksheet>`;
}

/** @param at the row's number, from 1 */
export function sheetRow(at: number, cells: readonly SheetCell[]): string {
  let xml = `<row r="${at}">`;
  for (const [index, cell] of cells.entries()) {
    if (cell !== null) xml += cellXml(`${letters(index)}${at}`, cell);
  }
  return `${xml}</row>`;
}

function cellXml(place: string, cell: Exclude<SheetCell, null>): string {
  switch (cell.kind) {
    case 'number':
      return `<c r="${place}"><v>${cell.number}</v></c>`;
    case 'time':
      return `<c r="${place}" s="${STYLE.time}"><v>${serialOf(cell.seconds)}</v></c>`;
    case 'text':
    case 'title': {
      // A string of its own type and in the format "text": never a formula, also when it is edited.
      const style = cell.kind === 'title' ? STYLE.title : STYLE.text;
      const text = xmlText(spreadsheetText(cell.text).slice(0, MAX_TEXT));
      return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
    }
  }
}

const serialOf = (seconds: number) => seconds / SECONDS_A_DAY + DAY_OF_1970;

/** `A`, `B`, … `Z`, `AA`, … */
function letters(index: number): string {
  const known = LETTERS[index];
  if (known === undefined) throw new RangeError(`No sheet has ${index + 1} columns here`);
  return known;
}

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const LETTERS = [...ALPHABET, ...ALPHABET.flatMap((a) => ALPHABET.map((b) => `${a}${b}`))];
