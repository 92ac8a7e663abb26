import type { Directory } from '../estates/directory.ts';
import type { Membership, SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { FaultList } from '../faults/fault-list.ts';
import type { HostRole } from '../hosts/host-table.ts';
import type { Exchange } from '../server/exchange.ts';
import type { SigningKey } from '../sign-in/signing-key.ts';

export type ApiContext = {
  role: Extract<HostRole, { role: 'api' }>;
  directory: Directory;
  key: SigningKey;
  faults: FaultList;
};

export type Caller = {
  tenant: SimulatedTenant;
  account: SimulatedAccount;
  membership: Membership;
  permissions: ReadonlySet<string>;
};

export type ApiRefusal = {
  status: number;
  code: string;
  message: string;
  /** Parameters of `WWW-Authenticate`, when there is one. */
  challenge?: string;
};

function unauthenticated(message: string, challenge = 'Bearer realm=""'): ApiRefusal {
  return { status: 401, code: 'InvalidAuthenticationToken', message, challenge };
}

/** A claims challenge of continuous access evaluation: get a token newer than now. */
function claimsChallenge(instanceHost: string): string {
  const claims = {
    access_token: { nbf: { essential: true, value: String(Math.floor(Date.now() / 1000)) } },
  };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return `Bearer realm="", authorization_uri="https://${instanceHost}/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`;
}

/** The tenant a presented token says it is of; not yet believed. */
export function bearerOf(exchange: Exchange): string | null {
  return /^Bearer (\S+)$/i.exec(exchange.req.headers.authorization ?? '')?.[1] ?? null;
}

/**
 * Checks the token as a real API does: signature, time, audience (this very host), and that its
 * tenant is one of this cloud. Audience and cloud are what keeps a token of one API, or of one
 * cloud, from being any good at another.
 */
export function authenticate(
  { directory, key, faults, role }: ApiContext,
  exchange: Exchange,
  instanceHost: string,
): Caller | ApiRefusal {
  const token = bearerOf(exchange);
  if (!token) return unauthenticated('Access token is empty.');
  const claims = key.verify(token);
  if (!claims) return unauthenticated('Signature is invalid, or the token is expired.');

  const tenant = directory.tenant(String(claims.tid ?? ''));
  const target = {
    host: exchange.host,
    tenantId: tenant?.id,
    path: exchange.url.pathname,
    method: exchange.method,
  };
  if (faults.take(['session-expired'], target)) {
    return unauthenticated('Lifetime validation failed, the token is expired.');
  }
  if (faults.take(['revoked'], target)) {
    return unauthenticated(
      'Continuous access evaluation resulted in challenge: the session was revoked.',
      claimsChallenge(instanceHost),
    );
  }
  if (claims.aud !== `https://${exchange.host}`) return unauthenticated('Invalid audience.');
  if (!tenant || !role.clouds.includes(tenant.cloud)) {
    return unauthenticated('The tenant of the token is not served here.');
  }
  if (claims.iss !== `https://sts.windows.net/${tenant.id}/`) {
    return unauthenticated('The issuer is not that of the tenant.');
  }
  const account = directory.account(String(claims.sub ?? ''));
  const membership = account && directory.membership(account.id, tenant.id);
  if (!account || !membership) return unauthenticated('The account does not exist in the tenant.');
  return {
    tenant,
    account,
    membership,
    permissions: new Set(String(claims.scp ?? '').split(' ')),
  };
}

export function isRefusal(result: Caller | ApiRefusal): result is ApiRefusal {
  return 'status' in result;
}
