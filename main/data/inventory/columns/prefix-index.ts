import { NO_TAIL, SAME, type Tails } from './tails.ts';
import { FIELD } from './text-record.ts';
import { PART_ROWS } from './part-rows.ts';
import type { Part } from './part.ts';

/**
 * Rows of a part by the first two bytes of each of their values, for words of one or two
 * characters. Made when it is first asked for: sixteen bytes a row.
 */
export class PrefixIndex {
  /** Pairs of bytes that occur, ascending; the second is 0 for a value of one byte. */
  readonly #keys: Uint16Array;
  /** Where the rows of a key begin. */
  readonly #starts: Uint32Array;
  readonly #rows: Uint16Array;

  constructor(part: Part, tails: Tails) {
    const found = prefixesOf(part, tails);
    COUNTS.fill(0);
    for (let at = 0; at < found.length; at++) {
      const key = (found[at] ?? 0) >>> ROW_BITS;
      COUNTS[key] = (COUNTS[key] ?? 0) + 1;
    }
    const keys: number[] = [];
    const starts: number[] = [];
    let start = 0;
    for (let key = 0; key < COUNTS.length; key++) {
      const count = COUNTS[key] ?? 0;
      if (count === 0) continue;
      keys.push(key);
      starts.push(start);
      COUNTS[key] = start;
      start += count;
    }
    this.#keys = Uint16Array.from(keys);
    this.#starts = Uint32Array.from([...starts, found.length]);
    this.#rows = new Uint16Array(found.length);
    for (let at = 0; at < found.length; at++) {
      const prefix = found[at] ?? 0;
      const key = prefix >>> ROW_BITS;
      const to = COUNTS[key] ?? 0;
      this.#rows[to] = prefix & ROW_MASK;
      COUNTS[key] = to + 1;
    }
  }

  /** Calls with every row that has a value beginning with these bytes, as far as two of them say. */
  each(bytes: Uint8Array, found: (row: number) => void): void {
    const first = (bytes[0] ?? 0) * 256;
    const low = bytes.length === 1 ? first : first + (bytes[1] ?? 0);
    const high = bytes.length === 1 ? first + 255 : low;
    for (let index = 0; index < this.#keys.length; index++) {
      const key = this.#keys[index] ?? 0;
      if (key < low || key > high) continue;
      const end = this.#starts[index + 1] ?? 0;
      for (let at = this.#starts[index] ?? 0; at < end; at++) found(this.#rows[at] ?? 0);
    }
  }
}

/** First bytes and row of each value of the text; not of tags, nor of ids kept as bytes. */
function prefixesOf(part: Part, tails: Tails): Uint32Array {
  const { bytes } = part.text;
  const firstOfTail = Uint8Array.from(tails.texts, (text) => Buffer.from(text)[0] ?? 0);
  let prefixes = new Uint32Array(part.rows * 8 + 64);
  let count = 0;
  for (let row = 0; row < part.rows; row++) {
    const end = part.text.start(row + 1);
    let start = part.text.start(row);
    // No row has more values than bytes.
    if (count + end - start > prefixes.length) {
      const more = new Uint32Array(prefixes.length * 2 + end - start);
      more.set(prefixes.subarray(0, count));
      prefixes = more;
    }
    if (bytes[start] !== 0 && bytes[start + 1] === 0 && part.dnsTail.at(row) > SAME) {
      // A name of one byte, which a DNS name may begin with.
      const second = firstOfTail[part.dnsTail.at(row)] ?? 0;
      prefixes[count++] = ((((bytes[start] ?? 0) << 8) | second) << ROW_BITS) | row;
    }
    let field = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 1) continue;
      if (at > start) {
        // Of one byte: what follows is the tail's.
        const second =
          at - start > 1 ? (bytes[start + 1] ?? 0) : (firstOfTail[tailOf(part, row, field)] ?? 0);
        prefixes[count++] = ((((bytes[start] ?? 0) << 8) | second) << ROW_BITS) | row;
      }
      start = at + 1;
      if (byte === 0) field += 1;
    }
  }
  return prefixes.subarray(0, count);
}

const ROW_BITS = 14;
const ROW_MASK = PART_ROWS - 1;
/** Used for every part. */
const COUNTS = new Uint32Array(0x1_0000);

function tailOf(part: Part, row: number, field: number): number {
  if (field === FIELD.dnsName) return part.dnsTail.at(row);
  if (field === FIELD.user) return part.userTail.at(row);
  return field === FIELD.email ? part.emailTail.at(row) : NO_TAIL;
}
