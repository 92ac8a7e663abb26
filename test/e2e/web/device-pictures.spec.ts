import { expect, test, type ThemeOfTest } from './support/shell-page.ts';

const THEMES: readonly ThemeOfTest[] = ['light and dark', 'high contrast'];

for (const theme of THEMES) {
  test(`the pictures keep nobody out, ${theme}`, async ({ shell, page }) => {
    // Axe looks at every cell, which takes its time on a busy machine.
    test.setTimeout(180_000);
    await shell.open('devices-sources', theme);
    await expect(page.getByRole('region', { name: 'Devices by tenant' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'As numbers' }).click();
    await expect(page.getByRole('columnheader', { name: 'No known risk' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    await shell.row('Contoso').click();
    await page.getByRole('tab', { name: 'Devices' }).click();
    await expect(page.getByRole('region', { name: 'Devices at a glance' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test('a tile opens its devices', async ({ shell, page }) => {
  await shell.open('demo-fresh');
  const tile = page.getByRole('button', { name: /High risk$/ });
  const count = (await tile.innerText()).split('\n')[0] ?? '';
  await tile.click();
  await expect(page.getByRole('button', { name: 'Risk: High' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(
    `${count} of 1,200`,
  );
});

test('a part of a bar opens its devices, by mouse and by keyboard', async ({ shell, page }) => {
  await shell.open('demo-fresh');
  const bars = page.getByRole('group', { name: /^Bar of devices of/ });
  await expect(bars).toHaveCount(8);
  await bars.first().getByRole('button').first().focus();
  await shell.press('ArrowRight');
  await shell.press('ArrowDown');
  const focused = page.locator(':focus');
  await expect(focused).toHaveAttribute('aria-label', /^High: \d+ of \d+, devices of/);
  const [, count] = /^High: (\d+) of/.exec((await focused.getAttribute('aria-label')) ?? '') ?? [];
  await shell.press('Enter');
  await expect(page.getByRole('button', { name: 'Risk: High' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Tenant: / })).toBeVisible();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(
    `${String(count)} of 1,200`,
  );
});

test('what no source can say is not known, and never 0', async ({ shell, page }) => {
  await shell.open('devices-sources');
  await shell.onMain((fake) =>
    fake.devices.change((devices) =>
      devices.map(({ id, tenantId, cells, disagreements }) => ({
        id,
        tenantId,
        disagreements,
        cells: Object.assign({}, cells, { exposure: null }),
      })),
    ),
  );
  const tile = page.getByRole('button', { name: /High exposure$/ });
  await expect(tile).toContainText('Not known');
  await expect(tile).toBeDisabled();
});

test('changes of a tenant open their list', async ({ shell, page }) => {
  await shell.open('demo-fresh');
  await page.getByRole('button', { name: /changes of Contoso: / }).click();
  const pane = page.getByRole('region', { name: 'Changes' });
  await expect(pane).toContainText('Changed');
  await expect(pane.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Show changed devices in the table' }).click();
  await expect(page.getByRole('button', { name: 'Changed', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('switches what the bars show, and all tenants of a large estate', async ({ shell, page }) => {
  await shell.open('large-estate');
  await expect(page.getByRole('group', { name: /^Bar of/ })).toHaveCount(8);
  await page.getByRole('combobox', { name: 'What the bars show' }).selectOption('Compliance');
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('In grace period');
  await page.getByRole('button', { name: 'Show all 200 tenants' }).click();
  await expect(page.getByRole('row')).toHaveCount(201);
});

test('the badge of a tenant is as old as its oldest data', async ({ shell }) => {
  await shell.open('devices-sources');
  await expect(shell.row('Northwind')).toHaveAttribute('title', /devices 6 days ago/);
});
