import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { LoggedRequest } from '../../cloud/server/request-log.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { BROWSER_STORES } from '../../support/stores/browser-stores.ts';
import { NETWORK_STORES } from '../../support/stores/network-stores.ts';
import { PAGE_STORES } from '../../support/stores/page-stores.ts';
import { type Reader, serveStores, type Store, STORES_PAGE } from '../../support/stores/store.ts';

// Every place where a browser keeps or shares something for an origin, filled by a page of one
// tenant and read by pages of the same origin elsewhere: in other tenants, after a restart, after
// the tenant signed out, and in the session that Electron uses when nobody names one.

const STORES: readonly Store[] = [...PAGE_STORES, ...NETWORK_STORES, ...BROWSER_STORES];

/** A store with what is left in it. */
type Seeded = { readonly store: Store; readonly mark: string; readonly expected: string };

test.describe.configure({ timeout: 120_000 });

test.beforeEach(({ cloud }) => serveStores(cloud));

async function readerIn(bulkhead: Bulkhead, cloud: Cloud, tenantId: TenantId): Promise<Reader> {
  await bulkhead.open(tenantId, 'defender');
  const page = await bulkhead.portalPage(tenantId);
  await page.goto(STORES_PAGE);
  const sessionDir = await bulkhead.partitionOf(page);
  if (sessionDir === null) throw new Error('the page is gone');
  return { bulkhead, cloud, page, tenantId, sessionDir };
}

/** A page in Electron's default session that no guard of Bulkhead's has seen. */
async function readerInDefaultSession(bulkhead: Bulkhead, cloud: Cloud): Promise<Reader> {
  const { app } = bulkhead.electron;
  const opened = app.waitForEvent('window');
  const sessionDir = await app.evaluate(({ app: electronApp, BrowserWindow, session }, url) => {
    const { defaultSession } = session;
    defaultSession.webRequest.onBeforeRequest(null);
    defaultSession.setCertificateVerifyProc(null);
    const guards = electronApp.listeners('web-contents-created') as (() => void)[];
    electronApp.removeAllListeners('web-contents-created');
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    for (const guard of guards) electronApp.on('web-contents-created', guard);
    window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    void window.loadURL(url);
    return defaultSession.storagePath ?? '';
  }, STORES_PAGE);
  const page = await opened;
  await page.waitForURL(STORES_PAGE);
  return { bulkhead, cloud, page, tenantId: null, sessionDir };
}

async function seedAll(reader: Reader): Promise<readonly Seeded[]> {
  const seeded: Seeded[] = [];
  for (const store of STORES) {
    const mark = `mark-${randomUUID()}`;
    const expected = await test.step(`seed ${store.name}`, () => store.seed(reader, mark));
    seeded.push({ store, mark, expected: expected ?? mark });
  }
  return seeded;
}

/** What is found in each store, by its name. */
async function readAll(reader: Reader, seeded: readonly Seeded[]) {
  const found: Record<string, string | null> = {};
  for (const { store } of seeded) {
    found[store.name] = await test.step(`read ${store.name}`, () => store.read(reader));
  }
  return found;
}

const everything = (seeded: readonly Seeded[]) =>
  Object.fromEntries(seeded.map(({ store, expected }) => [store.name, expected]));
const nothing = (seeded: readonly Seeded[]) =>
  Object.fromEntries(seeded.map(({ store }) => [store.name, null]));

/** Reads as somebody else: nothing is there, and nothing of it is sent to the server either. */
async function findsNothing(reader: Reader, seeded: readonly Seeded[]): Promise<void> {
  const { requests } = reader.cloud;
  const before = requests.requests().at(-1)?.id ?? 0;
  expect(await readAll(reader, seeded)).toEqual(nothing(seeded));
  await reader.page.reload();
  // The tenant's own service worker looks for a newer version of itself when it likes.
  const isOfReader = ({ headers }: LoggedRequest) => headers['service-worker'] !== 'script';
  const sent = JSON.stringify(requests.requests({ afterId: before }).filter(isOfReader));
  expect(seeded.filter(({ mark }) => sent.includes(mark)).map(({ store }) => store.name)).toEqual(
    [],
  );
}

/** Names of the stores whose mark is somewhere in the files of a folder. */
async function storesFoundIn(
  dir: string,
  seeded: readonly Seeded[],
  isLookedAt: (path: string) => boolean = () => true,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isLookedAt(path)) continue;
    const bytes = await readFile(path);
    for (const { store, mark } of seeded) {
      if (bytes.includes(mark) || bytes.includes(Buffer.from(mark, 'utf16le')))
        found.add(store.name);
    }
  }
  return [...found].toSorted();
}

test('a tenant’s stores are seen by itself and by nobody else', async ({ bulkhead, cloud }) => {
  const b = await readerIn(bulkhead, cloud, demoTenant(cloud, 'Fabrikam').id);
  const outside = await readerInDefaultSession(bulkhead, cloud);
  const a = await readerIn(bulkhead, cloud, demoTenant(cloud, 'Contoso').id);
  const seeded = await seedAll(a);

  const live = seeded.filter(({ store }) => store.isWrittenAtEnd !== true);
  expect(await readAll(a, live)).toEqual(everything(live));
  await findsNothing(b, live);
  await findsNothing(outside, live);
});

test('nor after a restart, nor after the tenant has signed out', async ({
  start,
  cloud,
  profileDir,
}) => {
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const adatum = demoTenant(cloud, 'Adatum Corporation');
  const first = await start();
  await readerIn(first, cloud, fabrikam.id);
  const seeded = await seedAll(await readerIn(first, cloud, contoso.id));
  await first.close();

  const second = await start();
  const lasting = seeded.filter(({ store }) => store.lasts);
  const a = await readerIn(second, cloud, contoso.id);
  const b = await readerIn(second, cloud, fabrikam.id);
  expect(await readAll(a, lasting)).toEqual(everything(lasting));
  await findsNothing(b, seeded);
  await findsNothing(await readerInDefaultSession(second, cloud), seeded);
  const plain = seeded.filter(({ store }) => store.isPlainOnDisk).map(({ store }) => store.name);
  expect(await storesFoundIn(a.sessionDir, seeded)).toEqual(expect.arrayContaining(plain));

  await second.call('tenants', 'signOut', { tenantId: contoso.id });
  const isReadNow = ({ store }: Seeded) => store.isWrittenAtEnd !== true;
  await findsNothing(await readerIn(second, cloud, contoso.id), lasting.filter(isReadNow));
  // A tenant whose session is new in this run: what it has, it can only have from the other.
  const c = await readerIn(second, cloud, adatum.id);
  await findsNothing(c, seeded.filter(isReadNow));
  await second.close();

  const writtenAtEnd = seeded.filter((one) => !isReadNow(one));
  for (const reader of [a, b, c])
    expect(await readAll(reader, writtenAtEnd)).toEqual(nothing(writtenAtEnd));
  const isElsewhere = (path: string) => !path.startsWith(a.sessionDir + sep);
  expect(await storesFoundIn(profileDir, seeded, isElsewhere)).toEqual([]);
});
