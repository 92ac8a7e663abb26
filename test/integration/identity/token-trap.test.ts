import { PublicClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authorityOf } from '../../../main/identity/authority.ts';
import { type CloudClient, openCloudClient } from '../../../main/identity/cloud-client.ts';
import { startCompartmentSignIn } from '../../../main/identity/compartment-sign-in.ts';
import { createNetworkClient } from '../../../main/identity/network-client.ts';
import { SignInError } from '../../../main/identity/sign-in-error.ts';
import { proveToken } from '../../../main/identity/token-proof.ts';
import { acquireToken } from '../../../main/identity/token-source.ts';
import { TenantId } from '../../../preload/contract/ids.ts';
import { AccountId } from '../../../preload/contract/identity.ts';
import { APPS } from '../../cloud/sign-in/apps.ts';
import { runDemoCloud, type RunningCloud } from '../cloud/running-cloud.ts';
import { cloudFetch } from './cloud-fetch.ts';
import { operatorPages } from './operator-page.ts';

const OPERATOR = 'dana.okafor@contoso.com';
const SCOPES = ['https://graph.microsoft.com/User.Read'];
const CLIENT_ID = APPS.bulkhead.clientId;
const now = () => new Date();

describe('one account in two tenants', () => {
  let run: RunningCloud;
  let contoso: TenantId;
  let fabrikam: TenantId;
  let kept: string;
  let client: CloudClient;
  const authority = authorityOf('global');

  beforeAll(async () => {
    run = await runDemoCloud();
    contoso = TenantId.parse(run.tenant('contoso.com').id);
    fabrikam = TenantId.parse(run.tenant('fabrikam.com').id);
  });
  afterAll(() => run.stop());

  beforeEach(async () => {
    run.cloud.endAllSessions();
    kept = '';
    client = await openCloudClient({
      authority,
      clientId: CLIENT_ID,
      fetch: cloudFetch(run.cloud),
      store: {
        load: async () => null,
        reject: () => undefined,
        save: async (text) => {
          kept = text;
        },
      },
    });
    const pages = operatorPages(run.cloud, (page, browser) =>
      browser.signIn(page, OPERATOR, run.account(OPERATOR).password),
    );
    await startCompartmentSignIn({
      client,
      openPage: pages.openPage,
      request: { tenantId: contoso, scopes: SCOPES },
      accountId: null,
      now,
    }).done;
    await client.flush();
  });

  const accountId = () => AccountId.parse(run.account(OPERATOR).id);

  it('gives each tenant its own token without another page', async () => {
    const home = await acquireToken(
      client,
      { tenantId: contoso, accountId: accountId(), scopes: SCOPES },
      now,
    );
    const guest = await acquireToken(
      client,
      { tenantId: fabrikam, accountId: accountId(), scopes: SCOPES },
      now,
    );

    const before = run.cloud.requests.requests().length;
    const again = await acquireToken(
      client,
      { tenantId: fabrikam, accountId: accountId(), scopes: SCOPES },
      now,
    );

    // From the cache, and at the first try.
    expect(again.token).toBe(guest.token);
    expect(run.cloud.requests.requests()).toHaveLength(before);
    expect(tidOf(home.token)).toBe(contoso);
    expect(tidOf(guest.token)).toBe(fabrikam);
    expect(guest.facts.userType).toBe('guest');
    expect(guest.facts.objectId).not.toBe(home.facts.objectId);
  });

  it('is where the library alone answers with the home tenant’s token, which is refused', async () => {
    const bare = new PublicClientApplication({
      auth: {
        clientId: CLIENT_ID,
        authority: `https://${authority.host}/${contoso}`,
        knownAuthorities: [authority.host],
      },
      system: {
        networkClient: createNetworkClient({ fetch: cloudFetch(run.cloud), host: authority.host }),
      },
    });
    bare.getTokenCache().deserialize(kept);
    const [account] = await bare.getTokenCache().getAllAccounts();
    if (account === undefined) throw new Error('the account was not kept');

    const trapped = await bare.acquireTokenSilent({
      account,
      authority: `https://${authority.host}/${fabrikam}`,
      scopes: SCOPES,
    });

    expect(trapped.authority).toContain(fabrikam);
    expect(tidOf(trapped.accessToken)).toBe(contoso);
    const use = () =>
      proveToken(trapped, {
        authority,
        clientId: CLIENT_ID,
        tenantId: fabrikam,
        accountId: accountId(),
        now: now(),
      });
    expect(use).toThrow(SignInError);
    expect(use).toThrow('token of another tenant');
  });
});

function tidOf(token: string): unknown {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(payload) as Record<string, unknown>)['tid'];
}
