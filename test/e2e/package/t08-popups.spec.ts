import type { Page } from '@playwright/test';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { ATTACKER, isReached, openHostile, serve } from '../../support/hostile-page.ts';
import {
  closeEveryView,
  expectSameCompartment,
  portalContents,
} from '../../support/portal-contents.ts';
import { processesOfGroup } from '../../support/processes.ts';
import { expectRefused, listenForNotices } from '../../support/refusals.ts';

// A pop-up is a page of the compartment that opened it, with the same preferences, or it is not
// there at all.

/** A page of another listed host. */
const POPUP = 'https://portal.azure.com/popup';

let app: OwnApp;
let contoso: TenantId;
let fabrikam: TenantId;

test.beforeAll(async ({ runningCloud, startOwnApp }) => {
  app = await startOwnApp();
  contoso = demoTenant(runningCloud, 'Contoso').id;
  fabrikam = demoTenant(runningCloud, 'Fabrikam').id;
});
test.afterAll(() => app.close());
test.beforeEach(async ({ cloud }) => {
  serve(cloud, '/popup', '<p>pop-up</p>', { host: 'portal.azure.com' });
  await closeEveryView(app.bulkhead);
});

const taken = (cloud: Cloud, tenantId = contoso, body = '<body>', headers = {}) =>
  openHostile(
    app.bulkhead,
    tenantId,
    serve(cloud, '/taken', body, { headers: { 'content-type': 'text/html', ...headers } }),
  );

const popupOf = (tenantId: TenantId, url = POPUP): Promise<Page> =>
  app.bulkhead.portalPage(tenantId, (at) => at.startsWith(url));

const windowCount = () =>
  app.bulkhead.electron.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

test('becomes a tab of the same compartment, with the same preferences', async ({ cloud }) => {
  const page = await taken(cloud);

  await page.evaluate((url) => void open(url), POPUP);
  const popup = await popupOf(contoso);

  await expectSameCompartment(app.bulkhead, page, popup);
  expect(await windowCount()).toBe(1);
  await expect(
    app.bulkhead.shell.getByRole('tablist', { name: 'Open pages' }).getByRole('tab'),
  ).toHaveCount(3);
  const { compartments } = await app.bulkhead.workspace();
  expect(compartments.find(({ tenantId }) => tenantId === contoso)?.views).toHaveLength(2);
});

test('gets nothing that the page writes into the window’s features', async ({ cloud }) => {
  const page = await taken(cloud);
  const features = [
    'nodeIntegration=yes',
    'contextIsolation=no',
    'sandbox=no',
    'webviewTag=yes',
    'webSecurity=no',
    'allowRunningInsecureContent=yes',
    'javascript=yes',
    'preload=/tmp/any.js',
    'partition=persist:shell',
    'webPreferences=nodeIntegration=yes,sandbox=no',
    'show=yes,alwaysOnTop=yes,fullscreen=yes,kiosk=yes,width=10,height=10',
  ].join(',');

  await page.evaluate(([url, text]) => void open(url, 'any', text), [POPUP, features] as const);
  const popup = await popupOf(contoso);

  await expectSameCompartment(app.bulkhead, page, popup);
  expect(await windowCount()).toBe(1);
  expect(
    await popup.evaluate(() =>
      ['require', 'process', 'module', 'bulkhead', 'electron'].filter((name) => name in globalThis),
    ),
  ).toEqual([]);
});

test('with noopener has no opener and the same compartment', async ({ cloud }) => {
  const page = await taken(cloud);

  const handle = await page.evaluate((url) => open(url, '', 'noopener') === null, POPUP);
  const popup = await popupOf(contoso);

  expect(handle).toBe(true);
  expect(await popup.evaluate(() => opener === null)).toBe(true);
  await expectSameCompartment(app.bulkhead, page, popup);
});

test('never is another tenant’s window of the same name', async ({ cloud }) => {
  const other = await taken(cloud, fabrikam);
  await other.evaluate((url) => void open(url, 'shared'), `${POPUP}?of=fabrikam`);
  const theirs = await popupOf(fabrikam);
  const page = await taken(cloud, contoso);

  const handles = await page.evaluate(
    (url) => ['', 'about:blank', url].map((address) => open(address, 'shared') === null),
    `${POPUP}?of=contoso`,
  );

  await expectSameCompartment(app.bulkhead, page, await popupOf(contoso, `${POPUP}?of=contoso`));
  expect(handles).toEqual([true, true, true]);
  expect(theirs.url()).toBe(`${POPUP}?of=fabrikam`);
  expect(await theirs.evaluate(() => opener?.closed)).toBe(false);
  expect((await portalContents(app.bulkhead, fabrikam)).map(({ url }) => url)).toHaveLength(2);
});

const CLICKS: Readonly<Record<string, Parameters<Page['click']>[1]>> = {
  'the middle button': { button: 'middle' },
  'Ctrl held': { modifiers: ['Control'] },
  'Shift held': { modifiers: ['Shift'] },
  'Ctrl and Shift held': { modifiers: ['Control', 'Shift'] },
  'target=_blank': {},
};

for (const [how, options] of Object.entries(CLICKS)) {
  test(`by a click with ${how} is one of the compartment or none`, async ({ cloud }) => {
    const host = `${how.replaceAll(/\W+/g, '-').toLowerCase()}.${ATTACKER}`;
    const target = how.startsWith('target') ? 'target=_blank' : '';
    const page = await taken(
      cloud,
      contoso,
      `<a ${target} id=good href="${POPUP}">good</a> <a ${target} id=bad href="https://${host}/">bad</a>`,
    );

    await page.click('#bad', options);
    await expectRefused(app.bulkhead, 'popup', host);
    expect(await portalContents(app.bulkhead)).toHaveLength(1);
    expect(isReached(cloud, host)).toBe(false);

    await page.click('#good', options);
    await expectSameCompartment(app.bulkhead, page, await popupOf(contoso));
  });
}

test('by a form keeps what is posted, for listed hosts only', async ({ cloud }) => {
  const host = `form.${ATTACKER}`;
  const page = await taken(cloud);
  const post = (url: string) =>
    page.evaluate((action) => {
      const form = Object.assign(document.createElement('form'), {
        action,
        method: 'post',
        target: '_blank',
      });
      form.innerHTML = '<input name=field value=posted>';
      document.body.append(form);
      form.submit();
    }, url);

  await post(`https://${host}/`);
  await expectRefused(app.bulkhead, 'popup', host);
  expect(isReached(cloud, host)).toBe(false);

  await post(POPUP);
  await expectSameCompartment(app.bulkhead, page, await popupOf(contoso));
  const [request] = cloud.requests.requests({ host: 'portal.azure.com' });
  expect(request).toMatchObject({ method: 'POST', body: 'field=posted' });
});

test('as sign-in libraries open it: empty at first, then talks and closes itself', async ({
  cloud,
}) => {
  serve(
    cloud,
    '/answer',
    `<script>
      opener.postMessage('the code', 'https://security.microsoft.com');
      onmessage = () => close();
    </script>`,
    { host: 'login.microsoftonline.com' },
  );
  const page = await taken(cloud);

  const said = await page.evaluate(
    () =>
      new Promise((done) => {
        const popup = open('', 'sign-in', 'width=400,height=500');
        addEventListener('message', ({ data, origin }) => {
          popup?.postMessage('thanks', origin);
          done([data, origin, popup === null]);
        });
        popup?.location.assign('https://login.microsoftonline.com/answer');
      }),
  );

  expect(said).toEqual(['the code', 'https://login.microsoftonline.com', false]);
  await expect.poll(() => portalContents(app.bulkhead)).toHaveLength(1);
  const { compartments } = await app.bulkhead.workspace();
  expect(compartments.find(({ tenantId }) => tenantId === contoso)?.views).toHaveLength(1);
});

test('that is empty at first goes to listed hosts only', async ({ cloud }) => {
  const host = `later.${ATTACKER}`;
  const page = await taken(cloud);

  await page.evaluate((url) => open('about:blank')?.location.assign(url), `https://${host}/`);

  await expectRefused(app.bulkhead, 'navigation', host);
  expect(isReached(cloud, host)).toBe(false);
  for (const { url } of await portalContents(app.bulkhead)) expect(url).not.toContain(host);
});

test('opens nothing that is no page of a listed host', async ({ cloud }) => {
  const page = await taken(cloud, fabrikam);
  const notices = await listenForNotices(app.bulkhead);
  const addresses = {
    'data:text/html,x': 'a “data:” address',
    'app://bulkhead/index.html': 'bulkhead',
    'ms-msdt:/id': 'a “ms-msdt:” address',
    'https://security.microsoft.com@attacker.example/': ATTACKER,
    'https://attacker.example./': `${ATTACKER}.`,
  };
  // These are stopped by Chromium before anybody is asked.
  const silent = ['file:///etc/passwd', 'chrome://gpu', 'view-source:https://portal.azure.com/'];

  for (const address of [...silent, ...Object.keys(addresses)]) {
    await page.evaluate((url) => void open(url), address);
  }
  await page.evaluate(() => void open(URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))));

  for (const target of [...Object.values(addresses), 'a “blob:” address']) {
    await expect
      .poll(async () => (await notices()).map(({ message }) => message).join('\n'))
      .toContain(`The page wanted to open ${target} in a pop-up. This was refused`);
  }
  expect(await portalContents(app.bulkhead)).toHaveLength(1);
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('a thousand in a loop are a dozen, and Bulkhead answers', async ({ cloud }) => {
  const { bulkhead } = app;
  const page = await taken(cloud);
  const notices = await listenForNotices(bulkhead);
  const before = (await processesOfGroup(bulkhead.electron.pid)).length;

  await page
    .evaluate((url) => {
      for (let at = 0; at < 1_000; at += 1) open(`${url}?${String(at)}`);
    }, POPUP)
    // So many live pages are too many: the page that opened them may have been put to sleep.
    .catch(() => undefined);

  await expect
    .poll(async () => (await notices()).map(({ message }) => message).join('\n'))
    .toContain('more than 12 pop-ups in a minute');
  const { compartments } = await bulkhead.workspace();
  expect(compartments.find(({ tenantId }) => tenantId === contoso)?.views).toHaveLength(13);
  expect((await portalContents(bulkhead, contoso)).length).toBeLessThanOrEqual(13);
  const grown = (await processesOfGroup(bulkhead.electron.pid)).length - before;
  expect(grown).toBeLessThanOrEqual(13);
  await bulkhead.shell.getByRole('navigation', { name: 'Estate' }).waitFor();
});
