import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Fetch } from '../../main/identity/bounded-request.ts';
import type { Policy } from '../../main/policy/policy-schema.ts';

export const UPDATE_HOST = 'updates.contoso.example';
export const MANIFEST_URL = `https://${UPDATE_HOST}/bulkhead/manifest.json`;

/** An administrator's pair of keys. */
export function aSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return {
    /** As the policy has it. */
    key: der.subarray(-32).toString('base64'),
    sign: (bytes: Uint8Array) => signatureOf(bytes, privateKey),
  };
}
export type Signer = ReturnType<typeof aSigner>;

function signatureOf(bytes: Uint8Array, key: KeyObject): string {
  return `${sign(null, bytes, key).toString('base64')}\n`;
}

export const PACKAGE = Buffer.from('the package of version 1.4.0');

/** A manifest for this system and processor as an administrator would write it. */
export function aManifest(said: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    format: 1,
    version: '1.4.0',
    minimum: '1.0.0',
    releasedAt: '2026-11-01T08:00:00Z',
    expiresAt: '2026-12-31T08:00:00Z',
    packages: [aPackage('bulkhead-1.4.0.tar.gz')],
    ...said,
  };
}

export function aPackage(fileName: string, bytes: Uint8Array = PACKAGE) {
  return {
    platform: process.platform,
    arch: process.arch,
    fileName,
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

export function aPolicy(signer: Signer, checksDaily = false): Policy['updates'] {
  return { allowed: true, url: MANIFEST_URL, keys: [signer.key], checksDaily };
}

export type Answer = () => Response | Promise<Response>;

/** A web server of an administrator, as Chromium's fetch shows it. What is not there is a 404. */
export function anUpdateHost(files: Readonly<Record<string, Uint8Array | string | Answer>>) {
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(url);
    const file = files[new URL(url).pathname.replace('/bulkhead/', '')];
    if (file === undefined) return new Response('not here', { status: 404 });
    return typeof file === 'function' ? file() : new Response(file as BodyInit);
  };
  return { asked, fetch };
}

/** The files of a sound release. */
export function aRelease(signer: Signer, said: Record<string, unknown> = {}) {
  const bytes = Buffer.from(JSON.stringify(aManifest(said)));
  return {
    'manifest.json': bytes,
    'manifest.json.sig': signer.sign(bytes),
    'bulkhead-1.4.0.tar.gz': PACKAGE,
  };
}
