import type {
  Estate,
  GroupId,
  ImportPreview,
  Tenant,
  TenantId,
} from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';
import { aTenant, initialsOf } from './estates.ts';
import { typeableText } from '../../lib/visible-text.ts';

export interface FakeTenants {
  readonly tenants: FakeArea<'tenants'>;
  readonly estate: () => Estate;
  readonly tenantOf: (id: TenantId) => Tenant | undefined;
  /** Notes that a tenant came to the front. */
  readonly opened: (id: TenantId) => void;
}

export interface FakeTenantsOptions {
  readonly importPreview: ImportPreview | null;
  readonly failsToSave: boolean;
  /** Called before a tenant's session or the whole tenant goes. */
  readonly onErase: (id: TenantId, isForgotten: boolean) => void;
  readonly now: () => string;
}

export function fakeTenants(initial: Estate, options: FakeTenantsOptions): FakeTenants {
  let estate = initial;
  let nextGroup = initial.groups.length + 1;
  let pending: ImportPreview | null = null;
  const changed = emitter<Estate>();

  const tenantOf = (id: TenantId) => estate.tenants.find((tenant) => tenant.id === id);
  const change = (next: Partial<Estate>) => {
    estate = { ...estate, ...next, revision: estate.revision + 1 };
    changed.emit(estate);
  };
  const notSaved = () =>
    fails(
      'storage-failed',
      'The disk is full. Nothing was changed. Free some space, then try again.',
    );
  const groupNamed = (name: string, except?: GroupId) =>
    estate.groups.some(
      (group) => group.id !== except && group.name.toLowerCase() === name.trim().toLowerCase(),
    );

  return {
    tenantOf,
    estate: () => estate,
    opened: (id) =>
      change({
        recent: [id, ...estate.recent.filter((other) => other !== id)].slice(0, 12),
        tenants: estate.tenants.map((tenant) =>
          tenant.id === id ? { ...tenant, lastOpenedAt: options.now() } : tenant,
        ),
      }),
    tenants: {
      get: () => ok(estate),
      add: (draft) => {
        if (options.failsToSave) return notSaved();
        const there = tenantOf(draft.id);
        if (there) return fails('conflict', `${there.name} already has this tenant id.`);
        const { colour, initials, accessPath, handOff, groupId, notes, ...rest } = draft;
        const added = aTenant(estate.tenants.length + 1, {
          ...rest,
          ...(colour !== undefined && { colour }),
          initials: initials ?? initialsOf(draft.name),
          accessPath: accessPath ?? 'unknown',
          handOff: handOff ?? 'ask',
          groupId: groupId ?? null,
          notes: notes ?? '',
          addedAt: options.now(),
        });
        change({ tenants: [...estate.tenants, added] });
        return ok(added);
      },
      update: (asked) => {
        if (options.failsToSave) return notSaved();
        const before = tenantOf(asked.id);
        if (!before) return fails('not-found');
        const said = Object.entries(asked).filter(([, value]) => value !== undefined);
        const after: Tenant = { ...before, ...Object.fromEntries(said) };
        const favourites = estate.favourites.filter((id) => id !== after.id);
        change({
          tenants: estate.tenants.map((tenant) => (tenant.id === after.id ? after : tenant)),
          favourites:
            after.isFavourite === before.isFavourite
              ? estate.favourites
              : after.isFavourite
                ? [...favourites, after.id]
                : favourites,
        });
        return ok(after);
      },
      orderFavourites: ({ tenantIds }) => {
        const known = tenantIds.filter((id) => estate.favourites.includes(id));
        change({
          favourites: [...known, ...estate.favourites.filter((id) => !known.includes(id))],
        });
        return ok({});
      },
      addGroup: ({ name }) => {
        if (groupNamed(name)) return fails('conflict', `A group named ${name} is already there.`);
        const group = { id: `g${String(nextGroup)}` as GroupId, name: name.trim() };
        nextGroup += 1;
        change({ groups: [...estate.groups, group] });
        return ok(group);
      },
      renameGroup: ({ groupId, name }) => {
        if (groupNamed(name, groupId)) {
          return fails('conflict', `A group named ${name} is already there.`);
        }
        change({
          groups: estate.groups.map((group) =>
            group.id === groupId ? { ...group, name: name.trim() } : group,
          ),
        });
        return ok({});
      },
      removeGroup: ({ groupId }) => {
        change({
          groups: estate.groups.filter((group) => group.id !== groupId),
          tenants: estate.tenants.map((tenant) =>
            tenant.groupId === groupId ? { ...tenant, groupId: null } : tenant,
          ),
        });
        return ok({});
      },
      forget: ({ tenantId, typedName }) => {
        const tenant = tenantOf(tenantId);
        if (!tenant) return fails('not-found');
        if (typeableText(tenant.name) !== typeableText(typedName))
          return fails('confirmation-mismatch');
        options.onErase(tenantId, true);
        const others = (id: TenantId) => id !== tenantId;
        change({
          tenants: estate.tenants.filter(({ id }) => others(id)),
          favourites: estate.favourites.filter(others),
          recent: estate.recent.filter(others),
        });
        return ok({ isErased: true });
      },
      signOut: ({ tenantId }) => {
        options.onErase(tenantId, false);
        return ok({});
      },
      previewImport: () => {
        if (options.importPreview === null) return fails('cancelled');
        pending = options.importPreview;
        return ok(pending);
      },
      applyImport: ({ importId }) => {
        if (pending?.importId !== importId)
          return fails('not-found', 'This import has expired. Choose the file again.');
        if (options.failsToSave) return notSaved();
        const rows = pending.rows.filter((row) => row.outcome === 'add');
        pending = null;
        const added = rows.map((row, at) =>
          aTenant(estate.tenants.length + at + 300, { name: row.name, id: row.id as TenantId }),
        );
        change({ tenants: [...estate.tenants, ...added] });
        return ok({ added: added.length });
      },
      discardImport: () => {
        pending = null;
        return ok({});
      },
      onChanged: changed.on,
    },
  };
}
