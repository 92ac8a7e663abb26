import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { Operator } from '../../support/operator.ts';

// An operator looks after the list of tenants, by mouse and keys alone, and starts again: nothing
// is lost.

const ADDED = { id: '5f0c7a11-2222-4333-8444-9a9a9a9a9a9a', name: 'Relecloud' } as const;

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenant-lists-'));
  await chmod(folder, 0o755);
});
test.afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Makes the system's dialog answer with a file; the dialog itself is none of the app's. */
async function chooseFile(bulkhead: Bulkhead, name: string, content: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, content, { mode: 0o644 });
  await bulkhead.electron.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

const favourites = (bulkhead: Bulkhead) =>
  bulkhead.shell
    .getByRole('treeitem', { name: /Ctrl\+[1-9]$/ })
    .allInnerTexts()
    .then((texts) => texts.map((text) => text.split('\n').find((line) => /[a-z]{3}/.test(line))));

test('adds and changes a tenant, and keeps it over a restart', async ({ start }) => {
  const before = await start();
  const operator = new Operator(before);
  const { shell } = before;

  await test.step('a wrong id is told at its field', async () => {
    await operator.button('Add tenant').first().click();
    const dialog = operator.dialog('Add tenant');
    await dialog.getByLabel('Tenant id').fill('not an id');
    await dialog.getByLabel('Name').fill(ADDED.name);
    await dialog.getByLabel('Domain').fill('relecloud.example');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.getByText('This is not a tenant id.')).toBeVisible();
    // In any form: braces, upper case.
    await dialog.getByLabel('Tenant id').fill(`{${ADDED.id.toUpperCase()}}`);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(operator.heading(ADDED)).toBeVisible();
    await expect(shell.getByText(ADDED.id)).toBeVisible();
  });

  await test.step('a new name shows at once', async () => {
    await operator.row(ADDED).click({ button: 'right' });
    await shell.getByRole('menuitem', { name: 'Edit…' }).click();
    const dialog = operator.dialog('Edit Relecloud');
    await dialog.getByLabel('Name').fill('Relecloud Energy');
    await dialog.getByLabel('Cloud').selectOption({ label: 'GCC High' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(operator.heading({ name: 'Relecloud Energy' })).toBeVisible();
    await expect(shell.locator('header').getByText('GCC High')).toBeVisible();
  });

  await test.step('notes are saved', async () => {
    await shell.getByRole('tab', { name: 'Notes' }).click();
    await shell.getByLabel('Notes', { exact: true }).fill('Call before 16:00 CET.\nAsk for Kim.');
    await operator.button('Save').click();
    await expect(shell.getByText('Saved.')).toBeVisible();
  });
  await before.close();

  const after = await start();
  await new Operator(after).goTo({ id: ADDED.id as never, name: 'Relecloud Energy' });
  await after.shell.getByRole('tab', { name: 'Notes' }).click();
  await expect(after.shell.getByLabel('Notes', { exact: true })).toHaveValue(
    'Call before 16:00 CET.\nAsk for Kim.',
  );
});

test('favourites keep the order they are given, and the digits follow', async ({
  start,
  cloud,
}) => {
  const before = await start();
  const operator = new Operator(before);
  const { shell } = before;
  const adatum = demoTenant(cloud, 'Adatum Corporation');
  expect(await favourites(before)).toEqual([
    'Contoso',
    'Fabrikam',
    'Northwind Traders',
    'Woodgrove Bank (Government)',
  ]);

  await operator.row(adatum).click({ button: 'right' });
  await shell.getByRole('menuitem', { name: 'Add to favourites' }).click();
  await expect.poll(() => favourites(before)).toContain('Adatum Corporation');
  for (let step = 0; step < 4; step += 1) {
    await operator.row(adatum).click({ button: 'right' });
    await shell.getByRole('menuitem', { name: 'Move up' }).click();
    await expect(shell.getByRole('menu')).toBeHidden();
  }
  const ordered = [
    'Adatum Corporation',
    'Contoso',
    'Fabrikam',
    'Northwind Traders',
    'Woodgrove Bank (Government)',
  ];
  await expect.poll(() => favourites(before)).toEqual(ordered);
  await operator.press('Control+1');
  await expect(operator.heading(adatum)).toBeVisible();
  await before.close();

  const after = await start();
  expect(await favourites(after)).toEqual(ordered);
});

test('imports the good rows of a list, says what is wrong with the others, and loses nothing', async ({
  bulkhead,
  cloud,
}) => {
  const operator = new Operator(bulkhead);
  const { shell } = bulkhead;
  const contoso = demoTenant(cloud, 'Contoso');
  const before = await bulkhead.estate();
  await chooseFile(
    bulkhead,
    'tenants.csv',
    [
      'Tenant id,Name,Domain,Cloud,Shoe size',
      '11111111-aaaa-4bbb-8ccc-000000000001,Lamna Healthcare,lamna.example,global,44',
      '11111111-aaaa-4bbb-8ccc-00000000000Z,Wrong Guid,wrong.example,global,1',
      `${contoso.id},Contoso again,contoso.com,global,1`,
      '11111111-aaaa-4bbb-8ccc-000000000001,Lamna twice,lamna.example,global,1',
      '11111111-aaaa-4bbb-8ccc-000000000003,Fourth Coffee,fourth.example,dod,1',
    ].join('\r\n'),
  );

  await operator.button('Import tenants').click();
  const dialog = operator.dialog('Import tenants').or(shell.getByRole('alertdialog'));
  await expect(dialog).toContainText('tenants.csv');
  await expect(dialog).toContainText('Shoe size');
  const rows = dialog.getByRole('row');
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(1)).toContainText(/^2\s*Add\s*Lamna Healthcare/);
  await expect(rows.nth(2)).toContainText(/^3\s*Refused\s*Wrong Guid/);
  await expect(rows.nth(3)).toContainText(/^4\s*Already there/);
  await expect(rows.nth(4)).toContainText(/^5\s*Refused\s*Lamna twice/);
  await expect(rows.nth(5)).toContainText(/^6\s*Add\s*Fourth Coffee/);
  for (const row of [2, 4]) {
    // One message, and it says something.
    expect((await rows.nth(row).getByRole('cell').nth(4).innerText()).length).toBeGreaterThan(10);
  }
  expect(await bulkhead.estate()).toEqual(before);
  await dialog.getByRole('button', { name: 'Add 2 tenants' }).click();
  await expect(dialog).toBeHidden();

  await expect(operator.row({ name: 'Lamna Healthcare' })).toBeVisible();
  const after = await bulkhead.estate();
  expect(after.tenants.filter(({ id }) => before.tenants.some((one) => one.id === id))).toEqual(
    before.tenants,
  );
  expect(after.tenants.length).toBe(before.tenants.length + 2);
});

test('says why a file cannot be imported', async ({ bulkhead }) => {
  const before = await bulkhead.estate();
  await chooseFile(bulkhead, 'tenants.json', '{"customers": 12}');

  await bulkhead.shell.getByRole('button', { name: 'Import tenants' }).click();

  await expect(bulkhead.shell.getByRole('contentinfo')).toContainText('holds no list of tenants');
  expect(await bulkhead.estate()).toEqual(before);
});
