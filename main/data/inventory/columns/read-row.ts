import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import type { Cell, DeviceRow } from '../../../../preload/contract/index.ts';
import { ID_FIELDS, TEXT_FIELDS, type IdField, type TextField } from '../device.ts';
import { fold } from './fold.ts';
import type { CodeColumn, NumberColumn, Part } from './part.ts';
import { CODE_COLUMNS, NUMBER_COLUMNS } from './part.ts';
import type { Segment } from './segment.ts';
import { NO_TAIL, SAME, type Tails } from './tails.ts';
import { CASED_FIELDS, FIELD, ID_KIND, mixedCaseOf } from './text-record.ts';
import { inCase, WRITTEN } from './written-case.ts';

const TEXT_PLACES = new Map<string, number>(TEXT_FIELDS.map((field, place) => [field, place]));
const ID_PLACES = new Map<string, number>(ID_FIELDS.map((field, place) => [field, place]));
const CODES = new Set<string>(CODE_COLUMNS);
const NUMBERS = new Set<string>(NUMBER_COLUMNS);

const isText = (column: ColumnId): column is TextField => TEXT_PLACES.has(column);
const isId = (column: ColumnId): column is IdField => ID_PLACES.has(column);
export const isCode = (column: ColumnId): column is ColumnId & CodeColumn => CODES.has(column);
export const isNumber = (column: ColumnId): column is ColumnId & NumberColumn =>
  NUMBERS.has(column);

/** A row as the page gets it. */
export function readRow(
  segment: Segment,
  part: Part,
  row: number,
  columns: readonly ColumnId[],
): DeviceRow {
  const text = new RowText(segment.tails, part, row);
  return {
    id: (part.ids[row] ?? 0) as DeviceRow['id'],
    tenantId: segment.tenantId,
    cells: columns.map((column) => cellOf(segment, part, row, column, text)),
  };
}

function cellOf(segment: Segment, part: Part, row: number, column: ColumnId, text: RowText): Cell {
  if (column === 'tenant') return segment.tenantId;
  if (isText(column)) return text.value(TEXT_PLACES.get(column) ?? 0);
  if (column === 'ips') return text.list(FIELD.ips);
  if (column === 'macs') return text.list(FIELD.macs);
  if (isId(column)) return text.id(ID_PLACES.get(column) ?? 0);
  if (isCode(column)) {
    const entry = segment.dictionaries[column].entry(part.codes[column].at(row));
    if (entry.length === 0) return null;
    return column === 'tags' || column === 'sources' ? [...entry] : (entry[0] ?? null);
  }
  if (!isNumber(column)) return null;
  const value = part.numbers[column].at(row);
  if (value === 0) return null;
  return column === 'vulnerabilities' || column === 'criticalVulnerabilities' ? value - 1 : value;
}

/** Everything a search looks at in a row, folded. */
export function searchedValues(segment: Segment, part: Part, row: number): readonly string[] {
  const text = new RowText(segment.tails, part, row);
  const tags = segment.dictionaries.tags.entry(part.codes.tags.at(row));
  return [
    ...TEXT_FIELDS.map((_, place) => text.folded(place)),
    ...text.foldedList(FIELD.ips),
    ...text.foldedList(FIELD.macs),
    ...tags.map(fold),
    ...ID_FIELDS.map((_, place) => fold(text.id(place) ?? '')),
  ].filter((value) => value !== '');
}

/** The text of one row, taken apart when it is asked for. */
export class RowText {
  readonly #tails: Tails;
  readonly #part: Part;
  readonly #row: number;
  #fields: readonly string[] | null = null;
  #originals: readonly (string | readonly string[])[] | null = null;

  constructor(tails: Tails, part: Part, row: number) {
    this.#tails = tails;
    this.#part = part;
    this.#row = row;
  }

  /** A field as it was written; null when it is not known. */
  value(field: number): string | null {
    const folded = this.folded(field);
    if (folded === '') return null;
    const written = this.#written(field);
    if (written === WRITTEN.own) return String(this.#original(field));
    return inCase(folded, written, mixedCaseOf(field));
  }

  /** The values of a list as they were written; null when there are none. */
  list(field: number): string[] | null {
    const folded = this.#stem(field);
    if (folded === '') return null;
    const written = this.#written(field);
    if (written === WRITTEN.own) {
      const original = this.#original(field);
      return typeof original === 'string' ? [original] : [...original];
    }
    return inCase(folded, written, 'words').split('\u0001');
  }

  /** A field in lower case; empty when it is not known. */
  folded(field: number): string {
    const stem = this.#stem(field);
    const row = this.#row;
    if (field === FIELD.dnsName) {
      const tail = this.#part.dnsTail.at(row);
      if (tail === NO_TAIL) return stem;
      return (stem === '' ? this.#stem(FIELD.name) : stem) + this.#tails.text(tail);
    }
    if (field === FIELD.user) return stem + this.#tails.text(this.#part.userTail.at(row));
    if (field === FIELD.email) {
      const tail = this.#part.emailTail.at(row);
      return tail === SAME ? this.folded(FIELD.user) : stem + this.#tails.text(tail);
    }
    return stem;
  }

  foldedList(field: number): readonly string[] {
    const folded = this.#stem(field);
    return folded === '' ? [] : folded.split('\u0001');
  }

  /** An id as it was written; null when it is not known. */
  id(place: number): string | null {
    const kind = (this.#part.idKinds.at(this.#row) >> (2 * place)) & 3;
    if (kind === ID_KIND.none) return null;
    if (kind === ID_KIND.odd) return this.#oddId(place);
    const text = this.#part.idLanes[place]?.text(this.#row) ?? '';
    return kind === ID_KIND.upper ? text.toUpperCase() : text;
  }

  #stem(field: number): string {
    this.#fields ??= this.#part.text.record(this.#row).toString().split('\0');
    return this.#fields[field] ?? '';
  }

  #written(field: number): number {
    return (this.#part.cases.at(this.#row) >> (2 * field)) & 3;
  }

  #original(field: number): string | readonly string[] {
    let index = 0;
    for (let before = 0; before < field; before++) {
      if (this.#written(before) === WRITTEN.own) index += 1;
    }
    return this.#ownValues()[index] ?? '';
  }

  #oddId(place: number): string {
    let index = 0;
    for (let field = 0; field < CASED_FIELDS; field++) {
      if (this.#written(field) === WRITTEN.own) index += 1;
    }
    const kinds = this.#part.idKinds.at(this.#row);
    for (let before = 0; before < place; before++) {
      if (((kinds >> (2 * before)) & 3) === ID_KIND.odd) index += 1;
    }
    return String(this.#ownValues()[index] ?? '');
  }

  #ownValues(): readonly (string | readonly string[])[] {
    this.#originals ??= JSON.parse(this.#part.originals.get(this.#row) ?? '[]') as readonly (
      string | readonly string[]
    )[];
    return this.#originals;
  }
}
