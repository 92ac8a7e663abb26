/** Rows of a block; a power of two. */
export const BLOCK_ROWS = 32;
const BLOCK_SHIFT = 5;
/** Bits of a block's signature. */
const SIGNATURE_BITS = 4_096;
/** Bytes of a record before one was seen, and bytes that are taken in advance at most. */
const USUAL_BYTES = 96;
const MOST_RESERVED = 4 * 1024 * 1024;
const SIGNATURE_WORDS = SIGNATURE_BITS / 32;

/**
 * The folded text of a part's devices, one record after the other in the order of rows, and for
 * every block of 32 rows which groups of three bytes are in it. A search looks at the text of those
 * blocks alone that have all groups of its word: groups share a bit by chance, so a block may be
 * looked at in vain, but none that has the word is left out.
 */
export class TextLane {
  /** Begins with NUL, so that every field has one before it. */
  bytes: Buffer = Buffer.alloc(1);
  length = 1;
  /** Where the record of a row begins; one more than rows. */
  starts: Uint32Array = new Uint32Array(1).fill(1);
  signatures: Uint32Array = new Uint32Array(0);

  /** Makes room for so many rows. */
  reserve(capacity: number): void {
    const starts = new Uint32Array(capacity + 1);
    starts.set(this.starts.subarray(0, capacity + 1));
    this.starts = starts;
    const words = Math.ceil(capacity / BLOCK_ROWS) * SIGNATURE_WORDS;
    const signatures = new Uint32Array(words);
    signatures.set(this.signatures.subarray(0, words));
    this.signatures = signatures;
  }

  /** Makes room for the text of so many more rows, as long as those that are there are. */
  reserveBytes(more: number, rows: number): void {
    const usual = rows === 0 ? USUAL_BYTES : Math.ceil(this.length / rows);
    const length = this.length + Math.min(more * usual, MOST_RESERVED);
    if (length <= this.bytes.length) return;
    const bytes = Buffer.alloc(length);
    this.bytes.copy(bytes, 0, 0, this.length);
    this.bytes = bytes;
  }

  /** Appends the text of a row, which is the next one. */
  append(row: number, record: Uint8Array): void {
    const end = this.length + record.length;
    if (end > this.bytes.length) {
      const bytes = Buffer.alloc(end + Math.max(512, end >> 3));
      this.bytes.copy(bytes, 0, 0, this.length);
      this.bytes = bytes;
    }
    this.bytes.set(record, this.length);
    this.length = end;
    this.starts[row + 1] = end;
    this.#sign(row);
  }

  start(row: number): number {
    return this.starts[row] ?? 0;
  }

  record(row: number): Buffer {
    return this.bytes.subarray(this.starts[row], this.starts[row + 1]);
  }

  /** Keeps these rows, ascending, as the first ones. */
  keep(rows: Uint32Array): void {
    let length = 1;
    for (let to = 0; to < rows.length; to++) {
      const row = rows[to] ?? 0;
      const from = this.starts[row] ?? 0;
      const end = this.starts[row + 1] ?? 0;
      this.bytes.copyWithin(length, from, end);
      length += end - from;
      this.starts[to + 1] = length;
    }
    const bytes = Buffer.alloc(length);
    this.bytes.copy(bytes, 0, 0, length);
    this.bytes = bytes;
    this.length = length;
    this.signAll(rows.length);
  }

  /** Takes over the text of so many rows. */
  adopt(bytes: Buffer, starts: Uint32Array, rows: number): void {
    this.bytes = bytes;
    this.length = bytes.length;
    this.starts = starts;
    this.signatures = new Uint32Array(Math.ceil(rows / BLOCK_ROWS) * SIGNATURE_WORDS);
    this.signAll(rows);
  }

  signAll(rows: number): void {
    this.signatures.fill(0);
    for (let row = 0; row < rows; row++) this.#sign(row);
  }

  #sign(row: number): void {
    const { bytes, signatures } = this;
    const base = (row >> BLOCK_SHIFT) * SIGNATURE_WORDS;
    const start = this.starts[row] ?? 0;
    const end = this.starts[row + 1] ?? 0;
    let first = bytes[start - 1] ?? 0;
    let second = bytes[start] ?? 0;
    // How names begin is kept apart: suggestions ask for that.
    const name = bitOf(NAME, second, bytes[start + 1] ?? 0);
    signatures[base + (name >> 5)] = (signatures[base + (name >> 5)] ?? 0) | (1 << (name & 31));
    for (let at = start + 1; at < end; at++) {
      const third = bytes[at] ?? 0;
      // A group with the end of a value in its middle is in no word.
      if (second > 1) {
        const bit = bitOf(first, second, third);
        const word = base + (bit >> 5);
        signatures[word] = (signatures[word] ?? 0) | (1 << (bit & 31));
      }
      first = second;
      second = third;
    }
  }
}

/** Where the groups of a word are in a signature. */
export class Groups {
  readonly #words: Uint32Array;
  readonly #masks: Uint32Array;

  /**
   * @param bytes of a word, which may begin or end with the end of a value
   * @param isName whether it begins with the NUL before a name
   */
  constructor(bytes: Uint8Array, isName = false) {
    const bits = new Set<number>();
    for (let at = 2; at < bytes.length; at++) {
      bits.add(bitOf(bytes[at - 2] ?? 0, bytes[at - 1] ?? 0, bytes[at] ?? 0));
    }
    if (isName) bits.add(bitOf(NAME, bytes[1] ?? 0, bytes[2] ?? 0));
    this.#words = Uint32Array.from(bits, (bit) => bit >> 5);
    this.#masks = Uint32Array.from(bits, (bit) => 1 << (bit & 31));
  }

  /** Whether a block may have the word. */
  mayBeIn(signatures: Uint32Array, block: number): boolean {
    const base = block * SIGNATURE_WORDS;
    for (let index = 0; index < this.#words.length; index++) {
      const word = signatures[base + (this.#words[index] ?? 0)] ?? 0;
      if ((word & (this.#masks[index] ?? 0)) === 0) return false;
    }
    return true;
  }
}

/** Stands before the first bytes of a name; no byte of a text is this. */
const NAME = 0xff;

/** Fibonacci hashing of the three bytes into 12 bits. */
function bitOf(first: number, second: number, third: number): number {
  return Math.imul((first << 16) | (second << 8) | third, 0x9e3779b1) >>> 20;
}
