import { create } from 'zustand';
import type {
  EstateStatus,
  StatusRow,
  TenantId,
  TenantStatus,
  TrustCell,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { type Collected, failedToLoad, NOT_LOADED, oldestIn } from './collection-progress.ts';
import { registered } from './store-registry.ts';

/** What was read of one tenant; what was there before stays while it is read again. */
export type TenantDetail =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly tenant: TenantStatus };

export type Trust =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly cells: readonly TrustCell[] };

export interface StatusState extends Collected {
  readonly byTenant: Readonly<Record<TenantId, StatusRow>>;
  readonly details: Readonly<Record<TenantId, TenantDetail>>;
  readonly trust: Trust | null;
}

export const useStatusStore = registered(
  create<StatusState>()(() => ({
    ...NOT_LOADED,
    byTenant: {},
    details: {},
    trust: null,
  })),
);

const set = useStatusStore.setState;
const get = useStatusStore.getState;

export async function loadStatus(): Promise<void> {
  const answer = await bridge().status.get({});
  if (answer.ok) receiveStatus(answer.value);
  else set(failedToLoad(get(), failureWords(answer.error)) ?? {});
}

/** Listens to main; answers with the function that stops it. */
export function followStatus(): () => void {
  return bridge().status.onChanged(receiveStatus);
}

/**
 * Takes the matrix in, unless a newer one is already there. Rows that are as they were stay the
 * same objects, so that two hundred tenants are not drawn again for one. What was read in full of a
 * tenant is read again when its row is another.
 */
export function receiveStatus(estate: EstateStatus): void {
  const before = get();
  if (estate.revision < before.revision) return;
  const changed: TenantId[] = [];
  const byTenant = Object.fromEntries(
    estate.rows.map((row) => {
      const there = before.byTenant[row.tenantId];
      if (there !== undefined && isSameRow(there, row)) return [row.tenantId, there];
      changed.push(row.tenantId);
      return [row.tenantId, row];
    }),
  );
  const { progress, revision } = estate;
  set({ status: 'ready', problem: null, revision, byTenant, progress });
  for (const id of changed) if (before.details[id] !== undefined) void loadTenantStatus(id);
  const hasEnded = before.progress.isRunning && !progress.isRunning;
  if (hasEnded && before.trust !== null) void loadTrust();
}

function isSameRow(one: StatusRow, other: StatusRow): boolean {
  return (
    one.collectedAt === other.collectedAt &&
    one.problem === other.problem &&
    one.cells.length === other.cells.length &&
    one.cells.every((cell, at) => {
      const same = other.cells[at];
      return (
        same !== undefined &&
        cell.checkId === same.checkId &&
        cell.state === same.state &&
        cell.word === same.word &&
        cell.reason === same.reason &&
        cell.collectedAt === same.collectedAt
      );
    })
  );
}

/** Reads everything of one tenant: findings with evidence, policies and roles. */
export async function loadTenantStatus(tenantId: TenantId): Promise<void> {
  const keep = (detail: TenantDetail) => set({ details: { ...get().details, [tenantId]: detail } });
  if (get().details[tenantId] === undefined) keep({ status: 'loading' });
  const answer = await bridge().status.getTenant({ tenantId });
  keep(
    answer.ok
      ? { status: 'ready', tenant: answer.value }
      : { status: 'failed', message: failureWords(answer.error) },
  );
}

export async function loadTrust(): Promise<void> {
  if (get().trust === null) set({ trust: { status: 'loading' } });
  const answer = await bridge().status.getTrust({});
  set({
    trust: answer.ok
      ? { status: 'ready', cells: answer.value.cells }
      : { status: 'failed', message: failureWords(answer.error) },
  });
}

/** Starts collecting; null is all tenants, and goes on with those a cancelled run left over. */
export async function collect(tenantIds: readonly TenantId[] | null): Promise<void> {
  const answer = await bridge().status.collect({
    tenantIds: tenantIds === null ? null : [...tenantIds],
  });
  if (!answer.ok) tellFailure(answer.error);
}

export async function cancelCollection(): Promise<void> {
  const answer = await bridge().status.cancel({});
  if (!answer.ok) tellFailure(answer.error);
}

export type ExportFormat = 'csv' | 'json';

export async function exportStatus(what: 'status' | 'trust', format: ExportFormat): Promise<void> {
  const answer = await bridge().status.exportFile({ what, format });
  if (!answer.ok) return tellFailure(answer.error);
  const { fileName, rows } = answer.value;
  tell(`${fileName} is written: ${rows === 1 ? '1 row' : `${String(rows)} rows`}.`);
}

export const selectStatusRow =
  (tenantId: TenantId) =>
  (state: StatusState): StatusRow | null =>
    state.byTenant[tenantId] ?? null;

export const selectDetail =
  (tenantId: TenantId) =>
  (state: StatusState): TenantDetail =>
    state.details[tenantId] ?? LOADING;

const LOADING: TenantDetail = { status: 'loading' };

/** The row whose data is oldest; those that were never collected have none. */
export function selectOldest({ byTenant }: StatusState): StatusRow | null {
  return oldestIn(byTenant);
}
