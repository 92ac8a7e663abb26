import { followApp, loadRefusedHosts, loadStart } from '../stores/app-store.ts';
import { followEstate, loadEstate } from '../stores/estate-store.ts';
import { followWorkspace, loadWorkspace } from '../stores/workspace-store.ts';
import { followShortcuts } from './shortcuts.ts';

/** Reads everything the first paint needs, all at once. */
export async function load(): Promise<void> {
  await Promise.all([loadStart(), loadEstate(), loadWorkspace()]);
}

/** Follows main from now on and reads its state; events that come in between are not lost. */
export async function start(): Promise<void> {
  followApp();
  followEstate();
  followWorkspace();
  followShortcuts(navigator.userAgent.includes('Mac OS'));
  await load();
  await loadRefusedHosts();
}
