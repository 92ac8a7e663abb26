import type { SignInInstance } from '../hosts/sign-in-hosts.ts';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import type { Exchange } from '../server/exchange.ts';
import { html } from '../server/markup.ts';
import { sendPage } from '../server/respond.ts';
import { APPS, SIGN_IN_PATH } from '../sign-in/apps.ts';
import { CATALOGUE } from './catalogue.ts';
import { pendingOf } from './portal-sign-in.ts';
import type { Sealer } from './sealed.ts';

/**
 * My Access is an app of its page: the sign-in answers with a code in the address, which the page
 * redeems by itself with the verifier of PKCE. No address and no form ever shows a token, so whoever
 * watches navigations does not learn whose tenant signed in.
 */
export const signsInByCode = (portal: PortalKey): boolean => portal === 'my-access';

/** Serves the page that redeems the code of its address. Returns false when there is none. */
export function serveRedemption(
  exchange: Exchange,
  sealer: Sealer,
  portal: PortalKey,
  instance: SignInInstance,
): boolean {
  const { url, host, res } = exchange;
  const state = url.searchParams.get('state') ?? '';
  const code = url.searchParams.get('code');
  const pending = pendingOf(sealer, state);
  if (code === null || pending === null) return false;
  const signInHost = `https://${instance.hosts[0]}`;
  const fields = {
    grant_type: 'authorization_code',
    client_id: APPS[portal].clientId,
    redirect_uri: `https://${host}${SIGN_IN_PATH}`,
    code,
    code_verifier: pending.verifier,
  };
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Signing in - ${CATALOGUE[portal].name} (simulated)</title>
      <script type="module" src="/simulated/redeem.js"></script>
    </head>
    <body>
      <form
        data-redeem
        action="${signInHost}/${pending.authority}/oauth2/v2.0/token"
        data-take="${SIGN_IN_PATH}"
        data-state="${state}"
        data-return-to="${pending.returnTo}"
      >
        ${Object.entries(fields).map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
      </form>
      <p role="status" data-testid="redeeming">Signing in</p>
    </body>
  </html>`;
  sendPage(res, 200, page, {
    'content-security-policy': `default-src 'none'; script-src 'self'; connect-src 'self' ${signInHost}; base-uri 'none'; frame-ancestors 'none'`,
  });
  return true;
}
