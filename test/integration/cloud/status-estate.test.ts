import type { AccountInfo } from '@azure/msal-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectControl } from '../../cloud/control/control-client.ts';
import { APPS } from '../../cloud/sign-in/apps.ts';
import { createMsalClient } from './msal-client.ts';
import type { MsalClient } from './msal-client.ts';
import { runCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';
import type { TestBrowser } from './test-browser.ts';

const HOST = 'https://login.microsoftonline.com';
const GRAPH = 'https://graph.microsoft.com';
const POLICIES = `${GRAPH}/v1.0/identity/conditionalAccess/policies`;

describe('the status estate', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runCloud('status');
  });
  afterAll(() => run.stop());

  type Operator = { browser: TestBrowser; client: MsalClient; account: AccountInfo };

  async function signedIn(name: string, domain: string): Promise<Operator> {
    const browser = createTestBrowser(run.cloud);
    const { id } = run.tenant(domain);
    const client = createMsalClient(browser, HOST, id, [`${GRAPH}/Policy.Read.All`]);
    const signIn = await client.start(id);
    const page = await browser.signIn(signIn.page, name, run.account(name).password);
    const { account } = await signIn.finish(page);
    if (!account) throw new Error('no account');
    return { browser, client, account };
  }
  const first = () => signedIn('operator@home.example', 'home.example');
  const second = () => signedIn('second@throttled.example', 'throttled.example');

  /** The AADSTS number, another error's code, or `ok`. */
  async function silentOutcome({ client, account }: Operator, domain: string): Promise<string> {
    return client.silent(account, run.tenant(domain).id).then(
      () => 'ok',
      (error: unknown) => {
        const { errorNo, errorCode, code } = error as Record<string, unknown>;
        return String(errorNo || errorCode || code);
      },
    );
  }

  it('gives the first account another answer in each of its five tenants', async () => {
    const operator = await first();
    const domains = ['home', 'wants-mfa', 'wants-device', 'no-consent', 'disabled'];

    const outcomes = [];
    for (const name of domains) outcomes.push(await silentOutcome(operator, `${name}.example`));

    expect(outcomes).toEqual(['ok', '50076', '53000', '65001', '50057']);
  });

  it('lets the first account into the tenant that wants a factor, after one', async () => {
    const { browser, client } = await first();
    const { id } = run.tenant('wants-mfa.example');

    const signIn = await client.start(id);
    const number = signIn.page.text('mfa-number') ?? '';
    const result = await signIn.finish(await browser.submit(signIn.page, { step: 'mfa', number }));

    expect(number).toMatch(/^\d\d$/);
    expect(result.tenantId).toBe(id);
  });

  it('shows a block page where the user object is disabled', async () => {
    const { client } = await first();

    const { page } = await client.start(run.tenant('disabled.example').id);

    expect(page.text('errorCode')).toBe('50057');
  });

  it('has consent after an administrator followed the link, until a reset', async () => {
    const operator = await first();
    const { id } = run.tenant('no-consent.example');
    const link = `${HOST}/${id}/v2.0/adminconsent?${new URLSearchParams({
      client_id: APPS.bulkhead.clientId,
      scope: `${GRAPH}/.default`,
      redirect_uri: `${HOST}/common/oauth2/nativeclient`,
      state: 's-1',
    })}`;

    const page = await operator.browser.open(link);
    const declined = await operator.browser.submit(page, { step: 'decline' });
    const before = await silentOutcome(operator, 'no-consent.example');
    const accepted = await operator.browser.submit(page, { step: 'accept' });
    const after = await silentOutcome(operator, 'no-consent.example');
    const strange = await operator.browser.open(
      link.replace('login.microsoftonline.com%2Fcommon', 'attacker.example'),
    );
    run.cloud.consents.clear();
    await connectControl(run.cloud.controlPort).giveConsent(id);
    const byControl = run.cloud.consents.has(id);
    run.cloud.reset();

    expect(page.body).toContain(`${GRAPH}/.default`);
    expect(declined.url.searchParams.get('error')).toBe('access_denied');
    expect(before).toBe('65001');
    expect(accepted.url.searchParams.get('admin_consent')).toBe('True');
    expect(accepted.url.searchParams.get('state')).toBe('s-1');
    expect(after).toBe('ok');
    expect(strange.text('errorCode')).toBe('50011');
    expect(byControl).toBe(true);
    expect(run.cloud.consents.has(id)).toBe(false);
  });

  it('throttles one tenant of the second account, and resets the other', async () => {
    const operator = await second();
    const { accessToken } = await operator.client.silent(
      operator.account,
      run.tenant('throttled.example').id,
    );

    const throttled = await operator.browser.send(POLICIES, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const unreachable = await silentOutcome(operator, 'unreachable.example');

    expect([throttled.status, throttled.headers['retry-after']]).toEqual([429, '120']);
    expect(unreachable).toMatch(/network|ECONNRESET|hang up/);
  });

  it('keeps the accounts apart: neither exists where the other one is', async () => {
    const operator = await second();

    expect(await silentOutcome(operator, 'home.example')).toBe('50020');
  });

  it('is as broken after a reset as at the start, and whole when faults are cleared', async () => {
    const control = connectControl(run.cloud.controlPort);
    await control.addFault({ effect: { kind: 'latency', ms: 1 } });

    await control.reset();
    const again = run.cloud.faults.list();
    await control.clearFaults();
    const none = run.cloud.faults.list();
    run.cloud.reset();

    expect(again.map(({ effect }) => effect.kind)).toEqual(['status', 'reset']);
    expect(none).toEqual([]);
    expect(run.cloud.faults.list()).toHaveLength(2);
  });
});
