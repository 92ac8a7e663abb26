import { describe, expect, it } from 'vitest';
import { policyDigest } from '../../../../main/policy/policy-digest.ts';

describe('policyDigest', () => {
  it('is of what is said, in whatever order', () => {
    const one = policyDigest({ tenants: { allowed: ['b', 'a'] }, export: { allowed: false } });
    const same = policyDigest({ export: { allowed: false }, tenants: { allowed: ['b', 'a'] } });

    expect(one).toBe(same);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is what jq and sha256sum make of the file', () => {
    // printf '{"b":[1,2],"a":{"d":null,"c":true}}' | jq -cSj . | sha256sum
    expect(policyDigest({ b: [1, 2], a: { d: null, c: true } })).toBe(
      '0c5f620d08780edb5995250edd44c688e22a1c2c28f6b4ffcde40eea1b26e39f',
    );
  });

  it.each([
    ['a value', { export: { allowed: true } }],
    ['the order of a list', { tenants: { allowed: ['a', 'b'] }, export: { allowed: false } }],
    ['a key', { tenants: { allowed: ['b', 'a'] } }],
  ])('is another when %s is another', (_what, other) => {
    const one = policyDigest({ tenants: { allowed: ['b', 'a'] }, export: { allowed: false } });

    expect(policyDigest(other)).not.toBe(one);
  });

  it('gives up on what is nested without end', () => {
    expect(policyDigest(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBeNull();
  });
});
