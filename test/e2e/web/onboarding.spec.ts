import type { Page } from '@playwright/test';
import { expect, test, type ShellPage, type ThemeOfTest } from './support/shell-page.ts';

const TABS = ['Ends', 'Tenants', 'Risks', 'Checklists', 'Licences', 'Runs'];

async function openOnboarding(shell: ShellPage, scenario: string, theme?: ThemeOfTest) {
  await shell.open(scenario, theme);
  await shell.page
    .getByRole('navigation', { name: 'Estate' })
    .getByRole('button', { name: /^Onboarding/ })
    .click();
  await expect(shell.page.getByRole('heading', { level: 1, name: 'Onboarding' })).toBeVisible();
}

const runs = (page: Page) => page.getByRole('grid', { name: 'Runs' });
const tab = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Parts of onboarding' }).getByRole('tab', { name });

test(`every part of onboarding keeps nobody out`, async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-eight');
  await expect(runs(page).getByRole('row')).toHaveCount(9);
  for (const name of TABS) {
    await tab(page, name).click();
    expect(await shell.barriers(), name).toEqual([]);
  }
  await page.getByRole('button', { name: 'Start a run…' }).click();
  await expect(shell.dialog).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  expect(shell.faults).toEqual([]);
});

for (const [scenario, words] of [
  ['onboarding-no-tenant', 'No tenant yet'],
  ['onboarding-one-tenant', 'No run yet'],
  ['onboarding-unreadable', 'Onboarding could not be read'],
  ['onboarding-unreadable-run', '1 run cannot be read'],
  ['onboarding-read-only', 'The disk is full.'],
  ['onboarding-memory', 'Nothing can be kept on this device'],
  ['onboarding-offline', 'checks wait for the network'],
  ['onboarding-hostile', 'Hostile <img'],
  ['onboarding-many', '300 runs'],
] as const) {
  test(`${scenario} says so and keeps nobody out`, async ({ shell, page }) => {
    await openOnboarding(shell, scenario, 'high contrast');
    await expect(
      page.getByRole('main').getByText(words).filter({ visible: true }).first(),
    ).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
    expect(await page.title()).not.toContain('owned');
  });
}

test('a run that cannot be read says why, lets its checklist out, and can be removed', async ({
  shell,
  page,
}) => {
  await openOnboarding(shell, 'onboarding-unreadable-run');
  const told = page.getByRole('region', { name: '1 run cannot be read' });
  await expect(told).toContainText('step “Invite the guests”');
  await expect(told).toContainText('Nothing is lost');
  await told.getByRole('button', { name: /^Export the checklist of Guest operators/ }).click();
  await expect(page.getByText(/\.json is written/).first()).toBeVisible();

  await told.getByRole('button', { name: /^Remove the run of Guest operators/ }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove this run?' });
  await dialog.getByLabel('Type Fabrikam to confirm').fill('Fabrikam');
  await page.keyboard.press('Enter');
  await expect(told).toBeHidden();
  await expect(runs(page).getByRole('row')).toHaveCount(2);
  expect(shell.faults).toEqual([]);
});

test('a run is started from its dialog, which says what is missing', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-none');
  await page.getByRole('button', { name: 'Start a run…' }).first().click();
  const start = shell.dialog.getByRole('button', { name: 'Start', exact: true });
  await start.click();
  await expect(shell.dialog.getByRole('alert')).toHaveText('Choose the tenant it comes from.');
  await shell.dialog.getByRole('combobox', { name: 'Source' }).selectOption('Contoso');
  await shell.dialog.getByRole('combobox', { name: 'Target' }).selectOption('Contoso');
  await start.click();
  await expect(shell.dialog.getByRole('alert')).toContainText('the same tenant');
  await shell.dialog.getByRole('combobox', { name: 'Target' }).selectOption('Fabrikam');
  await shell.dialog.getByRole('textbox', { name: 'Owner' }).fill('Josh');
  await start.click();

  await expect(page.locator('#step-title')).toHaveText('Add the source as a partner organization');
  await expect(page.getByRole('region', { name: 'Portal of Fabrikam' })).toBeVisible();
  expect(await shell.onMain((fake) => fake.onboarding.calls())).toEqual(['create']);
});

test('runs are filtered, grouped and walked with the keyboard', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-eight');
  await page.getByRole('combobox', { name: 'Need' }).selectOption('Drifted');
  await expect(runs(page).getByRole('row')).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Tenant', exact: true }).selectOption('Fabrikam');
  await expect(page.getByRole('heading', { name: 'No run answers this filter' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await page.getByRole('combobox', { name: 'Group' }).selectOption('By checklist');
  await expect(runs(page).getByRole('row')).toHaveCount(12);

  await runs(page).focus();
  await shell.press('End');
  await shell.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Shared responsibilities, sample',
  );
});

test('a row says everything that its bar and colours say', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-eight');
  const first = runs(page).getByRole('row').nth(1);
  await expect(first.getByRole('gridcell').nth(1)).toHaveAccessibleName(
    /Contoso to Litware Defense/,
  );
  await expect(first.getByRole('img', { name: /steps done/ })).toHaveAccessibleName(
    '3 of 10 steps done, 1 drifted',
  );
  await expect(runs(page).getByRole('row').nth(2)).toContainText('Overdue since');
  await expect(runs(page).getByRole('row').nth(2)).toContainText(/\d{2}:\d{2} \S+/);
});

test('of three hundred runs only those in sight are drawn', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-many');
  expect(await runs(page).getByRole('row').count()).toBeLessThan(60);
  await expect(runs(page)).toHaveAttribute('aria-rowcount', '301');
  await runs(page).focus();
  await shell.press('End');
  await expect(page.locator('#run-row-299')).toBeVisible();
  await shell.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Steps' }).getByRole('button')).toHaveCount(60);
  expect(await shell.barriers()).toEqual([]);
});

for (const [width, height] of [
  [1280, 800],
  [900, 640],
] as const) {
  test(`a date is never cut and nothing scrolls sideways at ${String(width)} by ${String(height)}`, async ({
    shell,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openOnboarding(shell, 'onboarding-many');
    await expect(runs(page)).toBeVisible();
    const cut = () =>
      runs(page).evaluate((grid) =>
        [
          grid,
          ...grid.querySelectorAll(
            '[aria-colindex="6"], [aria-colindex="7"], [role="columnheader"]',
          ),
        ]
          .filter((each) => each.scrollWidth > each.clientWidth)
          .map((each) => each.textContent.slice(0, 60)),
      );
    await expect.poll(cut).toEqual([]);
  });
}

test('in a window at 200 % runs can be scrolled to', async ({ shell, page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await openOnboarding(shell, 'onboarding-eight');
  const grid = await runs(page).boundingBox();
  expect(grid?.height).toBeGreaterThan(200);
  await page.locator('#run-row-7').scrollIntoViewIfNeeded();
  await expect(page.locator('#run-row-7')).toBeInViewport();
});

test('reminders are added, changed and removed, and ends exported', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-eight');
  await tab(page, 'Ends').click();
  await page.getByRole('button', { name: 'Add a reminder…' }).click();
  await shell.dialog.getByRole('combobox', { name: 'Tenant' }).selectOption('Adatum');
  await shell.dialog.getByRole('textbox', { name: 'What ends' }).fill('Exception for the old VPN');
  await shell.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(shell.dialog.getByRole('alert')).toHaveText('Say when it ends.');
  await shell.dialog.locator('[type="datetime-local"]').fill('2031-03-04T10:00');
  await shell.dialog.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /Exception for the old VPN/ });
  await expect(row).toContainText('4 Mar 2031, 10:00');

  await page.getByRole('button', { name: 'Change the reminder Exception for the old VPN' }).click();
  await shell.dialog.getByRole('textbox', { name: 'What ends' }).fill('Exception, extended');
  await shell.dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Remove the reminder Exception, extended' }).click();
  await expect(page.getByRole('row', { name: /Exception, extended/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Export calendar…' }).click();
  await expect(shell.notice).toContainText('bulkhead-ends.ics is written: 5 dates.');
});

test('the record of a tenant is edited, with links that are links', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-eight');
  await tab(page, 'Tenants').click();
  await page.getByRole('button', { name: 'Edit the record of Adatum' }).click();
  await shell.dialog.getByRole('combobox', { name: 'Purpose' }).selectOption('Carve-out');
  await shell.dialog.getByRole('button', { name: 'Add a link' }).click();
  await shell.dialog.getByRole('textbox', { name: 'Name of link 1' }).fill('Analysts');
  await shell.dialog
    .getByRole('textbox', { name: 'Address of link 1' })
    .fill('javascript:alert(1)');
  await shell.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(shell.dialog.getByRole('alert')).toContainText('begins with https://');
  await shell.dialog
    .getByRole('textbox', { name: 'Address of link 1' })
    .fill('https://myaccess.microsoft.com/');
  await shell.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Adatum/ })).toContainText('Carve-out');
});

test('licences are reckoned by the formula, beside the model of today', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-none');
  await tab(page, 'Licences').click();
  const formula = page.getByRole('region', { name: 'By the formula of 2020' });
  await expect(formula.getByRole('status')).toHaveText(
    '60 guest accounts, 12 Entra ID P2 licences',
  );
  await expect(page.getByText('30 January 2026')).toBeVisible();
  await formula.getByRole('textbox', { name: 'Analysts planned' }).fill('many');
  await expect(formula.getByRole('status')).toHaveText('No result without two numbers.');
  await formula.getByRole('textbox', { name: 'Analysts planned' }).fill('1');
  await expect(formula.getByRole('status')).toHaveText('32 guest accounts, 7 Entra ID P2 licences');
});

test('a bad checklist file says what is wrong where, and takes nothing', async ({
  shell,
  page,
}) => {
  await openOnboarding(shell, 'onboarding-bad-import');
  await page.getByRole('button', { name: 'Import checklist…' }).click();
  await expect(shell.dialog).toContainText('has 3 problems. Nothing of it was taken');
  await expect(
    shell.dialog.getByRole('row', { name: /phases\[1\]\.steps\[4\]\.link\.url/ }),
  ).toContainText('evil.example');
  expect(await shell.barriers()).toEqual([]);
  await shell.dialog.getByRole('button', { name: 'Close' }).click();
  expect(await shell.onMain((fake) => fake.onboarding.calls())).toEqual([]);
});

test('the organisation’s own checklists are imported and removed', async ({ shell, page }) => {
  await openOnboarding(shell, 'onboarding-none');
  await page.getByRole('button', { name: 'Import checklist…' }).click();
  await expect(shell.notice).toContainText('“Our own hardening list”, version 2, is imported');
  await tab(page, 'Checklists').click();
  await page.getByRole('button', { name: 'Export Our own hardening list' }).click();
  await expect(page.getByRole('button', { name: /^Remove Defender/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove Our own hardening list' }).click();
  await shell.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Our own hardening list' })).toHaveCount(0);
});

test('a tenant shows its runs, its record and what ends, and its row says so', async ({
  shell,
  page,
}) => {
  await shell.open('onboarding-eight');
  await expect(shell.row('Fabrikam')).toHaveAccessibleName(/onboarding: 1 ended, 1 ends soon/);
  await expect(shell.row('Litware')).toHaveAccessibleName(/onboarding: 1 step drifted/);
  await shell.row('Fabrikam').click();
  await page.getByRole('tab', { name: /^Onboarding 2/ }).click();
  await expect(page.getByText('Ann of Fabrikam')).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'Copy the link Analysts, Tier 1' }).click();
  await expect(shell.notice).toContainText('Link copied.');
  await page.getByRole('button', { name: /^Defender multitenant management/ }).click();
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible();
});

test('the palette goes to onboarding, to a run and to a step of it', async ({ shell, page }) => {
  await shell.open('onboarding-middle');
  await shell.ask('go to what ends');
  await shell.press('Enter');
  await expect(tab(page, 'Ends')).toHaveAttribute('aria-selected', 'true');
  await shell.ask('multitenant sample fabrikam');
  await shell.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible();
  await shell.ask('eligible for security');
  await shell.press('Enter');
  await expect(page.locator('#step-title')).toHaveText(
    'Make the group eligible for Security Reader',
  );
});
