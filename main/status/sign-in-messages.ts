import type { Identity, TenantSignIn } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/index.ts';
import type { SignInMessage } from '../data/protocol.ts';
import type { IdTokenFacts } from '../identity/id-token-facts.ts';

const NOT_COLLECTED = {
  kind: 'not-collected',
  needs: 'A sign-in to this tenant',
  detail: null,
  collectedAt: null,
} as const;

/**
 * What identity knows of every tenant, for the process that keeps status. Holds no token. A tenant
 * whose sign-in is under way is left out: what was known before stays until it is known how it went.
 */
export function signInMessages(
  identity: Pick<Identity, 'accounts' | 'signIns'>,
  factsOf: (tenantId: TenantId) => IdTokenFacts | null,
  now: Date,
): SignInMessage[] {
  const accounts = new Map(identity.accounts.map((account) => [account.id, account]));
  const settled = identity.signIns.filter(({ state }) => state !== 'signing-in');
  return settled.map((signIn) => {
    const account = signIn.accountId === null ? undefined : accounts.get(signIn.accountId);
    return {
      tenantId: signIn.tenantId,
      account: account?.username ?? null,
      signIn: {
        kind: 'known',
        value: { state: signIn.state, code: signIn.code, reason: signIn.reason },
        // That nobody is signed in is known without asking anybody.
        collectedAt: signIn.checkedAt ?? now.toISOString(),
        source: 'Sign-in',
      },
      token: { ...tokenOf(signIn, account, factsOf(signIn.tenantId)), source: 'ID token' },
    };
  });
}

function tokenOf(
  signIn: TenantSignIn,
  account: Identity['accounts'][number] | undefined,
  facts: IdTokenFacts | null,
) {
  if (account === undefined || facts === null) return NOT_COLLECTED;
  return {
    kind: 'known' as const,
    value: {
      homeTenantId: account.homeTenantId,
      objectId: facts.objectId,
      appId: facts.appId,
      username: account.username,
      amr: [...(facts.methods ?? [])],
      authTime: facts.authenticatedAt,
      isGuest: facts.userType === null ? null : facts.userType === 'guest',
      tokenUntil: signIn.tokenUntil,
    },
    collectedAt: facts.issuedAt ?? signIn.checkedAt,
  };
}
