import type { Membership, SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { Claims } from './signing-key.ts';

/**
 * The claims of an account in one tenant. `oid` differs per tenant for guests; `idp` names the home
 * tenant when it is another one, and `acct` says member (0) or guest (1).
 */
export function accountClaims(
  tenant: SimulatedTenant,
  account: SimulatedAccount,
  membership: Membership | undefined,
): Claims {
  const isAtHome = account.homeTenantId === tenant.id;
  return {
    tid: tenant.id,
    oid: membership?.objectId,
    name: account.displayName,
    preferred_username: account.userPrincipalName,
    login_hint: account.userPrincipalName,
    acct: membership?.kind === 'member' ? 0 : 1,
    ver: '2.0',
    ...(isAtHome ? {} : { idp: `https://sts.windows.net/${account.homeTenantId}/` }),
  };
}

/** The two ids from which MSAL makes its home account id. */
export function clientInfo(account: SimulatedAccount): string {
  const [uid, utid] = account.id.split('.');
  return Buffer.from(JSON.stringify({ uid, utid })).toString('base64url');
}

/** How a user is named in a tenant's own directory. */
export function directoryName(
  tenant: SimulatedTenant,
  account: SimulatedAccount,
  membership: Membership,
): string {
  if (membership.kind === 'member' || membership.kind === 'delegated') {
    return account.userPrincipalName;
  }
  return `${account.userPrincipalName.replace('@', '_')}#EXT#@${tenant.initialDomain}`;
}
