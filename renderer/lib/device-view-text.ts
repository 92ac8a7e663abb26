import {
  COLUMN_IDS,
  type ColumnId,
  DEVICE_COLUMNS,
  DEVICE_VALUES,
  FACET_IDS,
  type FacetId,
} from '../../preload/contract/device-columns.ts';
import type {
  DeviceFilter,
  DeviceQuery,
  DeviceSort,
  DeviceView,
  TenantId,
} from '../../preload/contract/index.ts';
import { NO_FILTER, STALE_AFTER_DAYS } from './device-query.ts';
import { typeableText, visibleText } from './visible-text.ts';

/**
 * A view as one line that can be pasted anywhere and read by people:
 *
 *     bulkhead-view:1?name=At%20risk&q=pc&os=Windows%2011&risk=high,medium&stale=30&new=1&changed=1
 *       &tenants=<id>,<id>&sort=-lastSeen,name&cols=name,tenant
 *
 * Facets have their ids, `-` before a column sorts it descending, an empty value is "not known".
 * `stale`, `seen` and `days` are days: only stale devices, only others, and neither of the two with
 * another threshold than usual. A value that a facet's known ones do not have is marked with `~`, so
 * that a slip of the pen is told from a new value of a service. Parts come in any order; white space
 * that mail programs put in is left out.
 */

/** Longest text that is read, in characters without white space. */
const MAX_TEXT = 8_000;
const MAX_NAME = 80;
const MAX_VALUE = 200;
const MAX_VALUES = 500;
const MAX_TENANTS = 2_000;
const MAX_SORTS = 4;
const MAX_DAYS = 365;
const FORM = /^bulkhead-view:([0-9]{1,9})\?(.*)$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UNLISTED = '~';

type ReadView =
  | { readonly ok: true; readonly view: DeviceView }
  /** `message` is one or two sentences for the operator. */
  | { readonly ok: false; readonly message: string };

/** The line of a view; null when it is longer than what is read back. */
export function deviceViewToText({ name, query, columns }: DeviceView): string | null {
  const { filter, sort } = query;
  const parts: string[] = [`name=${encoded(name)}`];
  if (filter.tenantIds !== null) parts.push(`tenants=${filter.tenantIds.join(',')}`);
  if (filter.search !== '') parts.push(`q=${encoded(filter.search)}`);
  for (const facet of FACET_IDS) {
    const values = filter.facets[facet];
    if (values === undefined) continue;
    parts.push(`${facet}=${values.map((value) => markedValue(facet, value)).join(',')}`);
  }
  const days = String(filter.staleAfterDays);
  if (filter.stale === 'only') parts.push(`stale=${days}`);
  else if (filter.stale === 'without') parts.push(`seen=${days}`);
  else if (filter.staleAfterDays !== STALE_AFTER_DAYS) parts.push(`days=${days}`);
  if (filter.isNew) parts.push('new=1');
  if (filter.isChanged) parts.push('changed=1');
  if (sort.length > 0) {
    const keys = sort.map(({ column, isDescending }) => `${isDescending ? '-' : ''}${column}`);
    parts.push(`sort=${keys.join(',')}`);
  }
  parts.push(`cols=${columns.join(',')}`);
  const text = `bulkhead-view:1?${parts.join('&')}`;
  return text.length <= MAX_TEXT ? text : null;
}

/** The view of such a line. Whatever is wrong with it is said by name, and nothing is taken of it. */
export function deviceViewFromText(text: string): ReadView {
  try {
    return { ok: true, view: readView(text) };
  } catch (error) {
    if (error instanceof NoView) return { ok: false, message: error.message };
    throw error;
  }
}

class NoView extends Error {}

function readView(text: string): DeviceView {
  const line = text.replace(/\s/g, '');
  if (line.length > MAX_TEXT) throw new NoView('This is too long for a view.');
  const [, version, rest] = FORM.exec(line) ?? [];
  if (version === undefined || rest === undefined) throw new NoView('This is no view of Bulkhead.');
  if (version !== '1') throw new NoView('This view is of a newer version of Bulkhead.');
  const parts = readParts(rest);
  return {
    name: readName(parts.get('name')),
    query: readQuery(parts),
    columns: readColumns(parts.get('cols')),
  };
}

const FACETS: ReadonlySet<string> = new Set(FACET_IDS);
const KEYS: ReadonlySet<string> = new Set([
  'name',
  'tenants',
  'q',
  'stale',
  'seen',
  'days',
  'new',
  'changed',
  'sort',
  'cols',
  ...FACET_IDS,
]);

type Parts = ReadonlyMap<string, string>;

function readParts(text: string): Parts {
  const parts = new Map<string, string>();
  for (const part of text.split('&').filter((one) => one !== '')) {
    const at = part.indexOf('=');
    const key = at === -1 ? part : part.slice(0, at);
    if (!KEYS.has(key)) throw new NoView(`A view has nothing called ${quoted(key)}.`);
    if (at === -1) throw new NoView(`The view does not say what ${quoted(key)} is.`);
    if (parts.has(key)) throw new NoView(`The view says ${quoted(key)} twice.`);
    parts.set(key, part.slice(at + 1));
  }
  return parts;
}

function readName(said: string | undefined): string {
  const name = typeableText(decoded('name', said ?? ''));
  if (name === '') throw new NoView('The view has no name.');
  if (name.length > MAX_NAME) throw new NoView(`The name is longer than ${MAX_NAME} characters.`);
  return name;
}

function readQuery(parts: Parts): DeviceQuery {
  const search = decoded('q', parts.get('q') ?? '');
  if (search.length > MAX_VALUE) throw new NoView('The search is too long.');
  const filter: DeviceFilter = {
    ...NO_FILTER,
    tenantIds: readTenants(parts.get('tenants')),
    search,
    facets: readFacets(parts),
    ...readStale(parts),
    isNew: readYes('new', parts.get('new')),
    isChanged: readYes('changed', parts.get('changed')),
  };
  return { filter, sort: readSort(parts.get('sort')) };
}

function readTenants(said: string | undefined): TenantId[] | null {
  if (said === undefined) return null;
  const ids = said === '' ? [] : said.toLowerCase().split(',');
  if (ids.length > MAX_TENANTS) throw new NoView('The view names too many tenants.');
  return ids.map(asTenantId);
}

function asTenantId(id: string): TenantId {
  if (!GUID.test(id)) throw new NoView(`${quoted(id)} is no ID of a tenant.`);
  // The shape was checked just above; the brand is the contract's.
  return id as TenantId;
}

function readFacets(parts: Parts): DeviceFilter['facets'] {
  const facets: DeviceFilter['facets'] = {};
  for (const [key, said] of parts) {
    if (!isFacet(key)) continue;
    const values = said.split(',').map((value) => unmarkedValue(key, value));
    if (values.length > MAX_VALUES) throw new NoView(`${titleOf(key)} has too many values.`);
    facets[key] = values;
  }
  return facets;
}

const isFacet = (key: string): key is FacetId => FACETS.has(key);

const titleOf = (facet: FacetId) =>
  facet === 'lastSeenAge' ? 'Last seen' : DEVICE_COLUMNS[facet].title;

/** Whether the contract lists the facet's values and this is not one of them. */
function isUnlisted(facet: FacetId, value: string): boolean {
  const known = DEVICE_VALUES[facet];
  return known !== undefined && value !== '' && !Object.hasOwn(known, value);
}

const markedValue = (facet: FacetId, value: string) =>
  `${isUnlisted(facet, value) ? UNLISTED : ''}${encoded(value)}`;

function unmarkedValue(facet: FacetId, said: string): string {
  const isMarked = DEVICE_VALUES[facet] !== undefined && said.startsWith(UNLISTED);
  const value = decoded(facet, isMarked ? said.slice(UNLISTED.length) : said);
  if (value.length > MAX_VALUE) throw new NoView(`A value of ${titleOf(facet)} is too long.`);
  if (facet === 'tenant' && value !== '') return asTenantId(value.toLowerCase());
  if (!isMarked && isUnlisted(facet, value)) {
    throw new NoView(`${titleOf(facet)} has no value ${quoted(value)}.`);
  }
  return value;
}

function readStale(parts: Parts): Pick<DeviceFilter, 'stale' | 'staleAfterDays'> {
  const said = (['stale', 'seen', 'days'] as const).filter((key) => parts.has(key));
  const [key] = said;
  if (key === undefined) return { stale: null, staleAfterDays: STALE_AFTER_DAYS };
  if (said.length > 1) throw new NoView(`The view says both ${said.join(' and ')}.`);
  const days = parts.get(key) ?? '';
  const staleAfterDays = /^[0-9]{1,3}$/.test(days) ? Number(days) : 0;
  if (staleAfterDays < 1 || staleAfterDays > MAX_DAYS) {
    throw new NoView(`${quoted(days)} is no number of days from 1 to ${MAX_DAYS}.`);
  }
  return { stale: key === 'stale' ? 'only' : key === 'seen' ? 'without' : null, staleAfterDays };
}

function readYes(key: string, said: string | undefined): boolean {
  if (said === undefined || said === '0') return false;
  if (said === '1') return true;
  throw new NoView(`${quoted(key)} is 1 or 0 and not ${quoted(said)}.`);
}

function readSort(said: string | undefined): DeviceSort[] {
  if (said === undefined || said === '') return [];
  const sort = said.split(',').map((key) => ({
    column: asColumn(key.replace(/^-/, '')),
    isDescending: key.startsWith('-'),
  }));
  if (sort.length > MAX_SORTS)
    throw new NoView(`A view is sorted by ${MAX_SORTS} columns at most.`);
  return assertOnce(sort, ({ column }) => column);
}

function readColumns(said: string | undefined): ColumnId[] {
  if (said === undefined || said === '') throw new NoView('The view has no columns.');
  return assertOnce(said.split(',').map(asColumn), (column) => column);
}

const COLUMNS: ReadonlySet<string> = new Set(COLUMN_IDS);
const isColumn = (id: string): id is ColumnId => COLUMNS.has(id);

function asColumn(id: string): ColumnId {
  if (!isColumn(id)) throw new NoView(`There is no column ${quoted(id)}.`);
  return id;
}

function assertOnce<T>(list: T[], columnOf: (one: T) => ColumnId): T[] {
  const seen = new Set<ColumnId>();
  for (const column of list.map(columnOf)) {
    if (seen.has(column)) throw new NoView(`The view has the column ${quoted(column)} twice.`);
    seen.add(column);
  }
  return list;
}

/** Half a character has no bytes to encode. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

function decoded(key: string, said: string): string {
  try {
    return decodeURIComponent(said);
  } catch {
    throw new NoView(`What the view says of ${quoted(key)} is damaged.`);
  }
}

/** Somebody else's text in a message: short, and with nothing that cannot be seen. */
function quoted(text: string): string {
  const shown = visibleText(text);
  return `“${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}”`;
}
