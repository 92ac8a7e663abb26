import { DEVICE_COLUMNS, DEVICE_VALUES, NOT_KNOWN } from '../../preload/contract/device-columns.ts';
import type {
  Cell,
  ColumnId,
  DeviceFilter,
  DeviceSource,
  FacetId,
  TenantId,
} from '../../preload/contract/index.ts';
import { countText } from './count-text.ts';
import { ownValue } from './own-value.ts';
import { visibleText } from './visible-text.ts';

/** What a facet is called. */
export const facetName = (id: FacetId): string =>
  id === 'lastSeenAge' ? 'Last seen' : DEVICE_COLUMNS[id].title;

/** A value of a facet in words; what no source says is said so. */
export function valueWords(facet: FacetId, value: string): string {
  if (value === NOT_KNOWN) return 'Not known';
  return ownValue(DEVICE_VALUES[facet], value) ?? value;
}

export const sourceWords = (source: DeviceSource): string => valueWords('sources', source);

const KNOWN: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = DEVICE_VALUES;

/** A cell of text or number in words; times are left to the caller, who knows the present. */
export function cellWords(column: ColumnId, cell: Cell): string {
  if (cell === null) return 'Not known';
  const words = KNOWN[column];
  if (Array.isArray(cell)) {
    return cell.length === 0 ? 'None' : cell.map((one) => ownValue(words, one) ?? one).join(', ');
  }
  if (typeof cell === 'number') return countText(cell);
  return ownValue(words, cell) ?? cell;
}

export const devicesText = (count: number): string =>
  count === 1 ? '1 device' : `${countText(count)} devices`;

/** Seconds since 1970 as the ISO text that everything else speaks. Null for what no clock knows. */
export function isoOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A filter in a line of words, for empty results and dialogs. */
export function filterWords(filter: DeviceFilter, nameOf: (id: TenantId) => string): string {
  const parts: string[] = [];
  if (filter.search.trim() !== '') parts.push(`“${visibleText(filter.search.trim())}”`);
  for (const [id, values] of Object.entries(filter.facets)) {
    const facet = id as FacetId;
    const words = values.map((value) =>
      visibleText(facet === 'tenant' ? nameOf(value as TenantId) : valueWords(facet, value)),
    );
    parts.push(`${facetName(facet)} ${words.join(' or ')}`);
  }
  if (filter.isNew) parts.push('new in the last 7 days');
  if (filter.stale === 'only') parts.push(`not seen for ${String(filter.staleAfterDays)} days`);
  if (filter.stale === 'without') parts.push(`seen within ${String(filter.staleAfterDays)} days`);
  if (filter.isChanged) parts.push('changed with the newest collection');
  return parts.join(', ');
}
