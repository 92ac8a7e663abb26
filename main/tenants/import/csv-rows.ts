import { excelSeparator, parseRecord, SEPARATORS } from '../../text-files/csv-record.ts';
import { type ReadRecord, RecordReader } from '../../text-files/record-reader.ts';
import type { Sliced } from '../../text-files/slices.ts';
import { chooseColumns, type ColumnChoice, unusedNote } from './columns.ts';
import { MAX_ROW_LENGTH, MAX_ROWS, type RawRow, type RowsOfFile, tooLong } from './raw-row.ts';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Rows of empty cells are no rows, but somebody has to read them. */
const MAX_RECORDS = 5 * MAX_ROWS;

interface Header {
  readonly separator: string;
  readonly width: number;
  readonly choice: ColumnChoice;
}

type ReadHeader =
  ({ readonly ok: true } & Header) | { readonly ok: false; readonly message: string };

/** The rows of a CSV file with a header. */
export function* readCsvRows(text: string): Sliced<RowsOfFile> {
  const reader = new RecordReader(text, { maxLength: MAX_ROW_LENGTH, tooLong });
  const header = yield* readHeader(reader);
  if (!header.ok) return header;
  const { separator, width, choice } = header;

  const rows: RawRow[] = [];
  for (let tries = 0; rows.length < MAX_ROWS && tries < MAX_RECORDS; tries += 1) {
    yield;
    const record = yield* reader.next((line) => parseRecord(line, separator));
    if (record === null) break;
    const row = toRow(record, width, choice);
    if (row !== null) rows.push(row);
  }
  const rowsLeftOut = yield* reader.countRest();

  const note = unusedNote(choice.unused);
  const columns = new Set(choice.places.keys());
  return { ok: true, rows, rowsLeftOut, columns, notes: note === null ? [] : [note] };
}

function toRow(
  record: ReadRecord<readonly string[]>,
  width: number,
  { places }: ColumnChoice,
): RawRow | null {
  if (!record.ok) return { kind: 'broken', row: record.line, message: record.message };
  const { line: row, value } = record;
  // What a spreadsheet leaves of rows that were emptied.
  if (value.every((cell) => cell.trim() === '')) return null;
  if (value.slice(width).some((cell) => cell.trim() !== '')) {
    const message = `This row has ${value.length} values, the first line names ${width} columns. A value with a separator in it needs quotes (").`;
    return { kind: 'broken', row, message };
  }
  const cells = new Map(
    [...places].map(([column, place]) => [column, value[place] ?? ''] as const),
  );
  return { kind: 'cells', row, cells };
}

function* readHeader(reader: RecordReader): Sliced<ReadHeader> {
  let separators: readonly string[] = SEPARATORS;
  let record = yield* reader.next((line) => line);
  const told = record?.ok === true ? excelSeparator(record.value) : null;
  if (told !== null) {
    separators = [told];
    record = yield* reader.next((line) => line);
  }
  if (record === null) return { ok: false, message: noHeader('') };
  if (!record.ok) {
    return { ok: false, message: `The first line cannot be read. ${record.message}` };
  }
  const line = record.value;
  const [best] = separators
    .flatMap((separator) => {
      const cells = parseRecord(line, separator);
      return cells === null
        ? []
        : [{ separator, width: cells.length, choice: chooseColumns(cells) }];
    })
    // The separator is the one with which the line names the most columns.
    .toSorted((one, other) => other.choice.places.size - one.choice.places.size);
  return best?.choice.places.has('id') === true
    ? { ok: true, ...best }
    : { ok: false, message: noHeader(line) };
}

function noHeader(line: string): string {
  return GUID.test(line)
    ? 'The first line is a tenant already. Put a line above it that names the columns, one of them “Tenant ID”.'
    : 'No column holds tenant ids. The first line has to name the columns, one of them “Tenant ID”.';
}
