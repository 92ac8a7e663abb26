import { z } from 'zod';
import { event, query } from './define.ts';
import {
  COLUMN_IDS,
  type ColumnId as ColumnIdType,
  DEVICE_SOURCES,
  FACET_IDS,
} from './device-columns.ts';
import { line, TenantId } from './ids.ts';

/**
 * Questions about devices. They go from the page straight to the data process over a port that main
 * hands out, and the answers come back the same way, so that rows never pass through main.
 */

/** A device of a tenant: the store's own number, stable as long as the device is known. */
export const DeviceId = z.number().int().nonnegative().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

export const ColumnId = z.enum(COLUMN_IDS as [ColumnIdType, ...ColumnIdType[]]);
export type ColumnId = z.infer<typeof ColumnId>;
export const FacetId = z.enum(FACET_IDS);
export type FacetId = z.infer<typeof FacetId>;
export const DeviceSource = z.enum(DEVICE_SOURCES);
export type DeviceSource = z.infer<typeof DeviceSource>;

/** A value of a facet; empty for "not known". */
const FacetValue = line(200);

/** What is shown. Everything given must hold; values of one facet are alternatives. */
export const DeviceFilter = z.strictObject({
  /** Null is the whole estate. */
  tenantIds: z.array(TenantId).max(2_000).nullable(),
  /**
   * Words that must all be in the device's name, user, e-mail, serial number, addresses, ids or
   * tags: anywhere from the third character on, at the beginning of one of these before that.
   */
  search: line(200),
  facets: z.partialRecord(FacetId, z.array(FacetValue).min(1).max(500)),
  /** First seen, by the service or by Bulkhead, within seven days. */
  isNew: z.boolean(),
  /** Not seen by any service for so many days, or never; null shows both. */
  stale: z.enum(['only', 'without']).nullable(),
  staleAfterDays: z.number().int().min(1).max(365),
  /** Something of it changed with the newest collection of its tenant. */
  isChanged: z.boolean(),
});
export type DeviceFilter = z.infer<typeof DeviceFilter>;

export const DeviceSort = z.strictObject({ column: ColumnId, isDescending: z.boolean() });
export type DeviceSort = z.infer<typeof DeviceSort>;

export const DeviceQuery = z.strictObject({
  filter: DeviceFilter,
  /** First one decides; what is still equal is ordered by name and id. */
  sort: z.array(DeviceSort).max(4),
});
export type DeviceQuery = z.infer<typeof DeviceQuery>;

/** Longest value of a cell, and of a list in one; and most values of such a list. */
const MAX_CELL = 4_000;
const MAX_ITEM = 400;
const MAX_ITEMS = 200;

function isCell(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_CELL;
  if (typeof value === 'number') return Number.isFinite(value);
  if (!Array.isArray(value)) return value === null;
  if (value.length > MAX_ITEMS) return false;
  // Not `every`, which passes over holes.
  for (let at = 0; at < value.length; at += 1) {
    const item: unknown = value[at];
    if (typeof item !== 'string' || item.length > MAX_ITEM) return false;
  }
  return true;
}

/** Times are seconds since 1970; lists keep their order; null is "no source says". */
export const Cell = z.custom<string | number | string[] | null>(isCell);
export type Cell = z.infer<typeof Cell>;

/** By hand, because a page of rows has thousands: schemas of each cost as much as finding the rows. */
function areCells(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > COLUMN_IDS.length) return false;
  for (let at = 0; at < value.length; at += 1) if (!isCell(value[at])) return false;
  return true;
}

export const DeviceRow = z.strictObject({
  id: DeviceId,
  tenantId: TenantId,
  /** In the order of the columns asked for. A tenant's cell is its id. */
  cells: z.custom<Cell[]>(areCells),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

/** Rows of one revision belong together; another revision may have others at the same place. */
const revision = z.number().int().nonnegative();

const FacetCount = z.strictObject({
  value: FacetValue,
  count: z.number().int().nonnegative(),
});
export const Facet = z.strictObject({
  id: FacetId,
  /** Largest first, or in the order of the known values. */
  values: z.array(FacetCount).max(500),
  /** Further values that are not listed. */
  more: z.number().int().nonnegative(),
});
export type Facet = z.infer<typeof Facet>;

/** What one source says of a device. */
export const SourceRecord = z.strictObject({
  source: DeviceSource,
  sourceId: line(200),
  /** When Bulkhead fetched it, or read the file; ISO 8601. */
  collectedAt: z.iso.datetime(),
  firstCollectedAt: z.iso.datetime(),
  /** When the file was exported, as far as it says; null for services. */
  exportedAt: z.iso.datetime().nullable(),
  /** What it says of each column, as it is shown; columns it knows nothing of are left out. */
  cells: z.partialRecord(ColumnId, Cell),
  /** The record as the service sent it, JSON text. */
  raw: z.string().max(256_000),
});
export type SourceRecord = z.infer<typeof SourceRecord>;

const CHANGE_KINDS = ['added', 'changed', 'removed'] as const;
/** What a collection found to be different from the one before. */
export const DeviceChange = z.strictObject({
  at: z.iso.datetime(),
  tenantId: TenantId,
  deviceId: DeviceId,
  /** Name at that time; a removed device has no row any more. */
  name: line(400),
  kind: z.enum(CHANGE_KINDS),
  fields: z
    .array(z.strictObject({ column: ColumnId, before: Cell, after: Cell }))
    .max(COLUMN_IDS.length),
});
export type DeviceChange = z.infer<typeof DeviceChange>;

/** Everything known of one device. */
export const DeviceDetail = z.strictObject({
  id: DeviceId,
  tenantId: TenantId,
  /** What the table shows. */
  cells: z.partialRecord(ColumnId, Cell),
  records: z.array(SourceRecord).max(50),
  /** Columns of which two sources say different things. */
  disagreements: z.array(ColumnId).max(COLUMN_IDS.length),
  /** Newest first. */
  changes: z.array(DeviceChange).max(200),
});
export type DeviceDetail = z.infer<typeof DeviceDetail>;

/** Devices of one tenant, counted. A count of what no source can say is null, never 0. */
export const TenantCounts = z.strictObject({
  tenantId: TenantId,
  total: z.number().int().nonnegative(),
  highRisk: z.number().int().nonnegative().nullable(),
  highExposure: z.number().int().nonnegative().nullable(),
  internetFacing: z.number().int().nonnegative().nullable(),
  canBeOnboarded: z.number().int().nonnegative().nullable(),
  highValue: z.number().int().nonnegative().nullable(),
  newlyDiscovered: z.number().int().nonnegative(),
  stale: z.number().int().nonnegative(),
  /** By facet: what the stacked bars show. Values as in `devices.facets`. */
  bars: z.partialRecord(FacetId, z.array(FacetCount).max(50)),
  /** Oldest and newest "collected" of its devices, seconds since 1970; null without devices. */
  oldestCollected: z.number().int().nullable(),
  newestCollected: z.number().int().nullable(),
});
export type TenantCounts = z.infer<typeof TenantCounts>;

const TenantIds = z.array(TenantId).max(2_000).nullable();

export const devices = {
  rows: query({
    input: z.strictObject({
      query: DeviceQuery,
      columns: z.array(ColumnId).min(1).max(COLUMN_IDS.length),
      from: z.number().int().nonnegative().max(50_000_000),
      count: z.number().int().min(1).max(500),
    }),
    output: z.strictObject({
      revision,
      /** Devices that match, and all there are. */
      total: z.number().int().nonnegative(),
      all: z.number().int().nonnegative(),
      from: z.number().int().nonnegative(),
      rows: z.array(DeviceRow).max(500),
    }),
  }),
  /** Counts that combine: a facet counts what all other conditions leave. */
  facets: query({
    input: z.strictObject({
      query: DeviceQuery,
      facets: z.array(FacetId).min(1).max(FACET_IDS.length),
    }),
    output: z.strictObject({ revision, facets: z.array(Facet).max(FACET_IDS.length) }),
  }),
  get: query({
    input: z.strictObject({ deviceId: DeviceId }),
    output: DeviceDetail,
    errors: ['not-found'],
  }),
  /** Where a device stands in a list; null when it is not in it. */
  find: query({
    input: z.strictObject({ query: DeviceQuery, deviceId: DeviceId }),
    output: z.strictObject({
      revision,
      position: z.number().int().nonnegative().nullable(),
    }),
  }),
  /** A few devices for the palette, best first. */
  suggest: query({
    input: z.strictObject({ text: line(200), count: z.number().int().min(1).max(20) }),
    output: z.strictObject({
      devices: z
        .array(
          z.strictObject({
            id: DeviceId,
            tenantId: TenantId,
            name: line(400),
            /** The value in which the text was found, when it is not the name. */
            found: line(400).nullable(),
          }),
        )
        .max(20),
    }),
  }),
  overview: query({
    input: z.strictObject({
      tenantIds: TenantIds,
      staleAfterDays: z.number().int().min(1).max(365),
    }),
    output: z.strictObject({ revision, tenants: z.array(TenantCounts).max(2_000) }),
  }),
  changes: query({
    input: z.strictObject({ tenantIds: TenantIds, count: z.number().int().min(1).max(500) }),
    output: z.strictObject({
      changes: z.array(DeviceChange).max(500),
      /** Of the newest collection of each tenant. */
      tenants: z
        .array(
          z.strictObject({
            tenantId: TenantId,
            at: z.iso.datetime(),
            added: z.number().int().nonnegative(),
            changed: z.number().int().nonnegative(),
            removed: z.number().int().nonnegative(),
          }),
        )
        .max(2_000),
    }),
  }),
  changed: event(z.strictObject({ revision, all: z.number().int().nonnegative() })),
};
