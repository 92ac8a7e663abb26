import { plainLine } from '../../../tenants/plain-line.ts';

/**
 * Text of a service or a tenant as one plain line of at most `max` UTF-16 units: what is hidden or
 * turns the reading direction is left out, so that a policy's name cannot change how a verdict
 * reads. Long text is cut before it is cleaned; a name of megabytes costs no more than a long one.
 */
export function boundedText(text: string, max: number): string {
  const plain = plainLine(text.slice(0, 4 * max)).text;
  if (plain.length <= max && text.length <= 4 * max) return plain;
  return `${withoutHalfPair(plain.slice(0, max - 1)).trimEnd()}…`;
}

/** A cut may go through a character of two units. */
function withoutHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

/** "A", "A and B", "A, B and 3 more": at most `shown` of them by name. */
export function listed(names: readonly string[], shown: number): string {
  const first = names.slice(0, shown);
  const rest = names.length - first.length;
  const parts = rest > 0 ? [...first, `${String(rest)} more`] : first;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** "1 policy", "3 policies". */
export function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
