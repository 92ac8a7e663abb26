import type { HandOff, PortalId, TenantId, ViewId } from '../../preload/contract/index.ts';
import type { RecordCall } from '../ipc/door.ts';
import { Failure } from '../ipc/failure.ts';
import type { Compartments } from './compartments.ts';
import type { ManagedBrowser } from './managed-browser.ts';
import type { PortalPlace } from './portal-links.ts';

export interface HandOffDeps {
  readonly compartments: Pick<Compartments, 'openPage' | 'openPortal' | 'portalLink' | 'select'>;
  readonly managedBrowser: Pick<ManagedBrowser, 'open'>;
  /** What the operator chose for a tenant; null when it is gone. */
  readonly choiceOf: (id: TenantId) => HandOff | null;
  /** Told of a hand-off that is part of another call. Throws when it cannot be recorded. */
  readonly recordCall: RecordCall;
  /** Tells the operator something that is no failure. */
  readonly inform: (id: TenantId, message: string) => void;
}

/** Where a portal was opened: as a page here, or in a browser of this name. */
export type OpenedPortal =
  | { readonly viewId: ViewId; readonly browser: null }
  | { readonly viewId: null; readonly browser: string };

export interface HandOffs {
  /** Opens a portal where the tenant's portals open. Throws what `Compartments.openPortal` does. */
  openPortal(id: TenantId, portalId: PortalId, place?: PortalPlace): Promise<OpenedPortal>;
  /**
   * Opens an address where the tenant's portals open; the caller has checked it.
   * @param portalId the portal that it is a page of; null for none
   */
  openPage(id: TenantId, portalId: PortalId | null, link: string): Promise<OpenedPortal>;
  /** Opens a portal in the browser only. Throws what `openLink` and `openPortal` do. */
  handOffPortal(id: TenantId, portalId: PortalId): Promise<{ readonly browser: string }>;
  /** Throws `not-available` when there is no browser, or the operator ruled it out. */
  openLink(id: TenantId, link: string): Promise<{ readonly browser: string }>;
}

/** Opens portals as a page or in the managed browser, as the operator chose for each tenant. */
export function createHandOffs(deps: HandOffDeps): HandOffs {
  const { compartments, managedBrowser, choiceOf, recordCall, inform } = deps;

  /** The browser's name, or null when none could be opened. */
  const tryBrowser = async (
    tenantId: TenantId,
    portalId: PortalId | null,
    link: string,
  ): Promise<string | null> => {
    // SECURITY(journal-first): the call that this is part of is recorded afterwards only.
    const call = await (portalId === null
      ? recordCall('compartments', 'openInManagedBrowser', { tenantId })
      : recordCall('compartments', 'handOffPortal', { tenantId, portalId }));
    try {
      const opened = await managedBrowser.open(tenantId, link);
      call?.settle('ok', opened);
      return opened.browser;
    } catch (error) {
      call?.settle(error instanceof Failure ? error.code : 'internal', null);
      if (error instanceof Failure && error.code === 'not-available') return null;
      throw error;
    }
  };

  const openLink = async (id: TenantId, link: string): Promise<{ readonly browser: string }> => {
    if (choiceOf(id) === 'never') {
      throw new Failure(
        'not-available',
        'The managed browser is off for this tenant. Edit the tenant to turn it on.',
      );
    }
    return managedBrowser.open(id, link);
  };

  const openAt = async (
    id: TenantId,
    portalId: PortalId | null,
    link: string,
    openHere: () => ViewId,
  ): Promise<OpenedPortal> => {
    const isHandedOff = choiceOf(id) === 'always';
    if (isHandedOff) {
      const browser = await tryBrowser(id, portalId, link);
      if (browser !== null) {
        compartments.select(id);
        return { viewId: null, browser };
      }
    }
    const viewId = openHere();
    if (isHandedOff) {
      inform(id, 'No managed browser could be opened on this device. The portal is open here.');
    }
    return { viewId, browser: null };
  };

  return {
    openPortal: async (id, portalId, place = {}) => {
      const link = compartments.portalLink(id, portalId, place);
      // A portal that is open already stays where it is, unless a page of it was asked for.
      const isStart = link === compartments.portalLink(id, portalId);
      return openAt(id, portalId, link, () =>
        compartments.openPortal(id, portalId, isStart ? undefined : link),
      );
    },
    openPage: async (id, portalId, link) =>
      openAt(id, portalId, link, () =>
        portalId === null
          ? compartments.openPage(id, link)
          : compartments.openPortal(id, portalId, link),
      ),
    handOffPortal: async (id, portalId) => openLink(id, compartments.portalLink(id, portalId)),
    openLink,
  };
}
