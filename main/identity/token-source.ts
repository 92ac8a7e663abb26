import type { AccountId } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import type { CloudClient } from './cloud-client.ts';
import { explainSignInError, problemOf, SignInError } from './sign-in-error.ts';
import { proveToken, type ProvenToken } from './token-proof.ts';

export interface TokenRequest {
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  /** Of one API. */
  readonly scopes: readonly string[];
  /** JSON text of a claims challenge. */
  readonly claims?: string | undefined;
  /** Ask the service even if a token is kept. */
  readonly skipsCache?: boolean | undefined;
}

/**
 * A token of exactly this tenant for exactly this account, without a page. Throws a SignInError with
 * the state that follows; never answers with anything else.
 */
export async function acquireToken(
  client: CloudClient,
  request: TokenRequest,
  now: () => Date,
): Promise<ProvenToken> {
  const { tenantId, accountId, scopes, claims, skipsCache = false } = request;
  assertOneApi(scopes);
  const expected = () => ({
    authority: client.authority,
    clientId: client.clientId,
    tenantId,
    accountId,
    now: now(),
  });
  const ask = async (isAsked: boolean) => {
    try {
      return await client.silent({ tenantId, accountId, scopes, claims, skipsCache: isAsked });
    } catch (error) {
      throw new SignInError(explainSignInError(error));
    }
  };

  const first = await ask(skipsCache);
  if (first === null) {
    throw new SignInError(
      problemOf('needs-sign-in', 'There is no stored sign-in for this account. Sign in.'),
    );
  }
  if (!first.fromCache) return proveToken(first, expected());
  try {
    return proveToken(first, expected());
  } catch {
    // What was kept may be damaged: the service is asked once, and its answer has to stand.
    return proveToken(await ask(true), expected());
  }
}

/** A token is for one API; asked for two, the service takes the first and says nothing. */
function assertOneApi(scopes: readonly string[]): void {
  const origins = new Set(scopes.map((scope) => /^https:\/\/[^/]+\//.exec(scope)?.[0]));
  if (origins.size !== 1 || origins.has(undefined)) {
    throw new RangeError('Scopes of exactly one API are needed, written with its address');
  }
}
