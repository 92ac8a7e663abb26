import type { Sliced } from './slices.ts';

/** Lines a value in quotes may go over. */
const MAX_LINES = 60;

export type ReadRecord<T> =
  | { readonly ok: true; readonly line: number; readonly value: T }
  | { readonly ok: false; readonly line: number; readonly message: string; readonly text: string };

/** A text that comes a piece at a time, so that nobody has to hold the whole of it. */
export interface TextPieces {
  /** Null at the end. */
  next(): string | null;
}

export interface RecordLimits {
  /** Longest record, in UTF-16 units. */
  readonly maxLength: number;
  /** What is said of a line that is longer. */
  readonly tooLong: (length: number) => string;
}

/** Where a line ends and the next begins, counted from the beginning of the record. */
interface LineEnd {
  readonly at: number;
  readonly next: number;
}

/**
 * Cuts a CSV text into records: a line, or more where a quote is still open at its end. What a
 * record means is the caller's to parse; of one that is too long or cannot be parsed only the first
 * line is given up, because the next may be a good row. One quote too many would otherwise take the
 * rest of the file with it. Never holds more of the text than a record and a piece.
 */
export class RecordReader {
  readonly #pieces: TextPieces;
  readonly #limits: RecordLimits;
  readonly #lineBreak = /\r\n|\n|\r/g;
  #text = '';
  #at = 0;
  #isWhole = false;
  /** The first line of the file is 1. */
  #line = 1;

  constructor(source: string | TextPieces, limits: RecordLimits) {
    this.#pieces = typeof source === 'string' ? onePiece(source) : source;
    this.#limits = limits;
  }

  /** The next record that is not blank, or null at the end. */
  *next<T>(parse: (record: string) => T | null): Sliced<ReadRecord<T> | null> {
    for (let lines = 1; !this.#isAtEnd(); lines += 1) {
      if (lines % 256 === 0) yield;
      const line = this.#line;
      const first = this.#lineEnd(0);
      if (first === null || first.at > this.#limits.maxLength) {
        const text = this.#slice(0, 80);
        const length = yield* this.#skipLine();
        return { ok: false, line, message: this.#limits.tooLong(length), text };
      }
      const text = this.#slice(0, first.at);
      if (text.trim() === '') {
        this.#advance(first.next, 1);
        continue;
      }
      const whole = this.#closeQuotes(first);
      const value = whole === null ? null : parse(this.#slice(0, whole.end.at));
      if (whole === null || value === null) {
        this.#advance(first.next, 1);
        return { ok: false, line, message: 'The quotes (") in this row do not match.', text };
      }
      this.#advance(whole.end.next, whole.lines);
      return { ok: true, line, value };
    }
    return null;
  }

  /** How many lines with text are left. */
  *countRest(): Sliced<number> {
    let count = 0;
    for (let lines = 1; !this.#isAtEnd(); lines += 1) {
      // A few characters are enough to see that a line is not blank, also one of megabytes.
      const end = this.#lineEnd(0);
      if (this.#slice(0, Math.min(end?.at ?? 200, 200)).trim() !== '') count += 1;
      if (end === null) yield* this.#skipLine();
      else this.#advance(end.next, 1);
      if (lines % 256 === 0) yield;
    }
    return count;
  }

  #isAtEnd(): boolean {
    while (this.#at >= this.#text.length && !this.#isWhole) this.#fill();
    return this.#at >= this.#text.length;
  }

  #fill(): void {
    const piece = this.#pieces.next();
    if (piece === null) this.#isWhole = true;
    else {
      this.#text = this.#at === this.#text.length ? piece : this.#text.slice(this.#at) + piece;
      this.#at = 0;
    }
  }

  #slice(from: number, to: number): string {
    return this.#text.slice(this.#at + from, this.#at + to);
  }

  #advance(length: number, lines: number): void {
    this.#at += length;
    this.#line += lines;
  }

  /** The end of the line that begins at `from`; null when a record cannot be so long. */
  #lineEnd(from: number): LineEnd | null {
    let searched = from;
    for (;;) {
      this.#lineBreak.lastIndex = this.#at + searched;
      const found = this.#lineBreak.exec(this.#text);
      if (found !== null) {
        const at = found.index - this.#at;
        const next = at + found[0].length;
        // A carriage return at the end of a piece may be half of a line break.
        const isCertain = found[0] !== '\r' || this.#at + next < this.#text.length;
        if (isCertain || this.#isWhole) return { at, next };
        searched = at;
      } else {
        searched = this.#text.length - this.#at;
        if (this.#isWhole) return { at: searched, next: searched };
        if (searched > this.#limits.maxLength) return null;
      }
      this.#fill();
    }
  }

  /** Passes over a line of any length; answers with its length. */
  *#skipLine(): Sliced<number> {
    let length = 0;
    for (;;) {
      const end = this.#lineEnd(0);
      if (end !== null) {
        this.#advance(end.next, 1);
        return length + end.at;
      }
      length += this.#text.length - this.#at;
      this.#at = this.#text.length;
      yield;
      // A line break that begins the next piece still ends this line.
      if (this.#isAtEnd()) {
        this.#line += 1;
        return length;
      }
    }
  }

  /** Goes on over lines until the quotes are even; null when they never are. */
  #closeQuotes(first: LineEnd) {
    let end = first;
    let lines = 1;
    let isOpen = hasOddQuotes(this.#slice(0, first.at));
    while (isOpen) {
      if (lines >= MAX_LINES || this.#endsAt(end.next)) return null;
      const following = this.#lineEnd(end.next);
      if (following === null || following.at > this.#limits.maxLength) return null;
      isOpen = !hasOddQuotes(this.#slice(end.next, following.at));
      end = following;
      lines += 1;
    }
    return { end, lines };
  }

  #endsAt(offset: number): boolean {
    while (this.#at + offset >= this.#text.length && !this.#isWhole) this.#fill();
    return this.#at + offset >= this.#text.length;
  }
}

function onePiece(text: string): TextPieces {
  let rest: string | null = text;
  return {
    next() {
      const piece = rest;
      rest = null;
      return piece;
    },
  };
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}
