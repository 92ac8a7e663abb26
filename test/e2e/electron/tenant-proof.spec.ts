import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { TenantId } from '../../../preload/contract/index.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';
import { expectOnScreen, paintsOnScreen, PAINTS, type Paint } from '../../support/screen.ts';
import { signIn } from '../../support/sign-in.ts';

// A page of another tenant in a compartment: covered before anyone can see it, and without a
// voice, until the operator decides.

const ENTRA = 'entra.microsoft.com';
const [MAGENTA, GREEN] = PAINTS;
const UNKNOWN = '0a0a0a0a-1b1b-4c2c-8d3d-4e4e4e4e4e4e' as TenantId;

const square = (colour: Paint) =>
  `<div style="position:fixed;left:40%;top:40%;width:200px;height:200px;background:#${colour.toString(16).padStart(6, '0')}"></div>`;

/** A page of a portal that shows a colour and never stops asking its server for things. */
const talkative = (title: string, colour: Paint, links: readonly string[]) => `<!doctype html>
<title>${title}</title>${square(colour)}
${links.map((href) => `<a href="${href}">to ${href}</a>`).join('\n')}
<script>
  window.asked = 0;
  setInterval(() => {
    window.asked += 1;
    fetch('/ping?' + document.title).catch(() => {});
    navigator.sendBeacon('/beacon?' + document.title);
    new Image().src = '/image?' + document.title + Math.random();
  }, 50);
  addEventListener('pagehide', () => navigator.sendBeacon('/beacon?leaving-' + document.title));
</script>`;

const panel = (bulkhead: Bulkhead) =>
  bulkhead.shell.getByRole('alertdialog', { name: 'This page belongs to another tenant' });

/**
 * Watches the display until the panel is there, and a little longer; answers what was seen. The
 * shell's page is busy meanwhile: main alone has to take the other tenant's page off the screen.
 */
async function paintsUntilCovered(bulkhead: Bulkhead, act: () => Promise<void>) {
  const busy = bulkhead.shell.evaluate(() => {
    const end = Date.now() + 1_500;
    while (Date.now() < end);
  });
  const seen = new Set<Paint>();
  let isCovered = false;
  const covered = act()
    .then(() => expect(panel(bulkhead)).toBeVisible())
    .finally(() => (isCovered = true));
  for (let looksAfter = 0; looksAfter < 5; looksAfter += isCovered ? 1 : 0) {
    for (const colour of await paintsOnScreen()) seen.add(colour);
    await wait(10);
  }
  await Promise.all([busy, covered]);
  return seen;
}

test.describe('a page whose address names another tenant', () => {
  /** Contoso's Entra page, with links to another tenant's and to one nobody knows. */
  async function openContoso(
    bulkhead: Bulkhead,
    cloud: Parameters<typeof demoTenant>[0] & {
      contents: { put(content: { host: string; path: string; body: string }): void };
    },
  ) {
    const contoso = demoTenant(cloud, 'Contoso');
    const fabrikam = demoTenant(cloud, 'Fabrikam');
    const links = [`/${fabrikam.id}`, `/${UNKNOWN}`];
    const put = (path: string, body: string) => cloud.contents.put({ host: ENTRA, path, body });
    put(`/${contoso.id}`, talkative('Contoso', MAGENTA, links));
    put(`/${fabrikam.id}`, talkative('Fabrikam', GREEN, []));
    put(`/${UNKNOWN}`, talkative('Unknown', GREEN, []));
    const operator = new Operator(bulkhead);
    const page = await operator.openPortal(contoso, 'entra');
    await expectOnScreen(MAGENTA);
    return { contoso, fabrikam, operator, page };
  }

  /** Follows a link as a click on it does, without waiting for the page, which will be held. */
  const follow = (page: Page, id: TenantId) =>
    page.evaluate((path) => {
      setTimeout(() => document.querySelector<HTMLElement>(`a[href="${path}"]`)?.click());
    }, `/${id}`);

  test('is never on the screen and reaches no server until the operator goes back', async ({
    bulkhead,
    cloud,
  }) => {
    const { contoso, fabrikam, operator, page } = await openContoso(bulkhead, cloud);

    const seen = await paintsUntilCovered(bulkhead, () => follow(page, fabrikam.id));

    expect([...seen]).not.toContain(GREEN);
    await expectOnScreen();
    await expect(panel(bulkhead)).toContainText(contoso.id);
    await expect(panel(bulkhead)).toContainText(fabrikam.id);
    await expect(panel(bulkhead)).toContainText('the address of the page');
    await expect(panel(bulkhead).getByRole('button', { name: 'Go back' })).toBeFocused();

    cloud.requests.clear();
    const asked = () => page.evaluate(() => Reflect.get(window, 'asked') as number);
    const before = await asked();
    for (const keys of ['Control+R', 'F5', 'Alt+Left']) await operator.press(keys);
    await expect.poll(asked).toBeGreaterThan(before + 10);
    expect(cloud.requests.requests()).toEqual([]);
    for (const name of ['Copy link', 'Open in managed browser', 'Find in page', 'Back']) {
      await expect(operator.button(name)).toBeDisabled();
    }

    await panel(bulkhead).getByRole('button', { name: 'Go back' }).click();

    await expect(panel(bulkhead)).toBeHidden();
    await expectOnScreen(MAGENTA);
    await expect
      .poll(() => cloud.requests.requests().some(({ path }) => path === '/ping?Contoso'))
      .toBe(true);
    expect(cloud.requests.requests().filter(({ path }) => path.includes('Fabrikam'))).toEqual([]);
  });

  test('goes on in the compartment it belongs to', async ({ bulkhead, cloud }) => {
    const { contoso, fabrikam, operator, page } = await openContoso(bulkhead, cloud);
    await follow(page, fabrikam.id);

    await panel(bulkhead).getByRole('button', { name: 'Open in Fabrikam' }).click();

    await expect(operator.heading(fabrikam)).toBeVisible();
    await expectOnScreen(GREEN);
    const there = await bulkhead.portalPage(fabrikam.id);
    expect(there.url()).toBe(`https://${ENTRA}/${fabrikam.id}`);
    await expect(panel(bulkhead)).toBeHidden();
    await operator.goTo(contoso);
    await expectOnScreen(MAGENTA);
    await expect(panel(bulkhead)).toBeHidden();
  });

  test('of a tenant that is not in the estate can only be left, or the tenant added', async ({
    bulkhead,
    cloud,
  }) => {
    const { operator, page } = await openContoso(bulkhead, cloud);
    await follow(page, UNKNOWN);
    await expect(panel(bulkhead)).toContainText('a tenant that is not in your estate');
    await expect(panel(bulkhead)).toContainText(UNKNOWN);
    await expect(panel(bulkhead).getByRole('button', { name: /^Open in/ })).toBeHidden();

    await panel(bulkhead).getByRole('button', { name: 'Add this tenant…' }).click();
    const dialog = operator.dialog('Add tenant');
    await expect(dialog.getByLabel('Tenant id')).toHaveValue(UNKNOWN);
    await dialog.getByLabel('Name').fill('Newcomer');
    await dialog.getByLabel('Domain').fill('newcomer.example');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(operator.heading({ name: 'Newcomer' })).toBeVisible();
    await operator.goTo(demoTenant(cloud, 'Contoso'));
    await expect(panel(bulkhead)).toBeVisible();
    await expectOnScreen();
    await panel(bulkhead).getByRole('button', { name: 'Open in Newcomer' }).click();

    await expect(operator.heading({ name: 'Newcomer' })).toBeVisible();
    await expectOnScreen(GREEN);
  });

  test('is not what a restart comes back to', async ({ start, cloud }) => {
    const before = await start();
    const { contoso, fabrikam, page } = await openContoso(before, cloud);
    await follow(page, fabrikam.id);
    await expect(panel(before)).toBeVisible();
    await before.close();
    cloud.requests.clear();

    const after = await start();

    await expectOnScreen(MAGENTA);
    expect((await after.portalPage(contoso.id)).url()).toBe(`https://${ENTRA}/${contoso.id}`);
    const paths = cloud.requests.requests({ host: ENTRA }).map(({ path }) => path);
    expect(paths.filter((path) => path.includes(fabrikam.id))).toEqual([]);
  });
});

test.describe('a sign-in that answers for another tenant', () => {
  const signInsReceived = (cloud: {
    requests: { requests(): { method: string; host: string }[] };
  }) =>
    cloud.requests
      .requests()
      .filter(({ method, host }) => method === 'POST' && host === 'security.microsoft.com');

  /** Not the page that was sent away, which may still be on its way out. */
  const isDefender = (url: string) => url.startsWith('https://security.microsoft.com/');

  test('through the portal’s own tenant switch never reaches the portal', async ({
    bulkhead,
    cloud,
  }) => {
    const contoso = demoTenant(cloud, 'Contoso');
    const operator = new Operator(bulkhead);
    const page = await operator.openPortal(contoso, 'defender');
    await signIn(page, cloud, OPERATOR);
    cloud.requests.clear();

    await page
      .getByTestId('switch-tenant')
      .filter({ hasText: 'Fabrikam' })
      .click({ noWaitAfter: true });

    await expect(panel(bulkhead)).toContainText('the sign-in response');
    await expect(panel(bulkhead)).toContainText('Fabrikam');
    expect(signInsReceived(cloud)).toEqual([]);
    await panel(bulkhead).getByRole('button', { name: 'Go back' }).click();
    const again = await bulkhead.portalPage(contoso.id, isDefender);
    await expect(again.getByTestId('tenant-id')).toHaveText(contoso.id);
    await expect(again.getByTestId('account-name')).toHaveText(OPERATOR);
    expect(signInsReceived(cloud)).toEqual([]);
  });

  test('by mistake of the sign-in host is noticed although the address is right', async ({
    bulkhead,
    cloud,
  }) => {
    const contoso = demoTenant(cloud, 'Contoso');
    const adatum = demoTenant(cloud, 'Adatum Corporation');
    const operator = new Operator(bulkhead);
    const page = await operator.openPortal(contoso, 'defender');
    cloud.faults.add({ effect: { kind: 'wrong-tenant', tenantId: adatum.id } });
    void signIn(page, cloud, OPERATOR).catch(() => undefined);

    await expect(panel(bulkhead)).toContainText(adatum.id);

    await expect(panel(bulkhead)).toContainText('the sign-in response');
    expect(signInsReceived(cloud)).toEqual([]);
    cloud.faults.clear();
    await panel(bulkhead).getByRole('button', { name: 'Go back' }).click();
    const again = await bulkhead.portalPage(contoso.id, isDefender);
    await expect(again.getByTestId('tenant-id')).toHaveText(contoso.id);
    await expect(bulkhead.shell.getByText(/^Proven by sign-in/)).toBeVisible();
  });
});
