import type { Locator, Page } from '@playwright/test';
import type { InventoryState, TenantId } from '../../preload/contract/index.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bulkhead, expect } from './bulkhead.ts';

/** The Devices page as an operator uses it, by names and roles. */
export class DevicesPage {
  readonly #bulkhead: Bulkhead;
  readonly #shell: Page;

  constructor(bulkhead: Bulkhead) {
    this.#bulkhead = bulkhead;
    this.#shell = bulkhead.shell;
  }

  async open(): Promise<void> {
    await this.#shell
      .getByRole('button', { name: /^Devices/ })
      .first()
      .click();
    await expect(this.#shell.getByRole('search', { name: 'Filter devices' })).toBeVisible();
  }

  get grid(): Locator {
    return this.#shell.getByRole('grid', { name: 'Devices' });
  }

  get details(): Locator {
    return this.#shell.getByRole('region', { name: 'Device', exact: true });
  }

  /** Rows that are drawn, without the head. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.#shell.getByRole('gridcell') });
  }

  get search(): Locator {
    return this.#shell
      .getByRole('searchbox', { name: 'Search devices' })
      .or(this.#shell.getByRole('textbox', { name: 'Search devices' }));
  }

  /** How many match, as the page says it. */
  async total(): Promise<number> {
    const said = await this.#shell
      .getByText(/^[\d,]+ of [\d,]+ ·/)
      .first()
      .innerText();
    return Number(/^([\d,]+) of/.exec(said)?.[1]?.replaceAll(',', ''));
  }

  async expectTotal(count: number): Promise<void> {
    await expect.poll(() => this.total()).toBe(count);
  }

  /** Chooses or lifts a value of a facet. */
  async toggleFacet(name: string, value: string): Promise<void> {
    await this.#shell
      .getByRole('group', { name: 'Facets' })
      .getByTitle(new RegExp(`^${name}`))
      .first()
      .click();
    await this.#shell
      .getByRole('list', { name: `Values of ${name}` })
      .getByText(value, { exact: true })
      .click();
    await this.#shell.keyboard.press('Escape');
  }

  async sortBy(title: string, isAdded = false): Promise<void> {
    await this.grid
      .getByRole('columnheader', { name: title })
      .click(isAdded ? { modifiers: ['Shift'] } : {});
  }

  state(): Promise<InventoryState> {
    return this.#bulkhead.call('inventory', 'get', {});
  }

  async devicesOf(tenantId: TenantId): Promise<number> {
    const { tenants } = await this.state();
    return tenants.find((one) => one.tenantId === tenantId)?.devices ?? 0;
  }

  /** Collects by the button, and waits until nothing is collected any more. */
  async collect(): Promise<void> {
    await this.#shell
      .getByRole('button', { name: 'Collect devices', exact: true })
      .or(this.#shell.getByRole('button', { name: 'Collect', exact: true }))
      .first()
      .click();
    await this.settled();
  }

  async settled(): Promise<void> {
    const hasEnded = async () => {
      const { isRunning, done, total } = (await this.state()).progress;
      return !isRunning && total > 0 && done === total;
    };
    await expect.poll(hasEnded, { timeout: 90_000 }).toBe(true);
  }

  /** Sets what a save dialog answers, as an operator who chooses a file. */
  async answerSaveDialog(filePath: string): Promise<void> {
    await this.#bulkhead.electron.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, filePath);
  }

  async answerOpenDialog(filePath: string): Promise<void> {
    await this.#bulkhead.electron.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, filePath);
  }
}

/** Devices of a tenant that these services have, when records with the same Entra device id are one. */
export function trueDevices(
  cloud: Cloud,
  tenantId: TenantId,
  services: readonly ('defender' | 'intune' | 'entra')[],
): number {
  const truth = cloud.devices.truth(tenantId);
  const joined = services.flatMap((service) =>
    truth[service].map((record) => {
      const id = record['aadDeviceId'] ?? record['azureADDeviceId'] ?? record['deviceId'];
      const isOne = typeof id === 'string' && !/^[0-]*$/.test(id);
      return isOne ? id.toLowerCase() : `${service} ${record.id}`;
    }),
  );
  return new Set(joined).size;
}
