import { InteractionRequiredAuthError } from '@azure/msal-node';
import type { AuthenticationResult } from '@azure/msal-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readClaims } from '../../cloud/sign-in/signing-key.ts';
import { createMsalClient } from './msal-client.ts';
import type { MsalClient } from './msal-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';

const HOST = 'https://login.microsoftonline.com';
const OPERATOR = 'dana.okafor@contoso.com';
const GRAPH = 'https://graph.microsoft.com';

describe('MSAL Node at the simulated sign-in', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runDemoCloud();
  });
  afterAll(() => run.stop());
  beforeEach(() => {
    run.cloud.endAllSessions();
    run.cloud.faults.clear();
  });

  const tenantId = (domain: string): string => run.tenant(domain).id;

  async function signedIn(
    domain = 'contoso.com',
    name = OPERATOR,
  ): Promise<{ client: MsalClient; result: AuthenticationResult }> {
    const browser = createTestBrowser(run.cloud);
    const client = createMsalClient(browser, HOST, tenantId(domain), [`${GRAPH}/User.Read`]);
    const signIn = await client.start(tenantId(domain));
    const page = await browser.signIn(signIn.page, name, run.account(name).password);
    return { client, result: await signIn.finish(page) };
  }
  async function refusal(promise: Promise<unknown>): Promise<Record<string, unknown>> {
    return promise.then(
      () => {
        throw new Error('was not refused');
      },
      (error: unknown) => ({ ...(error as object), type: (error as object).constructor.name }),
    );
  }

  it('signs in by code, with nonce, state, PKCE and client capabilities', async () => {
    const { result } = await signedIn();

    expect(result.tenantId).toBe(tenantId('contoso.com'));
    expect(result.account?.homeAccountId).toBe(run.account(OPERATOR).id);
    expect(readClaims(result.accessToken)).toMatchObject({ xms_cc: ['CP1'], scp: 'User.Read' });
  });

  it('gets tokens of other tenants and APIs silently, with the object id of each', async () => {
    const { client, result } = await signedIn();
    const account = result.account;
    if (!account) throw new Error('no account');

    const guest = await client.silent(account, tenantId('fabrikam.com'));
    const arm = await client.silent(account, tenantId('fabrikam.com'), {
      scopes: ['https://management.azure.com/user_impersonation'],
    });

    expect(guest.tenantId).toBe(tenantId('fabrikam.com'));
    expect(guest.account?.homeAccountId).toBe(account.homeAccountId);
    expect(guest.account?.localAccountId).not.toBe(account.localAccountId);
    expect(readClaims(arm.accessToken)).toMatchObject({
      aud: 'https://management.azure.com',
      tid: tenantId('fabrikam.com'),
    });
  });

  it('falls into the trap: without the tenant in the account it is the home tenant’s token', async () => {
    const { client, result } = await signedIn();
    if (!result.account) throw new Error('no account');

    const trapped = await client.app.acquireTokenSilent({
      account: result.account,
      authority: `${HOST}/${tenantId('fabrikam.com')}`,
      scopes: [`${GRAPH}/User.Read`],
    });

    expect(trapped.authority).toContain(tenantId('fabrikam.com'));
    expect(readClaims(trapped.accessToken)?.tid).toBe(tenantId('contoso.com'));
  });

  it('is refused with number, suberror and claims', async () => {
    const { client, result } = await signedIn();
    const account = result.account;
    if (!account) throw new Error('no account');

    const mfa = await refusal(client.silent(account, tenantId('adatum.com')));
    const device = await refusal(client.silent(account, tenantId('northwindtraders.com')));
    const consent = await refusal(client.silent(account, tenantId('litwareinc.com')));

    expect(mfa).toMatchObject({
      type: InteractionRequiredAuthError.name,
      subError: 'basic_action',
    });
    expect(String(mfa.errorNo)).toBe('50076');
    expect(mfa.claims).toContain('capolids');
    expect(String(device.errorNo)).toBe('53000');
    expect([String(consent.errorNo), consent.subError]).toEqual(['65001', 'consent_required']);
  });

  it.each([
    [50057, 'ServerError', undefined],
    [50196, 'ServerError', undefined],
    [700082, 'ServerError', undefined],
    [50078, 'InteractionRequiredAuthError', 'basic_action'],
    [53003, 'InteractionRequiredAuthError', 'message_only'],
    [50173, 'InteractionRequiredAuthError', 'bad_token'],
  ] as const)('can be told to refuse with %i', async (code, type, suberror) => {
    const { client, result } = await signedIn();
    const account = result.account;
    if (!account) throw new Error('no account');
    run.cloud.faults.add({
      effect: { kind: 'sign-in-refused', code },
      tenantId: tenantId('fabrikam.com'),
    });

    const error = await refusal(client.silent(account, tenantId('fabrikam.com')));

    expect(error.type).toBe(type);
    expect(String(error.errorNo)).toBe(String(code));
    expect(error.subError || undefined).toBe(suberror);
  });

  it('shows a number it was told to refuse with on a page as well', async () => {
    run.cloud.faults.add({ effect: { kind: 'sign-in-refused', code: 50105 }, times: 1 });
    const client = createMsalClient(createTestBrowser(run.cloud), HOST, tenantId('contoso.com'), [
      `${GRAPH}/User.Read`,
    ]);

    const { page } = await client.start(tenantId('contoso.com'));

    expect(page.text('errorCode')).toBe('50105');
    expect(page.text('service_exception_message')).toContain('Contoso');
  });

  it('steps up: asks for a factor when an API wants it, and puts the context in the token', async () => {
    const { client, result } = await signedIn('adatum.com', 'kim.akers@adatum.com');
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const account = result.account;
    if (!account) throw new Error('no account');

    const stepped = await client.silent(account, tenantId('adatum.com'), { claims });

    expect(readClaims(stepped.accessToken)).toMatchObject({ acrs: ['c1'], amr: ['pwd', 'mfa'] });
  });

  it('comes back with the claims of a challenge that needs a sign-in', async () => {
    const name = 'adm-dana@tailwindtraders.partner.onmschina.cn';
    const tailwind = run.tenant('tailwindtraders.partner.onmschina.cn').id;
    const browser = createTestBrowser(run.cloud);
    const client = createMsalClient(browser, 'https://login.partner.microsoftonline.cn', tailwind, [
      'https://microsoftgraph.chinacloudapi.cn/User.Read',
    ]);
    const first = await client.start(tailwind);
    const { account } = await first.finish(
      await browser.signIn(first.page, name, run.account(name).password),
    );
    if (!account) throw new Error('no account');
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });

    const error = await refusal(client.silent(account, tailwind, { claims }));
    const again = await client.start(tailwind, { claims: String(error.claims) });
    const number = again.page.text('mfa-number') ?? '';
    const stepped = await again.finish(
      await browser.submit(again.page, { step: 'mfa', number }),
      String(error.claims),
    );

    expect(JSON.parse(String(error.claims))).toMatchObject(JSON.parse(claims));
    expect(readClaims(stepped.accessToken)).toMatchObject({ acrs: ['c1'] });
  });

  it('says nothing of a second factor in the ID token', async () => {
    const { result } = await signedIn();

    expect(result.idTokenClaims).not.toHaveProperty('amr');
    expect(result.idTokenClaims).toMatchObject({ acct: 0, tid: tenantId('contoso.com') });
  });

  it('gives a token of another tenant when that fault is set', async () => {
    const { client, result } = await signedIn();
    const account = result.account;
    if (!account) throw new Error('no account');
    run.cloud.faults.add({
      effect: { kind: 'wrong-tenant', tenantId: tenantId('adatum.com') },
      tenantId: tenantId('fabrikam.com'),
    });

    const wrong = await client.silent(account, tenantId('fabrikam.com'));

    expect(wrong.tenantId).toBe(tenantId('adatum.com'));
  });

  it('gives an ID token with odd claims, or none, when that fault is set', async () => {
    const { client, result } = await signedIn();
    const account = result.account;
    if (!account) throw new Error('no account');
    const there = tenantId('fabrikam.com');
    const setClaims = (claims: Record<string, unknown> | null) =>
      run.cloud.faults.add({ effect: { kind: 'odd-id-token', claims }, tenantId: there, times: 1 });

    setClaims({ name: 7, iat: 1 });
    const odd = await client.silent(account, there, { forceRefresh: true });
    setClaims(null);
    const none = await refusal(client.silent(account, there, { forceRefresh: true }));

    expect(odd.idTokenClaims).toMatchObject({ name: 7, iat: 1 });
    expect(none.type).toBe('ClientAuthError');
  });
});
