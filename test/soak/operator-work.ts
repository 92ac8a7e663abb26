import type * as Electron from 'electron';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  Estate,
  EstateStatus,
  InventoryState,
  JournalCheck,
  PortalId,
  TenantId,
  View,
} from '../../preload/contract/index.ts';
import { dataProcessOf } from '../bench/inventory/data-process.ts';
import type { Inventory, Ledger } from './ledger.ts';
import type { SoakApp } from './soak-app.ts';

const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** What an operator does, each thing through the bridge or on the screen, noted in the ledger. */
export class OperatorWork {
  readonly #soak: SoakApp;
  readonly #ledger: Ledger;

  constructor(soak: SoakApp, ledger: Ledger) {
    this.#soak = soak;
    this.#ledger = ledger;
  }

  async goTo(tenantId: TenantId): Promise<void> {
    await this.#soak.shell.call('compartments', 'select', { tenantId });
    this.#ledger.did('compartments.select');
  }

  /** Opens a portal that is not open yet. What the network makes of it is the network's. */
  async open(tenantId: TenantId, portalId: PortalId): Promise<void> {
    await this.#soak.shell.call('compartments', 'openPortal', { tenantId, portalId });
    this.#ledger.did('compartments.openPortal');
    this.#ledger.opened(tenantId);
    await this.#until(`a page of ${tenantId}`, async () =>
      (await this.views(tenantId)).every(({ state }) => state !== 'loading'),
    );
  }

  /** Brings a tenant to the front, and reloads the page that is shown there if it has failed. */
  async wake(tenantId: TenantId): Promise<void> {
    await this.goTo(tenantId);
    await this.#until(`the page of ${tenantId}`, async () => {
      const { compartments } = await this.#soak.shell.workspace();
      const own = compartments.find((each) => each.tenantId === tenantId);
      const active = own?.views.find(({ id }) => id === own.activeViewId);
      if (active?.state === 'failed') {
        await this.#soak.shell.call('compartments', 'reload', { tenantId, viewId: active.id });
      }
      return active?.state === 'ready';
    });
  }

  /** Closes a portal's page, if it is open. */
  async closeTab(tenantId: TenantId, portalId: PortalId): Promise<void> {
    const view = (await this.views(tenantId)).find((each) => each.portalId === portalId);
    if (view === undefined) return;
    await this.#soak.shell.call('compartments', 'closeView', { tenantId, viewId: view.id });
    this.#ledger.closed(tenantId);
  }

  async views(tenantId: TenantId): Promise<readonly View[]> {
    const { compartments } = await this.#soak.shell.workspace();
    return compartments.find((each) => each.tenantId === tenantId)?.views ?? [];
  }

  async note(tenantId: TenantId, notes: string): Promise<void> {
    await this.#soak.shell.call('tenants', 'update', { id: tenantId, notes });
    this.#ledger.did('tenants.update');
    this.#ledger.noted(tenantId, notes);
  }

  /** Has something collected. Answers at once; nothing is done while the data process is away. */
  async collect(area: 'status' | 'inventory'): Promise<void> {
    await this.#soak.shell.call(area, 'collect', { tenantIds: null }).catch((error: unknown) => {
      if (!String(error).includes('not-available')) throw error;
    });
  }

  async collected(): Promise<void> {
    await this.#until('the end of collecting', async () => {
      const [status, inventory] = await Promise.all([this.#status(), this.#inventory()]);
      return !status.progress.isRunning && !inventory.progress.isRunning;
    });
  }

  /** Opens the Devices page, searches, sorts and scrolls as one does by hand. */
  async lookForDevices(text: string, turn: number): Promise<void> {
    await this.#soak.inspector.run(lookForDevices, { text, turn });
  }

  /**
   * Ends the process of the page in front, and reloads it as the operator is told to.
   * @returns how many pages were in that process; 0 when no page is on the screen
   */
  async crashPage(tenantId: TenantId): Promise<number> {
    await this.goTo(tenantId);
    const { compartments } = await this.#soak.shell.workspace();
    const active = compartments.find((each) => each.tenantId === tenantId)?.activeViewId ?? null;
    if (active === null) return 0;
    const stateOf = async () => (await this.views(tenantId)).find(({ id }) => id === active)?.state;
    const isSettled = async () => ['ready', 'failed'].includes((await stateOf()) ?? '');
    await this.#until('a page to crash', isSettled);
    const crashed = await this.#soak.inspector.run(crashPageOf, { tenantId });
    if (crashed === 0) return 0;
    await this.#until('the crash', async () => (await stateOf()) === 'crashed');
    await this.#soak.shell.call('compartments', 'reload', { tenantId, viewId: active });
    await this.#until('the page after its crash', isSettled);
    return crashed;
  }

  /** Ends the data process as a fault would; it is back when this settles. */
  async crashDataProcess(): Promise<void> {
    const pid = await dataProcessOf(this.#soak.app);
    process.kill(pid, 'SIGKILL');
    await this.#until('the next data process', async () => {
      const next = await dataProcessOf(this.#soak.app);
      return next !== pid && (await this.#inventory()).isLoaded;
    });
  }

  async present(): Promise<Inventory> {
    const { tenants } = await this.#soak.shell.call<Estate>('tenants', 'get', {});
    await this.#until('the devices', async () => (await this.#inventory()).isLoaded);
    const { compartments } = await this.#soak.shell.workspace();
    return {
      notes: new Map(tenants.map(({ id, notes }) => [id, notes])),
      tabs: new Map(compartments.map(({ tenantId, views }) => [tenantId, views.length])),
      devices: new Map(
        (await this.#inventory()).tenants.map(({ tenantId, devices }) => [tenantId, devices]),
      ),
      statuses: (await this.#status()).rows.filter(({ collectedAt }) => collectedAt !== null)
        .length,
    };
  }

  async verifyJournal(): Promise<JournalCheck> {
    return this.#soak.shell.call<JournalCheck>('journal', 'verify', {});
  }

  #status(): Promise<EstateStatus> {
    return this.#soak.shell.call<EstateStatus>('status', 'get', {});
  }

  #inventory(): Promise<InventoryState> {
    return this.#soak.shell.call<InventoryState>('inventory', 'get', {});
  }

  /** A question that is asked while the data process is away fails, and is asked again. */
  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + WITHIN_MS;
    for (;;) {
      const answer = await isSo().catch((error: unknown) => {
        if (!String(error).includes('not-available')) throw error;
        return false;
      });
      if (answer) return;
      if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
      await wait(LOOK_EVERY_MS);
    }
  }
}

// The functions below run in the app's main process; they must not use anything around them.

async function lookForDevices(
  { BrowserWindow }: typeof Electron,
  { text, turn }: { text: string; turn: number },
): Promise<void> {
  const contents = BrowserWindow.getAllWindows()[0]?.webContents;
  if (contents === undefined) throw new Error('no window');
  const inPage = (code: string): Promise<unknown> => contents.executeJavaScript(code);
  const until = (found: string) => `(async () => {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = ${found};
      if (found) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(${JSON.stringify(`not on the screen: ${found}`)});
  })()`;
  await inPage(`[...document.querySelectorAll('button')]
    .find((each) => each.textContent.trim() === 'Devices')?.click()`);
  // Not there while nothing matches.
  const grid = `document.querySelector('[role=grid][aria-label=Devices]')`;
  const search = `document.querySelector('[aria-label="Search devices"]')`;
  await inPage(until(search));
  await inPage(`${search}.focus(); ${search}.select();`);
  contents.selectAll();
  if (text === '') contents.delete();
  else await contents.insertText(text);
  await inPage(until(`${search}.value === ${JSON.stringify(text)}`));
  await inPage(`(async () => {
    const heads = [...(${grid}?.querySelectorAll('[role=columnheader]') ?? [])];
    heads[${String(turn)} % heads.length]?.click();
    for (let step = 0; step < 20; step += 1) {
      const grid = ${grid};
      if (grid !== null) grid.scrollTop = step < 10 ? grid.scrollTop + 400 : grid.scrollTop - 400;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  })()`);
}

async function crashPageOf(
  { webContents }: typeof Electron,
  { tenantId }: { tenantId: string },
): Promise<number> {
  const all = webContents.getAllWebContents();
  for (const contents of all) {
    if (contents.session.storagePath?.includes(tenantId) !== true) continue;
    const state: unknown = await contents.executeJavaScript('document.visibilityState');
    if (state !== 'visible') continue;
    const pid = contents.getOSProcessId();
    const sharing = all.filter((each) => each.getOSProcessId() === pid).length;
    contents.forcefullyCrashRenderer();
    return sharing;
  }
  return 0;
}
