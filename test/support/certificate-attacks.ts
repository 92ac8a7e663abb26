import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generate } from 'selfsigned';
import type { TenantId } from '../../preload/contract/index.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bulkhead, expect } from './bulkhead.ts';
import { openHostile, serve } from './hostile-page.ts';
import { listenForNotices } from './refusals.ts';
import type { StrangeServer } from './strange-server.ts';

// T12, whatever the app under attack was made of: who the servers are is Chromium's verdict and
// nobody else's; who the workstation is, is told to none of them.

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A certificate for a host that nobody vouches for. */
export async function selfSigned(host: string) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }]);
  return { key, cert };
}

/** A certificate of the cloud's authority for a host, which ended yesterday when told so. */
export async function signedByCloud(cloud: Cloud, host: string, { isExpired = false } = {}) {
  const dir = dirname(cloud.caFile);
  const [caKey, caCert] = await Promise.all([
    readFile(join(dir, 'ca.key'), 'utf8'),
    readFile(cloud.caFile, 'utf8'),
  ]);
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 30 * DAY_MS),
    notAfterDate: new Date(now + (isExpired ? -1 : 30) * DAY_MS),
    ca: { key: caKey, cert: caCert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2 as const, value: host }] },
    ],
  });
  return { key: made.private, cert: `${made.cert.trim()}\n${caCert}` };
}

/** The Defender portal, of which nobody trusts the certificate, is not shown, and words say why. */
export async function expectUntrustedPortal(
  bulkhead: Bulkhead,
  cloud: Cloud,
  tenantId: TenantId,
): Promise<void> {
  const { shell } = bulkhead;
  const notices = await listenForNotices(bulkhead);

  await bulkhead.call('compartments', 'openPortal', { tenantId, portalId: 'defender' });

  await expect
    .poll(async () => (await bulkhead.workspace()).compartments[0]?.views[0])
    .toMatchObject({ state: 'failed', problem: expect.stringMatching(/certificate/i) as unknown });
  await expect(shell.getByText(/certificate/i).first()).toBeVisible();
  expect(await notices()).toContainEqual(
    expect.objectContaining({
      kind: 'certificate-refused',
      host: 'security.microsoft.com',
      message: expect.stringContaining('security.microsoft.com showed a certificate') as unknown,
    }),
  );
  expect(cloud.requests.requests()).toEqual([]);
  // Nothing on the page lets anybody go on all the same.
  await expect(shell.getByRole('button', { name: /proceed|continue|anyway|accept/i })).toHaveCount(
    0,
  );
}

/** A page loads, frames and opens nothing from hosts with bad certificates, and main neither. */
export async function expectNothingFrom(
  hosts: readonly string[],
  bulkhead: Bulkhead,
  { cloud, tenantId, server }: Attack,
): Promise<void> {
  const notices = await listenForNotices(bulkhead);
  const frames = hosts.map((host) => `<iframe src="https://${host}/frame"></iframe>`).join('');
  const page = await openHostile(bulkhead, tenantId, serve(cloud, '/taken', frames));

  for (const host of hosts) {
    const failed = await page.evaluate(async (name) => {
      const socket = new Promise((done) => {
        const opened = new WebSocket(`wss://${name}/socket`);
        opened.addEventListener('error', () => done('refused'));
        opened.addEventListener('open', () => done('open'));
      });
      const fetched = fetch(`https://${name}/fetch`, { mode: 'no-cors' }).then(
        String,
        () => 'refused',
      );
      return Promise.all([fetched, socket]);
    }, host);
    const fromMain = await bulkhead.electron.app.evaluate(
      ({ webContents }, [at, url]) =>
        webContents
          .getAllWebContents()
          .find((contents) => contents.getURL() === at)
          ?.session.fetch(url)
          .then(String, () => 'refused'),
      [page.url(), `https://${host}/main`] as const,
    );

    expect([...failed, fromMain], host).toEqual(['refused', 'refused', 'refused']);
  }
  expect(server.requests).toEqual([]);
  await expect
    .poll(async () => (await notices()).map(({ host }) => host))
    .toEqual(expect.arrayContaining([...hosts]));
}

/** The server asks for the workstation's certificate and is given none; the operator is told. */
export async function expectNoCertificateFor(
  host: string,
  bulkhead: Bulkhead,
  { cloud, tenantId, server }: Attack,
): Promise<void> {
  const notices = await listenForNotices(bulkhead);

  const page = await openHostile(
    bulkhead,
    tenantId,
    serve(cloud, '/taken', `<iframe src="https://${host}/frame"></iframe>`),
  );
  await page.evaluate((url) => fetch(url, { mode: 'no-cors' }), `https://${host}/fetch`);

  await expect.poll(() => server.requests.map(({ path }) => path)).toContain('/fetch');
  for (const { client } of server.requests) expect(client).toBeNull();
  // That somebody was asked shows that there was one to send.
  expect(await notices()).toContainEqual(
    expect.objectContaining({
      kind: 'certificate-refused',
      host,
      message: `${host} asked for a certificate of this workstation. None was sent.`,
    }),
  );
}

interface Attack {
  readonly cloud: Cloud;
  readonly tenantId: TenantId;
  readonly server: StrangeServer;
}
