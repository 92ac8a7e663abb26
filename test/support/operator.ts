import type { Locator, Page } from '@playwright/test';
import type { PortalId, TenantId } from '../../preload/contract/index.ts';
import { type Bulkhead, expect } from './bulkhead.ts';

/** Names of the portals as their cards say. */
const PORTAL_NAMES: Readonly<Record<PortalId, string>> = {
  defender: 'Microsoft Defender',
  entra: 'Microsoft Entra',
  azure: 'Azure',
  intune: 'Microsoft Intune',
  'my-account': 'My Account',
  'my-access': 'My Access',
  'defender-mto': 'Defender multitenant management',
  'm365-admin': 'Microsoft 365 admin center',
};

interface NamedTenant {
  readonly id: TenantId;
  readonly name: string;
}

/** An operator in the shell's page, who has a mouse and a keyboard and nothing else. */
export class Operator {
  readonly #bulkhead: Bulkhead;
  readonly #shell: Page;

  constructor(bulkhead: Bulkhead) {
    this.#bulkhead = bulkhead;
    this.#shell = bulkhead.shell;
  }

  /** The tenant's row in the switcher; favourites have another one in their group. */
  row({ name }: Pick<NamedTenant, 'name'>): Locator {
    return this.#shell.getByRole('tree').getByText(name, { exact: true }).first();
  }

  /** Heading of the tenant in front. */
  heading({ name }: Pick<NamedTenant, 'name'>): Locator {
    return this.#shell.getByRole('heading', { level: 1, name, exact: true });
  }

  async goTo(tenant: NamedTenant): Promise<void> {
    await this.row(tenant).click();
    await expect(this.heading(tenant)).toBeVisible();
  }

  /** Opens a portal from the tenant's page and answers with the portal's page, once it is there. */
  async openPortal(tenant: NamedTenant, portalId: PortalId): Promise<Page> {
    await this.askForPortal(tenant, portalId);
    return this.#bulkhead.portalPage(tenant.id, (url) => url.startsWith('https://'));
  }

  /** The same, whatever the network makes of it. */
  async askForPortal(tenant: NamedTenant, portalId: PortalId): Promise<void> {
    await this.goTo(tenant);
    const allPortals = this.#shell.getByRole('tab', { name: 'All portals' });
    const card = this.#shell
      .getByRole('list', { name: 'Portals' })
      .getByRole('button', { name: PORTAL_NAMES[portalId] });
    await card.or(allPortals).first().waitFor();
    if (!(await card.isVisible())) await allPortals.click();
    await card.click();
    await expect(this.toolbar).toBeVisible();
  }

  get toolbar(): Locator {
    return this.#shell.getByRole('toolbar', { name: 'Page' });
  }

  button(name: string): Locator {
    return this.#shell.getByRole('button', { name, exact: true });
  }

  dialog(name: string): Locator {
    return this.#shell.getByRole('dialog', { name });
  }

  /**
   * Presses keys such as `Control+K`. They go through the browser process to whichever page has the
   * focus, as those of a keyboard do; keys sent to a page from outside would pass main by.
   */
  async press(keys: string): Promise<void> {
    const [keyCode = '', ...modifiers] = keys.split('+').toReversed();
    await this.#bulkhead.electron.app.evaluate(
      ({ webContents }, [key, names]) => {
        const focused = webContents.getFocusedWebContents();
        if (focused === null) throw new Error('No page has the focus.');
        const event = {
          keyCode: key,
          modifiers: names.map((name) => name.toLowerCase()) as ('control' | 'shift' | 'alt')[],
        };
        focused.sendInputEvent({ type: 'keyDown', ...event });
        focused.sendInputEvent({ type: 'keyUp', ...event });
      },
      [keyCode, modifiers] as const,
    );
  }

  /** Address of the page that has the keyboard. */
  focusedUrl(): Promise<string | null> {
    return this.#bulkhead.electron.app.evaluate(
      ({ webContents }) => webContents.getFocusedWebContents()?.getURL() ?? null,
    );
  }

  /** Opens the palette by key, types, and takes the first answer. */
  async findAnything(text: string): Promise<void> {
    await this.press('Control+K');
    const box = this.#shell.getByRole('combobox', {
      name: 'Find a tenant, a portal, a device or an action',
    });
    await box.fill(text);
    await this.press('Enter');
    await expect(box).toBeHidden();
  }
}
