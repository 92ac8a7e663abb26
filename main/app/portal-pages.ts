import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { type Session, type WebContents, WebContentsView } from 'electron';
import type { Cloud, TenantId } from '../../preload/contract/index.ts';
import { hostListIn } from '../policy/policy-hosts.ts';
import type { Policy } from '../policy/policy-schema.ts';
import type { ContentsRegistry } from '../security/contents-registry.ts';
import type { DownloadRules } from '../security/download-guard.ts';
import { hardenPortalContents } from '../security/harden-contents.ts';
import { hardenPortalSession } from '../security/harden-session.ts';
import type { HostList } from '../security/host-list.ts';
import type { KeyboardGuard } from '../security/keyboard-guard.ts';
import type { PageDialogs } from '../security/page-dialogs.ts';
import { parseUrl } from '../security/parse-url.ts';
import type { RefusalLog } from '../security/refusal-log.ts';
import type { ReportRefusal } from '../security/refusal.ts';
import type { RequestObserver } from '../security/request-guard.ts';
import { portalWebPreferences } from '../security/web-preferences.ts';
import { createWindowNames } from '../security/window-names.ts';
import type { Compartments } from '../tenants/compartments.ts';
import { tenantOfFormPost } from '../tenants/sign-in-response.ts';
import type { TenantRegistry } from '../tenants/tenant-registry.ts';
import { createCompartmentSessions } from './compartment-sessions.ts';

export interface PortalPagesOptions {
  readonly registry: Pick<TenantRegistry, 'find' | 'partitionOf'>;
  readonly policy: Pick<Policy, 'additionalHosts' | 'permissions'>;
  /** Null refuses downloads. */
  readonly downloads: DownloadRules | null;
  readonly pages: ContentsRegistry;
  readonly keyboard: Pick<KeyboardGuard, 'watch'>;
  readonly dialogs: Pick<PageDialogs, 'watch'>;
  readonly refusals: Pick<RefusalLog, 'inform'>;
  readonly report: ReportRefusal;
  /** Whether a tenant's session is being erased: then it asks for nothing. */
  readonly isClosing: (tenantId: TenantId) => boolean;
  /** Throws for a tenant that the policy does not list. */
  readonly requireAllowed: (tenantId: TenantId) => void;
  /** The system's proxy for an address, as Chromium writes it. */
  readonly askSystemProxy: (url: string) => Promise<string>;
  /** The compartments that the pages are for; they in turn ask for pages here. */
  readonly compartments: () => Compartments;
}

/** Makes sessions and pages of compartments, with every guard on them before they load anything. */
export interface PortalPages {
  /** The tenant's host list, of its cloud and the policy. */
  hostsOf(tenantId: TenantId): HostList;
  sessionOf(tenantId: TenantId): Session;
  /** Whether the tenant's session exists in this run; its guards are then those of its cloud. */
  hasSession(tenantId: TenantId): boolean;
  whenReady(tenantId: TenantId): Promise<void>;
  createView(tenantId: TenantId): WebContentsView;
}

export function createPortalPages(options: PortalPagesOptions): PortalPages {
  const {
    registry,
    policy,
    downloads,
    pages,
    keyboard,
    dialogs,
    refusals,
    report,
    askSystemProxy,
    compartments,
    isClosing,
    requireAllowed,
  } = options;
  const hostLists = new Map<Cloud, HostList>();
  const windowNames = createWindowNames();

  const hostsOf = (tenantId: TenantId): HostList => {
    const cloud = registry.find(tenantId)?.cloud ?? 'global';
    let list = hostLists.get(cloud);
    if (list === undefined) {
      list = hostListIn(cloud, policy);
      hostLists.set(cloud, list);
    }
    return list;
  };

  /** Takes a sign-in response on its way to a portal as evidence of the page's tenant. */
  const signInObserver = (hosts: HostList): RequestObserver => ({
    documentRequested({ webContentsId, uploadData, resourceType, url }) {
      if (resourceType !== 'mainFrame' || uploadData === undefined) return;
      const host = parseUrl(url)?.host;
      if (webContentsId === undefined || host === undefined || !hosts.isPortalHost(host)) return;
      // Files of a form come as references without bytes; a sign-in response has none.
      const tenantId = tenantOfFormPost(
        uploadData.flatMap(({ bytes }: { bytes?: Uint8Array }) =>
          bytes === undefined ? [] : [bytes],
        ),
      );
      if (tenantId === null) return;
      const view = compartments().viewOfContents(webContentsId);
      view?.consider({ kind: 'sign-in-response', tenantId, host });
    },
  });

  const sessions = createCompartmentSessions(
    (tenantId) => registry.partitionOf(tenantId),
    (session, tenantId) => {
      const hosts = hostsOf(tenantId);
      const { requests, ready } = hardenPortalSession(session, {
        tenantId,
        hosts,
        downloads,
        allowsClipboardWrite: policy.permissions.clipboardWrite,
        report,
        onSaved: (fileName) =>
          refusals.inform('download-saved', tenantId, `Saved ${fileName} in the download folder.`),
        newId: randomUUID,
        isHeld: (contentsId) => isClosing(tenantId) || compartments().isHeld(tenantId, contentsId),
        askSystemProxy,
      });
      requests.observe(signInObserver(hosts));
      return ready;
    },
  );

  /** @param made a page that Chromium made for a pop-up, or null for a new one */
  const guardedView = (tenantId: TenantId, made: WebContents | null): WebContentsView => {
    // SECURITY(tenant-allow-list): whatever asked for it, no page of another tenant is made.
    requireAllowed(tenantId);
    // The session is hardened before the first view of it exists.
    sessions.of(tenantId);
    const webPreferences = portalWebPreferences(registry.partitionOf(tenantId));
    const view = new WebContentsView(
      made === null ? { webPreferences } : { webPreferences, webContents: made },
    );
    pages.admit(view.webContents);
    keyboard.watch(view.webContents);
    dialogs.watch(view.webContents);
    hardenPortalContents(view.webContents, {
      tenantId,
      hosts: hostsOf(tenantId),
      report,
      names: windowNames,
      webPreferences,
      hasRoom: () => compartments().canAdoptPopup(tenantId),
      now: () => performance.now(),
      openInCompartment: ({ url, contents, referrer, postBody }) => {
        const popup = guardedView(tenantId, contents);
        compartments().adoptPopup(tenantId, url, view.webContents.id, () => popup);
        if (contents === null) {
          const body = postBody === undefined ? {} : { postData: postBody.data };
          // A load that fails is told by did-fail-load; the promise says the same once more.
          void popup.webContents
            .loadURL(url, { httpReferrer: referrer, ...body })
            .catch(() => undefined);
        }
        return popup.webContents;
      },
    });
    return view;
  };

  return {
    hostsOf,
    sessionOf: (tenantId) => sessions.of(tenantId),
    hasSession: (tenantId) => sessions.isMade(tenantId),
    whenReady: (tenantId) => sessions.whenReady(tenantId),
    createView: (tenantId) => guardedView(tenantId, null),
  };
}
