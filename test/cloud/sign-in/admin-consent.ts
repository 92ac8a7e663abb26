import type { SimulatedTenant } from '../estates/estate.ts';
import { formOf } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import { redirect, sendPage } from '../server/respond.ts';
import { errorDescription } from './aadsts.ts';
import { appByClientId, clientsFor } from './apps.ts';
import type { SignInContext } from './instance.ts';
import { blockPage } from './pages/block-page.ts';
import { consentPage } from './pages/consent-page.ts';
import { newRequestIds } from './request-ids.ts';

/**
 * `/{tenant}/v2.0/adminconsent`: the page behind the link that an operator passes on. Whoever opens
 * it here counts as an administrator. The answer goes to the client's address as Entra's does.
 */
export function serveAdminConsent(
  { consents }: SignInContext,
  tenant: SimulatedTenant,
  exchange: Exchange,
): void {
  const { url, method, res } = exchange;
  const query = url.searchParams;
  const clientId = query.get('client_id') ?? '';
  const app = appByClientId(clientId);
  const client = clientsFor(tenant.cloud).find((each) => each.client_id === clientId);
  const back = URL.parse(query.get('redirect_uri') ?? '');
  const subject = { tenant: tenant.name, app: app?.name, appId: clientId };
  const ids = newRequestIds();
  if (!app || !client || !back || !client.redirect_uris.includes(back.href)) {
    const code = app && client ? 50011 : 700016;
    const links = { signOutPath: null, otherAccountPath: null };
    return sendPage(res, 400, blockPage({ code, subject, ids, ...links }));
  }
  if (method !== 'POST') {
    const scopes = (query.get('scope') ?? '').split(' ');
    return sendPage(res, 200, consentPage(`${url.pathname}${url.search}`, app.name, scopes));
  }
  const isGiven = formOf(exchange).get('step') === 'accept';
  if (isGiven) consents.give(tenant.id);
  const answer = isGiven
    ? { admin_consent: 'True', tenant: tenant.id, scope: query.get('scope') ?? '' }
    : { error: 'access_denied', error_description: errorDescription(65004, subject, ids) };
  back.search = new URLSearchParams({ ...answer, state: query.get('state') ?? '' }).toString();
  redirect(res, back.href, [], 303);
}
