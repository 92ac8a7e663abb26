#!/usr/bin/env node
// Makes and signs what an administrator offers as an update: docs/updates.md. Runs by itself: it
// shares no code with what checks the signature, and needs Node 20 or later and no package.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: sign-update keys FILE
       sign-update manifest --key FILE --version 1.4.0 [--minimum 1.2.0] [--days 30]
                            --folder FOLDER PLATFORM-ARCH=PACKAGE …

  keys FILE      makes a pair of keys: the private one in FILE, readable to you alone; the public
                 one, for the policy, is printed. An existing file is never written over
  manifest       writes manifest.json and manifest.json.sig into FOLDER
    --key        the private key
    --version    of the packages
    --minimum    the lowest version that is still to be used; 0.0.0 when left out
    --days       how long the manifest is taken, 1 to 400; 30 when left out
    --folder     where the packages are
  PLATFORM-ARCH  win32, darwin or linux, and x64 or arm64: linux-x64=bulkhead-1.4.0-linux-x64.deb

Ends with 0 when all is done, 2 when not.`;

const VERSION = /^(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}$/;
const PACKAGE = /^(win32|darwin|linux)-(x64|arm64)=([A-Za-z0-9][A-Za-z0-9._+~-]{0,119})$/;
const MAX_BYTES = 512 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60_000;

/** Something that the person has to put right. */
class Problem extends Error {}

/** @param {string} path */
function makeKeys(path) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    flag: 'wx',
    mode: 0o600,
  });
  process.stdout.write(`Private key: ${path}. Keep it off the workstations and off the server.\n`);
  process.stdout.write(`Public key, for the policy: ${publicOf(publicKey)}\n`);
}

/** The 32 bytes in base64. @param {import('node:crypto').KeyObject} key */
function publicOf(key) {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}

/** @param {string} path */
async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @param {string} text `linux-x64=NAME`
 */
async function describePackage(folder, text) {
  const [, platform, arch, fileName] = PACKAGE.exec(text) ?? [];
  if (fileName === undefined) throw new Problem(`Not a package as it has to be named: ${text}`);
  const path = join(folder, fileName);
  const { size } = statSync(path);
  if (size < 1 || size > MAX_BYTES) throw new Problem(`${path} has ${String(size)} bytes.`);
  return { platform, arch, fileName, size, sha256: await digestOf(path) };
}

/** @param {Record<string, string | undefined>} options @param {readonly string[]} packages */
async function makeManifest(options, packages) {
  const { key, version = '', minimum = '0.0.0', days = '30', folder } = options;
  if (key === undefined || folder === undefined) throw new Problem(USAGE);
  if (!VERSION.test(version) || !VERSION.test(minimum)) {
    throw new Problem('A version is three numbers, as 1.4.0.');
  }
  if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > 400) {
    throw new Problem('Days are a whole number from 1 to 400.');
  }
  if (packages.length < 1 || packages.length > 32) throw new Problem('One to 32 packages.');
  const privateKey = createPrivateKey(readFileSync(key));
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Problem(`${key} is no Ed25519 key.`);
  const described = [];
  for (const one of packages) described.push(await describePackage(folder, one));
  const now = Date.now();
  const manifest = {
    format: 1,
    version,
    minimum,
    releasedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + Number(days) * DAY_MS).toISOString(),
    packages: described,
  };
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, 'manifest.json'), bytes);
  writeFileSync(
    join(folder, 'manifest.json.sig'),
    `${sign(null, bytes, privateKey).toString('base64')}\n`,
  );
  process.stdout.write(
    `${basename(folder)}: version ${version}, ${String(described.length)} packages, taken until ${manifest.expiresAt}.\n` +
      `Signed with the key ${publicOf(createPublicKey(privateKey))}\n`,
  );
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      version: { type: 'string' },
      minimum: { type: 'string' },
      days: { type: 'string' },
      folder: { type: 'string' },
    },
  });
  const [what, ...rest] = positionals;
  if (what === 'keys' && rest[0] !== undefined && rest.length === 1) makeKeys(rest[0]);
  else if (what === 'manifest') await makeManifest(values, rest);
  else throw new Problem(USAGE);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
