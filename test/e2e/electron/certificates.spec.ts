import { execFile } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { loadCertificates } from '../../cloud/server/certificates.ts';
import { expect, test } from '../../support/bulkhead.ts';
import {
  expectNoCertificateFor,
  expectNothingFrom,
  expectUntrustedPortal,
  selfSigned,
} from '../../support/certificate-attacks.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
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

  await expectUntrustedPortal(bulkhead, cloud, demoTenant(cloud, 'Contoso').id);
});

test('a page loads, frames and opens nothing from a server with a bad certificate', async ({
  cloud,
  start,
}) => {
  strange = await startStrangeServer(await selfSigned(STRANGE));
  const bulkhead = await start({ switches: [rules(cloud.port, strange.port)] });

  const tenantId = demoTenant(cloud, 'Contoso').id;
  await expectNothingFrom([STRANGE], bulkhead, { cloud, tenantId, server: strange });
});

test('the workstation’s certificate is sent to nobody', async ({ cloud, start, profileDir }) => {
  const stateDir = dirname(dirname(cloud.caFile));
  const { key, chain } = await loadCertificates(stateDir, [STRANGE]);
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

  const tenantId = demoTenant(cloud, 'Contoso').id;
  await expectNoCertificateFor(STRANGE, bulkhead, { cloud, tenantId, server: strange });
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
