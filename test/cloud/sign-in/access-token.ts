import type { TokenPayload } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { SignInContext } from './instance.ts';
import type { RequestedClaims } from './requested-claims.ts';
import { permissionOf } from './resources.ts';

/**
 * Gives an access token the claims that Graph and ARM tokens have (v1.0: `sts.windows.net` issuer,
 * `appid`, `scp`, `amr`). Clients must take them as opaque; only the simulated APIs read them.
 */
export function shapeAccessToken(
  { directory, store }: SignInContext,
  tenant: SimulatedTenant,
  token: { accountId?: string; sessionUid?: string },
  jwt: TokenPayload,
  requested: RequestedClaims,
): void {
  const { aud, iat, exp, jti, scope, client_id: appid, sub } = jwt.payload;
  const account = directory.account(token.accountId ?? '');
  const membership = account && directory.membership(account.id, tenant.id);
  const session = token.sessionUid ? store.sessionByUid(token.sessionUid) : undefined;
  const amr =
    session?.accountId === account?.id ? (session?.amr as string[] | undefined) : undefined;
  const contexts = amr?.includes('mfa') ? requested.authenticationContexts : [];
  jwt.header = { typ: 'JWT' };
  jwt.payload = {
    aud,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat,
    nbf: iat,
    exp,
    acr: '1',
    amr: amr ?? ['pwd'],
    appid,
    idtyp: 'user',
    name: account?.displayName,
    oid: membership?.objectId,
    scp: String(scope ?? '')
      .split(' ')
      .filter((part) => part !== '')
      .map(permissionOf)
      .join(' '),
    sub,
    tid: tenant.id,
    unique_name: account?.userPrincipalName,
    uti: jti,
    ver: '1.0',
    ...(requested.capabilities.length > 0 ? { xms_cc: requested.capabilities } : {}),
    // For the simulated APIs: shows that the claims of a challenge were really sent along.
    ...(requested.newerThan === null ? {} : { simulated_nbf: requested.newerThan }),
    ...(contexts.length > 0 ? { acrs: contexts } : {}),
  };
}
