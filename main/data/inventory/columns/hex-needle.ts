import type { IdLane } from './id-lane.ts';

/** Nibbles before which the text of a GUID has a hyphen. */
const HYPHENS = new Set([8, 12, 16, 20]);

/** A piece of an id as it may stand in the bytes of one. */
export interface HexNeedle {
  readonly digits: readonly number[];
  /** Where the piece may begin, in nibbles, by the width of the id. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** See `pairTable`; made once. */
  pairs(): Uint8Array;
}

/**
 * What a word is as a piece of ids; null when it cannot be in one of the usual form.
 * @param word folded
 * @param isPrefix whether it must be the beginning of the id
 */
export function hexNeedleOf(word: string, isPrefix: boolean): HexNeedle | null {
  if (!/^[0-9a-f-]{1,40}$/.test(word)) return null;
  const hex = word.replaceAll('-', '');
  if (hex === '') return null;
  const guid: number[] = [];
  for (let place = 0; place + hex.length <= 32; place++) {
    if (isAtGuidPlace(word, place)) guid.push(place);
  }
  const plain = hex === word ? Array.from({ length: 41 - hex.length }, (_, place) => place) : [];
  const only = (places: readonly number[]) => (isPrefix ? places.filter((at) => at === 0) : places);
  // A leading hyphen is before a nibble, so that such a word is no beginning.
  const isBeginning = !word.startsWith('-');
  const places = new Map([
    [16, isBeginning || !isPrefix ? only(guid) : []],
    [20, only(plain)],
  ]);
  const digits = Array.from(hex, (digit) => Number.parseInt(digit, 16));
  let table: Uint8Array | null = null;
  return { digits, places, pairs: () => (table ??= pairTable(digits)) };
}

/** Whether the hyphens of a word fall where a GUID has them when its first digit is at a nibble. */
function isAtGuidPlace(word: string, place: number): boolean {
  let nibble = place;
  let isFirst = true;
  let wasHyphen = false;
  for (const char of word) {
    if (char === '-') {
      if (wasHyphen || !HYPHENS.has(nibble)) return false;
      wasHyphen = true;
    } else {
      if (!isFirst && !wasHyphen && HYPHENS.has(nibble)) return false;
      nibble += 1;
      wasHyphen = false;
    }
    isFirst = false;
  }
  return true;
}

/** Marks rows whose id has the needle. Rows without an id must be left out by the caller. */
export function markIds(
  lane: IdLane,
  rows: number,
  needle: HexNeedle,
  mark: (row: number) => void,
): void {
  const { width } = lane;
  const places = needle.places.get(width) ?? [];
  if (lane.bytes.length === 0 || places.length === 0) return;
  const isPlace = new Uint8Array(2 * width);
  for (const place of places) isPlace[place] = 1;
  const short: number[] = [];
  for (const odd of [0, 1]) {
    if (!places.some((place) => (place & 1) === odd)) continue;
    if ((needle.digits.length - odd) >> 1 >= 2) markByBytes(lane, rows, needle, odd, isPlace, mark);
    else short.push(odd);
  }
  if (short.length > 0) markByPairs(lane, rows, needle, short, isPlace, mark);
}

/** For needles with at least two whole bytes, which the platform's own search finds. */
function markByBytes(
  { bytes, width }: IdLane,
  rows: number,
  { digits }: HexNeedle,
  odd: number,
  isPlace: Uint8Array,
  mark: (row: number) => void,
): void {
  const whole = (digits.length - odd) >> 1;
  const pattern = Buffer.alloc(whole);
  for (let at = 0; at < whole; at++) {
    pattern[at] = (digits[odd + 2 * at] ?? 0) * 16 + (digits[odd + 2 * at + 1] ?? 0);
  }
  const last = odd + 2 * whole < digits.length ? (digits.at(-1) ?? 0) : -1;
  const end = rows * width;
  const used = bytes.subarray(0, end);
  for (let at = used.indexOf(pattern); at !== -1; at = used.indexOf(pattern, at + 1)) {
    const row = Math.floor(at / width);
    const place = (at - row * width) * 2 - odd;
    if (isPlace[place] !== 1) continue;
    if (odd === 1 && ((used[at - 1] ?? 0) & 15) !== digits[0]) continue;
    if (last !== -1 && (used[at + whole] ?? 0) >> 4 !== last) continue;
    mark(row);
  }
}

/** For shorter ones, of at most four digits: every byte with the next, against a table. */
function markByPairs(
  { bytes, width }: IdLane,
  rows: number,
  { digits, pairs }: HexNeedle,
  parities: readonly number[],
  isPlace: Uint8Array,
  mark: (row: number) => void,
): void {
  const table = pairs();
  const wanted = parities.reduce((bits, odd) => bits | (1 << odd), 0);
  const check = (at: number) => {
    if (at < 0) return;
    const found = (table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] ?? 0) & wanted;
    const row = Math.floor(at / width);
    const place = 2 * (at - row * width);
    const isEven = (found & 1) !== 0 && isPlace[place] === 1;
    const isOdd =
      (found & 2) !== 0 &&
      isPlace[place + 1] === 1 &&
      (digits.length < 4 || (bytes[at + 2] ?? 0) >> 4 === digits[3]);
    if (isEven || isOdd) mark(row);
  };
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset, (rows * width) / 2);
  for (let at = nextPair(words, table, 0); at !== -1; at = nextPair(words, table, at + 1)) {
    check(2 * at - 1);
    check(2 * at);
  }
  // The last byte has none after it.
  check(rows * width - 1);
}

/** The next word that has a pair of the table, itself or with the byte before it; -1 for none. */
function nextPair(words: Uint16Array, table: Uint8Array, from: number): number {
  let before = from === 0 ? 0 : (words[from - 1] ?? 0);
  for (let at = from; at < words.length; at++) {
    const word = words[at] ?? 0;
    const across = (before >> 8) | ((word & 0xff) << 8);
    if (((table[word] ?? 0) | (table[across] ?? 0)) !== 0) return at;
    before = word;
  }
  return -1;
}

/**
 * What two bytes have of the digits: bit 0 from the first's first digit on, bit 1 from its second.
 * By the number that the bytes are, the first as the lower one, as all our platforms read it.
 */
function pairTable(digits: readonly number[]): Uint8Array {
  const table = new Uint8Array(0x1_0000);
  for (const odd of [0, 1]) {
    const count = Math.min(digits.length, 4 - odd);
    const shift = 4 * (4 - odd - count);
    const mask = 16 ** count - 1;
    let value = 0;
    for (let at = 0; at < count; at++) value = value * 16 + (digits[at] ?? 0);
    for (let pair = 0; pair < table.length; pair++) {
      if (((pair >> shift) & mask) !== value) continue;
      const number = (pair >> 8) | ((pair & 0xff) << 8);
      table[number] = (table[number] ?? 0) | (1 << odd);
    }
  }
  return table;
}
