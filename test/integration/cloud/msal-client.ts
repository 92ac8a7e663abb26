import { CryptoProvider, PublicClientApplication } from '@azure/msal-node';
import type { AccountInfo, AuthenticationResult, INetworkModule } from '@azure/msal-node';
import { APPS } from '../../cloud/sign-in/apps.ts';
import type { Page, TestBrowser } from './test-browser.ts';

/** MSAL Node against the simulated cloud, signed in through a browser without scripts. */
export type MsalClient = {
  app: PublicClientApplication;
  /** Opens the sign-in page of a tenant; `finish` redeems what the browser ended at. */
  start: (tenantId: string, more?: { claims?: string; prompt?: string }) => Promise<MsalSignIn>;
  silent: (
    account: AccountInfo,
    tenantId: string,
    more?: { scopes?: string[]; claims?: string; forceRefresh?: boolean },
  ) => Promise<AuthenticationResult>;
};

export type MsalSignIn = {
  page: Page;
  finish: (page: Page, claims?: string) => Promise<AuthenticationResult>;
};

const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

function networkOf(browser: TestBrowser): INetworkModule {
  return {
    sendGetRequestAsync: async (url, options) => {
      const answer = await browser.send(url, { headers: options?.headers ?? {} });
      return {
        status: answer.status,
        headers: answer.headers as Record<string, string>,
        body: JSON.parse(answer.body),
      };
    },
    sendPostRequestAsync: async (url, options) => {
      const form = Object.fromEntries(new URLSearchParams(options?.body ?? ''));
      const answer = await browser.send(url, {
        form,
        headers: { ...options?.headers, ...HEADERS },
      });
      return {
        status: answer.status,
        headers: answer.headers as Record<string, string>,
        body: JSON.parse(answer.body),
      };
    },
  };
}

export function createMsalClient(
  browser: TestBrowser,
  origin: string,
  homeTenantId: string,
  defaultScopes: string[],
): MsalClient {
  const app = new PublicClientApplication({
    auth: {
      clientId: APPS.bulkhead.clientId,
      authority: `${origin}/${homeTenantId}`,
      clientCapabilities: ['CP1'],
    },
    system: { networkClient: networkOf(browser) },
  });
  const crypto = new CryptoProvider();
  const redirectUri = `${origin}/common/oauth2/nativeclient`;

  return {
    app,
    start: async (tenantId, more = {}) => {
      const { verifier, challenge } = await crypto.generatePkceCodes();
      const common = {
        scopes: defaultScopes,
        authority: `${origin}/${tenantId}`,
        redirectUri,
        nonce: crypto.createNewGuid(),
        state: crypto.createNewGuid(),
      };
      const url = await app.getAuthCodeUrl({
        ...common,
        responseMode: 'query',
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        ...more,
      });
      return {
        page: await browser.open(url),
        finish: ({ url: end }, claims) => {
          const code = end.searchParams.get('code') ?? '';
          const state = end.searchParams.get('state') ?? '';
          return app.acquireTokenByCode(
            {
              ...common,
              code,
              codeVerifier: verifier,
              ...(claims === undefined ? {} : { claims }),
              clientInfo: end.searchParams.get('client_info') ?? '',
            },
            { code, state, nonce: common.nonce },
          );
        },
      };
    },
    silent: (account, tenantId, { scopes = defaultScopes, ...more } = {}) =>
      app.acquireTokenSilent({
        account: { ...account, tenantId },
        authority: `${origin}/${tenantId}`,
        scopes,
        ...more,
      }),
  };
}
