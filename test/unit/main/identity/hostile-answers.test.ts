import { describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { AccountId } from '../../../../preload/contract/identity.ts';
import { authorityOf } from '../../../../main/identity/authority.ts';
import type { Fetch } from '../../../../main/identity/bounded-request.ts';
import { openCloudClient } from '../../../../main/identity/cloud-client.ts';
import { SignInError } from '../../../../main/identity/sign-in-error.ts';
import { acquireToken } from '../../../../main/identity/token-source.ts';
import { CLIENT_ID, HOME, storedAccount } from './answering-client.ts';

const GUEST = TenantId.parse('9d22b5a8-1111-4222-8333-444455556666');
const OBJECT = '9f2f1c5e-0000-4000-8000-000000000001';
const ACCOUNT = AccountId.parse(`${OBJECT}.${HOME}`);
const authority = authorityOf('global');

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const idToken = (claims: object) => `${base64({ alg: 'none' })}.${base64(claims)}.`;
const seconds = () => Math.floor(Date.now() / 1000);

const claims = (more: object = {}) => ({
  aud: CLIENT_ID,
  iss: `https://${authority.host}/${GUEST}/v2.0`,
  tid: GUEST,
  oid: 'b3b0c1f2-0000-4000-8000-000000000002',
  sub: 'sub',
  iat: seconds(),
  exp: seconds() + 3600,
  preferred_username: 'dana@contoso.com',
  ver: '2.0',
  ...more,
});

/** What a good service answers, with one thing wrong. */
const answer = (more: object = {}) => ({
  token_type: 'Bearer',
  scope: 'https://graph.microsoft.com/User.Read',
  expires_in: 3600,
  access_token: 'S3CRET-access',
  refresh_token: 'S3CRET-refresh',
  id_token: idToken(claims()),
  client_info: base64({ uid: OBJECT, utid: HOME }),
  ...more,
});

async function ask(fetch: Fetch) {
  const client = await openCloudClient({
    authority,
    clientId: CLIENT_ID,
    fetch,
    store: {
      load: async () => storedAccount(),
      save: async () => undefined,
      reject: () => undefined,
    },
  });
  return acquireToken(
    client,
    { tenantId: GUEST, accountId: ACCOUNT, scopes: ['https://graph.microsoft.com/User.Read'] },
    () => new Date(),
  );
}

const json =
  (body: unknown): Fetch =>
  async () =>
    Response.json(body);

describe('an answer of the token endpoint', () => {
  it('is taken when it is good', async () => {
    expect(await ask(json(answer()))).toMatchObject({ token: 'S3CRET-access', tenantId: GUEST });
  });

  it.each([
    ['of another tenant', answer({ id_token: idToken(claims({ tid: HOME })) }), 'refused-token'],
    ['of another app', answer({ id_token: idToken(claims({ aud: 'x' })) }), 'refused-token'],
    ['of another issuer', answer({ id_token: idToken(claims({ iss: 'x' })) }), 'refused-token'],
    [
      'of another account',
      answer({ client_info: base64({ uid: 'somebody', utid: HOME }) }),
      'refused-token',
    ],
    ['with a list of tenants', answer({ id_token: idToken(claims({ tid: [GUEST] })) }), null],
    ['with a number for a tenant', answer({ id_token: idToken(claims({ tid: 7 })) }), null],
    ['with an object id of no text', answer({ id_token: idToken(claims({ oid: {} })) }), null],
    [
      'of a clock three days ahead',
      answer({ id_token: idToken(claims({ iat: seconds() + 3 * 86_400 })) }),
      'refused-token',
    ],
    [
      'of a clock three days behind',
      answer({ id_token: idToken(claims({ iat: seconds() - 3 * 86_400 })) }),
      'refused-token',
    ],
    ['with an ID token of no shape', answer({ id_token: 'a.b.c' }), null],
    ['with an ID token of one part', answer({ id_token: 'eyJhbGciOiJub25lIn0' }), null],
    ['with an ID token that is no text', answer({ id_token: { tid: GUEST } }), null],
    ['without an ID token', answer({ id_token: undefined }), null],
    ['without a token', answer({ access_token: undefined }), null],
    ['with a token that is no text', answer({ access_token: 7 }), null],
    ['that has ended already', answer({ expires_in: -3600 }), null],
    ['that never says when it ends', answer({ expires_in: undefined }), null],
    ['that ends in a million years', answer({ expires_in: 3e13 }), null],
    ['that ends at no time', answer({ expires_in: 'soon' }), null],
    ['with client info of no shape', answer({ client_info: '***' }), null],
    ['that is empty', {}, null],
    ['that is an error of no shape', { error: { a: 1 }, error_codes: 'x' }, null],
  ])('is a failure when it is %s', async (_, body, state) => {
    const error = await ask(json(body)).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(SignInError);
    const { problem } = error as SignInError;
    const allowed = state === null ? ['refused-token', 'failed', 'needs-sign-in'] : [state];
    expect(allowed).toContain(problem.state);
    expect(JSON.stringify(problem)).not.toContain('S3CRET');
  });

  it.each<[string, Fetch, RegExp]>([
    [
      'a redirect',
      async () =>
        new Response(null, { status: 302, headers: { location: 'https://attacker.example/' } }),
      /elsewhere/,
    ],
    ['a page', async () => new Response('<html>Proxy</html>'), /proxy/],
    ['a list', json([]), /proxy/],
    [
      'without end',
      async () =>
        new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(65_536)) })),
      /proxy/,
    ],
    ['cut off', async () => new Response('{"access_token":"S3'), /proxy/],
    ['nothing', () => Promise.reject(new Error('net::ERR_CONNECTION_RESET')), /cannot be reached/],
  ])('is “unreachable” when it is %s', async (_, fetch, words) => {
    const error = await ask(fetch).catch((caught: unknown) => caught);

    expect(error).toMatchObject({
      problem: { state: 'unreachable', reason: expect.stringMatching(words) },
    });
  });
});
