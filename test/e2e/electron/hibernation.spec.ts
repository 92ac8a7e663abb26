import type { Page } from '@playwright/test';
import type { TenantId, View } from '../../../preload/contract/index.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';
import { processesOfGroup } from '../../support/processes.ts';
import { expectOnScreen, paint, PAINTS } from '../../support/screen.ts';
import { signIn } from '../../support/sign-in.ts';

// Pages that are not there: asleep, crashed, hung, failed, without a network. Each says so, costs
// no other page anything, and comes back.

const [MAGENTA, GREEN] = PAINTS;
const HOST = 'security.microsoft.com';

async function viewOf(bulkhead: Bulkhead, tenantId: TenantId): Promise<View | undefined> {
  const { compartments } = await bulkhead.workspace();
  return compartments.find((one) => one.tenantId === tenantId)?.views[0];
}

const stateOf = async (bulkhead: Bulkhead, tenantId: TenantId) =>
  (await viewOf(bulkhead, tenantId))?.state;

const renderers = async (bulkhead: Bulkhead) =>
  (await processesOfGroup(bulkhead.electron.pid)).filter(({ type }) => type === 'renderer').length;

/** A portal page of a tenant of which only the address counts. */
function putPages(cloud: Cloud): void {
  for (const path of ['/', '/deep']) {
    const body = `<!doctype html><title>${path}</title><body style="height:5000px">page ${path}`;
    cloud.contents.put({ host: HOST, path, body });
  }
}

/** What a page shows, asked of main: of a page that crashed once, Playwright does not tell any more. */
const textOf = (bulkhead: Bulkhead, part: string) =>
  bulkhead.electron.app.evaluate(
    ({ webContents }, sought) =>
      webContents
        .getAllWebContents()
        .find((one) => one.getURL().includes(sought))
        ?.executeJavaScript('document.body.innerText'),
    part,
  );

/**
 * Lets a page hang for good. Chromium does not tell of it while a debugger is attached, as
 * Playwright is, so what it would tell is said in its place.
 */
async function hang(bulkhead: Bulkhead, page: Page): Promise<void> {
  await page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await bulkhead.electron.app.evaluate(({ webContents }, host) => {
    const hung = webContents.getAllWebContents().find((one) => one.getURL().includes(host));
    hung?.emit('unresponsive');
  }, HOST);
  await expect(bulkhead.shell.getByText('The page does not respond')).toBeVisible();
}

test('over the limit the longest unused page sleeps, and comes back to its place', async ({
  bulkhead,
  cloud,
}) => {
  const operator = new Operator(bulkhead);
  const { shell } = bulkhead;
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const adatum = demoTenant(cloud, 'Adatum Corporation');
  putPages(cloud);
  await operator.button('Settings').click();
  await shell.getByLabel('Live pages').fill('2');
  await shell.getByLabel('Live pages').press('Enter');
  await expect(shell.getByText('0 of 2 live pages')).toBeVisible();
  const withoutPages = await renderers(bulkhead);

  const page = await operator.openPortal(contoso, 'defender');
  await page.goto(`https://${HOST}/deep?tid=${contoso.id}&device=42`);
  await operator.press('Control+=');
  await expect.poll(() => page.evaluate(() => window.devicePixelRatio)).toBeGreaterThan(1);
  await page.evaluate(() => window.scrollTo(0, 700));
  const place = await page.evaluate(() => [window.scrollY, window.devicePixelRatio]);
  expect(place[0]).toBeGreaterThan(0);
  await operator.openPortal(fabrikam, 'defender');
  await expect(shell.getByText('2 of 2 live pages')).toBeVisible();
  expect(await stateOf(bulkhead, contoso.id)).toBe('ready');
  await operator.openPortal(adatum, 'defender');

  await expect.poll(() => stateOf(bulkhead, contoso.id)).toBe('hibernated');
  expect(await stateOf(bulkhead, fabrikam.id)).toBe('ready');
  await expect(shell.getByText('2 of 2 live pages')).toBeVisible();
  await expect.poll(() => page.isClosed()).toBe(true);
  await expect.poll(() => renderers(bulkhead)).toBeLessThanOrEqual(withoutPages + 2);

  await operator.goTo(contoso);
  const back = await bulkhead.portalPage(contoso.id, (url) => url.includes('/deep'));
  expect(back.url()).toBe(`https://${HOST}/deep?tid=${contoso.id}&device=42`);
  await expect
    .poll(() => back.evaluate(() => [window.scrollY, window.devicePixelRatio]))
    .toEqual(place);
  await expect.poll(() => stateOf(bulkhead, fabrikam.id)).toBe('hibernated');
  expect(await stateOf(bulkhead, adatum.id)).toBe('ready');
});

test('a sleeping page keeps its session', async ({ bulkhead, cloud }) => {
  const operator = new Operator(bulkhead);
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  await bulkhead.call('app', 'changeSettings', { liveViewLimit: 1 });
  const page = await operator.openPortal(contoso, 'defender');
  await signIn(page, cloud, OPERATOR);
  await operator.openPortal(fabrikam, 'entra');
  await expect.poll(() => stateOf(bulkhead, contoso.id)).toBe('hibernated');

  await operator.goTo(contoso);

  const back = await bulkhead.portalPage(contoso.id);
  await expect(back.getByTestId('account-name')).toHaveText(OPERATOR);
});

test('a crashed page is said to have crashed, alone, and is reloaded', async ({
  bulkhead,
  cloud,
}) => {
  const operator = new Operator(bulkhead);
  const { shell } = bulkhead;
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  putPages(cloud);
  const other = await operator.openPortal(fabrikam, 'defender');
  await paint(other, GREEN);
  const page = await operator.openPortal(contoso, 'defender');
  await page.goto(`https://${HOST}/deep?tid=${contoso.id}`);
  await paint(page, MAGENTA);
  await expectOnScreen(MAGENTA);

  await bulkhead.electron.app.evaluate(({ webContents }) => {
    const inFront = webContents.getAllWebContents().find((one) => one.getURL().includes('/deep'));
    inFront?.forcefullyCrashRenderer();
  });

  await expect(shell.getByText('The page has crashed')).toBeVisible();
  await expectOnScreen();
  await operator.goTo(fabrikam);
  await expectOnScreen(GREEN);
  await operator.goTo(contoso);
  await shell.getByRole('button', { name: 'Reload page' }).click();
  await expect(shell.getByText('The page has crashed')).toBeHidden();
  await expect.poll(() => stateOf(bulkhead, contoso.id)).toBe('ready');
  await expect.poll(() => textOf(bulkhead, '/deep')).toBe('page /deep');
});

test('a hung page is said to hang, and is reloaded', async ({ bulkhead, cloud }) => {
  const operator = new Operator(bulkhead);
  const contoso = demoTenant(cloud, 'Contoso');
  putPages(cloud);
  const page = await operator.openPortal(contoso, 'defender');
  await hang(bulkhead, page);
  const processes = await renderers(bulkhead);
  await bulkhead.shell.getByRole('button', { name: 'Reload page' }).click();

  await expect(bulkhead.shell.getByText('The page does not respond')).toBeHidden();
  await expect.poll(() => stateOf(bulkhead, contoso.id)).toBe('ready');
  await expect.poll(() => textOf(bulkhead, HOST)).toBe('page /');
  await expect.poll(() => renderers(bulkhead)).toBe(processes);
});

test('a page that does not load says why, and loads when it can', async ({ bulkhead, cloud }) => {
  const operator = new Operator(bulkhead);
  const { shell } = bulkhead;
  const contoso = demoTenant(cloud, 'Contoso');
  putPages(cloud);
  cloud.faults.add({ effect: { kind: 'reset' }, host: HOST });

  await operator.askForPortal(contoso, 'defender');

  await expect(shell.getByText('The page did not load')).toBeVisible();
  await expect(shell.getByText(/The portal closed the connection|was reset/)).toBeVisible();
  cloud.faults.clear();
  await shell.getByRole('button', { name: 'Try again' }).click();
  const page = await bulkhead.portalPage(contoso.id, (url) => url.includes(HOST));
  await expect(page.getByText('page /')).toBeVisible();
  await expect(shell.getByText('The page did not load')).toBeHidden();

  // A page that was there and fails at a reload.
  cloud.faults.add({ effect: { kind: 'reset' }, host: HOST });
  await operator.button('Reload').click();
  await expect(shell.getByText('The page did not load')).toBeVisible();
  cloud.faults.clear();
  await shell.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => stateOf(bulkhead, contoso.id)).toBe('ready');
});

test('without a network it says so, and says when it is back', async ({ bulkhead, cloud }) => {
  const operator = new Operator(bulkhead);
  const { shell } = bulkhead;
  const contoso = demoTenant(cloud, 'Contoso');
  putPages(cloud);
  const status = shell.getByRole('contentinfo');
  const setOnline = (isOnline: boolean) =>
    bulkhead.electron.app.evaluate(({ net }, answer) => {
      net.isOnline = () => answer;
    }, isOnline);
  await expect(status).toContainText('Online');

  await setOnline(false);
  await expect(status).toContainText(/Offline since \d/);
  cloud.faults.add({ effect: { kind: 'reset' }, host: HOST });
  await operator.askForPortal(contoso, 'defender');
  await expect(shell.getByText('You are offline')).toBeVisible();

  cloud.faults.clear();
  await setOnline(true);
  await expect(status).toContainText('Online');
  await shell.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => stateOf(bulkhead, contoso.id)).toBe('ready');
});
