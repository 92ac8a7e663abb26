import { expect, test } from './support/shell-page.ts';

const MARKUP = '<img src=x onerror="document.title=\'owned\'">';

test('names are text wherever they are shown', async ({ shell, page }) => {
  await shell.open('hostile');
  await expect(page.getByRole('main').getByText(MARKUP).first()).toBeVisible();
  await shell.row('<img').click();
  await expect(shell.header.getByRole('heading')).toHaveText(MARKUP);
  await page.getByRole('tab', { name: 'Notes' }).click();
  await shell.ask('img');
  await expect(shell.palette.getByRole('option').first()).toContainText(MARKUP);
  await shell.press('Escape');
  await shell.row('<img').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Forget…' }).click();
  await expect(shell.dialog).toContainText(MARKUP);

  expect(await page.title()).not.toBe('owned');
  expect(await page.locator('img[src="x"], script:not([src])').count()).toBe(0);
  expect(shell.faults).toEqual([]);
});

test('a name that turns the writing direction stays in its place', async ({ shell, page }) => {
  await shell.open('hostile');
  const card = page.getByRole('main').getByRole('button', { name: /^Contoso\ufffdmoc\.evil/ });

  await expect(card).toContainText('Contoso\ufffdmoc.evil');
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
});

test('names that look alike are told apart', async ({ shell, page }) => {
  await shell.open('hostile');
  const names = await page.getByRole('main').locator('li bdi:first-child').allInnerTexts();

  expect(names.filter((name) => name === 'Contoso')).toHaveLength(1);
  expect(names).toContain('Con\ufffdtoso');
});

test('a name of 120 characters breaks nothing', async ({ shell, page }) => {
  await shell.open('hostile');
  await shell.row('Extraordinarily').click();
  await expect(shell.header).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Copy tenant id' })).toBeInViewport({ ratio: 1 });
  await shell.row('Extraordinarily').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Sign out…' }).click();
  await expect(shell.dialog.getByRole('button', { name: 'Cancel' })).toBeInViewport({ ratio: 1 });
});

test('a hostile title and address of a page are shown whole and harmless', async ({
  shell,
  page,
}) => {
  await shell.open('portal');
  await shell.onMain((fake) => {
    const view = fake.compartments.workspace().compartments[1]?.views[0];
    if (view) {
      fake.compartments.change(view.id, {
        title: '<svg onload=alert(1)>\u202e',
        shownUrl: 'evil.example/\u202esecurity.microsoft.com',
      });
    }
  });

  await expect(shell.tabs.nth(1)).toContainText('<svg onload=alert(1)>\ufffd');
  await expect(page.getByRole('group', { name: /^Address: evil\.example/ })).toBeVisible();
  expect(await page.locator('svg[onload]').count()).toBe(0);
});
