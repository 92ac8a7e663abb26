import { expect, test, type ThemeOfTest } from './support/shell-page.ts';

const THEMES: readonly ThemeOfTest[] = ['light and dark', 'high contrast'];

for (const theme of THEMES) {
  test(`a link is shown before anything changes, ${theme}`, async ({ shell, page }) => {
    await shell.open('demo', theme);
    const dialog = page.getByRole('dialog', { name: 'Show what a link leads to?' });
    await shell.onMain((fake) => {
      const [tenant] = fake.estate().tenants;
      if (tenant === undefined) throw new Error('The demo estate has tenants.');
      fake.app.openLink({ kind: 'tenant', tenantId: tenant.id, surface: 'status' });
    });
    await expect(dialog).toContainText('Status of this tenant');
    await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveText(
      'Overview',
    );
    expect(await shell.barriers()).toEqual([]);
    await shell.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

    await shell.onMain((fake) => fake.app.openLink({ kind: 'page', page: 'journal' }));
    await expect(dialog).toContainText('The journal');
    await dialog.getByRole('button', { name: 'Show' }).focus();
    await shell.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Journal' })).toBeVisible();
    expect(shell.faults).toEqual([]);
  });
}

test('a link to a tenant and to a list of devices leads there', async ({ shell, page }) => {
  await shell.open('demo');
  const show = page.getByRole('dialog').getByRole('button', { name: 'Show' });
  await shell.onMain((fake) => {
    const tenant = fake.estate().tenants[1];
    if (tenant === undefined) throw new Error('The demo estate has tenants.');
    fake.app.openLink({ kind: 'tenant', tenantId: tenant.id, surface: null });
  });
  await show.click();
  await expect(shell.header).toContainText('Fabrikam');

  await shell.onMain((fake) =>
    fake.app.openLink({
      kind: 'device-view',
      text: 'bulkhead-view:1?name=At%20risk&risk=high&cols=name,risk',
    }),
  );
  await expect(page.getByRole('dialog')).toContainText('“At risk”');
  await show.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
  expect(shell.faults).toEqual([]);
});

test('what cannot be shown is said, and a dialog that is open stays', async ({ shell, page }) => {
  await shell.open('demo');
  for (const [link, words] of [
    [{ kind: 'device-view', text: 'bulkhead-view:1?run=calc' }, 'nothing called “run”'],
    [{ kind: 'run', engagementId: 'effffffffffffffff' }, 'not on this device'],
  ] as const) {
    await page.evaluate((said) => window.fake?.app.openLink(said as never), link);
    await expect(shell.notice).toContainText(words);
  }
  await shell.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(shortcuts).toBeVisible();
  await shell.onMain((fake) => fake.app.openLink({ kind: 'page', page: 'about' }));
  await expect(shell.notice).toContainText('A dialog is open.');
  await expect(shortcuts).toBeVisible();
});
