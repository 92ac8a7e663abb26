import type { TenantId, TenantInventory, WorkProgress } from '../../../preload/contract/index.ts';
import { CallFailure } from '../call-failure.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';
import type { DeviceTable } from './columns/device-table.ts';
import { exportDevices } from './export/export-devices.ts';
import { ExportFailure } from '../../chosen-files/export-failure.ts';
import { ImportError } from './import/import-error.ts';
import { createImports } from './import/imports.ts';
import type { DeviceFiles } from './inventory-calls.ts';
import type { InventoryStore, StoreChange } from './inventory-store.ts';

export interface DeviceFilesDeps {
  readonly store: InventoryStore;
  readonly table: DeviceTable;
  readonly tenants: () => readonly EstateTenant[];
  readonly stateOf: (tenantId: TenantId) => TenantInventory;
  /** Takes over what an import changed. */
  readonly apply: (tenantId: TenantId, change: StoreChange) => void;
  readonly appVersion: string;
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
  readonly onProgress: (progress: WorkProgress) => void;
}

/** Exports and imports of devices as main calls them; throws CallFailures, and what SQLite throws. */
export function createDeviceFiles(deps: DeviceFilesDeps): DeviceFiles & {
  /** Drops what waits for a tenant that is forgotten. */
  readonly forget: (tenantId: TenantId) => void;
} {
  const { table, now } = deps;
  const imports = createImports(deps);
  const tell = (what: WorkProgress['what'], total: number) => (done: number) =>
    deps.onProgress({ what, done: Math.min(done, total), total });
  const importWork = (signal: AbortSignal) => ({
    signal,
    progress: (done: number, total: number) =>
      deps.onProgress({ what: 'import', done: Math.min(done, total), total }),
  });

  return {
    exportFile: ({ query, columns, format, path }, signal) =>
      asCallFailure(() => {
        const at = now();
        const walk = table.walk(query, columns, Math.floor(at.getTime() / 1_000));
        return exportDevices({
          walk,
          query,
          columns,
          format,
          path,
          tenants: deps.tenants().map(({ id, name, domain }) => {
            const { collectedAt, isPartial } = deps.stateOf(id);
            return { id, name, domain, collectedAt, isPartial };
          }),
          appVersion: deps.appVersion,
          now: at,
          signal,
          onProgress: tell('export', walk.total),
        });
      }),
    previewImport: ({ tenantId, path }, signal) =>
      asCallFailure(() => imports.preview(tenantId, path, importWork(signal))),
    remapImport: ({ importId, source, columns }, signal) =>
      asCallFailure(() => imports.remap(importId, source, columns, importWork(signal))),
    applyImport: ({ importId, exportedAt }, signal) =>
      asCallFailure(() => imports.apply(importId, exportedAt, importWork(signal))),
    dropImport: ({ importId }) => imports.drop(importId),
    forget: (tenantId) => imports.dropTenant(tenantId),
  };
}

async function asCallFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExportFailure || error instanceof ImportError) {
      throw new CallFailure(error.code, error.message);
    }
    throw error;
  }
}
