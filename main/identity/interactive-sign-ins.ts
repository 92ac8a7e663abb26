import type { Account, AccountId } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import type { Cloud } from '../../preload/contract/tenants.ts';
import { Failure } from '../ipc/failure.ts';
import { signInScopesOf } from './api-scopes.ts';
import type { CloudClient, PageRequest } from './cloud-client.ts';
import { type DeviceCode, signInByDeviceCode } from './device-code-sign-in.ts';
import { type SignInPage, startCompartmentSignIn } from './compartment-sign-in.ts';
import {
  explainSignInError,
  mayHelpWithPage,
  problemOf,
  SignInCancelled,
  SignInError,
  type SignInProblem,
} from './sign-in-error.ts';
import { proveToken, type ProvenToken } from './token-proof.ts';
import { acquireToken } from './token-source.ts';

const CANCELLED = 'cancelled';
const ABANDONED = 'abandoned';

/** Sign-ins that the operator asked for: silently where that suffices, else with a page. */
export interface InteractiveSignIns {
  isRunning(tenantId: TenantId): boolean;
  /** Begins; how it went is told by the callbacks. One at a time per tenant, the caller sees to it. */
  start(wish: SignInWish): void;
  /** Stopped by the operator: what was learnt on the way is told. */
  cancel(tenantId: TenantId): void;
  /** Stopped because it has no point any more: nothing is told. */
  abandon(tenantId: TenantId): void;
}

export interface SignInWish {
  readonly tenant: { readonly id: TenantId; readonly cloud: Cloud };
  readonly client: () => Promise<CloudClient>;
  /** The account that the operator named. */
  readonly chosenId: AccountId | null;
  /** The account that acts in the tenant so far. */
  readonly actorId: AccountId | null;
  readonly isFresh: boolean;
  /** What an API or a policy asked for before; JSON text. */
  readonly claims: string | null;
  /** By a code that is typed in elsewhere, and no page. */
  readonly isByCode: boolean;
}

/** How a sign-in that the operator asked for ended; ids and choices only, for the journal. */
export interface SignInEnd {
  readonly tenantId: TenantId;
  /** The one that signed in, else the one that was to; null when none was named. */
  readonly accountId: AccountId | null;
  /** `abandoned`: it had no point any more, because its tenant or account was let go. */
  readonly outcome: 'signed-in' | 'not-signed-in' | 'cancelled' | 'abandoned';
  /** Why nobody is signed in; null unless the outcome is `not-signed-in`. */
  readonly state: SignInProblem['state'] | null;
}

export interface InteractiveSignInsOptions {
  readonly openPage: (tenantId: TenantId) => SignInPage;
  readonly now: () => Date;
  readonly accountsOf: (cloud: Cloud) => readonly Account[];
  readonly onChanged: () => void;
  /** Null when a code is waited for no more. */
  readonly onCode: (tenantId: TenantId, code: DeviceCode | null) => void;
  /** @param isNew whether a page was gone through, so that nothing told before holds for it */
  readonly onToken: (token: ProvenToken, isNew: boolean) => Promise<void>;
  readonly onProblem: (
    tenantId: TenantId,
    accountId: AccountId | null,
    problem: SignInProblem,
  ) => void;
  /** Once for each that was started, unless Bulkhead ends first. */
  readonly onEnded: (end: SignInEnd) => void;
}

export function createInteractiveSignIns(options: InteractiveSignInsOptions): InteractiveSignIns {
  const { openPage, now, accountsOf, onChanged, onCode, onToken, onProblem, onEnded } = options;
  const running = new Map<TenantId, AbortController>();

  /** Without a page. Null when one is needed; then with what it has to ask for. */
  const trySilently = async (
    client: CloudClient,
    wish: SignInWish,
    accountId: AccountId,
  ): Promise<{ token: ProvenToken } | { token: null; problem: SignInProblem }> => {
    const { tenant, claims } = wish;
    const scopes = signInScopesOf(tenant.cloud);
    try {
      const request = {
        tenantId: tenant.id,
        accountId,
        scopes,
        ...(claims === null ? {} : { claims }),
      };
      return { token: await acquireToken(client, request, now) };
    } catch (error) {
      const problem = explainSignInError(error);
      // An account that nobody chose may simply be the wrong one: the page asks for another.
      const isWrongGuess =
        problem.state === 'not-a-user' && wish.chosenId === null && wish.actorId === null;
      if (!mayHelpWithPage(problem) && !isWrongGuess) throw new SignInError(problem);
      return { token: null, problem };
    }
  };

  const withPage = async (
    client: CloudClient,
    wish: SignInWish,
    request: PageRequest,
    expectedId: AccountId | null,
    signal: AbortSignal,
  ): Promise<ProvenToken> => {
    if (client.broker !== null) {
      try {
        return proveToken(await client.broker(request), {
          authority: client.authority,
          clientId: client.clientId,
          tenantId: wish.tenant.id,
          accountId: expectedId,
          now: now(),
        });
      } catch (error) {
        if (error instanceof SignInError) throw error;
        if (isBrokerCancel(error)) throw new SignInCancelled();
        // The system's own sign-in failed by itself: the compartment is the next way.
      }
    }
    const page = startCompartmentSignIn({
      client,
      openPage,
      request,
      accountId: expectedId,
      now,
    });
    if (signal.aborted) page.cancel();
    signal.addEventListener('abort', () => page.cancel(), { once: true });
    return page.done;
  };

  const withCode = (client: CloudClient, wish: SignInWish, signal: AbortSignal) => {
    const { id, cloud } = wish.tenant;
    const claims = wish.claims ?? undefined;
    return signInByDeviceCode({
      client,
      request: { tenantId: id, scopes: signInScopesOf(cloud), claims },
      accountId: wish.chosenId ?? wish.actorId,
      now,
      signal,
      onCode: (code) => onCode(id, code),
    }).finally(() => onCode(id, null));
  };

  const signIn = async (
    wish: SignInWish,
    signal: AbortSignal,
  ): Promise<{ readonly token: ProvenToken; readonly isNew: boolean }> => {
    const { tenant, chosenId, actorId, isFresh } = wish;
    const client = await wish.client();
    if (wish.isByCode) return { token: await withCode(client, wish, signal), isNew: true };
    const known = accountsOf(tenant.cloud);
    const accountId = chosenId ?? actorId ?? (isFresh ? null : guess(known, tenant.id));
    let { claims } = wish;
    let problem: SignInProblem | null = null;
    if (!isFresh && accountId !== null) {
      const silent = await trySilently(client, wish, accountId);
      if (silent.token !== null) return { token: silent.token, isNew: false };
      problem = silent.problem;
      claims = problem.claims ?? claims;
    }
    const isWrongGuess = problem?.state === 'not-a-user';
    if (signal.aborted) throw new SignInCancelled();
    const hint = isWrongGuess ? undefined : known.find(({ id }) => id === accountId)?.username;
    const asksWho = isWrongGuess || (isFresh && accountId === null);
    const page = withPage(
      client,
      wish,
      {
        tenantId: tenant.id,
        scopes: signInScopesOf(tenant.cloud),
        loginHint: hint,
        prompt: asksWho ? 'select_account' : isFresh ? 'login' : undefined,
        claims: claims ?? undefined,
      },
      // A guess binds nobody, and who asks to sign in afresh without a name may change accounts.
      chosenId ?? (isFresh ? null : actorId),
      signal,
    );
    try {
      return { token: await page, isNew: true };
    } catch (error) {
      // A page that was left leaves standing why it was needed.
      if (!(error instanceof SignInCancelled) || problem === null || isWrongGuess) throw error;
      throw new SignInError(problem);
    }
  };

  const run = async (wish: SignInWish, abort: AbortController) => {
    const { id } = wish.tenant;
    const accountId = wish.chosenId ?? wish.actorId;
    let end: Pick<SignInEnd, 'accountId' | 'outcome' | 'state'> = {
      accountId,
      outcome: 'cancelled',
      state: null,
    };
    try {
      const { token, isNew } = await signIn(wish, abort.signal);
      if (abort.signal.aborted) return;
      await onToken(token, isNew);
      end = { accountId: token.accountId, outcome: 'signed-in', state: null };
    } catch (error) {
      const isAbandoned = abort.signal.reason === ABANDONED;
      if (isAbandoned || error instanceof SignInCancelled) return;
      const problem =
        error instanceof Failure ? problemOf('failed', error.message) : explainSignInError(error);
      end = { accountId, outcome: 'not-signed-in', state: problem.state };
      onProblem(id, accountId, problem);
    } finally {
      const { aborted, reason } = abort.signal;
      const stopped = reason === ABANDONED ? ABANDONED : CANCELLED;
      onEnded({ tenantId: id, ...end, ...(aborted ? { outcome: stopped, state: null } : {}) });
      if (running.get(id) === abort) running.delete(id);
      onChanged();
    }
  };

  const stop = (tenantId: TenantId, why: typeof CANCELLED | typeof ABANDONED) => {
    running.get(tenantId)?.abort(why);
    if (running.delete(tenantId)) onChanged();
  };

  return {
    isRunning: (tenantId) => running.has(tenantId),
    start(wish) {
      const { id } = wish.tenant;
      const abort = new AbortController();
      running.set(id, abort);
      onChanged();
      void run(wish, abort);
    },
    cancel: (tenantId) => stop(tenantId, CANCELLED),
    abandon: (tenantId) => stop(tenantId, ABANDONED),
  };
}

/** The account to try first where none acts yet: the tenant's own, or the only one there is. */
function guess(accounts: readonly Account[], tenantId: TenantId): AccountId | null {
  const own = accounts.filter(({ homeTenantId }) => homeTenantId === tenantId);
  const candidates = own.length > 0 ? own : accounts;
  return candidates.length === 1 ? (candidates[0]?.id ?? null) : null;
}

function isBrokerCancel(error: unknown): boolean {
  const isCoded = typeof error === 'object' && error !== null && 'errorCode' in error;
  return isCoded && error.errorCode === 'user_canceled';
}
