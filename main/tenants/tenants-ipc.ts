import type { Handlers, ImportId, ImportPreview, TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { TenantRegistry } from './tenant-registry.ts';

export interface TenantsIpcDeps {
  readonly registry: TenantRegistry;
  readonly imports: {
    previewImport(): Promise<ImportPreview>;
    applyImport(id: ImportId): { readonly added: number };
    discardImport(id: ImportId): void;
  };
  /** Whether pages of the tenant were opened since the start; their guards are of its cloud. */
  readonly isCloudFixed: (id: TenantId) => boolean;
  readonly onCloudChanged: (id: TenantId) => void;
  /** Throws Failure `not-available` for a tenant that may not be added. */
  readonly requireAllowed: (id: TenantId) => void;
  /** Tells the operator something that is no failure. */
  readonly inform: (id: TenantId, message: string) => void;
  readonly forget: (id: TenantId, typedName: string) => Promise<{ readonly isErased: boolean }>;
  readonly signOut: (id: TenantId) => Promise<void>;
}

/** Handlers of the `tenants` area: no logic of their own. */
export function tenantsHandlers<C>(deps: TenantsIpcDeps): Handlers<C>['tenants'] {
  const { registry, imports } = deps;
  return {
    get: () => registry.get(),
    add: (draft) => {
      deps.requireAllowed(draft.id);
      const tenant = registry.add(draft);
      const twin = registry.findLookalike(tenant.name, tenant.id);
      if (twin !== null) {
        deps.inform(
          tenant.id,
          `${tenant.name} can be mistaken for ${twin.name}. Compare domain and id before you act.`,
        );
      }
      return tenant;
    },
    update: (change) => {
      const { cloud } = registry.find(change.id) ?? {};
      const changesCloud = change.cloud !== undefined && change.cloud !== cloud;
      if (changesCloud && deps.isCloudFixed(change.id)) {
        throw new Failure(
          'conflict',
          'Pages of this tenant were opened since Bulkhead started, in the cloud it has now. Start Bulkhead again and change the cloud before you open one.',
        );
      }
      const tenant = registry.update(change);
      // Pages kept from the last start are asleep with addresses of the cloud before.
      if (changesCloud) deps.onCloudChanged(change.id);
      return tenant;
    },
    orderFavourites: ({ tenantIds }) => {
      registry.orderFavourites(tenantIds);
      return {};
    },
    addGroup: ({ name }) => registry.addGroup(name),
    renameGroup: ({ groupId, name }) => {
      registry.renameGroup(groupId, name);
      return {};
    },
    removeGroup: ({ groupId }) => {
      registry.removeGroup(groupId);
      return {};
    },
    forget: ({ tenantId, typedName }) => deps.forget(tenantId, typedName),
    signOut: async ({ tenantId }) => {
      await deps.signOut(tenantId);
      return {};
    },
    previewImport: () => imports.previewImport(),
    applyImport: ({ importId }) => imports.applyImport(importId),
    discardImport: ({ importId }) => {
      imports.discardImport(importId);
      return {};
    },
  };
}
