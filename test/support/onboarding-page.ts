import type { Locator, Page } from '@playwright/test';
import type { TenantId } from '../../preload/contract/index.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bulkhead, expect } from './bulkhead.ts';
import { demoTenant, FABRIKAM_ADMIN, OPERATOR } from './demo-estate.ts';
import { comesAnew, signIn } from './sign-in.ts';

interface NamedTenant {
  readonly id: TenantId;
  readonly name: string;
}

/** Where a step is done, and as whom in that compartment. */
export interface Place {
  readonly tenant: NamedTenant;
  readonly host: string;
  readonly account: string;
}

/** What is typed, ticked or chosen in a form of a simulated portal, by label. */
type Values = Readonly<Record<string, string | boolean>>;

export const MULTITENANT = 'Defender multitenant management, least privilege';

/** Where steps are done, and as whom. */
export function placesOf(cloud: Cloud) {
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const at =
    (tenant: Place['tenant'], account: string) =>
    (host: string): Place => ({ tenant, account, host });
  return { contoso, fabrikam, source: at(contoso, OPERATOR), target: at(fabrikam, FABRIKAM_ADMIN) };
}

const LONG = { timeout: 40_000 } as const;

/** Onboarding as an operator uses it, who has a mouse and a keyboard: by names and roles. */
export class OnboardingPage {
  readonly #bulkhead: Bulkhead;
  readonly #cloud: Cloud;
  /** The window's own page, for what has no method here. */
  readonly shell: Page;

  constructor(bulkhead: Bulkhead, cloud: Cloud) {
    this.#bulkhead = bulkhead;
    this.#cloud = cloud;
    this.shell = bulkhead.shell;
  }

  /** The way to it in the switcher, with how much needs somebody. */
  get estateButton(): Locator {
    return this.shell
      .getByRole('navigation', { name: 'Estate' })
      .getByRole('button', { name: /^Onboarding/ });
  }

  async open(): Promise<void> {
    await this.estateButton.click();
    await expect(this.shell.getByRole('heading', { level: 1, name: 'Onboarding' })).toBeVisible();
  }

  /** Signs in for what Bulkhead reads of a tenant, on that tenant's Status page. */
  async signInForChecks(tenant: NamedTenant, account: string): Promise<void> {
    await this.shell.getByRole('tree').getByText(tenant.name, { exact: true }).first().click();
    await this.shell.getByRole('tab', { name: /^Status/ }).click();
    const section = this.shell.getByRole('region', { name: 'Sign-in for status' });
    const choice = section.getByRole('combobox', { name: 'Account to sign in with' });
    if (await choice.isVisible()) {
      const names = await choice.getByRole('option').allInnerTexts();
      await choice.selectOption(
        names.includes(account) ? account : 'Let Bulkhead choose the account',
      );
    }
    await section.getByRole('button', { name: /^Sign in(?: again)?$/ }).click();
    // What comes next may have a tooltip where the mouse rests, and it would cover the page.
    await this.shell.mouse.move(0, 0);
    const signedIn = section.getByText('Signed in', { exact: true });
    const page = await this.#bulkhead.portalPage(tenant.id, (url) =>
      url.startsWith('https://login.'),
    );
    await signIn(page, this.#cloud, account).catch((error: unknown) => {
      // The page goes as soon as the answer is caught.
      if (!page.isClosed()) throw error;
    });
    await expect(signedIn).toBeVisible(LONG);
    await expect(section.getByText(account, { exact: true }).first()).toBeVisible();
  }

  /** Has a tenant's status collected, on its Status page; nothing of onboarding is pressed. */
  async collectStatus(tenant: NamedTenant): Promise<void> {
    await this.shell.getByRole('tree').getByText(tenant.name, { exact: true }).first().click();
    await this.shell.getByRole('tab', { name: /^Status/ }).click();
    await this.shell
      .getByRole('tabpanel', { name: 'Status' })
      .getByRole('button', { name: /^Collect (?:now|this one too)$/ })
      .first()
      .click();
  }

  async startRun(
    title: string,
    source: readonly [label: string, tenant: NamedTenant],
    target: readonly [label: string, tenant: NamedTenant],
  ): Promise<void> {
    await this.shell.getByRole('button', { name: 'Start a run…' }).first().click();
    const dialog = this.shell.getByRole('dialog', { name: 'Start a run' });
    await dialog.getByLabel('Checklist').selectOption(title);
    for (const [label, tenant] of [source, target]) {
      await dialog.getByLabel(label).selectOption(tenant.name);
    }
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(this.shell.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** Opens a run from the list of runs. */
  async openRun(title: string): Promise<void> {
    await this.open();
    await this.shell.getByRole('grid').getByText(title).first().click();
    await expect(this.shell.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** The step in front. */
  step(title: string): Locator {
    return this.shell.getByRole('region', { name: title, exact: true });
  }

  /** How the step in front stands, in its own sentence. */
  stateOf(title: string): Locator {
    return this.step(title).getByRole('status').first();
  }

  /** A step in the list of steps. */
  stepButton(title: string): Locator {
    return this.shell
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('button')
      .filter({ has: this.shell.getByText(title, { exact: true }) });
  }

  async goToStep(title: string): Promise<void> {
    await this.stepButton(title).click();
    await expect(this.step(title)).toBeVisible();
  }

  /** The step is in front and has the keyboard, so that a screen reader reads it. */
  async expectAt(title: string): Promise<void> {
    await expect(
      this.shell.getByRole('heading', { level: 2, name: title, exact: true }),
    ).toBeFocused();
  }

  button(name: string | RegExp): Locator {
    return this.shell.getByRole('button', { name, exact: true });
  }

  /** Opens the portal of the step in front: in the tenant's compartment, as the account wanted. */
  async openPortal(place: Place): Promise<Page> {
    await this.button('Open portal').click();
    let page = await this.#arrive(place);
    if ((await page.getByTestId('account-name').innerText()) !== place.account) {
      await page.getByTestId('sign-out').click();
      await page.getByTestId('signed-out').waitFor();
      await this.button('Open portal').click();
      await page.getByTestId('signed-out').waitFor({ state: 'detached' });
      page = await this.#arrive(place);
    }
    await expect(page.getByTestId('account-name')).toHaveText(place.account);
    await expect(page.getByTestId('tenant-id')).toHaveText(place.tenant.id);
    await expect(
      this.shell.getByRole('region', { name: `Portal of ${place.tenant.name}` }),
    ).toBeVisible();
    return page;
  }

  async #arrive({ tenant, host, account }: Place): Promise<Page> {
    const page = await this.#bulkhead.portalPage(tenant.id, (url) => {
      const at = new URL(url).host;
      return at === host || at.startsWith('login.');
    });
    await signIn(page, this.#cloud, account);
    // A page that was there already may have begun to load again.
    await expect
      .poll(async () => {
        const { compartments } = await this.#bulkhead.workspace();
        const one = compartments.find(({ tenantId }) => tenantId === tenant.id);
        return one?.views.find(({ id }) => id === one.activeViewId)?.state;
      })
      .toBe('ready');
    return page;
  }

  /** Checks the step in front until what was found completes it. */
  async checkUntilDone(title: string): Promise<void> {
    const again = this.button(/^Check (?:now|again)$/);
    await expect(async () => {
      if (await again.isVisible()) await again.click({ timeout: 2_000 });
      await expect(this.stateOf(title)).toHaveText(/^Done, found by a check/, { timeout: 6_000 });
    }).toPass(LONG);
  }

  async markAsDone(title: string): Promise<void> {
    await this.button('Mark as done').click();
    await expect(this.stateOf(title)).toHaveText(/^Done by /);
  }

  async skip(title: string, reason: string): Promise<void> {
    await this.button('Skip…').click();
    const dialog = this.shell.getByRole('dialog', { name: 'Skip this step' });
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Skip', exact: true }).click();
    await expect(this.stateOf(title)).toContainText(reason);
  }

  /** Enters a value of the run at the step in front. */
  async enter(label: string, value: string): Promise<void> {
    await this.shell.getByLabel(label, { exact: true }).fill(value);
    const save = this.button(`Save ${label}`);
    await save.click();
    await expect(save).toBeDisabled();
  }

  /** Presses the prominent button, which leads to the step that is to be done next. */
  async next(title: string): Promise<void> {
    await this.button('Next step').click();
    await this.expectAt(title);
  }

  async ofRun(item: string): Promise<void> {
    await this.button('More of this run').click();
    await this.shell.getByRole('menuitem', { name: item }).click();
  }

  /** Sets what a save dialog answers, as an operator who chooses a file. */
  async answerSaveDialog(filePath: string): Promise<void> {
    await this.#bulkhead.electron.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, filePath);
  }
}

/** A part of a simulated portal, by its menu where the address did not lead there. */
export async function partOf(page: Page, blade: string): Promise<Locator> {
  const section = page.getByRole('region', { name: blade, exact: true });
  const link = page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: blade, exact: true });
  await link.waitFor();
  if (!(await section.isVisible())) await link.click();
  return section;
}

/** A form of a simulated portal; the page is refreshed when the form is not on it yet. */
export async function formOf(page: Page, blade: string, form: string | RegExp): Promise<Locator> {
  const section = page.getByRole('region', { name: blade, exact: true });
  const link = page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: blade, exact: true });
  const found = section.getByRole('form', { name: form, exact: true });
  await expect(async () => {
    await link.waitFor({ timeout: 5_000 });
    if (!(await section.isVisible())) await link.click({ timeout: 5_000 });
    const isThere = await found.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      // Until the new page is there, what is found is of the old one.
      const next = comesAnew(page);
      await page.getByRole('link', { name: 'Refresh' }).click({ timeout: 5_000 });
      await next;
    }
    expect(isThere).toBe(true);
  }).toPass(LONG);
  return found;
}

/** Sets something in a simulated portal, as an administrator who fills its form in. */
export async function setIn(
  page: Page,
  blade: string,
  form: string | RegExp,
  values: Values,
  button: string,
): Promise<string> {
  const found = await formOf(page, blade, form);
  for (const [label, value] of Object.entries(values)) {
    const field = found.getByLabel(label, { exact: true });
    if (typeof value === 'boolean') await field.setChecked(value);
    else if ((await field.evaluate((one) => one.tagName)) === 'SELECT')
      await field.selectOption(value);
    else await field.fill(value);
  }
  const next = comesAnew(page);
  await found.getByRole('button', { name: button, exact: true }).click();
  await next;
  const said = page.getByTestId('said');
  await said.or(page.getByTestId('problem')).waitFor();
  await expect(page.getByTestId('problem')).toHaveCount(0);
  return said.innerText();
}
