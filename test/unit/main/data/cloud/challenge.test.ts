import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf, parseChallenges } from '../../../../../main/data/cloud/challenge.ts';

const CLAIMS = { access_token: { nbf: { essential: true, value: '1604106651' } } };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('claimsOf', () => {
  it('reads the challenge of continuous access evaluation with its padding', () => {
    const encoded = `${encode({ access_token: { acrs: { essential: true, value: 'c25' } } })}`;
    const header = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`;

    expect(JSON.parse(claimsOf(header) ?? '')).toEqual({
      access_token: { acrs: { essential: true, value: 'c25' } },
    });
  });

  it('finds it among several challenges and in any order', () => {
    const header = `Basic realm="a, b=c", PoP nonce="x==", Bearer claims="${encode(CLAIMS)}" , error=insufficient_claims`;

    expect(JSON.parse(claimsOf(header) ?? '')).toEqual(CLAIMS);
  });

  it.each([
    ['no header', null],
    ['an empty one', ''],
    ['another error', `Bearer error="invalid_token", claims="${encode(CLAIMS)}"`],
    ['another scheme', `Basic error="insufficient_claims", claims="${encode(CLAIMS)}"`],
    ['claims that are no base64', 'Bearer error="insufficient_claims", claims="{}"'],
    ['claims that are no object', `Bearer error="insufficient_claims", claims="${encode([1])}"`],
    ['claims that are no JSON', 'Bearer error="insufficient_claims", claims="YWJj"'],
    [
      'claims of 10 KB',
      `Bearer error="insufficient_claims", claims="${encode({ a: 'x'.repeat(10_000) })}"`,
    ],
  ])('answers none for %s', (_, header) => {
    expect(claimsOf(header)).toBeNull();
  });
});

describe('parseChallenges', () => {
  it('undoes escapes in quoted values and keeps the first of a name', () => {
    const [challenge] = parseChallenges(String.raw`Bearer a="x\"y,z", A="second"`);

    expect(challenge?.parameters.get('a')).toBe('x"y,z');
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        expect(Array.isArray(parseChallenges(text))).toBe(true);
      }),
    );
  });
});
