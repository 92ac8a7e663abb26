import type { Page } from '@playwright/test';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { openHostile, serve } from '../../support/hostile-page.ts';
import { closeEveryView, contentsOf, portalContents } from '../../support/portal-contents.ts';

// What HTML's sandbox says of pop-ups holds, whoever asks: a frame or the page itself.

const POPUP = 'https://portal.azure.com/popup';

let app: OwnApp;
let contoso: TenantId;

test.beforeAll(async ({ runningCloud, startOwnApp }) => {
  app = await startOwnApp();
  contoso = demoTenant(runningCloud, 'Contoso').id;
});
test.afterAll(() => app.close());
test.beforeEach(async ({ cloud }) => {
  serve(cloud, '/popup', '<p>pop-up</p>', { host: 'portal.azure.com' });
  await closeEveryView(app.bulkhead);
});

const taken = (cloud: Cloud, body: string) =>
  openHostile(app.bulkhead, contoso, serve(cloud, '/taken', body));

const ATTEMPT = `<a id=go target=_blank href="${POPUP}">go</a>
  <script>open('${POPUP}'); go.click(); document.title = 'tried'</script>`;
const HELD: readonly NonNullable<Parameters<Page['click']>[1]>[] = [
  { modifiers: ['Control'] },
  { modifiers: ['Shift'] },
  { modifiers: ['Control', 'Shift'] },
];
const SANDBOXED = {
  'content-type': 'text/html',
  'content-security-policy': 'sandbox allow-scripts',
};

test('is not opened by scripts that are sandboxed without pop-ups', async ({ cloud }) => {
  serve(cloud, '/frame', ATTEMPT);
  const page = await taken(cloud, '<iframe sandbox=allow-scripts src=/frame></iframe>');
  await expect.poll(() => page.frame({ url: /frame/ })?.title()).toBe('tried');
  await page.goto(serve(cloud, '/sandboxed', ATTEMPT, { headers: SANDBOXED }));
  await expect.poll(() => page.title()).toBe('tried');

  expect(await portalContents(app.bulkhead)).toHaveLength(1);
  expect(cloud.requests.requests({ host: 'portal.azure.com' })).toEqual([]);
});

test('by a click into a sandbox is one of the compartment, knows no opener, or is none', async ({
  cloud,
}) => {
  serve(cloud, '/frame', `<a id=go href="${POPUP}">go</a>`);
  const page = await taken(cloud, '<iframe sandbox=allow-scripts src=/frame></iframe>');

  // Electron before 41.10.3 opens these although the sandbox has no pop-ups (CVE-2026-70608).
  for (const options of HELD) {
    await page.frameLocator('iframe').locator('#go').click(options);
  }
  // What was clicked before is decided once this is there.
  await page.evaluate((url) => void open(url), `${POPUP}?last`);
  await app.bulkhead.portalPage(contoso, (url) => url === `${POPUP}?last`);

  const own = await contentsOf(app.bulkhead, page);
  for (const contents of await portalContents(app.bulkhead)) {
    expect(contents.storagePath).toBe(own.storagePath);
    expect(contents.webPreferences).toEqual(own.webPreferences);
  }
  for (const popup of app.bulkhead.electron.app.windows()) {
    if (popup.url() === POPUP) expect(await popup.evaluate(() => opener)).toBeNull();
  }
});

test('of a sandboxed frame is sandboxed as well', async ({ cloud }) => {
  serve(cloud, '/frame', `<script>open('${POPUP}')</script>`);
  await taken(cloud, '<iframe sandbox="allow-scripts allow-popups" src=/frame></iframe>');

  const popup = await app.bulkhead.portalPage(contoso, (url) => url === POPUP);
  expect(await popup.evaluate(() => globalThis.origin)).toBe('null');
});
