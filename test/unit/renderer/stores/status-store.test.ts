import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { type FakeBridge, makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { IDLE } from '../../../../renderer/bridge/fake/status.ts';
import { useAppStore } from '../../../../renderer/stores/app-store.ts';
import {
  cancelCollection,
  collect,
  exportStatus,
  followStatus,
  loadStatus,
  loadTenantStatus,
  loadTrust,
  receiveStatus,
  selectOldest,
  useStatusStore,
} from '../../../../renderer/stores/status-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

let fake: FakeBridge;
let end: () => void = () => undefined;

function connect(scenario: string, loadMs = 1) {
  const world = SCENARIOS[scenario]?.();
  if (world === undefined) throw new Error(`There is no scenario ${scenario}.`);
  fake = makeFakeBridge(world, { loadMs });
  connectBridge(fake.bridge);
  end();
  end = followStatus();
}

beforeEach(() => connect('demo-fresh'));
afterEach(() => {
  end();
  resetStores();
});

const state = () => useStatusStore.getState();
const lastNotice = () => useAppStore.getState().notices[0]?.message;

describe('the status store', () => {
  it('holds a row for each tenant', async () => {
    await loadStatus();

    expect(state().status).toBe('ready');
    expect(Object.keys(state().byTenant)).toHaveLength(8);
  });

  it('says why when nothing can be read, and keeps what was there when it cannot any more', async () => {
    connect('status-unreadable');
    await loadStatus();
    expect(state().status).toBe('failed');
    expect(state().problem).toContain('Something went wrong');

    connect('demo-fresh');
    await loadStatus();
    connect('status-unreadable');
    await loadStatus();
    expect(state().status).toBe('ready');
    expect(Object.keys(state().byTenant)).toHaveLength(8);
  });

  it('drops an answer that is older than the event before it', () => {
    receiveStatus({ revision: 5, rows: [], progress: { ...IDLE, total: 5 } });
    receiveStatus({ revision: 4, rows: [], progress: { ...IDLE, total: 4 } });

    expect(state().progress.total).toBe(5);
  });

  it('keeps the rows that did not change as they are', async () => {
    await loadStatus();
    const before = state().byTenant;

    fake.status.progress({ isRunning: true, total: 8 });
    expect(state().byTenant[idOf(1)]).toBe(before[idOf(1)]);

    await loadTenantStatus(idOf(2));
    const detail = state().details[idOf(2)];
    if (detail?.status !== 'ready') throw new Error('Fabrikam was read.');
    fake.status.change({ ...detail.tenant, problem: 'The answer was cut off.' });
    expect(state().byTenant[idOf(2)]).not.toBe(before[idOf(2)]);
    expect(state().byTenant[idOf(1)]).toBe(before[idOf(1)]);
  });

  it('reads a tenant again once its row is another', async () => {
    await loadStatus();
    await loadTenantStatus(idOf(2));

    const before = state().byTenant[idOf(2)]?.collectedAt;

    await collect([idOf(2)]);

    await expect.poll(() => state().byTenant[idOf(2)]?.collectedAt).not.toBe(before);
    await expect
      .poll(() => {
        const detail = state().details[idOf(2)];
        return detail?.status === 'ready' && detail.tenant.collectedAt;
      })
      .toBe(state().byTenant[idOf(2)]?.collectedAt);
  });

  it('collects all, can be cancelled, and goes on with those left over', async () => {
    connect('demo-fresh', 5_000);
    await loadStatus();

    await collect(null);
    expect(state().progress).toMatchObject({ isRunning: true, done: 0, total: 8 });

    await cancelCollection();
    expect(state().progress).toMatchObject({ isRunning: false, isCancelled: true });

    await collect(null);
    expect(state().progress).toMatchObject({ isRunning: true, isCancelled: false, total: 8 });
    expect(fake.status.asked()).toEqual([null, null]);
    await cancelCollection();
  });

  it('says that nothing can be collected offline', async () => {
    connect('status-offline');
    await loadStatus();

    await collect(null);

    expect(lastNotice()).toContain('offline');
  });

  it('reads trust again when a collection has ended', async () => {
    await loadStatus();
    await loadTrust();
    const before = state().trust;

    fake.status.progress({ isRunning: true });
    expect(state().trust).toBe(before);
    fake.status.progress({ isRunning: false });

    await expect.poll(() => state().trust).not.toBe(before);
  });

  it('says what was written into a file', async () => {
    await exportStatus('status', 'csv');

    expect(fake.status.exported()).toEqual(['bulkhead-status.csv']);
    expect(lastNotice()).toBe('bulkhead-status.csv is written: 8 rows.');
  });

  it('knows the oldest data and leaves out what was never collected', async () => {
    await loadStatus();

    expect(selectOldest(state())?.tenantId).toBe(idOf(6));
  });
});
