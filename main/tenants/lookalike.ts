/**
 * Names that look alike. A tenant whose name reads like another's is how an operator ends up in the
 * wrong one; the id and domain beside it help, and this warns in time.
 *
 * The table holds the letters of other scripts that a name in Latin letters is most often imitated
 * with. It is a small part of Unicode's confusables (UTS 39) and errs on the side of warning.
 */
const IMITATED_BY: readonly (readonly [foreign: string, latin: string])[] = [
  // Cyrillic; capitals as well, because some look like another letter than the small one.
  ['авсԁеһіјкӏморԛѕтуѵԝхпь', 'abcdehijklmopqstyvwxnb'],
  ['АВСЕНІЈКӀМОРЅТУХЗ', 'abcehijklmopstyx3'],
  // Greek, the same way.
  ['αβεηικνορτυχγω', 'abenikvoptuxyw'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'],
  // Armenian, and Latin letters that are not made of a letter and an accent.
  ['օսհոıłøđɑɡƽ', 'ouhnilodags'],
];

const LATIN_FOR = new Map(
  IMITATED_BY.flatMap(([foreign, latin]) =>
    Array.from(foreign, (letter, index) => [letter, latin[index] ?? letter] as const),
  ),
);

/** After lower-casing: digits and pairs that read as letters. `i` and `l` are one, as I and l. */
const READS_AS: readonly (readonly [string | RegExp, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
  [/[1|i!]/g, 'l'],
  ['0', 'o'],
  ['5', 's'],
];

/** Letters of other scripts as the Latin letters they look like, in lower case, without accents. */
export function latinised(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return toLatin(toLatin(plain).toLowerCase());
}

const toLatin = (text: string) =>
  Array.from(text, (letter) => LATIN_FOR.get(letter) ?? letter).join('');

/** What is left of a name when everything is folded that the eye may overlook. */
export function skeletonOf(name: string): string {
  const folded = READS_AS.reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    latinised(name).replaceAll(/[^\p{L}\p{N}|!]/gu, ''),
  );
  return folded === '' ? name.normalize('NFKC') : folded;
}
