import type { ShellPage } from './support/shell-page.ts';
import { expect, test } from './support/shell-page.ts';

/** The element's place as whole pixels, as main is told it. */
async function placeOfArea(shell: ShellPage) {
  return await shell.portalArea.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [x, y] = [Math.round(left), Math.round(top)];
    return { x, y, width: Math.round(right) - x, height: Math.round(bottom) - y };
  });
}

const told = (shell: ShellPage) => shell.onMain((fake) => fake.compartments.area());
const isCovered = (shell: ShellPage) => shell.onMain((fake) => fake.compartments.isCovered());

test('main is told the place of the page, also after the window has changed', async ({
  shell,
  page,
}) => {
  await shell.open('portal');
  expect(await told(shell)).toEqual(await placeOfArea(shell));

  for (const size of [
    { width: 1001, height: 701 },
    { width: 900, height: 640 },
    { width: 1920, height: 1080 },
  ]) {
    await page.setViewportSize(size);
    await expect.poll(() => told(shell)).toEqual(await placeOfArea(shell));
  }
});

test('the place follows what appears above it', async ({ shell, page }) => {
  await shell.open('portal');
  const before = await told(shell);
  await shell.press('Control+f');
  await expect(page.getByRole('search')).toBeVisible();

  await expect.poll(async () => (await told(shell)).y).toBe(before.y + 36);
  expect(await told(shell)).toEqual(await placeOfArea(shell));
});

for (const [name, leave] of [
  [
    'a page of the estate',
    (shell: ShellPage) => shell.page.getByRole('button', { name: 'Settings' }).click(),
  ],
  ['the notes', (shell: ShellPage) => shell.page.getByRole('tab', { name: 'Notes' }).click()],
  [
    'all portals',
    (shell: ShellPage) => shell.page.getByRole('tab', { name: 'All portals' }).click(),
  ],
] as const) {
  test(`the page has no place while ${name} is shown, and has it back after`, async ({ shell }) => {
    await shell.open('portal');
    const place = await told(shell);
    await leave(shell);
    await expect.poll(async () => (await told(shell)).width).toBe(0);
    await expect(shell.nativePage).toBeHidden();

    await shell.row('Fabrikam').click();
    const defender = shell.tabs.filter({ hasText: 'Defender' });
    if (!(await defender.isVisible()))
      await shell.page.getByRole('tab', { name: 'Portals' }).click();
    await shell.tabs.filter({ hasText: 'Defender' }).click();
    await expect.poll(() => told(shell)).toEqual(place);
    await expect(shell.nativePage).toBeVisible();
  });
}

for (const scenario of ['failed', 'crashed', 'hung', 'hibernated', 'mismatch']) {
  test(`the page has no place while the shell speaks in it: ${scenario}`, async ({ shell }) => {
    await shell.open(scenario);

    expect((await told(shell)).width).toBe(0);
    await expect(shell.nativePage).toBeHidden();
  });
}

for (const [name, button] of [
  ['a menu of the toolbar', 'More of this tenant'],
  ['the menu of portals', 'Open a portal'],
  ['a menu elsewhere', 'Groups and more'],
] as const) {
  test(`${name} takes the page off the screen and shows its picture`, async ({ shell, page }) => {
    await shell.open('portal');
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(shell.nativePage).toBeHidden();
    await expect(shell.portalArea.locator('img')).toBeVisible();

    await shell.press('Escape');
    await expect(shell.nativePage).toBeVisible();
    await expect(shell.portalArea.locator('img')).toBeHidden();
  });
}

test('a menu that leads to a dialog covers once', async ({ shell, page }) => {
  await shell.open('portal');
  await page.getByRole('button', { name: 'More of this tenant' }).click();
  await page.getByRole('menuitem', { name: 'Edit tenant…' }).click();
  await expect(shell.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(shell.nativePage).toBeVisible();

  expect(await shell.onMain((fake) => fake.compartments.covers())).toBe(1);
});

test('a click beside a menu, where the page was, closes it', async ({ shell, page }) => {
  await shell.open('portal');
  await page.getByRole('button', { name: 'Groups and more' }).click();
  await expect(shell.nativePage).toBeHidden();
  await shell.portalArea.click({ position: { x: 400, y: 300 } });

  await expect(page.getByRole('menu')).toBeHidden();
  await expect(shell.nativePage).toBeVisible();
});

test('a tooltip above the toolbar leaves the page alone', async ({ shell, page }) => {
  await shell.open('portal');
  await page.getByRole('button', { name: 'Copy link' }).hover();
  await expect(page.getByRole('tooltip')).toBeVisible();

  expect(await isCovered(shell)).toBe(false);
  await expect(shell.nativePage).toBeVisible();
});

test('the palette covers the page and gives it back', async ({ shell }) => {
  await shell.open('portal');
  await shell.onMain((fake) => fake.app.press('palette'));
  await expect(shell.palette).toBeVisible();
  await expect(shell.nativePage).toBeHidden();
  await shell.press('Escape');

  await expect(shell.nativePage).toBeVisible();
});
