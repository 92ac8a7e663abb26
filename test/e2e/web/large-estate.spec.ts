import { expect, test } from './support/shell-page.ts';

test('two hundred tenants draw only the rows in sight', async ({ shell }) => {
  await shell.open('large-estate');
  const rows = shell.tree.getByRole('treeitem');
  expect(await rows.count()).toBeLessThan(50);

  await shell.tree.focus();
  await shell.press('End');
  await expect(
    shell.tree.getByRole('treeitem', { name: /^VanArsdel Logistics|^Trey/ }).last(),
  ).toBeVisible();
  expect(await rows.count()).toBeLessThan(50);

  await shell.press('Home');
  await expect(shell.tree.getByRole('treeitem', { name: /^Favourites/ })).toBeVisible();
});

test('scrolling through all of them leaves no gaps', async ({ shell, page }) => {
  await shell.open('large-estate');
  await shell.tree.hover();
  for (let at = 0; at < 12; at += 1) {
    await page.mouse.wheel(0, 600);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const gap = await shell.tree.evaluate((tree) => {
      const { top, bottom } = tree.getBoundingClientRect();
      const drawn = [...tree.querySelectorAll('[role="treeitem"]')].map((row) =>
        row.getBoundingClientRect(),
      );
      const first = Math.min(...drawn.map((row) => row.top));
      const last = Math.max(...drawn.map((row) => row.bottom));
      return Math.max(0, first - top) + Math.max(0, bottom - last - 40);
    });
    expect(gap).toBe(0);
  }
});

test('a tenant is found by a few letters and opened', async ({ shell }) => {
  await shell.open('large-estate');
  await shell.press('F6');
  await shell.page.keyboard.type('kes foo');
  await expect(shell.tree.getByRole('treeitem')).toHaveCount(1);
  await shell.press('Enter');

  await expect(shell.header.getByRole('heading')).toHaveText('Kestrel Foods');
});

test('the table lists all of them', async ({ shell, page }) => {
  await shell.open('large-estate-table');

  const table = page.getByRole('region', { name: 'Tenants', exact: true });
  await expect(table.getByRole('row')).toHaveCount(201);
});
