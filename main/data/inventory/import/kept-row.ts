import { type TimeField, TIME_FIELDS } from '../device.ts';
import { FILE_COLUMNS, type FileColumn, type FileSource, mappingOf } from './file-columns.ts';
import { decided, parseDate } from './file-dates.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { DateOrders } from './row-facts.ts';

/**
 * The form in which a row of a file is kept:
 *
 *     {"row": {"Device ID": "1", "Host": "PC-1", "Seen": "03/04/2026"},
 *      "as": {"Host": "name", "Seen": "lastSync"},
 *      "dates": {"lastSync": "day-first"}}
 *
 * `row` is the row as it came, by header. What a header is taken for follows from the known headers
 * of the export, so that a hundred thousand rows do not repeat it; `as` has only what the operator
 * decided otherwise, and `dates` only what this row alone does not show. Facts can so be made of a
 * row again, by itself, at any time.
 */
/** Longest row that is kept, as text, in UTF-16 units; what the details of a device can show. */
const MAX_RAW = 250_000;
/** What JSON makes of one unit at the most: `\\u0000`. */
const LONGEST_UNIT = 6;
/** Room for what is said of the dates, which is not known before all rows are read. */
const MAX_DATES = 500;

export interface RowKeeper {
  /** Whether a row is not too long to be kept; says so mostly without making its text. */
  fits(cells: readonly string[]): boolean;
  /** The kept text of a row that fits. */
  keep(cells: readonly string[]): string;
}

export function rowKeeper(layout: Layout, orders: DateOrders): RowKeeper {
  const { source, headers, mapping } = layout;
  const usual = mappingOf(source, headers);
  const otherwise = headers.flatMap((header, place) => {
    const column = mapping[place] ?? null;
    return column === (usual[place] ?? null) ? [] : [[header, column] as const];
  });
  const as = otherwise.length === 0 ? '' : `,"as":${jsonOf(otherwise)}`;
  const ordered = TIME_FIELDS.filter((column) => orders[column] !== undefined);
  const names = headers.map((header) => `${JSON.stringify(header)}:`);
  const always = names.join(',').length + as.length + MAX_DATES;

  const rowOf = (cells: readonly string[]) =>
    names.map((name, place) => name + JSON.stringify(cells[place] ?? '')).join(',');
  return {
    fits(cells) {
      let length = always;
      for (const cell of cells) length += LONGEST_UNIT * cell.length;
      return length <= MAX_RAW || rowOf(cells).length + always <= MAX_RAW;
    },
    keep(cells) {
      const needed = ordered.filter((column) => needsOrder(layout, cells, column));
      const dates =
        needed.length === 0
          ? ''
          : `,"dates":${jsonOf(needed.map((column) => [column, orders[column]]))}`;
      return `{"row":{${rowOf(cells)}}${as}${dates}}`;
    },
  };
}

/** Entries are own properties, so that a column may be called `__proto__`. */
const jsonOf = (entries: readonly (readonly [string, unknown])[]) =>
  JSON.stringify(Object.fromEntries(entries));

function needsOrder(layout: Layout, cells: readonly string[], column: TimeField): boolean {
  const [place] = layout.places.get(column) ?? [];
  const date = parseDate((place === undefined ? undefined : cells[place]) ?? '');
  return date.kind === 'ordered' && decided(date, 'day-first') !== decided(date, 'month-first');
}

interface ReadRow {
  readonly layout: Layout;
  readonly cells: readonly string[];
  readonly orders: DateOrders;
}

const columns: ReadonlySet<unknown> = new Set(FILE_COLUMNS);
const ORDERS: ReadonlySet<unknown> = new Set(['day-first', 'month-first', 'older']);

/** Reads a kept row, as the value of its text; null for what is none, which only damage makes. */
export function readKeptRow(source: FileSource, kept: unknown): ReadRow | null {
  if (!isRecord(kept) || !isRecord(kept['row'])) return null;
  const { row, as, dates } = kept;
  const headers = Object.keys(row);
  return {
    layout: keptLayout(source, headers, isRecord(as) ? as : {}),
    cells: headers.map((header) => {
      const cell = row[header];
      return typeof cell === 'string' ? cell : '';
    }),
    orders: isRecord(dates) ? onlyOrders(dates) : {},
  };
}

const MAX_LAYOUTS = 64;
const layouts = new Map<string, Layout>();

/** All rows of a file have one layout; it is made once for as long as it is in use. */
function keptLayout(
  source: FileSource,
  headers: readonly string[],
  as: Readonly<Record<string, unknown>>,
): Layout {
  const key = JSON.stringify([source, headers, as]);
  const known = layouts.get(key);
  if (known !== undefined) return known;
  const mapping = mappingOf(source, headers).map((usual, place) => {
    const header = headers[place] ?? '';
    if (!Object.hasOwn(as, header)) return usual;
    const column = as[header];
    return isColumn(column) ? column : null;
  });
  const made = layoutOf(source, headers, mapping);
  if (layouts.size >= MAX_LAYOUTS) layouts.clear();
  layouts.set(key, made);
  return made;
}

const isColumn = (value: unknown): value is FileColumn => columns.has(value);

function onlyOrders(dates: Readonly<Record<string, unknown>>): DateOrders {
  return Object.fromEntries(
    TIME_FIELDS.flatMap((column) =>
      ORDERS.has(dates[column]) ? [[column, dates[column]] as const] : [],
    ),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
