import type {
  Compartment,
  FindResult,
  Rect,
  Tenant,
  TenantId,
  View,
  ViewId,
  Workspace,
} from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';
import { portalsOf } from './fake-portals.ts';
import { aCompartment, aView } from './views.ts';

/** What stands in for the native page over the shell: drawn by the gallery, absent in unit tests. */
export interface FakeStage {
  readonly place: (area: Rect, tenant: Tenant | null, view: View | null) => void;
  readonly still: (area: Rect, tenant: Tenant, view: View) => string;
}

export interface FakeCompartmentsOptions {
  readonly tenantOf: (id: TenantId) => Tenant | undefined;
  readonly opened: (id: TenantId) => void;
  readonly stage: FakeStage | null;
  readonly hasManagedBrowser: boolean;
  readonly now: () => string;
  /** Milliseconds a page takes to load. */
  readonly loadMs: number;
  readonly copied: (text: string) => void;
}

export interface FakeCompartments {
  readonly compartments: FakeArea<'compartments'>;
  readonly controls: {
    readonly area: () => Rect;
    readonly isCovered: () => boolean;
    readonly covers: () => number;
    readonly change: (viewId: ViewId, said: Partial<View>) => void;
    readonly workspace: () => Workspace;
  };
  readonly erase: (tenantId: TenantId) => void;
}

const HIDDEN: Rect = { x: 0, y: 0, width: 0, height: 0 };

export function fakeCompartments(
  initial: Workspace,
  options: FakeCompartmentsOptions,
): FakeCompartments {
  let workspace = initial;
  let area = HIDDEN;
  let isCovered = false;
  let covers = 0;
  let nextView = 100;
  let last = 0;
  const changed = emitter<Workspace>();
  const found = emitter<FindResult>();

  const compartmentOf = (id: TenantId) =>
    workspace.compartments.find(({ tenantId }) => tenantId === id);
  const inFront = () => {
    const id = workspace.selectedTenantId;
    const compartment = id === null ? undefined : compartmentOf(id);
    const view = compartment?.views.find((one) => one.id === compartment.activeViewId) ?? null;
    const tenant = id === null ? undefined : options.tenantOf(id);
    return { tenant: tenant ?? null, view };
  };
  const drawsItself = (view: View) =>
    (view.state === 'loading' || view.state === 'ready') && view.proof.state !== 'mismatch';
  const lay = () => {
    const { tenant, view } = inFront();
    const isShown = view !== null && drawsItself(view) && !isCovered && area.width > 0;
    options.stage?.place(isShown ? area : HIDDEN, tenant, isShown ? view : null);
  };
  const change = (next: Partial<Workspace>) => {
    workspace = { ...workspace, ...next, revision: workspace.revision + 1 };
    const views = workspace.compartments.flatMap((compartment) => compartment.views);
    workspace = {
      ...workspace,
      liveViews: views.filter((view) => view.state !== 'hibernated').length,
    };
    changed.emit(workspace);
    lay();
  };
  const changeCompartment = (tenantId: TenantId, next: (before: Compartment) => Compartment) => {
    const before = compartmentOf(tenantId) ?? aCompartment(tenantId, []);
    const after = next(before);
    const others = workspace.compartments.filter((one) => one.tenantId !== tenantId);
    change({ compartments: after.views.length === 0 ? others : [...others, after] });
  };
  const changeView = (tenantId: TenantId, viewId: ViewId, said: Partial<View>) =>
    changeCompartment(tenantId, (before) => ({
      ...before,
      views: before.views.map((view) => (view.id === viewId ? { ...view, ...said } : view)),
    }));
  const viewOf = ({ tenantId, viewId }: { tenantId: TenantId; viewId: ViewId }) =>
    compartmentOf(tenantId)?.views.find((view) => view.id === viewId);
  const settle = (tenantId: TenantId, viewId: ViewId) => {
    setTimeout(() => {
      const view = viewOf({ tenantId, viewId });
      if (view?.state !== 'loading') return;
      const provenAt = options.now();
      changeView(tenantId, viewId, {
        state: 'ready',
        proof: { state: 'proven', evidence: 'portal-url', provenAt },
      });
    }, options.loadMs);
  };
  const load = (tenantId: TenantId, viewId: ViewId) => {
    changeView(tenantId, viewId, { state: 'loading', problem: null, signInBlock: null });
    settle(tenantId, viewId);
    return ok({});
  };
  const onView =
    (act: (ref: { tenantId: TenantId; viewId: ViewId }, view: View) => void) =>
    (ref: { tenantId: TenantId; viewId: ViewId }) => {
      const view = viewOf(ref);
      if (!view) return fails('not-found');
      act(ref, view);
      return ok({});
    };

  return {
    erase: (tenantId) => {
      changeCompartment(tenantId, () => aCompartment(tenantId, []));
    },
    controls: {
      area: () => area,
      isCovered: () => isCovered,
      covers: () => covers,
      workspace: () => workspace,
      change: (viewId, said) => {
        const owner = workspace.compartments.find(({ views }) =>
          views.some((view) => view.id === viewId),
        );
        if (owner) changeView(owner.tenantId, viewId, said);
      },
    },
    compartments: {
      get: () => ok(workspace),
      portals: ({ tenantId }) => {
        const tenant = options.tenantOf(tenantId);
        return tenant ? ok({ portals: [...portalsOf(tenant)] }) : fails('not-found');
      },
      select: ({ tenantId }) => {
        if (tenantId !== null) {
          if (!options.tenantOf(tenantId)) return fails('not-found');
          options.opened(tenantId);
        }
        change({ selectedTenantId: tenantId });
        return ok({});
      },
      openPortal: ({ tenantId, portalId }) => {
        const tenant = options.tenantOf(tenantId);
        if (!tenant) return fails('not-found');
        const portal = portalsOf(tenant).find(({ id }) => id === portalId);
        if (!portal?.host)
          return fails('not-available', portal?.reason ?? 'There is no such portal.');
        if (tenant.handOff === 'always' && options.hasManagedBrowser) {
          options.opened(tenantId);
          change({ selectedTenantId: tenantId });
          return ok({ viewId: null, browser: 'Microsoft Edge' });
        }
        const open = compartmentOf(tenantId)?.views.find((view) => view.portalId === portalId);
        const viewId = open?.id ?? (`v${String(nextView++)}` as ViewId);
        changeCompartment(tenantId, (before) => ({
          ...before,
          activeViewId: viewId,
          views: open
            ? before.views
            : [
                ...before.views,
                aView(0, tenant, portalId, {
                  id: viewId,
                  state: 'loading',
                  canGoBack: false,
                  proof: { state: 'unproven' },
                }),
              ],
        }));
        if (!open) settle(tenantId, viewId);
        return ok({ viewId, browser: null });
      },
      showView: onView(({ tenantId, viewId }) =>
        changeCompartment(tenantId, (before) => ({ ...before, activeViewId: viewId })),
      ),
      closeView: onView(({ tenantId, viewId }) =>
        changeCompartment(tenantId, (before) => {
          const at = before.views.findIndex((view) => view.id === viewId);
          const views = before.views.filter((view) => view.id !== viewId);
          const next = views[Math.min(at, views.length - 1)]?.id ?? null;
          return aCompartment(
            tenantId,
            views,
            before.activeViewId === viewId ? next : before.activeViewId,
          );
        }),
      ),
      goBack: onView(({ tenantId, viewId }) =>
        changeView(tenantId, viewId, { canGoBack: false, canGoForward: true }),
      ),
      goForward: onView(({ tenantId, viewId }) =>
        changeView(tenantId, viewId, { canGoBack: true, canGoForward: false }),
      ),
      reload: onView(({ tenantId, viewId }) => void load(tenantId, viewId)),
      stop: onView(({ tenantId, viewId }) => changeView(tenantId, viewId, { state: 'ready' })),
      copyLink: onView((_ref, view) => options.copied(`https://${view.shownUrl}`)),
      openInManagedBrowser: (ref) =>
        viewOf(ref) === undefined
          ? fails('not-found')
          : options.hasManagedBrowser
            ? ok({ browser: 'Microsoft Edge' })
            : fails('not-available', 'Neither Edge nor Chrome is installed on this device.'),
      handOffPortal: () =>
        options.hasManagedBrowser
          ? ok({ browser: 'Microsoft Edge' })
          : fails('not-available', 'Neither Edge nor Chrome is installed on this device.'),
      find: ({ viewId, text, forward, isNext }) => {
        const matches = text.length > 12 ? 0 : 7;
        last = isNext ? ((last + (forward ? 0 : -2) + 7) % 7) + 1 : 1;
        found.emit({ viewId, activeMatch: matches === 0 ? 0 : last, matches });
        return ok({});
      },
      stopFind: onView(() => undefined),
      setZoom: ({ tenantId, viewId, zoomPercent }) => {
        changeView(tenantId, viewId, { zoomPercent });
        return ok({});
      },
      setPortalArea: (next) => {
        area = next;
        lay();
        return ok({});
      },
      takeStill: () => {
        const { tenant, view } = inFront();
        if (!tenant || !view || !drawsItself(view) || area.width === 0) return ok({ still: null });
        const picture = options.stage?.still(area, tenant, view);
        return ok({ still: picture === undefined ? null : { viewId: view.id, picture } });
      },
      cover: () => {
        covers += 1;
        isCovered = true;
        lay();
        return ok({});
      },
      uncover: () => {
        isCovered = false;
        lay();
        return ok({});
      },
      resolveMismatch: ({ tenantId, viewId, decision }) => {
        const view = viewOf({ tenantId, viewId });
        if (view?.proof.state !== 'mismatch') return fails('not-found');
        const right = view.proof.pageTenantId;
        if (decision === 'open-in-right-compartment' && !options.tenantOf(right)) {
          return fails('not-available', 'This tenant is not in your estate.');
        }
        const provenAt = options.now();
        changeView(tenantId, viewId, {
          proof: { state: 'proven', evidence: 'portal-url', provenAt },
        });
        if (decision === 'open-in-right-compartment') {
          const tenant = options.tenantOf(right);
          if (tenant && view.portalId !== null) {
            const id = `v${String(nextView++)}` as ViewId;
            changeCompartment(right, (before) => ({
              ...before,
              activeViewId: id,
              views: [...before.views, aView(0, tenant, view.portalId, { id })],
            }));
          }
          change({ selectedTenantId: right });
        }
        return ok({});
      },
      onChanged: changed.on,
      onFound: found.on,
    },
  };
}
