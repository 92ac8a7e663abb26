import { expect, test } from './support/shell-page.ts';

test.describe('the switcher', () => {
  test('opens a tenant with the arrow keys and Enter', async ({ shell }) => {
    await shell.open('demo');
    await shell.press('F6');
    await expect(shell.search).toBeFocused();
    await shell.press('ArrowDown');
    await shell.press('Enter');

    await expect(shell.header.getByRole('heading')).toHaveText('Fabrikam');
    await expect(shell.row('Fabrikam')).toHaveAttribute('aria-selected', 'true');
  });

  test('narrows by name, domain and id while typing', async ({ shell, page }) => {
    await shell.open('demo');
    await shell.search.focus();
    for (const text of ['northw', 'northwindtraders.com']) {
      await shell.search.fill(text);
      await expect(shell.tree.getByRole('treeitem')).toHaveCount(1);
      await expect(shell.row('Northwind Traders')).toBeVisible();
    }
    const id = await shell.onMain((fake) => fake.estate().tenants[2]?.id ?? '');
    await shell.search.fill(`{${id.toUpperCase()}}`);
    await expect(shell.tree.getByRole('treeitem')).toHaveCount(1);
    await shell.press('Enter');
    await expect(shell.header.getByRole('heading')).toHaveText('Adatum');
    await expect(page.locator('#switcher-search')).toHaveValue('');

    await shell.search.fill('nobody has this name');
    await expect(page.getByText('No tenant matches.')).toBeVisible();
    await shell.press('Escape');
    await expect(shell.row('Contoso')).toBeVisible();
  });

  test('goes to both ends and folds groups', async ({ shell }) => {
    await shell.open('demo');
    await shell.tree.focus();
    await shell.press('End');
    const last = shell.tree.getByRole('treeitem').last();
    await expect(shell.tree).toHaveAttribute(
      'aria-activedescendant',
      (await last.getAttribute('id')) ?? '',
    );

    await shell.press('Home');
    await shell.press('ArrowLeft');
    const favourites = shell.tree.getByRole('treeitem', { name: 'Favourites 3' });
    await expect(favourites).toHaveAttribute('aria-expanded', 'false');
    await shell.press('ArrowRight');
    await expect(favourites).toHaveAttribute('aria-expanded', 'true');
  });

  test('orders favourites with Alt and the arrows, and with them Ctrl+1 to 9', async ({
    shell,
  }) => {
    await shell.open('demo');
    await shell.tree.focus();
    await shell.press('Alt+ArrowDown');
    await expect(shell.tree.getByRole('treeitem').nth(1)).toHaveAccessibleName(/^Fabrikam/);
    await expect(shell.tree.getByRole('treeitem').nth(2)).toHaveAccessibleName(/^Contoso/);

    await shell.press('Control+2');
    await expect(shell.header.getByRole('heading')).toHaveText('Contoso');
    await shell.press('Control+1');
    await expect(shell.header.getByRole('heading')).toHaveText('Fabrikam');
  });

  test('orders favourites by dragging', async ({ shell }) => {
    await shell.open('demo');
    await shell.row('Adatum').dragTo(shell.row('Contoso'), { targetPosition: { x: 40, y: 4 } });

    await expect(shell.tree.getByRole('treeitem').nth(1)).toHaveAccessibleName(/^Adatum/);
  });

  test('opens the menu of a tenant from the keyboard and gives the focus back', async ({
    shell,
    page,
  }) => {
    await shell.open('demo');
    await shell.tree.focus();
    await shell.press('Shift+F10');
    const menu = page.getByRole('menu', { name: 'Tenant' });
    await expect(menu).toBeVisible();
    await shell.press('Escape');
    await expect(menu).toBeHidden();
    await expect(shell.tree).toBeFocused();

    await shell.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Remove from favourites' }).click();
    await expect(shell.tree.getByRole('treeitem', { name: 'Favourites 2' })).toBeVisible();
  });
});

test.describe('the palette', () => {
  test('opens a portal of a tenant by a few letters of each', async ({ shell }) => {
    await shell.open('demo');
    await shell.ask('fab int');
    await expect(shell.palette.getByRole('option')).toHaveCount(1);
    await shell.press('Enter');

    await expect(shell.palette).toBeHidden();
    await expect(shell.header.getByRole('heading')).toHaveText('Fabrikam');
    await expect(shell.tabs.filter({ hasText: 'Intune' })).toHaveAttribute('aria-selected', 'true');
  });

  test('takes every letter typed right after it was asked for', async ({ shell, page }) => {
    await shell.open('portal');
    await page.waitForLoadState('networkidle');
    await shell.press('Control+k');
    await page.keyboard.type('woodgrove');

    await expect(shell.palette.getByRole('combobox')).toHaveValue('woodgrove');
  });

  test('takes them from the field that had the keyboard before', async ({ shell, page }) => {
    await shell.open('demo');
    await page.waitForLoadState('networkidle');
    await shell.search.focus();
    // All of it in one go, before anything is drawn.
    await page.evaluate(() => {
      const from = document.activeElement;
      const press = (key: string, ctrlKey = false) =>
        from?.dispatchEvent(
          new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
        );
      press('k', true);
      for (const key of 'wood') press(key);
    });
    const box = shell.palette.getByRole('combobox');
    await expect(box).toHaveValue('wood');
    await expect(box).toBeFocused();
    await page.keyboard.type('grove');

    await expect(box).toHaveValue('woodgrove');
    await expect(page.locator('#switcher-search')).toHaveValue('');
  });

  test('walks with the arrows, names what is active, and leaves with Escape', async ({ shell }) => {
    await shell.open('demo');
    await shell.press('Control+k');
    const box = shell.palette.getByRole('combobox');
    const first = shell.palette.getByRole('option').first();
    await expect(box).toHaveAttribute(
      'aria-activedescendant',
      (await first.getAttribute('id')) ?? '',
    );
    await shell.press('ArrowDown');
    await expect(first).toHaveAttribute('aria-selected', 'false');
    await expect(shell.palette.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
    await shell.press('ArrowUp');
    await shell.press('ArrowUp');
    await expect(shell.palette.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');

    await shell.press('Escape');
    await expect(shell.palette).toBeHidden();
  });

  test('puts recent tenants first and the one in front behind them', async ({ shell }) => {
    await shell.open('demo');
    await shell.row('Adatum').click();
    await shell.row('Contoso').click();
    await shell.press('Control+k');

    await expect(shell.palette.getByRole('option').first()).toHaveAccessibleName(/^Adatum/);
  });

  test('opens from a key main caught in a portal', async ({ shell }) => {
    await shell.open('portal');
    await shell.onMain((fake) => fake.app.press('palette'));

    await expect(shell.palette.getByRole('combobox')).toBeFocused();
  });
});

test.describe('keys of a page', () => {
  test('walk through the open pages, pop-ups too, and close them', async ({ shell }) => {
    await shell.open('portal');
    const selected = shell.page.locator(
      '[role="tablist"][aria-label="Open pages"] [aria-selected="true"]',
    );
    await expect(selected).toHaveAccessibleName('Defender');
    await shell.onMain((fake) => fake.app.press('next-view'));
    await expect(selected).toHaveAccessibleName(/^Entra/);
    await shell.onMain((fake) => fake.app.press('next-view'));
    await expect(selected).toHaveAccessibleName('Export settings, pop-up');
    await shell.press('Control+w');
    await expect(shell.tabs).toHaveCount(3);
    await shell.onMain((fake) => fake.app.press('previous-view'));
    await expect(selected).toHaveAccessibleName('Defender');
  });

  test('move within the tabs and close with Delete', async ({ shell }) => {
    await shell.open('portal');
    await shell.tabs.nth(1).focus();
    await shell.press('ArrowRight');
    await expect(shell.tabs.nth(2)).toBeFocused();
    await shell.press('Delete');
    await expect(shell.tabs).toHaveCount(3);
    await shell.press('Home');
    await expect(shell.page.getByRole('list', { name: 'Portals' })).toBeVisible();
  });

  test('find, count, step and give the keyboard back', async ({ shell, page }) => {
    await shell.open('portal');
    await shell.press('Control+f');
    const find = page.getByRole('search');
    await expect(find.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('device');
    await expect(find.getByRole('status')).toHaveText('1 of 7');
    await shell.press('Enter');
    await expect(find.getByRole('status')).toHaveText('2 of 7');
    await shell.press('Shift+Enter');
    await shell.press('Shift+Enter');
    await expect(find.getByRole('status')).toHaveText('7 of 7');
    await find.getByRole('textbox').fill('nothing like this');
    await expect(find.getByRole('status')).toHaveText('Nothing found');

    await shell.press('Escape');
    await expect(find).toBeHidden();
    expect(await shell.onMain((fake) => fake.app.portalFocused())).toBe(1);
  });

  test('zoom in, out and back', async ({ shell, page }) => {
    await shell.open('portal');
    await shell.press('Control+Equal');
    await shell.press('Control+Equal');
    await expect(page.getByRole('button', { name: 'Zoom, 125 %' })).toBeVisible();
    await shell.press('Control+Minus');
    await expect(page.getByRole('button', { name: 'Zoom, 110 %' })).toBeVisible();
    await shell.press('Control+0');
    await expect(page.getByRole('button', { name: 'Zoom, 100 %' })).toBeVisible();
  });

  test('go between the tenants and the page with F6', async ({ shell }) => {
    await shell.open('portal');
    await shell.press('F6');
    await expect(shell.search).toBeFocused();
    await shell.press('F6');

    expect(await shell.onMain((fake) => fake.app.portalFocused())).toBe(1);
  });

  test('do nothing while a dialog waits for an answer', async ({ shell, page }) => {
    await shell.open('portal');
    await page.getByRole('button', { name: 'More of this tenant' }).click();
    await page.getByRole('menuitem', { name: 'Sign out of this tenant…' }).click();
    await expect(shell.dialog).toBeVisible();
    await shell.press('Control+1');
    await shell.press('Control+k');
    await shell.press('Control+w');

    await expect(shell.palette).toBeHidden();
    await expect(shell.dialog).toContainText('Fabrikam');
    await shell.press('Escape');
    await expect(shell.tabs).toHaveCount(4);
    await expect(shell.header.getByRole('heading')).toHaveText('Fabrikam');
  });

  test('show the list of keys with a question mark, but not while typing', async ({ shell }) => {
    await shell.open('demo');
    await shell.search.focus();
    await shell.page.keyboard.type('?');
    await expect(shell.dialog).toBeHidden();

    await shell.tree.or(shell.page.getByRole('navigation')).first().focus();
    await shell.page.getByRole('button', { name: 'Overview' }).focus();
    await shell.page.keyboard.type('?');
    await expect(shell.dialog).toContainText('Keyboard shortcuts');
  });
});
