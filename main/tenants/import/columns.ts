import { wordKey } from '../../text-files/word-key.ts';
import { plainLine } from '../plain-line.ts';

/** What an import reads of a tenant. */
export type Column =
  | 'id'
  | 'name'
  | 'domain'
  | 'cloud'
  | 'accessPath'
  | 'group'
  | 'favourite'
  | 'colour'
  | 'initials'
  | 'notes';

/** How messages call a column. */
export const COLUMN_TITLES: Readonly<Record<Column, string>> = {
  id: 'Tenant id',
  name: 'Name',
  domain: 'Domain',
  cloud: 'Cloud',
  accessPath: 'Access path',
  group: 'Group',
  favourite: 'Favourite',
  colour: 'Colour',
  initials: 'Initials',
  notes: 'Notes',
};

/**
 * Names of columns in lists that operators have, the surest first: Azure's and Graph's own lists
 * have an `id` beside the `tenantId` or `customerId` that is the tenant's.
 */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  id: [
    'tenantid',
    'customertenantid',
    'customerid',
    'directoryid',
    'tid',
    'tenantguid',
    'guid',
    'id',
  ],
  name: ['displayname', 'name', 'tenantname', 'tenantdisplayname', 'customername', 'companyname']
    .concat(['organizationname', 'organisationname', 'organization', 'organisation', 'customer'])
    .concat(['company', 'tenant']),
  domain: [
    'defaultdomain',
    'defaultdomainname',
    'primarydomain',
    'primarydomainname',
    'domain',
  ].concat(['domainname', 'tenantdomain', 'verifieddomain', 'initialdomain', 'initialdomainname']),
  cloud: ['cloud', 'cloudname', 'nationalcloud', 'cloudenvironment', 'environment'],
  accessPath: ['accesspath', 'accesstype', 'access', 'relationship'],
  group: ['group', 'groupname', 'tenantgroup', 'folder'],
  favourite: ['favourite', 'favorite', 'isfavourite', 'isfavorite', 'starred'],
  colour: ['colour', 'color'],
  initials: ['initials'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarks', 'description'],
};

const columnOf = new Map<string, readonly [column: Column, rank: number]>(
  (Object.keys(NAMES) as Column[]).flatMap((column) =>
    NAMES[column].map((name, rank) => [name, [column, rank]] as const),
  ),
);

export interface ColumnChoice {
  /** For each column the place of the header that is read for it. */
  readonly places: ReadonlyMap<Column, number>;
  /** Headers that are not read, as they can be shown. */
  readonly unused: readonly string[];
}

/** Which of these headers to read for which column. Of two for one column the surer is read. */
export function chooseColumns(headers: readonly string[]): ColumnChoice {
  const best = new Map<Column, { readonly place: number; readonly rank: number }>();
  for (const [place, header] of headers.entries()) {
    const known = columnOf.get(wordKey(header));
    if (known === undefined) continue;
    const [column, rank] = known;
    const before = best.get(column);
    if (before === undefined || rank < before.rank) best.set(column, { place, rank });
  }
  const places = new Map([...best].map(([column, { place }]) => [column, place] as const));
  const read = new Set(places.values());
  const unused = headers
    .filter((header, place) => !read.has(place) && header.trim() !== '')
    .map((header) => plainLine(header).text.slice(0, 40));
  return { places, unused };
}

/** One sentence for all columns that are not read; null for none. */
export function unusedNote(unused: readonly string[]): string | null {
  if (unused.length === 0) return null;
  const shown = unused.slice(0, 5).map((header) => `“${header}”`);
  const rest = unused.length - shown.length;
  const names = rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
  return `Columns that Bulkhead does not use: ${names}.`;
}
