import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { loadCertificates } from '../../cloud/server/certificates.ts';
import { expect, test } from '../../support/bulkhead.ts';
import { makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { CAN_WRITE_POLICY, writePolicy } from '../../support/managed-policy.ts';
import { aPackage, aPolicy, aRelease, aSigner, UPDATE_HOST } from '../../support/signed-update.ts';

// The way of an update through Chromium's own stack: the session that reaches one host, real TLS, a
// real file.

const signer = aSigner();
const FILE = 'bulkhead-9.9.9.tar.gz';
const LARGE = Buffer.alloc(3_000_000, 'bulkhead');

/** What the host of the updates was asked, and what it has. */
let asked: string[];
let files: Readonly<Record<string, Buffer | string | RequestListener>>;
let server: Server;

test.beforeEach(async ({ cloud }) => {
  const now = Date.now();
  asked = [];
  files = {
    ...aRelease(signer, {
      version: '9.9.9',
      releasedAt: new Date(now - 60_000).toISOString(),
      expiresAt: new Date(now + 86_400_000).toISOString(),
      packages: [aPackage(FILE, LARGE)],
    }),
    [FILE]: LARGE,
  };
  // The cloud's own certificate: it is the one that is pinned, whatever the name.
  const { key, chain } = await loadCertificates(dirname(dirname(cloud.caFile)), [
    'graph.microsoft.com',
  ]);
  server = createServer({ key, cert: chain }, (request, answer) => {
    asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
    const file = files[(request.url ?? '').replace('/bulkhead/', '')];
    if (typeof file === 'function') return void file(request, answer);
    answer.statusCode = file === undefined ? 404 : 200;
    answer.end(file);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

test.afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const rules = (cloudPort: number) =>
  `--host-resolver-rules=MAP ${UPDATE_HOST} 127.0.0.1:${String((server.address() as AddressInfo).port)}, MAP * 127.0.0.1:${String(cloudPort)}, EXCLUDE 0.0.0.0`;

if (CAN_WRITE_POLICY) {
  test('a newer version is found, verified and written where the operator says', async ({
    cloud,
    start,
  }) => {
    const policy = await writePolicy({ updates: aPolicy(signer) });
    const folder = await makeProfileDir();
    try {
      const bulkhead = await start({ policyFile: policy.path, switches: [rules(cloud.port)] });
      const { shell } = bulkhead;
      const path = join(folder, FILE);
      await bulkhead.electron.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      await shell.getByRole('navigation').getByRole('button', { name: 'About' }).click();
      const section = shell.getByRole('region', { name: 'Updates' });
      await section.getByRole('button', { name: 'Check for updates' }).click();
      await expect(section).toContainText('Version 9.9.9 is offered,');
      await section.getByRole('button', { name: `Download ${FILE}` }).click();

      await expect.poll(() => readFile(path).catch(() => null)).toEqual(LARGE);
      expect(asked).toEqual(
        ['manifest.json', 'manifest.json.sig', FILE].map(
          (name) => `${UPDATE_HOST}/bulkhead/${name}`,
        ),
      );
      const recorded = async () => {
        const { entries } = await bulkhead.call('journal', 'list', {
          before: null,
          tenantId: null,
          topics: null,
          text: 'updates.',
          count: 10,
        });
        return entries.map(({ action, kind }) => `${kind} ${action}`);
      };
      await expect
        .poll(recorded)
        .toEqual(['outcome updates.download', 'intent updates.download', 'event updates.check']);
    } finally {
      await policy.remove();
      await removeProfileDir(folder);
    }
  });

  test('a manifest that leads elsewhere is followed nowhere', async ({ cloud, start }) => {
    const policy = await writePolicy({ updates: aPolicy(signer) });
    try {
      files = {
        'manifest.json': (_request, answer) =>
          answer.writeHead(302, { location: 'https://graph.microsoft.com/v1.0/me' }).end(),
      };
      cloud.requests.clear();
      const bulkhead = await start({ policyFile: policy.path, switches: [rules(cloud.port)] });

      expect(await bulkhead.call('updates', 'check', {})).toEqual({
        result: { kind: 'refused', fault: 'redirected', version: null },
      });
      expect(cloud.requests.requests({ host: 'graph.microsoft.com' })).toEqual([]);
    } finally {
      await policy.remove();
    }
  });
}

test('without a policy nobody is asked', async ({ cloud, start }) => {
  const bulkhead = await start({ switches: [rules(cloud.port)] });
  await expect(bulkhead.call('updates', 'check', {})).rejects.toThrow('not-available');

  expect(asked).toEqual([]);
});
