import type { AuthenticationResult } from '@azure/msal-node';
import { describe, expect, it } from 'vitest';
import { TenantId } from '../../../../preload/contract/ids.ts';
import { AccountId } from '../../../../preload/contract/identity.ts';
import { authorityOf } from '../../../../main/identity/authority.ts';
import { SignInError } from '../../../../main/identity/sign-in-error.ts';
import { type Expected, proveToken } from '../../../../main/identity/token-proof.ts';

const TENANT = TenantId.parse('9d22b5a8-1111-4222-8333-444455556666');
const HOME = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const ACCOUNT = AccountId.parse(`9f2f1c5e-0000-4000-8000-000000000001.${HOME}`);
const CLIENT_ID = '11112222-aaaa-4bbb-8ccc-333344445555';
const NOW = new Date('2026-11-21T10:00:00Z');
const SECONDS = NOW.getTime() / 1000;

const expected: Expected = {
  authority: authorityOf('global'),
  clientId: CLIENT_ID,
  tenantId: TENANT,
  accountId: ACCOUNT,
  now: NOW,
};

const CLAIMS: Readonly<Record<string, unknown>> = {
  tid: TENANT,
  aud: CLIENT_ID,
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  oid: 'b3b0c1f2-0000-4000-8000-000000000002',
  iat: SECONDS - 10,
  acct: 1,
  idp: `https://sts.windows.net/${HOME}/`,
};

/** A result as the library gives it, with one thing wrong. */
function result(
  wrong: { readonly [K in keyof AuthenticationResult]?: unknown } = {},
  claims: Readonly<Record<string, unknown>> = {},
): AuthenticationResult {
  return {
    authority: `https://login.microsoftonline.com/${TENANT}/`,
    uniqueId: String(CLAIMS['oid']),
    tenantId: TENANT,
    scopes: ['https://graph.microsoft.com/User.Read'],
    account: { homeAccountId: ACCOUNT, username: 'dana@contoso.com' },
    idToken: 'x',
    idTokenClaims: { ...CLAIMS, ...claims },
    accessToken: 'opaque',
    fromCache: false,
    expiresOn: new Date(NOW.getTime() + 3_600_000),
    tokenType: 'Bearer',
    correlationId: '',
    ...wrong,
  } as AuthenticationResult;
}

const problemOf = (given: AuthenticationResult | null, more: Partial<Expected> = {}) => {
  try {
    proveToken(given, { ...expected, ...more });
    return null;
  } catch (error) {
    return error instanceof SignInError ? error.problem : error;
  }
};

describe('a token', () => {
  it('is used when it is of the tenant, the account, the app and the service', () => {
    expect(proveToken(result(), expected)).toMatchObject({
      token: 'opaque',
      tenantId: TENANT,
      accountId: ACCOUNT,
      username: 'dana@contoso.com',
      facts: { userType: 'guest', isFresh: true, methods: null },
    });
  });

  it('is of whoever signed in when nobody in particular was asked for', () => {
    expect(proveToken(result(), { ...expected, accountId: null }).accountId).toBe(ACCOUNT);
  });

  it.each([
    ['no result', null],
    ['the home tenant, whatever the authority says', result({ tenantId: HOME }, { tid: HOME })],
    ['the home tenant in the result only', result({ tenantId: HOME })],
    ['the home tenant in the ID token only', result({}, { tid: HOME })],
    ['the tenant in capitals', result({ tenantId: TENANT.toUpperCase() })],
    ['no tenant', result({ tenantId: '' }, { tid: undefined })],
    ['a list of tenants', result({}, { tid: [TENANT] })],
    ['another account', result({ account: { homeAccountId: `x.${HOME}` } })],
    ['no account', result({ account: null })],
    [
      'an account that is no text',
      result({ account: { homeAccountId: { toString: () => ACCOUNT } } }),
    ],
    ['another app', result({}, { aud: 'someone-else' })],
    ['several apps', result({}, { aud: [CLIENT_ID] })],
    ['another service', result({}, { iss: `https://login.microsoftonline.us/${TENANT}/v2.0` })],
    ['another issuer', result({}, { iss: `https://attacker.example/${TENANT}/v2.0` })],
    ['claims of no shape', result({ idTokenClaims: 'text' })],
    ['no claims', result({ idTokenClaims: undefined })],
    ['no object id', result({}, { oid: 7 })],
    ['no time that it was made at', result({}, { iat: undefined })],
    ['such a time as text', result({}, { iat: String(SECONDS) })],
    ['such a time in milliseconds', result({}, { iat: SECONDS * 1000 })],
    ['an empty token', result({ accessToken: '' })],
    ['a token that is no text', result({ accessToken: { length: 9 } })],
    ['no end', result({ expiresOn: null })],
    ['an end that is no time', result({ expiresOn: new Date(Number.NaN) })],
    ['an end in a second', result({ expiresOn: new Date(NOW.getTime() + 1_000) })],
    ['an end in a hundred years', result({ expiresOn: new Date(NOW.getTime() + 3e12) })],
    ['an end that has passed', result({ expiresOn: new Date(NOW.getTime() - 1) })],
  ])('is thrown away with %s', (_, given) => {
    expect(problemOf(given)).toMatchObject({ state: 'refused-token', code: null });
  });

  it.each([-3, -1, 1, 3])(
    'is thrown away when the clock is %i days off, and the clock is named',
    (days) => {
      const problem = problemOf(result({}, { iat: SECONDS + days * 86_400 }));

      expect(problem).toMatchObject({
        state: 'refused-token',
        reason: expect.stringMatching(/clock/),
      });
    },
  );

  it('may be older when it comes from the cache', () => {
    const given = result({ fromCache: true }, { iat: SECONDS - 3 * 86_400 });

    expect(proveToken(given, expected).facts.isFresh).toBe(false);
  });

  it('is thrown away from the cache, too, when the clock was set back by days', () => {
    const given = result({ fromCache: true }, { iat: SECONDS + 2 * 86_400 });

    expect(problemOf(given)).toMatchObject({ reason: expect.stringMatching(/clock/) });
  });

  it('says nothing where claims are of the wrong type', () => {
    const odd = {
      acct: '1',
      auth_time: 'yesterday',
      amr: 'mfa',
      acrs: { c1: true },
      signin_state: [7],
      idp: [],
    };

    expect(proveToken(result({}, odd), expected).facts).toEqual({
      objectId: CLAIMS['oid'],
      appId: CLIENT_ID,
      identityProvider: null,
      userType: null,
      authenticatedAt: null,
      methods: null,
      authenticationContexts: [],
      signInState: [],
      issuedAt: new Date((SECONDS - 10) * 1000).toISOString(),
      isFresh: true,
    });
  });
});
