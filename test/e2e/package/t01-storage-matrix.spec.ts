import { sep } from 'node:path';
import type { LoggedRequest } from '../../cloud/server/request-log.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import {
  everything,
  nothing,
  readAll,
  readerIn,
  seedAll,
  type Seeded,
  storesFoundIn,
} from '../../support/stores/seeding.ts';
import { type Reader, serveStores, type Store, STORES_PAGE } from '../../support/stores/store.ts';

// Every place where a browser keeps or shares something for an origin, filled by a page of one
// tenant and read by pages of the same origin elsewhere: in other tenants, after a restart, after
// the tenant signed out, and in the session that Electron uses when nobody names one.

test.describe.configure({ timeout: 240_000 });

test.beforeEach(({ cloud }) => serveStores(cloud));

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
  // A page that starts while Playwright connects is sometimes held by it for ever: none is in front.
  await first.call('compartments', 'select', { tenantId: adatum.id });
  await first.close();

  const second = await start();
  const lasting = seeded.filter(({ store }) => store.lasts);
  const a = await readerIn(second, cloud, contoso.id);
  const b = await readerIn(second, cloud, fabrikam.id);
  expect(await readAll(a, lasting)).toEqual(everything(lasting));
  await findsNothing(b, seeded);
  await findsNothing(await readerInDefaultSession(second, cloud), seeded);
  const namesOf = (which: (store: Store) => boolean) =>
    seeded.filter(({ store }) => which(store)).map(({ store }) => store.name);
  const onDisk = await storesFoundIn(a.sessionDir, seeded);
  expect(onDisk).toEqual(expect.arrayContaining(namesOf(({ isPlainOnDisk }) => isPlainOnDisk)));
  const encrypted = namesOf(({ isEncryptedOnDisk = false }) => isEncryptedOnDisk);
  expect(encrypted.length).toBeGreaterThan(0);
  expect(onDisk.filter((name) => encrypted.includes(name))).toEqual([]);

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
