import {
  type AccountInfo,
  type AuthenticationResult,
  CryptoProvider,
  type DeviceCodeRequest,
  type INativeBrokerPlugin,
  type INetworkModule,
  LogLevel,
  type NetworkRequestOptions,
  PublicClientApplication,
} from '@azure/msal-node';
import type { AccountId } from '../../preload/contract/identity.ts';
import type { TenantId } from '../../preload/contract/ids.ts';
import { authorityUrl, type Authority, cloudDiscoveryOf, redirectUriOf } from './authority.ts';
import type { Fetch } from './bounded-request.ts';
import { type DeviceCodeRefusal, isAboutDeviceCode, readRefusal } from './device-code-refusal.ts';
import { createNetworkClient } from './network-client.ts';
import type { TokenStore } from './token-cache.ts';
import { withoutTenant } from './token-cache-text.ts';

/**
 * The sign-in library for one cloud and one app registration.
 *
 * Its cache plug-in is not used: with one, the library empties its memory before every silent
 * request, and requests that overlap lose each other's tokens, on disk too. Here the text is read
 * once, lives in memory, and is written after a change.
 */

export interface SilentRequest {
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly scopes: readonly string[];
  /** JSON text; makes the library ask the service instead of its cache. */
  readonly claims?: string | undefined;
  readonly skipsCache?: boolean | undefined;
}

export interface PageRequest {
  readonly tenantId: TenantId;
  readonly scopes: readonly string[];
  readonly loginHint?: string | undefined;
  readonly prompt?: 'login' | 'select_account' | undefined;
  readonly claims?: string | undefined;
}

/** A sign-in page that was begun. Secrets of it stay in here. */
export interface BegunPage {
  readonly url: string;
  readonly redirectUri: string;
  readonly state: string;
  /** Trades the code for tokens. Throws what the library throws. */
  redeem(code: string, clientInfo: string | null): Promise<AuthenticationResult>;
}

/** A code as the service offers it; nothing of it is checked yet. */
export type OfferedCode = Readonly<
  Record<'userCode' | 'verificationUri' | 'expiresIn' | 'interval', unknown>
>;

export interface CloudClient {
  readonly authority: Authority;
  readonly clientId: string;
  /** One entry per account; no token is among them. */
  accounts(): Promise<readonly AccountInfo[]>;
  /** Null when the account is not known here. Throws what the library throws. */
  silent(request: SilentRequest): Promise<AuthenticationResult | null>;
  beginPage(request: PageRequest): Promise<BegunPage>;
  /**
   * Asks for a code and then, at the pace that the service sets, whether it was typed in.
   * @param onCode may throw to end it before anything is asked again
   * @param signal ends it before the next question; throws what the library throws
   */
  byDeviceCode(
    request: PageRequest,
    onCode: (code: OfferedCode) => void,
    signal: AbortSignal,
  ): Promise<AuthenticationResult | null>;
  /** The system's own sign-in (Windows); null where there is none. */
  readonly broker: ((request: PageRequest) => Promise<AuthenticationResult>) | null;
  /** Forgets access and ID tokens of one tenant, also those that are still on their way. */
  dropTenant(accountId: AccountId, tenantId: TenantId): Promise<void>;
  /** Forgets an account with its refresh token and the tokens of all its tenants. */
  removeAccount(accountId: AccountId): Promise<void>;
  /** Resolves when everything that changed was handed to the store. */
  flush(): Promise<void>;
}

export interface CloudClientOptions {
  readonly authority: Authority;
  readonly clientId: string;
  readonly store: TokenStore;
  readonly fetch: Fetch;
  readonly nativeBroker?: INativeBrokerPlugin | null;
  /** Native handle of the window that the system's dialog belongs to. */
  readonly windowHandle?: () => Buffer;
}

/** Opens the client with what was kept. Never throws for what was kept. */
export async function openCloudClient(options: CloudClientOptions): Promise<CloudClient> {
  const { authority, clientId, store, fetch, nativeBroker = null, windowHandle } = options;
  const network = createNetworkClient({ fetch, host: authority.host });
  /** The library passes on of a refused code that it was refused, and not why. */
  let lastRefusal: DeviceCodeRefusal | null = null;
  const networkClient: INetworkModule = {
    ...network,
    async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions) {
      const answer = await network.sendPostRequestAsync<T>(url, options);
      if (isAboutDeviceCode(url, options)) lastRefusal = readRefusal(answer.body);
      return answer;
    },
  };
  const crypto = new CryptoProvider();

  const create = (text: string | null): PublicClientApplication => {
    const app = new PublicClientApplication({
      auth: {
        clientId,
        // Every request names its tenant; this one is never asked.
        authority: `https://${authority.host}/organizations`,
        knownAuthorities: [authority.host],
        cloudDiscoveryMetadata: cloudDiscoveryOf(authority),
        clientCapabilities: ['CP1'],
      },
      ...(nativeBroker === null ? {} : { broker: { nativeBrokerPlugin: nativeBroker } }),
      system: {
        networkClient,
        disableInternalRetries: true,
        // SECURITY(sign-in-silence): the library logs nothing; its lines hold names and ids.
        loggerOptions: {
          loggerCallback: () => undefined,
          piiLoggingEnabled: false,
          logLevel: LogLevel.Error,
        },
      },
    });
    if (text !== null) app.getTokenCache().deserialize(text);
    return app;
  };

  let app = await openWith(create, store);
  const isWithBroker = nativeBroker?.isBrokerAvailable === true;

  let isDirty = false;
  let saving: Promise<void> | null = null;
  const saveAll = async () => {
    while (isDirty) {
      isDirty = false;
      await store.save(app.getTokenCache().serialize());
    }
    saving = null;
  };
  const keep = () => {
    isDirty = true;
    saving ??= saveAll();
    return saving;
  };
  const keepChanges = () => {
    if (app.getTokenCache().hasChanged()) void keep();
  };

  const accounts = () => app.getTokenCache().getAllAccounts();
  const find = async (accountId: AccountId, tenantId: TenantId) => {
    const own = (await accounts()).filter((account) => account.homeAccountId === accountId);
    return own.find((account) => account.tenantId === tenantId) ?? own[0] ?? null;
  };

  return {
    authority,
    clientId,
    async accounts() {
      const found = new Map<string, AccountInfo>();
      for (const account of await accounts()) {
        if (!found.has(account.homeAccountId)) found.set(account.homeAccountId, account);
      }
      return [...found.values()];
    },
    async silent({ tenantId, accountId, scopes, claims, skipsCache = false }) {
      const account = await find(accountId, tenantId);
      if (account === null) return null;
      try {
        return await app.acquireTokenSilent({
          // SECURITY(token-realm): the library looks into its cache by the account's tenant first,
          // and only then by the address; either alone gives the token of another tenant.
          account: { ...account, tenantId },
          authority: authorityUrl(authority, tenantId),
          scopes: [...scopes],
          forceRefresh: skipsCache,
          ...(claims === undefined ? {} : { claims }),
        });
      } finally {
        keepChanges();
      }
    },
    async beginPage({ tenantId, scopes, loginHint, prompt, claims }) {
      const { verifier, challenge } = await crypto.generatePkceCodes();
      const state = crypto.createNewGuid();
      const nonce = crypto.createNewGuid();
      const redirectUri = redirectUriOf(authority);
      const common = {
        authority: authorityUrl(authority, tenantId),
        scopes: [...scopes],
        redirectUri,
        state,
        nonce,
        ...(claims === undefined ? {} : { claims }),
      };
      // SECURITY(sign-in-binding): PKCE, state and nonce tie the answer to this very request.
      const url = await app.getAuthCodeUrl({
        ...common,
        responseMode: 'query',
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        ...(loginHint === undefined ? {} : { loginHint }),
        ...(prompt === undefined ? {} : { prompt }),
      });
      return {
        url,
        redirectUri,
        state,
        async redeem(code, clientInfo) {
          try {
            return await app.acquireTokenByCode(
              {
                ...common,
                code,
                codeVerifier: verifier,
                ...(clientInfo === null ? {} : { clientInfo }),
              },
              { code, state, nonce },
            );
          } finally {
            keepChanges();
          }
        },
      };
    },
    async byDeviceCode({ tenantId, scopes, claims }, onCode, signal) {
      const wish: DeviceCodeRequest = {
        authority: authorityUrl(authority, tenantId),
        scopes: [...scopes],
        deviceCodeCallback: onCode,
        cancel: signal.aborted,
        ...(claims === undefined ? {} : { claims }),
      };
      signal.addEventListener('abort', () => (wish.cancel = true), { once: true });
      lastRefusal = null;
      try {
        return await app.acquireTokenByDeviceCode(wish);
      } catch (error) {
        throw lastRefusal ?? error;
      } finally {
        keepChanges();
      }
    },
    broker: isWithBroker
      ? async ({ tenantId, scopes, loginHint, prompt, claims }) => {
          try {
            return await app.acquireTokenInteractive({
              authority: authorityUrl(authority, tenantId),
              scopes: [...scopes],
              nonce: crypto.createNewGuid(),
              // Only called where there is no broker; then nothing may open.
              openBrowser: () => Promise.reject(new Error('No browser is opened for a sign-in')),
              ...(windowHandle === undefined ? {} : { windowHandle: windowHandle() }),
              ...(loginHint === undefined ? {} : { loginHint }),
              ...(prompt === undefined ? {} : { prompt }),
              ...(claims === undefined ? {} : { claims }),
            });
          } finally {
            keepChanges();
          }
        }
      : null,
    async dropTenant(accountId, tenantId) {
      // The library cannot forget one tenant. A new one begins with the rest; what the old one
      // still fetches ends with it.
      app = create(withoutTenant(app.getTokenCache().serialize(), accountId, tenantId));
      await keep();
    },
    async removeAccount(accountId) {
      for (const account of await accounts()) {
        if (account.homeAccountId === accountId) await app.getTokenCache().removeAccount(account);
      }
      // Also what is under way must not bring it back.
      app = create(app.getTokenCache().serialize());
      await keep();
    },
    async flush() {
      keepChanges();
      await saving;
    },
  };
}

/** A cache that passes every check may still be one that the library cannot read. */
async function openWith(
  create: (text: string | null) => PublicClientApplication,
  store: TokenStore,
): Promise<PublicClientApplication> {
  try {
    const app = create(await store.load());
    // Reads everything that is kept of accounts, their ID tokens too.
    await app.getTokenCache().getAllAccounts();
    return app;
  } catch {
    store.reject();
    return create(null);
  }
}
