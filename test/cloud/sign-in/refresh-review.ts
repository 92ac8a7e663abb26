import { errors } from 'oidc-provider';
import type { OidcContext } from 'oidc-provider';
import type { SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { RefusalCode } from './aadsts.ts';
import { evaluateAccess } from './access-policy.ts';
import { appByClientId } from './apps.ts';
import type { SignInContext } from './instance.ts';
import { mfaTenantIdsOf } from './interaction-policy.ts';
import { showsManagedDevice } from './managed-device.ts';
import { readRequestedClaims } from './requested-claims.ts';
import { permissionsOf, resourceOfScopes, resourcesOf, scopesForResource } from './resources.ts';

/** A refusal of the token endpoint that carries its AADSTS number. */
export class TokenRefusal extends errors.InvalidGrant {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(`AADSTS${code}`);
    this.code = code;
  }
}

/**
 * Asks the tenant again at every refresh: that is where a changed policy, a missing second factor
 * or a tenant in which the account does not exist shows.
 */
export function reviewRefresh(
  { directory, store, consents }: SignInContext,
  tenant: SimulatedTenant,
  { req, oidc }: OidcContext,
  account: SimulatedAccount,
): void {
  const app = appByClientId(oidc.client.clientId);
  if (!app) throw new TokenRefusal(700016);
  if (account.isDisabled) throw new TokenRefusal(50057);
  const sessionUid = oidc.entities.RefreshToken?.sessionUid;
  const session = sessionUid ? store.sessionByUid(sessionUid) : undefined;
  // The session may belong to somebody else by now, whose second factor is not this account's.
  const state =
    session?.accountId === account.id
      ? (session.state as Record<string, unknown> | undefined)
      : undefined;
  const answer = evaluateAccess({
    tenant,
    account,
    membership: directory.membership(account.id, tenant.id),
    app,
    isManagedDevice: showsManagedDevice(req),
    mfaTenantIds: mfaTenantIdsOf(state),
    // A refresh never has a fresh factor, but the one given for this tenant's sign-in holds.
    hasFreshMfa: mfaTenantIdsOf(state).includes(tenant.id),
    permissions: permissionsOf(oidc.params.scope ?? '', tenant.cloud),
    hasAdminConsent: consents.has(tenant.id),
    isStepUp: readRequestedClaims(oidc.body?.claims).isStepUp,
  });
  if (answer.outcome === 'refused') throw new TokenRefusal(answer.code);
  if (answer.outcome === 'mfa-wanted') throw new TokenRefusal(50076);
}

/**
 * Lets a refresh token be used for another API or another tenant of the instance, as Entra does:
 * its refresh tokens belong to the account, not to one resource.
 */
export function widenRefreshToken(
  { store }: SignInContext,
  tenant: SimulatedTenant,
  form: URLSearchParams,
): void {
  const scope = form.get('scope');
  const token = store.find('RefreshToken', form.get('refresh_token') ?? '');
  const grant = token && store.find('Grant', String(token.grantId));
  if (!scope || !token || !grant) return;

  const resource = resourceOfScopes(scope, tenant.cloud) ?? resourcesOf(tenant.cloud)[0] ?? '';
  const scopes = scopesForResource(scope, resource, tenant.cloud);
  token.resource = resource;
  token.scope = [...new Set([...String(token.scope ?? '').split(' '), ...scope.split(' ')])].join(
    ' ',
  );
  grant.resources = {
    ...(grant.resources as Record<string, string> | undefined),
    [resource]: scopes.join(' '),
  };
}
