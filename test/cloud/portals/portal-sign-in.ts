import { createHash, randomBytes } from 'node:crypto';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import type { SignInInstance } from '../hosts/sign-in-hosts.ts';
import type { Exchange } from '../server/exchange.ts';
import { formOf } from '../server/exchange.ts';
import { redirect } from '../server/respond.ts';
import { APPS, SIGN_IN_PATH } from '../sign-in/apps.ts';
import type { SigningKey } from '../sign-in/signing-key.ts';
import { portalSessionCookie } from './portal-session.ts';
import type { Sealer } from './sealed.ts';

const PENDING_COOKIE = 'portal-sign-in';
const PENDING_ATTRIBUTES = `Path=${SIGN_IN_PATH}; Secure; HttpOnly; SameSite=None`;
const PENDING_MINUTES = 60;

type Pending = {
  nonce: string;
  /** Of PKCE, for a code that the page redeems. */
  verifier: string;
  /** Part of the sign-in host's addresses: a tenant, or `organizations`. */
  authority: string;
  returnTo: string;
  askedTenantId: string | null;
  startedAt: number;
};

export type SignInRequest = {
  portal: PortalKey;
  instance: SignInInstance;
  /** The tenant to ask for, as GUID or domain; null leaves it to the account. */
  tenant: string | null;
  /** Its GUID when it is one of the estate. */
  askedTenantId: string | null;
  prompt: string | null;
  returnTo: string;
  /** The answer is a code in the address of the portal, and not a posted form with an ID token. */
  isByCode: boolean;
};

/** Sends the browser to the sign-in host, remembering where it wanted to go. */
export function startSignIn(exchange: Exchange, sealer: Sealer, request: SignInRequest): void {
  const nonce = randomBytes(16).toString('hex');
  const verifier = randomBytes(32).toString('base64url');
  const authority = encodeURIComponent(request.tenant ?? 'organizations');
  const pending: Pending = {
    nonce,
    verifier,
    authority,
    returnTo: request.returnTo,
    askedTenantId: request.askedTenantId,
    startedAt: Date.now(),
  };
  const answer = request.isByCode
    ? {
        response_type: 'code',
        response_mode: 'query',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }
    : { response_type: 'code id_token', response_mode: 'form_post' };
  const query = new URLSearchParams({
    client_id: APPS[request.portal].clientId,
    redirect_uri: `https://${exchange.host}${SIGN_IN_PATH}`,
    ...answer,
    scope: 'openid profile',
    nonce,
    state: sealer.seal(pending),
    ...(request.prompt ? { prompt: request.prompt } : {}),
  });
  const address = `https://${request.instance.hosts[0]}/${authority}/oauth2/v2.0/authorize?${query}`;
  // The nonce is also in a cookie of this browser, so that a response made elsewhere is refused.
  const name = `${PENDING_COOKIE}.${nonce.slice(0, 8)}`;
  redirect(exchange.res, address, [
    `${name}=${nonce}; Max-Age=${PENDING_MINUTES * 60}; ${PENDING_ATTRIBUTES}`,
  ]);
}

export type SignInProblem = { error: string; description: string; returnTo: string };

function isPending(value: unknown): value is Pending {
  return typeof value === 'object' && value !== null && 'nonce' in value && 'returnTo' in value;
}

/** What was remembered of the sign-in that a response is of; null when it is of none of ours. */
export function pendingOf(sealer: Sealer, state: string): Pending | null {
  const pending = sealer.open(state);
  return isPending(pending) ? pending : null;
}

/**
 * Takes the sign-in response: state, nonce, signature, issuer and audience are checked, the
 * tenant is not compared with the one asked for, as a multitenant portal does not. Returns what
 * went wrong, or null when the browser is on its way back.
 */
export function acceptSignIn(
  exchange: Exchange,
  sealer: Sealer,
  key: SigningKey,
  portal: PortalKey,
  instance: SignInInstance,
): SignInProblem | null {
  // A refusal of a sign-in by code is in the address.
  const form = exchange.method === 'POST' ? formOf(exchange) : exchange.url.searchParams;
  const pending = pendingOf(sealer, form.get('state') ?? '');
  if (pending === null) {
    return {
      error: 'invalid_state',
      description: 'The response has no state of ours.',
      returnTo: '/',
    };
  }
  const problem = (error: string, description: string): SignInProblem => ({
    error,
    description,
    returnTo: pending.returnTo,
  });
  const error = form.get('error');
  if (error) return problem(error, form.get('error_description') ?? '');

  const name = `${PENDING_COOKIE}.${pending.nonce.slice(0, 8)}`;
  if (exchange.cookies.get(name) !== pending.nonce) {
    return problem('invalid_nonce', 'The sign-in was not started in this browser.');
  }
  if (Date.now() - pending.startedAt > PENDING_MINUTES * 60_000) {
    return problem('expired', 'The sign-in took too long.');
  }
  const claims = key.verify(form.get('id_token') ?? '');
  if (!claims) return problem('invalid_token', 'The ID token is not signed by the sign-in host.');
  if (claims.nonce !== pending.nonce) return problem('invalid_nonce', 'The nonce is another one.');
  if (claims.aud !== APPS[portal].clientId) return problem('invalid_token', 'Wrong audience.');
  if (claims.iss !== `https://${instance.hosts[0]}/${String(claims.tid)}/v2.0`) {
    return problem('invalid_token', 'The issuer is not that of the tenant in the token.');
  }

  const session = portalSessionCookie(sealer, {
    tenantId: String(claims.tid),
    askedTenantId: pending.askedTenantId,
    accountName: String(claims.preferred_username),
    displayName: String(claims.name),
    objectId: String(claims.oid ?? ''),
    amr: Array.isArray(claims.amr) ? claims.amr.map(String) : [],
    signedInAt: new Date().toISOString(),
  });
  redirect(
    exchange.res,
    pending.returnTo,
    [session, `${name}=; Max-Age=0; ${PENDING_ATTRIBUTES}`],
    303,
  );
  return null;
}
