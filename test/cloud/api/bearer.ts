import type { Directory } from '../estates/directory.ts';
import type { Membership, SimulatedAccount, SimulatedTenant } from '../estates/estate.ts';
import type { TenantContents } from '../contents/tenant-contents.ts';
import type { FaultList } from '../faults/fault-list.ts';
import { audienceOfHost } from '../hosts/api-hosts.ts';
import type { HostRole } from '../hosts/host-table.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Claims, SigningKey } from '../sign-in/signing-key.ts';
import type { ApiRefusal } from './answer.ts';

export type ApiContext = {
  role: Extract<HostRole, { role: 'api' }>;
  directory: Directory;
  contents: TenantContents;
  key: SigningKey;
  faults: FaultList;
};

export type Caller = {
  tenant: SimulatedTenant;
  account: SimulatedAccount;
  membership: Membership;
  permissions: ReadonlySet<string>;
};

function unauthenticated(message: string, challenge = 'Bearer realm=""'): ApiRefusal {
  return { status: 401, code: 'InvalidAuthenticationToken', message, challenge };
}

type WantedClaim = { nbf: string } | { acrs: string };

/** A claims challenge: of continuous access evaluation (`nbf`), or of a step-up (`acrs`). */
function claimsChallenge(instanceHost: string, wanted: WantedClaim): string {
  const [[name, value] = ['', '']] = Object.entries(wanted);
  const claims = { access_token: { [name]: { essential: true, value } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return `Bearer realm="", authorization_uri="https://${instanceHost}/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/**
 * What a claims challenge that a test has set still wants of a token. Only clients that said they
 * understand challenges (`CP1`) get one. A token counts as new when it was issued in a later second
 * or was asked for with the challenge's own claim.
 */
function wantedBy(
  fault: { sinceMs?: number; authenticationContext?: string },
  claims: Claims,
): WantedClaim | null {
  const { xms_cc: capabilities, acrs, iat, simulated_nbf: askedNbf } = claims;
  if (!Array.isArray(capabilities) || !capabilities.includes('CP1')) return null;
  if (fault.authenticationContext !== undefined) {
    const isThere = Array.isArray(acrs) && acrs.includes(fault.authenticationContext);
    return isThere ? null : { acrs: fault.authenticationContext };
  }
  const since = seconds(fault.sinceMs ?? 0);
  return Number(iat) > since || Number(askedNbf ?? 0) >= since ? null : { nbf: String(since) };
}

/** The tenant a presented token says it is of; not yet believed. */
export function bearerOf(exchange: Exchange): string | null {
  return /^Bearer (\S+)$/i.exec(exchange.req.headers.authorization ?? '')?.[1] ?? null;
}

/**
 * Checks the token as a real API does: signature, time, audience (this very API), and that its
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
      claimsChallenge(instanceHost, { nbf: String(seconds(Date.now())) }),
    );
  }
  const challenge = faults.take(['claims-challenge'], target);
  const wanted = challenge ? wantedBy(challenge, claims) : null;
  if (wanted) {
    return unauthenticated(
      'Continuous access evaluation resulted in challenge.',
      claimsChallenge(instanceHost, wanted),
    );
  }
  if (claims.aud !== audienceOfHost(exchange.host)) return unauthenticated('Invalid audience.');
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
