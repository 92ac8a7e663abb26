import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask, FRESH_HOST, SIBLING_HOST, type Store, STORES_HOST } from './store.ts';

// What the network keeps: cookies, the HTTP cache, credentials, what it learnt of servers.

const YEAR_S = 31_536_000;
const url = (path: string, host = STORES_HOST) => `https://${host}/stores/${path}`;

/** @param readHost the host that is asked when it is read */
function cookieStore(name: string, cookie: string, rest: string, readHost = STORES_HOST): Store {
  return {
    name,
    lasts: true,
    isPlainOnDisk: false,
    isEncryptedOnDisk: true,
    async seed(reader, mark) {
      const headers = {
        'set-cookie': `${cookie}=${mark}; Secure; HttpOnly; Max-Age=${String(YEAR_S)}; ${rest}`,
        'cache-control': 'no-store',
      };
      const path = `/stores/set-${cookie}`;
      reader.cloud.contents.put({ host: STORES_HOST, path, headers });
      await ask(reader, url(`set-${cookie}`));
      reader.cloud.contents.remove(STORES_HOST, path);
    },
    read: async (reader) => (await ask(reader, url('echo', readHost))).cookies[cookie] ?? null,
  };
}

async function readTextFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

/** How Chromium names a host it knows to be https only: the hash of the name as DNS writes it. */
function transportSecurityKey(host: string): string {
  const labels = host.split('.').map((label) => `${String.fromCharCode(label.length)}${label}`);
  return createHash('sha256')
    .update(`${labels.join('')}\0`)
    .digest('base64');
}

export const NETWORK_STORES: readonly Store[] = [
  cookieStore('cookie of the host', 'host-cookie', 'Path=/'),
  cookieStore(
    'cookie of the domain',
    'domain-cookie',
    'Path=/; Domain=microsoft.com',
    SIBLING_HOST,
  ),
  cookieStore('__Host- cookie', '__Host-cookie', 'Path=/'),
  cookieStore('partitioned cookie', '__Host-partitioned', 'Path=/; SameSite=None; Partitioned'),
  {
    name: 'HTTP cache, by ETag',
    lasts: true,
    isPlainOnDisk: true,
    async seed(reader, mark) {
      const at = { host: STORES_HOST, path: '/stores/tagged' };
      const headers = { 'cache-control': 'private, no-cache' };
      reader.cloud.contents.put({
        ...at,
        body: 'kept',
        headers: { ...headers, etag: `"${mark}"` },
      });
      await ask(reader, url('tagged'));
      // From here on the cloud gives nobody the tag; who asks with it has it from before.
      reader.cloud.contents.put({ ...at, status: 304, headers });
    },
    async read(reader) {
      const { headers } = await ask(reader, url('tagged'));
      return headers['if-none-match']?.replaceAll('"', '') ?? null;
    },
  },
  {
    name: 'HTTP cache, immutable',
    lasts: true,
    isPlainOnDisk: true,
    async seed(reader, mark) {
      const at = { host: STORES_HOST, path: '/stores/immutable' };
      const headers = { 'cache-control': `public, max-age=${String(YEAR_S)}, immutable` };
      reader.cloud.contents.put({ ...at, body: mark, headers });
      await ask(reader, url('immutable'));
      reader.cloud.contents.put({ ...at, headers: { 'cache-control': 'no-store' } });
    },
    read: async (reader) => (await ask(reader, url('immutable'))).text || null,
  },
  {
    name: 'HTTP authentication',
    lasts: false,
    isPlainOnDisk: false,
    async seed(reader, mark) {
      const { page, cloud, bulkhead } = reader;
      const at = { host: STORES_HOST, path: '/stores/realm/page' };
      const challenge = { 'www-authenticate': 'Basic realm="stores"', 'cache-control': 'no-store' };
      cloud.contents.put({ ...at, status: 401, headers: challenge });
      // Bulkhead answers no such question, so the guard stands aside while the credentials that
      // must stay in this compartment are put there.
      await bulkhead.electron.app.evaluate(({ app }) => {
        const guards = app.listeners('login') as (() => void)[];
        app.removeAllListeners('login');
        app.once('login', (event, _contents, _details, _info, callback) => {
          event.preventDefault();
          Reflect.set(globalThis, 'answerLogin', callback);
          for (const guard of guards) app.on('login', guard);
        });
      });
      const asked = page.evaluate(
        async (address) => (await fetch(address)).status,
        url('realm/page'),
      );
      await expect
        .poll(() => bulkhead.electron.app.evaluate(() => Reflect.has(globalThis, 'answerLogin')))
        .toBe(true);
      cloud.contents.put({ ...at, headers: { 'cache-control': 'no-store' } });
      await bulkhead.electron.app.evaluate((_electron, name) => {
        (Reflect.get(globalThis, 'answerLogin') as (name: string, password: string) => void)(
          name,
          'password',
        );
        Reflect.deleteProperty(globalThis, 'answerLogin');
      }, mark);
      expect(await asked).toBe(200);
    },
    async read(reader) {
      const { headers } = await ask(reader, url('realm/page'));
      const encoded = headers['authorization']?.replace('Basic ', '');
      if (encoded === undefined) return null;
      return Buffer.from(encoded, 'base64').toString().split(':')[0] ?? null;
    },
  },
  {
    name: 'TLS session resumption',
    lasts: false,
    isPlainOnDisk: false,
    async seed(reader) {
      await ask(reader, url('echo', FRESH_HOST));
      return 'resumed';
    },
    async read(reader) {
      const { bulkhead, cloud, sessionDir } = reader;
      await bulkhead.electron.app.evaluate(
        ({ webContents }, dir) =>
          webContents
            .getAllWebContents()
            .find(({ session }) => session.storagePath === dir)
            ?.session.closeAllConnections(),
        sessionDir,
      );
      const before = cloud.requests.connections(FRESH_HOST).length;
      await ask(reader, url('echo', FRESH_HOST));
      const made = cloud.requests.connections(FRESH_HOST).slice(before);
      if (made.length === 0) throw new Error('no connection was made');
      return made.some(({ isResumed }) => isResumed) ? 'resumed' : null;
    },
  },
  {
    name: 'HSTS',
    lasts: true,
    isPlainOnDisk: false,
    isWrittenAtEnd: true,
    async seed(reader) {
      const path = '/stores/https-only';
      const headers = { 'strict-transport-security': `max-age=${String(YEAR_S)}` };
      reader.cloud.contents.put({ host: FRESH_HOST, path, headers });
      await ask(reader, url('https-only', FRESH_HOST));
      reader.cloud.contents.remove(FRESH_HOST, path);
      return 'known';
    },
    async read({ sessionDir }) {
      const known = await readTextFile(join(sessionDir, 'TransportSecurity'));
      return known.includes(transportSecurityKey(FRESH_HOST)) ? 'known' : null;
    },
  },
  {
    name: 'Alt-Svc',
    lasts: true,
    isPlainOnDisk: false,
    isWrittenAtEnd: true,
    async seed(reader) {
      const path = '/stores/elsewhere';
      const headers = { 'alt-svc': `h3=":8443"; ma=${String(YEAR_S)}; persist=1` };
      reader.cloud.contents.put({ host: FRESH_HOST, path, headers });
      await ask(reader, url('elsewhere', FRESH_HOST));
      reader.cloud.contents.remove(FRESH_HOST, path);
      return 'known';
    },
    async read({ sessionDir }) {
      const learnt = await readTextFile(join(sessionDir, 'Network Persistent State'));
      return learnt.includes('8443') ? 'known' : null;
    },
  },
];
