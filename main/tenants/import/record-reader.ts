import { MAX_ROW_LENGTH, tooLong } from './raw-row.ts';
import type { Sliced } from './slices.ts';

/** Lines a value in quotes may go over. */
const MAX_LINES = 60;

export type ReadRecord<T> =
  | { readonly ok: true; readonly line: number; readonly value: T }
  | { readonly ok: false; readonly line: number; readonly message: string; readonly text: string };

/**
 * Cuts a CSV text into records: a line, or more where a quote is still open at its end. What a
 * record means is the caller's to parse; of one that is too long or cannot be parsed only the first
 * line is given up, because the next may be a good row. One quote too many would otherwise take the
 * rest of the file with it.
 */
export class RecordReader {
  readonly #text: string;
  readonly #lineBreak = /\r\n|\n|\r/g;
  #at = 0;
  /** The first line of the file is 1. */
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next record that is not blank, or null at the end. */
  *next<T>(parse: (record: string) => T | null): Sliced<ReadRecord<T> | null> {
    for (let lines = 1; this.#at < this.#text.length; lines += 1) {
      if (lines % 256 === 0) yield;
      const from = this.#at;
      const line = this.#line;
      const first = this.#lineEnd(from);
      const length = first.at - from;
      if (length > MAX_ROW_LENGTH) {
        this.#advance(first.next, 1);
        const text = this.#text.slice(from, from + 80);
        return { ok: false, line, message: tooLong(length), text };
      }
      const text = this.#text.slice(from, first.at);
      if (text.trim() === '') {
        this.#advance(first.next, 1);
        continue;
      }
      const whole = this.#closeQuotes(from, first);
      const value = whole === null ? null : parse(this.#text.slice(from, whole.end.at));
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
    for (let lines = 1; this.#at < this.#text.length; lines += 1) {
      const { at, next } = this.#lineEnd(this.#at);
      // A few characters are enough to see that a line is not blank, also one of megabytes.
      if (this.#text.slice(this.#at, Math.min(at, this.#at + 200)).trim() !== '') count += 1;
      this.#at = next;
      if (lines % 256 === 0) yield;
    }
    return count;
  }

  #advance(at: number, lines: number): void {
    this.#at = at;
    this.#line += lines;
  }

  #lineEnd(from: number): { readonly at: number; readonly next: number } {
    this.#lineBreak.lastIndex = from;
    const found = this.#lineBreak.exec(this.#text);
    return found === null
      ? { at: this.#text.length, next: this.#text.length }
      : { at: found.index, next: found.index + found[0].length };
  }

  /** Goes on over lines until the quotes are even; null when they never are. */
  #closeQuotes(from: number, first: { readonly at: number; readonly next: number }) {
    let end = first;
    let lines = 1;
    let isOpen = hasOddQuotes(this.#text.slice(from, first.at));
    while (isOpen) {
      if (end.next >= this.#text.length || lines >= MAX_LINES) return null;
      const following = this.#lineEnd(end.next);
      if (following.at - from > MAX_ROW_LENGTH) return null;
      isOpen = !hasOddQuotes(this.#text.slice(end.next, following.at));
      end = following;
      lines += 1;
    }
    return { end, lines };
  }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}
