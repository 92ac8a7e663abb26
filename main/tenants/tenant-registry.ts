import type {
  Estate,
  GroupId,
  Tenant,
  TenantChange,
  TenantDraft,
  TenantGroup,
  TenantId,
} from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { StoredFile, WriteOptions } from '../stored-files/stored-file.ts';
import { type StoredEstate, toEstate } from './estate-file.ts';
import { skeletonOf } from './lookalike.ts';
import { partitionFolderOf, partitionOf } from './partition.ts';
import { GroupsByName, requireGroup, withGroup, withGroupRenamed } from './tenant-groups.ts';
import { createLookbook } from './tenant-look.ts';
import {
  alreadyInEstate,
  changedRecord,
  lookTaken,
  newRecord,
  notInEstate,
  readDraft,
  requireRecord,
} from './tenant-record.ts';

/** The most the contract carries. */
export const MAX_TENANTS = 2000;
const MAX_RECENT = 12;
/** A page that is opened again within this time is not worth another write. */
const MARK_EVERY_MS = 60_000;

/** A tenant of an import: what the operator may say, and what only a file says. */
export type TenantEntry = TenantDraft & {
  /** Name of the group; made when there is none of that name. */
  readonly groupName: string | null;
  readonly isFavourite: boolean;
};

export interface TenantRegistryOptions {
  readonly file: StoredFile<StoredEstate>;
  readonly now: () => Date;
  /** Random bytes, for the ids of groups. */
  readonly random: (size: number) => Uint8Array;
  readonly onChanged: (estate: Estate) => void;
  /**
   * Whether a folder of this name is below `Partitions`. A new tenant never gets one that is there:
   * it may be what could not be deleted of a tenant that was forgotten.
   */
  readonly hasFolder?: (folder: string) => boolean;
}

/**
 * The tenants of this operator. Every change is on disk before it is shown; a method that throws
 * has changed nothing. Besides the Failures of the contract all throw `invalid` for what the
 * contract's schemas let through and no tenant has, like a name of nothing but hidden characters.
 */
export interface TenantRegistry {
  get(): Estate;
  find(id: TenantId): Tenant | null;
  /** Throws `conflict` for an id that is there, a look that is taken, a full estate. */
  add(draft: TenantDraft): Tenant;
  /**
   * Adds all or none in one write. A look that is taken is replaced by a free one; an id that is
   * there throws `conflict`.
   */
  addMany(entries: readonly TenantEntry[]): readonly Tenant[];
  update(change: TenantChange): Tenant;
  orderFavourites(ids: readonly TenantId[]): void;
  addGroup(name: string): TenantGroup;
  renameGroup(id: GroupId, name: string): void;
  removeGroup(id: GroupId): void;
  /** Never throws for a disk that cannot be written: to open a page matters more. */
  markOpened(id: TenantId): void;
  /** Takes the tenant out of file and backup; what is left of it elsewhere is the caller's. */
  remove(id: TenantId): void;
  /** The other tenant whose name can be mistaken for this one, or null. */
  findLookalike(name: string, except?: TenantId): Tenant | null;
  /** Session name for Electron. Throws `not-found`. */
  partitionOf(id: TenantId): string;
  /** Name of the session's folder below `Partitions`. Throws `not-found`. */
  partitionFolderOf(id: TenantId): string;
}

export function createTenantRegistry(options: TenantRegistryOptions): TenantRegistry {
  const { file, now, random, onChanged, hasFolder = () => false } = options;
  /** Ahead of the file only by marks of opening that could not be written. */
  let state = file.value;
  let estate = toEstate(state, 0);
  /** Next generation of tenants that were removed in this run: their old session may be alive. */
  const nextGenerations = new Map<TenantId, number>();

  const show = (next: StoredEstate) => {
    state = next;
    estate = toEstate(next, estate.revision + 1);
    onChanged(estate);
  };
  const save = (change: Partial<StoredEstate>, write?: WriteOptions) => {
    const next = { ...state, ...change };
    file.write(next, write);
    show(next);
  };

  const find = (id: TenantId) => estate.tenants.find((tenant) => tenant.id === id) ?? null;
  const shown = (id: TenantId): Tenant => {
    const tenant = find(id);
    if (tenant === null) throw notInEstate();
    return tenant;
  };
  const nameOf = (id: string) => state.tenants.find((tenant) => tenant.id === id)?.name ?? id;

  /** A generation of which nothing is left over, here or on disk. */
  const generationFor = (id: TenantId): number => {
    let generation = nextGenerations.get(id) ?? 0;
    while (hasFolder(partitionFolderOf({ id, generation }))) generation += 1;
    return generation;
  };

  return {
    get: () => estate,
    find,

    add(typed) {
      const draft = readDraft(typed);
      const { id, groupId } = draft;
      const twin = find(id);
      if (twin !== null) throw alreadyInEstate(twin.name);
      requireRoom(state.tenants.length + 1);
      if (groupId !== null) requireGroup(state.groups, groupId);
      const record = newRecord(draft, {
        book: createLookbook(state.tenants),
        addedAt: now(),
        generation: generationFor(id),
        isStrict: true,
        nameOf,
      });
      save({ tenants: [...state.tenants, record] });
      return shown(id);
    },

    addMany(entries) {
      if (entries.length === 0) return [];
      requireRoom(state.tenants.length + entries.length);
      const groups = new GroupsByName(state.groups, random);
      const book = createLookbook(state.tenants);
      const ids = new Set<TenantId>(state.tenants.map(({ id }) => id));
      const favourites = [...state.favourites];
      const records = entries.map(({ groupName, isFavourite, ...typed }) => {
        const draft = readDraft({ ...typed, groupId: groups.idOf(groupName) });
        const { id } = draft;
        if (ids.has(id)) throw alreadyInEstate(nameOf(id));
        ids.add(id);
        if (isFavourite) favourites.push(id);
        const generation = generationFor(id);
        return newRecord(draft, { book, addedAt: now(), generation, isStrict: false, nameOf });
      });
      save({ groups: groups.all, tenants: [...state.tenants, ...records], favourites });
      return records.map(({ id }) => shown(id));
    },

    update(change) {
      const { id, groupId, isFavourite } = change;
      const before = requireRecord(state.tenants, id);
      if (groupId !== undefined && groupId !== null) requireGroup(state.groups, groupId);
      const after = changedRecord(before, change);
      if (change.colour !== undefined || change.initials !== undefined) {
        const others = state.tenants.filter((tenant) => tenant.id !== id);
        const taken = createLookbook(others).sameAs(after);
        if (taken !== null) throw lookTaken(nameOf(taken.id));
      }
      save({
        tenants: state.tenants.map((tenant) => (tenant.id === id ? after : tenant)),
        favourites: withFavourite(state.favourites, id, isFavourite),
      });
      return shown(id);
    },

    orderFavourites(ids) {
      const known = new Set(state.favourites);
      const asked = new Set(ids.filter((id) => known.has(id)));
      save({ favourites: [...asked, ...state.favourites.filter((id) => !asked.has(id))] });
    },

    addGroup(name) {
      const { groups, added } = withGroup(state.groups, name, random);
      save({ groups });
      return added;
    },

    renameGroup(id, name) {
      save({ groups: withGroupRenamed(state.groups, id, name) });
    },

    removeGroup(id) {
      requireGroup(state.groups, id);
      save({
        groups: state.groups.filter((group) => group.id !== id),
        tenants: state.tenants.map((tenant) =>
          tenant.groupId === id ? { ...tenant, groupId: null } : tenant,
        ),
      });
    },

    markOpened(id) {
      const next = markedOpened(state, id, now());
      if (next === null) return;
      try {
        file.write(next);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // The next change that can be saved takes the mark along.
      }
      show(next);
    },

    remove(id) {
      const { generation } = requireRecord(state.tenants, id);
      const isOther = (other: TenantId) => other !== id;
      const next = {
        ...state,
        tenants: state.tenants.filter((tenant) => tenant.id !== id),
        favourites: state.favourites.filter(isOther),
        recent: state.recent.filter(isOther),
      };
      // SECURITY(forget-records): backup and kept files lose the tenant with the file.
      file.write(next, { erases: [id] });
      nextGenerations.set(id, generation + 1);
      show(next);
    },

    findLookalike(name, except) {
      const sought = skeletonOf(name);
      const isAlike = (tenant: Tenant) =>
        tenant.id !== except && skeletonOf(tenant.name) === sought;
      return estate.tenants.find(isAlike) ?? null;
    },

    partitionOf: (id) => partitionOf(requireRecord(state.tenants, id)),
    partitionFolderOf: (id) => partitionFolderOf(requireRecord(state.tenants, id)),
  };
}

function requireRoom(count: number): void {
  if (count > MAX_TENANTS) {
    throw new Failure('conflict', 'An estate holds 2,000 tenants. Forget some first.');
  }
}

function withFavourite(
  favourites: readonly TenantId[],
  id: TenantId,
  isFavourite: boolean | undefined,
): TenantId[] {
  const isThere = favourites.includes(id);
  if (isFavourite === undefined || isFavourite === isThere) return [...favourites];
  return isFavourite ? [...favourites, id] : favourites.filter((other) => other !== id);
}

/** Null when the tenant is not there, or was marked a moment ago. */
function markedOpened(state: StoredEstate, id: TenantId, at: Date): StoredEstate | null {
  const before = state.tenants.find((tenant) => tenant.id === id);
  if (before === undefined) return null;
  const { lastOpenedAt } = before;
  const isFresh =
    lastOpenedAt !== null &&
    Math.abs(at.getTime() - Date.parse(lastOpenedAt)) < MARK_EVERY_MS &&
    state.recent[0] === id;
  if (isFresh) return null;
  const after = { ...before, lastOpenedAt: at.toISOString() };
  return {
    ...state,
    tenants: state.tenants.map((tenant) => (tenant.id === id ? after : tenant)),
    recent: [id, ...state.recent.filter((other) => other !== id)].slice(0, MAX_RECENT),
  };
}
