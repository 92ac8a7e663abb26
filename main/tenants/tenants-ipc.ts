import type { Handlers, ImportId, ImportPreview, TenantId } from '../../preload/contract/index.ts';
import type { TenantRegistry } from './tenant-registry.ts';

export interface TenantsIpcDeps {
  readonly registry: TenantRegistry;
  readonly imports: {
    previewImport(): Promise<ImportPreview>;
    applyImport(id: ImportId): { readonly added: number };
    discardImport(id: ImportId): void;
  };
  readonly forget: (id: TenantId, typedName: string) => Promise<{ readonly isErased: boolean }>;
  readonly signOut: (id: TenantId) => Promise<void>;
}

/** Handlers of the `tenants` area: no logic of their own. */
export function tenantsHandlers<C>(deps: TenantsIpcDeps): Handlers<C>['tenants'] {
  const { registry, imports } = deps;
  return {
    get: () => registry.get(),
    add: (draft) => registry.add(draft),
    update: (change) => registry.update(change),
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
