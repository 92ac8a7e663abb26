import type { AccountInfo } from '@azure/msal-node';
import {
  Account,
  type AccountId,
  type Identity,
  type TenantSignIn,
} from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import { type Cloud, CLOUDS } from '../../preload/contract/tenants.ts';
import { Failure } from '../ipc/failure.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import { plainLine } from '../tenants/plain-line.ts';
import { createApiAsk } from './api-ask.ts';
import { signInScopesOf } from './api-scopes.ts';
import type { Fetch } from './bounded-request.ts';
import type { CloudClients } from './cloud-clients.ts';
import type { SignInPage } from './compartment-sign-in.ts';
import { consentLink } from './consent-link.ts';
import { type Discovery, discoverTenants } from './discover-tenants.ts';
import type { IdTokenFacts } from './id-token-facts.ts';
import type { IdentityStore } from './identity-store.ts';
import {
  type InteractiveSignIns,
  createInteractiveSignIns,
  type SignInEnd,
} from './interactive-sign-ins.ts';
import { explainSignInError, problemOf, SignInError, type SignInProblem } from './sign-in-error.ts';
import { createSignInStates } from './sign-in-states.ts';
import type { ProvenToken } from './token-proof.ts';
import { acquireToken } from './token-source.ts';

/** A tenant of the estate, as far as signing in needs it. */
export interface SignInTenant {
  readonly id: TenantId;
  readonly cloud: Cloud;
}

export interface IdentityServiceOptions {
  readonly tenants: {
    find(tenantId: TenantId): SignInTenant | null;
    list(): readonly SignInTenant[];
  };
  readonly store: IdentityStore;
  readonly clients: CloudClients;
  readonly clientIdOf: (cloud: Cloud) => string | null;
  /** Where tokens are kept, as far as it is known by now. */
  readonly storage: () => Pick<Identity, 'storage' | 'storageNotice'>;
  /** A page in the tenant's compartment, over whose addresses the sign-in decides first. */
  readonly openPage: (tenantId: TenantId) => SignInPage;
  readonly fetch: Fetch;
  readonly isOnline: () => boolean;
  readonly copyText: (text: string) => void;
  /** Copies what must not stay on the clipboard. */
  readonly copySecret: (text: string) => void;
  /** A random text that nobody guesses. */
  readonly newState: () => string;
  readonly now: () => Date;
  readonly onChanged: (identity: Identity) => void;
  /** A sign-in that the operator asked for is over. */
  readonly onSignInEnded: (end: SignInEnd) => void;
  /** Throws a Failure with plain words for a tenant that may not be signed in to. */
  readonly requireAllowed: (tenantId: TenantId) => void;
  /** Whether an administrator allows signing in by a code. */
  readonly allowsDeviceCode: boolean;
}

export interface TokenWish {
  readonly tenantId: TenantId;
  /** Of one API, written with its address; see `scopesOf`. */
  readonly scopes: readonly string[];
  /** JSON text of a claims challenge that an API answered; the caller repeats its request once. */
  readonly claims?: string | undefined;
  /** The token before was refused: what is cached does not count. */
  readonly isRenewal?: boolean;
}

export interface IdentityService {
  get(): Identity;
  /** Loads what was kept. Sign-ins whose account is gone are shown as such afterwards. */
  start(): Promise<void>;
  signIn(wish: { tenantId: TenantId; accountId: AccountId | null; isFresh: boolean }): void;
  signInByCode(wish: { tenantId: TenantId; accountId: AccountId | null }): void;
  cancelSignIn(tenantId: TenantId): void;
  dropTokens(tenantId: TenantId): Promise<void>;
  removeAccount(accountId: AccountId): Promise<void>;
  copyConsentLink(tenantId: TenantId): void;
  /** Throws `not-found` when no code is shown any more. */
  copyDeviceCode(): void;
  discover(accountId: AccountId): Promise<Discovery>;
  /**
   * A token for Bulkhead's own requests, without any page. Throws a SignInError. With claims that
   * only a page can satisfy, the next sign-in of the tenant asks for them.
   */
  getToken(wish: TokenWish): Promise<ProvenToken>;
  /** What the ID token of the last sign-in of this run says; null before it. */
  factsOf(tenantId: TenantId): IdTokenFacts | null;
  /** Nothing of the tenant stays. Throws `storage-failed`. */
  forgetTenant(tenantId: TenantId): Promise<void>;
  /** Hands on what is not saved yet; for quitting. */
  flush(): Promise<void>;
}

/** More challenges than this in the time below are a loop; the service would stop answering. */
const MAX_CHALLENGES = 3;
const CHALLENGE_WINDOW_MS = 5 * 60 * 1000;

export function createIdentityService(options: IdentityServiceOptions): IdentityService {
  const { tenants, store, clients, clientIdOf, fetch, isOnline, now } = options;
  let revision = 0;
  let accounts: readonly Account[] = [];
  /** Counts up when tokens of a tenant are dropped: what is still under way is thrown away. */
  const epochs = new Map<TenantId, number>();
  let deviceCode: Identity['deviceCode'] = null;
  let codeFor: TenantId | null = null;
  const wantedClaims = new Map<TenantId, string>();
  const challenges = new Map<TenantId, number[]>();

  const changed = () => {
    revision += 1;
    options.onChanged(get());
  };
  const states = createSignInStates(store, now, changed);
  const epochOf = (tenantId: TenantId) => epochs.get(tenantId) ?? 0;
  const nextEpoch = (tenantId: TenantId) => epochs.set(tenantId, epochOf(tenantId) + 1);

  const tenantOf = (tenantId: TenantId): SignInTenant => {
    const tenant = tenants.find(tenantId);
    if (tenant === null) throw new Failure('not-found', 'This tenant is not in the list any more.');
    return tenant;
  };
  const clientOf = async (cloud: Cloud) => {
    const client = await clients.of(cloud);
    if (client === null) throw new SignInError(problemOf('not-configured', NOT_CONFIGURED));
    return client;
  };

  const readAccounts = async () => {
    const found: Account[] = [];
    for (const cloud of CLOUDS) {
      const client = await clients.of(cloud);
      for (const info of (await client?.accounts()) ?? []) {
        const account = toAccount(cloud, info);
        if (account !== null) found.push(account);
      }
    }
    accounts = found.slice(0, 200);
  };

  const shown = (tenant: SignInTenant): TenantSignIn => {
    const known = states.shown(tenant.id);
    if (interactive.isRunning(tenant.id)) {
      return { ...known, state: 'signing-in', code: null, reason: 'Signing in …' };
    }
    if (clientIdOf(tenant.cloud) === null) {
      return { ...known, state: 'not-configured', code: null, reason: NOT_CONFIGURED };
    }
    return known;
  };
  const get = (): Identity => ({
    revision,
    accounts: [...accounts],
    signIns: tenants.list().slice(0, 2000).map(shown),
    ...options.storage(),
    configuredClouds: CLOUDS.filter((cloud) => clientIdOf(cloud) !== null),
    allowsDeviceCode: options.allowsDeviceCode,
    deviceCode,
  });

  const took = async (token: ProvenToken, isNew: boolean) => {
    wantedClaims.delete(token.tenantId);
    await readAccounts();
    states.succeeded(token, { isNew });
  };

  const interactive: InteractiveSignIns = createInteractiveSignIns({
    openPage: options.openPage,
    now,
    onEnded: options.onSignInEnded,
    accountsOf: (cloud) => accounts.filter((account) => account.cloud === cloud),
    onChanged: changed,
    onCode: (tenantId, code) => {
      // A sign-in that was cancelled may end after the next one began.
      if (codeFor !== tenantId) return;
      if (code === null) codeFor = null;
      deviceCode = code === null ? null : { tenantId, ...code, endsAt: code.endsAt.toISOString() };
      changed();
    },
    onToken: took,
    onProblem: (tenantId, accountId, problem) => {
      if (problem.claims !== null) wantedClaims.set(tenantId, problem.claims);
      states.failed(tenantId, accountId, problem);
    },
  });

  /** Takes a failure of Bulkhead's own requests into what is shown of the tenant's sign-in. */
  const note = (wish: TokenWish, cloud: Cloud, accountId: AccountId, problem: SignInProblem) => {
    const isSignInItself = wish.scopes.every((scope) => signInScopesOf(cloud).includes(scope));
    // A tenant that refuses one permission keeps the rest, and stays signed in.
    const isOfFeature = problem.state === 'needs-consent' || problem.state === 'not-configured';
    if (isOfFeature && !isSignInItself) return;
    // A network that is gone takes back nothing that the tenant said; its age tells the rest.
    if (problem.state === 'unreachable' && REFUSALS.has(states.shown(wish.tenantId).state)) return;
    if (problem.claims !== null) wantedClaims.set(wish.tenantId, problem.claims);
    states.failed(wish.tenantId, accountId, problem);
  };

  const fetchToken = async (wish: TokenWish, claims?: string): Promise<ProvenToken> => {
    const { tenantId, scopes } = wish;
    const tenant = tenants.find(tenantId);
    const accountId = states.actor(tenantId);
    if (tenant === null || accountId === null) {
      throw new SignInError(problemOf('signed-out', 'Nobody is signed in to this tenant.'));
    }
    const epoch = epochOf(tenantId);
    const client = await clientOf(tenant.cloud);
    let token: ProvenToken;
    try {
      token = await acquireToken(
        client,
        { tenantId, accountId, scopes, claims, skipsCache: wish.isRenewal },
        now,
      );
    } catch (error) {
      const problem = explainSignInError(error);
      if (epoch === epochOf(tenantId)) note(wish, tenant.cloud, accountId, problem);
      throw new SignInError(problem);
    }
    // SECURITY(ended-session): a token that arrives after the operator ended the session is dropped.
    if (epoch !== epochOf(tenantId)) {
      throw new SignInError(problemOf('signed-out', 'The session of this tenant was ended.'));
    }
    if (token.facts.isFresh) states.succeeded(token, { isNew: false });
    return token;
  };

  const betterToken = async (wish: TokenWish, claims: string): Promise<ProvenToken> => {
    const since = now().getTime() - CHALLENGE_WINDOW_MS;
    const recent = (challenges.get(wish.tenantId) ?? []).filter((at) => at > since);
    challenges.set(wish.tenantId, [...recent, now().getTime()]);
    if (recent.length >= MAX_CHALLENGES) {
      const words = 'The service keeps asking for a better sign-in. Sign in to this tenant again.';
      throw new SignInError(problemOf('needs-sign-in', words));
    }
    try {
      return await fetchToken(wish, claims);
    } catch (error) {
      if (!wantedClaims.has(wish.tenantId)) wantedClaims.set(wish.tenantId, claims);
      throw error;
    }
  };

  const drop = async (tenantId: TenantId, cloud: Cloud): Promise<void> => {
    const accountId = states.actor(tenantId);
    nextEpoch(tenantId);
    interactive.abandon(tenantId);
    wantedClaims.delete(tenantId);
    if (accountId === null) return;
    const client = await clients.of(cloud);
    // A refresh token that no tenant uses any more is only good for a thief.
    const isLast = states.tenantsOf(accountId).every((other) => other === tenantId);
    await (isLast ? client?.removeAccount(accountId) : client?.dropTenant(accountId, tenantId));
    await readAccounts();
  };

  const begin = (
    tenantId: TenantId,
    accountId: AccountId | null,
    how: { readonly isFresh: boolean; readonly isByCode: boolean },
  ): void => {
    const tenant = tenantOf(tenantId);
    options.requireAllowed(tenantId);
    if (clientIdOf(tenant.cloud) === null) throw new Failure('not-available', NOT_CONFIGURED);
    if (interactive.isRunning(tenantId)) {
      throw new Failure('conflict', 'A sign-in to this tenant is under way already.');
    }
    if (accountId !== null && !accounts.some(({ id }) => id === accountId)) {
      throw new Failure('not-found', 'This account is not known any more. Sign in without it.');
    }
    if (!isOnline()) throw new Failure('offline', 'This device is offline. Sign in later.');
    interactive.start({
      tenant,
      client: () => clientOf(tenant.cloud),
      chosenId: accountId,
      actorId: states.actor(tenantId),
      claims: wantedClaims.get(tenantId) ?? null,
      ...how,
    });
  };

  return {
    get,
    async start() {
      await readAccounts();
      for (const { id, cloud } of tenants.list()) {
        const accountId = states.actor(id);
        const isKept = accounts.some(
          (account) => account.id === accountId && account.cloud === cloud,
        );
        if (accountId !== null && !isKept && clientIdOf(cloud) !== null) {
          states.ended(id, 'The stored sign-in is not there any more. Sign in again.');
        }
      }
      changed();
    },
    signIn({ tenantId, accountId, isFresh }) {
      begin(tenantId, accountId, { isFresh, isByCode: false });
    },
    signInByCode({ tenantId, accountId }) {
      // SECURITY(device-code-policy): an administrator decides, whatever the page asks for.
      if (!options.allowsDeviceCode) {
        throw new Failure('not-available', 'Your administrator does not allow codes.');
      }
      if (codeFor !== null && interactive.isRunning(codeFor)) {
        throw new Failure('conflict', 'Another code is waited for. Use it or cancel it first.');
      }
      begin(tenantId, accountId, { isFresh: true, isByCode: true });
      codeFor = tenantId;
    },
    cancelSignIn(tenantId) {
      tenantOf(tenantId);
      interactive.cancel(tenantId);
    },
    async dropTokens(tenantId) {
      const tenant = tenantOf(tenantId);
      await drop(tenantId, tenant.cloud);
      states.ended(tenantId, 'You ended the session of this tenant in Bulkhead.');
      changed();
    },
    async removeAccount(accountId) {
      const own = accounts.filter(({ id }) => id === accountId);
      if (own.length === 0) throw new Failure('not-found', 'This account is not known any more.');
      const acted = states.tenantsOf(accountId);
      for (const tenantId of acted) {
        nextEpoch(tenantId);
        interactive.abandon(tenantId);
      }
      for (const { cloud } of own) await (await clients.of(cloud))?.removeAccount(accountId);
      for (const tenantId of acted) states.ended(tenantId, 'You removed the account.');
      await readAccounts();
      changed();
    },
    copyConsentLink(tenantId) {
      const { cloud } = tenantOf(tenantId);
      const clientId = clientIdOf(cloud);
      if (clientId === null) throw new Failure('not-available', NOT_CONFIGURED);
      options.copyText(consentLink(cloud, tenantId, clientId, options.newState()));
    },
    copyDeviceCode() {
      if (deviceCode === null) throw new Failure('not-found', 'This code is over.');
      options.copySecret(deviceCode.userCode);
    },
    async discover(accountId) {
      const account = accounts.find(({ id }) => id === accountId);
      if (account === undefined) {
        throw new Failure('not-found', 'This account is not known any more.');
      }
      // What the account reaches is asked of its home tenant, with a token of that one.
      options.requireAllowed(account.homeTenantId);
      if (!isOnline()) throw new Failure('offline', 'This device is offline. Ask later.');
      const client = await clients.of(account.cloud);
      if (client === null) throw new Failure('not-available', NOT_CONFIGURED);
      const ask = createApiAsk(fetch, async (scopes) => {
        const wish = { tenantId: account.homeTenantId, accountId, scopes };
        return (await acquireToken(client, wish, now)).token;
      });
      return discoverTenants(account.cloud, ask, (tenantId) => tenants.find(tenantId) !== null);
    },
    async getToken(wish) {
      // SECURITY(tenant-allow-list): also for what was signed in to before the policy came.
      options.requireAllowed(wish.tenantId);
      return wish.claims === undefined ? fetchToken(wish) : betterToken(wish, wish.claims);
    },
    factsOf: (tenantId) => states.facts(tenantId),
    async forgetTenant(tenantId) {
      const cloud = tenants.find(tenantId)?.cloud;
      if (cloud !== undefined) await drop(tenantId, cloud);
      states.forget(tenantId);
      epochs.delete(tenantId);
      challenges.delete(tenantId);
    },
    async flush() {
      store.flush();
      await clients.flush();
    },
  };
}

/** What a tenant itself answered to a sign-in, and what stays so until it answers again. */
const REFUSALS: ReadonlySet<TenantSignIn['state']> = new Set([
  'needs-mfa',
  'needs-sign-in',
  'needs-consent',
  'blocked',
  'disabled',
  'not-a-user',
]);

const NOT_CONFIGURED =
  'Bulkhead has no app registration for this cloud. Your administrator sets its client id.';

/** An account of the library for the page; null for one that has no such shape. */
function toAccount(cloud: Cloud, info: AccountInfo): Account | null {
  const homeTenantId = info.homeAccountId.split('.')[1] ?? '';
  const name = plainLine(info.name ?? info.username).text.slice(0, 256);
  const username = plainLine(info.username).text.slice(0, 256);
  const account = { id: info.homeAccountId, username, name, homeTenantId, cloud };
  return parseGuarded(Account, account).data ?? null;
}
