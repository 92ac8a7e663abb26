import { not, type Certainty } from './certainty.ts';

/**
 * Reads rules of "filter for devices" (Microsoft Learn, "Conditional Access: Filter for devices").
 * Rules are written by a tenant's administrators and kept short by Microsoft; whatever is longer,
 * deeper or not understood is answered with "maybe", never guessed.
 */

export interface RegisteredDevice {
  readonly state: 'registered';
  /** Extension attributes are there only for devices that are managed, compliant or hybrid joined. */
  readonly isManaged: boolean;
  /** By name in lower case. Null: has no value. Not there: not known. */
  readonly properties: ReadonlyMap<string, string | readonly string[] | null>;
}

/** What Conditional Access sees of the device: it, nothing at all, or something not known here. */
export type Device = RegisteredDevice | { readonly state: 'none' } | { readonly state: 'unknown' };

const MAX_LENGTH = 3072;
const MAX_DEPTH = 32;

/** Whether the rule is true for the device. */
export function filterMatches(rule: string, device: Device): Certainty {
  if (rule.length > MAX_LENGTH) return 'maybe';
  const tokens = tokensOf(rule);
  if (tokens === null) return 'maybe';
  const reader: Reader = { tokens, at: 0, device };
  const result = readOr(reader, 0);
  return result === null || reader.at !== tokens.length ? 'maybe' : result;
}

type Token =
  | { readonly kind: 'mark'; readonly text: '(' | ')' | '[' | ']' | ',' }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'property'; readonly text: string }
  | { readonly kind: 'value'; readonly text: string | null };

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly device: Device;
}

const TOKEN =
  /\s*(?:([()[\],])|-([A-Za-z]+)|device\.([A-Za-z0-9]+)|"((?:[^"`]|`.)*)"|'([^']*)'|\$?(null|true|false)\b)/iy;

/** Null when something stands there that no rule has. */
function tokensOf(rule: string): readonly Token[] | null {
  const text = rule.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    tokens.push(tokenOf(match));
  }
  return tokens;
}

function tokenOf(match: RegExpExecArray): Token {
  const [, mark, operator, property, quoted, single, word] = match;
  if (mark !== undefined) return { kind: 'mark', text: mark as '(' };
  if (operator !== undefined) return { kind: 'operator', text: operator.toLowerCase() };
  if (property !== undefined) return { kind: 'property', text: property.toLowerCase() };
  if (quoted !== undefined) return { kind: 'value', text: quoted.replaceAll(/`(.)/g, '$1') };
  if (single !== undefined) return { kind: 'value', text: single };
  const bare = (word ?? '').toLowerCase();
  return { kind: 'value', text: bare === 'null' ? null : bare };
}

/** Every reader answers null for what is no rule. `-and` binds tighter than `-or`. */
function readOr(reader: Reader, depth: number): Certainty | null {
  let result = readAnd(reader, depth);
  while (result !== null && takeOperator(reader, 'or')) {
    const right = readAnd(reader, depth);
    result = right === null ? null : or(result, right);
  }
  return result;
}

function readAnd(reader: Reader, depth: number): Certainty | null {
  let result = readOne(reader, depth);
  while (result !== null && takeOperator(reader, 'and')) {
    const right = readOne(reader, depth);
    result = right === null ? null : not(or(not(result), not(right)));
  }
  return result;
}

function readOne(reader: Reader, depth: number): Certainty | null {
  if (depth > MAX_DEPTH) return null;
  if (takeOperator(reader, 'not')) {
    const inner = readOne(reader, depth + 1);
    return inner === null ? null : not(inner);
  }
  if (takeMark(reader, '(')) {
    const inner = readOr(reader, depth + 1);
    return takeMark(reader, ')') ? inner : null;
  }
  return readComparison(reader);
}

function readComparison(reader: Reader): Certainty | null {
  const property = take(reader);
  const operator = take(reader);
  if (property?.kind !== 'property' || operator?.kind !== 'operator') return null;
  const values = readValues(reader);
  if (values === null) return null;
  const isNegative = operator.text === 'ne' || operator.text.startsWith('not');
  const compare = COMPARE.get(operator.text === 'ne' ? 'eq' : operator.text.replace(/^not/, ''));
  if (compare === undefined) return null;
  const positive = compareWith(propertyOf(reader.device, property.text), values, compare);
  return isNegative ? not(positive) : positive;
}

function readValues(reader: Reader): readonly (string | null)[] | null {
  if (!takeMark(reader, '[')) {
    const value = take(reader);
    return value?.kind === 'value' ? [value.text] : null;
  }
  const values: (string | null)[] = [];
  do {
    const value = take(reader);
    if (value?.kind !== 'value') return null;
    values.push(value.text);
  } while (takeMark(reader, ','));
  return takeMark(reader, ']') ? values : null;
}

type Compare = (own: string | readonly string[], value: string) => boolean;

const isText = (own: string | readonly string[]): own is string => typeof own === 'string';

/** Case does not matter. `contains` means a part of a text, but a whole entry of a list. */
const COMPARE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['eq', (own, value) => own === value],
  ['in', (own, value) => own === value],
  ['startswith', (own, value) => isText(own) && own.startsWith(value)],
  ['endswith', (own, value) => isText(own) && own.endsWith(value)],
  ['contains', (own, value) => own.includes(value)],
]);

function compareWith(
  own: string | readonly string[] | null | undefined,
  values: readonly (string | null)[],
  compare: Compare,
): Certainty {
  if (own === undefined) return 'maybe';
  const isTrue = values.some((value) => {
    if (own === null || value === null) return own === value;
    const lower = isText(own) ? own.toLowerCase() : own.map((entry) => entry.toLowerCase());
    return compare(lower, value.toLowerCase());
  });
  return isTrue ? 'yes' : 'no';
}

/** Undefined: not known. A device that is not registered has no value for anything. */
function propertyOf(device: Device, name: string): string | readonly string[] | null | undefined {
  if (device.state === 'none') return null;
  if (device.state === 'unknown') return undefined;
  if (!device.isManaged && name.startsWith('extensionattribute')) return null;
  return device.properties.get(name);
}

function or(one: Certainty, other: Certainty): Certainty {
  if (one === 'yes' || other === 'yes') return 'yes';
  return one === 'maybe' || other === 'maybe' ? 'maybe' : 'no';
}

function take(reader: Reader): Token | undefined {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  return token;
}

function takeOperator(reader: Reader, text: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'operator' || token.text !== text) return false;
  reader.at += 1;
  return true;
}

function takeMark(reader: Reader, text: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'mark' || token.text !== text) return false;
  reader.at += 1;
  return true;
}
