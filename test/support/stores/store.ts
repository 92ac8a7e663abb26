import type { Page } from '@playwright/test';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import type { Bulkhead } from '../bulkhead.ts';

/** A page somewhere in a running Bulkhead, from which stores are filled and read. */
export type Reader = {
  readonly bulkhead: Bulkhead;
  readonly cloud: Cloud;
  /** Shows `STORES_PAGE`. */
  readonly page: Page;
  /** Null outside compartments. */
  readonly tenantId: TenantId | null;
  /** Folder of the session the page runs in. */
  readonly sessionDir: string;
};

/** One place where a browser keeps or shares something for an origin. */
export type Store = {
  readonly name: string;
  /**
   * Leaves the mark there. Answers with what `read` finds where it is seen, for stores that cannot
   * hold a text of one's own; otherwise that is the mark.
   */
  readonly seed: (reader: Reader, mark: string) => Promise<string | void>;
  /** What a page sees there; null is nothing. */
  readonly read: (reader: Reader) => Promise<string | null>;
  /** Whether it outlives the app. */
  readonly lasts: boolean;
  /** Whether the mark can be found, as it is, in the files of the session. */
  readonly isPlainOnDisk: boolean;
  /** In a release, by its fuse. */
  readonly isEncryptedOnDisk?: true;
  /** Written only when the app ends: it cannot be read before. */
  readonly isWrittenAtEnd?: true;
};

export const STORES_HOST = 'security.microsoft.com';
/** A second host of the same site. */
export const SIBLING_HOST = 'entra.microsoft.com';
/** A host that no page of the tests has asked for anything yet. */
export const FRESH_HOST = 'mto.security.microsoft.com';
export const STORES_PAGE = `https://${STORES_HOST}/stores/`;

/** Registers what the stores need under the portal's own origin. */
export function serveStores({ contents }: Pick<Cloud, 'contents'>): void {
  const put = (path: string, body: string, type: string) =>
    contents.put({
      host: STORES_HOST,
      path: `/stores/${path}`,
      body,
      headers: { 'content-type': type, 'cache-control': 'no-store' },
    });
  put('', '<!doctype html><title>Stores</title>', 'text/html');
  put('popup', '<!doctype html><title>Pop-up</title>', 'text/html');
  put('answer', '', 'text/plain');
  put('service-worker.js', SERVICE_WORKER, 'text/javascript');
  put('shared-worker.js', SHARED_WORKER, 'text/javascript');
  for (const host of [SIBLING_HOST, FRESH_HOST]) {
    contents.put({ host, path: '/stores/echo', headers: { 'cache-control': 'no-store' } });
  }
  contents.put({
    host: STORES_HOST,
    path: '/stores/echo',
    headers: { 'cache-control': 'no-store' },
  });
}

/** Answers one address itself, with the mark in its own address. */
const SERVICE_WORKER = `
  const mark = new URL(self.location.href).searchParams.get('mark');
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('fetch', (event) => {
    if (new URL(event.request.url).pathname === '/stores/answer') event.respondWith(new Response(mark));
  });
`;

/** Keeps what one page gives it and tells every page. */
const SHARED_WORKER = `
  let kept = null;
  self.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => {
      if (data.mark !== undefined) kept = data.mark;
      port.postMessage(kept);
    };
  };
`;

/** Lets the page ask the cloud for something; answers with what the cloud got to see. */
export async function ask(
  { page, cloud }: Pick<Reader, 'page' | 'cloud'>,
  url: string,
): Promise<{
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
}> {
  const before = cloud.requests.requests().at(-1)?.id ?? 0;
  const text = await page.evaluate(async (address) => {
    const isOwn = new URL(address).origin === location.origin;
    const answer = await fetch(address, {
      credentials: 'include',
      mode: isOwn ? 'cors' : 'no-cors',
    });
    return answer.text();
  }, url);
  const { host, pathname } = new URL(url);
  const seen = cloud.requests
    .requests({ host, afterId: before })
    .findLast(({ path }) => path.split('?')[0] === pathname);
  return { text, headers: seen?.headers ?? {}, cookies: seen?.cookies ?? {} };
}
