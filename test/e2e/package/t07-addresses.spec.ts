import type { Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { expect, test, type OwnApp } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import {
  ATTACKER,
  expectAtRest,
  isReached,
  namelessConnections,
  openHostile,
  serve,
} from '../../support/hostile-page.ts';
import { expectRefused, listenForNotices } from '../../support/refusals.ts';

// Addresses that mean another place than they seem to, or no place on the network at all.

const LISTED = 'security.microsoft.com';

let app: OwnApp;
let page: Page;

const taken = (cloud: Cloud, tenant: string) =>
  openHostile(app.bulkhead, demoTenant(cloud, tenant).id, serve(cloud, '/taken', '<body>'));

test.beforeAll(async ({ startOwnApp }) => {
  app = await startOwnApp();
});
test.afterAll(() => app.close());
test.beforeEach(async ({ cloud }) => {
  page = await taken(cloud, 'Contoso');
});

/** Written by the page, and the host that the refusal names. */
const DISGUISED: readonly (readonly [written: string, host: string])[] = [
  [`https://${LISTED}.${ATTACKER}/escaped`, `${LISTED}.${ATTACKER}`],
  [`https://x${LISTED}/escaped`, `x${LISTED}`],
  [`https://${LISTED}@user.${ATTACKER}/escaped`, `user.${ATTACKER}`],
  [`https://${LISTED}:443@port.${ATTACKER}/escaped`, `port.${ATTACKER}`],
  [`https://user:password@${LISTED}/escaped`, LISTED],
  [`https://${LISTED}./escaped`, `${LISTED}.`],
  [`https://${LISTED}:8443/escaped`, LISTED],
  [`http://${LISTED}/escaped`, LISTED],
  ['https://security.micrоsoft.com/escaped', 'security.xn--micrsoft-qbh.com'],
  [
    `https://${LISTED.replaceAll('.', '。')}.wide.${ATTACKER}/escaped`,
    `${LISTED}.wide.${ATTACKER}`,
  ],
  ['https://2130706433/escaped', '127.0.0.1'],
  ['https://0x7f000001/escaped', '127.0.0.1'],
  ['https://0177.1/escaped', '127.0.0.1'],
  ['https://[::1]/escaped', '[::1]'],
  ['https://[::ffff:10.0.0.1]/escaped', '[::ffff:a00:1]'],
  ['https://localhost/escaped', 'localhost'],
  [`HTTPS://Mixed.${ATTACKER.toUpperCase()}/escaped`, `mixed.${ATTACKER}`],
  [`//scheme.${ATTACKER}/escaped`, `scheme.${ATTACKER}`],
  [`\\\\unc.${ATTACKER}\\escaped`, `unc.${ATTACKER}`],
  [`https:/\\slash.${ATTACKER}\\escaped`, `slash.${ATTACKER}`],
  [`ht\ntps://\ttab.${ATTACKER}/escaped`, `tab.${ATTACKER}`],
  ['https://security.microsoft.us/escaped', 'security.microsoft.us'],
  ['https://portal.azure.cn/escaped', 'portal.azure.cn'],
  ['https://learn.microsoft.com/escaped', 'learn.microsoft.com'],
  ['https://anyone.azureedge.net/escaped', 'anyone.azureedge.net'],
];

test('goes to no host that is disguised, of another cloud or only for requests', async ({
  cloud,
}) => {
  const at = page.url();
  for (const [written, host] of DISGUISED) {
    await app.bulkhead.call('app', 'clearRefusedHosts', {});
    await page.evaluate((address) => (location.href = address), written);

    await expectRefused(app.bulkhead, 'navigation', host);
    await expectAtRest(app.bulkhead);
    expect(page.url(), written).toBe(at);
    if (host !== LISTED) expect(isReached(cloud, host), written).toBe(false);
  }
  expect(cloud.requests.requests().filter(({ path }) => path.includes('escaped'))).toEqual([]);
  expect(namelessConnections(cloud)).toBe(0);
});

test('goes to a listed host however its letters are written', async ({ cloud }) => {
  serve(cloud, '/taken', '', { host: 'portal.azure.com' });
  await page.evaluate(() => (location.href = 'HTTPS://PORTAL.Azure.com/taken'));

  await page.waitForURL('https://portal.azure.com/taken');
});

/** Kinds of addresses, and who says no: Chromium in the page's console, or Bulkhead in a notice. */
const ELSEWHERE: readonly (readonly [written: string, said: RegExp])[] = [
  ['data:text/html,escaped', /Not allowed to navigate top frame to data URL/],
  ['file:///etc/passwd', /Not allowed to load local resource/],
  [`file://${ATTACKER}/share/escaped.html`, /Not allowed to load local resource/],
  ['view-source:https://security.microsoft.com/', /Not allowed to load local resource/],
  ['chrome://gpu/', /Not allowed to load local resource/],
  [
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x.html',
    /to abcdefghijklmnop\w+\. .* only https/,
  ],
  ['devtools://devtools/bundled/inspector.html', /Not allowed to load local resource/],
  [
    'filesystem:https://security.microsoft.com/temporary/x.html',
    /Not allowed to navigate top frame to filesystem URL/,
  ],
  ['app://bulkhead/index.html', /to bulkhead\. .* only https/],
  ['ftp://ftp.attacker.example/', /to ftp\.attacker\.example\. .* only https/],
  ['ms-msdt:/id PCWDiagnostic', /“ms-msdt:” address/],
  ['search-ms:query=x&crumb=location:\\\\attacker.example', /“search-ms:” address/],
  ['ms-settings:privacy', /“ms-settings:” address/],
  ['mailto:someone@attacker.example', /“mailto:” address/],
  ['vbscript:msgbox(1)', /“vbscript:” address/],
];

test('goes to no address of another kind and hands none to the system', async ({ cloud }) => {
  // Notices of a tenant are limited by the minute, and the one above has had its share.
  page = await taken(cloud, 'Fabrikam');
  const at = page.url();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const notices = await listenForNotices(app.bulkhead);
  const handedOver = await app.bulkhead.electron.app.evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    shell.openExternal = (url) => Promise.resolve(void urls.push(url));
    return urls;
  });

  for (const [written, expected] of ELSEWHERE) {
    await page.evaluate((address) => (location.href = address), written);

    await expect
      .poll(async () => [...said, ...(await notices()).map(({ message }) => message)].join('\n'))
      .toMatch(expected);
    await expectAtRest(app.bulkhead);
    expect(page.url(), written).toBe(at);
    said.length = 0;
  }
  expect(await handedOver.jsonValue()).toEqual([]);
  expect(isReached(cloud, ATTACKER)).toBe(false);
});

test('goes to no page that it made up itself', async ({ cloud }) => {
  page = await taken(cloud, 'Fabrikam');
  const at = page.url();
  const notices = await listenForNotices(app.bulkhead);

  await page.evaluate(() => {
    const page_ = new Blob(['<title>escaped</title>'], { type: 'text/html' });
    location.href = URL.createObjectURL(page_);
  });

  await expect
    .poll(async () => (await notices()).map(({ message }) => message).join('\n'))
    .toContain('a “blob:” address');
  await expectAtRest(app.bulkhead);
  expect(page.url()).toBe(at);
});

test('a script as an address stays in the page that it came from', async () => {
  const at = page.url();

  await page.evaluate(() => (location.href = 'javascript:void (document.title = "ran here")'));

  await expect.poll(() => page.title()).toBe('ran here');
  expect(page.url()).toBe(at);
});
