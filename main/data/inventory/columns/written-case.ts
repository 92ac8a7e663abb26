/**
 * How a value was written, beside its lower case in memory: most values are all lower case, all
 * upper case, or in the usual mixed way of their field, so that two bits bring them back. What is
 * written in any other way is kept as it came.
 */
export const WRITTEN = { lower: 0, upper: 1, mixed: 2, own: 3 } as const;

/** The usual mixed way: capitals at the beginning of words up to an `@`, or up to the first dot. */
export type MixedCase = 'words' | 'host';

/** @param folded the value, folded */
export function writtenCase(value: string, folded: string, mixed: MixedCase): number {
  if (value === folded) return WRITTEN.lower;
  if (value === folded.toUpperCase()) return WRITTEN.upper;
  return value === inMixedCase(folded, mixed) ? WRITTEN.mixed : WRITTEN.own;
}

/** The value as it was written; not for `WRITTEN.own`. */
export function inCase(folded: string, written: number, mixed: MixedCase): string {
  if (written === WRITTEN.upper) return folded.toUpperCase();
  return written === WRITTEN.mixed ? inMixedCase(folded, mixed) : folded;
}

function inMixedCase(folded: string, mixed: MixedCase): string {
  const mark = folded.indexOf(mixed === 'host' ? '.' : '@');
  const head = mark === -1 ? folded : folded.slice(0, mark);
  const tail = mark === -1 ? '' : folded.slice(mark);
  return mixed === 'host'
    ? head.toUpperCase() + tail
    : head.replaceAll(/(?<![a-z0-9])[a-z]/g, (letter) => letter.toUpperCase()) + tail;
}
