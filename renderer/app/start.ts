import { followApp, loadRefusedHosts, loadStart } from '../stores/app-store.ts';
import { followEstate, loadEstate } from '../stores/estate-store.ts';
import { followIdentity, loadIdentity } from '../stores/identity-store.ts';
import { followInventory, loadInventory } from '../stores/inventory-store.ts';
import { followLock, loadLock } from '../stores/lock-store.ts';
import { followJournal, loadJournal } from '../stores/journal-store.ts';
import { followOnboarding, loadOnboarding } from '../stores/onboarding-store.ts';
import { followRun } from '../stores/run-store.ts';
import { followStatus, loadStatus } from '../stores/status-store.ts';
import { followStorage, loadStorage } from '../stores/storage-store.ts';
import { followWorkspace, loadWorkspace } from '../stores/workspace-store.ts';
import { followLinks } from './links.ts';
import { followShortcuts } from './shortcuts.ts';

/** Reads everything the first paint needs, all at once. */
export async function load(): Promise<void> {
  await Promise.all([loadStart(), loadEstate(), loadWorkspace(), loadLock()]);
}

/** Follows main from now on and reads its state; events that come in between are not lost. */
export async function start(): Promise<void> {
  followApp();
  followEstate();
  followWorkspace();
  followIdentity();
  followStatus();
  followInventory();
  followOnboarding();
  followRun();
  followStorage();
  followLock(() => void loadLate());
  followJournal();
  followLinks();
  followShortcuts(navigator.userAgent.includes('Mac OS'));
  await load();
  // Badges come a moment after the names: the first paint does not wait for them.
  await loadLate();
}

/** What is refused while Bulkhead is locked, and read again when it is not. */
async function loadLate(): Promise<void> {
  await Promise.all([
    loadIdentity(),
    loadStatus(),
    loadInventory(),
    loadOnboarding(),
    loadStorage(),
    loadJournal(),
    loadRefusedHosts(),
  ]);
}
