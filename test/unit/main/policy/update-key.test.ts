import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Policy } from '../../../../main/policy/policy-schema.ts';
import { aSigner, MANIFEST_URL } from '../../../support/signed-update.ts';

const isTaken = (key: string) =>
  Policy.safeParse({ updates: { allowed: true, url: MANIFEST_URL, keys: [key] } }).success;

/** The public key of a private one that is written down somewhere. */
function publicOf(seed: Buffer): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}

describe('a key for updates', () => {
  it('is taken when somebody made it', () => {
    for (let count = 0; count < 20; count += 1) expect(isTaken(aSigner().key)).toBe(true);
  });

  it.each([
    ['RFC 8032, TEST 1', '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'],
    ['RFC 8032, TEST 2', '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'],
    ['RFC 8032, TEST 3', 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'],
    ['RFC 8032, TEST 1024', 'f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5'],
    ['RFC 8032, SHA(abc)', '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42'],
    ['RFC 8410', 'd4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842'],
    ['zeros', '00'.repeat(32)],
    ['ones', '01'.repeat(32)],
    ['the highest byte', 'ff'.repeat(32)],
    ['bytes that count up', Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString('hex')],
  ])('is refused when its private half is known: %s', (_name, seed) => {
    const key = publicOf(Buffer.from(seed, 'hex'));

    expect(isTaken(key)).toBe(false);
    // The same bytes in base64 that sets the two bits which say nothing.
    const spare = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const other = spare[spare.indexOf(key[42] ?? '') + 1] ?? '';
    expect(isTaken(`${key.slice(0, 42)}${other}=`)).toBe(false);
  });

  it.each([
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
  ])('is refused when it needs no private half, whatever its sign: %s', (hex) => {
    for (const sign of [0, 0x80]) {
      const bytes = Buffer.from(hex, 'hex');
      bytes[31] = (bytes[31] ?? 0) | sign;

      expect(isTaken(bytes.toString('base64'))).toBe(false);
    }
  });
});
