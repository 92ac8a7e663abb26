import type {
  ColumnId,
  DeviceFilter,
  DeviceQuery,
  DeviceSort,
  FacetId,
  TenantId,
} from '../../preload/contract/index.ts';

/** Days after which a device counts as stale, until the operator says otherwise. */
export const STALE_AFTER_DAYS = 30;

export const NO_FILTER: DeviceFilter = {
  tenantIds: null,
  search: '',
  facets: {},
  isNew: false,
  stale: null,
  staleAfterDays: STALE_AFTER_DAYS,
  isChanged: false,
};

/** All devices of a tenant, or of the estate, by name. */
export function wholeQuery(tenantId: TenantId | null): DeviceQuery {
  return { filter: { ...NO_FILTER, tenantIds: tenantId === null ? null : [tenantId] }, sort: [] };
}

/** The same list with other values of a facet; no value lifts its condition. */
export function withFacet(
  query: DeviceQuery,
  facet: FacetId,
  values: readonly string[],
): DeviceQuery {
  const { [facet]: _lifted, ...rest } = query.filter.facets;
  const facets = values.length === 0 ? rest : { ...rest, [facet]: [...values] };
  return { ...query, filter: { ...query.filter, facets } };
}

export function withFilter(query: DeviceQuery, said: Partial<DeviceFilter>): DeviceQuery {
  return { ...query, filter: { ...query.filter, ...said } };
}

/** The same order over everything; which tenants are looked at stays. */
export function unfiltered(query: DeviceQuery): DeviceQuery {
  const { tenantIds, staleAfterDays } = query.filter;
  return { ...query, filter: { ...NO_FILTER, tenantIds, staleAfterDays } };
}

/** Whether a list leaves anything out besides other tenants. */
export function isFiltered({ filter }: DeviceQuery): boolean {
  return (
    filter.search.trim() !== '' ||
    Object.keys(filter.facets).length > 0 ||
    filter.isNew ||
    filter.stale !== null ||
    filter.isChanged
  );
}

/** Columns of which operators want the worst, the most or the newest first. */
const LARGEST_FIRST: ReadonlySet<ColumnId> = new Set([
  'risk',
  'exposure',
  'criticality',
  'vulnerabilities',
  'criticalVulnerabilities',
  'compliance',
  'health',
  'internetFacing',
  'lastSeen',
  'firstSeen',
  'lastSync',
  'lastSignIn',
  'enrolledAt',
  'collectedAt',
  'exportedAt',
  'changedAt',
]);

const MOST_SORTS = 4;

/**
 * The order after a column's head was pressed: one way, the other way, not at all. With `isAdded`
 * the other columns stay, and a new one decides what they leave equal.
 */
export function sortAfter(
  sort: readonly DeviceSort[],
  column: ColumnId,
  isAdded: boolean,
): DeviceSort[] {
  const there = sort.find((one) => one.column === column);
  const first = LARGEST_FIRST.has(column);
  const next: DeviceSort | null =
    there === undefined
      ? { column, isDescending: first }
      : there.isDescending === first
        ? { column, isDescending: !first }
        : null;
  if (!isAdded) return next === null ? [] : [next];
  if (there === undefined) return next === null ? [...sort] : [...sort, next].slice(-MOST_SORTS);
  return sort.flatMap((one) => (one !== there ? one : (next ?? [])));
}

/** The same for the same list, whatever the order of its facets. */
export function keyOfQuery({ filter, sort }: DeviceQuery): string {
  const facets = Object.entries(filter.facets).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([{ ...filter, facets }, sort]);
}
