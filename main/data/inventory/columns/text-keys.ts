import type { ColumnId } from '../../../../preload/contract/device-columns.ts';
import { ID_FIELDS, TEXT_FIELDS } from '../device.ts';
import type { Estate, PlacedPart } from './estate.ts';
import { fold } from './fold.ts';
import type { Part } from './part.ts';
import { RowText } from './read-row.ts';
import type { Segment } from './segment.ts';
import { SAME } from './tails.ts';
import type { TextKeys } from './text-order.ts';
import { FIELD, ID_KIND } from './text-record.ts';

/** Columns that are ordered by their text. */
export type TextColumn = Extract<
  ColumnId,
  (typeof TEXT_FIELDS)[number] | (typeof ID_FIELDS)[number] | 'ips' | 'macs'
>;

const PLACES = new Map<string, number>([
  ...TEXT_FIELDS.map((field, place) => [field, place] as const),
  ['ips', FIELD.ips],
  ['macs', FIELD.macs],
]);
const ID_PLACES = new Map<string, number>(ID_FIELDS.map((field, place) => [field, place]));
const NOTHING = Buffer.alloc(0);

export function isTextColumn(column: ColumnId): column is TextColumn {
  return PLACES.has(column) || ID_PLACES.has(column);
}

/** What rows are ordered by in a text column. @param rows ascending */
export function textKeys(estate: Estate, rows: Uint32Array, column: TextColumn): TextKeys {
  const writer = new KeyWriter(rows.length);
  const field = PLACES.get(column);
  const idPlace = ID_PLACES.get(column) ?? 0;
  let tails: readonly Buffer[] = [];
  let tailsOf: Segment | null = null;
  eachRow(estate, rows, ({ segment, part }, row) => {
    if (field === undefined) {
      addId(writer, segment, part, row, idPlace);
    } else {
      if (tailsOf !== segment) {
        tails = segment.tails.texts.map((text) => Buffer.from(text));
        tailsOf = segment;
      }
      addField(writer, part, row, field, tails);
    }
    writer.end();
  });
  return writer.keys();
}

/** Calls with each row of ascending numbers, and the part it is in. */
export function eachRow(
  { parts }: Estate,
  rows: Uint32Array,
  found: (placed: PlacedPart, row: number, index: number) => void,
): void {
  let at = 0;
  for (const placed of parts) {
    const end = placed.base + placed.part.rows;
    for (; at < rows.length && (rows[at] ?? 0) < end; at++) {
      found(placed, (rows[at] ?? 0) - placed.base, at);
    }
  }
}

/** Adds a field as `RowText.folded` makes it, from its bytes. */
function addField(
  writer: KeyWriter,
  part: Part,
  row: number,
  field: number,
  tails: readonly Buffer[],
): void {
  const { bytes } = part.text;
  let start = part.text.start(row);
  const nameStart = start;
  for (let before = 0; before < field; start++) if (bytes[start] === 0) before += 1;
  const isEmpty = bytes[start] === 0;
  if (field === FIELD.dnsName) {
    const tail = part.dnsTail.at(row);
    if (tail === 0 || !isEmpty) writer.addField(bytes, start);
    else writer.addField(bytes, nameStart);
    writer.add(tails[tail] ?? NOTHING);
    return;
  }
  if (field === FIELD.email && part.emailTail.at(row) === SAME) {
    addField(writer, part, row, FIELD.user, tails);
    return;
  }
  writer.addField(bytes, start);
  if (field === FIELD.user) writer.add(tails[part.userTail.at(row)] ?? NOTHING);
  if (field === FIELD.email) writer.add(tails[part.emailTail.at(row)] ?? NOTHING);
}

const DIGITS = Buffer.from('0123456789abcdef');

function addId(writer: KeyWriter, segment: Segment, part: Part, row: number, place: number): void {
  const kind = (part.idKinds.at(row) >> (2 * place)) & 3;
  const lane = part.idLanes[place];
  if (kind === ID_KIND.none || lane === undefined) return;
  if (kind === ID_KIND.odd) {
    writer.add(Buffer.from(fold(new RowText(segment.tails, part, row).id(place) ?? '')));
    return;
  }
  for (let at = 0; at < lane.width; at++) {
    // Where a GUID has its hyphens, beside which ids of other forms must be ordered too.
    if (lane.width === 16 && (at === 4 || at === 6 || at === 8 || at === 10)) writer.addByte(0x2d);
    const byte = lane.bytes[row * lane.width + at] ?? 0;
    writer.addByte(DIGITS[byte >> 4] ?? 0);
    writer.addByte(DIGITS[byte & 15] ?? 0);
  }
}

/** Collects keys as bytes, growing as they come. */
class KeyWriter {
  #bytes: Buffer;
  #length = 0;
  readonly #starts: Uint32Array;
  #count = 0;

  constructor(count: number) {
    this.#bytes = Buffer.alloc(Math.max(64, count * 16));
    this.#starts = new Uint32Array(count + 1);
  }

  addByte(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow();
    this.#bytes[this.#length++] = byte;
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) this.addByte(bytes[at] ?? 0);
  }

  /** Adds the bytes up to the next NUL. */
  addField(bytes: Buffer, from: number): void {
    for (let at = from; ; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === 0) return;
      this.addByte(byte);
    }
  }

  end(): void {
    this.#count += 1;
    this.#starts[this.#count] = this.#length;
  }

  keys(): TextKeys {
    return { bytes: this.#bytes, starts: this.#starts };
  }

  #grow(): void {
    const bytes = Buffer.alloc(this.#bytes.length * 2);
    this.#bytes.copy(bytes, 0, 0, this.#length);
    this.#bytes = bytes;
  }
}
