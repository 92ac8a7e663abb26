import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../../main/updates/manifest-signature.ts';
import { aSigner } from '../../../support/signed-update.ts';

const signer = aSigner();
const BYTES = Buffer.from('{"format":1}');
const signature = signer.sign(BYTES);

describe('the signature of a manifest', () => {
  it('counts with any key of the policy, and with no other', () => {
    const other = aSigner();
    expect(isSignedBy([signer.key], BYTES, signature)).toBe(true);
    expect(isSignedBy([other.key, signer.key], BYTES, signature)).toBe(true);
    expect(isSignedBy([other.key], BYTES, signature)).toBe(false);
    expect(isSignedBy([], BYTES, signature)).toBe(false);
  });

  it('is over every bit of what was received', () => {
    fc.assert(
      fc.property(fc.nat(BYTES.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(BYTES);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        return !isSignedBy([signer.key], changed, signature);
      }),
    );
    expect(isSignedBy([signer.key], BYTES.subarray(0, -1), signature)).toBe(false);
    expect(isSignedBy([signer.key], Buffer.concat([BYTES, Buffer.from(' ')]), signature)).toBe(
      false,
    );
  });

  it.each([
    ['nothing', ''],
    ['less', signature.slice(0, 40)],
    ['more', `${signature}${signature}`],
    ['a text before it', ` ${signature}`],
    ['another writing', signature.replaceAll('=', '')],
    ['64 bytes that are none', `${Buffer.alloc(64).toString('base64')}\n`],
    ['a page', '<!doctype html>'],
  ])('is not %s', (_, text) => {
    expect(isSignedBy([signer.key], BYTES, text)).toBe(false);
  });
});
