import type { PortalId, TenantId } from '../../preload/contract/index.ts';
import { previewImport, useEstateStore } from './estate-store.ts';
import { type EstatePage, openDialog, setPage, setSurface } from './shell-store.ts';
import { openPortal, selectTenantInFront, showView, type ViewRef } from './workspace-store.ts';

/** Shows a page of the estate; tenants stay as they are. */
export async function goToPage(page: EstatePage): Promise<void> {
  setPage(page);
  await selectTenantInFront(null);
}

/** Brings a tenant to the front, as it was left. */
export async function goToTenant(tenantId: TenantId): Promise<void> {
  await selectTenantInFront(tenantId);
}

/** Opens a portal of a tenant and brings both to the front. */
export async function goToPortal(tenantId: TenantId, portalId: PortalId): Promise<void> {
  const isOpen = await openPortal(tenantId, portalId);
  await selectTenantInFront(tenantId);
  if (isOpen) setSurface(tenantId, 'view');
}

/** Brings an open page of a tenant to the front. */
export async function goToView(view: ViewRef): Promise<void> {
  setSurface(view.tenantId, 'view');
  await showView(view);
  await selectTenantInFront(view.tenantId);
}

/** The favourite behind Ctrl+1 to 9, if there is one. */
export async function goToFavourite(digit: number): Promise<void> {
  const tenantId = useEstateStore.getState().favourites[digit - 1];
  if (tenantId !== undefined) await goToTenant(tenantId);
}

/** Lets the operator choose a tenants file and shows what importing it would do. */
export async function startImport(): Promise<void> {
  const preview = await previewImport();
  if (preview !== null) openDialog({ kind: 'import', preview });
}
