import type { Provider } from 'oidc-provider';
import { Readable } from 'node:stream';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { FaultTarget } from '../faults/fault.ts';
import { SIGN_IN_INSTANCES } from '../hosts/sign-in-hosts.ts';
import type { Exchange, Handler } from '../server/exchange.ts';
import { formOf } from '../server/exchange.ts';
import { sendJson, sendPage } from '../server/respond.ts';
import type { RefusalCode } from './aadsts.ts';
import { serveAdminConsent } from './admin-consent.ts';
import { ANY_TENANT, serveAnyTenantAuthorize } from './any-tenant.ts';
import { appByClientId } from './apps.ts';
import { shapeAuthorizeAnswers } from './authorize-answer.ts';
import { discoveryDocument, instanceDiscovery } from './discovery.ts';
import { SESSION_COOKIE, tenantOf } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { serveInteraction } from './interaction.ts';
import { serveLogout } from './logout.ts';
import { serveSignInAsset } from './assets.ts';
import { blockPage } from './pages/block-page.ts';
import { newRequestIds } from './request-ids.ts';
import { widenRefreshToken } from './refresh-review.ts';
import { createTenantProvider } from './tenant-provider.ts';
import { shapeTokenAnswers, tokenError } from './token-answer.ts';

type Served = { provider: Provider; handle: ReturnType<Provider['callback']> };

/** Hands a request to a tenant's provider as if it were mounted at `/{tenant id}`. */
function mount(exchange: Exchange, tenant: SimulatedTenant, served: Served): Promise<void> {
  const { req } = exchange;
  const rest = (req.url ?? '/').replace(/^\/[^/?]*/, '');
  Object.assign(req, { originalUrl: `/${tenant.id}${rest}`, url: rest });
  // The body was read for the log; give the provider's parser a stream to read it from again.
  Object.defineProperty(req, 'readable', { value: true });
  Object.assign(req, {
    iterator: () => Readable.from(exchange.body.length ? [exchange.body] : []),
  });
  return served.handle(req, exchange.res);
}

/** The page of a request that is refused before anybody is asked who they are. */
function sendBlock(
  exchange: Exchange,
  status: number,
  code: RefusalCode,
  tenant: string | undefined,
): void {
  const query = exchange.url.searchParams;
  const appId = query.get('client_id') ?? undefined;
  const page = blockPage({
    code,
    subject: { tenant, app: appByClientId(appId ?? '')?.name, appId },
    ids: newRequestIds(query.get('client-request-id') ?? undefined),
    signOutPath: null,
    otherAccountPath: null,
  });
  sendPage(exchange.res, status, page);
}

function dropSession(exchange: Exchange): void {
  const { req } = exchange;
  req.headers.cookie = (req.headers.cookie ?? '')
    .split(/;\s*/)
    .filter((cookie) => !cookie.startsWith(`${SESSION_COOKIE}=`))
    .join('; ');
}

/** The tenant whose code or refresh token is redeemed at `common` or `organizations`. */
function tenantOfGrant(context: SignInContext, form: URLSearchParams): SimulatedTenant | undefined {
  const { store, directory } = context;
  const source =
    store.find('AuthorizationCode', form.get('code') ?? '') ??
    store.find('RefreshToken', form.get('refresh_token') ?? '');
  const account = directory.account(String(source?.accountId ?? ''));
  return account && tenantOf(context, account.homeTenantId);
}

/**
 * A sign-in host: `/{tenant | common | organizations}/oauth2/v2.0/…`, discovery, keys, and the pages
 * in between. Providers are made when a tenant is first asked for.
 */
export function createSignInHost(context: SignInContext): Handler {
  const { instance, key, faults } = context;
  const providers = new Map<string, Served>();

  const serverFor = (tenant: SimulatedTenant): Served => {
    const known = providers.get(tenant.id);
    if (known) return known;
    const provider = createTenantProvider(context, tenant);
    shapeAuthorizeAnswers(provider, context, tenant);
    shapeTokenAnswers(provider, context, tenant);
    const served = { provider, handle: provider.callback() };
    providers.set(tenant.id, served);
    return served;
  };

  const serveToken = (
    exchange: Exchange,
    tenant: SimulatedTenant | undefined,
    segment: string,
    target: FaultTarget,
  ): Promise<void> | void => {
    const form = formOf(exchange);
    const redeemedAt =
      tenant ?? (ANY_TENANT.has(segment) ? tenantOfGrant(context, form) : undefined);
    const requestId = form.get('client-request-id') ?? undefined;
    if (!redeemedAt) {
      const code = ANY_TENANT.has(segment) ? 70000 : 90002;
      return sendJson(exchange.res, 400, tokenError(code, { tenant: segment }, requestId));
    }
    const subject = { tenant: redeemedAt.name };
    if (faults.take(['revoked'], target)) {
      return sendJson(exchange.res, 400, tokenError(50173, subject, requestId));
    }
    if (faults.take(['session-expired'], target)) {
      return sendJson(exchange.res, 400, tokenError(70008, subject, requestId));
    }
    const refused = faults.take(['sign-in-refused'], target);
    if (refused) {
      const claims = form.get('claims') ?? undefined;
      return sendJson(exchange.res, 400, tokenError(refused.code, subject, requestId, claims));
    }
    widenRefreshToken(context, redeemedAt, form);
    return mount(exchange, redeemedAt, serverFor(redeemedAt));
  };

  return (exchange) => {
    const { res, url, method } = exchange;
    if (serveSignInAsset(exchange)) return;
    const [segment = '', ...rest] = url.pathname.slice(1).split('/');
    const path = `/${rest.join('/')}`;
    if (segment === 'common' && path === '/discovery/instance') {
      return sendJson(res, 200, instanceDiscovery(Object.values(SIGN_IN_INSTANCES)));
    }
    if (path === '/oauth2/nativeclient') return sendPage(res, 200, { markup: '<title></title>' });

    const tenant = tenantOf(context, segment);
    if (!tenant && !ANY_TENANT.has(segment)) {
      const ids = newRequestIds(url.searchParams.get('client-request-id') ?? undefined);
      if (path === '/oauth2/v2.0/token' || path.includes('.well-known')) {
        return sendJson(res, 400, tokenError(90002, { tenant: segment }, ids.correlationId));
      }
      return sendBlock(exchange, 400, 90002, segment);
    }

    const target = { host: exchange.host, tenantId: tenant?.id, path: url.pathname, method };
    switch (path) {
      case '/v2.0/.well-known/openid-configuration':
        return sendJson(res, 200, discoveryDocument(instance, segment, tenant ?? null), {
          'access-control-allow-origin': '*',
        });
      case '/discovery/v2.0/keys':
        return sendJson(res, 200, { keys: [key.publicJwk] });
      case '/oauth2/v2.0/logout':
        return serveLogout(context, exchange);
      case '/oauth2/v2.0/token':
        return serveToken(exchange, tenant, segment, target);
      case '/v2.0/adminconsent': {
        if (tenant) return serveAdminConsent(context, tenant, exchange);
        break;
      }
      case '/oauth2/v2.0/authorize': {
        const refused = faults.take(['sign-in-refused'], target);
        if (refused) return sendBlock(exchange, 200, refused.code, tenant?.name);
        if (faults.take(['session-expired', 'revoked'], target)) dropSession(exchange);
        return tenant
          ? mount(exchange, tenant, serverFor(tenant))
          : serveAnyTenantAuthorize(context, exchange);
      }
      default:
        break;
    }
    if (tenant && path.startsWith('/oauth2/v2.0/authorize/')) {
      return mount(exchange, tenant, serverFor(tenant));
    }
    if (tenant && path.startsWith('/login/')) {
      return serveInteraction(context, tenant, serverFor(tenant).provider, exchange);
    }
    sendJson(res, 404, { error: 'not_found' });
  };
}
