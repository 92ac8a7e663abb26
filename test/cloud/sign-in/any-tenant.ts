import type { SimulatedAccount } from '../estates/estate.ts';
import type { Exchange } from '../server/exchange.ts';
import { redirect, sendPage } from '../server/respond.ts';
import { refusalText } from './aadsts.ts';
import { appByClientId } from './apps.ts';
import { accountByName, sessionAccount } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { namePage } from './pages/name-page.ts';

/** Segments that name no tenant: the account decides. */
export const ANY_TENANT: ReadonlySet<string> = new Set(['common', 'organizations']);

function toHome(exchange: Exchange, account: SimulatedAccount, isHinted: boolean): void {
  const query = new URLSearchParams(exchange.url.searchParams);
  query.delete('loginfmt');
  if (isHinted) {
    // The account was chosen on this page; the tenant's provider must not ask again.
    query.set('login_hint', account.userPrincipalName);
    query.delete('prompt');
  }
  redirect(exchange.res, `/${account.homeTenantId}/oauth2/v2.0/authorize?${query}`);
}

/**
 * An authorization request that leaves the tenant open: goes on in the home tenant of the session's
 * account, of the hinted one, or of the one that is named on the page.
 */
export function serveAnyTenantAuthorize(context: SignInContext, exchange: Exchange): void {
  const query = exchange.url.searchParams;
  const named = query.get('loginfmt') ?? query.get('login_hint');
  if (named !== null) {
    const account = accountByName(context, named);
    if (account) return toHome(exchange, account, query.has('loginfmt'));
  }
  const wantsChoice = /login|select_account/.test(query.get('prompt') ?? '');
  const current = sessionAccount(context, exchange.req);
  if (named === null && current && !wantsChoice) return toHome(exchange, current, false);

  const hidden = Object.fromEntries([...query].filter(([name]) => name !== 'loginfmt'));
  const appName = appByClientId(query.get('client_id') ?? '')?.name ?? 'an unknown app';
  const accounts = context.directory.accountsAtHomeIn(context.instance.clouds);
  sendPage(
    exchange.res,
    200,
    namePage({
      action: exchange.url.pathname,
      method: 'get',
      hidden,
      tenantName: null,
      appName,
      name: named ?? '',
      error: named === null ? null : refusalText(50034, {}),
      hints: current ? [current, ...accounts.filter((each) => each !== current)] : accounts,
    }),
  );
}
