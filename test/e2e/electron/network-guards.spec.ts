import { createSocket } from 'node:dgram';
import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
import { listenForNotices } from '../../support/refusals.ts';

// What the network sees of Bulkhead and what pages learn by it: no password, no name of the build,
// no address of the workstation.

test('answers no server that asks for a password and shows nothing that does', async ({
  cloud,
  bulkhead,
}) => {
  const tenantId = demoTenant(cloud, 'Contoso').id;
  for (const [path, scheme] of Object.entries({
    '/basic': 'Basic realm="Sign in"',
    '/digest': 'Digest realm="any", nonce="1", qop="auth"',
    '/ntlm': 'NTLM',
    '/negotiate': 'Negotiate',
  })) {
    const headers = { 'content-type': 'text/html', 'www-authenticate': scheme };
    serve(cloud, path, `<h1>refused</h1>`, { status: 401, headers });
  }
  const notices = await listenForNotices(bulkhead);
  const page = await openHostile(
    bulkhead,
    tenantId,
    serve(cloud, '/taken', '<iframe src=/basic></iframe><img src=/digest>'),
  );

  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/basic', '/digest', '/ntlm', '/negotiate'].map(async (url) => (await fetch(url)).status),
    ),
  );
  await page.goto('https://security.microsoft.com/basic');
  await page.getByRole('heading', { name: 'refused' }).waitFor();

  expect(statuses).toEqual([401, 401, 401, 401]);
  for (const { headers } of cloud.requests.requests()) {
    expect(headers['authorization']).toBeUndefined();
  }
  expect(
    await bulkhead.electron.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    ),
  ).toBe(1);
  await expect.poll(notices).toContainEqual(
    expect.objectContaining({
      host: 'security.microsoft.com',
      message:
        'security.microsoft.com asked for a user name and password in a way that portals do not use. None was sent.',
    }),
  );
});

test('tells engine and platform to pages, workers and servers, and not the build', async ({
  cloud,
  bulkhead,
}) => {
  const script = { headers: { 'content-type': 'text/javascript' } };
  cloud.contents.put({
    host: 'security.microsoft.com',
    path: '/worker.js',
    body: `fetch('/from-worker'); self.onconnect = ({ ports }) => ports[0].postMessage(navigator.userAgent);
      self.postMessage?.(navigator.userAgent)`,
    ...script,
  });
  const page = await openHostile(
    bulkhead,
    demoTenant(cloud, 'Contoso').id,
    serve(cloud, '/taken', '<body>'),
  );

  const told = await page.evaluate(async () => {
    const first = (target: EventTarget) =>
      new Promise<string>((done) =>
        target.addEventListener('message', (event) => done(String((event as MessageEvent).data))),
      );
    const { port } = new SharedWorker('/worker.js');
    const workers = [first(new Worker('/worker.js')), first(port)];
    port.start();
    await navigator.serviceWorker.register('/worker.js');
    const { userAgentData } = navigator as unknown as { userAgentData: object };
    const told = [navigator.userAgent, navigator.appVersion, JSON.stringify(userAgentData)];
    return [...told, ...(await Promise.all(workers))];
  });

  expect(told[0]).toMatch(/^Mozilla\/5\.0 .* Chrome\/[\d.]+ Safari\/[\d.]+$/);
  for (const text of told) expect(text).not.toMatch(/electron|bulkhead/i);
  await expect
    .poll(() => cloud.requests.requests().filter(({ path }) => path === '/from-worker').length)
    .toBe(3);
  for (const { headers } of cloud.requests.requests()) {
    expect(JSON.stringify(headers)).not.toMatch(/electron|bulkhead/i);
  }
});

test('sends no datagram for a page’s calls and tells it no address', async ({
  cloud,
  bulkhead,
}) => {
  const datagrams: Buffer[] = [];
  const udp = createSocket('udp4').on('message', (datagram) => datagrams.push(datagram));
  await new Promise<void>((done) => udp.bind(0, '127.0.0.1', done));
  const stun = `stun:127.0.0.1:${String(udp.address().port)}`;
  const page = await openHostile(
    bulkhead,
    demoTenant(cloud, 'Contoso').id,
    serve(cloud, '/taken', '<body>'),
  );

  const candidates = await page.evaluate(async (urls) => {
    const call = new RTCPeerConnection({ iceServers: [{ urls }] });
    const found: string[] = [];
    const complete = new Promise<void>((done) => {
      call.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) done();
        else if (candidate.candidate !== '') found.push(candidate.candidate);
      });
    });
    call.createDataChannel('any');
    await call.setLocalDescription();
    await complete;
    return found;
  }, stun);
  await new Promise<void>((done) => udp.close(() => done()));

  expect(candidates).toEqual([]);
  expect(datagrams).toHaveLength(0);
});
