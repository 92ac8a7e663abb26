import { plainLine } from '../../../tenants/plain-line.ts';
import {
  excelSeparator,
  parseRecord,
  SEPARATORS,
  sizeText,
} from '../../../text-files/csv-record.ts';
import { cutText } from '../../../text-files/cut-text.ts';
import { RecordReader, type TextPieces } from '../../../text-files/record-reader.ts';
import type { Sliced } from '../../../text-files/slices.ts';
import { countKnown } from './file-columns.ts';

/** In UTF-16 units. A device of the exports has some 1,500. */
const MAX_ROW_LENGTH = 65_536;
const MAX_COLUMNS = 200;
/** The line of column names is one of the first; portals and people write titles above it. */
const MAX_HEAD = 20;

const limits = {
  maxLength: MAX_ROW_LENGTH,
  tooLong: (length: number) =>
    `This row is ${sizeText(length)} long; a device has at most ${sizeText(MAX_ROW_LENGTH)}.`,
};

export interface TableHead {
  readonly separator: string;
  /** Line of the column names; the first is 1. */
  readonly line: number;
  /** Names of the columns, each once. */
  readonly headers: readonly string[];
  /** Lines above that are no names and no `sep=`. */
  readonly linesAbove: number;
}

export type TableRow =
  | { readonly ok: true; readonly line: number; readonly cells: readonly string[] }
  | { readonly ok: false; readonly line: number; readonly message: string };

interface Candidate {
  readonly separator: string;
  readonly line: number;
  readonly cells: readonly string[];
  readonly above: number;
}

/** Finds the separator and the column names of a CSV text; answers with plain words when there are none. */
export function* readHead(pieces: TextPieces): Sliced<TableHead | string> {
  const reader = new RecordReader(pieces, limits);
  let separators: readonly string[] = SEPARATORS;
  let above = 0;
  let best: (Candidate & { readonly known: number }) | null = null;
  for (let count = 0; count < MAX_HEAD; count += 1) {
    const record = yield* reader.next((text) => text);
    if (record === null) break;
    const told = record.ok && count === 0 ? excelSeparator(record.value) : null;
    if (told !== null) {
      separators = [told];
      continue;
    }
    if (record.ok) {
      for (const separator of separators) {
        const cells = parseRecord(record.value, separator);
        if (cells === null) continue;
        const known = countKnown(cells.slice(0, MAX_COLUMNS + 1));
        // The names are where the most of them are known. Where none are, they are in the first of
        // the widest lines.
        const isBetter =
          best === null ||
          known > best.known ||
          (known === best.known && known === 0 && cells.length > best.cells.length);
        if (isBetter) best = { separator, line: record.line, cells, above, known };
      }
    }
    above += 1;
  }
  if (best === null) return 'The file has no line of column names.';
  if (best.cells.length > MAX_COLUMNS) {
    return `The file has ${best.cells.length.toLocaleString('en')} columns; at most ${MAX_COLUMNS} can be read.`;
  }
  if (best.cells.length === 1 && best.known === 0) {
    return 'The file is no table: its columns are not separated by commas, semicolons or tabs.';
  }
  return {
    separator: best.separator,
    line: best.line,
    headers: distinct(best.cells),
    linesAbove: best.above,
  };
}

/** Names that can be shown and told apart: an empty one is `Column 3`, a second `Tags` is `Tags (2)`. */
function distinct(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return cells.map((cell, place) => {
    const { text } = plainLine(cell.slice(0, 400));
    const name = text === '' ? `Column ${place + 1}` : cutText(text, 180).trim();
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`;
    taken.add(free);
    return free;
  });
}

/** The rows below the column names that are not blank, each by itself. */
export class TableReader {
  readonly #reader: RecordReader;
  readonly #head: TableHead;
  #isBelow = false;

  constructor(pieces: TextPieces, head: TableHead) {
    this.#reader = new RecordReader(pieces, limits);
    this.#head = head;
  }

  /** Null at the end. */
  *next(): Sliced<TableRow | null> {
    const { separator, line, headers } = this.#head;
    while (!this.#isBelow) {
      // Read as `readHead` did, so that the lines are the same.
      const record = yield* this.#reader.next((text) => text);
      if (record === null) return null;
      this.#isBelow = record.line >= line;
    }
    for (;;) {
      yield;
      const record = yield* this.#reader.next((text) => parseRecord(text, separator));
      if (record === null) return null;
      if (!record.ok) return { ok: false, line: record.line, message: record.message };
      const cells = record.value;
      // What a spreadsheet leaves of rows that were emptied.
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (cells.slice(headers.length).some((cell) => cell.trim() !== '')) {
        const message = `This row has ${cells.length} values, the column names are ${headers.length}. A value with a separator in it needs quotes (").`;
        return { ok: false, line: record.line, message };
      }
      return { ok: true, line: record.line, cells };
    }
  }
}
