import { SCENARIOS } from '../../../renderer/bridge/fake/scenarios.ts';
import { expect, test } from './support/shell-page.ts';

test.describe(`every state`, () => {
  for (const scenario of Object.keys(SCENARIOS)) {
    test(`${scenario} keeps nobody out and breaks no rule of its policy`, async ({ shell }) => {
      await shell.open(scenario);

      expect(await shell.barriers()).toEqual([]);
      expect(shell.faults).toEqual([]);
    });
  }
});

test.describe(`what opens over the page`, () => {
  test('pages of the estate', async ({ shell }) => {
    await shell.open('refused-hosts');
    for (const name of ['Refused hosts', 'Settings', 'About']) {
      await shell.page.getByRole('navigation').getByRole('button', { name }).click();
      await expect(shell.page.getByRole('heading', { level: 1, name })).toBeVisible();
      expect(await shell.barriers()).toEqual([]);
    }
    expect(shell.faults).toEqual([]);
  });

  test('the palette', async ({ shell }) => {
    await shell.open('portal');
    await shell.press('Control+k');
    await expect(shell.palette).toBeVisible();

    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });

  for (const button of ['Open a portal', 'Zoom, 100 %', 'More of this tenant']) {
    test(`the menu of ${button}`, async ({ shell }) => {
      await shell.open('portal');
      await shell.page.getByRole('button', { name: button }).click();
      await expect(shell.page.getByRole('menu')).toBeVisible();

      expect(await shell.barriers()).toEqual([]);
      expect(shell.faults).toEqual([]);
    });
  }

  for (const item of ['Edit…', 'Sign out…', 'Forget…']) {
    test(`the dialog of ${item}`, async ({ shell }) => {
      await shell.open('demo');
      await shell.row('Fabrikam').click({ button: 'right' });
      await shell.page.getByRole('menuitem', { name: item }).click();
      await expect(shell.dialog).toBeVisible();

      expect(await shell.barriers()).toEqual([]);
      expect(shell.faults).toEqual([]);
    });
  }

  for (const action of ['Add tenant', 'Import tenants', 'Manage groups', 'Keyboard shortcuts']) {
    test(`the dialog of ${action}`, async ({ shell }) => {
      await shell.open('demo');
      await shell.ask(action);
      await shell.press('Enter');
      await expect(shell.palette).toBeHidden();
      await expect(shell.dialog).toBeVisible();

      expect(await shell.barriers()).toEqual([]);
      expect(shell.faults).toEqual([]);
    });
  }

  test('notes, find and the list of notices', async ({ shell }) => {
    await shell.open('portal');
    await shell.press('Control+f');
    await expect(shell.page.getByRole('search')).toBeVisible();
    await shell.page.getByRole('button', { name: 'Copy link' }).click();
    await shell.page.getByRole('button', { name: '1 notice' }).click();
    expect(await shell.barriers()).toEqual([]);
    await shell.press('Escape');

    await shell.page.getByRole('tab', { name: 'Notes' }).click();
    await expect(shell.page.getByRole('textbox', { name: 'Notes' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
});

test('high contrast keeps nobody out', async ({ shell }) => {
  for (const scenario of ['demo', 'demo-table', 'portal', 'mismatch', 'blocked', 'damaged-store']) {
    await shell.open(scenario, 'high contrast');
    expect(await shell.barriers()).toEqual([]);
  }
});

test('colours forced by the system leave tenants their own', async ({ shell, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await shell.open('portal');

  const tile = shell.header.locator('[aria-hidden="true"]').first();
  await expect(tile).toHaveCSS('background-color', 'rgb(128, 5, 21)');
  await expect(page.locator('main').locator('..').locator('> div').first()).toHaveCSS(
    'background-color',
    'rgb(128, 5, 21)',
  );
});

test('follows the theme of the system until one is chosen', async ({ shell, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/gallery.html?scenario=demo');
  const provider = page.locator('[data-theme]').first();
  await expect(provider).toHaveAttribute('data-theme', 'dark');

  await page.emulateMedia({ colorScheme: 'light' });
  await expect(provider).toHaveAttribute('data-theme', 'light');

  await shell.ask('theme dark');
  await shell.press('Enter');
  await expect(provider).toHaveAttribute('data-theme', 'dark');
});

test('tells main once that it has painted', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();

  expect(await shell.onMain((fake) => fake.app.painted())).toBe(1);
});

test('says why it could not start, and starts when asked again', async ({ shell, page }) => {
  await shell.open('start-failed');

  await expect(page.getByRole('heading', { name: 'Bulkhead could not start' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('says what happened to a store, and that the old file is kept, until it is dismissed', async ({
  shell,
  page,
}) => {
  await shell.open('damaged-store');
  const problem = page.getByRole('alert');
  await expect(problem).toContainText('Tenants: damaged.');
  await expect(problem).toContainText('tenants.damaged-20261116-083000.json');

  await page.getByRole('button', { name: 'Dismiss: Tenants' }).click();
  await expect(problem).toBeHidden();
});
