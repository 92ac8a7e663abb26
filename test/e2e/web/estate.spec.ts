import { expect, test } from './support/shell-page.ts';

test.describe('adding a tenant', () => {
  test('from the first run, with an id in braces and a domain of another script', async ({
    shell,
    page,
  }) => {
    await shell.open('first-run');
    await page.getByRole('button', { name: 'Add your first tenant' }).click();
    const dialog = shell.dialog;
    await expect(dialog.getByRole('textbox', { name: 'Tenant id' })).toBeFocused();
    await page.keyboard.type('{A1B2C3D4-0000-4111-8222-ABCDEF012345}');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('München AG');
    await expect(dialog.getByRole('textbox', { name: 'Tenant id' })).toHaveValue(
      'a1b2c3d4-0000-4111-8222-abcdef012345',
    );
    await dialog.getByRole('textbox', { name: 'Domain' }).fill('münchen.example');
    await expect(dialog).toContainText('kept as xn--mnchen-3ya.example');
    await shell.press('Enter');

    await expect(shell.header.getByRole('heading')).toHaveText('München AG');
    await expect(shell.header).toContainText('a1b2c3d4-0000-4111-8222-abcdef012345');
  });

  test('says at each field what is wrong and goes to the first', async ({ shell, page }) => {
    await shell.open('demo');
    await page.getByRole('main').getByRole('button', { name: 'Add tenant' }).click();
    const contoso = await shell.onMain((fake) => fake.estate().tenants[0]?.id ?? '');
    await shell.dialog.getByRole('textbox', { name: 'Tenant id' }).fill(contoso.toUpperCase());
    await shell.dialog.getByRole('textbox', { name: 'Domain' }).fill('not a domain');
    await shell.press('Enter');

    await expect(shell.dialog).toContainText('Contoso already has this tenant id.');
    await expect(shell.dialog).toContainText('Enter a name.');
    await expect(shell.dialog).toContainText('This is not a domain');
    await expect(shell.dialog.getByRole('textbox', { name: 'Tenant id' })).toBeFocused();
  });

  test('keeps what was typed when it cannot be saved', async ({ shell, page }) => {
    await shell.open('disk-full');
    await page.getByRole('main').getByRole('button', { name: 'Add tenant' }).click();
    await shell.dialog
      .getByRole('textbox', { name: 'Tenant id' })
      .fill('a1b2c3d4-0000-4111-8222-abcdef012345');
    await shell.dialog.getByRole('textbox', { name: 'Name' }).fill('Wingtip');
    await shell.dialog.getByRole('textbox', { name: 'Domain' }).fill('wingtip.example');
    await shell.press('Enter');

    await expect(shell.dialog.getByRole('alert')).toContainText('disk is full');
    await expect(shell.dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Wingtip');
  });

  test('chooses a colour with the arrows and says who has it', async ({ shell, page }) => {
    await shell.open('demo');
    await shell.row('Contoso').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    await expect(shell.dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await shell.dialog.getByRole('radio', { checked: true }).focus();
    await shell.press('ArrowRight');
    await expect(shell.dialog.getByRole('radio', { checked: true })).toHaveAccessibleName(
      'Maroon, used by Fabrikam',
    );
    await expect(shell.dialog).toContainText('Fabrikam has this colour too.');
  });
});

test.describe('importing', () => {
  test('shows what each row does, and adds only the good ones', async ({ shell, page }) => {
    await shell.open('demo');
    await page.getByRole('main').getByRole('button', { name: 'Import' }).click();
    const dialog = shell.dialog;
    await expect(dialog.getByRole('row')).toHaveCount(9);
    await expect(dialog).toContainText('It was read as Windows-1252.');
    await expect(dialog.getByRole('row', { name: /Lucerne Publishing/ })).toContainText(
      'not a GUID',
    );
    await dialog.getByRole('button', { name: 'Refused 4' }).click();
    await expect(dialog.getByRole('row')).toHaveCount(5);

    await dialog.getByRole('button', { name: 'Add 3 tenants' }).click();
    await expect(dialog).toBeHidden();
    await expect(shell.notice).toContainText('3 tenants added.');
    expect(await shell.onMain((fake) => fake.estate().tenants.length)).toBe(11);
  });

  test('changes nothing when it is cancelled', async ({ shell, page }) => {
    await shell.open('demo');
    await page.getByRole('main').getByRole('button', { name: 'Import' }).click();
    await expect(shell.dialog).toBeVisible();
    await shell.press('Escape');

    await expect(shell.dialog).toBeHidden();
    expect(await shell.onMain((fake) => fake.estate().tenants.length)).toBe(8);
  });
});

test('groups are added, renamed and removed; tenants stay', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('button', { name: 'Groups and more' }).click();
  await page.getByRole('menuitem', { name: 'Manage groups…' }).click();
  await shell.dialog.getByRole('textbox', { name: 'New group' }).fill('industry');
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('already there');
  await shell.dialog.getByRole('textbox', { name: 'New group' }).fill('Nordics');
  await shell.press('Enter');
  await expect(shell.dialog.getByRole('textbox', { name: 'Name of Nordics' })).toBeVisible();

  await shell.dialog.getByRole('textbox', { name: 'Name of Government' }).fill('Public sector');
  await shell.press('Enter');
  await shell.dialog.getByRole('button', { name: /Remove group Industry/ }).click();
  await shell.dialog.getByRole('button', { name: 'Close' }).click();

  await expect(shell.tree.getByRole('treeitem', { name: 'Public sector 2' })).toBeVisible();
  await expect(shell.tree.getByRole('treeitem', { name: 'No group 6' })).toBeVisible();
});

test('notes are saved as they are written', async ({ shell, page }) => {
  await shell.open('portal');
  await page.getByRole('tab', { name: 'Notes' }).click();
  const notes = page.getByRole('textbox', { name: 'Notes' });
  await notes.fill('Line one\n<b>line two</b>');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('main').getByRole('status')).toHaveText('Saved.');

  expect(await shell.onMain((fake) => fake.estate().tenants[1]?.notes)).toBe(
    'Line one\n<b>line two</b>',
  );
});

test.describe('the overview', () => {
  test('changes between cards and table, sorts and filters', async ({ shell, page }) => {
    await shell.open('demo');
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.getByRole('region', { name: 'Tenants', exact: true });
    const rows = table.getByRole('row');
    await expect(rows).toHaveCount(9);
    await page.getByRole('button', { name: 'Tenant', exact: true }).click();
    await expect(rows.nth(1)).toContainText('Adatum');
    await expect(table.getByRole('columnheader', { name: 'Tenant' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );

    await page.getByRole('combobox', { name: 'Group' }).selectOption('Government');
    await expect(rows).toHaveCount(3);
    await rows.filter({ hasText: 'Litware Defense' }).click();
    await expect(shell.header.getByRole('heading')).toHaveText('Litware Defense');
  });

  test('puts first who needs the operator', async ({ shell, page }) => {
    await shell.open('mismatch');
    await page.getByRole('button', { name: 'Overview' }).click();

    const cards = page.getByRole('list', { name: 'Tenants', exact: true });
    await expect(cards.getByRole('listitem').first()).toContainText(
      'A page of another tenant waits for you',
    );
    await expect(page.getByRole('main')).toContainText('4 need you.');
  });
});

test('settings take effect at once; managed ones say by whom', async ({ shell, page }) => {
  await shell.open('managed');
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByLabel('Live pages')).toBeDisabled();
  await expect(page.getByRole('main')).toContainText('/etc/bulkhead/policy.json');

  await page.getByLabel('Sleep after').fill('15');
  await page.getByLabel('Theme').selectOption('Dark');
  await expect(page.locator('[data-theme]').first()).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('Sleep after').fill('99999');
  await page.getByLabel('Sleep after').blur();
  await expect(page.getByLabel('Sleep after')).toHaveValue('15');
});

test.describe('what guards refused', () => {
  test('is counted, listed, copied and cleared', async ({ shell, page }) => {
    await shell.open('refused-hosts');
    await page.getByRole('button', { name: 'Refused hosts 3' }).click();
    await expect(page.getByRole('row', { name: /telemetry.thirdparty.example/ })).toContainText(
      '148',
    );
    await page.getByRole('button', { name: 'Copy for administrator' }).click();
    expect(await shell.onMain((fake) => fake.app.clipboard())).toContain('docs.partner.example');
    await page.getByRole('button', { name: 'Clear' }).click();

    await expect(page.getByRole('main')).toContainText('Nothing was refused');
    await expect(page.getByRole('button', { name: 'Refused hosts', exact: true })).toBeVisible();
  });

  test('is said in the status bar without stealing the page or repeating itself', async ({
    shell,
    page,
  }) => {
    await shell.open('portal');
    for (let at = 0; at < 20; at += 1) {
      await shell.onMain((fake) =>
        fake.app.notice({
          kind: 'download-refused',
          tenantId: null,
          message: 'A download was refused.',
          host: 'security.microsoft.us',
        }),
      );
    }
    await expect(shell.notice).toHaveText('A download was refused. (20 times)');
    await expect(shell.nativePage).toBeVisible();
    await page.getByRole('button', { name: '1 notice' }).click();
    await expect(
      page
        .getByRole('dialog', { name: 'Notices' })
        .or(page.getByText('security.microsoft.us').last()),
    ).toBeVisible();
  });
});

test('offline says since when and keeps everything usable', async ({ shell, page }) => {
  await shell.open('offline');
  await expect(page.locator('footer')).toContainText('Offline since');
  await expect(shell.portalArea).toContainText('You are offline');

  await shell.onMain((fake) => fake.app.goOnline(true));
  await expect(page.locator('footer')).toContainText('Online');
});

test('about is copied whole', async ({ shell, page }) => {
  await shell.open('demo');
  await page.getByRole('button', { name: 'About' }).click();
  await expect(page.getByRole('main')).toContainText('fallback runtime');
  await page.getByRole('button', { name: 'Copy details' }).click();

  const copied = await shell.onMain((fake) => fake.app.clipboard());
  for (const text of ['Bulkhead: 0.1.0', 'Electron: 33.2.1', 'Chromium: 130']) {
    expect(copied).toContain(text);
  }
});
