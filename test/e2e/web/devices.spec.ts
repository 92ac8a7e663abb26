import type { Page } from '@playwright/test';
import { expect, test, type ShellPage } from './support/shell-page.ts';

// Axe looks at every cell, which takes its time on a busy machine.
const PATIENCE = 180_000;

async function openDevices(shell: ShellPage, scenario: string) {
  await shell.open(scenario);
  await shell.page
    .getByRole('navigation')
    .getByRole('button', { name: 'Devices', exact: true })
    .click();
  return shell.page.getByRole('grid', { name: 'Devices' });
}

const about = (page: Page) => page.getByRole('main').getByRole('status').first();

/** The cells of the drawn rows under a head, in the order of the rows. */
async function cellsUnder(page: Page, title: string): Promise<string[]> {
  const grid = page.getByRole('grid', { name: 'Devices' });
  const at = await grid
    .getByRole('columnheader', { name: title, exact: true })
    .getAttribute('aria-colindex');
  return grid
    .locator(`[aria-rowindex] > [aria-colindex="${at ?? ''}"]:not([role=columnheader])`)
    .allInnerTexts();
}

async function choose(page: Page, facet: string, ...values: string[]) {
  await page
    .getByRole('group', { name: 'Facets' })
    .getByRole('button', { name: facet })
    .first()
    .click();
  const list = page.getByRole('list', { name: `Values of ${facet}` });
  for (const value of values) await list.getByText(value, { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
}

for (const scenario of ['devices-sources', 'hostile', 'devices-offline', 'devices-read-only']) {
  test(`the devices of ${scenario} keep nobody out`, async ({ shell, page }) => {
    test.setTimeout(PATIENCE);
    const grid = await openDevices(shell, scenario);
    await grid.getByRole('rowheader').nth(1).click();
    await expect(page.getByRole('region', { name: 'Device', exact: true })).toContainText(
      'Records',
    );
    expect(await shell.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Data sources' }).click();
    await expect(page.getByRole('region', { name: 'Data sources' })).toContainText('Defender');
    expect(await shell.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Changes' }).click();
    await expect(page.getByRole('table', { name: 'Changes by tenant' })).toBeVisible();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
  });
}

test(`menus and dialogs keep nobody out`, async ({ shell, page }) => {
  test.setTimeout(PATIENCE);
  await openDevices(shell, 'demo');
  await page.getByRole('button', { name: 'Risk', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Values of Risk' })).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  await shell.press('Escape');
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('group', { name: 'Management' })).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  await shell.press('Escape');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As CSV…' }).click();
  await expect(shell.dialog).toContainText('Woodgrove Bank');
  expect(await shell.barriers()).toEqual([]);
  expect(shell.faults).toEqual([]);
});

test('says how many, of how many, how old, and what is not whole', async ({ shell, page }) => {
  await openDevices(shell, 'devices-sources');
  await expect(about(page)).toContainText(/^1,200 of 1,200 · as of .* \(2 tenants partial\)$/);
});

test('searches while typing, keeps old rows until new ones are there', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  await expect(about(page)).toContainText('1,200 of 1,200');
  await shell.onMain((fake) => fake.devices.slow(5000));
  await page.getByRole('textbox', { name: 'Search devices' }).fill('srv-00');
  await expect(grid).toHaveAttribute('aria-busy', 'true');
  await expect(grid.getByRole('rowheader').first()).toContainText('KIOSK');
  await expect(grid.getByRole('rowheader').first()).toContainText('SRV-00');
  await expect(about(page)).not.toContainText('1,200 of 1,200');
});

test('an answer that comes late never replaces a newer one', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  const search = page.getByRole('textbox', { name: 'Search devices' });
  await expect(grid).toBeVisible();
  await shell.onMain((fake) => fake.devices.slow(900));
  await search.fill('srv');
  await expect.poll(() => shell.onMain((fake) => fake.devices.asked().at(-1)?.search)).toBe('srv');
  await shell.onMain((fake) => fake.devices.slow(0));
  await search.fill('lab');
  await expect(grid.getByRole('rowheader').first()).toContainText('LAB');
  await expect.poll(() => grid.getAttribute('aria-busy')).toBe('false');
  await shell.onMain(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  await expect(grid.getByRole('rowheader').first()).toContainText('LAB');
});

test('combines facets, several values, “Not known”, and says what each leaves out', async ({
  shell,
  page,
}) => {
  const grid = await openDevices(shell, 'demo');
  await choose(page, 'Risk', 'High', 'Not known');
  await expect(page.getByRole('button', { name: 'Risk: High +1: Not known' })).toBeVisible();
  await choose(page, 'OS', 'macOS');
  await expect(about(page)).not.toContainText('1,200 of');
  await expect.poll(async () => new Set(await cellsUnder(page, 'OS'))).toEqual(new Set(['macOS']));
  const risks = new Set(await cellsUnder(page, 'Risk'));
  expect([...risks].every((risk) => ['High', '–\nNot known', '–Not known'].includes(risk))).toBe(
    true,
  );

  await page.getByRole('button', { name: /^Risk: High/ }).click();
  await expect(page.getByText(/[1-9]\d* left out by this facet/)).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'Values of Risk' }).getByText('Medium'),
  ).toBeVisible();
  await shell.press('Escape');
  await page.getByRole('button', { name: 'Clear Risk' }).click();
  await expect(page.getByRole('button', { name: 'Risk', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(about(page)).toContainText('1,200 of 1,200');
  await expect(grid.getByRole('rowheader').first()).toBeVisible();
});

test('counts of a facet are of what the others leave', async ({ shell, page }) => {
  await openDevices(shell, 'demo');
  const countOf = async (value: string) => {
    const item = page
      .getByRole('list', { name: 'Values of OS' })
      .getByRole('listitem')
      .filter({ hasText: value });
    return Number((await item.innerText()).replace(/\D+(\d[\d,]*)$/s, '$1').replaceAll(',', ''));
  };
  const open = () => page.getByRole('button', { name: 'OS', exact: true }).click();
  await open();
  const before = await countOf('macOS');
  await shell.press('Escape');
  await choose(page, 'Risk', 'High');
  await expect(about(page)).not.toContainText('1,200 of');
  await open();
  await expect.poll(() => countOf('macOS')).toBeLessThan(before);
});

test('a value in a long facet is found by typing', async ({ shell, page }) => {
  await openDevices(shell, 'large-estate');
  await page.getByRole('button', { name: 'Tenant', exact: true }).click();
  await page.getByRole('textbox', { name: 'Search values of Tenant' }).fill('lucerne hea');
  const list = page.getByRole('list', { name: 'Values of Tenant' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByText('Lucerne Health').click();
  await shell.press('Escape');
  await expect(page.getByRole('button', { name: 'Tenant: Lucerne Health' })).toBeVisible();
});

test('new, changed and stale devices are filters of their own', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  await page.getByRole('combobox', { name: 'Stale devices' }).selectOption('Only stale');
  await expect(
    grid.getByRole('rowheader', { name: /stale: last seen by a service/ }).first(),
  ).toBeVisible();
  const stale = await about(page).innerText();
  await page.getByRole('spinbutton', { name: 'Days after which a device is stale' }).fill('90');
  await expect(about(page)).not.toHaveText(stale);
  await page.getByRole('combobox', { name: 'Stale devices' }).selectOption('Stale and fresh');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await expect(page.getByRole('button', { name: 'New', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: 'Changed', exact: true }).click();
  await expect(about(page)).not.toContainText('1,200 of');
});

test('sorts by a head, by more with Shift, and back', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  const risk = grid.getByRole('columnheader', { name: /^Risk/ });
  const os = grid.getByRole('columnheader', { name: /^OS/ });
  await risk.click();
  await expect(risk).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await cellsUnder(page, 'Risk'))[0]).toBe('High');
  await os.click({ modifiers: ['Shift'] });
  await expect(grid.getByRole('columnheader', { name: 'OS, sorted second' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(grid.getByRole('columnheader', { name: 'Risk, sorted first' })).toBeVisible();
  await expect
    .poll(async () => {
      const systems = await cellsUnder(page, 'OS, sorted second');
      const first = systems.slice(0, 12).map((system) => system.toLowerCase());
      return first.join() === [...first].sort().join();
    })
    .toBe(true);
  await risk.click();
  await expect(risk).toHaveAttribute('aria-sort', 'ascending');
  await expect(os).not.toHaveAttribute('aria-sort', /./);
  await risk.click();
  await expect(risk).not.toHaveAttribute('aria-sort', /./);
});

test('the keyboard alone sorts, moves and resizes columns, and opens a device', async ({
  shell,
  page,
}) => {
  const grid = await openDevices(shell, 'demo');
  await expect(grid).toBeVisible();
  await grid.focus();
  const active = async () => (await grid.getAttribute('aria-activedescendant')) ?? '';
  for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'])
    await shell.press(key);
  await expect(grid.getByRole('columnheader', { name: 'Risk' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await shell.press('ArrowRight');
  await shell.press('Shift+Enter');
  await expect(grid.getByRole('columnheader', { name: 'Exposure, sorted second' })).toBeVisible();

  await shell.press('Control+ArrowLeft');
  await expect(grid.getByRole('columnheader').nth(3)).toContainText('Exposure');
  await expect(page.getByText('Exposure is now column 4 of 10.')).toBeAttached();
  const wide = async () => (await grid.getByRole('columnheader').nth(3).boundingBox())?.width ?? 0;
  const before = await wide();
  await shell.press('Shift+ArrowRight');
  await expect.poll(wide).toBe(before + 16);

  await shell.press('ArrowDown');
  await shell.press('PageDown');
  const rowOf = async () => Number((await active()).split('-')[1]);
  expect(await rowOf()).toBeGreaterThan(5);
  await shell.press('Control+End');
  await expect.poll(rowOf).toBe(1199);
  await expect(page.locator(`#${await active()}`)).toBeInViewport();
  await shell.press('Control+Home');
  await expect.poll(rowOf).toBe(0);
  await shell.press('Enter');
  const pane = page.getByRole('region', { name: 'Device', exact: true });
  await expect(pane).toBeFocused();
  await shell.press('Escape');
  await expect(pane).toBeHidden();
  await expect(grid).toBeFocused();
});

test('columns are chosen and ordered in a menu', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Serial number' }).click();
  await page.getByRole('button', { name: 'Move Serial number up' }).click();
  await page.getByRole('checkbox', { name: 'Tenant' }).click();
  await expect(page.getByRole('checkbox', { name: 'Name', exact: true })).toBeDisabled();
  await shell.press('Escape');
  await expect(grid.getByRole('columnheader')).toHaveText([
    'Name',
    'OS',
    'Risk',
    'Exposure',
    'Sensor health',
    'Compliance',
    'User',
    'Last seen',
    'Serial number',
    'Collected',
  ]);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'As at first' }).click();
  await shell.press('Escape');
  await expect(grid.getByRole('columnheader', { name: 'Tenant' })).toHaveCount(1);
});

test('a column is dragged to another place', async ({ shell }) => {
  const grid = await openDevices(shell, 'demo');
  const heads = grid.getByRole('columnheader');
  await heads.nth(3).dragTo(heads.nth(1));
  await expect(heads.nth(1)).toContainText('Risk');
  await expect(heads.nth(2)).toContainText('Tenant');
});

test('shows each source beside the other, marks what differs, and copies', async ({
  shell,
  page,
}) => {
  const grid = await openDevices(shell, 'demo');
  await expect(grid).toBeVisible();
  const name = await shell.onMain((fake) => {
    let found = '';
    fake.devices.change((devices) => {
      const device = devices.find(
        ({ disagreements, cells }) => disagreements.length > 0 && cells.serial !== null,
      );
      found = String(device?.cells.name ?? '');
      return devices;
    });
    return found;
  });
  await page.getByRole('textbox', { name: 'Search devices' }).fill(name);
  await grid.getByRole('rowheader', { name }).click();
  const pane = page.getByRole('region', { name: 'Device', exact: true });
  await expect(pane.getByRole('row', { name: /OS version differs/ })).toContainText('.4602');
  await pane.getByRole('checkbox', { name: 'Only differences' }).click();
  await expect(pane.getByRole('row')).toHaveCount(3);
  await pane.getByRole('button', { name: 'Copy Serial number' }).click();
  expect(await shell.onMain((fake) => fake.app.clipboard())).toMatch(/^[0-9A-F]{10}$/);
  await pane.getByRole('button', { name: 'Raw record of Intune', exact: true }).click();
  await expect(pane.getByRole('region', { name: 'Raw record of Intune' })).toContainText(
    '"@odata.type"',
  );
  await pane.getByRole('button', { name: 'Copy raw record of Intune' }).click();
  expect(await shell.onMain((fake) => fake.app.clipboard())).toContain('microsoft.graph.intune');
  await expect(pane).toContainText('first collected');
  await expect(
    pane.getByRole('region', { name: 'Changes' }).or(pane.locator('section').last()),
  ).toContainText('Added');
});

test('opens the tenant’s own portal from a device', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo-fresh');
  await grid.getByRole('rowheader').first().click();
  await page
    .getByRole('group', { name: 'Open in this tenant’s portals' })
    .getByRole('button', { name: 'Defender' })
    .click();
  await expect(shell.tabs.nth(1)).toBeVisible();
  await expect(shell.header.getByRole('heading')).toBeVisible();
});

test('saved views: save, open, replace, share, take in, remove', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  await choose(page, 'OS', 'macOS');
  await grid.getByRole('columnheader', { name: 'Risk' }).click();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save as…' }).click();
  await shell.dialog.getByRole('textbox', { name: 'Name' }).fill('Macs by risk');
  await shell.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'View: Macs by risk' })).toBeVisible();

  await page.getByRole('button', { name: 'View: Macs by risk' }).click();
  await page.getByRole('menuitemradio', { name: 'Stale for 90 days' }).click();
  await expect(page.getByRole('combobox', { name: 'Stale devices' })).toHaveValue('only');
  await expect(grid.getByRole('columnheader')).toHaveCount(5);
  await page.getByRole('button', { name: 'View: Stale for 90 days' }).click();
  await page.getByRole('menuitem', { name: 'Copy as text' }).click();
  const text = await shell.onMain((fake) => fake.app.clipboard());
  await page.getByRole('button', { name: 'View: Stale for 90 days' }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(page.getByRole('button', { name: 'Views' })).toBeVisible();

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'From text…' }).click();
  const box = shell.dialog.getByRole('textbox', { name: 'Text of a view' });
  await box.fill('nonsense');
  await shell.dialog.getByRole('button', { name: 'Save and show' }).click();
  await expect(shell.dialog).toContainText(/view/i);
  await expect(shell.dialog).toBeVisible();
  await box.fill(text);
  await expect(shell.dialog).toContainText('This is “Stale for 90 days”');
  await shell.dialog.getByRole('button', { name: 'Save and show' }).click();
  await expect(page.getByRole('button', { name: 'View: Stale for 90 days' })).toBeVisible();

  await shell.ask('macs by');
  await shell.palette.getByRole('option', { name: /Macs by risk/ }).click();
  await expect(page.getByRole('button', { name: 'OS: macOS' })).toBeVisible();
});

test('the palette finds devices by name and serial, and goes to them', async ({ shell, page }) => {
  await shell.open('demo');
  await shell.ask('paw-0001');
  await expect(shell.palette.getByRole('option').first()).toContainText('PAW-0001');
  await shell.press('Enter');
  await expect(page.getByRole('region', { name: 'Device', exact: true })).toContainText('PAW-0001');
  await expect(page.getByRole('tab', { name: 'Devices' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('row', { selected: true })).toBeInViewport();
});

test('exports what is shown: names the tenants, shows progress, can be stopped', async ({
  shell,
  page,
}) => {
  await openDevices(shell, 'demo');
  await choose(page, 'Tenant', 'Contoso', 'Adatum');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As Excel workbook…' }).click();
  await expect(shell.dialog).toContainText('Devices of 2 tenants:');
  await expect(shell.dialog).not.toContainText('Fabrikam');
  await expect(shell.dialog.getByRole('radio', { name: /^Excel/ })).toBeChecked();
  await shell.dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(shell.dialog.getByRole('progressbar')).toBeVisible();
  await shell.dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(shell.dialog).toContainText('Cancelled. No file was written.');
  await shell.dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(shell.dialog).toBeHidden();
  await expect(shell.notice).toContainText('bulkhead-devices.xlsx is written');
  expect(await shell.onMain((fake) => fake.inventory.exported())).toEqual([
    'bulkhead-devices.xlsx',
  ]);
});

test(`imports into the tenant it names, with another mapping and date`, async ({ shell, page }) => {
  await shell.open('demo-fresh');
  await shell.row('Adatum').click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(shell.dialog).toContainText('Adatum');
  await expect(shell.dialog).toContainText('214 rows, of which 209');
  await expect(shell.dialog).toContainText('<b>Bonn</b>');
  expect(await shell.barriers()).toEqual([]);

  await shell.dialog
    .getByRole('combobox', { name: 'Column for Standort' })
    .selectOption('Device group');
  await expect(shell.dialog.getByRole('combobox', { name: 'Column for Standort' })).toHaveValue(
    'deviceGroup',
  );
  expect((await shell.onMain((fake) => fake.inventory.remapped())).at(-1)?.at(-1)).toBe(
    'deviceGroup',
  );
  await shell.dialog.getByLabel('Exported').fill('2026-11-19T07:15');
  await shell.dialog.getByRole('button', { name: 'Import 209 devices' }).click();
  await expect(shell.dialog.getByRole('progressbar')).toBeVisible();
  await expect(shell.dialog).toBeHidden();
  await expect(shell.notice).toContainText(
    '209 devices of Adatum imported: 12 added, 31 changed, 2 removed, 5 refused.',
  );
  const [applied] = await shell.onMain((fake) => fake.inventory.applied());
  expect(new Date(applied?.exportedAt ?? '').getTime()).toBe(
    await page.evaluate(() => new Date('2026-11-19T07:15').getTime()),
  );
});

test('every state of a source is said in other words', async ({ shell, page }) => {
  await openDevices(shell, 'devices-sources');
  await page.getByRole('button', { name: 'Data sources' }).click();
  const pane = page.getByRole('region', { name: 'Data sources' });
  for (const words of [
    'Complete',
    'Covered 80; 140 records are kept.',
    'Not permitted',
    'Needs Machine.Read.All, and Security Reader',
    'Not licensed',
    'Not available in this cloud',
    'Failed',
    'Not collected',
    '12 rows refused: 12 without an id',
    'Defender file',
  ]) {
    await expect(pane).toContainText(words);
  }
});

test('collects, shows how it goes in the status bar, and can be cancelled', async ({
  shell,
  page,
}) => {
  await openDevices(shell, 'devices-collecting');
  const bar = page.locator('footer');
  await expect(bar).toContainText('Collecting devices 3 of 8');
  await bar.getByRole('button', { name: 'Cancel collecting' }).click();
  await expect(bar).not.toContainText('Collecting');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(bar).toContainText('Collecting devices');
  await expect(bar).not.toContainText('Collecting devices');
});

test('without a network it says since when and how old everything is', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'devices-offline');
  await expect(
    page.getByText(/^Offline since \d\d:\d\d\. What is shown was collected/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Collect' }).first()).toBeDisabled();
  await expect(grid.getByRole('rowheader').first()).toBeVisible();
});

test('says what a full disk and a missing keyring mean', async ({ shell, page }) => {
  await openDevices(shell, 'devices-read-only');
  await expect(page.getByText(/^The disk is full\./)).toBeVisible();
  await openDevices(shell, 'devices-memory');
  await expect(page.getByText(/is gone after quitting/)).toBeVisible();
});

test('empty, still reading and unreadable are not the same', async ({ shell, page }) => {
  await openDevices(shell, 'devices-none');
  await expect(page.getByRole('heading', { name: 'No devices yet' })).toBeVisible();
  await openDevices(shell, 'devices-reading');
  await expect(page.getByRole('heading', { name: 'Reading what is kept…' })).toBeVisible();
  await openDevices(shell, 'devices-unreadable');
  await expect(page.getByRole('heading', { name: 'The devices could not be read' })).toBeVisible();
  await shell.onMain((fake) => fake.devices.fail(false));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('grid', { name: 'Devices' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Search devices' }).fill('nowhere to be found');
  await expect(page.getByRole('heading', { name: 'No device answers this' })).toBeVisible();
  await expect(page.getByText('Looked for “nowhere to be found”')).toBeVisible();
  await page.getByRole('button', { name: 'Show all devices' }).click();
  await expect(page.getByRole('grid', { name: 'Devices' })).toBeVisible();
});

test('a failing refresh leaves the old rows and says so', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  const first = await grid.getByRole('rowheader').first().innerText();
  await shell.onMain((fake) => {
    fake.devices.fail(true);
    fake.devices.change((devices) => devices);
  });
  await expect(page.getByRole('alert')).toContainText('The newest rows could not be read');
  await expect(grid.getByRole('rowheader').first()).toHaveText(first);
  await shell.onMain((fake) => fake.devices.fail(false));
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('newer data comes in without losing the place or the open device', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'demo');
  await expect(grid).toBeVisible();
  await grid.evaluate((element) => element.scrollTo({ top: 32 * 400 }));
  const opened = grid.locator('[aria-rowindex="412"]').getByRole('rowheader');
  await expect(opened).not.toHaveText('');
  const name = await opened.innerText();
  await opened.click();
  await expect(page.getByRole('region', { name: 'Device', exact: true })).toContainText(name);
  // Ten devices that stood before it are gone.
  await shell.onMain((fake) =>
    fake.devices.change((devices) => {
      const names = devices
        .map(({ cells }) => String(cells.name))
        .sort((a, b) => a.localeCompare(b));
      const gone = new Set(names.slice(0, 10));
      return devices.filter(({ cells }) => !gone.has(String(cells.name)));
    }),
  );
  await expect(about(page)).toContainText('1,190 of 1,190');
  await expect(page.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '402');
  expect(await grid.evaluate((element) => element.scrollTop)).toBe(32 * 400);
  await expect(grid).toHaveAttribute('aria-activedescendant', 'device-400-0');
});

for (const [scenario, rows] of [
  ['devices-million', 1_000_000],
  ['devices-many-millions', 5_000_000],
] as const) {
  test(`scrolls through ${scenario} and never shows a wrong row`, async ({ shell, page }) => {
    const grid = await openDevices(shell, scenario);
    await expect(about(page)).toContainText(rows.toLocaleString('en'));
    await expect(grid).toHaveAttribute('aria-rowcount', String(rows + 1));
    // Devices are numbered by their place here: a row's name says which row it is.
    const wrong = () =>
      grid.evaluate((element) =>
        [...element.querySelectorAll('[role=row][aria-rowindex]')].flatMap((row) => {
          const name = row.querySelector('[role=rowheader]')?.getAttribute('aria-label') ?? '';
          const number = /-(\d+)/.exec(name)?.[1];
          const place = Number(row.getAttribute('aria-rowindex')) - 1;
          return number === undefined || Number(number) === place
            ? []
            : [`${name} at ${String(place)}`];
        }),
      );
    for (const share of [0.5, 0.1, 0.93, 0.25, 1]) {
      await grid.evaluate(
        (element, at) => element.scrollTo({ top: element.scrollHeight * at }),
        share,
      );
      expect(await wrong()).toEqual([]);
      await expect(grid.getByRole('rowheader', { name: /-\d+/ }).first()).toBeVisible();
      expect(await wrong()).toEqual([]);
    }
    await expect(
      grid.getByRole('rowheader', { name: new RegExp(`-${String(rows)}`) }),
    ).toBeInViewport();
    await grid.focus();
    await shell.press('Control+Home');
    await expect(grid.getByRole('rowheader', { name: /-0001/ })).toBeInViewport();
    await shell.press('Control+End');
    await expect(
      grid.getByRole('rowheader', { name: new RegExp(`-${String(rows)}`) }),
    ).toBeInViewport();
    await shell.press('ArrowUp');
    await shell.press('PageUp');
    expect(await wrong()).toEqual([]);
    // Dragged through: only what is stopped at is asked for.
    const before = (await shell.onMain((fake) => fake.devices.asked())).length;
    await grid.evaluate(async (element) => {
      for (let at = 0; at < 60; at += 1) {
        element.scrollTo({ top: (element.scrollHeight * at) / 60 });
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    await expect.poll(wrong).toEqual([]);
    await expect(grid.locator('[aria-busy=true]')).toHaveCount(0);
    const asked = (await shell.onMain((fake) => fake.devices.asked())).length - before;
    expect(asked).toBeLessThan(60 * 4);
  });
}

test('texts of devices are text, and turn nothing around', async ({ shell, page }) => {
  const grid = await openDevices(shell, 'hostile');
  await expect(grid.getByRole('rowheader', { name: /^<img src=x/ }).first()).toBeVisible();
  await grid
    .getByRole('rowheader', { name: /^<img src=x/ })
    .first()
    .click();
  const pane = page.getByRole('region', { name: 'Device', exact: true });
  await pane
    .getByRole('button', { name: /^Raw record of/ })
    .first()
    .click();
  await expect(pane.getByRole('region', { name: /^Raw record/ })).toContainText('<img src=x');
  await page.getByRole('button', { name: 'Risk', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Values of Risk' })).toContainText(
    '<b>severe</b>\ufffd',
  );
  const values = page.getByRole('list', { name: 'Values of Risk' });
  await values.getByText('<b>severe</b>\ufffd').click();
  await shell.press('Escape');
  await expect(page.getByRole('button', { name: 'Risk: <b>severe</b>\ufffd' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();

  expect(await page.title()).not.toBe('owned');
  expect(await page.locator('img[src="x"], grid b, script:not([src])').count()).toBe(0);
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  for (const label of await page
    .locator('[aria-label]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))) {
    expect(label).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  }
  expect(shell.faults).toEqual([]);
});

test('a tenant’s own list keeps what was set in it', async ({ shell, page }) => {
  await shell.open('demo-fresh');
  await shell.row('Contoso').click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  const grid = page.getByRole('grid', { name: 'Devices' });
  await expect(grid.getByRole('columnheader', { name: 'Tenant' })).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Search devices' }).fill('paw-');
  await expect(grid.getByRole('rowheader').first()).toContainText('PAW');
  await shell.row('Adatum').click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  await expect(page.getByRole('textbox', { name: 'Search devices' })).toHaveValue('');
  await shell.row('Contoso').click();
  await expect(page.getByRole('textbox', { name: 'Search devices' })).toHaveValue('paw-');
});
