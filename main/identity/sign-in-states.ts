import type { AccountId, TenantSignIn } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import type { IdTokenFacts } from './id-token-facts.ts';
import type { IdentityStore, StoredSignIn } from './identity-store.ts';
import type { SignInProblem } from './sign-in-error.ts';
import type { ProvenToken } from './token-proof.ts';

/** What is known of the sign-in of each tenant, kept and in this run. */
export interface SignInStates {
  /** What the operator is shown; `signed-out` for tenants of which nothing is known. */
  shown(tenantId: TenantId): TenantSignIn;
  /** The account that may be used without asking; null when there is none, or its session ended. */
  actor(tenantId: TenantId): AccountId | null;
  /** Tenants in which the account acts. */
  tenantsOf(accountId: AccountId): readonly TenantId[];
  /** Of the last sign-in of this run; null before it. */
  facts(tenantId: TenantId): IdTokenFacts | null;
  /** @param how `isNew` when the operator signed in anew: what was told of the last time is over */
  succeeded(token: ProvenToken, how: { readonly isNew: boolean }): void;
  failed(tenantId: TenantId, accountId: AccountId | null, problem: SignInProblem): void;
  /** The operator ended it, or what was stored is gone: nothing is fetched until they sign in. */
  ended(tenantId: TenantId, reason: string): void;
  forget(tenantId: TenantId): void;
}

const NOBODY = 'Nobody has signed in to this tenant’s services yet.';

export function createSignInStates(
  store: IdentityStore,
  now: () => Date,
  onChanged: () => void,
): SignInStates {
  const facts = new Map<TenantId, IdTokenFacts>();

  const put = (signIn: StoredSignIn) => {
    const known = store.find(signIn.tenantId);
    store.put(signIn);
    // A token that is renewed is no news, except when it ends.
    const isNews =
      known === null ||
      known.state !== signIn.state ||
      known.reason !== signIn.reason ||
      known.accountId !== signIn.accountId ||
      known.code !== signIn.code ||
      known.tokenUntil !== signIn.tokenUntil;
    if (isNews) onChanged();
  };

  const signedOut = (tenantId: TenantId, reason: string): StoredSignIn => ({
    tenantId,
    state: 'signed-out',
    accountId: null,
    code: null,
    reason,
    correlationId: null,
    tokenUntil: null,
    checkedAt: null,
    isEnded: true,
  });

  return {
    shown(tenantId) {
      const { isEnded: _, ...shown } = store.find(tenantId) ?? signedOut(tenantId, NOBODY);
      return shown;
    },
    actor(tenantId) {
      const known = store.find(tenantId);
      return known === null || known.isEnded ? null : known.accountId;
    },
    tenantsOf: (accountId) =>
      store
        .list()
        .flatMap((signIn) =>
          signIn.accountId === accountId && !signIn.isEnded ? [signIn.tenantId] : [],
        ),
    facts: (tenantId) => facts.get(tenantId) ?? null,
    succeeded(token, { isNew }) {
      const known = isNew ? undefined : facts.get(token.tenantId);
      facts.set(token.tenantId, mergeFacts(known, token.facts));
      put({
        tenantId: token.tenantId,
        state: 'signed-in',
        accountId: token.accountId,
        code: null,
        reason: `Signed in as ${token.username}.`,
        correlationId: null,
        tokenUntil: token.expiresOn.toISOString(),
        checkedAt: now().toISOString(),
        isEnded: false,
      });
    },
    failed(tenantId, accountId, { state, code, reason, correlationId }) {
      const known = store.find(tenantId);
      put({
        tenantId,
        state,
        accountId,
        code,
        reason: reason.slice(0, 500),
        correlationId,
        // What was fetched before is still good when the service merely cannot be reached.
        tokenUntil: state === 'unreachable' ? (known?.tokenUntil ?? null) : null,
        checkedAt: now().toISOString(),
        isEnded: accountId === null,
      });
    },
    ended(tenantId, reason) {
      facts.delete(tenantId);
      put({ ...signedOut(tenantId, reason), checkedAt: now().toISOString() });
    },
    forget(tenantId) {
      facts.delete(tenantId);
      store.forget(tenantId);
      onChanged();
    },
  };
}

/** A renewed token says less of the sign-in it comes from; what the first one said still holds. */
function mergeFacts(known: IdTokenFacts | undefined, next: IdTokenFacts): IdTokenFacts {
  const isSameSignIn =
    known !== undefined &&
    known.objectId === next.objectId &&
    (next.authenticatedAt === null || next.authenticatedAt === known.authenticatedAt);
  if (!isSameSignIn) return next;
  return {
    ...next,
    methods: next.methods ?? known.methods,
    authenticatedAt: next.authenticatedAt ?? known.authenticatedAt,
  };
}
