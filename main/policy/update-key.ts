/**
 * Whether a key of the policy keeps anybody from offering an update.
 *
 * Threat: a key that was copied from a standard, a test or an example has a private half that
 * everybody has. Under a key of small order, such as one of zeros, the cryptography of Electron
 * (BoringSSL) takes a signature that was made without any key. Both look like any other 32 bytes.
 * So these are named here, and a policy with one of them is refused.
 * Tested in test/unit/main/policy/update-key.test.ts.
 */

/** Their private halves are published, or are one byte repeated or counted up. */
const PUBLISHED: ReadonlySet<string> = new Set([
  // RFC 8032, section 7.1: TEST 1, TEST 2, TEST 3, TEST 1024, TEST SHA(abc).
  '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=',
  '/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=',
  'J4EX/BRMcjQPZ9DyMW6Dhs7/vyskKMnFH+98WX8dQm4=',
  '7Bcrk61eVjv0kyxw4SRQNMNUZ+8u/U1k6/gZaDRn4r8=',
  // RFC 8410, section 10.
  'Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
  // 32 bytes of 0, of 1, of 255, and 0 to 31.
  'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=',
  'iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=',
  'dqFZIESm5PURJlvKc6YE2QsFKdHfYCvjChmpJXZg0fU=',
  'A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=',
]);

/** The points whose order divides eight, in every encoding, without the sign in the last byte. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]);

/** @param key an Ed25519 public key, 32 bytes in base64 */
export function isOwnKey(key: string): boolean {
  const bytes = Buffer.from(key, 'base64');
  // The last character has two bits that say nothing: the bytes are compared, not the text.
  if (PUBLISHED.has(bytes.toString('base64'))) return false;
  bytes[31] = (bytes[31] ?? 0) & 0x7f;
  return !SMALL_ORDER.has(bytes.toString('hex'));
}
