import { describe, expect, it } from 'vitest';
import { rewrapKey, unwrapKey, WrappedKey, wrapKey } from '../../../../main/app/passphrase-key.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
/** The least that is taken, because these tests are no thieves. */
const COST = 2 ** 14;
const PASSPHRASE = 'correct horse battery staple';

/** Another letter in the middle of base64 text. */
function changed(text: string): string {
  const at = text.length / 2;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

describe('a key protected by a passphrase', () => {
  it('comes back with it, and is not in what is kept', async () => {
    const wrapped = await wrapKey(KEY, PASSPHRASE, COST);

    expect(await unwrapKey(JSON.parse(JSON.stringify(wrapped)), PASSPHRASE)).toEqual({
      kind: 'key',
      key: KEY,
    });
    const kept = JSON.stringify(wrapped);
    expect(kept).not.toContain(Buffer.from(KEY).toString('base64').slice(0, 40));
    expect(kept).not.toContain('horse');
  });

  it('is wrapped differently each time, at a cost that is kept with it', async () => {
    const [one, two] = [await wrapKey(KEY, PASSPHRASE), await wrapKey(KEY, PASSPHRASE, COST)];

    for (const field of ['salt', 'check', 'nonce', 'key'] as const) {
      expect(one[field]).not.toBe(two[field]);
    }
    expect(one).toMatchObject({ cost: 131_072, blockSize: 8, parallelization: 1 });
  });

  it('says that a passphrase is wrong, and not that something is damaged', async () => {
    const wrapped = await wrapKey(KEY, PASSPHRASE, COST);

    for (const wrong of ['correct horse battery stable', '', 'x'.repeat(100_000)]) {
      expect(await unwrapKey(wrapped, wrong)).toEqual({ kind: 'wrong-passphrase' });
    }
  });

  it.each(['key', 'nonce'] as const)('says that its %s is damaged', async (field) => {
    const wrapped = await wrapKey(KEY, PASSPHRASE, COST);

    expect(await unwrapKey({ ...wrapped, [field]: changed(wrapped[field]) }, PASSPHRASE)).toEqual({
      kind: 'damaged',
    });
  });

  it.each([
    ['nothing', null],
    ['another version', { version: 2 }],
    ['a cost that takes the memory of the machine', { cost: 2 ** 30 }],
    ['a cost that is none', { cost: 2 }],
    ['a cost that scrypt does not know', { cost: 2 ** 17 + 1 }],
    ['a short salt', { salt: 'AAAA' }],
    ['more than it has', { hint: 'the usual one' }],
  ])('does not try %s', async (_, change) => {
    const wrapped = { ...(await wrapKey(KEY, PASSPHRASE, COST)), ...change };

    expect(await unwrapKey(change === null ? null : wrapped, PASSPHRASE)).toEqual({
      kind: 'damaged',
    });
  });

  it('is the same key under another passphrase, and the old one is worth nothing then', async () => {
    const wrapped = await wrapKey(KEY, PASSPHRASE, COST);

    const again = await rewrapKey(wrapped, PASSPHRASE, 'another twelve letters');

    expect(again.kind).toBe('wrapped');
    const next = WrappedKey.parse('wrapped' in again ? again.wrapped : null);
    expect(await unwrapKey(next, 'another twelve letters')).toEqual({ kind: 'key', key: KEY });
    expect(await unwrapKey(next, PASSPHRASE)).toEqual({ kind: 'wrong-passphrase' });
    expect(await rewrapKey(wrapped, 'not the passphrase', 'another twelve letters')).toEqual({
      kind: 'wrong-passphrase',
    });
  });

  it('takes the same characters, however they were composed', async () => {
    const wrapped = await wrapKey(KEY, 'caf\u00e9 caf\u00e9 caf\u00e9', COST);

    expect((await unwrapKey(wrapped, 'cafe\u0301 cafe\u0301 cafe\u0301')).kind).toBe('key');
  });

  it('refuses a passphrase that is guessed, and a key that is none', async () => {
    await expect(wrapKey(KEY, 'eleven char')).rejects.toThrow(RangeError);
    await expect(wrapKey(KEY, 'x'.repeat(1_025))).rejects.toThrow(RangeError);
    await expect(wrapKey(KEY.subarray(1), PASSPHRASE)).rejects.toThrow(TypeError);
  });
});
