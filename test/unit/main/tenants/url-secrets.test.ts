import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSignInSecrets } from '../../../../main/tenants/url-secrets.ts';

const SECRET = 'S3CRETvalue';
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl';
const TENANT = '0f5c2a1e-9b7d-4c3e-8a6f-1234567890ab';

describe('withoutSignInSecrets', () => {
  it.each([
    `https://security.microsoft.com/machines?tid=${TENANT}&page=2`,
    `https://portal.azure.com/#@contoso.example/resource/subscriptions/${TENANT}/overview`,
    'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/TenantOverview.ReactView',
    'https://intune.microsoft.com/#view/X/DevicesMenu/~/overview?filter=os%20eq%20%27x%27',
    'https://myaccess.microsoft.com/@contoso.example#/access-packages',
    'https://admin.microsoft.com/Adminportal/Home?source=applauncher#/users/:/UserDetails/x',
    'https://security.microsoft.com/v2/advanced-hunting?query=H4sIAAAAAAAEAA%2B&timeRangeId=week',
    'https://security.microsoft.com/alerts?filters=status%3DNew%252CInProgress',
    'https://portal.azure.com/',
  ])('leaves an address without secrets as it is: %s', (address) => {
    expect(withoutSignInSecrets(address)).toBe(address);
  });

  it.each([
    ['a code', `?code=${SECRET}&tid=x`, '?tid=x'],
    ['a state', `?tid=x&state=${SECRET}`, '?tid=x'],
    ['a nonce and a session', `?nonce=${SECRET}&session_state=${SECRET}&tid=x`, '?tid=x'],
    ['an error', `?error=access_denied&error_description=${SECRET}`, ''],
    ['a name in capitals', `?CODE=${SECRET}&Id_Token=${SECRET}&tid=x`, '?tid=x'],
    ['an encoded name', `?%63%6Fde=${SECRET}&tid=x`, '?tid=x'],
    ['a name encoded twice', `?%2563ode=${SECRET}&tid=x`, '?tid=x'],
    ['a name behind a mangled separator', `?tid=x&amp;code=${SECRET}`, '?tid=x'],
    ['a list', `?code[]=${SECRET}&code.0=${SECRET}&tid=x`, '?tid=x'],
    ['a name with a blank', `?+code=${SECRET}&tid=x`, '?tid=x'],
    ['a SAML answer', `?SAMLResponse=${SECRET}&RelayState=${SECRET}`, ''],
    ['a federation answer', `?wa=wsignin1.0&wresult=${SECRET}&wctx=${SECRET}`, '?wa=wsignin1.0'],
    ['a signed link', `?sv=2024&sig=${SECRET}`, '?sv=2024'],
    ['an account', `?login_hint=${SECRET}&username=${SECRET}`, ''],
    ['a token under another name', `?x=${JWT}&tid=x`, '?tid=x'],
    ['an encoded token', `?x=%65yJhbGciOiJSUzI1NiJ9.${SECRET}&tid=x`, '?tid=x'],
    ['a token without a name', `?${JWT}`, ''],
    [
      'an address with a code',
      `?next=https%3A%2F%2Fx.example%2F%3Fcode%3D${SECRET}&tid=x`,
      '?tid=x',
    ],
    [
      'an address in an address',
      `?u=${encodeURIComponent(`https://x.example/?v=${encodeURIComponent(`https://y.example/#code=${SECRET}`)}`)}`,
      '',
    ],
    [
      'a JSON text with a token',
      `?x=${encodeURIComponent(`{"access_token":"${SECRET}"}`)}&tid=x`,
      '?tid=x',
    ],
    ['a value of a thousand characters', `?x=${SECRET.repeat(100)}&tid=x`, '?tid=x'],
    ['parameters in the fragment', `#code=${SECRET}&state=${SECRET}`, ''],
    ['an id token in the fragment', `#id_token=${JWT}&tid=x`, '#tid=x'],
    ['a fragment with path and parameters', `#view/x?code=${SECRET}&a=b`, '#view/x?a=b'],
    ['a fragment with a path of parameters', `#/code=${SECRET}/x`, ''],
    ['a fragment that is a token', `#${JWT}`, ''],
    ['a fragment with a semicolon', `#a=b;code=${SECRET}`, ''],
  ])('takes out %s', (_name, tail, expected) => {
    expect(withoutSignInSecrets(`https://portal.example/path${tail}`)).toBe(
      `https://portal.example/path${expected}`,
    );
  });

  it('gives only the front page when the path holds a token', () => {
    expect(withoutSignInSecrets(`https://portal.example/x/${JWT}/y?tid=x`)).toBe(
      'https://portal.example/',
    );
    expect(withoutSignInSecrets(`https://portal.example/x/code=${SECRET}`)).not.toContain(SECRET);
  });

  it.each([
    ['no address', 'hello'],
    ['nothing', ''],
    ['http', 'http://portal.example/'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['a blob', 'blob:https://portal.example/x'],
    ['a file', 'file:///etc/passwd'],
    ['credentials', 'https://user:pass@portal.example/'],
    ['a user', 'https://user@portal.example/'],
    ['more than a browser takes', `https://portal.example/${'x'.repeat(9000)}`],
  ])('hands on nothing of %s', (_name, address) => {
    expect(withoutSignInSecrets(address)).toBeNull();
  });

  it('never lets a secret through, wherever and however it is put', () => {
    const aName = fc.constantFrom(
      'code',
      'Id_Token',
      'ACCESS_TOKEN',
      'state',
      'SAMLResponse',
      'sig',
    );
    const anEncoding = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => encodeURIComponent(text),
      (text) => encodeURIComponent(encodeURIComponent(text)),
      (text) => Array.from(text, (c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
    );
    const noise = fc.constantFrom('', 'a=b', 'tid=x', 'view/y', '%', '%zz', 'x=%e0%80', '+');
    const aPlace = fc.constantFrom<(pair: string, more: string) => string>(
      (pair, more) => `?${more}&${pair}`,
      (pair, more) => `?${pair}&${more}`,
      (pair, more) => `#${pair}&${more}`,
      (pair, more) => `#view/x?${more}&${pair}`,
      (pair, more) => `?${more}#${pair}`,
      (pair, more) => `?u=${encodeURIComponent(`https://x.example/?${pair}`)}&${more}`,
      (pair, more) => `?u=${encodeURIComponent(`x#${pair}`)}#${more}`,
    );

    fc.assert(
      fc.property(aName, anEncoding, noise, aPlace, (name, encode, more, place) => {
        const address = `https://portal.example/p${place(`${encode(name)}=${SECRET}`, more)}`;

        expect(withoutSignInSecrets(address)).not.toContain(SECRET);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers any text with an https address that it would leave alone, or null', () => {
    const tail = fc.string({ unit: fc.constantFrom(...'?#&=;/%+[].:"{}ay2 code') });

    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
          tail.map((text) => `https://a.example/${text}`),
          fc.string(),
        ),
        (address) => {
          const safe = withoutSignInSecrets(address);

          expect(safe === null || safe.startsWith('https://')).toBe(true);
          expect(safe === null ? null : withoutSignInSecrets(safe)).toBe(safe);
        },
      ),
      { numRuns: 200 },
    );
  });
});
