import { expect, type ShellPage, test, type ThemeOfTest } from './support/shell-page.ts';

const THEMES: readonly ThemeOfTest[] = ['light and dark', 'high contrast'];
const RIGHT = 'correct horse battery';

const title = ({ page }: ShellPage) => page.getByRole('heading', { name: 'Bulkhead is locked' });
const lock = (shell: ShellPage) => shell.onMain((fake) => fake.lock.lock('idle'));

for (const theme of THEMES) {
  test(`what covers everything keeps nobody out, ${theme}`, async ({ shell, page }) => {
    for (const scenario of ['app-locked', 'app-locked-without-proof', 'app-locked-proof-gone']) {
      await shell.open(scenario, theme);
      await expect(title(shell)).toBeVisible();
      expect(await shell.barriers()).toEqual([]);
    }
    await shell.open('demo', theme);
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await page
      .getByRole('region', { name: 'Lock' })
      .getByRole('button', { name: 'Set a passphrase…' })
      .click();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test('is unlocked by the keyboard alone, and nothing else is there meanwhile', async ({
  shell,
  page,
}) => {
  await shell.open('app-locked');
  await expect(page.getByLabel('Passphrase')).toBeFocused();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByText('Fabrikam').first()).toBeHidden();
  await shell.press('Control+k');
  await expect(shell.palette).toBeHidden();

  await shell.press('Enter');
  await expect(page.getByText('Type the passphrase.')).toBeVisible();
  await page.keyboard.type('a wrong passphrase');
  await shell.press('Enter');
  await expect(page.getByText('This is not the passphrase.')).toBeVisible();
  await expect(page.getByLabel('Passphrase')).toHaveValue('');
  await page.keyboard.type(RIGHT);
  await shell.press('Enter');

  await expect(title(shell)).toBeHidden();
  await expect(page.getByText('Fabrikam').first()).toBeVisible();
});

test('covers an open dialog, and gives it back with what was typed', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  const section = page.getByRole('region', { name: 'Lock' });
  await expect(section).toContainText('anybody can');
  await section.getByRole('button', { name: 'Set a passphrase…' }).click();
  await page.getByLabel('New passphrase', { exact: true }).fill(RIGHT);

  await lock(shell);
  await expect(title(shell)).toBeVisible();
  await expect(shell.dialog).toBeHidden();
  await page.getByRole('button', { name: 'Go on' }).click();

  await expect(shell.dialog).toBeVisible();
  await expect(page.getByLabel('New passphrase', { exact: true })).toHaveValue(RIGHT);
  await page.getByLabel('New passphrase again').fill(RIGHT);
  await shell.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(shell.dialog).toBeHidden();
  await expect(section).toContainText('Unlocked by your passphrase.');

  await section.getByRole('button', { name: 'Lock now' }).click();
  await expect(page.getByLabel('Passphrase')).toBeFocused();
});

test('asks for the passphrase that the organisation wants, and for nothing else', async ({
  shell,
  page,
}) => {
  await shell.open('app-locked-needs-passphrase');
  await expect(page.getByRole('heading', { name: 'Set a passphrase' })).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  await expect(page.getByLabel('New passphrase', { exact: true })).toBeFocused();
  await expect(page.getByRole('button')).toHaveCount(1);
  await page.keyboard.type(RIGHT);
  await shell.press('Tab');
  await page.keyboard.type('something else');
  await shell.press('Enter');
  await expect(page.getByText('The two are not the same.')).toBeVisible();

  await page.keyboard.type(RIGHT);
  await shell.press('Tab');
  await page.keyboard.type(RIGHT);
  await shell.press('Enter');

  await expect(page.getByText('Fabrikam').first()).toBeVisible();
});

test('covers a window that could not be drawn', async ({ shell, page }) => {
  await shell.open('demo');
  const failed = page.getByText('The window could not be drawn.');
  // A fault in the frame itself, which no part of it catches.
  await page.evaluate(() => {
    Object.defineProperty(document, 'title', {
      set: () => {
        throw new Error('not drawn');
      },
    });
  });
  await page.getByRole('tree').getByText('Fabrikam', { exact: true }).first().click();
  await expect(failed).toBeVisible();

  await lock(shell);

  await expect(title(shell)).toBeVisible();
  await expect(failed).toBeHidden();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(failed).toBeVisible();
});

test('is opened by no click where what unlocked it is gone', async ({ shell, page }) => {
  await shell.open('app-locked-proof-gone');
  await expect(page.getByText('not available just now')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeHidden();

  await page.getByRole('button', { name: 'Look again' }).click();

  await expect(page.getByRole('alert')).toContainText('Show first that it is you');
  await expect(title(shell)).toBeVisible();
});
