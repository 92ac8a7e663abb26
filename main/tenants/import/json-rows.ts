import { chooseColumns, type Column, unusedNote } from './columns.ts';
import { elementsOfList, findList, hasKeyTwice } from './json-list.ts';
import { MAX_ROW_LENGTH, MAX_ROWS, type RawRow, type RowsOfFile, tooLong } from './raw-row.ts';
import type { Sliced } from '../../text-files/slices.ts';

/** Names under which lists are found in an object: ours, and those of Microsoft's APIs. */
const LIST_NAMES = ['tenants', 'value', 'customers'];

/**
 * The rows of a JSON file: a list of objects, or an object with such a list. Entries are cut out one
 * at a time and each is parsed by itself, so that one that is broken or huge costs that one alone.
 */
export function* readJsonRows(text: string): Sliced<RowsOfFile> {
  const listAt = findList(text, LIST_NAMES);
  if (listAt === null) {
    return {
      ok: false,
      message: 'The file holds no list of tenants: a JSON list, or an object with “tenants”.',
    };
  }

  const rows: RawRow[] = [];
  const columns = new Set<Column>();
  const unused = new Set<string>();
  let rowsLeftOut = 0;
  let row = 0;
  for (const { from, to } of elementsOfList(text, listAt)) {
    row += 1;
    if (row <= MAX_ROWS || row % 256 === 0) yield;
    if (rows.length === MAX_ROWS) {
      rowsLeftOut += 1;
      continue;
    }
    const entry = readEntry(text.slice(from, to), to === text.length);
    if ('message' in entry) {
      rows.push({ kind: 'broken', row, message: entry.message });
      continue;
    }
    rows.push({ kind: 'cells', row, cells: entry.cells });
    for (const column of entry.cells.keys()) columns.add(column);
    for (const name of entry.unused) if (unused.size < 200) unused.add(name);
  }

  if (rows.length === 0) return { ok: false, message: 'The list in the file is empty.' };
  if (!columns.has('id')) {
    return { ok: false, message: 'No entry of the list has a tenant id (“tenantId”).' };
  }
  const note = unusedNote([...unused]);
  return { ok: true, rows, rowsLeftOut, columns, notes: note === null ? [] : [note] };
}

type Entry =
  | { readonly cells: ReadonlyMap<Column, string>; readonly unused: readonly string[] }
  | { readonly message: string };

function readEntry(text: string, isAtEnd: boolean): Entry {
  if (text.length > MAX_ROW_LENGTH) return { message: tooLong(text.length) };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {
      message: isAtEnd
        ? 'The file ends in the middle of this entry.'
        : 'This entry is not proper JSON.',
    };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { message: 'This entry is not an object with the values of a tenant.' };
  }
  const twice = hasKeyTwice(text);
  if (twice !== null) return { message: `“${twice.slice(0, 40)}” is in this entry twice.` };

  const entries: readonly (readonly [string, unknown])[] = Object.entries(parsed);
  const { places, unused } = chooseColumns(entries.map(([key]) => key));
  const cells = new Map<Column, string>();
  for (const [column, place] of places) {
    const text = asText(entries[place]?.[1]);
    if (text === null) {
      return { message: `“${entries[place]?.[0].slice(0, 40) ?? column}” is not a plain value.` };
    }
    cells.set(column, text);
  }
  return { cells, unused };
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
