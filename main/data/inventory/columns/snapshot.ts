import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { DEVICE_SOURCES } from '../../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { ID_FIELDS, MAX_FACET_VALUE, MAX_LIST } from '../device.ts';
import { Dictionary } from './dictionary.ts';
import { ofWidth } from './lane.ts';
import { PART_ROWS } from './part-rows.ts';
import { CODE_COLUMNS, Part, type CodeColumn } from './part.ts';
import { Segment } from './segment.ts';
import { Tails } from './tails.ts';
import { CASED_FIELDS, FIELD_COUNT, ID_KIND } from './text-record.ts';
import { WRITTEN } from './written-case.ts';

// A snapshot is: SHA-256 of the rest, a word that names kind and version, and sections that begin
// with their length. The first section is JSON: rows of each part and the words of the tenant. Then
// follow the columns of each part as they are in memory, in the byte order of all our platforms.

/** Changes with everything that a snapshot of before could be misread by. */
const KIND = Buffer.from('bulkhead-devices-1');
const CHECKSUM_BYTES = 32;
const MOST_PART_BYTES = 8 * 1024 * 1024;

/** The bytes are not a snapshot of this version. */
class NotASnapshot extends Error {}

function need(condition: boolean): asserts condition {
  if (!condition) throw new NotASnapshot();
}

/** @param segment without dead rows */
export function writeSnapshot(segment: Segment): readonly Uint8Array[] {
  const writer = new Writer();
  writer.write(KIND);
  const head = {
    parts: segment.parts.map(({ rows }) => rows),
    words: CODE_COLUMNS.map((column) => segment.dictionaries[column].entries),
    tails: segment.tails.texts,
  };
  writer.section(Buffer.from(JSON.stringify(head)));
  for (const part of segment.parts) {
    writer.section(bytesOf(part.ids.subarray(0, part.rows)));
    for (const { values } of part.lanes) writer.section(bytesOf(values.subarray(0, part.rows)));
    for (const { bytes, width } of part.idLanes) {
      writer.section(bytes.subarray(0, part.rows * width));
    }
    writer.section(part.text.bytes.subarray(0, part.text.length));
    writer.section(Buffer.from(JSON.stringify([...part.originals])));
  }
  return writer.finish();
}

/** The segment that was written; null when the bytes are damaged, of another version or made up. */
export function readSnapshot(tenantId: TenantId, bytes: readonly Uint8Array[]): Segment | null {
  try {
    return readAll(tenantId, bytes);
  } catch (error) {
    if (error instanceof NotASnapshot || error instanceof SyntaxError) return null;
    throw error;
  }
}

function readAll(tenantId: TenantId, bytes: readonly Uint8Array[]): Segment {
  const reader = new Reader(bytes);
  reader.checkSum();
  need(reader.read(KIND.length).equals(KIND));
  const head = headOf(JSON.parse(reader.section().toString()));
  const tails = new Tails();
  for (const [code, tail] of head.tails.entries()) {
    if (code > 1) need(tails.codeOf(tail) === code);
  }
  const segment = new Segment(tenantId, tails);
  const ids = new Set<number>();
  const parts = head.parts.map((rows) => {
    const part = readPart(reader, rows);
    checkPart(part, head.dictionaries, tails);
    for (const id of part.ids) {
      need(Number.isSafeInteger(id) && id >= 0 && !ids.has(id));
      ids.add(id);
    }
    return part;
  });
  need(reader.isAtEnd);
  segment.adopt(parts, head.dictionaries);
  return segment;
}

function headOf(value: unknown): {
  readonly parts: readonly number[];
  readonly dictionaries: Record<CodeColumn, Dictionary>;
  readonly tails: readonly string[];
} {
  need(typeof value === 'object' && value !== null);
  need('parts' in value && 'words' in value && 'tails' in value);
  const { parts, words, tails } = value;
  need(Array.isArray(parts) && Array.isArray(words) && words.length === CODE_COLUMNS.length);
  need(parts.every((rows) => Number.isInteger(rows) && rows > 0 && rows <= PART_ROWS));
  need(isTexts(tails) && tails.length >= 2 && tails[0] === '' && tails[1] === '');
  const dictionaries = CODE_COLUMNS.map(
    (column, place) => [column, dictionaryOf(column, words[place])] as const,
  );
  return {
    parts: parts as readonly number[],
    dictionaries: Object.fromEntries(dictionaries) as Record<CodeColumn, Dictionary>,
    tails,
  };
}

function dictionaryOf(column: CodeColumn, entries: unknown): Dictionary {
  need(Array.isArray(entries) && isTexts(entries[0]) && entries[0].length === 0);
  const dictionary = new Dictionary();
  for (const [code, entry] of (entries as readonly unknown[]).entries()) {
    need(isTexts(entry) && entry.length <= MAX_LIST);
    need(entry.every((value) => value !== '' && value.length <= MAX_FACET_VALUE));
    if (column === 'sources') need(entry.every((value) => SOURCES.has(value)));
    if (column === 'tags' || column === 'sources') need(dictionary.codeOfList(entry) === code);
    else need(entry.length < 2 && dictionary.codeOf(entry[0] ?? '') === code);
  }
  return dictionary;
}

const SOURCES = new Set<string>(DEVICE_SOURCES);

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function readPart(reader: Reader, rows: number): Part {
  const part = new Part();
  part.rows = rows;
  part.capacity = rows;
  const ids = reader.section();
  need(ids.length === rows * 8);
  part.ids = new Float64Array(ids.buffer, ids.byteOffset, rows);
  part.alive = new Uint8Array(rows).fill(1);
  for (const lane of part.lanes) {
    const bytes = reader.section();
    const width = bytes.length / rows;
    need(width === 0 || width === 1 || width === 2 || width === 4);
    const values = ofWidth(width, width === 0 ? 0 : rows);
    bytesOf(values).set(bytes);
    lane.adopt(values, rows);
  }
  for (const lane of part.idLanes) {
    const bytes = reader.section();
    need(bytes.length === 0 || bytes.length === rows * lane.width);
    lane.adopt(bytes, rows);
  }
  const text = reader.section();
  need(text[0] === 0 && isUtf8(text));
  part.text.adopt(text, startsOf(text, rows), rows);
  for (const [row, original] of originalsOf(JSON.parse(reader.section().toString()))) {
    need(Number.isInteger(row) && row >= 0 && row < rows && !part.originals.has(row));
    part.originals.set(row, original);
  }
  return part;
}

/** Where records begin: each has so many fields, and each field ends with NUL. */
function startsOf(text: Buffer, rows: number): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  starts[0] = 1;
  let row = 0;
  let fields = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] !== 0) continue;
    fields += 1;
    if (fields < FIELD_COUNT) continue;
    fields = 0;
    row += 1;
    need(row <= rows);
    starts[row] = at + 1;
  }
  need(row === rows && starts[rows] === text.length);
  return starts;
}

function originalsOf(value: unknown): readonly (readonly [number, string])[] {
  need(Array.isArray(value));
  need(
    value.every(
      (each) => Array.isArray(each) && typeof each[0] === 'number' && typeof each[1] === 'string',
    ),
  );
  return value as readonly (readonly [number, string])[];
}

/** Whether all that a part refers to is there. */
function checkPart(
  part: Part,
  dictionaries: Readonly<Record<CodeColumn, Dictionary>>,
  tails: Tails,
): void {
  for (const column of CODE_COLUMNS) {
    const { size } = dictionaries[column];
    need(part.codes[column].values.every((code: number) => code < size));
  }
  for (const lane of [part.dnsTail, part.userTail, part.emailTail]) {
    need(lane.values.every((code: number) => code < tails.texts.length));
  }
  for (let row = 0; row < part.rows; row++) {
    let own = 0;
    const cases = part.cases.at(row);
    for (let field = 0; field < CASED_FIELDS; field++) {
      if (((cases >> (2 * field)) & 3) === WRITTEN.own) own += 1;
    }
    const kinds = part.idKinds.at(row);
    for (const place of ID_FIELDS.keys()) {
      const kind = (kinds >> (2 * place)) & 3;
      if (kind === ID_KIND.odd) own += 1;
      else if (kind !== ID_KIND.none) need((part.idLanes[place]?.bytes.length ?? 0) > 0);
    }
    const originals: unknown = JSON.parse(part.originals.get(row) ?? '[]');
    need(Array.isArray(originals) && originals.length === own);
    need(originals.every((value) => typeof value === 'string' || isTexts(value)));
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Puts bytes one after the other, in pieces of bounded size. */
class Writer {
  readonly #hash: Hash = createHash('sha256');
  #pieces: Buffer[] = [];
  #open: Buffer[] = [Buffer.alloc(CHECKSUM_BYTES)];
  #openBytes = CHECKSUM_BYTES;

  section(bytes: Uint8Array): void {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    this.write(length);
    this.write(bytes);
  }

  write(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    let from = 0;
    while (from < bytes.length) {
      const to = Math.min(bytes.length, from + MOST_PART_BYTES - this.#openBytes);
      // A copy: the columns change while the snapshot is being kept.
      this.#open.push(Buffer.from(bytes.subarray(from, to)));
      this.#openBytes += to - from;
      from = to;
      if (this.#openBytes === MOST_PART_BYTES) this.#close();
    }
  }

  finish(): readonly Uint8Array[] {
    if (this.#openBytes > 0) this.#close();
    this.#hash.digest().copy(this.#pieces[0] ?? Buffer.alloc(0));
    return this.#pieces;
  }

  #close(): void {
    this.#pieces.push(Buffer.concat(this.#open));
    this.#open = [];
    this.#openBytes = 0;
  }
}

/** Reads what a writer wrote, piece by piece; nothing is read beyond the end. */
class Reader {
  readonly #pieces: readonly Uint8Array[];
  #piece = 0;
  #at = 0;
  #left: number;

  constructor(pieces: readonly Uint8Array[]) {
    this.#pieces = pieces;
    this.#left = pieces.reduce((sum, { length }) => sum + length, 0);
  }

  get isAtEnd(): boolean {
    return this.#left === 0;
  }

  /** Reads the checksum and compares it with all that follows. */
  checkSum(): void {
    const expected = this.read(CHECKSUM_BYTES);
    const hash = createHash('sha256');
    for (let piece = this.#piece; piece < this.#pieces.length; piece++) {
      const bytes = this.#pieces[piece] ?? new Uint8Array(0);
      hash.update(piece === this.#piece ? bytes.subarray(this.#at) : bytes);
    }
    need(hash.digest().equals(expected));
  }

  section(): Buffer {
    return this.read(this.read(4).readUInt32LE());
  }

  /** A copy of the next bytes, in memory of their own. */
  read(length: number): Buffer {
    need(length <= this.#left);
    this.#left -= length;
    const bytes = Buffer.alloc(length);
    let done = 0;
    while (done < length) {
      const piece = this.#pieces[this.#piece] ?? new Uint8Array(0);
      const some = piece.subarray(this.#at, this.#at + length - done);
      bytes.set(some, done);
      done += some.length;
      this.#at += some.length;
      if (this.#at === piece.length && done < length) {
        this.#piece += 1;
        this.#at = 0;
      }
    }
    return bytes;
  }
}
