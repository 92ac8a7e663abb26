import type { Exchange } from '../server/exchange.ts';
import { redirect, sendPage } from '../server/respond.ts';
import { roleOfHost } from '../hosts/host-table.ts';
import { SESSION_COOKIE } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { signedOutPage } from './pages/signed-out-page.ts';

function allowedReturn(raw: string | null): string | null {
  const url = raw === null ? null : URL.parse(raw);
  return url?.protocol === 'https:' && roleOfHost(url.host)?.role === 'portal' ? url.href : null;
}

/** Ends the session of this sign-in host: for every tenant, as there is only the one. */
export function serveLogout(context: SignInContext, exchange: Exchange): void {
  const id = exchange.cookies.get(SESSION_COOKIE);
  if (id) context.store.destroy('Session', id);
  const cleared = `${SESSION_COOKIE}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure; HttpOnly; SameSite=None`;
  const back = allowedReturn(exchange.url.searchParams.get('post_logout_redirect_uri'));
  if (back) return redirect(exchange.res, back, [cleared]);
  sendPage(exchange.res, 200, signedOutPage(), { 'set-cookie': cleared });
}
