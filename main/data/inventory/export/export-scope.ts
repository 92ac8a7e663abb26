import type { DeviceFilter, TenantId } from '../../../../preload/contract/index.ts';

/** A tenant of the estate as an export names it. */
export interface ExportTenant {
  readonly id: TenantId;
  readonly name: string;
  readonly domain: string;
  /** The age of its devices as the app shows it, ISO 8601; null when nothing was ever collected. */
  readonly collectedAt: string | null;
  /** Its last collection was cut off. */
  readonly isPartial: boolean;
}

/** What a filter lets in and what it leaves out, by tenant. */
export interface ExportScope {
  readonly tenantsIn: readonly ExportTenant[];
  readonly tenantsOut: readonly ExportTenant[];
}

/** Both ways of choosing tenants count: the list of the page and the facet. */
export function scopeOf(filter: DeviceFilter, tenants: readonly ExportTenant[]): ExportScope {
  const listed = filter.tenantIds === null ? null : new Set<string>(filter.tenantIds);
  const facet = filter.facets.tenant === undefined ? null : new Set<string>(filter.facets.tenant);
  const isIn = ({ id }: ExportTenant) => listed?.has(id) !== false && facet?.has(id) !== false;
  return { tenantsIn: tenants.filter(isIn), tenantsOut: tenants.filter((one) => !isIn(one)) };
}
