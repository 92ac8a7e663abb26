import type { Locator, Page } from '@playwright/test';
import { expect, test, type ShellPage, type ThemeOfTest } from './support/shell-page.ts';

async function openRun(shell: ShellPage, scenario: string, theme?: ThemeOfTest) {
  await shell.open(scenario, theme);
  await shell.page
    .getByRole('navigation', { name: 'Estate' })
    .getByRole('button', { name: /^Onboarding/ })
    .click();
  await shell.page.getByRole('grid', { name: 'Runs' }).press('Enter');
  await expect(title(shell.page)).toBeVisible();
}

const title = (page: Page): Locator => page.locator('#step-title');
const steps = (page: Page): Locator => page.getByRole('navigation', { name: 'Steps' });
const pane = (page: Page): Locator =>
  page
    .getByRole('region')
    .filter({ has: title(page) })
    .last();
const primary = (page: Page): Locator => page.locator('[aria-keyshortcuts="Control+Enter"]');

async function goTo(page: Page, name: string) {
  await steps(page).getByRole('button', { name }).click();
  await expect(title(page)).toHaveText(name);
}

/** The button that marks a step as done, which says why it cannot be pressed and has the keyboard. */
async function shutButton(page: Page, why: string): Promise<Locator> {
  const button = page.getByRole('button', { name: 'Mark as done' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(why);
  await button.focus();
  await expect(button).toBeFocused();
  return button;
}

test(`the runner keeps nobody out`, async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  expect(await shell.barriers()).toEqual([]);
  await goTo(page, 'Turn on the roles of Defender');
  expect(await shell.barriers()).toEqual([]);
  await goTo(page, 'Add the source as a partner organization');
  await page.getByRole('button', { name: 'More of this run' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await shell.barriers()).toEqual([]);
  await shell.press('Escape');
  for (const view of ['Responsibilities', 'About']) {
    await page.getByRole('tab', { name: view }).click();
    expect(await shell.barriers(), view).toEqual([]);
  }
  expect(shell.faults).toEqual([]);
});

for (const scenario of ['onboarding-hostile', 'onboarding-done', 'onboarding-drifted']) {
  test(`the runner of ${scenario} keeps nobody out`, async ({ shell, page }) => {
    await openRun(shell, scenario, 'high contrast');
    expect(await shell.barriers()).toEqual([]);
    await page.getByRole('tab', { name: 'About' }).click();
    expect(await shell.barriers()).toEqual([]);
    expect(shell.faults).toEqual([]);
    expect(await page.title()).not.toContain('owned');
  });
}

test('one button walks a step: portal, check, next step', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await expect(title(page)).toHaveText('Start the synchronization');
  await expect(pane(page)).toContainText(/Overdue since \d+ \w+ \d{4}, \d{2}:\d{2} \S+/);
  await expect(title(page)).toBeFocused();
  await expect(primary(page)).toHaveText('Open portal');
  await shell.press('Control+Enter');
  await expect(shell.nativePage).toBeVisible();
  await expect(primary(page)).toHaveText('Check now');
  await primary(page).click();
  await expect(pane(page).getByRole('status').first()).toContainText('Done, found by a check');
  await expect(primary(page)).toHaveText('Next step');
  await primary(page).click();
  await expect(title(page)).toHaveText('Make a role-assignable group for the operators');
  await expect(title(page)).toBeFocused();
});

test('the portal is that of the step’s tenant, in its part of the window', async ({
  shell,
  page,
}) => {
  await openRun(shell, 'onboarding-middle');
  await primary(page).click();
  await expect(shell.nativePage).toBeVisible();
  const region = page.getByRole('region', { name: 'Portal of Contoso' });
  const box = await region.boundingBox();
  const area = await shell.onMain((fake) => fake.compartments.area());
  expect(Math.abs(area.x - (box?.x ?? 0))).toBeLessThanOrEqual(1);
  expect(Math.abs(area.width - (box?.width ?? 0))).toBeLessThanOrEqual(1);

  // A step of the other tenant never stands beside this one's page.
  await goTo(page, 'Trust multifactor authentication of the source');
  await expect(page.getByRole('region', { name: 'Portal of Fabrikam' })).toBeVisible();
  await expect(shell.nativePage).toBeHidden();
  expect(await shell.onMain((fake) => fake.compartments.workspace().selectedTenantId)).toBe(
    await shell.onMain((fake) => fake.estate().tenants[1]?.id),
  );
});

test('a run is opened under the bar that nothing is kept, and says so itself', async ({
  shell,
  page,
}) => {
  const bar = page.getByRole('main').locator('section', { hasText: 'Nothing is kept.' });
  const said = page.getByRole('status').filter({ hasText: 'Nothing can be kept on this device' });
  await shell.open('onboarding-memory');
  const onboarding = page
    .getByRole('navigation', { name: 'Estate' })
    .getByRole('button', { name: /^Onboarding/ });
  await onboarding.click();
  await expect(bar).toBeVisible();
  await page.getByRole('grid', { name: 'Runs' }).press('Enter');

  await expect(title(page)).toBeFocused();
  // Said once, and in words of the run: what is done here is gone after quitting.
  await expect(bar).toHaveCount(0);
  await expect(said).toHaveCount(1);
  expect(await shell.barriers()).toEqual([]);
  // The bar took its room with it: the portal lies where the page has left a place for it.
  await primary(page).click();
  await expect(shell.nativePage).toBeVisible();
  const box = await page.getByRole('region', { name: 'Portal of Contoso' }).boundingBox();
  const area = await shell.onMain((fake) => fake.compartments.area());
  const top = box?.y ?? 0;
  expect(area.y).toBeGreaterThanOrEqual(top);
  expect(area.y + area.height).toBeLessThanOrEqual(top + (box?.height ?? 0) + 1);
  await primary(page).click();
  await expect(pane(page).getByRole('status').first()).toContainText('Done, found by a check');

  await onboarding.click();
  await expect(bar).toBeVisible();
  expect(shell.faults).toEqual([]);
});

test('the portal is made wider and hidden with the keyboard', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await primary(page).click();
  await expect(shell.nativePage).toBeVisible();
  const width = () => shell.onMain((fake) => fake.compartments.area().width);
  const before = await width();
  const splitter = page.getByRole('separator', { name: 'Width of the portal' });
  await splitter.focus();
  await shell.press('ArrowLeft');
  await expect(splitter).toHaveAttribute('aria-valuenow', '55');
  await expect.poll(width).toBeGreaterThan(before);
  await shell.press('End');
  await expect(splitter).toHaveAttribute('aria-valuenow', '25');

  await page
    .getByRole('region', { name: 'Portal of Contoso' })
    .getByRole('button', { name: 'Hide the portal' })
    .click();
  await expect(shell.nativePage).toBeHidden();
  await page.getByRole('button', { name: 'Show the portal' }).click();
  await expect(shell.nativePage).toBeVisible();
});

test('an irreversible step looks different and asks for its tenant', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await expect(steps(page).getByRole('button', { name: /Turn on the roles/ })).toContainText(
    'Cannot be taken back',
  );
  await goTo(page, 'Turn on the roles of Defender');
  await expect(pane(page).getByRole('note').first()).toContainText('This cannot be taken back.');
  await expect(pane(page).getByRole('note').nth(1)).toContainText(
    'First: Assign a role of Defender to their group first.',
  );
  await page.getByRole('button', { name: 'Mark as done…' }).click();
  await expect(shell.dialog).toContainText('Fabrikam');
  const name = shell.dialog.getByRole('textbox');
  await name.fill('Contoso');
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('This is not the name of the tenant.');
  expect(await shell.onMain((fake) => fake.onboarding.calls())).toEqual([]);
  expect(await shell.barriers()).toEqual([]);
  await name.fill('Fabrikam');
  await shell.press('Enter');
  await expect(shell.dialog).toBeHidden();
  await expect(pane(page).getByRole('status').first()).toContainText('Done');
});

test('a cool-down keeps the button shut, goes on elsewhere and says that it is over', async ({
  shell,
  page,
}) => {
  await page.clock.install();
  await openRun(shell, 'onboarding-middle');
  await primary(page).click();
  await expect(primary(page)).toHaveText('Check now');
  await pane(page).getByRole('button', { name: 'Start the wait' }).first().click();
  await expect(primary(page)).toHaveText(/^Wait (1:00|0:\d\d)$/);
  await expect(primary(page)).toHaveAttribute('aria-disabled', 'true');
  const done = await shutButton(page, 'It can be marked as done once the wait is over.');
  await done.press('Enter');
  expect(await shell.onMain((fake) => fake.onboarding.calls())).not.toContain('complete');
  await page.clock.runFor(20_000);
  await expect(pane(page).getByRole('timer')).toHaveText(/^0:\d\d of 1:00$/);

  await goTo(page, 'Add the source as a partner organization');
  await goTo(page, 'Start the synchronization');
  await expect(primary(page)).toHaveText(/^Wait 0:/);
  await pane(page).getByRole('button', { name: 'Stop the wait' }).click();
  await expect(primary(page)).toHaveText('Check now');
  await pane(page).getByRole('button', { name: 'Start the wait' }).first().click();
  await page.clock.runFor(61_000);
  await expect(pane(page).getByText('The wait is over.')).toBeVisible();
  await expect(primary(page)).toHaveText('Check now');
  await expect(done).toHaveAccessibleDescription('');
  await done.click();
  await expect(pane(page).getByRole('status').first()).toContainText('Done');
});

test('a failed check says found and wanted, a refused one what would answer', async ({
  shell,
  page,
}) => {
  await openRun(shell, 'onboarding-answers');
  await goTo(page, 'Trust multifactor authentication of the source');
  await page.getByRole('button', { name: 'Check now' }).click();
  const checks = pane(page).getByRole('list').filter({ hasText: 'Read from' });
  await expect(checks).toContainText('The synchronization is paused.');
  await expect(checks).toContainText('It runs, and its last cycle succeeded.');
  await expect(checks).toContainText('Policy.Read.All, or the role Security Reader');
  // It was done before; a check that fails when it is asked for takes nothing back by itself here.
  await goTo(page, 'Start the synchronization');
  await primary(page).click();
  await primary(page).click();
  await expect(primary(page)).toHaveText('Check again');
  await expect(pane(page).getByRole('status').first()).toContainText('Open. 1 check failed.');
});

test('a drift shows in the step, the list and the switcher', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Trust multifactor authentication of the source');
  await shell.onMain((fake) => {
    const [run] = fake.onboarding.runs();
    if (run !== undefined) fake.onboarding.drift(run.id, { stepId: 'trust-mfa', operator: null });
  });
  await expect(pane(page).getByRole('status').first()).toContainText('Drifted');
  await expect(steps(page).getByRole('button', { name: /^Trust multifactor/ })).toContainText(
    'Drifted',
  );
  await expect(shell.row('Fabrikam')).toHaveAccessibleName(/onboarding: 1 step drifted/);
  await expect(primary(page)).toHaveText('Open portal');
});

test('evidence is added, looked at, removed and brought back', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Add the source as a partner organization');
  await expect(page.getByRole('button', { name: 'Add a picture of the page' })).toBeDisabled();
  await page.getByRole('button', { name: 'Add text…' }).click();
  await shell.dialog.getByRole('textbox').fill('Seen at 10:00');
  await shell.dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Look at Seen at 10:00' }).click();
  await expect(shell.dialog).toContainText('SHA-256');
  await expect(shell.dialog.getByLabel('Text of the evidence')).toHaveText('Seen at 10:00');
  await shell.dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Look at Cross-tenant access settings' }).click();
  await expect(shell.dialog.getByRole('img')).toHaveAccessibleName('Cross-tenant access settings');
  await shell.dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Remove Seen at 10:00' }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await undo.click();
  await expect(page.getByRole('button', { name: 'Look at Seen at 10:00' })).toBeVisible();
  await page.getByRole('button', { name: 'Open portal' }).click();
  await page.getByRole('button', { name: 'Add a picture of the page' }).click();
  await expect(shell.notice).toContainText('A picture of the page is added as evidence.');
});

test('values are checked as they are typed, and not swapped', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Make a role-assignable group for the operators');
  await primary(page).click();
  await expect(primary(page)).toHaveText('Enter the values');
  await primary(page).click();
  const id = page.getByRole('textbox', { name: 'Object id of the operators’ group' });
  await expect(id).toBeFocused();
  await id.fill('not an id');
  await expect(pane(page)).toContainText('An id looks like');
  const source = await shell.onMain((fake) => fake.estate().tenants[0]?.id ?? '');
  await id.fill(source.toUpperCase());
  await expect(pane(page)).toContainText('This is the tenant id of the source.');
  await id.fill('a1b2c3d4-0000-4000-8000-000000000001');
  await shell.press('Enter');
  const link = page.getByRole('textbox', { name: 'Request link of the access package' });
  await link.fill('https://myaccess.microsoft.com/@contoso.com');
  await shell.press('Enter');
  await expect(primary(page)).toHaveText('Check now');
});

test('a step that everyone does has a row for each, and goes on with the next', async ({
  shell,
  page,
}) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Open the tenant as each operator');
  const operators = pane(page).getByRole('button', { pressed: true });
  await expect(operators).toContainText('a-josh1@contoso.com');
  await page.getByRole('button', { name: 'Mark as done' }).click();
  await expect(steps(page).getByRole('button', { name: /as each operator/ })).toContainText(
    '2 of 3 operators',
  );
  await primary(page).click();
  await expect(operators).toContainText('a-lee3@contoso.com');
});

test('skipping asks for a reason, and a settled step is signed off and opened again', async ({
  shell,
  page,
}) => {
  await openRun(shell, 'onboarding-middle');
  await page.getByRole('button', { name: 'Skip…' }).click();
  await shell.dialog.getByRole('button', { name: 'Skip' }).click();
  await expect(shell.dialog).toContainText('Say why it is skipped.');
  await shell.dialog.getByRole('textbox').fill('Runs already');
  await shell.dialog.getByRole('button', { name: 'Skip' }).click();
  await expect(pane(page).getByRole('status').first()).toContainText('Runs already');
  await page.getByRole('button', { name: 'Sign off', exact: true }).click();
  await expect(pane(page).getByRole('status').first()).toContainText('Signed off by');
  await page.getByRole('button', { name: 'Re-open…' }).click();
  await shell.dialog.getByRole('button', { name: 'Re-open' }).click();
  await expect(pane(page).getByRole('status').first()).toHaveText('Open.');
  await pane(page).getByText('History (3)').click();
  await expect(pane(page)).toContainText('signed off');
});

test('what has to come first is one press away', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Add the source as a partner organization');
  await page.getByRole('button', { name: 'Re-open…' }).click();
  await shell.dialog.getByRole('button', { name: 'Re-open' }).click();
  await expect(shell.dialog).toBeHidden();
  await goTo(page, 'Trust multifactor authentication of the source');
  await page.getByRole('button', { name: 'Re-open…' }).click();
  await shell.dialog.getByRole('button', { name: 'Re-open' }).click();
  await expect(primary(page)).toHaveText('Go to the step before');
  const first =
    'It can be marked as done once “Add the source as a partner organization” is done or skipped.';
  const done = await shutButton(page, first);
  await done.click({ force: true });
  expect(await shell.onMain((fake) => fake.onboarding.calls())).not.toContain('complete');
  expect(await shell.barriers()).toEqual([]);
  await primary(page).click();
  await expect(title(page)).toHaveText('Add the source as a partner organization');
});

test('the step in front has the keyboard again when it is chosen once more', async ({
  shell,
  page,
}) => {
  await openRun(shell, 'onboarding-middle');
  const name = 'Start the synchronization';
  await steps(page).getByRole('button', { name }).focus();
  await expect(title(page)).not.toBeFocused();
  await shell.press('Enter');
  await expect(title(page)).toBeFocused();
  await expect(title(page)).toHaveText(name);
});

test('values and queries are copied by their names', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Add the source as a partner organization');
  await page.getByRole('button', { name: 'Copy Tenant id of the source' }).click();
  await expect(shell.notice).toContainText('Tenant id of the source copied.');
  await goTo(page, 'Hunt in both tenants');
  await page.getByRole('button', { name: 'Copy the query alerts by tenant' }).click();
  await expect(shell.notice).toContainText('Query copied.');
});

test('note, owner and date are kept', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await pane(page).getByRole('textbox', { name: 'Note' }).fill('Started after the change window.');
  await pane(page).getByLabel('Due').fill('2031-01-02T09:30');
  await pane(page).getByRole('button', { name: 'Save note, owner and date' }).click();
  await expect(pane(page)).toContainText('Due 2 Jan 2031, 09:30');
});

test('a guide counts for nothing and asks for nothing', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await goTo(page, 'Close it in each tenant');
  await expect(page.getByRole('button', { name: /^Mark as done/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Skip…' })).toHaveCount(0);
  await expect(pane(page)).toContainText('It counts for nothing in the progress.');
});

test('a run that is through is signed off, handed over and compared', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-done');
  await expect(primary(page)).toHaveText('Back to onboarding');
  await page.getByRole('button', { name: 'More of this run' }).click();
  await page.getByRole('menuitem', { name: 'Export hand-over as PDF…' }).click();
  await expect(shell.notice).toContainText('hand-over.pdf is written.');
  await page.getByRole('button', { name: 'More of this run' }).click();
  await page.getByRole('menuitem', { name: 'Compare with an earlier one…' }).click();
  await expect(shell.dialog.getByRole('row')).toHaveCount(3);
  expect(await shell.barriers()).toEqual([]);
  await shell.dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('tab', { name: 'Responsibilities' }).click();
  await expect(page.getByRole('row', { name: /Agree on owners/ })).toContainText('Accountable');
  await expect(page.getByRole('row', { name: /Agree on owners/ })).toContainText('Nobody');
});

test('a run is removed only with its target’s name', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-middle');
  await page.getByRole('button', { name: 'More of this run' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await shell.dialog.getByRole('textbox').fill('Contoso');
  await shell.press('Enter');
  await expect(shell.dialog).toContainText('This is not the name of the tenant.');
  await shell.dialog.getByRole('textbox').fill('Fabrikam');
  await shell.press('Enter');
  await expect(page.getByRole('heading', { name: 'No run yet' })).toBeVisible();
});

test('a disk that is full changes nothing, and says why', async ({ shell, page }) => {
  await openRun(shell, 'onboarding-read-only');
  await expect(page.getByText('The disk is full.').first()).toBeVisible();
  for (const name of ['Skip…', 'Mark as done', 'Add text…'])
    await expect(page.getByRole('button', { name })).toBeDisabled();
});

for (const size of [
  { width: 1024, height: 768 },
  { width: 800, height: 600 },
  // A window of 1280 by 800 at 200 %.
  { width: 640, height: 400 },
]) {
  test(`the runner fits ${String(size.width)} by ${String(size.height)}`, async ({
    shell,
    page,
  }) => {
    await page.setViewportSize(size);
    await openRun(shell, 'onboarding-middle');
    const wide = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await wide()).toBe(0);
    await expect(primary(page)).toBeInViewport({ ratio: 1 });
    await primary(page).click();
    await expect(shell.nativePage).toBeVisible();
    await expect(primary(page)).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'List of steps' }).click();
    await goTo(page, 'Turn on the roles of Defender');
    await expect(steps(page)).toBeHidden();
    expect(await wide()).toBe(0);
  });
}
