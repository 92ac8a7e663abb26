import { basename } from 'node:path';
import type {
  DeviceImportPreview,
  Handlers,
  InventoryState,
  TenantId,
} from '../../preload/contract/index.ts';
import type { DataMethod } from '../data/protocol.ts';
import { Failure } from '../ipc/failure.ts';
import type { DeviceViews } from './device-views.ts';
import { exportName } from './export-name.ts';

export interface InventoryIpcDeps {
  readonly data: {
    readonly call: (
      method: DataMethod,
      input: unknown,
      options?: { readonly isLong: boolean },
    ) => Promise<unknown>;
  };
  /** Makes a channel and hands one end to the page and one to the data process. */
  readonly connect: () => Promise<void>;
  readonly isOnline: () => boolean;
  readonly hasTenant: (id: TenantId) => boolean;
  readonly nameOf: (id: TenantId) => string | null;
  /** Ask the operator where to write or what to read; null when they changed their mind. */
  readonly chooseExportFile: (suggestedName: string) => Promise<string | null>;
  readonly chooseImportFile: () => Promise<string | null>;
  readonly views: DeviceViews;
  readonly now: () => Date;
}

type Applied = Awaited<ReturnType<Handlers<unknown>['inventory']['applyImport']>>;
type Exported = Awaited<ReturnType<Handlers<unknown>['inventory']['exportFile']>>;

/**
 * Handlers of the `inventory` area: no logic of their own. The page never names a file: main asks
 * the operator and tells the data process. Answers are checked by the door.
 */
export function inventoryHandlers<C>(deps: InventoryIpcDeps): Handlers<C>['inventory'] {
  const { data, views } = deps;
  const chosen = (path: string | null): string => {
    if (path === null) throw new Failure('cancelled', 'No file was chosen.');
    return path;
  };
  return {
    get: async () => (await data.call('inventory.get', {})) as InventoryState,
    connect: async () => {
      await deps.connect();
      return {};
    },
    collect: async (input) => {
      if (!deps.isOnline()) throw new Failure('offline', 'This device is offline.');
      await data.call('inventory.collect', input);
      return {};
    },
    cancel: async () => {
      await data.call('inventory.cancel', {});
      return {};
    },
    exportFile: async (input) => {
      const { tenantIds } = input.query.filter;
      const only = tenantIds?.length === 1 ? tenantIds[0] : undefined;
      const scope = only === undefined ? null : deps.nameOf(only);
      const path = chosen(await deps.chooseExportFile(exportName(scope, input.format, deps.now())));
      const written = await data.call('inventory.exportFile', { ...input, path }, { isLong: true });
      return { ...(written as Omit<Exported, 'fileName'>), fileName: basename(path) };
    },
    previewImport: async ({ tenantId }) => {
      if (!deps.hasTenant(tenantId)) {
        throw new Failure('not-found', 'This tenant is not in the list.');
      }
      const path = chosen(await deps.chooseImportFile());
      return (await data.call(
        'inventory.previewImport',
        { tenantId, path },
        { isLong: true },
      )) as DeviceImportPreview;
    },
    remapImport: async (input) =>
      (await data.call('inventory.remapImport', input, { isLong: true })) as DeviceImportPreview,
    applyImport: async (input) =>
      (await data.call('inventory.applyImport', input, { isLong: true })) as Applied,
    dropImport: async (input) => {
      await data.call('inventory.dropImport', input);
      return {};
    },
    cancelWork: async () => {
      await data.call('inventory.cancelWork', {});
      return {};
    },
    listViews: () => ({ views: [...views.list()] }),
    saveView: (view) => ({ views: [...views.save(view)] }),
    removeView: ({ name }) => ({ views: [...views.remove(name)] }),
  };
}
