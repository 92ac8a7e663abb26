import type { AuthenticationResult } from '@azure/msal-node';
import type { AccountId } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import { type Authority, issuerOf } from './authority.ts';
import { type IdTokenFacts, readIdTokenFacts } from './id-token-facts.ts';
import { problemOf, SignInError } from './sign-in-error.ts';

/**
 * The check that a token is of the tenant and of the operator it was asked for.
 *
 * Threat: the sign-in library keeps tokens of many tenants under one account, and answers a request
 * that names the tenant only in its address with the token of the *home* tenant, while its result
 * says the asked one. Used, it shows or changes one tenant under the name of another. A service, a
 * proxy or a damaged cache may give the wrong token as well.
 * So a token is only used when tenant, account, audience and issuer of the ID token beside it are
 * exactly what was asked for; otherwise it is thrown away and nothing goes out.
 * Tested in test/unit/main/identity/token-proof.test.ts and test/integration/identity/token-trap.test.ts.
 */

export interface Expected {
  readonly authority: Authority;
  readonly clientId: string;
  readonly tenantId: TenantId;
  /** Null takes whoever signed in, when nobody in particular was asked for. */
  readonly accountId: AccountId | null;
  readonly now: Date;
}

/** A token that may be used, for this tenant only. */
export interface ProvenToken {
  readonly token: string;
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly username: string;
  readonly expiresOn: Date;
  readonly scopes: readonly string[];
  readonly facts: IdTokenFacts;
}

/** A clock further off than this makes every time on the screen wrong. */
const MAX_CLOCK_DIFFERENCE_MS = 12 * 60 * 60 * 1000;

/** The library renews tokens five minutes before their end; services give them a day at most. */
const MIN_LIFE_MS = 60 * 1000;
const MAX_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** Throws a `refused-token` SignInError for anything but the token that was asked for. */
export function proveToken(result: AuthenticationResult | null, expected: Expected): ProvenToken {
  const { authority, clientId, tenantId, accountId, now } = expected;
  if (result === null) throw refused('The sign-in service gave no token.');
  const claims: Readonly<Record<string, unknown>> = isRecord(result.idTokenClaims)
    ? result.idTokenClaims
    : {};
  const homeAccountId = result.account?.homeAccountId;

  // SECURITY(token-tenant): a token of another tenant is never used, whoever made the mistake.
  if (result.tenantId !== tenantId || claims['tid'] !== tenantId) {
    throw refused('The sign-in service answered with a token of another tenant.');
  }
  // SECURITY(token-operator): nor one of another account.
  if (typeof homeAccountId !== 'string' || !isAccountId(homeAccountId)) {
    throw refused('The token does not say whose it is.');
  }
  if (accountId !== null && homeAccountId !== accountId) {
    throw refused('Another account signed in than the one that was chosen for this tenant.');
  }
  if (claims['aud'] !== clientId || claims['iss'] !== issuerOf(authority, tenantId)) {
    throw refused('The ID token was made for another app, or by another sign-in service.');
  }

  const { accessToken, expiresOn } = result;
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw refused('The sign-in service gave no token.');
  }
  if (!(expiresOn instanceof Date) || Number.isNaN(expiresOn.getTime())) {
    throw refused('The token does not say when it ends.');
  }
  const lifeMs = expiresOn.getTime() - now.getTime();
  if (lifeMs < MIN_LIFE_MS || lifeMs > MAX_LIFE_MS) {
    throw refused('The token has ended already, or never ends. Check the clock.');
  }

  const facts = readIdTokenFacts(claims, !result.fromCache);
  if (facts === null) throw refused('The ID token is malformed.');
  if (facts.issuedAt === null) throw refused('The ID token does not say when it was made.');
  const ageMs = now.getTime() - Date.parse(facts.issuedAt);
  // One that was kept may be old, but is never from a day that has not come.
  if (ageMs < -MAX_CLOCK_DIFFERENCE_MS || (facts.isFresh && ageMs > MAX_CLOCK_DIFFERENCE_MS)) {
    throw refused(
      'The clock of this workstation and that of the sign-in service are more than half a day apart. Set the clock, then sign in again.',
    );
  }
  return {
    token: accessToken,
    tenantId,
    accountId: homeAccountId,
    username: String(result.account?.username ?? '').slice(0, 256),
    expiresOn,
    scopes: result.scopes,
    facts,
  };
}

function refused(reason: string): SignInError {
  return new SignInError(problemOf('refused-token', `${reason} It was thrown away.`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The shape of `AccountId` without its validator, which is slow for a check on every request. */
function isAccountId(value: string): value is AccountId {
  return value.length <= 120 && /^[0-9A-Za-z_-]{1,80}\.[0-9a-f-]{36}$/.test(value);
}
