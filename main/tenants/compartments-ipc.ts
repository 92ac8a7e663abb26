import type { Clipboard } from 'electron';
import type { Handlers, Portal, TenantId } from '../../preload/contract/index.ts';
import type { Compartments } from './compartments.ts';
import type { HandOffs } from './hand-off.ts';
import type { Stage } from './stage.ts';
import { Failure } from '../ipc/failure.ts';

export interface CompartmentsIpcDeps {
  readonly compartments: Compartments;
  readonly stage: Stage;
  readonly portalsOf: (tenantId: TenantId) => readonly Portal[];
  /** The address without what a sign-in put into it; null when nothing safe is left. */
  readonly withoutSecrets: (url: string) => string | null;
  /** The operator is to type into the page in front. */
  readonly giveKeyboardToPortal: () => void;
  readonly handOffs: HandOffs;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
}

/** Handlers of the `compartments` area: no logic of their own. */
export function compartmentsHandlers<C>(deps: CompartmentsIpcDeps): Handlers<C>['compartments'] {
  const { compartments, stage } = deps;

  const linkOf = (tenantId: TenantId, viewId: Parameters<Compartments['view']>[1]): string => {
    const link = deps.withoutSecrets(compartments.view(tenantId, viewId).linkUrl);
    if (link === null) throw new Failure('not-found', 'This page has no address to hand on yet.');
    return link;
  };

  return {
    get: () => compartments.snapshot(),
    portals: ({ tenantId }) => ({ portals: [...deps.portalsOf(tenantId)] }),
    select: ({ tenantId }) => {
      compartments.select(tenantId);
      return {};
    },
    openPortal: async ({ tenantId, portalId, deviceId }) => {
      const opened = await deps.handOffs.openPortal(tenantId, portalId, { deviceId });
      if (opened.viewId !== null) deps.giveKeyboardToPortal();
      return opened;
    },
    showView: ({ tenantId, viewId }) => {
      compartments.showView(tenantId, viewId);
      return {};
    },
    closeView: ({ tenantId, viewId }) => {
      compartments.closeView(tenantId, viewId);
      return {};
    },
    goBack: ({ tenantId, viewId }) => {
      compartments.view(tenantId, viewId).goBack();
      return {};
    },
    goForward: ({ tenantId, viewId }) => {
      compartments.view(tenantId, viewId).goForward();
      return {};
    },
    reload: ({ tenantId, viewId }) => {
      compartments.view(tenantId, viewId).reload();
      return {};
    },
    stop: ({ tenantId, viewId }) => {
      compartments.view(tenantId, viewId).stop();
      return {};
    },
    copyLink: ({ tenantId, viewId }) => {
      deps.clipboard.writeText(linkOf(tenantId, viewId));
      return {};
    },
    openInManagedBrowser: ({ tenantId, viewId }) =>
      deps.handOffs.openLink(tenantId, linkOf(tenantId, viewId)),
    handOffPortal: ({ tenantId, portalId }) => deps.handOffs.handOffPortal(tenantId, portalId),
    find: ({ tenantId, viewId, text, forward, isNext }) => {
      compartments.view(tenantId, viewId).find(text, forward, isNext);
      return {};
    },
    stopFind: ({ tenantId, viewId }) => {
      compartments.view(tenantId, viewId).stopFind();
      return {};
    },
    setZoom: ({ tenantId, viewId, zoomPercent }) => {
      compartments.view(tenantId, viewId).setZoom(zoomPercent);
      return {};
    },
    setPortalArea: (area) => {
      stage.setArea(area);
      return {};
    },
    takeStill: async () => {
      const still = await stage.takeStill();
      const view = still === null ? null : compartments.viewOfContents(still.contentsId);
      return {
        still: still === null || view === null ? null : { viewId: view.id, picture: still.picture },
      };
    },
    cover: () => {
      stage.cover();
      return {};
    },
    uncover: () => {
      stage.uncover();
      return {};
    },
    resolveMismatch: ({ tenantId, viewId, decision }) => {
      compartments.resolveMismatch(tenantId, viewId, decision, deps.withoutSecrets);
      return {};
    },
  };
}
