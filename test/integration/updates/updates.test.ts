import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeChosenParts } from '../../../main/app/write-chosen.ts';
import { openSeenReleases } from '../../../main/updates/seen-releases.ts';
import { createUpdates } from '../../../main/updates/updates.ts';
import { loadCertificates } from '../../cloud/server/certificates.ts';
import { loopbackFetch } from '../../support/loopback-fetch.ts';
import { aPackage, aPolicy, aRelease, aSigner, UPDATE_HOST } from '../../support/signed-update.ts';

// The way of an update over real TLS into a real file.

const signer = aSigner();
const FILE = 'bulkhead-1.4.0.tar.gz';
/** Larger than what one read of a socket brings. */
const LARGE = Buffer.alloc(3_000_000, 'bulkhead');

let dir: string;
let server: Server;
let fetch: ReturnType<typeof loopbackFetch>;
/** What the host has; a function does something else with the connection. */
let files: Record<string, Buffer | string | RequestListener>;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'updates-'));
  const certificates = await loadCertificates(dir, [UPDATE_HOST, 'attacker.example']);
  server = createServer({ key: certificates.key, cert: certificates.chain }, (asked, answer) => {
    answer.on('error', () => undefined);
    const file = files[(asked.url ?? '').replace('/bulkhead/', '')];
    if (typeof file === 'function') return void file(asked, answer);
    answer.statusCode = file === undefined ? 404 : 200;
    answer.end(file);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  fetch = loopbackFetch({ port, ca: await readFile(certificates.caFile) });
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

beforeEach(() => {
  files = { ...aRelease(signer, { packages: [aPackage(FILE, LARGE)] }), [FILE]: LARGE };
});

async function anApp() {
  const folder = await mkdtemp(join(dir, 'app-'));
  const now = () => new Date('2026-11-15T08:00:00Z');
  const path = join(folder, FILE);
  await writeFile(path, 'what was there');
  const updates = createUpdates({
    policy: aPolicy(signer),
    running: { version: '1.2.0', platform: process.platform, arch: process.arch },
    seen: openSeenReleases({ dir: folder, now }),
    fetch,
    chooseFile: () => Promise.resolve(path),
    writeFile: writeChosenParts,
    isOnline: () => true,
    isLocked: () => false,
    now,
    onChanged: () => undefined,
    onCheckedByItself: () => undefined,
  });
  return { updates, written: () => readFile(path) };
}

describe('an update', () => {
  it('is found, verified and written, byte for byte', async () => {
    const { updates, written } = await anApp();

    expect(await updates.check()).toMatchObject({ kind: 'newer', version: '1.4.0' });
    await updates.download(FILE);
    expect((await written()).equals(LARGE)).toBe(true);
  });

  it.each<readonly [string, RequestListener]>([
    [
      'breaks off',
      (_asked, answer) => {
        answer.writeHead(200, { 'content-length': String(LARGE.length) });
        answer.write(LARGE.subarray(0, 1_000_000), () => answer.destroy());
      },
    ],
    [
      'ends early without saying how long it is',
      (_asked, answer) => answer.end(LARGE.subarray(0, -1)),
    ],
    ['does not end', (_asked, answer) => void answer.write(Buffer.concat([LARGE, LARGE]))],
    [
      'goes on elsewhere',
      (_asked, answer) =>
        answer.writeHead(302, { location: `https://attacker.example/bulkhead/${FILE}` }).end(),
    ],
  ])('that %s leaves what was there', async (_, answer) => {
    const { updates, written } = await anApp();
    await updates.check();
    files[FILE] = answer;
    await expect(updates.download(FILE)).rejects.toMatchObject({ code: 'not-available' });

    expect(String(await written())).toBe('what was there');
  });
});
