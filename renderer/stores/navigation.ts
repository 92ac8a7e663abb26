import type { EngagementId, PortalId, StepId, TenantId } from '../../preload/contract/index.ts';
import { previewImport, useEstateStore } from './estate-store.ts';
import { leaveRun, openRun } from './run-store.ts';
import { showTab, type OnboardingTab } from './onboarding-view-store.ts';
import { type EstatePage, openDialog, setPage, setSurface } from './shell-store.ts';
import { openPortal, selectTenantInFront, showView, type ViewRef } from './workspace-store.ts';

/** Shows a page of the estate; tenants stay as they are. */
export async function goToPage(page: EstatePage): Promise<void> {
  leaveRun();
  setPage(page);
  await selectTenantInFront(null);
}

/** Brings a tenant to the front, as it was left. */
export async function goToTenant(tenantId: TenantId): Promise<void> {
  leaveRun();
  await selectTenantInFront(tenantId);
}

/** Brings a tenant to the front with the reasons of its status. */
export async function goToStatus(tenantId: TenantId): Promise<void> {
  leaveRun();
  setSurface(tenantId, 'status');
  await selectTenantInFront(tenantId);
}

/** Opens a portal of a tenant, or its page of a device, and brings both to the front. */
export async function goToPortal(
  tenantId: TenantId,
  portalId: PortalId,
  deviceId?: string,
): Promise<void> {
  const isOpen = await openPortal(tenantId, portalId, deviceId);
  leaveRun();
  await selectTenantInFront(tenantId);
  if (isOpen) setSurface(tenantId, 'view');
}

/** Brings an open page of a tenant to the front. */
export async function goToView(view: ViewRef): Promise<void> {
  leaveRun();
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

/** Shows a part of the onboarding page. */
export async function goToOnboarding(tab?: OnboardingTab): Promise<void> {
  if (tab !== undefined) showTab(tab);
  await goToPage('onboarding');
}

/** Shows the onboarding of a tenant. */
export async function goToTenantOnboarding(tenantId: TenantId): Promise<void> {
  leaveRun();
  setSurface(tenantId, 'onboarding');
  await selectTenantInFront(tenantId);
}

/** Opens a run where it was left, or at one of its steps. */
export async function goToRun(
  engagementId: EngagementId,
  stepId: StepId | null = null,
): Promise<void> {
  await openRun(engagementId, stepId);
}
