import { describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { AccountId } from '../../../../preload/contract/identity.ts';
import { authorityOf } from '../../../../main/identity/authority.ts';
import type { Fetch } from '../../../../main/identity/bounded-request.ts';
import { openCloudClient } from '../../../../main/identity/cloud-client.ts';
import {
  type DeviceCode,
  signInByDeviceCode,
} from '../../../../main/identity/device-code-sign-in.ts';
import { SignInCancelled, SignInError } from '../../../../main/identity/sign-in-error.ts';
import { CLIENT_ID, HOME } from './answering-client.ts';
import { codeAnswer, refusal, tokenAnswer } from './device-code-answers.ts';

const TENANT = TenantId.parse('9d22b5a8-1111-4222-8333-444455556666');
const OBJECT = '9f2f1c5e-0000-4000-8000-000000000001';
const ACCOUNT = AccountId.parse(`${OBJECT}.${HOME}`);
const authority = authorityOf('global');

const goodToken = () =>
  tokenAnswer({ tenantId: TENANT, clientId: CLIENT_ID, objectId: OBJECT, homeTenantId: HOME });

/** A service that gives this code, and then these answers to the question for a token. */
async function begin(code: object, answers: readonly object[], accountId: AccountId | null) {
  const asked: { readonly url: string; readonly form: URLSearchParams }[] = [];
  const codes: DeviceCode[] = [];
  const abort = new AbortController();
  let at = 0;
  const fetch: Fetch = async (url, init) => {
    asked.push({ url, form: new URLSearchParams(String(init.body ?? '')) });
    if (url.includes('/devicecode'))
      return Response.json(code, { status: 'error' in code ? 400 : 200 });
    const answer = answers[Math.min(at, answers.length - 1)] ?? {};
    at += 1;
    return Response.json(answer, { status: 'error' in answer ? 400 : 200 });
  };
  const client = await openCloudClient({
    authority,
    clientId: CLIENT_ID,
    fetch,
    store: { load: async () => null, save: async () => undefined, reject: () => undefined },
  });
  const done = signInByDeviceCode({
    client,
    request: { tenantId: TENANT, scopes: ['https://graph.microsoft.com/User.Read'] },
    accountId,
    now: () => new Date(),
    signal: abort.signal,
    onCode: (shown) => codes.push(shown),
  });
  done.catch(() => undefined);
  return { done, asked, codes, abort };
}

const problemOf = async (done: Promise<unknown>) => {
  const error = await done.catch((caught: unknown) => caught);
  if (!(error instanceof SignInError)) throw new Error(`no SignInError: ${String(error)}`);
  return error.problem;
};

describe('signing in by a code', () => {
  it('shows the code, asks until it was typed in, and proves the token', async () => {
    const pending = refusal('authorization_pending', 70016);
    const { done, asked, codes } = await begin(codeAnswer(), [pending, goodToken()], null);

    const token = await done;

    expect(token).toMatchObject({ tenantId: TENANT, accountId: ACCOUNT, token: 'S3CRET-access' });
    expect(codes).toEqual([
      {
        userCode: 'BLK7Q2MZ9',
        verificationUrl: 'https://microsoft.com/devicelogin',
        endsAt: expect.any(Date),
      },
    ]);
    expect(asked).toHaveLength(3);
    for (const { url } of asked) expect(url).toContain(`https://${authority.host}/${TENANT}/`);
    expect(asked[0]?.form.get('claims')).toContain('CP1');
  });

  it.each([
    ['another tenant', { tenantId: HOME }],
    ['another app', { clientId: 'another' }],
    ['another account', { objectId: 'somebody' }],
  ])('throws away a token of %s', async (_, wrong) => {
    const answer = tokenAnswer({
      tenantId: TENANT,
      clientId: CLIENT_ID,
      objectId: OBJECT,
      homeTenantId: HOME,
      ...wrong,
    });
    const { done } = await begin(codeAnswer(), [answer], ACCOUNT);

    expect(await problemOf(done)).toMatchObject({ state: 'refused-token' });
  });

  it.each([
    ['to another site', { verification_uri: 'https://microsoft.com.attacker.example/devicelogin' }],
    [
      'to a site behind a user name',
      { verification_uri: 'https://microsoft.com@attacker.example/' },
    ],
    ['without encryption', { verification_uri: 'http://microsoft.com/devicelogin' }],
    ['to the page of another cloud', { verification_uri: 'https://login.microsoftonline.us/x' }],
    ['to a page without an end', { verification_uri: `https://microsoft.com/${'x'.repeat(300)}` }],
    ['to nowhere', { verification_uri: undefined }],
    ['with markup for a code', { user_code: '<b>ABCD</b>' }],
    ['without a code', { user_code: undefined }],
    ['that never ends', { expires_in: 1e9 }],
    ['that ended', { expires_in: 0 }],
    ['to be asked for without a pause', { interval: 0 }],
    ['to be asked for never', { interval: 'soon' }],
  ])('shows no code that leads %s, and asks for no token', async (_, wrong) => {
    const { done, asked, codes } = await begin({ ...codeAnswer(), ...wrong }, [goodToken()], null);

    expect(await problemOf(done)).toMatchObject({ state: 'refused-token' });
    expect(codes).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a policy blocks it', refusal('access_denied', 53003), 'blocked', '53003'],
    ['the code was declined', refusal('authorization_declined', 0), 'needs-sign-in', null],
    ['the code ended', refusal('expired_token', 0), 'needs-sign-in', null],
    [
      'the registration does not allow it',
      refusal('invalid_client', 7000218),
      'not-configured',
      '7000218',
    ],
  ])('says so when %s', async (_, answer, state, code) => {
    const { done } = await begin(codeAnswer(), [answer], null);

    expect(await problemOf(done)).toMatchObject({ state, code });
  });

  it('says why there is no code', async () => {
    const { done } = await begin(refusal('unauthorized_client', 700016), [goodToken()], null);

    expect(await problemOf(done)).toMatchObject({ state: 'needs-consent', code: '700016' });
  });

  it('ends at once when it is cancelled, and asks no more', async () => {
    const pending = refusal('authorization_pending', 70016);
    const { done, asked, codes, abort } = await begin(codeAnswer(), [pending], null);
    await expect.poll(() => codes.length).toBe(1);

    abort.abort();

    await expect(done).rejects.toThrow(SignInCancelled);
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(asked.length - before).toBe(0);
  });
});
