import type { AccountId, TenantId, ViewId } from '../../preload/contract/index.ts';
import { signInTo, useIdentityStore } from './identity-store.ts';
import { leaveRun } from './run-store.ts';
import { setSurface, type TenantSurface, useShellStore } from './shell-store.ts';
import { useWorkspaceStore } from './workspace-store.ts';

const viewsOf = (tenantId: TenantId) =>
  useWorkspaceStore.getState().byTenant[tenantId]?.views ?? [];

/**
 * Signs in for a tenant's APIs. When a page has to ask, it is shown for as long as it is there, and
 * then what was shown before: a page behind the status is one that nobody finds.
 */
export async function signInInFront(
  tenantId: TenantId,
  accountId: AccountId | null = null,
  isFresh = false,
): Promise<void> {
  const before = useShellStore.getState().surfaces[tenantId];
  const known = new Set(viewsOf(tenantId).map(({ id }) => id));
  await signInTo(tenantId, accountId, isFresh);
  let pageId: ViewId | null = null;
  const ends: (() => void)[] = [];
  const look = () => {
    // Main brings the tenant to the front with the page.
    const page = viewsOf(tenantId).find(({ id, portalId }) => portalId === null && !known.has(id));
    if (pageId === null && page !== undefined) {
      pageId = page.id;
      leaveRun();
      setSurface(tenantId, 'view');
    }
    const isAsking = useIdentityStore.getState().byTenant[tenantId]?.state === 'signing-in';
    if (pageId === null ? isAsking : viewsOf(tenantId).some(({ id }) => id === pageId)) return;
    for (const end of ends.splice(0)) end();
    if (pageId !== null) goBackTo(tenantId, before);
  };
  ends.push(useWorkspaceStore.subscribe(look), useIdentityStore.subscribe(look));
  look();
}

/** Unless the operator has gone elsewhere meanwhile. */
function goBackTo(tenantId: TenantId, surface: TenantSurface | undefined): void {
  if (useShellStore.getState().surfaces[tenantId] !== 'view') return;
  if (surface !== undefined) setSurface(tenantId, surface);
}
