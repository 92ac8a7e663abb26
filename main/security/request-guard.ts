import type {
  OnBeforeRedirectListenerDetails,
  OnBeforeRequestListenerDetails,
  Session,
} from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { type Decision, describeRefusal, describeTarget, type HostList } from './host-list.ts';
import type { ReportRefusal } from './refusal.ts';

/**
 * The last filter: every request of a compartment, whatever made it.
 *
 * Threat: navigation events do not see what a page fetches, posts by beacon, opens as a socket,
 * prefetches or does from a worker; a page that is taken over sends what it reads anywhere.
 * Chromium has no allow-list of hosts. So each request is compared before a socket is opened, and
 * where a listed wildcard covers names that anyone can have, cookies and tokens are taken off.
 * Electron keeps one listener per event and session, so this module owns the events and lets
 * others look on.
 * Tested in test/unit/main/security/request-guard.test.ts.
 */

/** Looks at requests that the list allows; cannot change them. */
export interface RequestObserver {
  /**
   * A document of a view or frame is about to be asked for; form posts carry `uploadData`. What it
   * leads to holds for this request too: a page that is now held does not send it.
   */
  readonly documentRequested?: (details: OnBeforeRequestListenerDetails) => void;
  readonly redirected?: (details: OnBeforeRedirectListenerDetails) => void;
}

export interface RequestGuard {
  /** Answers with the function that ends it. */
  observe(observer: RequestObserver): () => void;
}

export interface RequestGuardOptions {
  readonly tenantId: TenantId | null;
  readonly hosts: Pick<HostList, 'allowsNavigation' | 'allowsFrame' | 'allowsRequest' | 'entries'>;
  readonly report: ReportRefusal;
  /**
   * Whether a page may ask for nothing, because it is covered until the operator decides. Null is
   * what asks without a page: service and shared workers.
   */
  readonly isHeld?: (contentsId: number | null) => boolean;
}

type HeaderMap = Record<string, string | string[]>;

export function guardRequests(
  session: Pick<Session, 'webRequest'>,
  { tenantId, hosts, report, isHeld = () => false }: RequestGuardOptions,
): RequestGuard {
  const { webRequest } = session;
  const observers = new Set<RequestObserver>();
  // SECURITY(held-page): what a page of the wrong tenant still wants to do waits for the operator.
  const isHeldPage = ({ webContentsId }: { webContentsId?: number }) =>
    isHeld(webContentsId ?? null);

  // SECURITY(request-allow-list): nothing is asked of a host that is not on the cloud's list.
  webRequest.onBeforeRequest((details, callback) => {
    // Cancelled unless decided otherwise: an error here must not let the request through.
    let cancel = true;
    try {
      if (isHeldPage(details)) return;
      const decision = decide(hosts, details);
      if (!decision.allowed) {
        if (decision.reason === 'telemetry') return;
        const { host } = decision;
        const message = `A page asked for ${describeTarget(decision, details.url)} and was refused: ${describeRefusal(decision.reason)}.`;
        report({ kind: isPage(details) ? 'navigation' : 'request', tenantId, host, message });
        return;
      }
      if (isPage(details) || details.resourceType === 'subFrame') {
        for (const observer of observers) observer.documentRequested?.(details);
      }
      // What was just seen may have covered the page: then not even this request goes out, and the
      // portal never gets the other tenant's sign-in.
      cancel = isHeldPage(details);
    } catch {
      const message = 'A request could not be examined and was refused.';
      report({ kind: 'request', tenantId, host: null, message });
    } finally {
      callback({ cancel });
    }
  });

  webRequest.onBeforeRedirect((details) => {
    for (const observer of observers) observer.redirected?.(details);
  });

  const wide = { urls: patternsWithoutCredentials(hosts) };
  if (wide.urls.length > 0) {
    // SECURITY(hosts-wide): hosts below a wildcard that anyone can join get no cookie and no token.
    webRequest.onBeforeSendHeaders(wide, (details, callback) => {
      callback(
        sendsCredentials(hosts, details.url)
          ? {}
          : { requestHeaders: without(details.requestHeaders, ['cookie', 'authorization']) },
      );
    });
    webRequest.onHeadersReceived(wide, (details, callback) => {
      callback(
        sendsCredentials(hosts, details.url) || details.responseHeaders === undefined
          ? {}
          : { responseHeaders: without(details.responseHeaders, ['set-cookie']) },
      );
    });
  }

  return {
    observe(observer) {
      observers.add(observer);
      return () => observers.delete(observer);
    },
  };
}

/** Cancels every request of a session that is not meant to make any. */
export function closeRequests(
  session: Pick<Session, 'webRequest'>,
  mayAsk: (url: string) => boolean,
  report: ReportRefusal,
): void {
  // SECURITY(closed-sessions): the default session and the shell's reach no host at all.
  session.webRequest.onBeforeRequest((details, callback) => {
    const cancel = !mayAsk(details.url);
    callback({ cancel });
    if (!cancel) return;
    const host = URL.canParse(details.url) ? new URL(details.url).hostname || null : null;
    const message = `Bulkhead itself asked for ${host ?? 'something'} outside a compartment and was refused.`;
    report({ kind: 'request', tenantId: null, host, message });
  });
}

function decide(
  hosts: RequestGuardOptions['hosts'],
  details: Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType'>,
): Decision {
  if (details.resourceType === 'mainFrame') return hosts.allowsNavigation(details.url);
  if (details.resourceType === 'subFrame') return hosts.allowsFrame(details.url);
  return hosts.allowsRequest(details.url);
}

function isPage(details: Pick<OnBeforeRequestListenerDetails, 'resourceType'>): boolean {
  return details.resourceType === 'mainFrame';
}

function sendsCredentials(hosts: RequestGuardOptions['hosts'], url: string): boolean {
  const decision = hosts.allowsRequest(url);
  return decision.allowed && decision.sendsCredentials;
}

/** Chromium's match patterns, so that only those requests wait for JavaScript a second time. */
function patternsWithoutCredentials(hosts: RequestGuardOptions['hosts']): string[] {
  return hosts
    .entries()
    .flatMap(({ host, sendsCredentials }) =>
      sendsCredentials ? [] : [`https://${host}/*`, `wss://${host}/*`],
    );
}

function without<H extends HeaderMap>(headers: H, names: readonly string[]): H {
  const kept = Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()));
  return Object.fromEntries(kept) as H;
}
