import { create } from 'zustand';
import type {
  InventoryState,
  TenantId,
  TenantInventory,
  WorkProgress,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tellFailure } from './app-store.ts';
import { type Collected, failedToLoad, NOT_LOADED, oldestIn } from './collection-progress.ts';
import { registered } from './store-registry.ts';

export interface InventoryStoreState extends Collected {
  readonly storage: InventoryState['storage'];
  readonly notice: string | null;
  readonly isLoaded: boolean;
  readonly byTenant: Readonly<Record<TenantId, TenantInventory>>;
  /** The export or import that runs. */
  readonly work: WorkProgress | null;
}

export const useInventoryStore = registered(
  create<InventoryStoreState>()(() => ({
    ...NOT_LOADED,
    storage: 'kept',
    notice: null,
    isLoaded: false,
    byTenant: {},
    work: null,
  })),
);

const set = useInventoryStore.setState;
const get = useInventoryStore.getState;

export async function loadInventory(): Promise<void> {
  const answer = await bridge().inventory.get({});
  if (answer.ok) receiveInventory(answer.value);
  else set(failedToLoad(get(), failureWords(answer.error)) ?? {});
}

/** Listens to main; answers with the function that stops it. */
export function followInventory(): () => void {
  const { inventory } = bridge();
  const ends = [
    inventory.onChanged(receiveInventory),
    inventory.onWorked((work) => {
      if (isWorking) set({ work });
    }),
  ];
  return () => ends.forEach((end) => end());
}

/** Takes a state in, unless a newer one is there. Tenants that are as they were stay the same. */
export function receiveInventory(state: InventoryState): void {
  const before = get();
  if (state.revision < before.revision) return;
  const { revision, storage, notice, isLoaded, progress } = state;
  const byTenant = Object.fromEntries(
    state.tenants.map((tenant) => {
      const there = before.byTenant[tenant.tenantId];
      const isSame = there !== undefined && JSON.stringify(there) === JSON.stringify(tenant);
      return [tenant.tenantId, isSame ? there : tenant];
    }),
  );
  set({ status: 'ready', problem: null, revision, storage, notice, isLoaded, progress, byTenant });
}

/** Starts collecting devices; null is all tenants. */
export async function collectDevices(tenantIds: readonly TenantId[] | null): Promise<void> {
  const answer = await bridge().inventory.collect({
    tenantIds: tenantIds === null ? null : [...tenantIds],
  });
  if (!answer.ok) tellFailure(answer.error);
}

export async function cancelDeviceCollection(): Promise<void> {
  const answer = await bridge().inventory.cancel({});
  if (!answer.ok) tellFailure(answer.error);
}

let isWorking = false;

/** Runs an export or import with its progress on show; there is one at a time. */
export async function withWork<T>(what: WorkProgress['what'], run: () => Promise<T>): Promise<T> {
  isWorking = true;
  set({ work: { what, done: 0, total: 0 } });
  try {
    return await run();
  } finally {
    isWorking = false;
    set({ work: null });
  }
}

/** Ends the export or import that runs; what was there before stays. */
export async function cancelWork(): Promise<void> {
  const answer = await bridge().inventory.cancelWork({});
  if (!answer.ok) tellFailure(answer.error);
}

export const selectInventory =
  (tenantId: TenantId) =>
  (state: InventoryStoreState): TenantInventory | null =>
    state.byTenant[tenantId] ?? null;

/** The tenant whose devices are oldest; those that were never collected have no age. */
export function selectOldestDevices({ byTenant }: InventoryStoreState): TenantInventory | null {
  return oldestIn(byTenant);
}
