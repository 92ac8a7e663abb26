import type { Page } from '@playwright/test';
import { expect, test } from './support/shell-page.ts';

const runs = (page: Page) => page.getByRole('grid', { name: 'Runs' });
const go = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Estate' }).getByRole('button', { name }).click();
/** The onboarding page, whether it is in sight or not. */
const kept = (page: Page) => page.locator('main [data-shown]');

test('onboarding comes back as it was left', async ({ shell, page }) => {
  await shell.open('onboarding-many');
  await go(page, /^Onboarding/);
  await runs(page).focus();
  await shell.press('End');
  await expect(page.locator('#run-row-299')).toBeInViewport();
  await go(page, /^About/);
  await expect(page.getByRole('heading', { level: 1, name: 'About' })).toBeVisible();
  await expect(runs(page)).toHaveCount(0);
  await go(page, /^Onboarding/);
  await expect(runs(page)).toBeVisible();
  await expect(page.locator('#run-row-299')).toBeInViewport();
  // And can be used.
  await page.locator('#run-row-299').click();
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible();
});

test('while it is out of sight nothing reaches it', async ({ shell, page }) => {
  await shell.open('onboarding-eight');
  await go(page, /^Onboarding/);
  await expect(runs(page)).toBeVisible();
  await go(page, /^About/);
  await expect(page.getByRole('heading', { level: 1, name: 'About' })).toBeVisible();
  await expect(kept(page)).toHaveCSS('opacity', '0');
  const stops = await page.evaluate(
    () =>
      document.querySelectorAll('main [data-shown] :is(button, select, input, [tabindex])').length,
  );
  expect(stops).toBeGreaterThan(10);
  for (let press = 0; press < 40; press += 1) {
    await shell.press('Tab');
    const isInside = await kept(page).evaluate((one) => one.contains(document.activeElement));
    expect(isInside, `after Tab was pressed ${String(press + 1)} times`).toBe(false);
  }
  const { x, y, width, height } = (await kept(page).boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  const isHit = await kept(page).evaluate(
    (one, [left, top]) => one.contains(document.elementFromPoint(left ?? 0, top ?? 0)),
    [x + width / 2, y + height / 2],
  );
  expect(isHit).toBe(false);
  expect(await shell.barriers()).toEqual([]);
});

test('what changes while it is out of sight is drawn when it is back', async ({ shell, page }) => {
  await shell.open('onboarding-eight');
  await go(page, /^Onboarding/);
  await expect(runs(page)).toContainText('2/10');
  const before = await kept(page).innerText();
  await go(page, /^About/);
  await shell.onMain((fake) => {
    const run = fake.onboarding.runs().find(({ done, total }) => done === 2 && total === 10);
    const step = run && fake.onboarding.engagement(run.id)?.steps[0];
    if (run && step) fake.onboarding.drift(run.id, step);
  });
  // The switcher has heard of it.
  await expect(shell.row('Adatum')).toHaveAccessibleName(/onboarding: .*1 step drifted/);
  expect(await kept(page).innerText()).toBe(before);
  await go(page, /^Onboarding/);
  await expect.poll(() => kept(page).innerText()).not.toBe(before);
});

test('of many runs it is drawn before it is asked for, and takes nothing by that', async ({
  shell,
  page,
}) => {
  await shell.open('onboarding-many');
  await expect(page.locator('main [data-shown="false"] #run-row-0')).toBeAttached();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
  await expect(runs(page)).toHaveCount(0);
  expect(await kept(page).evaluate((one) => one.contains(document.activeElement))).toBe(false);
  await go(page, /^Onboarding/);
  await expect(page.locator('#run-row-0')).toBeInViewport();
  expect(shell.faults).toEqual([]);

  // A few are drawn when they are asked for.
  await shell.open('onboarding-eight');
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.evaluate(() => new Promise((done) => requestIdleCallback(() => done(null))));
  await expect(kept(page)).toHaveCount(0);
});
