import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEVICE_HEADER } from '../../cloud/sign-in/managed-device.ts';
import { createNativeClient } from './native-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';
import type { Page } from './test-browser.ts';

const HOST = 'https://login.microsoftonline.com';
const OPERATOR = 'dana.okafor@contoso.com';

describe('refusals and second factors', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runDemoCloud();
  });
  afterAll(() => run.stop());
  beforeEach(() => run.cloud.endAllSessions());

  async function openAs(name: string, url: string): Promise<Page> {
    const browser = createTestBrowser(run.cloud);
    return browser.signIn(await browser.open(url), name, run.account(name).password);
  }
  const defender = (domain: string): string =>
    `https://security.microsoft.com/?tid=${run.tenant(domain).id}`;
  const entra = (domain: string): string => `https://entra.microsoft.com/${run.tenant(domain).id}/`;

  /** What a reader of block pages finds on one. */
  function blockOn(page: Page): unknown {
    return {
      host: page.url.host,
      code: page.text('errorCode'),
      message: page.text('service_exception_message'),
      correlationId: page.text('correlationId'),
      details: page.text('moreDetails'),
    };
  }
  function block(code: string): unknown {
    return {
      host: 'login.microsoftonline.com',
      code,
      message: expect.stringMatching(`^AADSTS${code}: `),
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      details: expect.stringContaining('Timestamp'),
    };
  }

  it('refuses the embedded browser where a compliant device is required', async () => {
    expect(blockOn(await openAs(OPERATOR, entra('northwindtraders.com')))).toEqual(block('53000'));
  });

  it('lets a managed browser in there', async () => {
    const browser = createTestBrowser(run.cloud);
    const headers = { [DEVICE_HEADER]: 'any' };
    await browser.signIn(
      await browser.open(entra('contoso.com')),
      OPERATOR,
      run.account(OPERATOR).password,
    );

    const embedded = await browser.open(entra('northwindtraders.com'));
    const managed = await browser.open(entra('northwindtraders.com'), headers);

    expect(blockOn(embedded)).toEqual(block('53000'));
    expect(managed.text('tenant-id')).toBe(run.tenant('northwindtraders.com').id);
  });

  it('refuses guests in an app that a Conditional Access policy blocks, and only there', async () => {
    const url = `https://intune.microsoft.com/${run.tenant('fabrikam.com').id}`;

    expect(blockOn(await openAs(OPERATOR, url))).toEqual(block('53003'));
    expect((await openAs('adm-dana@fabrikam.com', url)).text('portal-name')).toBe(
      'Intune admin center',
    );
  });

  it('says that consent is missing, in the app concerned only', async () => {
    expect(blockOn(await openAs(OPERATOR, defender('litwareinc.com')))).toEqual(block('65001'));
    expect((await openAs(OPERATOR, entra('litwareinc.com'))).text('tenant-name')).toBe('Litware');
  });

  it('refuses an account that is not in the tenant, and takes another one', async () => {
    const browser = createTestBrowser(run.cloud);
    const kim = 'kim.akers@adatum.com';
    const page = await browser.signIn(
      await browser.open(defender('contoso.com')),
      kim,
      run.account(kim).password,
    );

    const asked = await browser.submit(page, { step: 'other' });
    const portal = await browser.signIn(asked, OPERATOR, run.account(OPERATOR).password);

    expect(blockOn(page)).toEqual(block('50020'));
    expect(portal.text('account-name')).toBe(OPERATOR);
  });

  it('refuses a home tenant that the cross-tenant policy keeps out', async () => {
    expect(blockOn(await openAs('adm-dana@fabrikam.com', entra('litwareinc.com')))).toEqual(
      block('500213'),
    );
  });

  it('says at the form what is wrong with the name, the password or the account', async () => {
    const browser = createTestBrowser(run.cloud);
    const start = await browser.open(defender('contoso.com'));

    const nobody = await browser.submit(start, { loginfmt: 'nobody@contoso.com' });
    const asked = await browser.submit(nobody, { loginfmt: OPERATOR });
    const wrong = await browser.submit(asked, { login: OPERATOR, passwd: 'wrong' });
    const leaver = 'former.admin@contoso.com';
    const disabled = await browser.submit(wrong, {
      login: leaver,
      passwd: run.account(leaver).password,
    });

    expect(nobody.text('usernameError')).toMatch(/no account with this name/);
    expect(wrong.text('passwordError')).toContain('AADSTS50126');
    expect(disabled.text('passwordError')).toContain('AADSTS50057');
  });

  it('wants a second factor to be registered', async () => {
    expect(blockOn(await openAs('new.starter@adatum.com', entra('adatum.com')))).toEqual(
      block('50079'),
    );
  });

  it('asks for the factor at every sign-in where the tenant wants that', async () => {
    const browser = createTestBrowser(run.cloud);
    await browser.signIn(
      await browser.open(entra('adatum.com')),
      OPERATOR,
      run.account(OPERATOR).password,
    );

    const otherPortal = await browser.open(
      `https://portal.azure.com/${run.tenant('adatum.com').id}`,
    );
    const wrong = await browser.submit(otherPortal, { step: 'mfa', number: '00' });
    const right = await browser.submit(wrong, {
      step: 'mfa',
      number: wrong.text('mfa-number') ?? '',
    });

    expect(otherPortal.text('mfa-number')).toMatch(/^\d\d$/);
    expect(wrong.text('numberError')).toMatch(/not the number/);
    expect(right.text('tenant-name')).toBe('Adatum Corporation');
  });

  it('takes a factor given at home where the tenant trusts that', async () => {
    const browser = createTestBrowser(run.cloud);
    await browser.signIn(
      await browser.open(entra('contoso.com')),
      OPERATOR,
      run.account(OPERATOR).password,
    );

    const fabrikam = await browser.open(entra('fabrikam.com'));

    expect(fabrikam.text('tenant-name')).toBe('Fabrikam');
    expect(fabrikam.text('amr')).toBe('pwd, mfa');
  });

  it('tells the portal when the operator gives the factor up', async () => {
    const browser = createTestBrowser(run.cloud);
    const start = await browser.open(entra('contoso.com'));
    const asked = await browser.submit(start, { loginfmt: OPERATOR });
    const mfa = await browser.submit(asked, {
      login: OPERATOR,
      passwd: run.account(OPERATOR).password,
    });

    const back = await browser.submit(mfa, { step: 'cancel' });

    expect(back.url.host).toBe('entra.microsoft.com');
    expect(back.body).toContain('AADSTS50076');
  });

  it('knows neither other apps, nor other redirects, nor tenants of other clouds', async () => {
    const browser = createTestBrowser(run.cloud);
    const contoso = `${HOST}/${run.tenant('contoso.com').id}`;
    const client = createNativeClient(browser, contoso, 'openid');

    const app = await browser.open(
      client.authorizeUrl({ client_id: '00000000-0000-0000-0000-00000000dead' }),
    );
    const redirect = await browser.open(
      client.authorizeUrl({ redirect_uri: 'https://attacker.example/' }),
    );
    const cloud = await browser.open(
      `https://security.microsoft.com/?tid=${run.tenant('woodgrove.onmicrosoft.us').id}`,
    );

    expect(blockOn(app)).toEqual(block('700016'));
    expect(blockOn(redirect)).toEqual(block('50011'));
    expect(blockOn(cloud)).toEqual(block('90002'));
  });

  it('does not take a page that was answered before', async () => {
    const browser = createTestBrowser(run.cloud);
    const start = await browser.open(entra('contoso.com'));
    await browser.signIn(start, OPERATOR, run.account(OPERATOR).password);

    const late = await browser.submit(start, { loginfmt: OPERATOR });

    expect(blockOn(late)).toEqual(block('165000'));
  });

  it('has portal clients take sign-in responses of their own browser only', async () => {
    const mine = createTestBrowser(run.cloud);
    const other = createTestBrowser(run.cloud);
    const form = await mine.send(defender('contoso.com'));
    const state = new URL(String(form.headers.location)).searchParams.get('state') ?? '';

    const stolen = await other.send('https://security.microsoft.com/signin-oidc', {
      form: { state, id_token: 'a.b.c' },
    });
    const forged = await mine.send('https://security.microsoft.com/signin-oidc', {
      form: { state, id_token: 'a.b.c' },
    });
    const invented = await mine.send('https://security.microsoft.com/signin-oidc', {
      form: { state: 'x.y', id_token: 'a.b.c' },
    });

    expect([stolen.status, stolen.body]).toEqual([403, expect.stringContaining('invalid_nonce')]);
    expect([forged.status, forged.body]).toEqual([403, expect.stringContaining('invalid_token')]);
    expect([invented.status, invented.body]).toEqual([
      403,
      expect.stringContaining('invalid_state'),
    ]);
  });
});
