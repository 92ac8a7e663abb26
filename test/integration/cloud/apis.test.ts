import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNativeClient } from './native-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';
import type { Answer, TestBrowser } from './test-browser.ts';

const OPERATOR = 'dana.okafor@contoso.com';
const GRAPH = 'https://graph.microsoft.com';
const ARM = 'https://management.azure.com';

function json(answer: Answer): Record<string, unknown> {
  return JSON.parse(answer.body) as Record<string, unknown>;
}

describe('Graph and ARM', () => {
  let run: RunningCloud;
  let browser: TestBrowser;
  let refreshToken: string;
  const graphScope = `openid offline_access ${GRAPH}/User.Read`;

  beforeAll(async () => {
    run = await runDemoCloud();
    browser = createTestBrowser(run.cloud);
    const client = createNativeClient(browser, authority('contoso.com'), graphScope);
    const page = await browser.signIn(
      await browser.open(client.authorizeUrl()),
      OPERATOR,
      run.account(OPERATOR).password,
    );
    refreshToken = String(json(await client.redeem(page)).refresh_token);
  });
  afterAll(() => run.stop());

  function authority(domain: string): string {
    return `https://login.microsoftonline.com/${run.tenant(domain).id}`;
  }
  async function tokenFor(domain: string, scope: string): Promise<string> {
    const client = createNativeClient(browser, authority(domain), scope);
    return String(json(await client.refresh(refreshToken, { scope })).access_token);
  }
  function call(url: string, token: string | null): Promise<Answer> {
    return browser.send(url, {
      headers: {
        'client-request-id': '11112222-3333-4444-8555-666677778888',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  }

  it('answers who I am in my own tenant, and as a guest elsewhere', async () => {
    const home = json(
      await call(`${GRAPH}/v1.0/me`, await tokenFor('contoso.com', `${GRAPH}/User.Read`)),
    );
    const guest = json(
      await call(`${GRAPH}/v1.0/me`, await tokenFor('fabrikam.com', `${GRAPH}/User.Read`)),
    );

    expect(home).toMatchObject({
      id: run.account(OPERATOR).id.split('.')[0],
      userPrincipalName: OPERATOR,
      userType: 'Member',
      creationType: null,
    });
    expect(guest).toMatchObject({
      userPrincipalName: 'dana.okafor_contoso.com#EXT#@fabrikam.onmicrosoft.com',
      userType: 'Guest',
      externalUserState: 'Accepted',
      creationType: 'Invitation',
    });
  });

  it('answers which tenant this is, with the properties selected', async () => {
    const token = await tokenFor('fabrikam.com', `${GRAPH}/User.Read`);

    const all = json(await call(`${GRAPH}/v1.0/organization`, token));
    const some = json(
      await call(`${GRAPH}/v1.0/organization?$select=id,displayName,verifiedDomains`, token),
    );
    const wrong = await call(`${GRAPH}/v1.0/organization?$select=nonsense`, token);

    const [organization] = all.value as [Record<string, unknown>];
    expect(organization).toMatchObject({
      id: run.tenant('fabrikam.com').id,
      displayName: 'Fabrikam',
      verifiedDomains: [
        expect.objectContaining({ name: 'fabrikam.com', isDefault: true, isInitial: false }),
        expect.objectContaining({ name: 'fabrikam.onmicrosoft.com', isInitial: true }),
      ],
    });
    expect(Object.keys((some.value as [object])[0])).toEqual([
      'id',
      'displayName',
      'verifiedDomains',
    ]);
    expect(wrong.status).toBe(400);
  });

  it('lists the tenants an account gets into, by how it does, and none by GDAP', async () => {
    const token = await tokenFor('contoso.com', `${ARM}/user_impersonation`);

    const list = json(await call(`${ARM}/tenants?api-version=2022-12-01`, token));
    const unversioned = await call(`${ARM}/tenants`, token);

    const tenants = list.value as { displayName: string; tenantCategory: string }[];
    expect(tenants.map((tenant) => [tenant.displayName, tenant.tenantCategory])).toEqual([
      ['Contoso', 'Home'],
      ['Fabrikam', 'ProjectedBy'],
      ['Adatum Corporation', 'ProjectedBy'],
      ['Northwind Traders', 'ProjectedBy'],
    ]);
    expect([unversioned.status, json(unversioned).error]).toEqual([
      400,
      expect.objectContaining({ code: 'MissingApiVersionParameter' }),
    ]);
  });

  it('refuses no token, a changed one, one of another API and one of another cloud', async () => {
    const graph = await tokenFor('contoso.com', `${GRAPH}/User.Read`);
    const [header = '', payload = '', signature = ''] = graph.split('.');
    const claims = Buffer.from(payload, 'base64url').toString('utf8');
    const changed = Buffer.from(
      claims.replaceAll(run.tenant('contoso.com').id, run.tenant('fabrikam.com').id),
    ).toString('base64url');

    const answers = await Promise.all([
      call(`${GRAPH}/v1.0/me`, null),
      call(`${GRAPH}/v1.0/me`, `${header}.${changed}.${signature}`),
      call(`${ARM}/tenants?api-version=2022-12-01`, graph),
      call('https://graph.microsoft.us/v1.0/me', graph),
    ]);

    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
      expect(json(answer).error).toMatchObject({
        code: 'InvalidAuthenticationToken',
        innerError: {
          'client-request-id': '11112222-3333-4444-8555-666677778888',
          'request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      });
    }
  });

  it('refuses what the token has no permission for, and what it does not have', async () => {
    const token = await tokenFor('contoso.com', `${GRAPH}/Device.Read.All`);
    const readable = await tokenFor('contoso.com', `${GRAPH}/User.Read`);

    const denied = await call(`${GRAPH}/v1.0/organization`, token);
    const missing = await call(`${GRAPH}/v1.0/nothing`, readable);

    expect([denied.status, json(denied).error]).toEqual([
      403,
      expect.objectContaining({ code: 'Authorization_RequestDenied' }),
    ]);
    expect(missing.status).toBe(404);
  });
});
