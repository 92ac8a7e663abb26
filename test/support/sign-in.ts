import type { Page } from '@playwright/test';
import type { Cloud } from '../cloud/start-cloud.ts';

/** How long a page of the simulated sign-in may take to come. */
const STEP_MS = 20_000;

/**
 * Signs an account of the simulated cloud in, as an operator would type it, from whichever page of
 * the sign-in is shown: name, password, second factor. Ends when a portal or a block page is shown.
 */
export async function signIn(page: Page, cloud: Cloud, userPrincipalName: string): Promise<void> {
  const account = cloud.estate.accounts.find((a) => a.userPrincipalName === userPrincipalName);
  if (account === undefined) throw new Error(`no account ${userPrincipalName}`);
  const name = page.locator('input[name=loginfmt]');
  const password = page.locator('input[name=passwd]');
  const number = page.getByLabel('Number');
  const end = page.getByTestId('portal-name').or(page.getByTestId('sign-in-block'));
  const button = page.locator('button.primary');

  for (let step = 0; step < 6; step += 1) {
    await name.or(password).or(number).or(end).first().waitFor({ timeout: STEP_MS });
    if (await end.first().isVisible()) return;
    const before = page.url();
    if (await number.isVisible())
      await number.fill(await page.getByTestId('mfa-number').innerText());
    else if (await password.isVisible()) await password.fill(account.password);
    else await name.fill(userPrincipalName);
    await button.first().click();
    await page.waitForURL((url) => url.href !== before, { timeout: 10_000 }).catch(() => undefined);
  }
  throw new Error(`The sign-in did not end; it is at ${page.url()}`);
}
