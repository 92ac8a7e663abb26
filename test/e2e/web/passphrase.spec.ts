import { expect, type ShellPage, test, type ThemeOfTest } from './support/shell-page.ts';

const THEMES: readonly ThemeOfTest[] = ['light and dark', 'high contrast'];
const RIGHT = 'correct horse battery';

const openSettings = ({ page }: ShellPage) =>
  page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();

for (const theme of THEMES) {
  test(`what is locked, and its dialogs, keep nobody out, ${theme}`, async ({ shell, page }) => {
    await shell.open('locked', theme);
    await expect(page.getByRole('status', { name: 'Locked' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);

    await page.getByRole('button', { name: 'Unlock…' }).first().click();
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
    expect(await shell.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'The passphrase is lost…' }).click();
    await expect(shell.dialog).toContainText('cannot be recovered');
    expect(await shell.barriers()).toEqual([]);
    await shell.press('Escape');

    await shell.open('passphrase', theme);
    await openSettings(shell);
    await page.getByRole('button', { name: 'Change passphrase…' }).click();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test('is unlocked by the keyboard alone, and says that a passphrase is wrong', async ({
  shell,
  page,
}) => {
  await shell.open('locked');
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Devices/ })
    .click();
  await expect(page.getByText('Devices are locked')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Devices' })).toBeHidden();

  await page.getByRole('button', { name: 'Unlock…' }).first().focus();
  await shell.press('Enter');
  const field = page.getByLabel('Passphrase', { exact: true });
  await expect(field).toBeFocused();
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('Type the passphrase.');
  await page.keyboard.type('a wrong passphrase');
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('This is not the passphrase.');
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();

  // Pressed twice, tried once.
  await page.keyboard.type(RIGHT);
  await shell.press('Enter');
  await shell.press('Enter');
  await expect(shell.dialog).toBeHidden();
  await expect(page.getByRole('status', { name: 'Locked' })).toBeHidden();
  await expect(page.getByRole('grid', { name: 'Devices' })).toBeVisible();
  expect(await shell.onMain((fake) => fake.storage.tries())).toBe(2);
});

test('leaves no passphrase in the page once it is sent', async ({ shell, page }) => {
  await shell.open('locked');
  await page.getByRole('button', { name: 'Unlock…' }).first().click();
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill('a wrong passphrase');
  // Every value that React holds for what is drawn: of the field, and of all above it.
  const held = () =>
    page.evaluate(() => {
      const seen = new Set<unknown>();
      const parts: string[] = [];
      const walk = (value: unknown, depth: number): void => {
        if (typeof value === 'string') parts.push(value);
        if (typeof value !== 'object' || value === null || seen.has(value) || depth > 6) return;
        if (value instanceof Node || value instanceof Window) return;
        seen.add(value);
        for (const key of Object.keys(value)) walk(Reflect.get(value, key), depth + 1);
      };
      for (const element of document.querySelectorAll('*')) {
        for (const key of Object.keys(element)) {
          if (!key.startsWith('__react')) continue;
          const fiber = Reflect.get(element, key) as Record<string, unknown>;
          for (const name of ['memoizedProps', 'pendingProps', 'memoizedState']) {
            walk(fiber[name], 0);
          }
        }
      }
      return parts.some((part) => part.includes('wrong passphrase'));
    });
  expect(await held()).toBe(false);

  await shell.press('Enter');
  await expect(shell.dialog).toContainText('This is not the passphrase.');

  expect(await held()).toBe(false);
  expect(await field.inputValue()).toBe('');
  expect(await page.content()).not.toContain('wrong passphrase');
});

test('what became of collected data is said above the pages of the estate', async ({
  shell,
  page,
}) => {
  const bar = (words: string) => page.getByRole('main').locator('section', { hasText: words });
  await shell.open('devices-memory');
  await expect(bar('Nothing is kept.')).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  await bar('Nothing is kept.').getByRole('button', { name: 'Set a passphrase…' }).click();
  await expect(shell.dialog).toContainText('A lost passphrase cannot be recovered.');
  await shell.press('Escape');
  // There is nothing wrong with a tenant's pages.
  await shell.row('Contoso').click();
  await expect(bar('Nothing is kept.')).toHaveCount(0);
  await page.getByRole('navigation').getByRole('button', { name: 'Overview' }).click();
  await bar('Nothing is kept.').getByRole('button', { name: 'Dismiss: collected data' }).click();
  await expect(bar('Nothing is kept.')).toHaveCount(0);

  await shell.open('devices-read-only');
  await expect(bar('The disk is full.')).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: 'Devices' }).click();
  // There it is said above the list.
  await expect(page.getByText('The disk is full.')).toHaveCount(1);

  await shell.open('data-ended');
  await expect(bar('Collecting has stopped.')).toContainText('Restart Bulkhead.');
  expect(shell.faults).toEqual([]);
});

test('a passphrase is set where nothing is kept: long enough, typed twice', async ({
  shell,
  page,
}) => {
  await shell.open('devices-memory');
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Devices/ })
    .click();
  await page.getByRole('button', { name: 'Set a passphrase…' }).click();
  await expect(shell.dialog).toContainText('A lost passphrase cannot be recovered.');
  const [first, second] = [
    page.getByLabel('Passphrase', { exact: true }),
    page.getByLabel('Passphrase again'),
  ];

  await first.fill('eleven char');
  await second.fill('eleven char');
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('Use at least 12 characters.');
  await first.fill(RIGHT);
  await second.fill('correct horse bettery');
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('The two are not the same.');
  expect(await shell.onMain((fake) => fake.storage.tries())).toBe(0);

  await first.fill(RIGHT);
  await second.fill(RIGHT);
  await shell.press('Enter');
  await expect(shell.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Set a passphrase…' })).toBeHidden();
  await openSettings(shell);
  await expect(page.getByRole('region', { name: 'What is collected' })).toContainText(
    'under your passphrase',
  );
});

test('a passphrase is changed in Settings, with the present one alone', async ({ shell, page }) => {
  await shell.open('passphrase');
  await openSettings(shell);
  await page.getByRole('button', { name: 'Change passphrase…' }).click();
  const fill = async (present: string, next: string) => {
    await page.getByLabel('Present passphrase').fill(present);
    await page.getByLabel('New passphrase', { exact: true }).fill(next);
    await page.getByLabel('New passphrase again').fill(next);
    await shell.press('Enter');
  };

  await fill('not the present one', 'another twelve letters');
  await expect(shell.dialog).toContainText('This is not the passphrase.');
  await fill('', 'short');
  await expect(shell.dialog).toContainText('Type the present passphrase.');
  await expect(shell.dialog).toContainText('Use at least 12 characters.');
  await fill(RIGHT, 'another twelve letters');

  await expect(shell.dialog).toBeHidden();
  await expect(shell.notice).toContainText('The passphrase is changed.');
});

test('says what can be done when no passphrase opens it, and starts anew', async ({
  shell,
  page,
}) => {
  await shell.open('locked-damaged');
  const bar = page.getByRole('status', { name: 'Locked' });
  await expect(bar).toContainText('is damaged');
  await expect(bar).toContainText('estate.passphrase');
  await expect(page.getByRole('button', { name: 'Unlock…' })).toBeHidden();

  await bar.getByRole('button', { name: 'Start anew…' }).click();
  await page.getByRole('button', { name: 'Start anew', exact: true }).click();

  await expect(shell.dialog).toBeHidden();
  await expect(bar).toBeHidden();
});
