import { expect, type ShellPage, test, type ThemeOfTest } from './support/shell-page.ts';

const THEMES: readonly ThemeOfTest[] = ['light and dark', 'high contrast'];

const openSettings = ({ page }: ShellPage) =>
  page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();

for (const theme of THEMES) {
  test(`what is decided keeps nobody out, ${theme}`, async ({ shell, page }) => {
    for (const scenario of ['demo', 'managed', 'rejected-policy']) {
      await shell.open(scenario, theme);
      await openSettings(shell);
      await expect(page.getByRole('region', { name: 'Your organisation’s policy' })).toBeVisible();
      expect(await shell.barriers()).toEqual([]);
    }
    expect(shell.faults).toEqual([]);
  });
}

test('every rule says what holds, and which of them were decided', async ({ shell, page }) => {
  await shell.open('managed');
  await openSettings(shell);
  const section = page.getByRole('region', { name: 'Your organisation’s policy' });
  const rule = (name: string) => section.locator('div').filter({ hasText: name }).last();

  await expect(section).toContainText('It is in /etc/bulkhead/policy.json');
  await expect(rule('Tenants')).toContainText('Only 12 listed tenants');
  await expect(rule('Tenants')).toContainText('Decided by your organisation');
  await expect(rule('Sign-in by device code')).not.toContainText('Decided by your organisation');
});

test('no policy and one that cannot be used are told apart', async ({ shell, page }) => {
  const section = page.getByRole('region', { name: 'Your organisation’s policy' });
  await shell.open('demo');
  await openSettings(shell);
  await expect(section).toContainText('Nothing is decided for this device');
  await expect(section).toContainText('It would be in');

  await shell.open('rejected-policy');
  await expect(page.getByRole('alert')).toContainText('can be written by others than root');
  await openSettings(shell);
  await expect(section).toContainText('cannot be used, so the strictest rules hold');
  await expect(section).toContainText('Until the policy can be used');
});
