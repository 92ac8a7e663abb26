import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../main/ipc/failure.ts';
import type { TenantId } from '../../../preload/contract/ids.ts';
import { SignInError } from '../../../main/identity/sign-in-error.ts';
import { codeAnswer, refusal, tokenAnswer } from '../../unit/main/identity/device-code-answers.ts';
import { APPS } from '../../cloud/sign-in/apps.ts';
import { createCookieJar } from '../cloud/cookie-jar.ts';
import { runDemoCloud, type RunningCloud } from '../cloud/running-cloud.ts';
import { cloudFetch } from './cloud-fetch.ts';
import {
  type IdentityRun,
  type IdentityRunOptions,
  OPERATOR,
  profileFolder,
  runIdentity,
} from './identity-run.ts';

const USER_READ = ['https://graph.microsoft.com/User.Read'];
const ADMIN = 'adm-dana@fabrikam.com';

describe('signing in to tenants', () => {
  let run: RunningCloud;
  let folder: Awaited<ReturnType<typeof profileFolder>>;

  beforeAll(async () => {
    run = await runDemoCloud();
  });
  afterAll(() => run.stop());
  beforeEach(async () => {
    run.cloud.endAllSessions();
    run.cloud.faults.clear();
    folder = await profileFolder();
  });
  afterEach(() => folder.remove());

  const start = (options: IdentityRunOptions = {}): Promise<IdentityRun> =>
    runIdentity(run, { ...options, dir: folder.dir });

  it('asks once with a page, and the other tenants follow without one', async () => {
    const identity = await start();

    const home = await identity.signIn('contoso.com');
    const guest = await identity.signIn('fabrikam.com');

    expect(home).toMatchObject({
      state: 'signed-in',
      accountId: run.account(OPERATOR).id,
      reason: `Signed in as ${OPERATOR}.`,
    });
    expect(guest).toMatchObject({ state: 'signed-in', accountId: run.account(OPERATOR).id });
    expect(identity.pages.opened).toHaveLength(1);
    expect(identity.told('contoso.com')).toEqual(['signed-out', 'signing-in', 'signed-in']);
    expect(identity.service.get().accounts).toEqual([
      {
        id: run.account(OPERATOR).id,
        username: OPERATOR,
        name: 'Dana Okafor',
        homeTenantId: run.tenant('contoso.com').id,
        cloud: 'global',
      },
    ]);
  });

  it('asks with PKCE, state and nonce, at the tenant, and takes the answer without loading it', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');

    const url = new URL(identity.pages.opened[0] ?? '');
    expect(url.origin).toBe('https://login.microsoftonline.com');
    expect(url.pathname).toBe(`/${run.tenant('contoso.com').id}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[0-9a-f-]{36}$/),
      nonce: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(url.searchParams.get('scope')?.split(' ').toSorted()).toEqual([
      'https://graph.microsoft.com/User.Read',
      'offline_access',
      'openid',
      'profile',
    ]);
    expect(url.searchParams.get('claims')).toContain('"CP1"');
    const loaded = run.cloud.requests
      .requests({ host: 'login.microsoftonline.com' })
      .filter(({ path }) => path.startsWith('/common/oauth2/nativeclient'));
    expect(loaded).toEqual([]);
  });

  it('lets one account act in some tenants and another in others', async () => {
    let name = OPERATOR;
    const identity = await start({
      operator: (page, browser) => browser.signIn(page, name, run.account(name).password),
    });
    await identity.signIn('contoso.com');
    name = ADMIN;
    const fabrikam = await identity.signIn('fabrikam.com', { isFresh: true });

    const tokens = await Promise.all(
      ['contoso.com', 'fabrikam.com'].map((domain) =>
        identity.service.getToken({ tenantId: identity.tenantId(domain), scopes: USER_READ }),
      ),
    );

    expect(fabrikam).toMatchObject({ state: 'signed-in', accountId: run.account(ADMIN).id });
    expect(tokens.map(({ username }) => username)).toEqual([OPERATOR, ADMIN]);
    expect(
      identity.service
        .get()
        .accounts.map(({ username }) => username)
        .toSorted(),
    ).toEqual([ADMIN, OPERATOR]);
  });

  it('says that MFA is needed, and a page then asks for what the policy wants', async () => {
    let isPresent = true;
    const identity = await start({
      operator: (page, browser) =>
        isPresent
          ? browser.signIn(page, OPERATOR, run.account(OPERATOR).password)
          : Promise.resolve(page),
    });
    await identity.signIn('contoso.com');
    isPresent = false;
    await identity.signIn('adatum.com');
    const closed = identity.shown('adatum.com');
    isPresent = true;

    const done = await identity.signIn('adatum.com');

    expect(closed).toMatchObject({ state: 'needs-mfa', code: '50076' });
    expect(new URL(identity.pages.opened[1] ?? '').searchParams.get('claims')).toContain(
      'capolids',
    );
    expect(new URL(identity.pages.opened[1] ?? '').searchParams.get('login_hint')).toBe(OPERATOR);
    expect(done.state).toBe('signed-in');
    expect(identity.pages.opened).toHaveLength(3);
    expect(identity.service.factsOf(identity.tenantId('adatum.com'))).toMatchObject({
      userType: 'guest',
      authenticatedAt: expect.stringMatching(/^20/),
    });
  });

  it.each([
    ['northwindtraders.com', 'blocked', '53000', 'compliant device'],
    ['litwareinc.com', 'needs-consent', '65001', 'Consent is missing'],
  ])('says of %s that it is %s (%s)', async (domain, state, code, words) => {
    const identity = await start();
    await identity.signIn('contoso.com');

    const shown = await identity.signIn(domain);

    expect(shown).toMatchObject({ state, code });
    expect(shown.reason).toContain(words);
    expect(shown.tokenUntil).toBeNull();
  });

  it.each([
    [50057, 'disabled', 'disabled'],
    [50173, 'needs-sign-in', 'revoked'],
    [500213, 'blocked', 'inbound'],
  ] as const)(
    'says what %i means for a sign-in that was good before',
    async (code, state, word) => {
      const identity = await start();
      await identity.signIn('contoso.com');
      const tenantId = identity.tenantId('fabrikam.com');
      await identity.signIn('fabrikam.com');
      run.cloud.faults.add({ effect: { kind: 'sign-in-refused', code }, tenantId });

      const asked = identity.service.getToken({
        tenantId,
        scopes: ['https://graph.microsoft.com/Policy.Read.All'],
      });

      await expect(asked).rejects.toThrow(word);
      expect(identity.shown('fabrikam.com')).toMatchObject({ state, code: String(code) });
      expect(identity.shown('contoso.com').state).toBe('signed-in');
    },
  );

  it('asks for another account when the only one there is does not exist in the tenant', async () => {
    let name = 'kim.akers@adatum.com';
    const identity = await start({
      operator: (page, browser) => browser.signIn(page, name, run.account(name).password),
    });
    await identity.signIn('adatum.com');
    name = OPERATOR;

    const shown = await identity.signIn('contoso.com');

    expect(shown).toMatchObject({ state: 'signed-in', accountId: run.account(OPERATOR).id });
    expect(new URL(identity.pages.opened[1] ?? '').searchParams.get('prompt')).toBe(
      'select_account',
    );
  });

  it('refuses another account than the one that was chosen', async () => {
    let name = ADMIN;
    const identity = await start({
      operator: async (page, browser, url) => {
        if (name === ADMIN) return browser.signIn(page, name, run.account(name).password);
        browser.jar.adopt(createCookieJar());
        const unhinted = await browser.open(without(url, 'login_hint'));
        return browser.signIn(unhinted, name, run.account(name).password);
      },
    });
    await identity.signIn('fabrikam.com');
    name = OPERATOR;

    const shown = await identity.signIn('fabrikam.com', {
      accountId: identity.accountId(ADMIN),
      isFresh: true,
    });

    expect(shown).toMatchObject({ state: 'refused-token', accountId: run.account(ADMIN).id });
    expect(shown.reason).toContain('Another account signed in');
  });

  it('throws away a token of another tenant, wherever it comes from', async () => {
    const contoso = run.tenant('contoso.com').id;
    const fabrikam = run.tenant('fabrikam.com').id;
    const through = cloudFetch(run.cloud);
    const identity = await start({
      // Genuine tokens of the same account, of the tenant that was not asked for.
      fetch: (url, init) => through(url.replace(fabrikam, contoso), init),
    });
    await identity.signIn('contoso.com');

    const shown = await identity.signIn('fabrikam.com');

    expect(shown).toMatchObject({ state: 'refused-token', tokenUntil: null });
    expect(shown.reason).toContain('another tenant');
    const asked = identity.service.getToken({
      tenantId: identity.tenantId('fabrikam.com'),
      scopes: USER_READ,
    });
    await expect(asked).rejects.toThrow(SignInError);
  });

  it('keeps sign-ins over a restart, and no secret outside the keystore', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    const { token } = await identity.service.getToken({
      tenantId: identity.tenantId('contoso.com'),
      scopes: USER_READ,
    });

    const again = await identity.restart();
    const later = await again.service.getToken({
      tenantId: again.tenantId('contoso.com'),
      scopes: USER_READ,
    });

    expect(again.shown('contoso.com').state).toBe('signed-in');
    expect(later.token).toBe(token);
    expect(again.pages.opened).toEqual([]);
    const written = await readFile(join(folder.dir, 'identity.json'), 'utf8');
    expect(written).toContain(run.tenant('contoso.com').id);
    expect(written).not.toContain(token.slice(0, 20));
    expect(written).not.toContain('eyJ');
  });

  it('shows a kept sign-in as gone when the keystore has lost it', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    await identity.service.flush();

    const again = await start();

    expect(again.shown('contoso.com')).toMatchObject({
      state: 'signed-out',
      accountId: null,
      tokenUntil: null,
    });
  });

  it('drops the tokens of one tenant, and fetches none until the operator signs in again', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    await identity.signIn('fabrikam.com');
    const wish = { tenantId: identity.tenantId('fabrikam.com'), scopes: USER_READ };
    await identity.service.getToken(wish);
    const before = run.cloud.requests.requests().length;

    await identity.service.dropTokens(wish.tenantId);

    await expect(identity.service.getToken(wish)).rejects.toThrow('Nobody is signed in');
    expect(run.cloud.requests.requests()).toHaveLength(before);
    expect(identity.shown('fabrikam.com')).toMatchObject({ state: 'signed-out', accountId: null });
    expect(identity.shown('contoso.com').state).toBe('signed-in');
    await identity.service.getToken({ ...wish, tenantId: identity.tenantId('contoso.com') });
  });

  it('loses no token when many are fetched at once', async () => {
    const keystore = new Map();
    const identity = await runIdentity(run, { dir: folder.dir, keystore });
    await identity.signIn('contoso.com');
    await identity.signIn('fabrikam.com');
    const wishes = ['contoso.com', 'fabrikam.com'].flatMap((domain) =>
      ['User.Read', 'Policy.Read.All', 'Device.Read.All', 'AuditLog.Read.All'].map(
        (permission) => ({
          tenantId: identity.tenantId(domain),
          scopes: [`https://graph.microsoft.com/${permission}`],
        }),
      ),
    );

    const tokens = await Promise.all(wishes.map((wish) => identity.service.getToken(wish)));
    await identity.service.flush();

    expect(tokens.map(({ tenantId }) => tenantId)).toEqual(wishes.map(({ tenantId }) => tenantId));
    const kept = JSON.parse(String(keystore.get('global')));
    const realms = Object.values<{ realm: string }>(kept.AccessToken).map(({ realm }) => realm);
    expect(new Set(realms)).toEqual(new Set(wishes.map(({ tenantId }) => tenantId)));
    expect(Object.keys(kept.RefreshToken)).toHaveLength(1);
    const before = run.cloud.requests.requests().length;
    await Promise.all(wishes.map((wish) => identity.service.getToken(wish)));
    expect(run.cloud.requests.requests()).toHaveLength(before);
  });

  it('removes an account from every tenant, and from the keystore', async () => {
    const keystore = new Map();
    const identity = await runIdentity(run, { dir: folder.dir, keystore });
    await identity.signIn('contoso.com');
    await identity.signIn('fabrikam.com');

    await identity.service.removeAccount(identity.accountId(OPERATOR));

    expect(identity.service.get().accounts).toEqual([]);
    expect(identity.shown('contoso.com').state).toBe('signed-out');
    expect(identity.shown('fabrikam.com').state).toBe('signed-out');
    expect(keystore.get('global')).not.toContain(run.account(OPERATOR).id);
    expect(keystore.get('global')).not.toContain('eyJ');
  });

  it('ends the session when its last tenant is dropped: no refresh token stays', async () => {
    const keystore = new Map();
    const identity = await runIdentity(run, { dir: folder.dir, keystore });
    await identity.signIn('contoso.com');

    await identity.service.dropTokens(identity.tenantId('contoso.com'));

    expect(JSON.parse(String(keystore.get('global'))).RefreshToken).toEqual({});
    expect(identity.service.get().accounts).toEqual([]);
  });

  it('throws away what arrives after the session was ended', async () => {
    let arrive: () => void = () => undefined;
    let isHeld = false;
    let isArrived = false;
    const through = cloudFetch(run.cloud);
    const keystore = new Map();
    const identity = await runIdentity(run, {
      dir: folder.dir,
      keystore,
      fetch: async (url, init) => {
        const answer = await through(url, init);
        if (!isHeld) return answer;
        isArrived = true;
        await new Promise<void>((resolve) => {
          arrive = resolve;
        });
        return answer;
      },
    });
    await identity.signIn('contoso.com');
    await identity.signIn('fabrikam.com');
    const tenantId = identity.tenantId('fabrikam.com');
    isHeld = true;
    const asked = identity.service.getToken({
      tenantId,
      scopes: ['https://graph.microsoft.com/Policy.Read.All'],
    });
    const outcome = asked.catch((error: unknown) => error);
    await expect.poll(() => isArrived).toBe(true);

    await identity.service.dropTokens(tenantId);
    arrive();

    expect(await outcome).toMatchObject({ problem: { state: 'signed-out' } });
    await identity.service.flush();
    expect(keystore.get('global')).not.toContain(`"realm":"${tenantId}"`);
    expect(identity.shown('fabrikam.com').state).toBe('signed-out');
  });

  it('answers a claims challenge once, and then leaves the prompt to the operator', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    const wish = { tenantId: identity.tenantId('contoso.com'), scopes: USER_READ };
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    const first = await identity.service.getToken(wish);

    const better = await identity.service.getToken({ ...wish, claims });
    run.cloud.endAllSessions();
    const refused = await identity.service.getToken({ ...wish, claims }).catch((e: unknown) => e);
    const shown = identity.shown('contoso.com');
    const before = identity.pages.opened.length;
    await identity.signIn('contoso.com');

    expect(better.token).not.toBe(first.token);
    expect(refused).toBeInstanceOf(SignInError);
    expect(shown.state).toBe('needs-sign-in');
    expect(identity.pages.opened).toHaveLength(before + 1);
    expect(new URL(identity.pages.opened.at(-1) ?? '').searchParams.get('claims')).toContain('nbf');
    expect(identity.shown('contoso.com').state).toBe('signed-in');
  });

  it('does not follow a service that keeps asking for better tokens', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    const wish = {
      tenantId: identity.tenantId('contoso.com'),
      scopes: USER_READ,
      claims: '{"access_token":{}}',
    };

    for (let n = 0; n < 3; n += 1) await identity.service.getToken(wish);
    const before = run.cloud.requests.requests().length;

    await expect(identity.service.getToken(wish)).rejects.toThrow('keeps asking');
    expect(run.cloud.requests.requests()).toHaveLength(before);
  });

  it('stays signed in when one permission is refused', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    const tenantId = identity.tenantId('contoso.com');
    run.cloud.faults.add({ effect: { kind: 'sign-in-refused', code: 65001 }, tenantId });

    const asked = identity.service.getToken({
      tenantId,
      scopes: ['https://graph.microsoft.com/Policy.Read.All'],
    });

    await expect(asked).rejects.toThrow('Consent is missing');
    expect(identity.shown('contoso.com').state).toBe('signed-in');
  });

  it('tells how each sign-in ended, by ids and choices alone', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    await identity.signIn('northwindtraders.com');
    const accountId = identity.accountId(OPERATOR);

    expect(identity.ended).toEqual([
      {
        tenantId: identity.tenantId('contoso.com'),
        accountId,
        outcome: 'signed-in',
        state: null,
      },
      {
        tenantId: identity.tenantId('northwindtraders.com'),
        accountId: null,
        outcome: 'not-signed-in',
        state: 'blocked',
      },
    ]);
  });

  it.each([
    ['cancelled', (identity: IdentityRun, id: TenantId) => identity.service.cancelSignIn(id)],
    ['abandoned', (identity: IdentityRun, id: TenantId) => identity.service.dropTokens(id)],
  ])('tells that one was %s, also when its page ends later', async (outcome, stop) => {
    // The page stays open and nobody types.
    const identity = await start({ operator: () => new Promise(() => undefined) });
    const tenantId = identity.tenantId('contoso.com');
    identity.service.signIn({ tenantId, accountId: null, isFresh: true });
    await expect.poll(() => identity.pages.opened.length).toBe(1);
    expect(identity.ended).toEqual([]);

    await stop(identity, tenantId);
    await expect
      .poll(() => identity.ended)
      .toEqual([{ tenantId, accountId: null, outcome, state: null }]);
  });

  it('is cancelled by closing the page, and by the operator', async () => {
    const identity = await start({ operator: (page) => Promise.resolve(page) });

    const closed = await identity.signIn('contoso.com');

    expect(closed.state).toBe('signed-out');
    expect(identity.told('contoso.com')).toEqual(['signed-out', 'signing-in', 'signed-out']);
    expect(identity.ended).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('says when the sign-in service cannot be reached, and keeps what was known', async () => {
    let isCut = false;
    const through = cloudFetch(run.cloud);
    const identity = await start({
      fetch: (url, init) =>
        isCut ? Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) : through(url, init),
    });
    await identity.signIn('contoso.com');
    const { tokenUntil } = identity.shown('contoso.com');
    isCut = true;

    const asked = identity.service.getToken({
      tenantId: identity.tenantId('contoso.com'),
      scopes: ['https://graph.microsoft.com/Policy.Read.All'],
    });

    await expect(asked).rejects.toThrow('cannot be reached');
    expect(identity.shown('contoso.com')).toMatchObject({ state: 'unreachable', tokenUntil });
  });

  it('keeps what a tenant answered when the network goes away', async () => {
    let isCut = false;
    const through = cloudFetch(run.cloud);
    const identity = await start({
      fetch: (url, init) =>
        isCut ? Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) : through(url, init),
    });
    await identity.signIn('contoso.com');
    const tenantId = identity.tenantId('contoso.com');
    const asked = () =>
      identity.service.getToken({
        tenantId,
        scopes: ['https://graph.microsoft.com/Policy.Read.All'],
      });
    run.cloud.faults.add({ effect: { kind: 'sign-in-refused', code: 50057 }, tenantId });
    await expect(asked()).rejects.toThrow('disabled');
    const refused = identity.shown('contoso.com');
    isCut = true;

    await expect(asked()).rejects.toThrow('cannot be reached');

    expect(refused.state).toBe('disabled');
    expect(identity.shown('contoso.com')).toEqual(refused);
  });

  it('signs in to no tenant that the policy does not list, and gets no token for it', async () => {
    let isListed = true;
    const identity = await start({
      requireAllowed: () => {
        if (!isListed) throw new Failure('not-available', 'not listed');
      },
    });
    await identity.signIn('contoso.com');
    isListed = false;
    const tenantId = identity.tenantId('contoso.com');
    const wish = { tenantId, scopes: ['https://graph.microsoft.com/User.Read'] };

    expect(() => identity.service.signIn({ tenantId, accountId: null, isFresh: true })).toThrow(
      'not listed',
    );
    await expect(identity.service.getToken(wish)).rejects.toThrow('not listed');
    isListed = true;
    expect((await identity.service.getToken(wish)).tenantId).toBe(tenantId);
  });

  describe('by a code', () => {
    const startWithCodes = (allowsDeviceCode = true) => {
      const through = cloudFetch(run.cloud);
      const token = () =>
        tokenAnswer({
          tenantId: run.tenant('contoso.com').id,
          clientId: APPS.bulkhead.clientId,
          objectId: '9f2f1c5e-0000-4000-8000-000000000001',
          homeTenantId: run.tenant('contoso.com').id,
        });
      let isTyped = false;
      const type = () => {
        isTyped = true;
      };
      const fetch: typeof through = async (url, init) => {
        if (url.includes('/devicecode')) return Response.json(codeAnswer());
        if (!String(init.body).includes('grant_type=device_code')) return through(url, init);
        return isTyped
          ? Response.json(token())
          : Response.json(refusal('authorization_pending', 70016), { status: 400 });
      };
      return start({ fetch, allowsDeviceCode }).then((identity) => ({ identity, type }));
    };
    const wish = (identity: IdentityRun, domain: string) => ({
      tenantId: identity.tenantId(domain),
      accountId: null,
    });

    it('is refused where policy does not allow it, whatever the page asks for', async () => {
      const { identity } = await startWithCodes(false);

      expect(identity.service.get().allowsDeviceCode).toBe(false);
      expect(() => identity.service.signInByCode(wish(identity, 'contoso.com'))).toThrow(
        'administrator',
      );
      expect(identity.told('contoso.com')).toEqual(['signed-out']);
    });

    it('shows one code, of this tenant, until it was typed in', async () => {
      const { identity, type } = await startWithCodes();
      const code = () => identity.service.get().deviceCode;

      identity.service.signInByCode(wish(identity, 'contoso.com'));
      await expect.poll(code).toMatchObject({
        tenantId: identity.tenantId('contoso.com'),
        userCode: 'BLK7Q2MZ9',
        verificationUrl: 'https://microsoft.com/devicelogin',
      });
      expect(() => identity.service.signInByCode(wish(identity, 'fabrikam.com'))).toThrow(
        'Another code',
      );
      type();

      await expect
        .poll(() => identity.shown('contoso.com').state, { timeout: 5_000 })
        .toBe('signed-in');
      expect(code()).toBeNull();
      expect(identity.pages.opened).toEqual([]);
      expect(JSON.stringify(identity.service.get())).not.toContain('S3CRET');
    });

    it('is gone when it is cancelled', async () => {
      const { identity } = await startWithCodes();
      identity.service.signInByCode(wish(identity, 'contoso.com'));
      await expect.poll(() => identity.service.get().deviceCode).not.toBeNull();

      identity.service.cancelSignIn(identity.tenantId('contoso.com'));

      await expect.poll(() => identity.service.get().deviceCode).toBeNull();
      expect(identity.shown('contoso.com').state).toBe('signed-out');
    });
  });

  it('copies a consent link of the tenant’s own sign-in service', async () => {
    const identity = await start();

    identity.service.copyConsentLink(identity.tenantId('woodgrove.onmicrosoft.us'));

    const url = new URL(identity.copied[0] ?? '');
    expect(url.origin).toBe('https://login.microsoftonline.us');
    expect(url.pathname).toBe(`/${run.tenant('woodgrove.onmicrosoft.us').id}/v2.0/adminconsent`);
    expect(url.searchParams.get('scope')).toBe('https://graph.microsoft.us/.default');
  });

  it('finds the tenants that an account reaches, and how', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');

    const { tenants, notes } = await identity.service.discover(identity.accountId(OPERATOR));

    expect(tenants.map(({ domain, how }) => [domain, how])).toEqual(
      expect.arrayContaining([
        ['contoso.com', 'home'],
        ['fabrikam.com', 'guest'],
        ['adatum.com', 'guest'],
      ]),
    );
    expect(tenants.every(({ isInEstate }) => isInEstate)).toBe(true);
    expect(notes.every((note) => note.length > 0)).toBe(true);
  });

  it('leaves nothing of a forgotten tenant', async () => {
    const identity = await start();
    await identity.signIn('contoso.com');
    await identity.signIn('fabrikam.com');

    await identity.service.forgetTenant(identity.tenantId('fabrikam.com'));

    const written = await readFile(join(folder.dir, 'identity.json'), 'utf8');
    expect(written).not.toContain(run.tenant('fabrikam.com').id);
    expect(written).toContain(run.tenant('contoso.com').id);
  });

  it('has nothing to sign in with where no app registration is known', async () => {
    const identity = await start({ clientIdOf: () => null });
    const tenantId = identity.tenantId('contoso.com');

    expect(identity.shown('contoso.com').state).toBe('not-configured');
    expect(() => identity.service.signIn({ tenantId, accountId: null, isFresh: false })).toThrow(
      'no app registration',
    );
    expect(identity.service.get().configuredClouds).toEqual([]);
  });
});

function without(url: string, parameter: string): string {
  const copy = new URL(url);
  copy.searchParams.delete(parameter);
  return copy.href;
}
