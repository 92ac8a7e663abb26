import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  scrypt,
  type ScryptOptions,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { PASSPHRASE_LENGTH } from '../../preload/contract/passphrase-length.ts';
import { parseGuarded, parseOrThrow } from '../security/parse-guarded.ts';

/** What is kept of a passphrase: nothing from which it, or the key, can be read. */
export const WrappedKey = z.strictObject({
  version: z.literal(1),
  /** Parameters of scrypt; bounded, so that a planted file cannot take the memory of the machine. */
  cost: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 20)
    .refine((cost) => Number.isInteger(Math.log2(cost))),
  blockSize: z.number().int().min(8).max(16),
  parallelization: z.number().int().min(1).max(4),
  salt: z.base64().length(44),
  /** Says whether the passphrase is the one, before anything is decrypted. */
  check: z.base64().length(44),
  nonce: z.base64().length(16),
  /** The data key, encrypted, with its tag. */
  key: z.base64().length(64),
});
export type WrappedKey = z.infer<typeof WrappedKey>;

export type Unwrapped =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'wrong-passphrase' }
  /** Not a wrapped key, or changed since it was written. */
  | { readonly kind: 'damaged' };

const KEY_BYTES = 32;
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** 128 MB and about half a second: what scrypt's guesses should cost on a stolen disk. */
const COST = 2 ** 17;
/** Bound to the ciphertext, so that it is a data key of this version and nothing else. */
const PURPOSE = Buffer.from('bulkhead estate key 1');

/**
 * Protects a data key with a passphrase, for devices without a keystore.
 *
 * Threat: whoever has a copy of the profile can try passphrases at leisure.
 * So each try costs memory and time (scrypt, a salt for every wrapping), the key itself is random,
 * and changing the passphrase wraps the same key anew: the database need not be encrypted again.
 * Tested in test/unit/main/app/passphrase-key.test.ts.
 * @param key 32 random bytes
 * @param cost of one try, in the terms of scrypt; a power of two
 */
export async function wrapKey(
  key: Uint8Array,
  passphrase: string,
  cost: number = COST,
): Promise<WrappedKey> {
  if (key.length !== KEY_BYTES) throw new TypeError('a key has 32 bytes');
  if (!isTakenPassphrase(passphrase)) {
    throw new RangeError('a passphrase of this length is not taken');
  }
  const salt = randomBytes(SALT_BYTES);
  const parameters = { cost, blockSize: 8, parallelization: 1 };
  // SECURITY(passphrase-key): what a passphrase is worth is made dear, and never kept.
  const { check, wrapping } = await derive(passphrase, salt, parameters);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(PURPOSE);
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  wrapping.fill(0);
  return {
    version: 1,
    ...parameters,
    salt: salt.toString('base64'),
    check: check.toString('base64'),
    nonce: nonce.toString('base64'),
    key: sealed.toString('base64'),
  };
}

/** Whether a new passphrase has a length that is worth wrapping a key with. */
export function isTakenPassphrase(passphrase: string): boolean {
  const { length } = [...passphrase];
  return length >= PASSPHRASE_LENGTH.min && length <= PASSPHRASE_LENGTH.max;
}

/** The key in a wrapping. @param wrapped as it was read, of any shape */
export async function unwrapKey(wrapped: unknown, passphrase: string): Promise<Unwrapped> {
  const parsed = parseGuarded(WrappedKey, wrapped);
  if (!parsed.success) return { kind: 'damaged' };
  // A length nobody could have chosen need not be tried.
  if (passphrase.length > 2 * PASSPHRASE_LENGTH.max) return { kind: 'wrong-passphrase' };
  const { salt, check, nonce, key, ...parameters } = parsed.data;
  const derived = await derive(passphrase, Buffer.from(salt, 'base64'), parameters);
  if (!timingSafeEqual(derived.check, Buffer.from(check, 'base64'))) {
    return { kind: 'wrong-passphrase' };
  }
  try {
    const sealed = Buffer.from(key, 'base64');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      derived.wrapping,
      Buffer.from(nonce, 'base64'),
      { authTagLength: TAG_BYTES },
    );
    decipher.setAAD(PURPOSE).setAuthTag(sealed.subarray(KEY_BYTES));
    const opened = Buffer.concat([
      decipher.update(sealed.subarray(0, KEY_BYTES)),
      decipher.final(),
    ]);
    return { kind: 'key', key: Uint8Array.from(opened) };
  } catch {
    // The passphrase is right, so it is the wrapping that is not what was written.
    return { kind: 'damaged' };
  } finally {
    derived.wrapping.fill(0);
  }
}

/** Wraps the same key with another passphrase; what `unwrapKey` says when the old one is not it. */
export async function rewrapKey(
  wrapped: unknown,
  passphrase: string,
  next: string,
): Promise<
  { readonly kind: 'wrapped'; readonly wrapped: WrappedKey } | Exclude<Unwrapped, { kind: 'key' }>
> {
  const opened = await unwrapKey(wrapped, passphrase);
  if (opened.kind !== 'key') return opened;
  const { cost } = parseOrThrow(WrappedKey, wrapped);
  const again = await wrapKey(opened.key, next, cost);
  opened.key.fill(0);
  return { kind: 'wrapped', wrapped: again };
}

/** Half of what scrypt makes is for the check, which is kept; the other half encrypts. */
async function derive(
  passphrase: string,
  salt: Buffer,
  parameters: Pick<WrappedKey, 'cost' | 'blockSize' | 'parallelization'>,
): Promise<{ readonly check: Buffer; readonly wrapping: Buffer }> {
  const { cost, blockSize } = parameters;
  const options: ScryptOptions = { ...parameters, maxmem: 256 * cost * blockSize };
  // The same characters, however the keyboard composes them.
  const typed = passphrase.normalize('NFC');
  const derived = await new Promise<Buffer>((resolve, reject) => {
    scrypt(typed, salt, 2 * KEY_BYTES, options, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(error);
    });
  });
  return { check: derived.subarray(0, KEY_BYTES), wrapping: derived.subarray(KEY_BYTES) };
}
