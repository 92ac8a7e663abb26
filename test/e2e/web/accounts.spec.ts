import { expect, test } from './support/shell-page.ts';

test(`accounts and their dialogs keep nobody out`, async ({ shell, page }) => {
  await shell.open('tokens-in-memory');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  expect(await shell.barriers()).toEqual([]);

  for (const button of ['Find tenants of operator@contoso.com', 'Remove operator@contoso.com']) {
    await page.getByRole('button', { name: button }).click();
    await expect(shell.dialog).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    await shell.press('Escape');
    await expect(shell.dialog).toBeHidden();
  }
  expect(shell.faults).toEqual([]);
});

test('says that tokens are gone after quitting when there is no keystore', async ({
  shell,
  page,
}) => {
  await shell.open('tokens-in-memory');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();

  await expect(page.getByRole('region', { name: 'Accounts' })).toContainText(
    'tokens are kept in memory only',
  );
});

test('offers a code only where policy allows it, and names its tenant and page', async ({
  shell,
  page,
}) => {
  const byCode = page.getByRole('button', { name: 'Sign in with a code' });
  await shell.open('demo');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  await expect(page.getByRole('heading', { name: 'Sign-in for status' })).toBeVisible();
  await expect(byCode).toBeHidden();

  await shell.open('device-code');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: /^Status/ }).click();
  await byCode.press('Enter');
  await expect(shell.dialog).toContainText('Contoso');
  await expect(shell.dialog).toContainText('contoso.com');
  await expect(shell.dialog).toContainText('https://microsoft.com/devicelogin');
  await expect(shell.dialog).toContainText('BLK7Q2MZ9');
  await expect(shell.dialog.getByRole('link')).toHaveCount(0);
  expect(await shell.barriers()).toEqual([]);

  // A click or a key elsewhere does not end what the operator is busy with in a browser.
  await shell.press('Escape');
  await expect(shell.dialog).toBeVisible();
  await shell.dialog.getByRole('button', { name: 'Cancel sign-in' }).press('Enter');
  await expect(shell.dialog).toBeHidden();
  await expect(page.getByRole('tabpanel', { name: 'Status' })).toContainText('Signed out');
  expect(shell.faults).toEqual([]);
});

test('says how to begin when there is no account', async ({ shell, page }) => {
  await shell.open('status-never');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();

  await expect(page.getByRole('region', { name: 'Accounts' })).toContainText(
    'Open a tenant, choose Status, and sign in there.',
  );
});

test('finds the tenants of an account and adds those that are chosen', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Find tenants of operator@contoso.com' }).click();
  const found = shell.dialog.getByRole('list', { name: 'Tenants found' });
  await expect(found.getByRole('checkbox', { name: /Contoso/ })).toBeDisabled();
  await expect(found.getByRole('checkbox', { name: /without a domain/ })).toBeDisabled();
  await expect(shell.dialog).toContainText('Policy.Read.All is not granted');

  await found.getByRole('checkbox', { name: /Bellows College/ }).check();
  await found.getByRole('checkbox', { name: /Alpine Ski House/ }).check();
  await shell.dialog.getByRole('button', { name: 'Add 2 tenants' }).click();

  await expect(shell.dialog).toBeHidden();
  const added = await shell.onMain((fake) =>
    fake
      .estate()
      .tenants.filter(({ name }) => name === 'Bellows College')
      .map(({ accessPath }) => accessPath),
  );
  expect(added).toEqual(['gdap']);
  await expect(shell.row('Alpine Ski House')).toBeVisible();
});

test('removes an account after saying what that means', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove operator@contoso.com' }).click();
  await expect(shell.dialog).toContainText('Its tokens of 6 tenants are erased');
  await shell.dialog.getByRole('button', { name: 'Remove', exact: true }).click();

  await expect(shell.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /^Find tenants of/ })).toHaveCount(1);
});

test('keeps a client id for a cloud, and none that is no id', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  const box = page.getByRole('textbox', { name: 'GCC High' });
  await box.fill('not an id');
  await expect(page.getByRole('alert')).toContainText('This is not a client id.');

  await box.fill('{0B5E3A9F-1B5E-4C58-9D0E-7C1F0A522201}');
  await shell.press('Enter');
  await expect(box).toHaveValue('0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201');
});
