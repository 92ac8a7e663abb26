import { expect, type ShellPage, test, type ThemeOfTest } from './support/shell-page.ts';

const THEMES: readonly ThemeOfTest[] = ['light and dark', 'high contrast'];

async function openAbout(shell: ShellPage, scenario: string, theme?: ThemeOfTest) {
  await shell.open(scenario, theme);
  await shell.page.getByRole('navigation').getByRole('button', { name: 'About' }).click();
  const section = shell.page.getByRole('region', { name: 'Updates' });
  await expect(section).toBeVisible();
  return section;
}

for (const theme of THEMES) {
  test(`a newer version keeps nobody out, ${theme}`, async ({ shell }) => {
    const section = await openAbout(shell, 'update-offered', theme);
    await section.getByRole('button', { name: 'Check for updates' }).click();
    await expect(section.getByText('Version 0.2.0 is offered,')).toBeVisible();
    expect(await shell.barriers()).toEqual([]);

    await openAbout(shell, 'update-refused', theme);
    await section.getByRole('button', { name: 'Check for updates' }).click();
    await expect(section.getByText('Bulkhead takes no step back')).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test('without a policy there is nothing to press', async ({ shell }) => {
  const section = await openAbout(shell, 'demo');

  await expect(section).toContainText('Your administrator installs updates.');
  await expect(section.getByRole('button')).toHaveCount(0);
  expect(await shell.barriers()).toEqual([]);
});

test('a package is downloaded by the keyboard, and the page says what is to be done', async ({
  shell,
}) => {
  const section = await openAbout(shell, 'update-offered');
  await expect(section).toContainText('looked for at updates.contoso.example');
  await section.getByRole('button', { name: 'Check for updates' }).focus();
  await shell.press('Enter');
  await expect(section).toContainText('older than its minimum');
  await expect(section.getByRole('listitem')).toHaveCount(2);

  await section.getByRole('button', { name: 'Download bulkhead-0.2.0-linux-x64.deb' }).focus();
  await shell.press('Enter');
  await expect(section.getByRole('progressbar')).toBeVisible();
  await expect(shell.notice).toContainText('Version 0.2.0 is verified and saved as');
  await expect(shell.notice).toContainText('Bulkhead does not install it');
  await expect(section.getByRole('progressbar')).toBeHidden();
  expect(shell.faults).toEqual([]);
});

test('what is not what was signed is said, and written nowhere', async ({ shell }) => {
  const section = await openAbout(shell, 'update-not-verified');
  await section.getByRole('button', { name: 'Check for updates' }).click();
  await section.getByRole('button', { name: /^Download .*rpm$/ }).click();

  await expect(shell.notice).toContainText('not the package that was signed');
});
