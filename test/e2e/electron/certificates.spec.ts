import { execFile } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { loadCertificates } from '../../cloud/server/certificates.ts';
import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
import { listenForNotices } from '../../support/refusals.ts';
import { startStrangeServer, type StrangeServer } from '../../support/strange-server.ts';

// Who the servers are is Chromium's verdict and nobody else's; who the workstation is, is told to
// none of them.

const run = promisify(execFile);

/** A listed host that a server of the test's own answers for. */
const STRANGE = 'graph.microsoft.com';

const rules = (cloudPort: number, strangePort: number) =>
  `--host-resolver-rules=MAP ${STRANGE} 127.0.0.1:${String(strangePort)}, MAP * 127.0.0.1:${String(cloudPort)}, EXCLUDE 0.0.0.0`;

let strange: StrangeServer | undefined;
test.afterEach(() => strange?.close());

test('a portal with a certificate that nobody vouches for is not shown, and words say why', async ({
  cloud,
  start,
}) => {
  const nobody = Buffer.alloc(32).toString('base64');
  const bulkhead = await start({ switches: [`--ignore-certificate-errors-spki-list=${nobody}`] });
  const { shell } = bulkhead;
  const notices = await listenForNotices(bulkhead);
  const tenantId = demoTenant(cloud, 'Contoso').id;

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
});

test('a page loads, frames and opens nothing from a server with a bad certificate', async ({
  cloud,
  start,
}) => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: STRANGE }]);
  strange = await startStrangeServer({ key, cert });
  const bulkhead = await start({ switches: [rules(cloud.port, strange.port)] });
  const notices = await listenForNotices(bulkhead);
  const page = await openHostile(
    bulkhead,
    demoTenant(cloud, 'Contoso').id,
    serve(cloud, '/taken', `<iframe src="https://${STRANGE}/frame"></iframe>`),
  );

  const failed = await page.evaluate(async (host) => {
    const socket = new Promise((done) => {
      const opened = new WebSocket(`wss://${host}/socket`);
      opened.addEventListener('error', () => done('refused'));
      opened.addEventListener('open', () => done('open'));
    });
    const fetched = fetch(`https://${host}/fetch`, { mode: 'no-cors' }).then(
      String,
      () => 'refused',
    );
    return Promise.all([fetched, socket]);
  }, STRANGE);
  const fromMain = await bulkhead.electron.app.evaluate(
    ({ webContents }, [at, url]) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL() === at)
        ?.session.fetch(url)
        .then(String, () => 'refused'),
    [page.url(), `https://${STRANGE}/main`] as const,
  );

  expect([...failed, fromMain]).toEqual(['refused', 'refused', 'refused']);
  expect(strange.requests).toEqual([]);
  await expect.poll(async () => (await notices()).map(({ host }) => host)).toContain(STRANGE);
});

test('the workstation’s certificate is sent to nobody', async ({ cloud, start, profileDir }) => {
  const hosts = [STRANGE];
  const stateDir = dirname(dirname(cloud.caFile));
  const { key, chain } = await loadCertificates(stateDir, hosts);
  strange = await startStrangeServer({
    key,
    cert: chain,
    requestCert: true,
    rejectUnauthorized: false,
  });
  const home = await makeHomeWithCertificate(profileDir, 'administrator');
  const bulkhead = await start({ switches: [rules(cloud.port, strange.port)] });
  // Chromium looks for the certificates of the account when a server first asks for one.
  await bulkhead.electron.app.evaluate((_electron, dir) => void (process.env['HOME'] = dir), home);
  const notices = await listenForNotices(bulkhead);

  const page = await openHostile(
    bulkhead,
    demoTenant(cloud, 'Contoso').id,
    serve(cloud, '/taken', `<iframe src="https://${STRANGE}/frame"></iframe>`),
  );
  await page.evaluate((url) => fetch(url, { mode: 'no-cors' }), `https://${STRANGE}/fetch`);

  await expect.poll(() => strange?.requests.map(({ path }) => path)).toContain('/fetch');
  for (const { client } of strange.requests) expect(client).toBeNull();
  // That somebody was asked shows that there was one to send.
  expect(await notices()).toContainEqual(
    expect.objectContaining({
      kind: 'certificate-refused',
      host: STRANGE,
      message: `${STRANGE} asked for a certificate of this workstation. None was sent.`,
    }),
  );
});

test('a certificate that one tenant’s session sends is sent by no other', async ({
  cloud,
  start,
  profileDir,
}) => {
  const stateDir = dirname(dirname(cloud.caFile));
  const { key, chain } = await loadCertificates(stateDir, [STRANGE]);
  const server = { key, cert: chain, requestCert: true, rejectUnauthorized: false };
  strange = await startStrangeServer(server);
  const home = await makeHomeWithCertificate(profileDir, 'administrator');
  const bulkhead = await start({ switches: [rules(cloud.port, strange.port)] });
  const contoso = demoTenant(cloud, 'Contoso').id;
  const fabrikam = demoTenant(cloud, 'Fabrikam').id;
  // Bulkhead sends none to anybody, so the guard stands aside. The first who is asked gives it, and
  // Chromium remembers that for the session; whoever is asked later gives none.
  await bulkhead.electron.app.evaluate(({ app }, dir) => {
    process.env['HOME'] = dir;
    app.removeAllListeners('select-client-certificate');
    let wasGiven = false;
    app.on('select-client-certificate', (event, _contents, _url, [first], callback) => {
      event.preventDefault();
      if (wasGiven) callback();
      else callback(first);
      wasGiven = true;
    });
  }, home);
  const sentBy = async (tenantId: typeof contoso, path: string) => {
    const page = await openHostile(bulkhead, tenantId, serve(cloud, '/taken', '<body>'));
    await page.evaluate((url) => fetch(url, { mode: 'no-cors' }), `https://${STRANGE}${path}`);
    return strange?.requests.find((request) => request.path === path)?.client;
  };

  expect(await sentBy(contoso, '/contoso')).toBe('administrator');
  expect(await sentBy(fabrikam, '/fabrikam')).toBeNull();
});

/** A home folder whose certificate store has one certificate with its key. */
async function makeHomeWithCertificate(parent: string, name: string): Promise<string> {
  const home = join(parent, 'home');
  const store = join(home, '.pki', 'nssdb');
  await mkdir(store, { recursive: true });
  const database = `sql:${store}`;
  await run('certutil', ['-N', '--empty-password', '-d', database]);
  // prettier-ignore
  await run('certutil', [
    '-S', '-x', '-d', database, '-n', name, '-s', `CN=${name}`, '-t', 'u,u,u', '-k', 'ec', '-q', 'nistp256',
    '-z', '/etc/hostname',
  ]);
  const { uid, gid } = await stat(parent);
  for (const path of [home, dirname(store), store]) await chown(path, uid, gid);
  for (const file of ['cert9.db', 'key4.db', 'pkcs11.txt'])
    await chown(join(store, file), uid, gid);
  return home;
}
