import { MAX_FACET_VALUE, MAX_LIST, MAX_TEXT } from '../device.ts';

/**
 * Reads single values of records of services, which may be anything. What cannot be taken is null
 * and told with its reason; the reasons are a fixed set of words, never what was there.
 */

/** An object of JSON. Its own keys only are ever asked for, by fixed names. */
export type Row = Readonly<Record<string, unknown>>;

/** Told why a value was not taken as it came. */
export type Doubt = (reason: string) => void;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Controls and line separators, and halves of surrogate pairs that lack the other half. */
const UNPLAIN = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u;
const LINE_BREAKERS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * One line of well-formed text. Direction marks stay: they are part of names in some scripts, and
 * what shows the text keeps it apart from its surroundings.
 */
function plain(text: string): string {
  if (!UNPLAIN.test(text)) return text.trim();
  return text.replaceAll(LINE_BREAKERS, ' ').replaceAll(LONE_SURROGATES, '\ufffd').trim();
}

/** At most so many UTF-16 units, without half a code point at the end. */
function cut(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? max - 1 : max);
}

/** Long enough for everything that is kept; nothing is cleaned that is thrown away anyway. */
const MAX_CLEANED = 2_000;

export function takeText(
  value: unknown,
  label: string,
  doubt: Doubt,
  max: number = MAX_TEXT,
): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') {
    doubt(`values left out: ${label} (no text)`);
    return null;
  }
  const text = plain(value.length > MAX_CLEANED ? cut(value, MAX_CLEANED) : value);
  if (text === '') return null;
  if (text.length <= max && value.length <= MAX_CLEANED) return text;
  doubt(`values cut: ${label} (after ${max} characters)`);
  return cut(text, max).trimEnd();
}

export function takeFacetText(value: unknown, label: string, doubt: Doubt): string | null {
  return takeText(value, label, doubt, MAX_FACET_VALUE);
}

/** What services write for "we do not know". */
const UNKNOWN: ReadonlySet<string> = new Set(['', 'unknown', 'unknown-future-value', 'not-set']);

const MAX_KEPT_WORDS = 2_000;
const words = new Map<string, string>();

/** `NoSensorData`, `No sensor data` and `noSensorData` are all `no-sensor-data`. */
function kebab(text: string): string {
  const known = words.get(text);
  if (known !== undefined) return known;
  const made = text
    .replaceAll(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, '-')
    .replaceAll(/[\s_-]+/gu, '-')
    .toLowerCase();
  // Words of an enumeration come again and again; a hostile service cannot fill the memory.
  if (words.size < MAX_KEPT_WORDS) words.set(text, made);
  return made;
}

/**
 * A value of an enumeration, in lower kebab case. One that is not known stays as it is, so that
 * what a service adds later is seen; "unknown" is null.
 * @param rename values that Bulkhead knows by another word; null there is "says nothing"
 */
export function takeWord(
  value: unknown,
  label: string,
  doubt: Doubt,
  rename: Readonly<Record<string, string | null>> = {},
): string | null {
  const text = takeFacetText(value, label, doubt);
  if (text === null) return null;
  const word = kebab(text);
  if (UNKNOWN.has(word)) return null;
  return Object.hasOwn(rename, word) ? (rename[word] ?? null) : word;
}

export function takeYesNo(value: unknown, label: string, doubt: Doubt): 'yes' | 'no' | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  doubt(`values left out: ${label} (neither yes nor no)`);
  return null;
}

const ISO_TIME = /^(\d{4})-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;
const EARLIEST_S = Date.UTC(2000, 0, 1) / 1_000;
const LATEST_S = Date.UTC(2100, 0, 1) / 1_000;
/** The year that services write when there is no time. */
const NO_TIME_YEAR = '0001';

/** Whole seconds since 1970. A time without a zone is in UTC, as these services mean it. */
export function takeTime(value: unknown, label: string, doubt: Doubt): number | null {
  if (value === undefined || value === null || value === '') return null;
  const match = typeof value === 'string' && value.length <= 40 ? ISO_TIME.exec(value) : null;
  if (match === null) {
    doubt(`values left out: ${label} (no date)`);
    return null;
  }
  if (match[1] === NO_TIME_YEAR) return null;
  const [text, , zone] = match;
  const seconds = Math.floor(Date.parse(zone === undefined ? `${text}Z` : text) / 1_000);
  // Comparing with NaN is false as well: the thirtieth of February is no date.
  if (seconds >= EARLIEST_S && seconds < LATEST_S) return seconds;
  doubt(`values left out: ${label} (out of range)`);
  return null;
}

const MAX_COUNT = 1_000_000_000;

/** A whole number from zero up. */
export function takeCount(value: unknown, label: string, doubt: Doubt): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    doubt(`values left out: ${label} (no whole number)`);
    return null;
  }
  if (value >= 0 && value <= MAX_COUNT) return value;
  doubt(`values left out: ${label} (out of range)`);
  return null;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_GUID = '00000000-0000-0000-0000-000000000000';

/** A GUID in lower case. Zeros stand for none. */
export function takeGuid(value: unknown, label: string, doubt: Doubt): string | null {
  if (value === undefined || value === null || value === '') return null;
  const guid =
    typeof value === 'string' && value.length === NO_GUID.length ? value.toLowerCase() : '';
  if (guid === NO_GUID) return null;
  if (GUID.test(guid)) return guid;
  doubt(`values left out: ${label} (no GUID)`);
  return null;
}

/** Different texts in their order, as many as a device may have. */
export function takeTexts(value: unknown, label: string, doubt: Doubt): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    doubt(`values left out: ${label} (no list)`);
    return [];
  }
  const texts = new Set<string>();
  for (const item of value.slice(0, MAX_LIST)) {
    const text = takeFacetText(item, label, doubt);
    if (text !== null) texts.add(text);
  }
  if (value.length > MAX_LIST) doubt(`values cut: ${label} (after ${MAX_LIST})`);
  return [...texts];
}

const MAC_DIGITS = /^[0-9A-F]{12}$/;

/** `AA:BB:CC:DD:EE:FF`, however it was written; other hardware addresses stay as they are. */
export function takeMac(value: unknown, doubt: Doubt): string | null {
  const text = takeFacetText(value, 'MAC addresses', doubt);
  if (text === null) return null;
  const digits = text.replaceAll(/[:.-]/g, '').toUpperCase();
  if (!MAC_DIGITS.test(digits)) return text;
  // Adapters without an address of their own say zeros.
  if (digits === '000000000000') return null;
  return digits.replaceAll(/(..)(?!$)/g, '$1:');
}
