import type { PortalId, TenantId } from '../../preload/contract/index.ts';
import type { OperatorWork } from './operator-work.ts';

/** Portals that stay open in every tenant, and those that come and go. */
export const KEPT_PORTALS: readonly PortalId[] = ['defender', 'entra'];
const PASSING_PORTALS: readonly PortalId[] = ['azure', 'intune', 'm365-admin'];
const SEARCHES = ['', 'ws', 'lon', 'zzzqqq', 'a3', ''] as const;

/** How often something is done, in minutes of the work; each at another minute. */
const EVERY = { device: 3, note: 5, status: 10, inventory: 15, crash: 9 } as const;
const DATA_CRASH_AT = 62;

/** Crashes that were made. */
export interface Crashes {
  pages: number;
  dataProcesses: number;
}

/** One minute of an operator's work; 120 of them are two hours. */
export async function workMinute(
  minute: number,
  work: OperatorWork,
  tenantIds: readonly TenantId[],
  crashes: Crashes,
): Promise<void> {
  const tenantId = at(tenantIds, minute);
  const isTurn = (every: number, offset: number) => minute % every === offset % every;
  await work.goTo(tenantId);
  // A page comes in one minute and goes in a later one, so that some are always open.
  await work.open(tenantId, at(PASSING_PORTALS, minute));
  await work.closeTab(at(tenantIds, minute - 3), at(PASSING_PORTALS, minute - 3));
  if (isTurn(EVERY.note, 1)) await work.note(tenantId, `Minute ${String(minute)}`);
  if (isTurn(EVERY.status, 2)) await work.collect('status');
  if (isTurn(EVERY.inventory, 4)) await work.collect('inventory');
  if (isTurn(EVERY.device, 0))
    await work.lookForDevices(at(SEARCHES, minute / EVERY.device), minute);
  if (isTurn(EVERY.crash, 5)) crashes.pages += await work.crashPage(tenantId);
  if (minute === DATA_CRASH_AT) {
    await work.crashDataProcess();
    crashes.dataProcesses += 1;
  }
}

/** Closes what only passes, so that the same is open as before. */
export async function closePassing(
  work: OperatorWork,
  tenantIds: readonly TenantId[],
): Promise<void> {
  for (const tenantId of tenantIds) {
    for (const portalId of PASSING_PORTALS) await work.closeTab(tenantId, portalId);
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[((index % items.length) + items.length) % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
