import { create } from 'zustand';
import type {
  Compartment,
  Envelope,
  FindResult,
  Portal,
  PortalId,
  Rect,
  TenantId,
  View,
  ViewId,
  Still,
  Workspace,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { tell, tellFailure } from './app-store.ts';
import { registered } from './store-registry.ts';

export type Portals =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly portals: readonly Portal[] };

export interface WorkspaceState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly revision: number;
  readonly selectedTenantId: TenantId | null;
  readonly byTenant: Readonly<Record<TenantId, Compartment>>;
  readonly liveViews: number;
  readonly liveViewLimit: number;
  readonly portals: Readonly<Record<TenantId, Portals>>;
  readonly found: FindResult | null;
}

/** A page of a compartment, as the commands name it. */
export interface ViewRef {
  readonly tenantId: TenantId;
  readonly viewId: ViewId;
}

export const useWorkspaceStore = registered(
  create<WorkspaceState>()(() => ({
    status: 'loading',
    problem: null,
    revision: -1,
    selectedTenantId: null,
    byTenant: {},
    liveViews: 0,
    liveViewLimit: 1,
    portals: {},
    found: null,
  })),
);

const set = useWorkspaceStore.setState;
const get = useWorkspaceStore.getState;

export async function loadWorkspace(): Promise<void> {
  const answer = await bridge().compartments.get({});
  if (answer.ok) receiveWorkspace(answer.value);
  else set({ status: 'failed', problem: failureWords(answer.error) });
}

/** Listens to main; answers with the function that stops it. */
export function followWorkspace(): () => void {
  const { compartments } = bridge();
  const ends = [
    compartments.onChanged(receiveWorkspace),
    compartments.onFound((found) => set({ found })),
  ];
  return () => ends.forEach((end) => end());
}

/** Takes a workspace in by the same rules as the registry: never an older one, gaps are read. */
export function receiveWorkspace(workspace: Workspace): void {
  const { revision, status } = get();
  if (workspace.revision < revision) return;
  const skipped = status === 'ready' && workspace.revision > revision + 1;
  set({
    status: 'ready',
    problem: null,
    revision: workspace.revision,
    selectedTenantId: workspace.selectedTenantId,
    byTenant: Object.fromEntries(
      workspace.compartments.map((compartment) => [compartment.tenantId, compartment]),
    ),
    liveViews: workspace.liveViews,
    liveViewLimit: workspace.liveViewLimit,
  });
  if (skipped) void loadWorkspace();
}

export async function selectTenantInFront(tenantId: TenantId | null): Promise<void> {
  if (get().selectedTenantId === tenantId) return;
  await told(bridge().compartments.select({ tenantId }));
}

/** Reads the portals of a tenant; again after its cloud was changed. */
export async function loadPortals(tenantId: TenantId): Promise<void> {
  const keep = (portals: Portals) => set({ portals: { ...get().portals, [tenantId]: portals } });
  if (get().portals[tenantId] === undefined) keep({ status: 'loading' });
  const answer = await bridge().compartments.portals({ tenantId });
  keep(
    answer.ok
      ? { status: 'ready', portals: answer.value.portals }
      : { status: 'failed', message: failureWords(answer.error) },
  );
}

/** Opens a portal; answers whether there is a page of it to show. */
export async function openPortal(
  tenantId: TenantId,
  portalId: PortalId,
  deviceId?: string,
): Promise<boolean> {
  const answer = await bridge().compartments.openPortal({
    tenantId,
    portalId,
    // Main checks its form.
    ...(deviceId === undefined ? {} : { deviceId }),
  });
  if (!answer.ok) tellFailure(answer.error);
  else if (answer.value.browser !== null) tellBrowser(answer.value.browser);
  return answer.ok && answer.value.viewId !== null;
}

export const showView = (view: ViewRef) => told(bridge().compartments.showView(view));
export const closeView = (view: ViewRef) => told(bridge().compartments.closeView(view));
export const goBack = (view: ViewRef) => told(bridge().compartments.goBack(view));
export const goForward = (view: ViewRef) => told(bridge().compartments.goForward(view));
export const reload = (view: ViewRef) => told(bridge().compartments.reload(view));
export const stopLoading = (view: ViewRef) => told(bridge().compartments.stop(view));

export async function copyLink(view: ViewRef): Promise<void> {
  if (await told(bridge().compartments.copyLink(view))) tell('Link copied.');
}

export async function openInManagedBrowser(view: ViewRef): Promise<void> {
  const answer = await bridge().compartments.openInManagedBrowser(view);
  if (answer.ok) tellBrowser(answer.value.browser);
  else tellFailure(answer.error);
}

/** Opens a portal of a tenant in the managed browser, and no page of it here. */
export async function handOff(tenantId: TenantId, portalId: PortalId): Promise<void> {
  const answer = await bridge().compartments.handOffPortal({ tenantId, portalId });
  if (answer.ok) tellBrowser(answer.value.browser);
  else tellFailure(answer.error);
}

function tellBrowser(name: string): void {
  tell(`Opened in ${name}, in a profile of this tenant alone.`);
}

export async function findInPage(
  view: ViewRef,
  text: string,
  direction: { readonly forward: boolean; readonly isNext: boolean },
): Promise<void> {
  await told(bridge().compartments.find({ ...view, text, ...direction }));
}

export async function stopFind(view: ViewRef): Promise<void> {
  set({ found: null });
  await told(bridge().compartments.stopFind(view));
}

export const forgetFound = () => set({ found: null });

export const setZoom = (view: ViewRef, zoomPercent: number) =>
  told(bridge().compartments.setZoom({ ...view, zoomPercent }));

export const setPortalArea = (area: Rect) => told(bridge().compartments.setPortalArea(area));

/** The still picture of the page in front, or null when there is none. */
export async function takeStill(): Promise<Still | null> {
  const answer = await bridge().compartments.takeStill({});
  if (answer.ok) return answer.value.still;
  tellFailure(answer.error);
  return null;
}

export const coverPortal = () => told(bridge().compartments.cover({}));

export const uncoverPortal = () => told(bridge().compartments.uncover({}));

export const resolveMismatch = (view: ViewRef, decision: 'go-back' | 'open-in-right-compartment') =>
  told(bridge().compartments.resolveMismatch({ ...view, decision }));

async function told(answer: Promise<Envelope<unknown>>): Promise<boolean> {
  const envelope = await answer;
  if (!envelope.ok) tellFailure(envelope.error);
  return envelope.ok;
}

export const selectCompartment =
  (tenantId: TenantId | null) =>
  (state: WorkspaceState): Compartment | null =>
    tenantId === null ? null : (state.byTenant[tenantId] ?? null);

/** The page in front in a compartment. */
export function activeViewOf(compartment: Compartment | null | undefined): View | null {
  if (!compartment) return null;
  return compartment.views.find((view) => view.id === compartment.activeViewId) ?? null;
}

export const selectPortals =
  (tenantId: TenantId) =>
  (state: WorkspaceState): Portals =>
    state.portals[tenantId] ?? LOADING;

const LOADING: Portals = { status: 'loading' };
