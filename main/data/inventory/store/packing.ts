import { ByteReader, ByteWriter } from './bytes.ts';
import { guidDigits, guidOf, isHex, timeOf, timeParts } from './text-forms.ts';

/** Texts that come again and again in one tenant, by number. */
export interface Words {
  /** The number of a text that is worth one; null to write it out. */
  word(text: string): number | null;
  wordOf(number: number): string;
  /** The number of a list of keys; null to write them out. */
  shape(keys: readonly string[]): number | null;
  shapeOf(number: number): readonly string[];
}

/** What a record says of itself, beside its body; where the body repeats it, a byte will do. */
interface PackedIds {
  readonly sourceId: string;
  readonly joinId: string | null;
}

export interface PackedRecord extends PackedIds {
  /** What `raw` says. */
  readonly value: unknown;
  readonly raw: string;
}

const Tag = {
  Null: 0,
  False: 1,
  True: 2,
  Count: 3,
  Negative: 4,
  Double: 5,
  Text: 6,
  Guid: 7,
  Hex: 8,
  Time: 9,
  Word: 10,
  List: 11,
  Shape: 12,
  Keys: 13,
  SourceId: 14,
  JoinId: 15,
  Whole: 16,
} as const;

/** From here on, a tag is a word of its own. */
const FIRST_WORD = 32;
const SHORT_WORDS = 256 - FIRST_WORD;

/** A record that is nested deeper is kept as the text it came as. */
const MAX_DEPTH = 24;

class CannotPack extends Error {}

const writer = new ByteWriter();

/**
 * A record in few bytes: keys and frequent words by number, ids and instants as the numbers they
 * are. It comes back as the same JSON value, whatever it is.
 */
export function packRecord(record: PackedRecord, words: Words): Buffer {
  writer.clear();
  writeJoinId(record.joinId);
  try {
    write(record.value, record, words, 0);
  } catch (error) {
    if (!(error instanceof CannotPack)) throw error;
    writer.clear();
    writeJoinId(record.joinId);
    writeWhole(record.raw);
  }
  return writer.toBytes();
}

/**
 * Throws for bytes that `packRecord` did not make. `raw` is the text of a record that was too strange
 * to be packed, and may be too strange to be made text again; else null.
 */
export function unpackRecord(
  bytes: Uint8Array,
  sourceId: string,
  words: Words,
): { readonly joinId: string | null; readonly value: unknown; readonly raw: string | null } {
  const reader = new ByteReader(bytes);
  const joinId = read(reader, { sourceId, joinId: null }, words);
  if (joinId !== null && typeof joinId !== 'string') throw new RangeError('not a packed record');
  const raw = reader.peek() === Tag.Whole ? wholeText(reader) : null;
  const value = raw === null ? read(reader, { sourceId, joinId }, words) : JSON.parse(raw);
  return { joinId, value, raw };
}

function wholeText(reader: ByteReader): string {
  reader.byte();
  return reader.utf8();
}

function writeJoinId(joinId: string | null): void {
  const digits = joinId === null ? null : guidDigits(joinId);
  if (joinId === null) writer.byte(Tag.Null);
  else if (digits === null) writeWhole(JSON.stringify(joinId));
  else {
    writer.byte(Tag.Guid);
    writer.hex(digits);
  }
}

/** As JSON text, without halves of surrogate pairs, which UTF-8 cannot hold. */
function writeWhole(json: string): void {
  writer.byte(Tag.Whole);
  writer.utf8(
    json.replaceAll(
      /\p{Surrogate}/gu,
      (half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

function write(value: unknown, ids: PackedIds, words: Words, depth: number): void {
  if (depth > MAX_DEPTH) throw new CannotPack();
  if (value === null) writer.byte(Tag.Null);
  else if (typeof value === 'string') writeText(value, ids, words);
  else if (typeof value === 'number') writeNumber(value);
  else if (typeof value === 'boolean') writer.byte(value ? Tag.True : Tag.False);
  else if (Array.isArray(value)) {
    writer.byte(Tag.List);
    writer.varint(value.length);
    for (const item of value) write(item, ids, words, depth + 1);
  } else if (typeof value === 'object') {
    const keys = Object.keys(value);
    const shape = words.shape(keys);
    if (shape === null) {
      writer.byte(Tag.Keys);
      writer.varint(keys.length);
      for (const key of keys) writeWellFormed(key);
    } else {
      writer.byte(Tag.Shape);
      writer.varint(shape);
    }
    for (const item of Object.values(value)) write(item, ids, words, depth + 1);
  } else throw new TypeError('only what JSON has can be packed');
}

function writeNumber(value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    writer.byte(Tag.Double);
    writer.double(value);
  } else {
    writer.byte(value < 0 ? Tag.Negative : Tag.Count);
    writer.varint(Math.abs(value));
  }
}

function writeText(text: string, ids: PackedIds, words: Words): void {
  if (text === ids.sourceId) return writer.byte(Tag.SourceId);
  if (text === ids.joinId) return writer.byte(Tag.JoinId);
  const digits = guidDigits(text);
  if (digits !== null) {
    writer.byte(Tag.Guid);
    return writer.hex(digits);
  }
  const time = timeParts(text);
  if (time !== null) {
    writer.byte(Tag.Time);
    writer.varint(time.seconds);
    writer.byte(time.digits);
    if (time.digits > 0) writer.varint(time.fraction);
    return undefined;
  }
  if (isHex(text)) {
    writer.byte(Tag.Hex);
    writer.varint(text.length / 2);
    return writer.hex(text);
  }
  const word = words.word(text);
  if (word === null) {
    writer.byte(Tag.Text);
    return writeWellFormed(text);
  }
  if (word < SHORT_WORDS) return writer.byte(FIRST_WORD + word);
  writer.byte(Tag.Word);
  return writer.varint(word);
}

function writeWellFormed(text: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new CannotPack();
  writer.utf8(text);
}

function read(reader: ByteReader, ids: PackedIds, words: Words): unknown {
  const tag = reader.byte();
  if (tag >= FIRST_WORD) return words.wordOf(tag - FIRST_WORD);
  switch (tag) {
    case Tag.Null:
      return null;
    case Tag.False:
      return false;
    case Tag.True:
      return true;
    case Tag.Count:
      return reader.varint();
    case Tag.Negative:
      return -reader.varint();
    case Tag.Double:
      return reader.double();
    case Tag.Text:
      return reader.utf8();
    case Tag.Guid:
      return guidOf(reader.hex(16));
    case Tag.Hex:
      return reader.hex(reader.varint());
    case Tag.Time: {
      const seconds = reader.varint();
      const digits = reader.byte();
      return timeOf({ seconds, digits, fraction: digits > 0 ? reader.varint() : 0 });
    }
    case Tag.Word:
      return words.wordOf(reader.varint());
    case Tag.SourceId:
      return ids.sourceId;
    case Tag.JoinId:
      return ids.joinId;
    case Tag.Whole:
      return JSON.parse(reader.utf8());
    case Tag.List: {
      const list: unknown[] = [];
      for (let left = reader.varint(); left > 0; left -= 1) list.push(read(reader, ids, words));
      return list;
    }
    case Tag.Shape:
      return readObject(words.shapeOf(reader.varint()), reader, ids, words);
    case Tag.Keys: {
      const keys: string[] = [];
      for (let left = reader.varint(); left > 0; left -= 1) keys.push(reader.utf8());
      return readObject(keys, reader, ids, words);
    }
    default:
      throw new RangeError('not a packed value');
  }
}

function readObject(
  keys: readonly string[],
  reader: ByteReader,
  ids: PackedIds,
  words: Words,
): object {
  const object: Record<string, unknown> = {};
  for (const key of keys) {
    const value = read(reader, ids, words);
    if (key !== '__proto__') object[key] = value;
    // Assigned, it would be the object's prototype and no key.
    else
      Object.defineProperty(object, key, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
  return object;
}
