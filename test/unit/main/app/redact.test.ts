import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeControls, redact } from '../../../../main/app/redact.ts';
import { measureCpu } from '../../../support/cpu-time.ts';

const JWT = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}SECRET.${'b'.repeat(40)}`;

describe('redact', () => {
  it.each([
    ['a token', `got ${JWT} here`],
    ['a token that is cut off', 'got eyJhbGciOiJSECRET'],
    ['an encrypted token', `eyJhbGciOiJkaXIi..${'S'.repeat(20)}SECRET.x.y`],
    ['a bearer header', 'Authorization: Bearer abcdefSECRETghijk'],
    ['a proof-of-possession header', 'authorization: pop SECRETabcdef'],
    ['an opaque header', '{"authorization":"SECRET"}'],
    ['cookies', 'set-cookie: ESTSAUTH=SECRET; path=/; SSO=SECRET'],
    ['a cookie header', 'Cookie: a=SECRET; b=SECRET'],
    ['a code', 'callback?code=SECRETabc&x=1'],
    ['an encoded code', 'next=https%3A%2F%2Fx%2F%3Fcode%3DSECRET%26y'],
    ['a code encoded twice', 'code%253DSECRET'],
    ['a state', 'state=SECRET'],
    ['a session', '"session_state":"SECRET"'],
    ['a SAML answer', 'SAMLResponse=SECRET'],
    ['a signed link', 'x.blob.core.windows.net/y?sig=SECRET'],
    ['a quoted password', '{"password":"SECRET"}'],
    ['a spoken password', 'password: SECRET'],
    ['a client secret', "client_secret='SECRET'"],
    ['a one-time code', 'otc=SECRET'],
    ['an address', 'at https://security.microsoft.com/?tid=SECRET#id_token=SECRET'],
    ['a socket’s address', 'wss://x.example/SECRET'],
    ['an account', 'for dana.SECRET@contoso.com'],
    ['an encoded account', 'login_x dana.SECRET%40contoso.com'],
    ['a guest', 'SECRET_fabrikam.com#EXT#@contoso.onmicrosoft.com'],
    ['a host named after a tenant', 'refused SECRET.sharepoint.com'],
    ['another host named after a tenant', 'refused SECRET-my.sharepoint.com'],
    ['an initial domain', 'SECRET.onmicrosoft.us'],
    ['a home folder', 'in /home/SECRET/.config and C:\\Users\\SECRET\\AppData'],
    ['a long word', `x ${'a1B2'.repeat(20)}SECRET y`],
    ['what is cut off in the middle', `${'word '.repeat(1599)}code=SECRET`],
  ])('takes %s out', (_what, text) => {
    expect(redact(text)).not.toMatch(/SECRET|eyJ/);
  });

  it.each([
    'ENOSPC: no space left on device, write',
    'AADSTS53000 on login.microsoftonline.com',
    'TypeError: Cannot read properties of undefined (reading x)',
    'at file:///opt/bulkhead/out/main/index.js:12:34',
    'refused attacker.example',
  ])('leaves what helps: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('shows controls and direction marks instead of obeying them', () => {
    expect(encodeControls('a\nb\u001b[31m\u202ec\u2028d\ud800')).toBe(
      'a\\u{a}b\\u{1b}[31m\\u{202e}c\\u{2028}d\\u{d800}',
    );
  });

  it('answers any text with one short line in which no account and no token is left', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(JWT, 'dana@contoso.com', 'code=SECRET', 'Bearer SECRETSECRET', '%', ' '),
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const line = redact(pieces.join(' '));

        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(line).not.toMatch(/SECRET|dana@/);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['letters', 'a'.repeat(100_000)],
    ['dots', 'a.'.repeat(50_000)],
    ['at signs', '@'.repeat(100_000)],
    ['names', 'token'.repeat(20_000)],
    ['blanks', `code${' '.repeat(100_000)}`],
    ['hyphens', `${'-'.repeat(100_000)}.x`],
  ])('is quick and bounded with a hundred thousand %s', (_what, text) => {
    const { made, cpuMs } = measureCpu(() => redact(text));

    expect(made.length).toBeLessThanOrEqual(2_000);
    // A rule that went back and forth would take minutes.
    expect(cpuMs).toBeLessThan(5_000);
  });
});
