import type { App, Session } from 'electron';
import { CLOUDS } from '../../preload/contract/index.ts';
import { guardServerCertificates } from './certificate-guard.ts';
import { type EgressGuard, guardEgress } from './egress-proxy.ts';
import { closedSession } from './harden-session.ts';
import { hostsOfCloud } from './host-data.ts';
import { readPlainUrl } from './plain-url.ts';
import type { ReportRefusal } from './refusal.ts';

/**
 * What Bulkhead itself asks for: tokens, and answers of Microsoft's APIs.
 *
 * Threat: these requests carry tokens. A link in an answer, a redirect or a damaged setting could
 * send them elsewhere, and no page's guard looks at them.
 * So they have a session of their own, without cookies or files, that reaches the sign-in and API
 * hosts of the four clouds and nothing else; and what the data process asks for by Chromium's own
 * context has the same hosts as the only exceptions of a proxy that does not exist. Who asks pins
 * the one host of its request on top.
 * Tested in test/unit/main/security/service-egress.test.ts.
 */

export interface ServiceEgressOptions {
  readonly report: ReportRefusal;
  /** See EgressGuardOptions. */
  readonly askSystemProxy: (url: string) => Promise<string>;
}

/** The first sign-in host and the API hosts of every cloud; never a wildcard. */
export function serviceHosts(): readonly string[] {
  const hosts: string[] = [];
  for (const cloud of CLOUDS) {
    const { signIn, api } = hostsOfCloud(cloud);
    hosts.push(...(signIn[0]?.hosts.slice(0, 1) ?? []));
    for (const group of api) hosts.push(...group.hosts);
  }
  return [...new Set(hosts.filter((host) => !host.startsWith('*')))];
}

/** Prepares the session for sign-in requests. Settles when it is closed to every other host. */
export function guardServiceSession(
  session: Session,
  { report, askSystemProxy }: ServiceEgressOptions,
): EgressGuard {
  const hosts = new Set(serviceHosts());
  // SECURITY(service-hosts): nothing of Bulkhead's own is asked of another host.
  closedSession(session, (url) => isOf(hosts, url), report);
  guardServerCertificates(session, { tenantId: null, report });
  return guardEgress(session, { hosts: { entries }, askSystem: askSystemProxy });
}

/** Lets what is outside every session, the data process' requests, go to the same hosts. */
export function openEgressOfServices(
  app: Pick<App, 'setProxy'>,
  { askSystemProxy }: Pick<ServiceEgressOptions, 'askSystemProxy'>,
): EgressGuard {
  return guardEgress(
    // Electron has no way to end connections outside sessions; they end by themselves.
    { setProxy: (config) => app.setProxy(config), closeAllConnections: () => Promise.resolve() },
    { hosts: { entries }, askSystem: askSystemProxy },
  );
}

function entries() {
  return serviceHosts().map((host) => ({
    host,
    use: 'api' as const,
    purpose: 'Sign-in and APIs',
    source: 'Host lists',
    sendsCredentials: true,
    isAdded: false,
  }));
}

function isOf(hosts: ReadonlySet<string>, text: string): boolean {
  const url = readPlainUrl(text, ['https:']);
  return url.ok && hosts.has(url.host);
}
