import axe from 'axe-core';
import { test as base, type Locator, type Page } from '@playwright/test';
import type { FakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';

declare global {
  interface Window {
    fake?: FakeBridge;
    axe: typeof axe;
  }
}

/** 'light and dark' follows the system, so that a state is opened once and looked at in both. */
export type ThemeOfTest = 'light and dark' | 'high contrast';

/** Axe's rules whose verdict depends on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** The shell in a plain browser, on the in-memory bridge. */
export class ShellPage {
  readonly page: Page;
  /** Errors of the page and refusals of its content policy, in the order they came. */
  readonly faults: string[] = [];
  #theme: ThemeOfTest = 'light and dark';
  /** What the system says, where the page follows it. */
  #colours: 'light' | 'dark' = 'light';

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  async open(scenario: string, theme: ThemeOfTest = 'light and dark'): Promise<void> {
    this.#theme = theme;
    const name = theme === 'high contrast' ? 'high-contrast' : 'system';
    await this.page.goto(`/gallery.html?scenario=${scenario}&theme=${name}&loadMs=50`);
    await this.page.waitForFunction(() => (window.fake?.app.painted() ?? 0) > 0);
  }

  /** Runs something on main's side of the bridge. */
  onMain<T>(act: (fake: FakeBridge) => T): Promise<T> {
    return this.page.evaluate(
      // The function is sent as text: it may use nothing from around it.
      `(${act.toString()})(window.fake)`,
    );
  }

  /**
   * What axe finds that keeps people out, as `rule: element`.
   *
   * The dark theme differs from the light one in colours alone, so of the second one the rules that
   * see no colours are left out. It is the one that the page is in afterwards: to go back takes as
   * long as to look.
   */
  async barriers(): Promise<string[]> {
    const found = await this.#violations();
    if (this.#theme === 'high contrast') return found;
    const first = this.#colours;
    this.#colours = first === 'light' ? 'dark' : 'light';
    await this.#show(this.#colours);
    const inOther = await this.#violations(COLOUR_RULES);
    return [
      ...found.map((violation) => `${first}, ${violation}`),
      ...inOther.map((violation) => `${this.#colours}, ${violation}`),
    ];
  }

  async #show(colorScheme: 'light' | 'dark'): Promise<void> {
    // Every colour of the page would go to the other theme step by step. The door of its content
    // policy for styles is shut; a sheet that a script makes is none of those.
    await this.page.evaluate(() => {
      const still = new CSSStyleSheet();
      still.replaceSync('*, ::before, ::after { transition: none !important; }');
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    });
    await this.page.emulateMedia({ colorScheme });
    await this.page.waitForFunction(
      (theme) => document.querySelector(`[data-theme="${theme}"]`) !== null,
      colorScheme,
    );
    await this.page.evaluate(() => {
      // Has the new colours worked out while there is no way between.
      document.body.getBoundingClientRect();
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    });
  }

  /**
   * Brings to its end what moves and does not go on for ever.
   *
   * A colour on its way from one theme to the other belongs to neither, and a dialog on its way in
   * is not seen yet, so that axe takes what is behind it for in use. Where what is around an
   * element has arrived, the element itself may only begin.
   */
  async #settle(): Promise<void> {
    await this.page.evaluate(async () => {
      for (;;) {
        const moving = document
          .getAnimations()
          .filter(
            (one) =>
              one.playState !== 'finished' && one.effect?.getComputedTiming().endTime !== Infinity,
          );
        if (moving.length === 0) return;
        for (const one of moving) one.finish();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
  }

  /** @param only the rules to look at; all when left out */
  async #violations(only?: readonly string[]): Promise<string[]> {
    await this.#settle();
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axe.source);
    return this.page.evaluate(async (rules) => {
      const { violations } = await window.axe.run(
        // Fluent's focus keepers: they hand the focus on the moment they get it.
        { exclude: [['[data-tabster-dummy]']] },
        {
          // Most of the time goes into writing down what is right, into how to find it again, and
          // into fetching style sheets for rules about media, of which there are none here.
          resultTypes: ['violations'],
          selectors: false,
          preload: false,
          ...(rules && { runOnly: [...rules] }),
        },
      );
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
    }, only);
  }

  get search(): Locator {
    return this.page.getByRole('combobox', { name: 'Search tenants' });
  }

  get tree(): Locator {
    return this.page.getByRole('tree', { name: 'Tenants' });
  }

  /** A tenant in the switcher by the beginning of its label; the first place it stands at. */
  row(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name}`) }).first();
  }

  get header(): Locator {
    return this.page.locator('main header');
  }

  get tabs(): Locator {
    return this.page.getByRole('tablist', { name: 'Open pages' }).getByRole('tab');
  }

  get portalArea(): Locator {
    return this.page.locator('[data-region="portal"]');
  }

  /** Stands in for the native view that lies over the shell. */
  get nativePage(): Locator {
    return this.page.locator('#native-page');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'));
  }

  get palette(): Locator {
    return this.page.getByRole('dialog', { name: 'Find anything' });
  }

  get notice(): Locator {
    return this.page.locator('footer [role="status"]').last();
  }

  /** Opens the palette and types into it, once it has the keyboard. */
  async ask(text: string): Promise<void> {
    await this.press('Control+k');
    await this.palette.getByRole('combobox').and(this.page.locator(':focus')).waitFor();
    await this.page.keyboard.type(text);
  }

  press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }
}

export const test = base.extend<{ shell: ShellPage }>({
  shell: async ({ page }, use) => {
    await use(new ShellPage(page));
  },
});

export { expect } from '@playwright/test';
