import { createSecureContext } from 'node:tls';
import { expect, test } from '../../support/bulkhead.ts';
import {
  expectNoCertificateFor,
  expectNothingFrom,
  expectUntrustedPortal,
  selfSigned,
  signedByCloud,
} from '../../support/certificate-attacks.ts';
import { withDriven } from '../../support/packaged/driven.ts';
import { ownAddress } from '../../support/packaged/place.ts';
import { startStrangeServer, type StrangeServer } from '../../support/strange-server.ts';
import { contosoIn } from '../../support/working-day.ts';

// T12 on the packaged app, where no switch stands between it and the certificates: the account trusts
// the cloud's authority, as it would an enterprise's own, and has a certificate of the workstation.

const BAD = {
  selfSigned: 'graph.microsoft.com',
  expired: 'api.security.microsoft.com',
  ofAnotherHost: 'management.azure.com',
} as const;
const OLD = 'myaccess.microsoft.com';
const CURIOUS = 'mysignins.microsoft.com';

const servers: StrangeServer[] = [];
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(
  block: 'bad' | 'curious' | 'old',
  options: Parameters<typeof startStrangeServer>[0],
): Promise<StrangeServer> {
  const server = await startStrangeServer(options, { address: ownAddress(block), port: 443 });
  servers.push(server);
  return server;
}

test('a cloud whose authority the account does not trust is not shown, and words say why', async ({
  cloud,
  profileDir,
}) => {
  await withDriven({ cloud, profileDir, isTrusted: false }, async (bulkhead, names) => {
    const { id } = await bulkhead.call('tenants', 'add', contosoIn(cloud));

    await expectUntrustedPortal(bulkhead, cloud, id);
    expect(names.names()).toContain('security.microsoft.com');
  });
});

test('no bad certificate is taken, none of the workstation is sent, and no old TLS is spoken', async ({
  cloud,
  profileDir,
}) => {
  const certificates = {
    [BAD.selfSigned]: await selfSigned(BAD.selfSigned),
    [BAD.expired]: await signedByCloud(cloud, BAD.expired, { isExpired: true }),
    [BAD.ofAnotherHost]: await signedByCloud(cloud, 'other.example'),
  };
  const bad = await serve('bad', {
    ...certificates[BAD.selfSigned],
    SNICallback: (name, done) =>
      done(null, createSecureContext(certificates[name as keyof typeof certificates])),
  });
  const old = await serve('old', {
    ...(await signedByCloud(cloud, OLD)),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  const curious = await serve('curious', {
    ...(await signedByCloud(cloud, CURIOUS)),
    requestCert: true,
    rejectUnauthorized: false,
  });
  const others = {
    ...Object.fromEntries(Object.values(BAD).map((host) => [host, ownAddress('bad')])),
    [OLD]: ownAddress('old'),
    [CURIOUS]: ownAddress('curious'),
  };
  const surroundings = { others, clientCertificate: 'administrator' };
  await withDriven({ cloud, profileDir, ...surroundings }, async (bulkhead, names) => {
    const { id: tenantId } = await bulkhead.call('tenants', 'add', contosoIn(cloud));

    const attack = { cloud, tenantId };
    await expectNothingFrom(Object.values(BAD), bulkhead, { ...attack, server: bad });
    await expectNoCertificateFor(CURIOUS, bulkhead, { ...attack, server: curious });
    const page = await bulkhead.portalPage(tenantId);
    const spoken = await page.evaluate(
      (url) => fetch(url, { mode: 'no-cors' }).then(String, () => 'refused'),
      `https://${OLD}/`,
    );
    expect(spoken).toBe('refused');
    expect(old.requests).toEqual([]);
    expect(names.names()).toContain(OLD);
  });
});
