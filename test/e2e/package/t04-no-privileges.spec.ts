import type { Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { launchElectron, makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { copyPlainApp } from '../../support/plain-app.ts';
import {
  PROBE_PAGE,
  PROBE_PLACES,
  probeAll,
  type ProbeReport,
  serveProbe,
} from '../../support/privilege-probe.ts';

// A portal's page, wherever its scripts run, has what a page of plain Electron has and no more, and
// gets nowhere near the shell.

/** What a page finds in a sandboxed window of an app that adds nothing of its own. */
async function probePlainApp(cloud: Cloud): Promise<Readonly<Record<string, ProbeReport>>> {
  serveProbe(cloud, false);
  const { appDir, remove } = await copyPlainApp();
  const profileDir = await makeProfileDir();
  const electron = await launchElectron({
    appDir,
    profileDir,
    switches: [
      `--host-resolver-rules=MAP * 127.0.0.1:${String(cloud.port)}`,
      `--ignore-certificate-errors-spki-list=${cloud.spki}`,
    ],
  });
  try {
    await electron.app.firstWindow();
    const opened = electron.app.waitForEvent('window');
    await electron.app.evaluate(({ BrowserWindow }, url) => {
      void new BrowserWindow({ webPreferences: { sandbox: true } }).loadURL(url);
    }, PROBE_PAGE);
    const page = await opened;
    await page.waitForURL(PROBE_PAGE);
    return await probeAll(page);
  } finally {
    await electron.close();
    await remove();
    await removeProfileDir(profileDir);
  }
}

async function openProbe(bulkhead: Bulkhead, cloud: Cloud): Promise<Page> {
  serveProbe(cloud, true);
  const page = await bulkhead.open(demoTenant(cloud, 'Contoso').id, 'defender');
  await page.goto(PROBE_PAGE);
  return page;
}

/** Takes the place of what answers for the shell's address; answers with what was asked of it. */
async function spyOnShellScheme({ electron }: Bulkhead): Promise<() => Promise<readonly string[]>> {
  await electron.app.evaluate(({ session }) => {
    const asked: string[] = [];
    Reflect.set(globalThis, 'askedOfShell', asked);
    const { protocol } = session.fromPartition('persist:shell');
    protocol.unhandle('app');
    protocol.handle('app', (request) => {
      asked.push(request.url);
      return new Response('');
    });
  });
  return () =>
    electron.app.evaluate(() => Reflect.get(globalThis, 'askedOfShell') as readonly string[]);
}

test('a page’s scripts have no more than on plain Electron, and get at nothing', async ({
  bulkhead,
  cloud,
}) => {
  const page = await openProbe(bulkhead, cloud);
  const shown = new Set<string>();
  const listen = (shownPage: Page) =>
    shownPage.on('framenavigated', (frame) => shown.add(new URL(frame.url()).protocol));
  listen(page);
  page.context().on('page', listen);
  const askedOfShell = await spyOnShellScheme(bulkhead);

  const found = await probeAll(page);

  const plain = await probePlainApp(cloud);
  expect(Object.keys(found).toSorted()).toEqual([...PROBE_PLACES].toSorted());
  for (const place of PROBE_PLACES) {
    const { names = [], attempts = {} } = found[place] ?? {};
    const known = new Set(plain[place]?.names);
    expect(known.size, place).toBeGreaterThan(300);
    expect(
      names.filter((name) => !known.has(name)),
      place,
    ).toEqual([]);
    expect(Object.keys(attempts).length, place).toBeGreaterThan(15);
    expect(
      Object.entries(attempts).filter(([, outcome]) => outcome !== 'failed'),
      place,
    ).toEqual([]);
  }
  // An error page is what a refused frame shows.
  expect([...shown].filter((scheme) => !/^(?:https|about|chrome-error):$/.test(scheme))).toEqual(
    [],
  );
  expect(await askedOfShell()).toEqual([]);
  // The spy does hear: main itself may ask.
  const own = 'app://bulkhead/index.html';
  await bulkhead.electron.app.evaluate(
    ({ session }, url) =>
      session
        .fromPartition('persist:shell')
        .fetch(url)
        .then(() => undefined),
    own,
  );
  expect(await askedOfShell()).toEqual([own]);
});

test('the shell’s scheme does not exist in a compartment', async ({ bulkhead, cloud }) => {
  const page = await openProbe(bulkhead, cloud);
  const dir = await bulkhead.partitionOf(page);

  const isHandled = await bulkhead.electron.app.evaluate(({ session, webContents }, portalDir) => {
    const portal = webContents
      .getAllWebContents()
      .find((contents) => contents.session.storagePath === portalDir);
    return {
      portal: portal?.session.protocol.isProtocolHandled('app'),
      default: session.defaultSession.protocol.isProtocolHandled('app'),
      shell: session.fromPartition('persist:shell').protocol.isProtocolHandled('app'),
    };
  }, dir);

  expect(isHandled).toEqual({ portal: false, default: false, shell: true });
});

const SPOIL = `
  const spoiled = () => { throw new Error('spoiled'); };
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype])
    prototype.spoiled = 'yes';
  Object.defineProperty(Object.prototype, 'tenantId', { get: spoiled, configurable: true });
  Object.prototype.then = undefined;
  document.title = '__proto__';
  history.replaceState({ __proto__: { spoiled: 'yes' } }, '', '/probe/__proto__/constructor');
`;
const IS_SPOILED =
  '"spoiled" in {} || "spoiled" in [] || "spoiled" in Function || "tenantId" in {}';

test('a page that spoils its own prototypes spoils nobody else’s', async ({ bulkhead, cloud }) => {
  const page = await openProbe(bulkhead, cloud);
  await page.evaluate(SPOIL);
  expect(await page.evaluate(IS_SPOILED)).toBe(true);
  // Title and address reach main and the shell's page.
  await expect
    .poll(async () => {
      const [compartment] = (await bulkhead.workspace()).compartments;
      return compartment?.views.map(({ title, shownUrl }) => [title, shownUrl]);
    })
    .toEqual([['__proto__', 'security.microsoft.com/probe/__proto__/constructor']]);

  expect(await bulkhead.shell.evaluate(IS_SPOILED)).toBe(false);
  const inMain = await bulkhead.electron.app.evaluate(() => [
    'spoiled' in {},
    'tenantId' in {},
    Object.keys(Object.prototype).length,
  ]);
  expect(inMain).toEqual([false, false, 0]);
});

test('the bridge withstands the page that it is in', async ({ bulkhead }) => {
  const { tenants } = await bulkhead.estate();

  const outcome = await bulkhead.shell.evaluate(async () => {
    type Bridge = { readonly tenants: { get(input: object): Promise<{ ok: boolean }> } };
    const bridge = Reflect.get(globalThis, 'bulkhead') as Bridge;
    const own = bridge.tenants.get;
    const fake = () => Promise.resolve({ ok: false });
    const changed = [
      Reflect.set(globalThis, 'bulkhead', { tenants: { get: fake } }),
      Reflect.deleteProperty(globalThis, 'bulkhead'),
      Reflect.set(bridge, 'tenants', { get: fake }),
      Reflect.set(bridge.tenants, 'get', fake),
      Reflect.deleteProperty(bridge.tenants, 'get'),
      Reflect.defineProperty(bridge.tenants, 'more', { value: fake }),
      Reflect.setPrototypeOf(bridge.tenants, { more: fake }),
    ];
    const isSame = Reflect.get(globalThis, 'bulkhead') === bridge && bridge.tenants.get === own;

    const restores = [
      [Array.prototype, 'map'],
      [Array.prototype, 'filter'],
      [Object.prototype, 'kind'],
    ].map(([prototype, name]) => {
      const before = Reflect.getOwnPropertyDescriptor(prototype as object, name as string);
      const get = () => {
        throw new Error(`${String(name)} of the page was used`);
      };
      Reflect.defineProperty(prototype as object, name as string, { configurable: true, get });
      return () =>
        before === undefined
          ? Reflect.deleteProperty(prototype as object, name as string)
          : Reflect.defineProperty(prototype as object, name as string, before);
    });
    try {
      const { ok } = await bridge.tenants.get({});
      return { changed, isSame, ok };
    } finally {
      for (const restore of restores) restore();
    }
  });

  expect(outcome).toEqual({
    changed: Array.from({ length: 7 }, () => false),
    isSame: true,
    ok: true,
  });
  expect((await bulkhead.estate()).tenants).toEqual(tenants);
});
