import { z } from 'zod';
import { plainLine } from '../../../tenants/plain-line.ts';

/**
 * Parts of which the answers of Graph are read. Strict in what is used: a value of another type is
 * an error and not taken for absent. Tolerant in the rest: properties that are not used are dropped,
 * enumerations take members that did not exist when this was written.
 */

/** An id, an enumeration's member, a rule: short text that is compared and not shown as prose. */
export const word = z.string().max(4_000);

export const wordOrNull = word.nullish().transform((value) => value ?? null);

/** A member that is known here; null for one that came later, or none. */
export const knownMember = <const M extends readonly [string, ...string[]]>(members: M) =>
  z
    .union([z.enum(members), word.transform(() => null)])
    .nullish()
    .transform((value): M[number] | null => value ?? null);

/** Missing lists are empty ones: Graph leaves them out and writes null for the same thing. */
export const words = z
  .array(word)
  .max(5_000)
  .nullish()
  .transform((value) => value ?? []);

/** Null when it is not said. */
export const maybe = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null);

/** A name that people gave, cut and without what cannot be seen. */
export const name = z
  .string()
  .nullish()
  .transform((value) => plainLine((value ?? '').slice(0, 1_000)).text.slice(0, 256));

/** A time as Graph writes it, brought to one form; anything else is an error. */
export const time = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((value) => new Date(value).toISOString());

export const timeOrNull = time.nullish().transform((value) => value ?? null);

/** `a,b` as a list. Graph writes flags of an enumeration so. */
export const commaSeparated = word.nullish().transform((value) =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
