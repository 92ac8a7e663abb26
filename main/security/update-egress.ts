import type { Session } from 'electron';
import { guardServerCertificates } from './certificate-guard.ts';
import { type EgressGuard, guardEgress } from './egress-proxy.ts';
import { closedSession } from './harden-session.ts';
import { readPlainUrl } from './plain-url.ts';
import type { ServiceEgressOptions } from './service-egress.ts';

/**
 * Where a newer version of Bulkhead is looked for.
 *
 * Threat: a manifest or a redirect names another host, and the search for updates becomes a way out
 * of the allow-list; or what carries tokens gets to reach the update host.
 * So this search has a session of its own, without cookies or files, that reaches the one host of
 * the policy and nothing else, and no other session reaches that host because of it.
 * Tested in test/unit/main/security/update-egress.test.ts.
 */

/** Prepares the session. Settles when it is closed to every other host. */
export function guardUpdateSession(
  session: Session,
  host: string,
  { report, askSystemProxy }: ServiceEgressOptions,
): EgressGuard {
  // SECURITY(update-host): the host that the policy names, over https, and no other.
  closedSession(session, (url) => isOf(host, url), report);
  guardServerCertificates(session, { tenantId: null, report });
  return guardEgress(session, {
    hosts: { entries: () => [entry(host)] },
    askSystem: askSystemProxy,
  });
}

function entry(host: string) {
  return {
    host,
    use: 'api' as const,
    purpose: 'Updates',
    source: 'Managed policy',
    sendsCredentials: false,
    isAdded: true,
  };
}

function isOf(host: string, text: string): boolean {
  const url = readPlainUrl(text, ['https:']);
  return url.ok && url.host === host;
}
