import type { Page } from '@playwright/test';
import { expect, test, type ShellPage } from './support/shell-page.ts';

async function openMatrix(shell: ShellPage, scenario: string) {
  await shell.open(scenario);
  await shell.page.getByRole('navigation').getByRole('button', { name: 'Status matrix' }).click();
  return shell.page.getByRole('grid', { name: 'Status of all tenants' });
}

async function openTrust(shell: ShellPage, scenario: string) {
  await shell.open(scenario);
  await shell.page.getByRole('navigation').getByRole('button', { name: 'Trust matrix' }).click();
  return shell.page.getByRole('grid', { name: 'Trust between tenants' });
}

const rowNames = (page: Page) => page.getByRole('grid').getByRole('rowheader').allInnerTexts();

for (const scenario of ['status-every-state', 'status-collecting', 'hostile']) {
  test(`the matrix of ${scenario} keeps nobody out`, async ({ shell, page }) => {
    const grid = await openMatrix(shell, scenario);
    await expect(grid).toBeVisible();
    expect(await shell.barriers()).toEqual([]);

    await page.getByRole('button', { name: 'What the marks mean' }).click();
    await expect(page.getByText('Nobody has asked yet.')).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    await shell.press('Escape');
    await grid.getByRole('gridcell').nth(2).click();
    await expect(page.getByRole('button', { name: 'Close the reason' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test(`the trust matrix keeps nobody out`, async ({ shell, page }) => {
  const grid = await openTrust(shell, 'demo');
  await grid.getByRole('gridcell', { name: /^Contoso to Adatum/ }).click();
  await expect(page.getByRole('region', { name: 'Trust from Contoso to Adatum' })).toBeVisible();

  expect(await shell.barriers()).toEqual([]);
  expect(shell.faults).toEqual([]);
});

test('says of each check how many of all tenants fail it', async ({ shell }) => {
  const grid = await openMatrix(shell, 'demo');

  await expect(grid.getByRole('columnheader', { name: 'Sign-in, 3 of 8 fail' })).toBeVisible();
  await shell.page.getByRole('textbox', { name: 'Filter by tenant or words' }).fill('contoso');
  await expect(grid.getByRole('columnheader', { name: 'Sign-in, 3 of 8 fail' })).toBeVisible();
});

test('sorts by a check, worst first, and back', async ({ shell, page }) => {
  const grid = await openMatrix(shell, 'demo');
  const head = grid.getByRole('columnheader', { name: /^MFA done/ });
  await head.click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  expect((await rowNames(page))[0]).toContain('Adatum');

  await head.click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  expect((await rowNames(page)).at(-1)).toContain('Adatum');
});

test('filters by check, state and words, and says how to see more', async ({ shell, page }) => {
  await openMatrix(shell, 'demo');
  await page.getByRole('combobox', { name: 'State' }).selectOption('Not licensed');
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Check' }).selectOption('conditional-access');
  await expect(page.getByRole('rowheader')).toHaveCount(1);

  await page.getByRole('textbox', { name: 'Filter by tenant or words' }).fill('nowhere');
  await expect(page.getByRole('heading', { name: 'No tenant answers this filter' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all tenants' }).click();
  await expect(page.getByRole('rowheader')).toHaveCount(8);
});

test('goes through the cells with the keyboard, and a cell opens its reason', async ({
  shell,
  page,
}) => {
  const grid = await openMatrix(shell, 'demo');
  await grid.focus();
  const active = async () => {
    const id = (await grid.getAttribute('aria-activedescendant')) ?? '';
    return (await page.locator(`#${id}`).getAttribute('aria-label')) ?? '';
  };
  await shell.press('ArrowRight');
  await shell.press('ArrowRight');
  await shell.press('ArrowDown');
  expect(await active()).toContain('Sign-in: Signed in');
  await shell.press('End');
  expect(await active()).toContain('B2B');
  const last = page.locator(`#${(await grid.getAttribute('aria-activedescendant')) ?? ''}`);
  await expect(last).toBeInViewport({ ratio: 1 });
  await shell.press('Control+Home');
  expect(await active()).toContain('Adatum');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'Enter']) await shell.press(key);
  await expect(grid.getByRole('columnheader', { name: /^Sign-in/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );

  await shell.press('ArrowDown');
  await shell.press('Enter');
  const pane = page.getByRole('region', { name: 'Signed in' });
  await expect(pane).toBeFocused();
  await expect(pane).toContainText('Source');
  await shell.press('Escape');
  await expect(pane).toBeHidden();
  await expect(grid).toBeFocused();
});

test('shows how collecting goes, and can cancel and resume it', async ({ shell, page }) => {
  await openMatrix(shell, 'status-collecting');
  const bar = page.getByRole('region', { name: 'Collection' });
  await expect(bar).toContainText('Collecting 3 of 8, 1 failed, 2 wait until');
  await expect(bar.getByRole('progressbar', { name: 'Tenants collected' })).toBeVisible();
  await expect(page.locator('footer')).toContainText('Collecting 3 of 8');

  await bar.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toContainText('5 tenants are left');
  await bar.getByRole('button', { name: 'Resume' }).click();
  await expect(bar).toContainText('Collected 8 of 8');
});

test('collects what was never collected, and says that nothing was', async ({ shell, page }) => {
  const grid = await openMatrix(shell, 'status-never');
  await expect(grid.getByRole('gridcell', { name: 'Sign-in: Not collected' })).toHaveCount(8);

  await page.getByRole('button', { name: 'Collect all' }).click();
  expect(await shell.onMain((fake) => fake.status.asked())).toEqual([null]);
});

test('exports both matrices', async ({ shell, page }) => {
  await openMatrix(shell, 'demo');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As CSV…' }).click();
  await expect(shell.notice).toContainText('bulkhead-status.csv is written: 8 rows.');

  await page.getByRole('navigation').getByRole('button', { name: 'Trust matrix' }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As JSON…' }).click();
  await expect(shell.notice).toContainText('bulkhead-trust.json is written');
});

test('two hundred tenants draw only the rows in sight', async ({ shell, page }) => {
  const grid = await openMatrix(shell, 'large-estate');
  await expect(grid).toHaveAttribute('aria-rowcount', '202');
  await grid.focus();
  expect(await grid.getByRole('row').count()).toBeLessThan(50);

  await shell.press('Control+End');
  await expect(grid.locator('[aria-rowindex="202"]')).toBeVisible();
  const id = (await grid.getAttribute('aria-activedescendant')) ?? '';
  await expect(page.locator(`#${id}`)).toBeInViewport({ ratio: 1 });
  expect(await grid.getByRole('row').count()).toBeLessThan(50);
});

test('trust says inherited, not known and one-sided in words', async ({ shell, page }) => {
  const grid = await openTrust(shell, 'demo');
  const cell = grid.getByRole('gridcell', { name: /^Contoso to Adatum/ });
  await expect(cell).toHaveAccessibleName(/B2B collaboration yes, inherited/);
  await expect(cell).toHaveAccessibleName(/One side only: Automatic redemption/);
  await expect(grid.getByRole('gridcell', { name: /^Adatum to Contoso/ })).toHaveAccessibleName(
    /Automatic redemption not known, inherited/,
  );

  await cell.click();
  const pane = page.getByRole('region', { name: 'Trust from Contoso to Adatum' });
  await expect(pane).toContainText('Here Contoso says no.');
  await expect(pane.locator('i').first()).toHaveCSS('font-style', 'italic');
  await page.getByRole('combobox', { name: 'Pairs' }).selectOption('one-sided');
  await expect(grid.getByRole('rowheader', { name: 'Northwind Traders' })).toHaveCount(0);
});

test('trust of two hundred tenants draws only what is in sight', async ({ shell }) => {
  const grid = await openTrust(shell, 'large-estate');
  await expect(grid.getByRole('gridcell').first()).toBeVisible();
  expect(await grid.getByRole('gridcell').count()).toBeLessThan(150);

  await grid.focus();
  await shell.press('Control+End');
  await expect(
    grid.getByRole('columnheader', { name: /VanArsdel|Trey|School/ }).last(),
  ).toBeVisible();
  expect(await grid.getByRole('gridcell').count()).toBeLessThan(150);
});
