import { join } from 'node:path';
import { z } from 'zod';
import {
  type Estate,
  type GroupId,
  Tenant,
  TenantGroup,
  TenantId,
} from '../../preload/contract/index.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { openStoredFile, type StoredFile } from '../stored-files/stored-file.ts';

/** A tenant as kept: whether it is a favourite is said by the list of favourites alone. */
export const StoredTenant = Tenant.omit({ isFavourite: true }).extend({
  /** Which partition is the tenant's: 0, or more when it was forgotten and added again. */
  generation: z.number().int().min(0).max(999_999),
});
export type StoredTenant = z.infer<typeof StoredTenant>;

const hasNoTwins = (ids: readonly string[]) => new Set(ids).size === ids.length;

export const StoredEstate = z
  .strictObject({
    tenants: z.array(StoredTenant).max(2000),
    groups: z.array(TenantGroup).max(200),
    favourites: z.array(TenantId).max(2000),
    recent: z.array(TenantId).max(12),
  })
  .refine(({ tenants }) => hasNoTwins(tenants.map(({ id }) => id)))
  .refine(({ groups }) => hasNoTwins(groups.map(({ id }) => id)));
export type StoredEstate = z.infer<typeof StoredEstate>;

const EMPTY: StoredEstate = {
  tenants: [],
  groups: [],
  favourites: [],
  recent: [],
};

/** What is no list of tenants is left as it is: the schema refuses it. */
function withHandOff(first: unknown): unknown {
  const { tenants } = first as { readonly tenants?: unknown };
  if (!Array.isArray(tenants)) return first;
  const asking = tenants.map((tenant: object) => Object.assign({}, tenant, { handOff: 'ask' }));
  return { ...(first as object), tenants: asking };
}

/** Opens `tenants.json` in the profile folder. */
export function openEstateFile(
  dir: string,
  now: () => Date,
  fs?: FileSystem,
): StoredFile<StoredEstate> {
  return openStoredFile({
    path: join(dir, 'tenants.json'),
    what: 'tenants',
    version: 2,
    schema: StoredEstate,
    // 2: the choice about the managed browser came.
    upgrades: [withHandOff],
    initial: EMPTY,
    now,
    ...(fs === undefined ? {} : { fs }),
  });
}

/** What the page sees of it. References to what is gone are left out rather than refused. */
export function toEstate(stored: StoredEstate, revision: number): Estate {
  const ids = new Set(stored.tenants.map(({ id }) => id));
  const groupIds = new Set<GroupId>(stored.groups.map(({ id }) => id));
  const isThere = (id: TenantId) => ids.has(id);
  const favourites = [...new Set(stored.favourites)].filter(isThere);
  const isFavourite = new Set(favourites);
  return {
    revision,
    tenants: stored.tenants.map((record) => {
      const { generation: _generation, ...tenant } = record;
      const { id, groupId } = tenant;
      return {
        ...tenant,
        groupId: groupId !== null && groupIds.has(groupId) ? groupId : null,
        isFavourite: isFavourite.has(id),
      };
    }),
    groups: stored.groups,
    favourites,
    recent: [...new Set(stored.recent)].filter(isThere),
  };
}
