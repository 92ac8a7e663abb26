import type {
  DeviceFilter,
  DeviceQuery,
  DeviceRow,
  Facet,
  TenantCounts,
  TenantId,
} from '../../../../preload/contract/index.ts';
import type { ColumnId, FacetId } from '../../../../preload/contract/device-columns.ts';
import type { Device } from '../device.ts';

/** A place in a list and what surrounds it. `revision` says which state of the table it is of. */
export interface RowsPage {
  readonly revision: number;
  /** Devices that match. */
  readonly total: number;
  /** All devices of the tenants that the filter names: a number of other tenants is not told. */
  readonly all: number;
  readonly from: number;
  readonly rows: readonly DeviceRow[];
}

export interface FoundDevice {
  readonly id: number;
  readonly tenantId: TenantId;
  readonly name: string;
  /** The value in which the text was found, when it is not the name. */
  readonly found: string | null;
}

/**
 * All devices of the estate in memory, by columns: few values as numbers of a dictionary, text in
 * one buffer, times as numbers. It answers everything the table, the facets and the overview ask,
 * without the database and its cipher. A tenant's devices are a segment of their own, so that a
 * question about one tenant cannot see another's and forgetting one drops it whole.
 * Nothing here is kept; the store has the records it is made of.
 *
 * What it takes in is made plain: empty text is null, lone surrogates become U+FFFD, text that is
 * too long is cut, numbers and times out of range are not known.
 *
 * Ages are measured against whole minutes, so that a list can be kept while somebody pages through
 * it. A device is new when it was first seen within seven days, by the service where one says so,
 * otherwise by Bulkhead; up to an hour in the future counts, as clocks differ. It is stale when the
 * newest of last seen, last sync and last sign-in is older than the threshold, or none is known. It
 * is changed when `changedAt`, or `firstCollectedAt` without it, is not before the tenant's
 * `setChangedSince`; nothing is while that is not set.
 */
export interface DeviceTable {
  /** Grows with every change of what is in it. */
  readonly revision: number;
  readonly size: number;
  sizeOf(tenantId: TenantId): number;
  /** Takes devices in, new ones and new states of known ones. */
  put(tenantId: TenantId, devices: Iterable<Device>): void;
  remove(tenantId: TenantId, ids: Iterable<number>): void;
  /** Devices that were found as they were: `collectedAt` is at least this, seconds since 1970. */
  touch(tenantId: TenantId, ids: Iterable<number>, collectedAt: number): void;
  forget(tenantId: TenantId): void;
  /** When a tenant's newest collection began, seconds since 1970: what "changed" is measured from. */
  setChangedSince(tenantId: TenantId, seconds: number): void;
  /** @param nowSeconds what ages are measured against */
  rows(
    query: DeviceQuery,
    columns: readonly ColumnId[],
    page: { readonly from: number; readonly count: number },
    nowSeconds: number,
  ): RowsPage;
  facets(query: DeviceQuery, ids: readonly FacetId[], nowSeconds: number): readonly Facet[];
  /** Position in the list, null when it is not in it. */
  find(query: DeviceQuery, id: number, nowSeconds: number): number | null;
  /**
   * Devices that have the text, best first: names that begin with it, names, serial numbers, users
   * (UPN, display name, e-mail), ids. Shorter than three characters it must be at the beginning.
   */
  suggest(text: string, count: number): readonly FoundDevice[];
  /** Of the tenants asked for, in that order, also without devices; null is all that have some. */
  overview(
    tenantIds: readonly TenantId[] | null,
    staleAfterDays: number,
    nowSeconds: number,
  ): readonly TenantCounts[];
  /**
   * All rows of a query in its order, in blocks. Which devices, and their order, is as of now; a
   * device that was removed by the time its block is made is left out, and one that was changed
   * shows what is known then. For exports; holds no more than a list of numbers besides one block.
   */
  walk(
    query: DeviceQuery,
    columns: readonly ColumnId[],
    nowSeconds: number,
  ): { readonly total: number; blocks(size: number): Iterable<readonly DeviceRow[]> };
  /** The segment of a tenant as bytes, in parts of at most 8 MB; null when it has none. */
  toSnapshot(tenantId: TenantId): readonly Uint8Array[] | null;
  /** Takes a segment back; false, and nothing is changed, when the bytes are not one of this version. */
  fromSnapshot(tenantId: TenantId, parts: readonly Uint8Array[]): boolean;
}

/** A filter that everything passes. */
export const EVERYTHING: DeviceFilter = {
  tenantIds: null,
  search: '',
  facets: {},
  isNew: false,
  stale: null,
  staleAfterDays: 30,
  isChanged: false,
};
