import { expect, test } from './support/shell-page.ts';

/** Scenarios whose status looks different. */
const STATES = ['demo', 'status-never', 'status-every-state', 'status-offline', 'hostile'];

for (const scenario of STATES) {
  test(`status of ${scenario} keeps nobody out`, async ({ shell, page }) => {
    await shell.open(scenario);
    await shell.tree.getByRole('treeitem', { level: 2 }).nth(1).click();
    await page.getByRole('tab', { name: /^Status/ }).click();
    await expect(page.getByRole('tabpanel', { name: 'Status' })).toBeVisible();

    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test('a row says sign-in, MFA and Conditional Access in words, each badge its reason and age', async ({
  shell,
}) => {
  await shell.open('demo');
  const row = shell.row('Fabrikam');

  await expect(row).toHaveAccessibleName(
    /Sign-in: Blocked, MFA: No sign-in, Conditional Access: Blocked, status 12 min\. ago/,
  );
  const access = row.locator('[data-check="conditional-access"]');
  await expect(access).toHaveAttribute('title', /Guests must use a compliant device/);
  await expect(access).toHaveAttribute('title', /Collected 12 min\. ago \(.*\d{2}:\d{2}:\d{2}.*\)/);
});

test('only what passes is green', async ({ shell, page }) => {
  await shell.open('status-every-state');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  await expect(page.getByRole('heading', { name: '2 things need you' })).toBeVisible();

  const colours = await page
    .getByRole('tabpanel', { name: 'Status' })
    .getByRole('listitem')
    .evaluateAll((items) =>
      items.flatMap((item) => {
        const mark = item.querySelector(':scope > svg');
        const state = item.getAttribute('data-state');
        return mark === null || state === null ? [] : [[state, getComputedStyle(mark).color]];
      }),
    );
  const green = colours.find(([state]) => state === 'pass')?.[1];
  expect(green).toBeDefined();
  const others = colours.filter(([state]) => state !== 'pass');
  expect(others.length).toBeGreaterThan(9);
  for (const [, colour] of others) expect(colour).not.toBe(green);
});

test('gives every state a shape of its own', async ({ shell, page }) => {
  await shell.open('status-every-state');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  const items = page.getByRole('tabpanel', { name: 'Status' }).locator('li[data-state]');
  await expect(items.first()).toBeVisible();

  const shapes = await items.evaluateAll((all) =>
    Object.fromEntries(
      all.map((item) => [
        item.getAttribute('data-state'),
        [...item.querySelectorAll(':scope > svg path')].map((path) => path.getAttribute('d')),
      ]),
    ),
  );
  expect(Object.keys(shapes)).toHaveLength(10);
  expect(new Set(Object.values(shapes).map((shape) => JSON.stringify(shape))).size).toBe(10);
});

test('reasons come worst first, with evidence, source, age and the way out', async ({
  shell,
  page,
}) => {
  await shell.open('demo');
  await shell.row('Fabrikam').click();
  await page.getByRole('tab', { name: 'Status 5 need you' }).click();
  const status = page.getByRole('tabpanel', { name: 'Status' });
  const states = await status
    .locator('li[data-state]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-state')));
  expect(states.slice(0, 5)).toEqual(['fail', 'fail', 'fail', 'attention', 'attention']);
  const first = status.getByRole('listitem').filter({ hasText: 'Guests must use' });
  await expect(first).toContainText('/v1.0/identity/conditionalAccess/policies');
  await expect(first.locator('time')).toHaveAttribute('title', /\d{2}:\d{2}:\d{2} \S+/);

  await first.getByRole('button', { name: /^Evidence of/ }).click();
  await expect(first).toContainText('AADSTS53000');

  await first.getByRole('button', { name: /^Open in managed browser/ }).click();
  await expect(shell.notice).toContainText('in a profile of this tenant alone');
});

test('shows which policies would hit, then all of them', async ({ shell, page }) => {
  await shell.open('demo');
  await shell.row('Fabrikam').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  const rows = page
    .getByRole('region', { name: 'Conditional Access policies' })
    .locator('tbody tr');
  await expect(rows).toHaveCount(6);
  await expect(rows.first()).toContainText('Blocks you');
  await expect(rows.filter({ hasText: 'Report-only' })).toContainText('Would not be satisfied');

  await page.getByRole('combobox', { name: 'Policies shown' }).selectOption('all');
  await expect(rows).toHaveCount(9);
});

test('signs in, cancels, drops tokens, and copies what an administrator asks for', async ({
  shell,
  page,
}) => {
  await shell.open('demo');
  await shell.row('Fabrikam').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  const section = page.getByRole('region', { name: 'Sign-in for status' });
  await section.getByRole('button', { name: 'Copy correlation id' }).click();
  expect(await shell.onMain((fake) => fake.app.clipboard())).toMatch(/^5f1c2f60-/);
  await section.getByRole('button', { name: 'Copy error code' }).click();
  expect(await shell.onMain((fake) => fake.app.clipboard())).toBe('AADSTS53000');
  await section.getByRole('button', { name: 'Copy consent link' }).click();
  expect(await shell.onMain((fake) => fake.copiedLink())).toContain('adminconsent');

  await section.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(section.getByRole('status')).toHaveText('Signed in');
  await section.getByRole('button', { name: 'Drop tokens' }).click();
  await expect(section.getByRole('status')).toHaveText('Signed out');
  await expect(shell.row('Fabrikam')).toHaveAccessibleName(/Sign-in: Signed out/);
  await expect(
    page.getByRole('tabpanel', { name: 'Status' }).getByRole('listitem').filter({
      hasText: 'Bulkhead reads nothing until you sign in',
    }),
  ).toBeVisible();
});

test('offline it says what was last known, and offers nothing that needs the network', async ({
  shell,
  page,
}) => {
  await shell.open('status-offline');
  await shell.row('Adatum').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  const status = page.getByRole('tabpanel', { name: 'Status' });

  await expect(status).toContainText('these are the last known figures');
  await expect(status.getByRole('button', { name: 'Collect now' })).toBeDisabled();
  await expect(status.getByRole('button', { name: /^Sign in with MFA/ }).first()).toBeDisabled();
});

test('says that nothing was collected yet instead of listing every check', async ({
  shell,
  page,
}) => {
  await shell.open('status-never');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: 'Status' }).click();
  const status = page.getByRole('tabpanel', { name: 'Status' });

  await expect(status.getByRole('heading', { name: 'Not collected yet' })).toBeVisible();
  await expect(status.locator('li[data-state]')).toHaveCount(0);
  await status.getByRole('button', { name: 'Collect now' }).click();
  expect(await shell.onMain((fake) => fake.status.asked().length)).toBe(1);
});

test('says why nothing can be read, and tries again', async ({ shell, page }) => {
  await shell.open('status-unreadable');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: /^Status/ }).click();

  await expect(page.getByRole('heading', { name: 'The status could not be read' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('the overview gives each tenant its next step, and takes it', async ({ shell, page }) => {
  await shell.open('demo');
  const main = page.getByRole('main');
  const tenants = main.getByRole('list', { name: 'Tenants' });
  await expect(tenants.getByRole('listitem').first()).toContainText('MFA needed');

  await main.getByRole('button', { name: 'Sign in with MFA: Adatum' }).click();
  await expect
    .poll(() => shell.onMain((fake) => fake.identity.asked().map(({ isFresh }) => isFresh)))
    .toEqual([true]);
  await main.getByRole('button', { name: 'See why: Fabrikam' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Status' })).toBeVisible();
});
