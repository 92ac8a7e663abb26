import type { Page } from '@playwright/test';
import { expect, test } from './support/shell-page.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 800, height: 600 },
  // A window of 1280 by 800 at 200 %.
  { width: 640, height: 400 },
] as const;
const SCENARIOS = [
  'demo',
  'portal',
  'many-views',
  'mismatch',
  'blocked',
  'landing',
  'hostile',
  'first-run',
];

/** Looks at the page that is open at every size: a window is resized more often than opened anew. */
async function atEverySize(page: Page, look: (size: string) => Promise<void>): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await look(`${String(size.width)} by ${String(size.height)}`);
  }
}

for (const scenario of SCENARIOS) {
  test(`${scenario} fits at every size, and nothing scrolls sideways`, async ({ shell, page }) => {
    await shell.open(scenario);

    await atEverySize(page, async (size) => {
      for (const region of ['aside', 'main', 'footer']) {
        await expect(page.locator(region), `${region}, ${size}`).toBeInViewport({ ratio: 0.99 });
      }
      const wide = () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
      await expect.poll(wide, { message: size }).toBe(0);
    });
  });
}

test('every control of a page is in reach at every size', async ({ shell, page }) => {
  await shell.open('portal');
  await atEverySize(page, async (size) => {
    for (const name of [
      'Back',
      'Reload',
      'Copy link',
      'Open in managed browser',
      'Find in page',
      'More of this tenant',
    ]) {
      const control = page.getByRole('button', { name, exact: true });
      await expect(control, `${name}, ${size}`).toBeInViewport({ ratio: 1 });
    }
  });
});

for (const size of SIZES) {
  test.describe(`${String(size.width)} by ${String(size.height)}`, () => {
    test.use({ viewport: size });

    test('a page opened at this size fits, and its dialog can be scrolled and answered', async ({
      shell,
      page,
    }) => {
      await shell.open('demo');
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
      for (const region of ['aside', 'main', 'footer']) {
        await expect(page.locator(region)).toBeInViewport({ ratio: 0.99 });
      }
      await shell.ask('add tenant');
      await shell.press('Enter');
      await expect(shell.dialog.getByRole('button', { name: 'Cancel' })).toBeInViewport({
        ratio: 1,
      });
      await shell.dialog.getByRole('textbox', { name: 'Notes' }).scrollIntoViewIfNeeded();
      await expect(shell.dialog.getByRole('textbox', { name: 'Notes' })).toBeInViewport();
    });
  });
}

test('a narrow window shows initials with their words in reach', async ({ shell, page }) => {
  await page.setViewportSize({ width: 800, height: 600 });
  await shell.open('portal');

  await expect(shell.row('Fabrikam')).toHaveAttribute('title', /GCC High fabrikam\.us/);
  await expect(shell.search).toBeHidden();
  await shell.press('F6');
  await expect(shell.tree).toBeFocused();
  await page.getByRole('button', { name: 'Find anything' }).click();
  await expect(shell.palette).toBeVisible();
});
