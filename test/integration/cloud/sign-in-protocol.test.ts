import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPublicKey, verify } from 'node:crypto';
import { createNativeClient } from './native-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';
import type { Answer } from './test-browser.ts';

const HOST = 'https://login.microsoftonline.com';
const OPERATOR = 'dana.okafor@contoso.com';
const GRAPH_SCOPE = 'openid profile offline_access https://graph.microsoft.com/User.Read';

function json(answer: Answer): Record<string, unknown> {
  return JSON.parse(answer.body) as Record<string, unknown>;
}

function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(
    Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8'),
  ) as Record<string, unknown>;
}

describe('the sign-in protocol', () => {
  let run: RunningCloud;
  let contoso: string;
  let fabrikam: string;

  beforeAll(async () => {
    run = await runDemoCloud();
    contoso = run.tenant('contoso.com').id;
    fabrikam = run.tenant('fabrikam.com').id;
  });
  afterAll(() => run.stop());
  beforeEach(() => run.cloud.endAllSessions());

  async function signedIn(scope = GRAPH_SCOPE) {
    const browser = createTestBrowser(run.cloud);
    const client = createNativeClient(browser, `${HOST}/${contoso}`, scope);
    const page = await browser.signIn(
      await browser.open(client.authorizeUrl()),
      OPERATOR,
      run.account(OPERATOR).password,
    );
    return { browser, client, page };
  }

  it('describes itself per tenant, by domain as well as by id', async () => {
    const browser = createTestBrowser(run.cloud);
    const path = 'v2.0/.well-known/openid-configuration';

    const byId = json(await browser.send(`${HOST}/${contoso}/${path}`));
    const byDomain = json(await browser.send(`${HOST}/contoso.com/${path}`));
    const common = json(await browser.send(`${HOST}/common/${path}`));
    const unknown = await browser.send(`${HOST}/nobody.example/${path}`);

    expect(byId).toEqual(byDomain);
    expect(byId).toMatchObject({
      issuer: `${HOST}/${contoso}/v2.0`,
      authorization_endpoint: `${HOST}/${contoso}/oauth2/v2.0/authorize`,
      jwks_uri: `${HOST}/${contoso}/discovery/v2.0/keys`,
    });
    expect(common.issuer).toBe(`${HOST}/{tenantid}/v2.0`);
    expect(unknown.status).toBe(400);
    expect(json(unknown).error_codes).toEqual([90002]);
  });

  it('names the hosts of the three sign-in instances', async () => {
    const browser = createTestBrowser(run.cloud);

    const answer = await browser.send(`${HOST}/common/discovery/instance?api-version=1.1`);

    const { metadata } = json(answer) as { metadata: { preferred_network: string }[] };
    expect(metadata.map((entry) => entry.preferred_network)).toEqual([
      'login.microsoftonline.com',
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
    ]);
  });

  it('gives a code for PKCE, and for the code tokens of the tenant, well signed', async () => {
    const { browser, client, page } = await signedIn();

    const tokens = json(await client.redeem(page));
    const keys = json(await browser.send(`${HOST}/${contoso}/discovery/v2.0/keys`));

    const idToken = String(tokens.id_token);
    const [header = '', payload = '', signature = ''] = idToken.split('.');
    const [jwk] = keys.keys as [{ kty: string; n: string; e: string }];
    const isSigned = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      createPublicKey({ key: jwk, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    );
    expect(page.url.searchParams.get('state')).toBe('state-1');
    expect(isSigned).toBe(true);
    expect(claimsOf(idToken)).toMatchObject({
      iss: `${HOST}/${contoso}/v2.0`,
      tid: contoso,
      oid: run.account(OPERATOR).id.split('.')[0],
      preferred_username: OPERATOR,
      name: 'Dana Okafor',
      nonce: 'nonce-1',
      ver: '2.0',
      acct: 0,
    });
    // Version 2.0 tokens say nothing of the second factor.
    expect(claimsOf(idToken).amr).toBeUndefined();
    expect(claimsOf(tokens.access_token).amr).toEqual(['pwd', 'mfa']);
    expect(claimsOf(`.${String(tokens.client_info)}`)).toEqual({
      uid: run.account(OPERATOR).id.split('.')[0],
      utid: contoso,
    });
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      scope: 'https://graph.microsoft.com/User.Read',
    });
  });

  it('refuses a code without its verifier, and a code used before', async () => {
    const first = await signedIn();
    const wrong = await first.client.redeem(first.page, { code_verifier: 'x'.repeat(43) });
    const again = await signedIn();
    await again.client.redeem(again.page);

    const twice = await again.client.redeem(again.page);

    expect([wrong.status, json(wrong).error]).toEqual([400, 'invalid_grant']);
    expect([twice.status, json(twice).error]).toEqual([400, 'invalid_grant']);
  });

  it('uses one refresh token for another tenant and another API, with that tenant’s object id', async () => {
    const { client, page } = await signedIn();
    const { refresh_token: refreshToken } = json(await client.redeem(page));

    const elsewhere = json(
      await client.refresh(String(refreshToken), {
        authority: `${HOST}/${fabrikam}`,
        scope: 'openid profile https://management.azure.com/user_impersonation',
      }),
    );

    const access = claimsOf(elsewhere.access_token);
    expect(access).toMatchObject({
      tid: fabrikam,
      iss: `https://sts.windows.net/${fabrikam}/`,
      aud: 'https://management.azure.com',
      scp: 'user_impersonation',
    });
    expect(access.oid).not.toBe(run.account(OPERATOR).id.split('.')[0]);
    expect(claimsOf(elsewhere.id_token)).toMatchObject({
      tid: fabrikam,
      idp: `https://sts.windows.net/${contoso}/`,
      acct: 1,
    });
  });

  it('answers a refresh with the tenant’s refusal in MSAL’s shape', async () => {
    const { client, page } = await signedIn();
    const { refresh_token: refreshToken } = json(await client.redeem(page));
    const refreshAt = async (domain: string) =>
      json(
        await client.refresh(String(refreshToken), {
          authority: `${HOST}/${run.tenant(domain).id}`,
          scope: 'https://graph.microsoft.com/User.Read',
        }),
      );

    const mfa = await refreshAt('adatum.com');
    const device = await refreshAt('northwindtraders.com');
    const consent = await refreshAt('litwareinc.com');

    expect(mfa).toMatchObject({
      error: 'invalid_grant',
      suberror: 'basic_action',
      error_codes: [50076],
    });
    expect(mfa.claims).toContain('capolids');
    expect(mfa.error_description).toMatch(
      /^AADSTS50076: .* Correlation ID: [0-9a-f-]{36} Timestamp: /,
    );
    expect(device).toMatchObject({ error: 'invalid_grant', error_codes: [53000] });
    expect(consent).toMatchObject({ suberror: 'consent_required', error_codes: [65001] });
  });

  it('answers a silent request without a page', async () => {
    const browser = createTestBrowser(run.cloud);
    const client = createNativeClient(browser, `${HOST}/${contoso}`, GRAPH_SCOPE);

    const nobody = await browser.open(client.authorizeUrl({ prompt: 'none' }));
    const signed = await signedIn();
    const silent = await signed.browser.open(signed.client.authorizeUrl({ prompt: 'none' }));
    const adatum = createNativeClient(
      signed.browser,
      `${HOST}/${run.tenant('adatum.com').id}`,
      GRAPH_SCOPE,
    );
    const wantsMfa = await signed.browser.open(adatum.authorizeUrl({ prompt: 'none' }));

    expect(nobody.url.searchParams.get('error')).toBe('login_required');
    expect(nobody.url.searchParams.get('error_description')).toContain('AADSTS50058');
    expect(silent.url.searchParams.get('code')).toBeTruthy();
    expect(wantsMfa.url.searchParams.get('error')).toBe('interaction_required');
    expect(wantsMfa.url.searchParams.get('error_description')).toContain('AADSTS50076');
  });

  it('answers in the fragment and by form as well', async () => {
    const { browser, client } = await signedIn();

    const fragment = await browser.send(client.authorizeUrl({ response_mode: 'fragment' }));
    const form = await browser.send(client.authorizeUrl({ response_mode: 'form_post' }));

    expect(fragment.headers.location).toMatch(/nativeclient#code=/);
    expect(form.body).toContain('name="code"');
    expect(form.body).toContain('name="client_info"');
  });

  it('asks for another account when the hint names one', async () => {
    const { browser, client } = await signedIn();

    const page = await browser.open(client.authorizeUrl({ login_hint: 'kim.akers@adatum.com' }));

    expect(page.text('displayName')).toBe('kim.akers@adatum.com');
    expect(page.body).toContain('name="passwd"');
  });

  it('goes to the home tenant of the account at organizations', async () => {
    const browser = createTestBrowser(run.cloud);
    const page = await browser.open('https://myaccount.microsoft.com/organizations');
    const named = await browser.submit(page, { loginfmt: 'kim.akers@adatum.com' });

    const portal = await browser.signIn(
      named,
      'kim.akers@adatum.com',
      run.account('kim.akers@adatum.com').password,
    );

    expect(portal.url.href).toBe('https://myaccount.microsoft.com/organizations');
    expect(portal.text('tenant-id')).toBe(run.tenant('adatum.com').id);
  });

  it('asks for consent when the client wants that, and tells it when declined', async () => {
    const { browser, client } = await signedIn();

    const page = await browser.open(client.authorizeUrl({ prompt: 'consent' }));
    const declined = await browser.submit(page, { step: 'decline' });
    const again = await browser.open(client.authorizeUrl({ prompt: 'consent' }));
    const accepted = await browser.submit(again, { step: 'accept' });

    expect(page.body).toContain('Permissions requested');
    expect(declined.url.searchParams.get('error_description')).toContain('AADSTS65004');
    expect(accepted.url.searchParams.get('code')).toBeTruthy();
  });
});
