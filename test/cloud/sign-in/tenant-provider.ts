import { errors, Provider } from 'oidc-provider';
import type { OidcContext, TokenPayload } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import { accountClaims } from './account-claims.ts';
import { clientsFor } from './apps.ts';
import { issuerOf, SESSION_COOKIE } from './instance.ts';
import type { SignInContext } from './instance.ts';
import { createPolicy } from './interaction-policy.ts';
import { showsManagedDevice } from './managed-device.ts';
import { renderProviderError } from './provider-error.ts';
import { readRequestedClaims } from './requested-claims.ts';
import { reviewRefresh } from './refresh-review.ts';
import { resourceOfScopes, resourcesOf, scopesForResource } from './resources.ts';
import { shapeAccessToken } from './access-token.ts';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;
const COOKIE = { httpOnly: true, secure: true, path: '/' } as const;

/** The scopes a request is about, wherever in the flow it stands. */
function scopeText({ oidc }: OidcContext): string {
  return (
    oidc.params.scope ??
    oidc.entities.AuthorizationCode?.scope ??
    oidc.entities.RefreshToken?.scope ??
    ''
  );
}

/**
 * The OpenID provider of one tenant: its own issuer, but sessions, codes and refresh tokens in the
 * store that all tenants of the sign-in host share.
 */
export function createTenantProvider(context: SignInContext, tenant: SimulatedTenant): Provider {
  const { directory, store, key } = context;
  const graph = resourcesOf(tenant.cloud)[0] ?? '';

  const provider: Provider = new Provider(issuerOf(context, tenant), {
    adapter: store.adapter,
    clients: clientsFor(tenant.cloud),
    jwks: { keys: [key.privateJwk] },
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      jwks: '/discovery/v2.0/keys',
      end_session: '/oauth2/v2.0/logout',
    },
    cookies: {
      names: { session: SESSION_COOKIE, interaction: 'ESTSCTX', resume: 'ESTSRESUME' },
      // Sent along from other sites, as the real one: portals sign in silently in frames.
      long: { ...COOKIE, sameSite: 'none' },
      short: { ...COOKIE, path: undefined, sameSite: 'lax' },
    },
    interactions: {
      policy: createPolicy(context, tenant),
      url: (_: OidcContext, interaction: { uid: string }) =>
        `/${tenant.id}/login/${interaction.uid}`,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (oidcContext: OidcContext) =>
          resourceOfScopes(scopeText(oidcContext), tenant.cloud) ?? graph,
        useGrantedResource: () => true,
        getResourceServerInfo: (oidcContext: OidcContext, resource: string) => {
          const scopes = scopesForResource(scopeText(oidcContext), resource, tenant.cloud);
          return {
            scope: scopes.join(' '),
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: HOUR + 15 * 60,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (
          { oidc }: OidcContext,
          token: { accountId?: string; sessionUid?: string },
          jwt: TokenPayload,
        ) => shapeAccessToken(context, tenant, token, jwt, readRequestedClaims(oidc.body?.claims)),
      },
    },
    claims: {
      openid: [
        'sub',
        'tid',
        'oid',
        'idp',
        'acct',
        'ver',
        'amr',
        'auth_time',
        'login_hint',
        'signin_state',
      ],
      profile: ['name', 'preferred_username'],
    },
    conformIdTokenClaims: false,
    findAccount: (oidcContext: OidcContext, accountId: string) => {
      const account = directory.account(accountId);
      if (!account) return undefined;
      const membership = directory.membership(accountId, tenant.id);
      if (oidcContext.oidc.params.grant_type === 'refresh_token') {
        reviewRefresh(context, tenant, oidcContext, account);
      }
      return {
        accountId,
        claims: () => ({
          sub: accountId,
          ...accountClaims(tenant, account, membership),
          ...(showsManagedDevice(oidcContext.req) ? { signin_state: ['dvc_mngd'] } : {}),
        }),
      };
    },
    // Consent is the tenant's business (see the access policy): what it lets pass is granted.
    loadExistingGrant: async (oidcContext: OidcContext) => {
      const { oidc } = oidcContext;
      const known = oidc.session.grantIdFor(oidc.client.clientId);
      const accountId = oidc.account?.accountId ?? '';
      const found = known ? await provider.Grant.find(known) : undefined;
      const grant =
        found?.accountId === accountId
          ? found
          : new provider.Grant({ accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope('openid profile email offline_access');
      for (const resource of resourcesOf(tenant.cloud)) {
        const scopes = scopesForResource(scopeText(oidcContext), resource, tenant.cloud);
        if (scopes.length > 0) grant.addResourceScope(resource, scopes.join(' '));
      }
      await grant.save();
      return grant;
    },
    issueRefreshToken: (_: OidcContext, client: OidcContext['oidc']['client']) =>
      client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    pkce: {
      required: (_: OidcContext, client: OidcContext['oidc']['client']) =>
        client.grantTypeAllowed('refresh_token'),
    },
    clientBasedCORS: () => true,
    responseTypes: ['code id_token', 'code', 'id_token'],
    extraParams: [
      'login_hint',
      'domain_hint',
      'client_info',
      'client-request-id',
      'sso_reload',
      'claims',
    ],
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 600,
      Grant: 90 * DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 90 * DAY,
      Session: 90 * DAY,
    },
    renderError: (oidcContext: OidcContext, out: unknown, error: Error) =>
      renderProviderError(tenant, oidcContext, out, error),
  });

  provider.on('server_error', (_: OidcContext, error: Error) => {
    if (!(error instanceof errors.OIDCProviderError)) {
      console.error(`sign-in of ${tenant.name} failed:`, error);
    }
  });
  return provider;
}
