import type { Page } from '@playwright/test';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, FABRIKAM_ADMIN, OPERATOR } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';
import { expectOnScreen, paint, PAINTS, type Paint } from '../../support/screen.ts';
import { signIn } from '../../support/sign-in.ts';

// An operator at work, by mouse and keys alone: nothing here calls the bridge. What is in front is
// read from the pixels of the display.

const [MAGENTA, GREEN, CYAN] = PAINTS;

/** A portal page with something in it that must not be lost. */
interface Desk {
  readonly page: Page;
  readonly colour: Paint;
  readonly typed: string;
  readonly scrolledTo: number;
}

async function settleIn(page: Page, colour: Paint, typed: string): Promise<Desk> {
  await page.getByTestId('notes').fill(typed);
  const scrolledTo = await page.evaluate((wanted) => {
    document.body.style.minHeight = '4000px';
    window.scrollTo(0, wanted);
    return window.scrollY;
  }, 400 + typed.length);
  expect(scrolledTo).toBeGreaterThan(0);
  await paint(page, colour);
  return { page, colour, typed, scrolledTo };
}

async function isAsLeft({ page, colour, typed, scrolledTo }: Desk): Promise<void> {
  await expectOnScreen(colour);
  await expect(page.getByTestId('notes')).toHaveValue(typed);
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolledTo);
}

async function openThree(bulkhead: Bulkhead, cloud: Cloud) {
  const operator = new Operator(bulkhead);
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const woodgrove = demoTenant(cloud, 'Woodgrove Bank (Government)');

  const defender = await operator.openPortal(contoso, 'defender');
  await signIn(defender, cloud, OPERATOR);
  const first = await settleIn(defender, MAGENTA, 'half a sentence about Contoso');
  const entra = await operator.openPortal(fabrikam, 'entra');
  await signIn(entra, cloud, FABRIKAM_ADMIN);
  const second = await settleIn(entra, GREEN, 'Fabrikam, written but not sent');
  const government = await operator.openPortal(woodgrove, 'defender');
  await signIn(government, cloud, 'adm-dana@woodgrove.onmicrosoft.us');
  const third = await settleIn(government, CYAN, 'Woodgrove');
  return { operator, contoso, fabrikam, woodgrove, first, second, third };
}

test('several tenants stay where they were, by mouse, palette and digits', async ({
  bulkhead,
  cloud,
}) => {
  const { operator, ...desks } = await openThree(bulkhead, cloud);
  const { contoso, fabrikam, woodgrove, first, second, third } = desks;
  await isAsLeft(third);

  await test.step('by mouse', async () => {
    await operator.goTo(contoso);
    await isAsLeft(first);
    await operator.goTo(fabrikam);
    await isAsLeft(second);
  });

  await test.step('by Ctrl+K while a portal has the keyboard', async () => {
    await expect.poll(() => operator.focusedUrl()).toContain('entra.microsoft.com');
    await operator.findAnything('woodgr');
    await expect(operator.heading(woodgrove)).toBeVisible();
    await isAsLeft(third);
    await expect.poll(() => operator.focusedUrl()).toContain('security.microsoft.us');
    await operator.findAnything(contoso.id.slice(0, 8));
    await expect(operator.heading(contoso)).toBeVisible();
    await isAsLeft(first);
  });

  await test.step('by Ctrl+1…9 in portals and in the shell', async () => {
    // Contoso, Fabrikam, Northwind and Woodgrove are the favourites, in this order.
    await expect.poll(() => operator.focusedUrl()).toContain('security.microsoft.com');
    await operator.press('Control+2');
    await expect(operator.heading(fabrikam)).toBeVisible();
    await isAsLeft(second);
    // No favourite is ninth: nothing happens.
    await operator.press('Control+9');
    await operator.press('F6');
    await expect.poll(() => operator.focusedUrl()).toContain('app://');
    await isAsLeft(second);
    await operator.press('Control+4');
    await expect(operator.heading(woodgrove)).toBeVisible();
    await isAsLeft(third);
    await operator.press('Control+1');
    await expect(operator.heading(contoso)).toBeVisible();
    await isAsLeft(first);
  });

  await test.step('under a dialog a still picture stands in', async () => {
    await operator.press('Control+K');
    await expectOnScreen(MAGENTA);
    const palette = bulkhead.shell.getByRole('dialog', { name: 'Find anything' });
    await expect(palette).toBeVisible();
    await operator.press('Escape');
    await expect(palette).toBeHidden();
    await isAsLeft(first);
  });
});

test('a page has back, forward, reload, link, find and zoom', async ({ bulkhead, cloud }) => {
  const operator = new Operator(bulkhead);
  const { shell } = bulkhead;
  const contoso = demoTenant(cloud, 'Contoso');
  const readClipboard = () =>
    bulkhead.electron.app.evaluate(({ clipboard }) => clipboard.readText());
  const page = await operator.openPortal(contoso, 'defender');

  await test.step('the link of a sign-in is that of the portal', async () => {
    await expect(page.locator('input[name=loginfmt]')).toBeVisible();
    await operator.button('Copy link').click();
    await expect.poll(readClipboard).toBe(`https://security.microsoft.com/?tid=${contoso.id}`);
    await signIn(page, cloud, OPERATOR);
  });

  await test.step('back, forward and reload, by mouse and by keys', async () => {
    const title = page.getByTestId('view-title');
    await page.getByRole('link', { name: 'Incidents' }).click();
    await page.getByRole('link', { name: 'Secure score' }).click();
    await expect(title).toHaveText('Secure score');
    await operator.button('Back').click();
    await expect(title).toHaveText('Incidents');
    await operator.press('Alt+Left');
    await expect(title).toHaveText('Home');
    await operator.press('Alt+Right');
    await expect(title).toHaveText('Incidents');
    await operator.button('Forward').click();
    await expect(title).toHaveText('Secure score');
    await expect(operator.button('Forward')).toBeDisabled();
    const visits = page.getByTestId('visits');
    const before = Number(await visits.innerText());
    await operator.button('Reload').click();
    await expect(visits).toHaveText(String(before + 1));
    await operator.press('Control+R');
    await expect(visits).toHaveText(String(before + 2));
    await operator.press('F5');
    await expect(visits).toHaveText(String(before + 3));
  });

  await test.step('the link has nothing of a sign-in in it', async () => {
    await page.evaluate(() => {
      const { pathname, search } = location;
      const secrets = '&code=SECRET-1&id_token=SECRET-2&state=SECRET-3&view=list';
      history.replaceState(null, '', `${pathname}${search}${secrets}#access_token=SECRET-4`);
    });
    await operator.button('Copy link').click();
    await expect
      .poll(readClipboard)
      .toBe(`https://security.microsoft.com/securescore?tid=${contoso.id}&view=list`);
    await expect(shell.getByText('Link copied.')).toBeVisible();
  });

  await test.step('find counts, steps, and gives the keyboard back', async () => {
    await page.evaluate(() => {
      document.body.insertAdjacentText('beforeend', 'haystack Haystack haystack');
    });
    await operator.press('Control+F');
    const bar = shell.getByRole('search', { name: 'Find in page' });
    await expect(bar.getByRole('textbox')).toBeFocused();
    await bar.getByRole('textbox').fill('haystack');
    await expect(bar.getByRole('status')).toHaveText('1 of 3');
    await operator.press('Enter');
    await expect(bar.getByRole('status')).toHaveText('2 of 3');
    await operator.press('Shift+Enter');
    await expect(bar.getByRole('status')).toHaveText('1 of 3');
    await bar.getByRole('textbox').fill('haystackless');
    await expect(bar.getByRole('status')).toHaveText('Nothing found');
    await operator.press('Escape');
    await expect(bar).toBeHidden();
    await expect.poll(() => operator.focusedUrl()).toContain('security.microsoft.com');
  });

  await test.step('zoom, by keys and by menu, stays over pages', async () => {
    const ratio = () => page.evaluate(() => window.devicePixelRatio);
    await operator.press('Control+=');
    await expect(operator.button('Zoom, 110 %')).toBeVisible();
    await expect.poll(ratio).toBeCloseTo(1.1);
    await operator.button('Zoom, 110 %').click();
    await shell.getByRole('menuitem', { name: 'Zoom in' }).click();
    await shell.keyboard.press('Escape');
    await expect(operator.button('Zoom, 125 %')).toBeVisible();
    await page.getByRole('link', { name: 'Devices' }).click();
    await expect(page.getByTestId('view-title')).toHaveText('Devices');
    await expect.poll(ratio).toBeCloseTo(1.25);
    await operator.press('Control+0');
    await expect.poll(ratio).toBe(1);
  });
});
