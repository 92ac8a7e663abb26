// eslint-disable-next-line no-control-regex -- the two characters that separate values
const RARE = /[ς\0\u0001]/g;

/**
 * Text as it is compared and ordered: Unicode lower case without a locale, final sigma as any other,
 * and U+FFFD for the two control characters that separate values in memory. Case differs by the end
 * of a word for sigma alone, which would hide the middle of a word from a search.
 * @param text well-formed: without lone surrogates
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return lower.search(RARE) === -1
    ? lower
    : lower.replaceAll(RARE, (found) => (found === 'ς' ? 'σ' : '\u{FFFD}'));
}

/** The words of a search, folded. */
export function wordsOf(search: string): readonly string[] {
  return fold(wellFormed(search))
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** Words this short are looked for at the beginning of values alone. */
export function isShortWord(word: string): boolean {
  return word.length < 6 && [...word].length < 3;
}

const SURROGATE = /[\uD800-\uDFFF]/;

/** The text with U+FFFD for every lone surrogate. */
export function wellFormed(text: string): string {
  return text.search(SURROGATE) === -1 ? text : Buffer.from(text).toString();
}
