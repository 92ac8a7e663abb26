import { create } from 'zustand';
import type {
  Envelope,
  Estate,
  GroupId,
  ImportId,
  ImportPreview,
  Tenant,
  TenantChange,
  TenantDraft,
  TenantGroup,
  TenantId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { dropNoticesOf, tell, tellFailure } from './app-store.ts';
import { registered } from './store-registry.ts';

export interface EstateState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly revision: number;
  readonly byId: Readonly<Record<TenantId, Tenant>>;
  /** By name, as people look for them. */
  readonly order: readonly TenantId[];
  readonly groups: readonly TenantGroup[];
  readonly favourites: readonly TenantId[];
  readonly recent: readonly TenantId[];
}

export const useEstateStore = registered(
  create<EstateState>()(() => ({
    status: 'loading',
    problem: null,
    revision: -1,
    byId: {},
    order: [],
    groups: [],
    favourites: [],
    recent: [],
  })),
);

const set = useEstateStore.setState;
const get = useEstateStore.getState;
const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export async function loadEstate(): Promise<void> {
  const answer = await bridge().tenants.get({});
  if (answer.ok) receiveEstate(answer.value);
  else set({ status: 'failed', problem: failureWords(answer.error) });
}

/** Listens to main; answers with the function that stops it. */
export function followEstate(): () => void {
  return bridge().tenants.onChanged(receiveEstate);
}

/**
 * Takes a registry in, unless a newer one is already there: an answer may arrive after the event
 * of a later change. When revisions were skipped the registry is read once more, since what was
 * missed may still be on its way.
 */
export function receiveEstate(estate: Estate): void {
  const { revision, status, order } = get();
  if (estate.revision < revision) return;
  const skipped = status === 'ready' && estate.revision > revision + 1;
  set({
    status: 'ready',
    problem: null,
    revision: estate.revision,
    byId: Object.fromEntries(estate.tenants.map((tenant) => [tenant.id, tenant])),
    order: [...estate.tenants]
      .sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
      .map((tenant) => tenant.id),
    groups: [...estate.groups].sort((a, b) => byName.compare(a.name, b.name)),
    favourites: estate.favourites,
    recent: estate.recent,
  });
  const stays = new Set(estate.tenants.map(({ id }) => id));
  dropNoticesOf(new Set(order.filter((id) => !stays.has(id))));
  if (skipped) void loadEstate();
}

export function addTenant(draft: TenantDraft): Promise<Envelope<Tenant>> {
  return bridge().tenants.add(draft);
}

export function updateTenant(change: TenantChange): Promise<Envelope<Tenant>> {
  return bridge().tenants.update(change);
}

export async function setFavourite(tenantId: TenantId, isFavourite: boolean): Promise<void> {
  const answer = await bridge().tenants.update({ id: tenantId, isFavourite });
  if (!answer.ok) tellFailure(answer.error);
}

/** Moves a favourite to another place in the order, and with it its Ctrl+digit. */
export async function moveFavourite(tenantId: TenantId, to: number): Promise<void> {
  const rest = get().favourites.filter((id) => id !== tenantId);
  const at = Math.max(0, Math.min(rest.length, to));
  const tenantIds = [...rest.slice(0, at), tenantId, ...rest.slice(at)];
  const answer = await bridge().tenants.orderFavourites({ tenantIds });
  if (!answer.ok) tellFailure(answer.error);
}

export function addGroup(name: string): Promise<Envelope<TenantGroup>> {
  return bridge().tenants.addGroup({ name });
}

export function renameGroup(groupId: GroupId, name: string): Promise<Envelope<object>> {
  return bridge().tenants.renameGroup({ groupId, name });
}

export function removeGroup(groupId: GroupId): Promise<Envelope<object>> {
  return bridge().tenants.removeGroup({ groupId });
}

/** Erases a tenant here. Answers with the failure in words, or null when it is gone. */
export async function forgetTenant(tenantId: TenantId, typedName: string): Promise<string | null> {
  const answer = await bridge().tenants.forget({ tenantId, typedName });
  if (!answer.ok) return failureWords(answer.error);
  tell(
    answer.value.isErased
      ? 'The tenant is forgotten and what was kept of it is erased.'
      : 'The tenant is forgotten. Some files were in use and are erased at the next start.',
  );
  return null;
}

export async function signOutTenant(tenantId: TenantId): Promise<boolean> {
  const answer = await bridge().tenants.signOut({ tenantId });
  if (answer.ok)
    tell(
      `Signed out. The session of ${get().byId[tenantId]?.name ?? 'the tenant'} is erased.`,
      tenantId,
    );
  else tellFailure(answer.error);
  return answer.ok;
}

/** Lets the operator choose a file. Null when nothing was chosen or it could not be read. */
export async function previewImport(): Promise<ImportPreview | null> {
  const answer = await bridge().tenants.previewImport({});
  if (answer.ok) return answer.value;
  tellFailure(answer.error);
  return null;
}

export async function applyImport(importId: ImportId): Promise<boolean> {
  const answer = await bridge().tenants.applyImport({ importId });
  if (answer.ok) {
    const { added } = answer.value;
    tell(added === 1 ? '1 tenant added.' : `${String(added)} tenants added.`);
  } else tellFailure(answer.error);
  return answer.ok;
}

export async function discardImport(importId: ImportId): Promise<void> {
  const answer = await bridge().tenants.discardImport({ importId });
  if (!answer.ok) tellFailure(answer.error);
}

export const selectTenant =
  (tenantId: TenantId | null) =>
  (state: EstateState): Tenant | null =>
    tenantId === null ? null : (state.byId[tenantId] ?? null);
