import type { Store } from './store.ts';

// What scripts keep and share: databases, files, workers, channels, windows.

/** How long a page listens for an answer that must not come. */
const LISTEN_MS = 1_500;

export const PAGE_STORES: readonly Store[] = [
  {
    name: 'localStorage',
    lasts: true,
    isPlainOnDisk: true,
    seed: ({ page }, mark) => page.evaluate((m) => localStorage.setItem('stores', m), mark),
    read: ({ page }) => page.evaluate(() => localStorage.getItem('stores')),
  },
  {
    name: 'sessionStorage',
    lasts: false,
    isPlainOnDisk: false,
    seed: ({ page }, mark) => page.evaluate((m) => sessionStorage.setItem('stores', m), mark),
    read: ({ page }) => page.evaluate(() => sessionStorage.getItem('stores')),
  },
  {
    name: 'IndexedDB',
    lasts: true,
    isPlainOnDisk: true,
    seed: ({ page }, mark) =>
      page.evaluate(
        (m) =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.open('stores');
            request.addEventListener('upgradeneeded', () =>
              request.result.createObjectStore('marks'),
            );
            request.addEventListener('error', () => reject(new Error('not opened')));
            request.addEventListener('success', () => {
              const options = { durability: 'strict' } as const;
              const change = request.result.transaction('marks', 'readwrite', options);
              change.objectStore('marks').put(m, 'mark');
              change.addEventListener('complete', () => resolve());
            });
          }),
        mark,
      ),
    read: ({ page }) =>
      page.evaluate(async () => {
        const databases = await indexedDB.databases();
        if (!databases.some(({ name }) => name === 'stores')) return null;
        return new Promise<string | null>((resolve, reject) => {
          const request = indexedDB.open('stores');
          request.addEventListener('error', () => reject(new Error('not opened')));
          request.addEventListener('success', () => {
            const get = request.result.transaction('marks').objectStore('marks').get('mark');
            get.addEventListener('success', () =>
              resolve((get.result as string | undefined) ?? null),
            );
          });
        });
      }),
  },
  {
    name: 'CacheStorage',
    lasts: true,
    isPlainOnDisk: true,
    seed: ({ page }, mark) =>
      page.evaluate(async (m) => {
        const cache = await caches.open('stores');
        await cache.put('/stores/kept', new Response(m));
      }, mark),
    read: ({ page }) =>
      page.evaluate(async () => (await caches.match('/stores/kept'))?.text() ?? null),
  },
  {
    name: 'origin private file system',
    lasts: true,
    isPlainOnDisk: true,
    seed: ({ page }, mark) =>
      page.evaluate(async (m) => {
        const root = await navigator.storage.getDirectory();
        const file = await root.getFileHandle('stores', { create: true });
        const writable = await file.createWritable();
        await writable.write(m);
        await writable.close();
      }, mark),
    read: ({ page }) =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const file = await root.getFileHandle('stores').catch(() => null);
        return (await file?.getFile())?.text() ?? null;
      }),
  },
  {
    name: 'service worker',
    lasts: true,
    isPlainOnDisk: true,
    seed: ({ page }, mark) =>
      page.evaluate(async (m) => {
        const script = `/stores/service-worker.js?mark=${m}`;
        await navigator.serviceWorker.register(script, { scope: '/stores/' });
        await navigator.serviceWorker.ready;
        if (navigator.serviceWorker.controller === null)
          await new Promise((resolve) =>
            navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
          );
      }, mark),
    read: ({ page }) =>
      page.evaluate(async () => {
        const registered = await navigator.serviceWorker.getRegistrations();
        const answer = await (await fetch('/stores/answer')).text();
        return answer !== '' ? answer : (registered[0]?.active?.scriptURL ?? null);
      }),
  },
  {
    name: 'SharedWorker',
    lasts: false,
    isPlainOnDisk: false,
    seed: ({ page }, mark) =>
      page.evaluate(
        (m) =>
          new Promise<void>((resolve) => {
            const worker = new SharedWorker('/stores/shared-worker.js', 'stores');
            worker.port.addEventListener('message', () => resolve());
            worker.port.start();
            worker.port.postMessage({ mark: m }, []);
            // Kept, so that the worker lives as long as the page.
            Reflect.set(globalThis, 'sharedWorker', worker);
          }),
        mark,
      ),
    read: ({ page }) =>
      page.evaluate(
        () =>
          new Promise<string | null>((resolve) => {
            const { port } = new SharedWorker('/stores/shared-worker.js', 'stores');
            port.addEventListener('message', ({ data }) => resolve(data as string | null));
            port.start();
            port.postMessage({}, []);
          }),
      ),
  },
  {
    name: 'BroadcastChannel',
    lasts: false,
    isPlainOnDisk: false,
    seed: ({ page }, mark) =>
      page.evaluate((m) => {
        const channel = new BroadcastChannel('stores');
        // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
        channel.addEventListener('message', () => channel.postMessage(m));
        Reflect.set(globalThis, 'channel', channel);
      }, mark),
    read: ({ page }) =>
      page.evaluate(
        (ms) =>
          new Promise<string | null>((resolve) => {
            const channel = new BroadcastChannel('stores');
            channel.addEventListener('message', ({ data }) => resolve(data as string));
            // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
            channel.postMessage('who is there?');
            setTimeout(() => {
              channel.close();
              resolve(null);
            }, ms);
          }),
        LISTEN_MS,
      ),
  },
  {
    name: 'Web Locks',
    lasts: false,
    isPlainOnDisk: false,
    seed: ({ page }, mark) =>
      page.evaluate(
        (m) =>
          new Promise<void>((resolve) => {
            void navigator.locks.request(`stores ${m}`, () => {
              resolve();
              return new Promise(() => undefined);
            });
          }),
        mark,
      ),
    read: ({ page }) =>
      page.evaluate(async () => {
        const { held } = await navigator.locks.query();
        const name = held?.find((lock) => lock.name?.startsWith('stores '))?.name;
        return name?.slice('stores '.length) ?? null;
      }),
  },
  {
    name: 'window.name',
    lasts: false,
    isPlainOnDisk: false,
    seed: ({ page }, mark) => page.evaluate((m) => void (window.name = m), mark),
    read: ({ page }) => page.evaluate(() => (window.name === '' ? null : window.name)),
  },
  {
    name: 'named window and opener',
    lasts: false,
    isPlainOnDisk: false,
    seed: async ({ page }, mark) => {
      await page.evaluate((m) => {
        const popup = window.open('/stores/popup', 'stores-popup');
        if (popup === null) throw new Error('the pop-up was refused');
        Reflect.set(globalThis, 'popupMark', m);
      }, mark);
    },
    // Whoever gets hold of the window by its name has its opener as well.
    read: ({ page }) =>
      page.evaluate(() => {
        const found = window.open('', 'stores-popup') as Window | null;
        const opener = (found?.opener ?? window.opener) as object | null;
        const mark: unknown = opener === null ? null : Reflect.get(opener, 'popupMark');
        return typeof mark === 'string' ? mark : null;
      }),
  },
];
