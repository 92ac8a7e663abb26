import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Claims = Record<string, unknown>;

export type SigningKey = {
  kid: string;
  /** With the private part: for the provider only. */
  privateJwk: JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' };
  publicJwk: JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' };
  /** A JWT over `claims`, with `typ` in its header. */
  sign: (claims: Claims, typ?: string) => string;
  /** The claims when the signature is ours and the token is in its time; otherwise null. */
  verify: (token: string, nowMs?: number) => Claims | null;
};

/** Clocks of a test may be moved a little; Entra allows five minutes as well. */
const CLOCK_SKEW_SECONDS = 300;

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The claims of a token whose signature was not checked. */
export function readClaims(token: string): Claims | null {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : null;
  } catch {
    // Not a token.
    return null;
  }
}

function readKey(file: string): KeyObject | null {
  try {
    return createPrivateKey(readFileSync(file, 'utf8'));
  } catch {
    // Made at the first start.
    return null;
  }
}

/** The one RSA key that signs for all tenants, kept so that sessions survive a restart. */
export function loadSigningKey(file: string): SigningKey {
  let key = readKey(file);
  if (!key) {
    key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const privateKey = key;
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 27);
  const common = { kid, use: 'sig', alg: 'RS256' } as const;

  return {
    kid,
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...common },
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...common },
    sign: (claims, typ = 'JWT') => {
      const input = `${encode({ typ, alg: 'RS256', kid })}.${encode(claims)}`;
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    },
    verify: (token, nowMs = Date.now()) => {
      const [header, payload, signature, ...rest] = token.split('.');
      if (!header || !payload || !signature || rest.length > 0) return null;
      const isOurs = verify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      const claims = isOurs ? readClaims(token) : null;
      if (!claims) return null;
      const now = nowMs / 1000;
      const { exp, nbf } = claims;
      if (typeof exp !== 'number' || exp + CLOCK_SKEW_SECONDS < now) return null;
      if (typeof nbf === 'number' && nbf - CLOCK_SKEW_SECONDS > now) return null;
      return claims;
    },
  };
}
