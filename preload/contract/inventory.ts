import { z } from 'zod';
import { command, event, query } from './define.ts';
import { COLUMN_IDS } from './device-columns.ts';
import { ColumnId, DeviceQuery, DeviceSource } from './devices.ts';
import { ImportId, line, TenantId } from './ids.ts';
import { CollectionProgress } from './status.ts';

/**
 * How far the last collection of one source of one tenant came. What was there before stays with
 * every state but `complete`, which alone removes what the service no longer lists.
 */
const SOURCE_STATES = [
  'complete',
  /** Cut off: what was covered is new, the rest is as it was. */
  'partial',
  'never',
  'not-permitted',
  'not-licensed',
  'not-available',
  'failed',
] as const;

export const SourceState = z.strictObject({
  source: DeviceSource,
  state: z.enum(SOURCE_STATES),
  /** Records that are kept of this source. */
  records: z.number().int().nonnegative(),
  /** End of the last complete collection, or of the import. */
  completeAt: z.iso.datetime().nullable(),
  /** Last time anything was fetched or tried. */
  triedAt: z.iso.datetime().nullable(),
  /** Records that the last run covered; says how partial a partial one is. */
  covered: z.number().int().nonnegative(),
  /** Rows that the last run did not take. */
  refused: z.number().int().nonnegative(),
  /** Why, with counts: "12 without an id"; values that were left out of rows besides. */
  refusals: z.array(line(200)).max(8),
  /** Why it did not get through, in plain words. */
  problem: line(300).nullable(),
  /** The permission, role or licence that would let it. */
  needs: line(200).nullable(),
});
export type SourceState = z.infer<typeof SourceState>;

export const TenantInventory = z.strictObject({
  tenantId: TenantId,
  devices: z.number().int().nonnegative(),
  sources: z.array(SourceState).max(8),
  /** The oldest of what its working sources say last, ISO 8601: the age of the whole. */
  collectedAt: z.iso.datetime().nullable(),
  isPartial: z.boolean(),
});
export type TenantInventory = z.infer<typeof TenantInventory>;

export const InventoryState = z.strictObject({
  revision: z.number().int().nonnegative(),
  /** Whether it outlives quitting, and what the operator must know of it. */
  storage: z.enum(['kept', 'memory', 'read-only']),
  notice: line(500).nullable(),
  /** False until everything kept has been read after a start; answers before that say less. */
  isLoaded: z.boolean(),
  tenants: z.array(TenantInventory).max(2_000),
  progress: CollectionProgress,
});
export type InventoryState = z.infer<typeof InventoryState>;

/** A named list: what is shown, in which order and columns. */
export const DeviceView = z.strictObject({
  name: line(80).min(1),
  query: DeviceQuery,
  columns: z.array(ColumnId).min(1).max(COLUMN_IDS.length),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl'] as const;
export type DeviceExportFormat = (typeof EXPORT_FORMATS)[number];

/** What an import would do, before it is done. */
export const DeviceImportPreview = z.strictObject({
  importId: ImportId,
  fileName: line(255),
  /** What kind of export its headers say it is; null when they say too little. */
  source: z.enum(['defender-file', 'intune-file']).nullable(),
  /** When the file was exported, by its name or its date; the operator may correct it. */
  exportedAt: z.iso.datetime(),
  exportedAtFrom: z.enum(['file-name', 'file-date']),
  rows: z.number().int().nonnegative(),
  good: z.number().int().nonnegative(),
  /** Each header, the column it is taken for (null is left out) and its first values. */
  headers: z
    .array(
      z.strictObject({
        header: line(200),
        column: ColumnId.nullable(),
        isKnown: z.boolean(),
        samples: z.array(line(120)).max(3),
      }),
    )
    .max(200),
  /** One message for each bad row or doubtful value, the first thousand. */
  messages: z
    .array(z.strictObject({ line: z.number().int().positive(), message: line(300) }))
    .max(1_000),
  moreMessages: z.number().int().nonnegative(),
});
export type DeviceImportPreview = z.infer<typeof DeviceImportPreview>;

export const WorkProgress = z.strictObject({
  what: z.enum(['export', 'import']),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});
export type WorkProgress = z.infer<typeof WorkProgress>;

const nothing = z.strictObject({});

export const inventory = {
  get: query({ input: nothing, output: InventoryState, errors: ['not-available'] }),
  /** Asks for the port to the data process; it comes to the page as a message of its own. */
  connect: command({ input: nothing, output: nothing, errors: ['not-available'] }),
  /** Starts collecting devices, of the named tenants or of all; one that runs takes them in. */
  collect: command({
    input: z.strictObject({ tenantIds: z.array(TenantId).max(2_000).nullable() }),
    output: nothing,
    errors: ['not-found', 'not-available', 'offline'],
  }),
  cancel: command({ input: nothing, output: nothing, errors: ['not-available'] }),
  /** Main asks the operator for a file; the data process writes exactly what is filtered into it. */
  exportFile: command({
    input: z.strictObject({
      query: DeviceQuery,
      columns: z.array(ColumnId).min(1).max(COLUMN_IDS.length),
      format: z.enum(EXPORT_FORMATS),
    }),
    output: z.strictObject({ fileName: line(255), rows: z.number().int().nonnegative() }),
    errors: ['cancelled', 'conflict', 'not-available', 'storage-failed'],
  }),
  /** Main asks the operator for a file; nothing is kept yet. */
  previewImport: command({
    input: z.strictObject({ tenantId: TenantId }),
    output: DeviceImportPreview,
    errors: ['cancelled', 'conflict', 'invalid', 'not-found', 'not-available', 'storage-failed'],
  }),
  /** Reads the preview again with another kind or mapping. */
  remapImport: command({
    input: z.strictObject({
      importId: ImportId,
      source: z.enum(['defender-file', 'intune-file']),
      columns: z.array(ColumnId.nullable()).max(200),
    }),
    output: DeviceImportPreview,
    errors: ['not-found', 'not-available', 'invalid'],
  }),
  applyImport: command({
    input: z.strictObject({ importId: ImportId, exportedAt: z.iso.datetime() }),
    output: z.strictObject({
      devices: z.number().int().nonnegative(),
      added: z.number().int().nonnegative(),
      changed: z.number().int().nonnegative(),
      removed: z.number().int().nonnegative(),
      refused: z.number().int().nonnegative(),
    }),
    errors: ['cancelled', 'not-found', 'not-available', 'storage-failed', 'invalid'],
  }),
  dropImport: command({ input: z.strictObject({ importId: ImportId }), output: nothing }),
  /** Ends the export or import that runs; what was there before stays. */
  cancelWork: command({ input: nothing, output: nothing, errors: ['not-available'] }),
  listViews: query({
    input: nothing,
    output: z.strictObject({ views: z.array(DeviceView).max(200) }),
  }),
  /** Saves under the view's name; another of that name is replaced. */
  saveView: command({
    input: DeviceView,
    output: z.strictObject({ views: z.array(DeviceView).max(200) }),
    errors: ['conflict', 'storage-failed'],
  }),
  removeView: command({
    input: z.strictObject({ name: line(80).min(1) }),
    output: z.strictObject({ views: z.array(DeviceView).max(200) }),
    errors: ['not-found', 'storage-failed'],
  }),
  changed: event(InventoryState),
  worked: event(WorkProgress),
};
