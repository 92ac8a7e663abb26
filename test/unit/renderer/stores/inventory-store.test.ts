import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { anInventory } from '../../../../renderer/bridge/fake/devices/inventory-data.ts';
import { demoEstate } from '../../../../renderer/bridge/fake/estates.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import {
  cancelWork,
  collectDevices,
  followInventory,
  loadInventory,
  receiveInventory,
  selectOldestDevices,
  useInventoryStore,
} from '../../../../renderer/stores/inventory-store.ts';
import { exportDevices } from '../../../../renderer/stores/device-files.ts';
import { useAppStore } from '../../../../renderer/stores/app-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

let fake: FakeBridge;
let end: () => void = () => undefined;

function connect(scenario: string) {
  const world = SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world, { loadMs: 1 });
  connectBridge(fake.bridge);
  end();
  end = followInventory();
}

beforeEach(() => connect('devices-sources'));
afterEach(() => {
  end();
  resetStores();
});

const state = () => useInventoryStore.getState();
const inventory = (revision: number) =>
  anInventory(demoEstate().tenants, true, { revision, notice: `revision ${String(revision)}` });

describe('the inventory store', () => {
  it('takes nothing older in, and keeps tenants that are as they were', () => {
    receiveInventory(inventory(5));
    const before = state().byTenant;
    receiveInventory(inventory(4));
    expect(state().notice).toBe('revision 5');

    receiveInventory(inventory(6));
    const [id] = Object.keys(before);
    expect(state().byTenant[id as keyof typeof before]).toBe(before[id as keyof typeof before]);
  });

  it('says why when nothing can be read, and keeps what was there when it cannot any more', async () => {
    connect('devices-unreadable');
    await loadInventory();
    expect(state()).toMatchObject({ status: 'failed' });
    connect('devices-sources');
    await loadInventory();
    connect('devices-unreadable');
    await loadInventory();
    expect(state()).toMatchObject({ status: 'ready', problem: null });
  });

  it('knows whose devices are oldest', async () => {
    await loadInventory();
    const oldest = selectOldestDevices(state());
    const times = Object.values(state().byTenant).flatMap(({ collectedAt }) => collectedAt ?? []);
    expect(oldest?.collectedAt).toBe(times.sort()[0]);
  });

  it('does not collect without a network, and says so', async () => {
    connect('devices-offline');
    await collectDevices(null);
    expect(fake.inventory.asked()).toEqual([null]);
    expect(useAppStore.getState().notices[0]?.message).toBe('This device is offline.');
  });

  it('shows how an export goes on, and nothing once it is stopped', async () => {
    const done = exportDevices('estate', 'csv');
    await vi.waitFor(() => expect(state().work?.total).toBe(1200));
    await cancelWork();
    expect(await done).toBe('Cancelled. No file was written.');
    expect(state().work).toBeNull();
    fake.inventory.work({ what: 'export', done: 3, total: 9 });
    expect(state().work).toBeNull();
  });
});
