import { expect, test } from './support/shell-page.ts';

test.describe('a page of another tenant', () => {
  test('names both tenants by name and id, and nothing else can be done', async ({
    shell,
    page,
  }) => {
    await shell.open('mismatch');
    const panel = page.getByRole('alertdialog');
    const ids = await shell.onMain((fake) =>
      fake
        .estate()
        .tenants.slice(0, 2)
        .map(({ id }) => id),
    );
    for (const text of ['Contoso', 'Fabrikam', ...ids]) await expect(panel).toContainText(text);

    await expect(panel.getByRole('button', { name: 'Go back' })).toBeFocused();
    for (const name of [
      'Back',
      'Forward',
      'Reload',
      'Copy link',
      'Open in managed browser',
      'Find in page',
    ]) {
      await expect(page.getByRole('button', { name, exact: true })).toBeDisabled();
    }
    for (const key of ['Control+r', 'Control+f', 'Alt+ArrowLeft', 'Control+Equal']) {
      await shell.press(key);
    }
    await expect(panel).toBeVisible();
    await expect(page.getByRole('search')).toBeHidden();
    await expect(shell.row('Fabrikam')).toHaveAccessibleName(
      /another tenant waits for your decision/,
    );
  });

  test('goes back with one key', async ({ shell, page }) => {
    await shell.open('mismatch');
    await expect(page.getByRole('button', { name: 'Go back' })).toBeFocused();
    await shell.press('Enter');

    await expect(page.getByRole('alertdialog')).toBeHidden();
    await expect(shell.nativePage).toBeVisible();
    await expect(shell.header.getByRole('heading')).toHaveText('Fabrikam');
  });

  test('is opened where it belongs', async ({ shell, page }) => {
    await shell.open('mismatch');
    await page.getByRole('button', { name: 'Open in Contoso' }).click();

    await expect(shell.header.getByRole('heading')).toHaveText('Contoso');
    await expect(shell.nativePage).toBeVisible();
  });

  test('of a tenant that is not known offers to add it, with its id filled in', async ({
    shell,
    page,
  }) => {
    await shell.open('mismatch-unknown');
    await page.getByRole('button', { name: 'Add this tenant…' }).click();

    await expect(shell.dialog.getByRole('textbox', { name: 'Tenant id' })).toHaveValue(
      /^[0-9a-f]{8}-/,
    );
  });

  test('is put on the clipboard for whoever has to know', async ({ shell, page }) => {
    await shell.open('mismatch');
    await page.getByRole('button', { name: 'Copy details' }).click();
    const copied = await shell.onMain((fake) => fake.app.clipboard());

    for (const text of ['Fabrikam', 'Contoso', 'security.microsoft.us', 'sign-in response']) {
      expect(copied).toContain(text);
    }
  });
});

test.describe('a blocked sign-in', () => {
  test('says which control refused and hands the page to the managed browser', async ({
    shell,
    page,
  }) => {
    await shell.open('blocked');
    const bar = page.getByRole('region', { name: 'Sign-in blocked' });
    await expect(bar).toContainText('AADSTS53000');
    await expect(bar).toContainText('compliant device');
    await expect(shell.nativePage).toBeVisible();

    await bar.getByRole('button', { name: 'Copy correlation id' }).click();
    expect(await shell.onMain((fake) => fake.app.clipboard())).toMatch(/^5f1c2f60/);
    await bar.getByRole('button', { name: 'Open in managed browser' }).click();
    await expect(shell.notice).toContainText('Microsoft Edge');
  });

  test('offers no other browser where it would not help', async ({ shell, page }) => {
    await shell.open('blocked-no-hand-off');
    const bar = page.getByRole('region', { name: 'Sign-in blocked' });

    await expect(bar).toContainText('Ask an administrator');
    await expect(bar.getByRole('button', { name: 'Open in managed browser' })).toHaveCount(0);
  });

  test('offers no other browser where the operator ruled it out, until that is changed', async ({
    shell,
    page,
  }) => {
    await shell.open('blocked-never-hand-off');
    const bar = page.getByRole('region', { name: 'Sign-in blocked' });
    const handOffs = page.getByRole('button', { name: 'Open in managed browser' });
    await expect(bar).toContainText('it is off for this tenant');
    await expect(handOffs).toHaveCount(0);

    await page.getByRole('button', { name: 'More of this tenant' }).click();
    await page.getByRole('menuitem', { name: 'Edit tenant…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Fabrikam' });
    await dialog.getByLabel('Managed browser').selectOption('ask');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await expect(bar).not.toContainText('it is off for this tenant');
    await expect(handOffs).toHaveCount(2);
  });
});

test.describe('a page that stopped', () => {
  for (const [scenario, words, action] of [
    ['failed', 'name was not found', 'Try again'],
    ['crashed', 'ran out of memory', 'Reload page'],
    ['hung', 'has not answered', 'Reload page'],
    ['hibernated', 'put away to save memory', 'Open again'],
  ] as const) {
    test(`says what happened and comes back: ${scenario}`, async ({ shell, page }) => {
      await shell.open(scenario);
      await expect(shell.portalArea).toContainText(words);
      await page.getByRole('button', { name: action }).click();

      await expect(shell.nativePage).toBeVisible();
    });
  }
});

test.describe('forgetting a tenant', () => {
  test('needs its name: a wrong one is refused, the right one erases', async ({ shell, page }) => {
    await shell.open('portal');
    await page.getByRole('button', { name: 'More of this tenant' }).click();
    await page.getByRole('menuitem', { name: 'Forget this tenant…' }).click();
    await expect(shell.dialog).toContainText('fabrikam.us');
    await expect(shell.dialog).toContainText('cookies, sign-in, storage');
    const box = shell.dialog.getByRole('textbox');
    await expect(box).toBeFocused();

    await page.keyboard.type('fabrikam');
    await shell.press('Enter');
    await expect(shell.dialog).toContainText('This is not the name of the tenant.');
    expect(await shell.onMain((fake) => fake.estate().tenants.length)).toBe(8);

    await box.fill('Fabrikam');
    await shell.press('Enter');
    await expect(shell.dialog).toBeHidden();
    await expect(shell.row('Fabrikam')).toBeHidden();
    expect(await shell.onMain((fake) => fake.estate().tenants.length)).toBe(7);
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  });

  test('works for a name nobody can type in full', async ({ shell, page }) => {
    await shell.open('hostile');
    await shell.row('Contoso\ufffdmoc').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Forget…' }).click();
    await shell.dialog.getByRole('textbox').fill('Contosomoc.evil');
    await shell.press('Enter');

    await expect(shell.dialog).toBeHidden();
    expect(await shell.onMain((fake) => fake.estate().tenants.length)).toBe(7);
  });
});

test('signing out says what it means, and touches no other tenant', async ({ shell, page }) => {
  await shell.open('portal');
  await page.getByRole('button', { name: 'More of this tenant' }).click();
  await page.getByRole('menuitem', { name: 'Sign out of this tenant…' }).click();
  await expect(shell.dialog).toContainText('Other tenants stay signed in.');
  await shell.dialog.getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByRole('list', { name: 'Portals' })).toBeVisible();
  const left = await shell.onMain((fake) => fake.compartments.workspace().compartments.length);
  expect(left).toBe(2);
});
