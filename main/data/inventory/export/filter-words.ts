import {
  DEVICE_COLUMNS,
  FACET_IDS,
  type FacetId,
  NOT_KNOWN,
} from '../../../../preload/contract/device-columns.ts';
import type { DeviceFilter, DeviceSort } from '../../../../preload/contract/index.ts';
import { wordOf } from './export-cells.ts';

const titleOf = (facet: FacetId) =>
  facet === 'lastSeenAge' ? 'Last seen' : DEVICE_COLUMNS[facet].title;

/** Days in which "newly discovered" counts a device. */
const NEW_DAYS = 7;

/** Each condition as a sentence part, in the order of the app; empty when everything is shown. */
export function filterWords(
  filter: DeviceFilter,
  nameOf: (tenantId: string) => string,
): readonly string[] {
  const words: string[] = [];
  if (filter.tenantIds !== null) words.push(`Tenant is ${alternatives(filter.tenantIds, nameOf)}`);
  if (filter.search !== '') words.push(`Search for "${filter.search}"`);
  for (const facet of FACET_IDS) {
    const values = filter.facets[facet];
    if (values === undefined) continue;
    const wordFor = (value: string) => {
      if (value === NOT_KNOWN) return 'not known';
      return facet === 'tenant' ? nameOf(value) : wordOf(facet, value);
    };
    words.push(`${titleOf(facet)} is ${alternatives(values, wordFor)}`);
  }
  if (filter.isNew) words.push(`First seen within ${NEW_DAYS} days`);
  const days = `${filter.staleAfterDays} days`;
  if (filter.stale === 'only') words.push(`Not seen for ${days}, or never`);
  if (filter.stale === 'without') words.push(`Seen within ${days}`);
  if (filter.isChanged) words.push('Changed with the newest collection of its tenant');
  return words;
}

const alternatives = (values: readonly string[], wordFor: (value: string) => string) =>
  values.length === 0 ? 'none' : values.map(wordFor).join(' or ');

/** The order in words. What is still equal is ordered by name and id, as in the table. */
export function sortWords(sort: readonly DeviceSort[]): string {
  const parts = sort.map(
    ({ column, isDescending }) =>
      `${DEVICE_COLUMNS[column].title} ${isDescending ? 'descending' : 'ascending'}`,
  );
  return [...parts, 'name'].join(', then ');
}
