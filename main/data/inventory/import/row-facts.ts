import { plainLine } from '../../../tenants/plain-line.ts';
import { cutText } from '../../../text-files/cut-text.ts';
import { wordKey } from '../../../text-files/word-key.ts';
import {
  COUNT_FIELDS,
  type FacetField,
  FACET_FIELDS,
  ID_FIELDS,
  LIST_FIELDS,
  MAX_FACET_VALUE,
  MAX_LIST,
  MAX_TEXT,
  type RecordFacts,
  TEXT_FIELDS,
  type TimeField,
  TIME_FIELDS,
} from '../device.ts';
import { operatingSystem } from '../sources/operating-system.ts';
import type { FileColumn } from './file-columns.ts';
import { type DateOrder, decided, parseDate, type ParsedDate } from './file-dates.ts';
import { FILE_WORDS, kebab } from './file-words.ts';
import { detached } from './import-messages.ts';
import type { Layout } from './layout.ts';

/** Takes note of what was not taken as it is in the file. The column is one of the file's. */
export interface RowWatcher {
  problem(column: FileColumn, message: string): void;
  /** A value that is none of those known. */
  newWord(column: FileColumn, value: string): void;
  date(column: TimeField, date: ParsedDate): void;
}

const NOBODY: RowWatcher = {
  problem: () => undefined,
  newWord: () => undefined,
  date: () => undefined,
};

type WritableFacts = { -readonly [Field in keyof RecordFacts]: RecordFacts[Field] };

const guids: ReadonlySet<string> = new Set(['entraDeviceId', 'entraObjectId']);

/** What the dates of a row are read as, for columns in which they can be read two ways. */
export type DateOrders = Readonly<Partial<Record<TimeField, DateOrder>>>;

/** What a row of a file says, in common words. Columns that the file does not have are left out. */
export function rowFacts(
  layout: Layout,
  cells: readonly string[],
  orders: DateOrders,
  watcher: RowWatcher = NOBODY,
): RecordFacts {
  const facts: WritableFacts = {};
  const cellOf = (column: FileColumn) => {
    const [place] = layout.places.get(column) ?? [];
    return place === undefined ? null : (cells[place] ?? '');
  };
  const clean = (column: FileColumn, cell: string, max: number) => {
    const { text, wasCleaned } = plainLine(cell.slice(0, 4 * max));
    if (wasCleaned) watcher.problem(column, 'hidden characters are left out');
    if (text.length <= max && cell.length <= 4 * max) return text;
    watcher.problem(column, `only the first ${max} characters are kept`);
    return cutText(text, max).trimEnd();
  };

  for (const column of TEXT_FIELDS) {
    const cell = cellOf(column);
    if (cell !== null) facts[column] = orNull(clean(column, cell, MAX_TEXT));
  }
  for (const column of FACET_FIELDS) {
    const cell = cellOf(column);
    if (cell === null) continue;
    const text = clean(column, cell, MAX_FACET_VALUE);
    facts[column] = wordOf(column, text, watcher);
  }
  for (const column of ID_FIELDS) {
    const cell = cellOf(column);
    if (cell === null) continue;
    const text = clean(column, cell, MAX_TEXT).toLowerCase();
    facts[column] = guids.has(column) ? guidOf(column, text, watcher) : orNull(text);
  }
  for (const column of LIST_FIELDS) {
    const places = layout.places.get(column);
    if (places === undefined) continue;
    const values = places
      .flatMap((place) => splitList((cells[place] ?? '').slice(0, MAX_LIST_LENGTH)))
      .map((value) => clean(column, value, MAX_FACET_VALUE))
      .flatMap((value) => (column === 'macs' ? macsOf(value) : [value]))
      .map((value) => (column === 'ips' ? value.toLowerCase() : value))
      .filter((value) => value !== '');
    const different = [...new Set(values)];
    if (different.length > MAX_LIST) {
      watcher.problem(column, `only the first ${MAX_LIST} values are kept`);
    }
    facts[column] = different.slice(0, MAX_LIST);
  }
  for (const column of TIME_FIELDS) {
    const cell = cellOf(column);
    if (cell === null) continue;
    const date = parseDate(cell);
    watcher.date(column, date);
    facts[column] = secondsOf(column, date, orders[column] ?? 'older', watcher);
  }
  for (const column of COUNT_FIELDS) {
    const cell = cellOf(column)?.trim();
    if (cell === undefined) continue;
    const isCount = /^\d{1,9}$/.test(cell);
    if (!isCount && cell !== '') watcher.problem(column, 'this is no number');
    facts[column] = isCount ? Number(cell) : null;
  }
  if (facts.os !== undefined) {
    const build = /^\d{4,5}$/.exec((cells[layout.osBuild] ?? '').trim())?.[0];
    const named = operatingSystem(facts.os, facts.osVersion ?? null, build ? Number(build) : null);
    facts.os = named.os;
    if (facts.osVersion !== undefined || named.osVersion !== null)
      facts.osVersion = named.osVersion;
  }
  return withService(layout, facts);
}

/** What the two services' own records are given beyond their columns, files are given too. */
function withService({ source }: Layout, facts: WritableFacts): RecordFacts {
  if (source === 'intune-file') {
    // When it last checked in is when Intune last saw it.
    if (facts.lastSync !== undefined) facts.lastSeen ??= facts.lastSync;
    return facts;
  }
  const { name } = facts;
  const dot = name?.indexOf('.') ?? -1;
  if (facts.domain !== undefined) facts.domain = facts.domain?.toLowerCase() ?? null;
  // An address that stands for a name has no domain in it.
  if (name === undefined || name === null || dot <= 0 || !/\p{L}/u.test(name)) return facts;
  if (dot === name.length - 1) return facts;
  facts.name = name.slice(0, dot);
  facts.dnsName ??= name;
  facts.domain ??= name.slice(dot + 1, dot + 1 + MAX_FACET_VALUE).toLowerCase();
  return facts;
}

/** Longer than fifty values of their greatest length. */
const MAX_LIST_LENGTH = 16_000;

/** `a;b`, `a, b` and `["a","b"]`. */
function splitList(cell: string): readonly string[] {
  const bare = cell.trim().replace(/^\[(.*)\]$/s, '$1');
  return bare.split(/[;,|\r\n]/).map((value) => value.trim().replace(/^"(.*)"$/s, '$1'));
}

/** Addresses as Defender writes them: pairs with colons. Zeros are none. */
function macsOf(value: string): readonly string[] {
  const digits = value.replaceAll(/[:.\s-]/g, '').toUpperCase();
  if (!/^[0-9A-F]{12}$/.test(digits)) return [value];
  return digits === '000000000000' ? [] : [digits.replaceAll(/(..)(?!$)/g, '$1:')];
}

/** Values come again and again, and making their key is most of the work; a file cannot fill it. */
const keys = new Map<string, string>();
const MAX_KEYS = 2_000;

function keyOf(text: string): string {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const made = wordKey(text);
  if (keys.size < MAX_KEYS) keys.set(detached(text), made);
  return made;
}

function wordOf(column: FacetField, text: string, watcher: RowWatcher): string | null {
  if (text === '') return null;
  const words = FILE_WORDS[column];
  if (words === undefined) return text;
  const key = keyOf(text);
  if (Object.hasOwn(words, key)) return words[key] ?? null;
  watcher.newWord(column, text);
  return kebab(text);
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_GUID = '00000000-0000-0000-0000-000000000000';

function guidOf(column: FileColumn, text: string, watcher: RowWatcher): string | null {
  const bare = text.replace(/^\{(.*)\}$/, '$1');
  if (bare === '' || bare === NO_GUID) return null;
  if (GUID.test(bare)) return bare;
  watcher.problem(column, 'this is no GUID');
  return null;
}

function secondsOf(
  column: TimeField,
  date: ParsedDate,
  order: DateOrder,
  watcher: RowWatcher,
): number | null {
  switch (date.kind) {
    case 'exact':
      return date.seconds;
    case 'ordered':
      return decided(date, order);
    case 'bad':
      watcher.problem(column, 'this is no date that Bulkhead can read');
      return null;
    case 'none':
      return null;
  }
}

const orNull = (text: string) => (text === '' ? null : text);
