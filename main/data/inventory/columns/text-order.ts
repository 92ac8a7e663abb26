import { sortByKeys } from './radix-sort.ts';

/** Texts to be ordered, one after the other as bytes; an empty one is not known. */
export interface TextKeys {
  readonly bytes: Uint8Array;
  /** Where each begins; one more than texts. */
  readonly starts: Uint32Array;
}

/** Numbers of texts in their order, and of each in that order which of the different ones it is. */
export interface TextOrder {
  readonly order: Uint32Array;
  /** 0 for the first text and all equal to it; by place in `order`. */
  readonly ranks: Uint32Array;
}

const WORD = 4;
/** Texts are compared in pairs below this many. */
const FEW = 24;

/**
 * Orders texts by their bytes, which is the order of code points; empty ones last. Equal ones stay
 * in the order of their numbers. Four bytes at a time are sorted by radix, and what is still equal
 * by the next four.
 */
export function orderTexts({ bytes, starts }: TextKeys): TextOrder {
  const count = starts.length - 1;
  const order = new Uint32Array(count);
  let known = 0;
  for (let text = 0; text < count; text++) {
    if (starts[text] !== starts[text + 1]) order[known++] = text;
  }
  let next = known;
  for (let text = 0; text < count; text++) {
    if (starts[text] === starts[text + 1]) order[next++] = text;
  }

  /** 1 where a text differs from the one before it. */
  const differs = new Uint8Array(count + 1);
  if (count > 0) differs[0] = 1;
  if (known < count) differs[known] = 1;

  /** Four bytes of a text from a depth on; bytes behind its end are 0, which no text has. */
  const wordOf = (text: number, depth: number): number => {
    const from = (starts[text] ?? 0) + depth;
    const end = starts[text + 1] ?? 0;
    if (from + WORD <= end) {
      return (
        (((bytes[from] ?? 0) << 24) |
          ((bytes[from + 1] ?? 0) << 16) |
          ((bytes[from + 2] ?? 0) << 8) |
          (bytes[from + 3] ?? 0)) >>>
        0
      );
    }
    let word = 0;
    for (let at = 0; at < WORD; at++) {
      word = word * 256 + (from + at < end ? (bytes[from + at] ?? 0) : 0);
    }
    return word;
  };

  const compareFrom = (one: number, two: number, depth: number): number => {
    for (let at = depth; ; at += WORD) {
      const first = wordOf(one, at);
      const second = wordOf(two, at);
      if (first !== second) return first < second ? -1 : 1;
      // A word with a 0 at its end was the last of both.
      if ((first & 255) === 0) return 0;
    }
  };

  const sortFew = (from: number, to: number, depth: number): void => {
    for (let at = from + 1; at < to; at++) {
      const text = order[at] ?? 0;
      let place = at;
      while (place > from && compareFrom(order[place - 1] ?? 0, text, depth) > 0) {
        order[place] = order[place - 1] ?? 0;
        place -= 1;
      }
      order[place] = text;
    }
    for (let at = from + 1; at < to; at++) {
      if (compareFrom(order[at - 1] ?? 0, order[at] ?? 0, depth) !== 0) differs[at] = 1;
    }
  };

  // Ranges that are still to be sorted, not recursion: texts may share very long beginnings.
  const open: number[] = [0, known, 0];
  while (open.length > 0) {
    const depth = open.pop() ?? 0;
    const to = open.pop() ?? 0;
    const from = open.pop() ?? 0;
    if (to - from < 2) continue;
    if (to - from <= FEW) {
      sortFew(from, to, depth);
      continue;
    }
    const range = order.subarray(from, to);
    const keys = new Uint32Array(to - from);
    for (let at = 0; at < keys.length; at++) keys[at] = wordOf(range[at] ?? 0, depth);
    sortByKeys(range, keys);
    let start = 0;
    for (let at = 1; at <= keys.length; at++) {
      if (at < keys.length && keys[at] === keys[at - 1]) continue;
      if (at < keys.length) differs[from + at] = 1;
      if (at - start > 1 && ((keys[start] ?? 0) & 255) !== 0) {
        open.push(from + start, from + at, depth + WORD);
      }
      start = at;
    }
  }

  const ranks = new Uint32Array(count);
  let rank = -1;
  for (let at = 0; at < count; at++) {
    rank += differs[at] ?? 0;
    ranks[at] = rank;
  }
  return { order, ranks };
}
