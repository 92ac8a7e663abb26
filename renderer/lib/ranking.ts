import { guidFragment } from './guid.ts';
import { foldedText } from './visible-text.ts';

/** Something that can be found: its words, folded once, so that typing costs only comparisons. */
export interface Findable {
  /** What it is called; matches here count most. */
  readonly name: string;
  /** Other words that lead to it: domain, initials, synonyms. */
  readonly words: readonly string[];
  /** A GUID without dashes, when it has one. */
  readonly hex: string | null;
}

export function findable(
  name: string,
  words: readonly string[] = [],
  guid: string | null = null,
): Findable {
  return {
    name: foldedText(name),
    words: words.map(foldedText),
    hex: guid === null ? null : guid.replaceAll('-', ''),
  };
}

/** Folds the words of each object once, for as long as the object lives. */
export function remembered<T extends object>(make: (item: T) => Findable): (item: T) => Findable {
  const known = new WeakMap<T, Findable>();
  return (item) => {
    const there = known.get(item);
    if (there) return there;
    const made = make(item);
    known.set(item, made);
    return made;
  };
}

/** A search as typed, folded once. */
export interface Query {
  readonly tokens: readonly string[];
  readonly hex: string | null;
}

export function readQuery(text: string): Query {
  const folded = foldedText(text);
  return { tokens: folded === '' ? [] : folded.split(' '), hex: guidFragment(text) };
}

/**
 * How well something answers a search: 0 when it does not, else the higher the better. Every token
 * has to match somewhere; beginnings of the name beat beginnings of words beat the middle.
 */
export function scoreOf(item: Findable, query: Query): number {
  if (query.hex !== null && item.hex !== null) {
    const at = item.hex.indexOf(query.hex);
    if (at === 0) return 120;
    if (at > 0 && query.hex.length >= 6) return 60;
  }
  let sum = 0;
  for (const token of query.tokens) {
    const score = tokenScore(item, token);
    if (score === 0) return 0;
    sum += score;
  }
  return query.tokens.length === 0 ? 1 : sum / query.tokens.length;
}

/** The items that answer a search, best first; equals keep the order they came in. */
export function ranked<T>(
  items: readonly T[],
  findableOf: (item: T) => Findable,
  query: Query,
): readonly T[] {
  const scored: { item: T; score: number; at: number }[] = [];
  items.forEach((item, at) => {
    const score = scoreOf(findableOf(item), query);
    if (score > 0) scored.push({ item, score, at });
  });
  scored.sort((a, b) => b.score - a.score || a.at - b.at);
  return scored.map((entry) => entry.item);
}

function tokenScore(item: Findable, token: string): number {
  const inName = textScore(item.name, token);
  let best = inName;
  for (const word of item.words) {
    if (best >= 90) break;
    best = Math.max(best, textScore(word, token) * 0.8);
  }
  return best;
}

function textScore(text: string, token: string): number {
  if (text === token) return 110;
  const at = text.indexOf(token);
  if (at === 0) return 100;
  if (at > 0) return /[\s.\-_/(]/.test(text.charAt(at - 1)) ? 80 : 40;
  return token.length >= 3 && isSubsequence(text, token) ? 10 : 0;
}

/** Whether the letters of a token occur in this order, the first one at the start of a word. */
function isSubsequence(text: string, token: string): boolean {
  const start = new RegExp(`(?:^|[\\s.\\-_/(])${escaped(token.charAt(0))}`).exec(text);
  if (start === null) return false;
  let at = start.index;
  for (const letter of token) {
    at = text.indexOf(letter, at);
    if (at < 0) return false;
    at += 1;
  }
  return true;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
