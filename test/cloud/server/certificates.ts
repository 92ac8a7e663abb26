import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3650;
/** Browsers refuse server certificates that live longer. */
const LEAF_DAYS = 397;
const RENEW_DAYS = 30;

export type Certificates = {
  key: string;
  /** Leaf and authority, PEM. */
  chain: string;
  caFile: string;
  /** Base64 SHA-256 of the leaf's SubjectPublicKeyInfo, as Chromium's pin list wants it. */
  spki: string;
};

type Pair = { key: string; cert: string };

function spkiPin(cert: string): string {
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}

async function readPair(dir: string, name: string): Promise<Pair | null> {
  try {
    const [key, cert] = await Promise.all([
      readFile(join(dir, `${name}.key`), 'utf8'),
      readFile(join(dir, `${name}.pem`), 'utf8'),
    ]);
    return { key, cert };
  } catch {
    // Missing at the first start; anything else that cannot be read is made anew as well.
    return null;
  }
}

async function writePair(dir: string, name: string, pair: Pair): Promise<void> {
  await writeFile(join(dir, `${name}.key`), pair.key, { mode: 0o600 });
  await writeFile(join(dir, `${name}.pem`), pair.cert);
}

function isFresh(cert: string): boolean {
  return Date.parse(new X509Certificate(cert).validTo) - Date.now() > RENEW_DAYS * DAY_MS;
}

function covers(leaf: Pair, ca: Pair, hosts: readonly string[]): boolean {
  try {
    const certificate = new X509Certificate(leaf.cert);
    const signer = new X509Certificate(ca.cert);
    return (
      isFresh(leaf.cert) &&
      certificate.verify(signer.publicKey) &&
      hosts.every((host) => certificate.checkHost(host.replace(/^\*/, 'any')) !== undefined)
    );
  } catch {
    // Half-written or damaged files: make new ones.
    return false;
  }
}

async function makeAuthority(): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Bulkhead simulated cloud CA' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + CA_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key: made.private, cert: made.cert };
}

async function makeLeaf(ca: Pair, hosts: readonly string[]): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Bulkhead simulated cloud' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + (LEAF_DAYS - 1) * DAY_MS),
    ca: { key: ca.key, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/**
 * The authority and the server certificate for `hosts`, made at the first start and kept in
 * `stateDir`. Nothing ever has to trust the authority system-wide: the application pins the leaf,
 * Node clients are given the file.
 */
export async function loadCertificates(
  stateDir: string,
  hosts: readonly string[],
): Promise<Certificates> {
  const dir = join(stateDir, 'certificates');
  await mkdir(dir, { recursive: true });

  let ca = await readPair(dir, 'ca');
  if (!ca || !isFresh(ca.cert)) {
    ca = await makeAuthority();
    await writePair(dir, 'ca', ca);
  }
  let leaf = await readPair(dir, 'leaf');
  if (!leaf || !covers(leaf, ca, hosts)) {
    leaf = await makeLeaf(ca, hosts);
    await writePair(dir, 'leaf', leaf);
  }
  return {
    key: leaf.key,
    chain: `${leaf.cert.trim()}\n${ca.cert.trim()}\n`,
    caFile: join(dir, 'ca.pem'),
    spki: spkiPin(leaf.cert),
  };
}
