import type { TokenPayload } from 'oidc-provider';
import type { SimulatedTenant } from '../estates/estate.ts';
import type { SignInContext } from './instance.ts';
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
): void {
  const { aud, iat, exp, jti, scope, client_id: appid, sub } = jwt.payload;
  const account = directory.account(token.accountId ?? '');
  const membership = account && directory.membership(account.id, tenant.id);
  const session = token.sessionUid ? store.sessionByUid(token.sessionUid) : undefined;
  jwt.header = { typ: 'JWT' };
  jwt.payload = {
    aud,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat,
    nbf: iat,
    exp,
    acr: '1',
    amr: session?.amr ?? ['pwd'],
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
  };
}
