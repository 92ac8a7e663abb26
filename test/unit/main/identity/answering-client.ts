import { PublicClientApplication } from '@azure/msal-node';
import { authorityOf, cloudDiscoveryOf } from '../../../../main/identity/authority.ts';
import { createNetworkClient } from '../../../../main/identity/network-client.ts';

const HOST = authorityOf('global').host;
export const HOME = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
export const CLIENT_ID = '11112222-aaaa-4bbb-8ccc-333344445555';

export interface GivenAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The real library with a stored account and a service that gives these answers, then the last. */
export async function clientWithAnswers(answers: readonly GivenAnswer[]) {
  let asked = 0;
  const app = new PublicClientApplication({
    auth: {
      clientId: CLIENT_ID,
      authority: `https://${HOST}/${HOME}`,
      knownAuthorities: [HOST],
      cloudDiscoveryMetadata: cloudDiscoveryOf(authorityOf('global')),
    },
    system: {
      disableInternalRetries: true,
      networkClient: createNetworkClient({
        host: HOST,
        fetch: async () => {
          const answer = answers[Math.min(asked, answers.length - 1)];
          asked += 1;
          return Response.json(answer?.body, { status: answer?.status ?? 500 });
        },
      }),
    },
  });
  app.getTokenCache().deserialize(storedAccount());
  const silent = async () => {
    const [account] = await app.getTokenCache().getAllAccounts();
    if (account === undefined) throw new Error('the stored account was not read');
    return app.acquireTokenSilent({
      account: { ...account, tenantId: HOME },
      authority: `https://${HOST}/${HOME}`,
      scopes: ['https://graph.microsoft.com/User.Read'],
    });
  };
  return {
    asked: () => asked,
    silent,
    /** What the library throws. */
    errorOfSilent: (): Promise<unknown> =>
      silent().then(
        () => {
          throw new Error('it should have failed');
        },
        (error: unknown) => error,
      ),
  };
}

/** The cache of somebody who signed in to that home tenant before. */
export function storedAccount(): string {
  const homeAccountId = `9f2f1c5e-0000-4000-8000-000000000001.${HOME}`;
  return JSON.stringify({
    Account: {
      [`${homeAccountId}-${HOST}-${HOME}`]: {
        home_account_id: homeAccountId,
        environment: HOST,
        realm: HOME,
        local_account_id: '9f2f1c5e-0000-4000-8000-000000000001',
        username: 'dana@contoso.com',
        authority_type: 'MSSTS',
        tenantProfiles: [JSON.stringify({ tenantId: HOME, localAccountId: 'x' })],
      },
    },
    RefreshToken: {
      [`${homeAccountId}-${HOST}-refreshtoken-${CLIENT_ID}----`]: {
        home_account_id: homeAccountId,
        environment: HOST,
        credential_type: 'RefreshToken',
        client_id: CLIENT_ID,
        secret: 'refresh',
      },
    },
  });
}
