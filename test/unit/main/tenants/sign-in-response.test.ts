import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  tenantOfFormPost,
  tenantOfIdToken,
  tenantOfRedirect,
} from '../../../../main/tenants/sign-in-response.ts';

const TID = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';

const tokenOf = (claims: unknown) =>
  `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
const bodyOf = (fields: Record<string, string>) => [
  Buffer.from(new URLSearchParams(fields).toString()),
];

describe('tenantOfIdToken', () => {
  it('reads the tid claim, in lower case', () => {
    expect(tenantOfIdToken(tokenOf({ tid: TID.toUpperCase() }))).toBe(TID);
  });

  it.each([
    ['no token', null],
    ['one part', 'abc'],
    ['no JSON', 'a.b.c'],
    ['a list', tokenOf([TID])],
    ['null', tokenOf(null)],
    ['no tid', tokenOf({ oid: TID })],
    ['a tid that is a number', tokenOf({ tid: 7 })],
    ['a tid that is no GUID', tokenOf({ tid: `${TID}/../x` })],
    [
      'a tid inside a prototype',
      `x.${Buffer.from(`{"__proto__":{"tid":"${TID}"}}`).toString('base64url')}.`,
    ],
  ])('finds none in %s', (_what, token) => {
    expect(tenantOfIdToken(token)).toBeNull();
  });

  it('finds none in any text and any JSON', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (text, json) => {
        expect(tenantOfIdToken(`x.${text}`)).toBeNull();
        expect(tenantOfIdToken(`x.${Buffer.from(json).toString('base64url')}`)).toBeNull();
      }),
    );
  });
});

describe('tenantOfFormPost', () => {
  it('reads a body that came in pieces', () => {
    const [whole] = bodyOf({ code: 'x', id_token: tokenOf({ tid: TID }), state: 's' });
    const body = whole ?? Buffer.alloc(0);
    expect(tenantOfFormPost([body.subarray(0, 30), body.subarray(30)])).toBe(TID);
  });

  it('finds none in other forms, empty bodies and huge ones', () => {
    expect(tenantOfFormPost(bodyOf({ name: 'x' }))).toBeNull();
    expect(tenantOfFormPost([])).toBeNull();
    expect(tenantOfFormPost([Buffer.alloc(1_000_001)])).toBeNull();
  });
});

describe('tenantOfRedirect', () => {
  it('reads fragment and query', () => {
    const token = tokenOf({ tid: TID });
    expect(tenantOfRedirect(`https://security.microsoft.com/#id_token=${token}`)).toBe(TID);
    expect(tenantOfRedirect(`https://security.microsoft.com/?id_token=${token}`)).toBe(TID);
  });

  it('finds none elsewhere', () => {
    expect(tenantOfRedirect('https://security.microsoft.com/')).toBeNull();
    expect(tenantOfRedirect('no address')).toBeNull();
  });
});
