import type { Session } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { guardServerCertificates, refuseServerCertificates } from './certificate-guard.ts';
import { type DownloadRules, guardDownloads } from './download-guard.ts';
import { guardEgress } from './egress-proxy.ts';
import type { HostList } from './host-list.ts';
import { guardPermissions } from './permission-guard.ts';
import type { ReportRefusal } from './refusal.ts';
import { closeRequests, guardRequests, type RequestGuard } from './request-guard.ts';
import { plainUserAgent } from './user-agent.ts';

/**
 * Puts every guard on a session, before any page uses it.
 *
 * Threat: a session is what tenants are kept apart by, and each starts with Chromium's defaults:
 * any host, any permission, any download, its own idea of a proxy, a spelling dictionary from a
 * host that no administrator allowed. A guard that is forgotten on one session is not there.
 * So there is one place for all of them. Service workers stay allowed: the portals need them, and
 * their requests pass the same filter.
 * Tested in test/unit/main/security/harden-session.test.ts.
 */

export interface PortalSessionOptions {
  readonly tenantId: TenantId;
  readonly hosts: HostList;
  /** Null refuses downloads. */
  readonly downloads: DownloadRules | null;
  /** Whether copy buttons of pages work. */
  readonly allowsClipboardWrite: boolean;
  readonly report: ReportRefusal;
  readonly onSaved: (fileName: string) => void;
  readonly newId: () => string;
  readonly isHeld: (contentsId: number | null) => boolean;
  /** See EgressGuardOptions. */
  readonly askSystemProxy: (url: string) => Promise<string>;
}

export interface HardenedSession {
  readonly requests: RequestGuard;
  /** Settles when the proxy is set; nothing may be loaded before. */
  readonly ready: Promise<void>;
}

/** The session of one tenant's compartment. */
export function hardenPortalSession(
  session: Session,
  options: PortalSessionOptions,
): HardenedSession {
  const { tenantId, hosts, downloads, report, onSaved, newId, isHeld, askSystemProxy } = options;
  const requests = guardRequests(session, { tenantId, hosts, report, isHeld });
  guardPermissions(session, {
    tenantId,
    // Pages of no host may do what none is granted.
    hosts: options.allowsClipboardWrite ? hosts : null,
    report,
  });
  guardDownloads(session, { tenantId, hosts, rules: downloads, report, onSaved, newId });
  guardServerCertificates(session, { tenantId, report });
  silenceSpelling(session);
  // SECURITY(user-agent): pages learn the engine and the platform, not the build.
  session.setUserAgent(plainUserAgent(session.getUserAgent()));
  const egress = guardEgress(session, { hosts, askSystem: askSystemProxy });
  requests.observe({
    documentRequested({ resourceType }) {
      // The old way stays when the system does not answer.
      if (resourceType === 'mainFrame') egress.lookAgain().catch(() => undefined);
    },
  });
  return { requests, ready: egress.ready };
}

export interface ShellSessionOptions {
  /** Whether an address is the shell's own: its scheme, or the development server's. */
  readonly isOwnUrl: (url: string) => boolean;
  readonly report: ReportRefusal;
}

/** The session of the shell's own page: it talks to main and to nobody else. */
export function hardenShellSession(session: Session, options: ShellSessionOptions): Promise<void> {
  return close(session, options.isOwnUrl, options.report);
}

/** The session of a document that is only printed: it has no host to talk to. */
export function hardenPrintSession(session: Session, options: ShellSessionOptions): Promise<void> {
  refuseServerCertificates(session);
  return close(session, options.isOwnUrl, options.report);
}

/** A session that is to do nothing: Electron's default one, which cannot be removed. */
export function closeSession(session: Session, report: ReportRefusal): Promise<void> {
  refuseServerCertificates(session);
  return close(session, () => false, report);
}

function close(
  session: Session,
  mayAsk: (url: string) => boolean,
  report: ReportRefusal,
): Promise<void> {
  closedSession(session, mayAsk, report);
  return followSystemProxy(session);
}

/** Every guard of a session that is no compartment's; its proxy is the caller's. */
export function closedSession(
  session: Session,
  mayAsk: (url: string) => boolean,
  report: ReportRefusal,
): void {
  closeRequests(session, mayAsk, report);
  guardPermissions(session, { tenantId: null, hosts: null, report });
  const never = { allowed: false, host: null, reason: 'not-listed' } as const;
  guardDownloads(session, {
    tenantId: null,
    hosts: { allowsRequest: () => never },
    rules: null,
    report,
    onSaved: () => undefined,
    newId: () => '',
  });
  silenceSpelling(session);
}

function silenceSpelling(session: Session): void {
  // SECURITY(spelling-egress): without this each session fetches a dictionary from Google; the
  // languages must go first, because switching the checker off does not stop the fetch.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL('https://spelling.invalid/');
}

/** The lock on a privileged workstation's network is its system proxy. */
function followSystemProxy(session: Session): Promise<void> {
  // SECURITY(system-proxy): set, not left unset, which switches could influence.
  return session.setProxy({ mode: 'system' });
}
