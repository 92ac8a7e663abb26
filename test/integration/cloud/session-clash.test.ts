import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';

const OPERATOR = 'dana.okafor@contoso.com';
const FABRIKAM_ADMIN = 'adm-dana@fabrikam.com';

describe('one sign-in session per browser', () => {
  let run: RunningCloud;
  let contosoUrl: string;
  let fabrikamUrl: string;
  const password = (name: string): string => run.account(name).password;

  beforeAll(async () => {
    run = await runDemoCloud();
    contosoUrl = `https://security.microsoft.com/?tid=${run.tenant('contoso.com').id}`;
    fabrikamUrl = `https://security.microsoft.com/?tid=${run.tenant('fabrikam.com').id}`;
  });
  afterAll(() => run.stop());
  beforeEach(() => run.cloud.endAllSessions());

  it('signs in to a portal and stays signed in when the browser is started again', async () => {
    const browser = createTestBrowser(run.cloud);

    const portal = await browser.signIn(
      await browser.open(contosoUrl),
      OPERATOR,
      password(OPERATOR),
    );
    browser.jar.restart();
    const again = await browser.send(contosoUrl);

    expect(portal.text('tenant-id')).toBe(run.tenant('contoso.com').id);
    expect(portal.text('account-name')).toBe(OPERATOR);
    expect(portal.text('amr')).toBe('pwd, mfa');
    expect(again.status).toBe(200);
    expect(again.body).toContain(OPERATOR);
  });

  it('refuses the first tenant once an account that does not exist there has signed in', async () => {
    const browser = createTestBrowser(run.cloud);
    await browser.signIn(await browser.open(contosoUrl), OPERATOR, password(OPERATOR));

    const fabrikam = await browser.open(
      `https://entra.microsoft.com/${run.tenant('fabrikam.com').id}`,
    );
    const picker = await browser.open('https://entra.microsoft.com/simulated/switch-account');
    const other = await browser.submit(picker, { loginfmt: FABRIKAM_ADMIN });
    await browser.signIn(other, FABRIKAM_ADMIN, password(FABRIKAM_ADMIN));
    await browser.open(fabrikamUrl);
    const contoso = await browser.open(contosoUrl);

    expect(fabrikam.text('account-name')).toBe(OPERATOR);
    expect(contoso.text('errorCode')).toBe('50020');
    expect(contoso.text('service_exception_message')).toContain('AADSTS50020');
  });

  it('silently takes over the first tenant’s portal when the second account exists there', async () => {
    const browser = createTestBrowser(run.cloud);
    const first = await browser.signIn(
      await browser.open(fabrikamUrl),
      FABRIKAM_ADMIN,
      password(FABRIKAM_ADMIN),
    );
    const refused = await browser.open(contosoUrl);
    const name = await browser.submit(refused, { step: 'other' });
    const second = await browser.signIn(name, OPERATOR, password(OPERATOR));

    const back = await browser.open(fabrikamUrl);

    expect(first.text('account-name')).toBe(FABRIKAM_ADMIN);
    expect(refused.text('errorCode')).toBe('50020');
    expect(second.text('account-name')).toBe(OPERATOR);
    expect(back.text('tenant-id')).toBe(run.tenant('fabrikam.com').id);
    expect(back.text('account-name')).toBe(OPERATOR);
  });

  it('keeps both alive when each has a browser session of its own', async () => {
    const contoso = createTestBrowser(run.cloud);
    const fabrikam = createTestBrowser(run.cloud);
    await contoso.signIn(await contoso.open(contosoUrl), OPERATOR, password(OPERATOR));
    await fabrikam.signIn(
      await fabrikam.open(fabrikamUrl),
      FABRIKAM_ADMIN,
      password(FABRIKAM_ADMIN),
    );
    contoso.jar.restart();
    fabrikam.jar.restart();

    const [one, two] = await Promise.all([contoso.open(contosoUrl), fabrikam.open(fabrikamUrl)]);

    expect(one.text('account-name')).toBe(OPERATOR);
    expect(two.text('account-name')).toBe(FABRIKAM_ADMIN);
  });

  it('ends the session of every tenant at once when the operator signs out', async () => {
    const browser = createTestBrowser(run.cloud);
    await browser.signIn(await browser.open(contosoUrl), OPERATOR, password(OPERATOR));

    const out = await browser.open('https://security.microsoft.com/signout');
    const entra = await browser.open(
      `https://entra.microsoft.com/${run.tenant('fabrikam.com').id}`,
    );

    expect(out.text('signed-out')).toBe('You signed out of your account');
    expect(entra.body).toContain('name="loginfmt"');
  });

  it('gives GCC High and DoD tenants one session, and the global cloud another', async () => {
    const browser = createTestBrowser(run.cloud);
    const admin = 'adm-dana@woodgrove.onmicrosoft.us';
    await browser.signIn(
      await browser.open(
        `https://security.microsoft.us/?tid=${run.tenant('woodgrove.onmicrosoft.us').id}`,
      ),
      admin,
      password(admin),
    );

    const dod = await browser.open(
      `https://security.apps.mil/?tid=${run.tenant('proseware.onmicrosoft.us').id}`,
    );
    const global = await browser.open(contosoUrl);

    expect(dod.text('errorCode')).toBe('50020');
    expect(global.body).toContain('name="loginfmt"');
  });

  it('signs in to the portals of the 21Vianet cloud at its own sign-in host', async () => {
    const browser = createTestBrowser(run.cloud);
    const admin = 'adm-dana@tailwindtraders.partner.onmschina.cn';
    const tenant = run.tenant('tailwindtraders.partner.onmschina.cn');

    const page = await browser.open(`https://portal.azure.cn/${tenant.id}`);
    const portal = await browser.signIn(page, admin, password(admin));

    expect(page.url.host).toBe('login.partner.microsoftonline.cn');
    expect(portal.url.href).toBe(`https://portal.azure.cn/${tenant.id}`);
    expect(portal.text('tenant-cloud')).toBe('china');
  });

  it('takes two sign-ins that were begun at the same time, the later one wins', async () => {
    const browser = createTestBrowser(run.cloud);
    const entraUrl = `https://entra.microsoft.com/${run.tenant('fabrikam.com').id}`;
    const [contosoPage, fabrikamPage] = [
      await browser.open(contosoUrl),
      await browser.open(entraUrl),
    ];

    const contoso = await browser.signIn(contosoPage, OPERATOR, password(OPERATOR));
    const fabrikam = await browser.signIn(fabrikamPage, FABRIKAM_ADMIN, password(FABRIKAM_ADMIN));
    const azure = await browser.open(`https://portal.azure.com/${run.tenant('fabrikam.com').id}`);

    expect(contoso.text('account-name')).toBe(OPERATOR);
    expect(fabrikam.text('account-name')).toBe(FABRIKAM_ADMIN);
    expect(azure.text('account-name')).toBe(FABRIKAM_ADMIN);
  });
});
