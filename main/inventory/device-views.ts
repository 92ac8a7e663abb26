import { join } from 'node:path';
import { z } from 'zod';
import {
  type DeviceFilter,
  DeviceView,
  type StartProblem,
  type TenantId,
} from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { FileSystem } from '../stored-files/file-system.ts';
import { openStoredFile } from '../stored-files/stored-file.ts';

const MAX_VIEWS = 200;

/** Lists of devices that the operator gave a name. */
export interface DeviceViews {
  readonly problem: StartProblem | null;
  /** By name. */
  list(): readonly DeviceView[];
  /** Replaces the one of that name. Throws `conflict` for too many, `storage-failed`. */
  save(view: DeviceView): readonly DeviceView[];
  /** Throws `not-found`, `storage-failed`. */
  remove(name: string): readonly DeviceView[];
  /**
   * Nothing of a tenant stays, neither in the file nor in its backup: views lose it, and those that
   * show nothing else go. Throws `storage-failed`.
   */
  forget(tenantId: TenantId): void;
}

/** Opens `views.json` in the profile folder. They are the operator's work, so no cache's file. */
export function openDeviceViews(options: {
  readonly dir: string;
  readonly now: () => Date;
  readonly fs?: FileSystem;
}): DeviceViews {
  const { dir, now, fs } = options;
  const file = openStoredFile<{ readonly views: readonly DeviceView[] }>({
    path: join(dir, 'views.json'),
    what: 'views',
    version: 1,
    schema: z.strictObject({ views: z.array(DeviceView).max(MAX_VIEWS) }),
    upgrades: [],
    initial: { views: [] },
    now,
    ...(fs === undefined ? {} : { fs }),
  });
  const list = () => file.value.views;
  const others = (name: string) => list().filter((view) => keyOf(view.name) !== keyOf(name));

  return {
    problem: file.problem,
    list,
    save(view) {
      const kept = others(view.name);
      if (kept.length >= MAX_VIEWS) {
        throw new Failure('conflict', `There are ${String(MAX_VIEWS)} views. Remove one first.`);
      }
      const views = [...kept, view].sort((one, other) => one.name.localeCompare(other.name, 'en'));
      file.write({ views });
      return views;
    },
    remove(name) {
      const views = others(name);
      if (views.length === list().length) throw new Failure('not-found', 'There is no such view.');
      file.write({ views });
      return views;
    },
    forget(tenantId) {
      const views = list().flatMap((view) => {
        const filter = withoutTenant(view.query.filter, tenantId);
        return filter === null ? [] : [{ ...view, query: { ...view.query, filter } }];
      });
      file.write({ views }, { erases: [tenantId] });
    },
  };
}

/** Null when the filter let in this tenant and no other: an empty list would let in nothing. */
function withoutTenant(filter: DeviceFilter, tenantId: TenantId): DeviceFilter | null {
  const tenantIds = filter.tenantIds?.filter((id) => id !== tenantId) ?? null;
  const { tenant, ...others } = filter.facets;
  const chosen = tenant?.filter((id) => id !== tenantId);
  const lostAll = (before?: readonly string[] | null, after?: readonly string[] | null) =>
    before !== null && before !== undefined && before.length > 0 && after?.length === 0;
  if (lostAll(filter.tenantIds, tenantIds) || lostAll(tenant, chosen)) return null;
  return {
    ...filter,
    tenantIds,
    facets: chosen === undefined ? others : { ...others, tenant: chosen },
  };
}

const keyOf = (name: string) => name.normalize('NFC').trim().toLowerCase();
