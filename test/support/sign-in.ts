import type { Page } from '@playwright/test';
import type { Cloud } from '../cloud/start-cloud.ts';

/** How long a page of the simulated sign-in may take to come. */
const STEP_MS = 20_000;

/** Settles when the page goes elsewhere, be it to the same address. Call it before what leads there. */
export function comesAnew(page: Page): Promise<unknown> {
  const next = page.waitForEvent('framenavigated', {
    predicate: (frame) => frame === page.mainFrame(),
    timeout: STEP_MS,
  });
  // What leads there may fail first, and says more.
  next.catch(() => undefined);
  return next;
}

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
    // The name's page and the password's have one address, so that it is no sign of the next one.
    const next = comesAnew(page);
    if (await number.isVisible())
      await number.fill(await page.getByTestId('mfa-number').innerText());
    else if (await password.isVisible()) await password.fill(account.password);
    else await name.fill(userPrincipalName);
    await button.first().click();
    await next;
  }
  throw new Error(`The sign-in did not end; it is at ${page.url()}`);
}
