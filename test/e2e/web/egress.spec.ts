import { expect, type ShellPage, test } from './support/shell-page.ts';

async function openEgress(shell: ShellPage) {
  await shell.open('demo');
  await shell.page.getByRole('navigation').getByRole('button', { name: 'Egress' }).click();
  await expect(shell.page.getByRole('heading', { level: 1, name: 'Egress' })).toBeVisible();
}

/** Allows Defender and more, writes one host for another port, and has a line that is none. */
const LIST = `# proxy of Contoso
login.microsoftonline.com
*.microsoft.com   # all of it
portal.azure.com:8080
updates.contoso.example
one two \u202Ethree`;

test('lists the hosts of the clouds that are chosen, with those of the policy', async ({
  shell,
  page,
}) => {
  await openEgress(shell);
  const global = page.getByRole('region', { name: 'Hosts of Global' });
  await expect(global.getByRole('row', { name: /sso\.contoso\.example/ })).toContainText(
    'Added by your administrator',
  );
  await expect(global.getByRole('row', { name: /graph\.microsoft\.com/ })).toContainText(
    'Bulkhead and pages',
  );
  const china = page.getByRole('checkbox', { name: '21Vianet' });
  await china.setChecked(false);
  await expect(page.getByRole('region', { name: 'Hosts of 21Vianet' })).toBeHidden();
  await china.focus();
  await shell.press('Space');
  await expect(page.getByRole('region', { name: 'Hosts of 21Vianet' })).toBeVisible();

  await page.getByRole('button', { name: 'Copy as text' }).click();
  await expect(shell.notice).toContainText('copied');
  const copied = await shell.onMain((fake) => fake.app.clipboard());
  expect(copied.split('\n')).toEqual(expect.arrayContaining(['*.azure.cn', 'sso.contoso.example']));
  for (const name of ['Global', 'GCC High', 'DoD', '21Vianet']) {
    await page.getByRole('checkbox', { name }).setChecked(false);
  }
  await expect(page.getByRole('heading', { name: 'No cloud is chosen' })).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  expect(shell.faults).toEqual([]);
});

test('compares them with a list that is pasted', async ({ shell, page }) => {
  await openEgress(shell);
  for (const name of ['GCC High', 'DoD', '21Vianet']) {
    await page.getByRole('checkbox', { name }).setChecked(false);
  }
  const list = page.getByRole('textbox', { name: 'Allow-list of the proxy' });
  const compare = page.getByRole('button', { name: 'Compare' });
  await expect(compare).toBeDisabled();
  await list.fill(LIST);
  await compare.click();

  await expect(page.getByText('4 of 7 hosts are missing.')).toBeVisible();
  const missing = page.getByRole('region', { name: 'Missing' });
  await expect(missing.getByRole('row')).toHaveText([
    /Host/,
    /sso\.contoso\.example/,
    /portal\.azure\.com/,
    /\*\.msauth\.net/,
    /\*\.portal\.azure\.com/,
  ]);
  const wider = page.getByRole('region', { name: 'Wider than needed' });
  await expect(wider.getByRole('row').nth(1)).toContainText(
    'Only security.microsoft.com, graph.microsoft.com',
  );
  await expect(wider.getByRole('row').nth(2)).toContainText('Nothing of it is needed');
  await expect(page.getByRole('region', { name: 'Of no help as written' })).toContainText(
    'Allows another port; 443 is needed',
  );
  // What cannot be seen is shown as a mark.
  await expect(page.getByRole('region', { name: 'Not understood' })).toContainText(
    'one two \ufffdthree',
  );
  expect(await shell.barriers()).toEqual([]);

  await page.getByRole('button', { name: 'Copy missing hosts' }).click();
  await expect(shell.notice).toHaveText('4 missing hosts copied.');
  await list.fill(`${LIST}\n${await shell.onMain((fake) => fake.app.clipboard())}`);
  await expect(missing).toBeHidden();
  await compare.click();
  await expect(page.getByText('Nothing is missing: the list allows all 7 hosts.')).toBeVisible();

  await list.fill('x'.repeat(300_000));
  await compare.click();
  await expect(page.getByText('Nothing was compared.', { exact: false })).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  expect(shell.faults).toEqual([]);
});

test('keeps nobody out in high contrast', async ({ shell, page }) => {
  await shell.open('demo', 'high contrast');
  await page.getByRole('navigation').getByRole('button', { name: 'Egress' }).click();
  await page.getByRole('textbox', { name: 'Allow-list of the proxy' }).fill(LIST);
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('region', { name: 'Missing' })).toBeVisible();

  expect(await shell.barriers()).toEqual([]);
});
