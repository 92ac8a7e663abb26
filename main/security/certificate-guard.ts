import type { App, Session, WebContents } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { parseUrl } from './parse-url.ts';
import type { ReportRefusal } from './refusal.ts';

/**
 * Certificates and passwords of the network.
 *
 * Threat: someone between the workstation and Microsoft shows a certificate of their own, or asks
 * for a client certificate or a password. Electron lets any listener accept a bad certificate, and
 * sends the first certificate of the workstation's store when nobody listens: on a privileged
 * workstation that is the administrator's smart card.
 * So Chromium's verdict on servers stands, no certificate is sent and no password is asked for.
 * Tested in test/unit/main/security/certificate-guard.test.ts.
 */

/** Chromium's own verdict. 0 would accept anything and switch off Certificate Transparency. */
const AS_CHROMIUM_SAYS = -3;
/** Refused whatever Chromium says. */
const REFUSED = -2;

/** Keeps Chromium's verdict for one session and tells of the bad ones. */
export function guardServerCertificates(
  session: Pick<Session, 'setCertificateVerifyProc' | 'setSSLConfig'>,
  { tenantId, report }: { readonly tenantId: TenantId | null; readonly report: ReportRefusal },
): void {
  // SECURITY(tls-floor): Electron's own minimum is TLS 1.0.
  session.setSSLConfig({ minVersion: 'tls1.2' });
  // SECURITY(certificate-verdict): nothing in Bulkhead can make a bad certificate good.
  session.setCertificateVerifyProc((request, callback) => {
    callback(AS_CHROMIUM_SAYS);
    if (request.errorCode === 0) return;
    const message = `${request.hostname} showed a certificate that is not valid (${request.verificationResult}). The connection was refused.`;
    report({ kind: 'certificate', tenantId, host: request.hostname, message });
  });
}

/** For sessions that are not to reach any server. */
export function refuseServerCertificates(session: Pick<Session, 'setCertificateVerifyProc'>): void {
  session.setCertificateVerifyProc((_request, callback) => callback(REFUSED));
}

export interface AppCertificateOptions {
  /** The compartment of a page; null for the shell, for main's own requests, and when unknown. */
  readonly tenantOf: (contents: WebContents | null) => TenantId | null;
  readonly report: ReportRefusal;
}

/** The three questions that Electron asks of the whole app. Call once, before the first page. */
export function guardAppCertificates(
  app: Pick<App, 'on'>,
  { tenantOf, report }: AppCertificateOptions,
): void {
  // SECURITY(certificate-override): answered no here, so that no other listener says yes.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });

  // SECURITY(client-certificate): unanswered, Electron would send the first one of the store.
  app.on('select-client-certificate', (event, contents, url, _list, callback) => {
    event.preventDefault();
    callback();
    const host = parseUrl(url)?.hostname || hostAndPort(url);
    const message = `${host ?? 'A server'} asked for a certificate of this workstation. None was sent.`;
    report({ kind: 'client-certificate', tenantId: tenantOf(contents), host, message });
  });

  // SECURITY(http-auth): a password prompt of the network is never shown and never answered.
  app.on('login', (event, contents, _details, authInfo, callback) => {
    event.preventDefault();
    callback();
    const { host } = authInfo;
    const message = authInfo.isProxy
      ? `The proxy ${host} asked for a user name and password. Bulkhead gives none: sign in to the proxy through the operating system.`
      : `${host} asked for a user name and password in a way that portals do not use. None was sent.`;
    report({ kind: 'http-auth', tenantId: tenantOf(contents ?? null), host, message });
  });
}

/** Electron gives `host:port` here, not a URL, for requests that no page made. */
function hostAndPort(text: string): string | null {
  return parseUrl(`https://${text}`)?.hostname || null;
}
