import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/**
 * Whether a manifest is the administrator's.
 *
 * Threat: whoever can write to the web server, or is on the way to it with a certificate that the
 * workstation trusts, offers a manifest of their own. TLS says who the server is, not who wrote the
 * file.
 * So an Ed25519 signature over exactly the received bytes counts, made with a key that the policy
 * names; nothing is parsed before it holds.
 * Tested in test/unit/main/updates/manifest-signature.test.ts.
 */

/** SubjectPublicKeyInfo of Ed25519 up to the key's 32 bytes, RFC 8410. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
/** 64 bytes in base64, and nothing but a line end after them. */
const SIGNATURE = /^([A-Za-z0-9+/]{86}==)\r?\n?$/;

/** @param keys 32 bytes each, in base64, as the policy has them */
export function isSignedBy(keys: readonly string[], bytes: Uint8Array, signature: string): boolean {
  const [, text] = SIGNATURE.exec(signature) ?? [];
  if (text === undefined) return false;
  const made = Buffer.from(text, 'base64');
  // SECURITY(update-signature): what no key of the policy signed is not looked at any further.
  return keys.some((key) => verify(null, bytes, publicKeyOf(key), made));
}

function publicKeyOf(key: string): KeyObject {
  const der = Buffer.concat([SPKI_HEAD, Buffer.from(key, 'base64')]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}
