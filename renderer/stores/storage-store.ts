import { create } from 'zustand';
import type { Envelope, StorageState, TenantId } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tell } from './app-store.ts';
import { useDeviceListStore } from './device-list-store.ts';
import { loadDeviceOverview } from './device-overview-store.ts';
import { askAgain } from './device-rows.ts';
import { loadInventory } from './inventory-store.ts';
import { loadStatus, loadTrust, useStatusStore } from './status-store.ts';
import { registered } from './store-registry.ts';

/** What protects what is collected. No passphrase is ever in here. */
export const useStorageStore = registered(
  create<StorageState>()(() => ({
    revision: -1,
    state: 'starting',
    notice: null,
    canUnlock: false,
    isEnded: false,
  })),
);

export async function loadStorage(): Promise<void> {
  const answer = await bridge().storage.get({});
  // Not known is not locked: what is asked for says itself why it is not there.
  if (answer.ok) receiveStorage(answer.value);
}

/** Listens to main; answers with the function that stops it. */
export function followStorage(): () => void {
  return bridge().storage.onChanged(receiveStorage);
}

function receiveStorage(next: StorageState): void {
  const before = useStorageStore.getState();
  if (next.revision < before.revision) return;
  useStorageStore.setState(next);
  if (before.state === 'locked' && next.state !== 'locked') readAnew();
}

/** What failed because it was locked is asked for again. */
function readAnew(): void {
  void loadInventory();
  void loadStatus();
  void loadDeviceOverview();
  if (useStatusStore.getState().trust !== null) void loadTrust();
  for (const place of Object.keys(useDeviceListStore.getState().lists)) {
    askAgain(place as TenantId | 'estate');
  }
}

/** Answers with what went wrong, in words; null when it did not. So do the rest. */
export async function unlock(passphrase: string): Promise<string | null> {
  return problemOf(
    await bridge().storage.unlock({ passphrase }),
    'What was collected is unlocked.',
  );
}

export async function setPassphrase(passphrase: string): Promise<string | null> {
  return problemOf(
    await bridge().storage.setPassphrase({ passphrase }),
    'What is collected is kept now. Bulkhead asks for the passphrase at its next start.',
  );
}

export async function changePassphrase(passphrase: string, next: string): Promise<string | null> {
  return problemOf(
    await bridge().storage.changePassphrase({ passphrase, next }),
    'The passphrase is changed.',
  );
}

export async function startAnew(): Promise<string | null> {
  return problemOf(
    await bridge().storage.startAnew({}),
    'What was collected before is set aside. Collecting starts anew.',
  );
}

function problemOf(answer: Envelope<unknown>, done: string): string | null {
  if (!answer.ok) return failureWords(answer.error);
  tell(done);
  return null;
}

export const selectIsLocked = ({ state }: StorageState): boolean => state === 'locked';
