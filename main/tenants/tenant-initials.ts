/** Longest initials, in UTF-16 units as the contract counts. */
const MAX_UNITS = 3;

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Initials for a name, the best first, without end in practice: `CH`, `C`, `CO`, … for "Contoso
 * Health", then `C2`, `C3` and on. Letters and digits of any script only: what has no width, turns
 * the direction or is a picture never gets in. Where the name has none, the domain's are taken.
 */
export function* initialsFor(name: string, domain: string): Generator<string> {
  const words = wordsOf(name).length > 0 ? wordsOf(name) : wordsOf(domain);
  const [first = ['t'], ...others] = words;
  const letter = first[0] ?? 't';
  const seen = new Set<string>();

  for (const letters of candidates(letter, first, others)) {
    const initials = asInitials(letters);
    if (initials === null || seen.has(initials)) continue;
    seen.add(initials);
    yield initials;
  }
}

function* candidates(
  letter: string,
  first: readonly string[],
  others: readonly (readonly string[])[],
): Generator<readonly string[]> {
  const [second, third] = others;
  if (second?.[0] !== undefined) yield [letter, second[0]];
  else yield first.slice(0, 2);
  if (second?.[0] !== undefined && third?.[0] !== undefined) {
    yield [letter, second[0], third[0]];
  }
  yield first.slice(0, 2);
  for (const other of others.flat()) yield [letter, other];
  for (const other of first.slice(1)) yield [letter, other];
  yield first.slice(0, 3);
  yield [letter];
  for (let number = 2; number < 100; number += 1) yield [letter, ...String(number)];
  for (let number = 0; number < 36 * 36; number += 1) {
    yield [letter, ...number.toString(36).padStart(2, '0')];
  }
}

/** Letters and digits of each word, composed and without the marks that would not fit. */
function wordsOf(text: string): readonly (readonly string[])[] {
  return text
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}\p{M}\p{Cf}]+/u)
    .map((word) => Array.from(word).filter((letter) => LETTER_OR_DIGIT.test(letter)))
    .filter((word) => word.length > 0);
}

function asInitials(letters: readonly string[]): string | null {
  const text = letters.join('').toUpperCase().normalize('NFC');
  return text.length >= 1 && text.length <= MAX_UNITS ? text : null;
}

/** What an operator typed, in composed form; null unless it is one to three letters or digits. */
export function readInitials(typed: string): string | null {
  const text = typed.normalize('NFC').trim();
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]{0,2}$/u.test(text);
  return isPlain && text.length <= MAX_UNITS ? text : null;
}
