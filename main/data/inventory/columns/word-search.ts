import { markPassing } from './code-loops.ts';
import { fold, isShortWord } from './fold.ts';
import { hexNeedleOf, markIds, type HexNeedle } from './hex-needle.ts';
import type { Part } from './part.ts';
import { scanText, textNeedle, type TextNeedle } from './scan-text.ts';
import type { Segment } from './segment.ts';
import { searchedValues } from './read-row.ts';
import { SAME } from './tails.ts';
import { FIELD, FIELD_COUNT, ID_KIND } from './text-record.ts';

/** One word of a search, as it is looked for in the columns. */
export interface Word {
  readonly text: string;
  readonly isShort: boolean;
  readonly bytes: Buffer;
  readonly needle: TextNeedle;
  readonly hex: HexNeedle | null;
}

/** @param text folded, not empty */
export function wordOf(text: string): Word {
  const isShort = isShortWord(text);
  const needle = textNeedle(text);
  return { text, isShort, bytes: needle.bytes, needle, hex: hexNeedleOf(text, isShort) };
}

/** A word in one tenant: what its dictionaries say about it. */
export interface SegmentWord {
  readonly word: Word;
  readonly segment: Segment;
  /** By the code of the tags. */
  readonly tags: Uint8Array | null;
  /** By the code of a tail that has the word. */
  readonly tails: Uint8Array | null;
  /** The word cut where a tail may begin. */
  readonly cuts: readonly Cut[];
}

interface Cut {
  /** What the text before the tail ends with. */
  readonly needle: TextNeedle;
  readonly length: number;
  /** By the code of a tail that begins with the rest of the word. */
  readonly tails: Uint8Array;
}

export function wordIn(segment: Segment, word: Word): SegmentWord {
  const { text, isShort } = word;
  const matches = (value: string) => {
    const folded = fold(value);
    return isShort ? folded.startsWith(text) : folded.includes(text);
  };
  const { entries } = segment.dictionaries.tags;
  let tags: Uint8Array | null = null;
  for (let code = 1; code < entries.length; code++) {
    if (!(entries[code] ?? []).some(matches)) continue;
    tags ??= new Uint8Array(entries.length);
    tags[code] = 1;
  }
  if (isShort) return { word, segment, tags, tails: null, cuts: [] };

  const cuts: Cut[] = [];
  for (let at = 1; at < text.length; at++) {
    if (text[at] !== '.' && text[at] !== '@') continue;
    const rest = text.slice(at);
    const tails = segment.tails.where((tail) => tail.startsWith(rest));
    if (tails === null) continue;
    const needle = textNeedle(`${text.slice(0, at)}\0`);
    cuts.push({ needle, length: needle.bytes.length - 1, tails });
  }
  const tails = segment.tails.where((tail) => tail.includes(text));
  return { word, segment, tags, tails, cuts };
}

/**
 * Sets the mark of every row of a part that has the word in its text or tags; marks of others are
 * left as they are.
 * @returns whether any was set
 */
export function markText(part: Part, sought: SegmentWord, marks: Uint8Array): boolean {
  let isAny = false;
  if (sought.tags !== null) {
    markPassing(part.codes.tags.dense(part.rows), sought.tags, part.rows, marks);
    isAny = true;
  }
  if (sought.word.isShort) return markPrefixes(part, sought, marks) || isAny;
  scanText(part, sought.word.needle, (row) => {
    marks[row] = 1;
    isAny = true;
    return true;
  });
  if (sought.tails !== null) {
    for (const lane of [part.dnsTail, part.userTail, part.emailTail]) {
      markPassing(lane.dense(part.rows), sought.tails, part.rows, marks);
    }
    isAny = true;
  }
  for (const cut of sought.cuts) {
    scanText(part, cut.needle, (row, at) => {
      if (marks[row] === 0 && isCutHere(part, row, at, cut)) marks[row] = 1;
      isAny ||= marks[row] === 1;
      return marks[row] === 1;
    });
  }
  return isAny;
}

/** Fields that suggestions are about, by place. */
const IS_NAMING = Uint8Array.from({ length: FIELD_COUNT }, (_, field) =>
  [FIELD.name, FIELD.user, FIELD.userName, FIELD.email, FIELD.serial, FIELD.oddIds].some(
    (naming) => naming === field,
  )
    ? 1
    : 0,
);

/**
 * Sets the mark of rows that have the word in a name, user, serial number or odd id.
 * @param most rows with the word anywhere after which it gives up
 * @returns rows that have it anywhere, as far as it looked
 */
export function markNaming(
  part: Part,
  sought: SegmentWord,
  marks: Uint8Array,
  most: number,
): number {
  let seen = 0;
  if (sought.word.isShort) {
    // Which field begins with it is for the caller to see.
    markPrefixes(part, sought, marks);
    return marks.subarray(0, part.rows).reduce((sum, mark) => sum + mark, 0);
  }
  if (sought.tails !== null) {
    for (const lane of [part.userTail, part.emailTail]) {
      markPassing(lane.dense(part.rows), sought.tails, part.rows, marks);
    }
    seen += part.rows;
  }
  const take = (row: number) => {
    marks[row] = 1;
    seen += 1;
    return seen > most ? 'stop' : true;
  };
  scanText(part, sought.word.needle, (row, at) => {
    if (IS_NAMING[fieldAt(part, row, at)] === 1) return take(row);
    seen += 1;
    return seen > most ? 'stop' : false;
  });
  for (const cut of sought.cuts) {
    scanText(part, cut.needle, (row, at) => (isCutHere(part, row, at, cut) ? take(row) : false));
  }
  return seen;
}

/** The same for its ids. */
export function markIdsWith(part: Part, { word }: SegmentWord, marks: Uint8Array): boolean {
  const { hex } = word;
  let isAny = false;
  if (hex === null) return isAny;
  for (const [place, lane] of part.idLanes.entries()) {
    markIds(lane, part.rows, hex, (row) => {
      const kind = (part.idKinds.at(row) >> (2 * place)) & 3;
      if (kind !== ID_KIND.lower && kind !== ID_KIND.upper) return;
      marks[row] = 1;
      isAny = true;
    });
  }
  return isAny;
}

function markPrefixes(part: Part, { word, segment }: SegmentWord, marks: Uint8Array): boolean {
  // Two bytes are all that the index knows of a value.
  const isSure = word.bytes.length <= 2;
  let isAny = false;
  part.prefixes(segment.tails).each(word.bytes, (row) => {
    const isFound =
      isSure || searchedValues(segment, part, row).some((value) => value.startsWith(word.text));
    if (!isFound) return;
    marks[row] = 1;
    isAny = true;
  });
  return isAny;
}

/** Whether text that ends at the end of a field goes on with the rest of a word in its tail. */
function isCutHere(part: Part, row: number, at: number, { length, tails }: Cut): boolean {
  const { bytes } = part.text;
  const field = fieldAt(part, row, at);
  const end = at + length;
  if (field === FIELD.name) {
    // The DNS name is the name with a tail when it has no text of its own.
    return bytes[end + 1] === 0 && tails[part.dnsTail.at(row)] === 1;
  }
  if (field === FIELD.dnsName) return tails[part.dnsTail.at(row)] === 1;
  if (field === FIELD.user) return tails[part.userTail.at(row)] === 1;
  if (field === FIELD.email)
    return part.emailTail.at(row) !== SAME && tails[part.emailTail.at(row)] === 1;
  return false;
}

/** Which field of a row has a byte. */
function fieldAt({ text }: Part, row: number, at: number): number {
  let field = 0;
  for (let place = text.start(row); place < at; place++) if (text.bytes[place] === 0) field += 1;
  return field;
}
