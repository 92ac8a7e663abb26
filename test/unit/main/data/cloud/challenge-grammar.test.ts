import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf, parseChallenges } from '../../../../../main/data/cloud/challenge.ts';
import { measureCpu } from '../../../../support/cpu-time.ts';

const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const ENCODED = Buffer.from(CLAIMS).toString('base64');

describe('a challenge', () => {
  it('is read as it stands in Microsoft’s documentation', () => {
    const header = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${ENCODED}"`;

    expect(claimsOf(header)).toBe(CLAIMS);
  });

  it('is found in any order, among others, and however it is written', () => {
    expect(
      claimsOf(
        `Negotiate YWJjZA==, Basic realm="a, b=\\"c\\"", bearer claims="${ENCODED}" , Error=insufficient_claims`,
      ),
    ).toBe(CLAIMS);
    expect(claimsOf(`,, Bearer error = "insufficient_claims",claims=${ENCODED}`)).toBe(CLAIMS);
    expect(
      claimsOf(
        `Bearer error="invalid_token", Bearer error="insufficient_claims", claims="${ENCODED}"`,
      ),
    ).toBe(CLAIMS);
  });

  it('keeps the padding of its value, and both alphabets', () => {
    const odd = JSON.stringify({ access_token: { acrs: { value: 'c25', note: '???>>>' } } });
    for (const text of [
      Buffer.from(odd).toString('base64'),
      Buffer.from(odd).toString('base64url'),
    ]) {
      expect(claimsOf(`Bearer error="insufficient_claims", claims="${text}"`)).toBe(odd);
    }
  });

  it.each([
    null,
    '',
    'Bearer',
    `Bearer error="invalid_token", claims="${ENCODED}"`,
    `PoP error="insufficient_claims", claims="${ENCODED}"`,
    'Bearer error="insufficient_claims"',
    'Bearer error="insufficient_claims", claims="***"',
    `Bearer error="insufficient_claims", claims="${Buffer.from('[1]').toString('base64')}"`,
    `Bearer error="insufficient_claims", claims="${Buffer.from('nonsense').toString('base64')}"`,
    `Bearer error="insufficient_claims", claims="${Buffer.from(JSON.stringify({ a: 'x'.repeat(9000) })).toString('base64')}"`,
    `Bearer realm="error=insufficient_claims, claims=${ENCODED}"`,
    `Bearer realm="never closed, error="insufficient_claims, claims="${ENCODED}`,
  ])('asks for nothing: %s', (header) => {
    expect(claimsOf(header)).toBeNull();
  });

  it('takes the first of a name', () => {
    expect(parseChallenges('Bearer error="a", error="b"')[0]?.parameters.get('error')).toBe('a');
  });

  it('is read to an end, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary-ascii' }), (header) => {
        const claims = claimsOf(header);
        expect(claims === null || typeof JSON.parse(claims) === 'object').toBe(true);
      }),
    );
    const { cpuMs } = measureCpu(() => {
      expect(parseChallenges(`Bearer ${'a="'.repeat(5_000)}`)).toHaveLength(1);
      expect(parseChallenges(','.repeat(16_000))).toEqual([]);
    });
    expect(cpuMs).toBeLessThan(1_000);
  });

  it('comes back as it was written', () => {
    const name = fc.stringMatching(/^[a-z_]{1,10}$/);
    const value = fc.string({ maxLength: 20, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 5 }), (pairs) => {
        const written = pairs
          .map(([key, text]) => `${key}="${text.replace(/(["\\])/g, '\\$1')}"`)
          .join(', ');
        const [challenge] = parseChallenges(`Bearer ${written}`);
        const first = new Map([...pairs].reverse());
        expect(challenge?.parameters).toEqual(first);
      }),
    );
  });
});
