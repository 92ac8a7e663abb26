import type { WebContents, WebContentsView } from 'electron';
import type {
  FindResult,
  PortalId,
  Shortcut,
  TenantId,
  ViewId,
  Workspace,
} from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import { viewsToHibernate } from './hibernation.ts';
import { withoutPagesOf } from './kept-pages.ts';
import type { PortalPlace } from './portal-links.ts';
import { isSignedOut } from './signed-out.ts';
import { PortalView, type PortalViewOptions } from './portal-view.ts';
import type { Stage } from './stage.ts';

/** What compartments need of the estate and the portals' addresses. */
export interface CompartmentTenants {
  has(id: TenantId): boolean;
  /** Whether pages of the tenant may be opened. */
  isAllowed(id: TenantId): boolean;
  /** Throws Failure `not-available` with plain words where they may not. */
  requireAllowed(id: TenantId): void;
  nameOf(id: TenantId): string | null;
  markOpened(id: TenantId): void;
  /** Whether the tenant's session is being erased; no page of it may live meanwhile. */
  isClosing(id: TenantId): boolean;
  /** The portal's page for a tenant, or null when it has none in its cloud. */
  portalUrl(id: TenantId, portalId: PortalId, place?: PortalPlace): string | null;
}

export interface CompartmentsOptions {
  readonly tenants: CompartmentTenants;
  readonly stage: Stage;
  /** A guarded, sandboxed view in the tenant's session. */
  readonly createView: (tenantId: TenantId, viewId: ViewId) => WebContentsView;
  /** Settles when the tenant's session may be used; nothing is loaded before. */
  readonly whenReady: (tenantId: TenantId) => Promise<void>;
  /** What the pages of a tenant share; see PortalView. */
  readonly viewOptions: Pick<
    PortalViewOptions,
    'evidenceOfUrl' | 'isSignInUrl' | 'now' | 'isMac' | 'onContextMenu'
  >;
  /** Whether the tenant's cloud lists the address for pages. */
  readonly isListedUrl: (tenantId: TenantId, url: string) => boolean;
  /** A page was found to be another tenant's. */
  readonly onMismatch: (tenantId: TenantId) => void;
  readonly liveViewLimit: () => number;
  /** Milliseconds, or null for never. */
  readonly idleAfterMs: () => number | null;
  readonly onChanged: () => void;
  readonly onShortcut: (shortcut: Shortcut) => void;
  readonly onFound: (result: FindResult) => void;
}

/** A page as it is kept between starts. */
export interface KeptView {
  readonly portalId: PortalId;
  readonly url: string;
  readonly zoomPercent: number;
}

export interface KeptWorkspace {
  readonly selectedTenantId: TenantId | null;
  readonly compartments: readonly {
    readonly tenantId: TenantId;
    readonly views: readonly KeptView[];
    readonly activeIndex: number;
  }[];
}

interface CompartmentState {
  readonly views: PortalView[];
  activeViewId: ViewId | null;
}

/** Pages per tenant: eight portals and a handful of pop-ups. */
const MAX_VIEWS_PER_TENANT = 40;
const IDLE_LOOK_MS = 30_000;

/** All compartments with their pages, which one is in front, and which are asleep. */
export class Compartments {
  readonly #options: CompartmentsOptions;
  readonly #compartments = new Map<TenantId, CompartmentState>();
  #selected: TenantId | null = null;
  #revision = 0;
  #nextViewNumber = 1;
  /** Covered pages that were left, by contents, whose ids are never used twice. */
  readonly #silenced = new Set<number>();
  /** Pages of the last start that may not be opened now. A policy may be another tomorrow. */
  #putBy: KeptWorkspace['compartments'] = [];
  #isStarted = false;
  #isShut = false;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(options: CompartmentsOptions) {
    this.#options = options;
  }

  /** Wakes the page in front and begins to watch for idle ones; called after the first paint. */
  start(): void {
    this.#isStarted = true;
    this.#idleTimer = setInterval(() => this.#hibernate(), IDLE_LOOK_MS);
    this.#idleTimer.unref();
    this.#settle();
  }

  stop(): void {
    if (this.#idleTimer !== null) clearInterval(this.#idleTimer);
    for (const id of this.#compartments.keys()) this.closeAll(id);
  }

  /**
   * While it is shut no page is woken. With `endsPages` those that live sleep at once and keep their
   * place, and a page of Bulkhead's own, which waits for an answer, ends.
   *
   * Threat: what a page has the system show (a print dialog, a message, a chooser of files) is a
   * window of its own, over the lock, and Electron tells of most of them too late or never.
   */
  setShut(isShut: boolean, endsPages = false): void {
    this.#isShut = isShut;
    // SECURITY(lock-pages): what does not run shows nothing and takes nothing.
    // A copy, because dropping a view takes it out of the list.
    if (isShut && endsPages) for (const view of this.#views().slice()) this.#putOut(view);
    this.#settle();
  }

  get isShut(): boolean {
    return this.#isShut;
  }

  snapshot(): Workspace {
    return {
      revision: this.#revision,
      selectedTenantId: this.#selected,
      compartments: [...this.#compartments].map(([tenantId, state]) => ({
        tenantId,
        views: state.views.map((view) => view.snapshot()),
        activeViewId: state.activeViewId,
      })),
      liveViews: this.#liveViews().length,
      liveViewLimit: this.#options.liveViewLimit(),
    };
  }

  select(tenantId: TenantId | null): void {
    if (tenantId !== null) this.#requireTenant(tenantId);
    // What was being searched or shown in the page that leaves ends with it.
    this.#activeView()?.stopFind();
    this.#selected = tenantId;
    this.#settle();
    if (tenantId !== null) this.#options.tenants.markOpened(tenantId);
  }

  openPortal(tenantId: TenantId, portalId: PortalId, url?: string): ViewId {
    const start = this.portalLink(tenantId, portalId);
    const state = this.#stateOf(tenantId);
    let view = state.views.find((candidate) => candidate.portalId === portalId);
    if (view === undefined) {
      view = this.#newView(tenantId, portalId, url ?? start, 100);
      state.views.push(view);
    } else if (url !== undefined || isSignedOut(view.url)) {
      view.load(url ?? start);
    }
    state.activeViewId = view.id;
    this.select(tenantId);
    return view.id;
  }

  /**
   * Opens an address of no portal as a page of its own, which ends with the app. The caller has
   * checked that the tenant's cloud lists it.
   * @throws Failure `not-found` as above, `not-available` when too many pages are open
   */
  openPage(tenantId: TenantId, url: string): ViewId {
    this.#requireTenant(tenantId);
    this.#options.tenants.requireAllowed(tenantId);
    if (!this.canAdoptPopup(tenantId)) {
      throw new Failure(
        'not-available',
        'Too many pages of this tenant are open. Close some first.',
      );
    }
    const state = this.#stateOf(tenantId);
    const view = this.#newView(tenantId, null, url, 100);
    state.views.push(view);
    state.activeViewId = view.id;
    this.select(tenantId);
    return view.id;
  }

  /** The page in front of a tenant's compartment, also while another tenant is selected. */
  frontOf(tenantId: TenantId): PortalView | null {
    const state = this.#compartments.get(tenantId);
    return state?.views.find((view) => view.id === state.activeViewId) ?? null;
  }

  /**
   * The address of a portal of a tenant, or of a place in it.
   * @throws Failure `not-found` for a tenant that is gone or being erased, `not-available`
   */
  portalLink(tenantId: TenantId, portalId: PortalId, place: PortalPlace = {}): string {
    this.#requireTenant(tenantId);
    this.#options.tenants.requireAllowed(tenantId);
    const start = this.#options.tenants.portalUrl(tenantId, portalId, place);
    if (start === null) {
      throw new Failure('not-available', 'This portal has no documented address in this cloud.');
    }
    return start;
  }

  showView(tenantId: TenantId, viewId: ViewId): void {
    const view = this.view(tenantId, viewId);
    this.#stateOf(tenantId).activeViewId = view.id;
    this.#settle();
  }

  closeView(tenantId: TenantId, viewId: ViewId): void {
    const view = this.view(tenantId, viewId);
    if (view.proof.state === 'mismatch') this.#sendAway(view);
    this.#drop(view);
    this.#settle();
  }

  /** Ends every page of a tenant; its session is the caller's to clear. */
  closeAll(tenantId: TenantId): void {
    // A copy, because dropping a view takes it out of the list.
    for (const view of this.#compartments.get(tenantId)?.views.slice() ?? []) this.#drop(view);
    this.#compartments.delete(tenantId);
    this.#putBy = this.#options.tenants.has(tenantId)
      ? this.#putBy.filter((compartment) => compartment.tenantId !== tenantId)
      : withoutPagesOf(this.#putBy, tenantId);
    if (this.#selected === tenantId && !this.#options.tenants.has(tenantId)) this.#selected = null;
    this.#settle();
  }

  /** @throws Failure `not-found` */
  view(tenantId: TenantId, viewId: ViewId): PortalView {
    const view = this.#compartments.get(tenantId)?.views.find((v) => v.id === viewId);
    if (view === undefined) throw new Failure('not-found', 'This page is no longer open.');
    return view;
  }

  /** The page that a WebContents belongs to, for guards that see requests. */
  viewOfContents(contentsId: number): PortalView | null {
    return this.#views().find((view) => view.contents?.id === contentsId) ?? null;
  }

  /** The page in front, if one is. */
  frontContents(): WebContents | null {
    return this.#activeView()?.contents ?? null;
  }

  /**
   * Puts a pop-up into its opener's compartment, as a page of its own.
   * @param openerId WebContents id of the page that opened it; null for a page of Bulkhead's own
   */
  adoptPopup(
    tenantId: TenantId,
    url: string,
    openerId: number | null,
    makeView: (viewId: ViewId) => WebContentsView,
  ): void {
    const state = this.#stateOf(tenantId);
    const view = this.#newView(tenantId, null, url, 100);
    // Bulkhead waits for its own page, so that one is held awake by itself.
    const opener = openerId === null ? view : this.viewOfContents(openerId);
    if (opener !== null) this.#openers.set(view, opener);
    state.views.push(view);
    view.adopt(makeView(view.id));
    state.activeViewId = view.id;
    this.#settle();
  }

  canAdoptPopup(tenantId: TenantId): boolean {
    const open = this.#compartments.get(tenantId)?.views.length ?? 0;
    const { isClosing } = this.#options.tenants;
    return !this.#isShut && !isClosing(tenantId) && open < MAX_VIEWS_PER_TENANT;
  }

  /**
   * Whether what a page asks for is held back, because it is covered until the operator decides, or
   * was and goes. Null is what asks without a page: while one page of a tenant is covered, no worker is answered.
   */
  isHeld(tenantId: TenantId, contentsId: number | null): boolean {
    if (contentsId !== null && this.#silenced.has(contentsId)) return true;
    const views =
      contentsId === null
        ? (this.#compartments.get(tenantId)?.views ?? [])
        : [this.viewOfContents(contentsId)];
    return views.some((view) => view?.proof.state === 'mismatch');
  }

  resolveMismatch(
    tenantId: TenantId,
    viewId: ViewId,
    decision: 'go-back' | 'open-in-right-compartment',
    safeUrl: (url: string) => string | null,
  ): void {
    const view = this.view(tenantId, viewId);
    const { proof, portalId, url } = view;
    if (proof.state !== 'mismatch')
      throw new Failure('not-found', 'This page is no longer covered.');
    const { pageTenantId } = proof;
    const isElsewhere = decision === 'open-in-right-compartment';
    if (isElsewhere && !this.#options.tenants.has(pageTenantId)) {
      throw new Failure('not-available', 'Add this tenant first, then open the page in it.');
    }
    // Whatever speaks against it is said while the page is covered still.
    if (isElsewhere) this.portalLink(pageTenantId, portalId ?? 'defender');

    this.#sendAway(view);
    if (portalId === null) this.#drop(view);
    else view.leaveMismatch(this.#options.tenants.portalUrl(tenantId, portalId) ?? url);
    if (isElsewhere) {
      this.openPortal(pageTenantId, portalId ?? 'defender', safeUrl(url) ?? undefined);
    }
    this.#settle();
  }

  /**
   * Brings back the pages of the last start, all asleep. Those of tenants that are gone are left out;
   * those of tenants that are not allowed stay kept.
   */
  restore(kept: KeptWorkspace): void {
    const { tenants } = this.#options;
    this.#putBy = kept.compartments.filter(
      ({ tenantId }) => tenants.has(tenantId) && !tenants.isAllowed(tenantId),
    );
    for (const { tenantId, views, activeIndex } of kept.compartments) {
      if (!tenants.has(tenantId) || !tenants.isAllowed(tenantId)) continue;
      const state = this.#stateOf(tenantId);
      for (const { portalId, url, zoomPercent } of views) {
        // The tenant's cloud or the policy may have changed since the page was kept.
        const isListed = this.#options.isListedUrl(tenantId, url);
        const place = isListed ? url : this.#options.tenants.portalUrl(tenantId, portalId);
        if (place !== null) state.views.push(this.#newView(tenantId, portalId, place, zoomPercent));
      }
      state.activeViewId = (state.views[activeIndex] ?? state.views[0])?.id ?? null;
    }
    const { selectedTenantId } = kept;
    const isThere = selectedTenantId !== null && this.#options.tenants.has(selectedTenantId);
    this.#selected = isThere ? selectedTenantId : null;
    this.#settle();
  }

  /** What is worth keeping between starts: portals, not pop-ups. */
  toKept(): KeptWorkspace {
    return {
      selectedTenantId: this.#selected,
      compartments: [...this.#openToKept(), ...this.#putBy],
    };
  }

  #openToKept(): KeptWorkspace['compartments'] {
    return [...this.#compartments].flatMap(([tenantId, state]) => {
      const portals = state.views.filter((view) => view.portalId !== null);
      const views = portals.flatMap(({ portalId, lastingUrl, zoomPercent }) =>
        portalId === null ? [] : [{ portalId, url: lastingUrl, zoomPercent }],
      );
      const activeIndex = portals.findIndex((view) => view.id === state.activeViewId);
      return views.length === 0 ? [] : [{ tenantId, views, activeIndex: Math.max(0, activeIndex) }];
    });
  }

  /** Looks again at limits and the front page, after a setting changed. */
  refresh(): void {
    this.#settle();
  }

  #requireTenant(id: TenantId): void {
    if (!this.#options.tenants.has(id)) {
      throw new Failure('not-found', 'This tenant is not in the estate any more.');
    }
    if (this.#options.tenants.isClosing(id)) {
      throw new Failure('not-found', 'The session of this tenant is being erased. Try again then.');
    }
  }

  #stateOf(tenantId: TenantId): CompartmentState {
    let state = this.#compartments.get(tenantId);
    if (state === undefined) {
      state = { views: [], activeViewId: null };
      this.#compartments.set(tenantId, state);
    }
    return state;
  }

  /** What a covered page says as it ends is held back like everything before. */
  #sendAway(view: PortalView): void {
    if (view.contents !== null) this.#silenced.add(view.contents.id);
    if (view.view !== null) this.#options.stage.remove(view.view);
    view.sendAway();
  }

  #putOut(view: PortalView): void {
    if (view.contents === null) return;
    if (this.#openers.get(view) === view) {
      this.#drop(view);
      return;
    }
    // What a covered page says as it ends is held back still.
    if (view.proof.state === 'mismatch') this.#silenced.add(view.contents.id);
    if (view.view !== null) this.#options.stage.remove(view.view);
    view.sleepNow();
  }

  #views(): PortalView[] {
    return [...this.#compartments.values()].flatMap((state) => state.views);
  }

  #liveViews(): PortalView[] {
    return this.#views().filter((view) => view.isLive);
  }

  #activeView(): PortalView | null {
    const state = this.#selected === null ? undefined : this.#compartments.get(this.#selected);
    return state?.views.find((view) => view.id === state.activeViewId) ?? null;
  }

  #newView(tenantId: TenantId, portalId: PortalId | null, url: string, zoomPercent: number) {
    const id = `v${String(this.#nextViewNumber++)}` as ViewId;
    const { tenants, viewOptions, createView, whenReady } = this.#options;
    const view: PortalView = new PortalView({
      ...viewOptions,
      id,
      tenantId,
      portalId,
      url,
      zoomPercent,
      createView: () => createView(tenantId, id),
      mayWake: () => !this.#isShut,
      whenReady: () => whenReady(tenantId),
      nameOfTenant: tenants.nameOf,
      onChanged: () => this.#settle(),
      onMismatch: () => this.#options.onMismatch(tenantId),
      onShortcut: this.#options.onShortcut,
      onFound: this.#options.onFound,
      onClosedByPage: () => {
        this.#drop(view);
        this.#settle();
      },
    });
    return view;
  }

  #drop(view: PortalView): void {
    const state = this.#compartments.get(view.tenantId);
    if (state === undefined) return;
    const index = state.views.indexOf(view);
    if (index < 0) return;
    state.views.splice(index, 1);
    if (state.activeViewId === view.id) {
      state.activeViewId = (state.views[index] ?? state.views[index - 1])?.id ?? null;
    }
    if (view.view !== null) this.#options.stage.remove(view.view);
    view.destroy();
  }

  /** Who waits for a pop-up: a sign-in answers to the page that opened it. */
  readonly #openers = new WeakMap<PortalView, PortalView>();
  #isSettling = false;

  /** Brings what is on the stage in line with the state; every change ends here. */
  #settle(): void {
    // Waking a page reports a change of its own; one round answers for all of them.
    if (this.#isSettling) return;
    this.#isSettling = true;
    try {
      const { tenants } = this.#options;
      const active = this.#activeView();
      if (active !== null && this.#isStarted && !tenants.isClosing(active.tenantId)) {
        active.lastUsedAt = this.#options.viewOptions.now().getTime();
        // Covered and asleep, it waits for the operator's decision.
        if (active.proof.state !== 'mismatch') active.wake();
      }
      this.#options.stage.show(active?.isPresentable === true ? active.view : null);
      this.#hibernate();
    } finally {
      this.#isSettling = false;
    }
    this.#revision += 1;
    this.#options.onChanged();
  }

  #hibernate(): void {
    const active = this.#activeView();
    const live = this.#liveViews();
    const waiting = new Set(live.map((view) => this.#openers.get(view)));
    // A page that is on its way may be one too many: ending another's process at the same moment
    // would keep the operator waiting. When it has arrived, the limit holds again.
    const limit = this.#options.liveViewLimit() + (active?.isLoading === true ? 1 : 0);
    const due = viewsToHibernate(
      live.map((view) => ({
        id: view,
        lastUsedAt: view.lastUsedAt,
        isHeld: view === active || view.proof.state === 'mismatch' || waiting.has(view),
        isPopup: view.portalId === null,
      })),
      { limit, idleAfterMs: this.#options.idleAfterMs() },
      this.#options.viewOptions.now().getTime(),
    );
    for (const view of due) {
      if (view.view !== null) this.#options.stage.remove(view.view);
      void view.hibernate();
    }
  }
}
