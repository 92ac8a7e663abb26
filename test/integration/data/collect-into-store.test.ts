import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../../main/data/inventory/device.ts';
import { factsOf } from '../../../main/data/inventory/sources/facts-of.ts';
import { createInventoryStore } from '../../../main/data/inventory/store/create-inventory-store.ts';
import { openStore } from '../../../main/data/store/open-store.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { type RunningCloud, runCloud } from '../cloud/running-cloud.ts';
import { aDeviceRun } from './a-device-run.ts';

const DOMAIN = 'some.example';

describe('collecting devices of the simulated cloud into the database', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runCloud('devices');
  });
  afterAll(() => run.stop());

  it('has each device of the cloud once, before and after changes behind its back', async () => {
    const { db } = openStore({
      path: null,
      key: null,
      nativeBinding: null,
      appVersion: '1',
      now: () => new Date(),
    });
    const store = createInventoryStore(db, { factsOf, snapshotVersion: 1 });
    const devices = aDeviceRun(run, { accountOf: () => 'operator@many.example', store });
    const tenantId = run.tenant(DOMAIN).id as TenantId;
    const compare = () => {
      const truth = run.cloud.devices.truth(tenantId);
      const kept: Device[] = [...store.devicesOf(tenantId)];
      const counts = store.sourcesOf(tenantId).map(({ source, records }) => [source, records]);
      return {
        kept: {
          devices: kept.length,
          defenderIds: kept.flatMap(({ defenderId }) => defenderId ?? []).toSorted(),
          counts: Object.fromEntries(counts.filter(([source]) => !String(source).includes('-'))),
        },
        truth: {
          devices: truth.devices,
          defenderIds: truth.defender.map(({ id }) => id).toSorted(),
          counts: {
            defender: truth.defender.length,
            intune: truth.intune.length,
            entra: truth.entra.length,
          },
        },
      };
    };

    await devices.collect(DOMAIN);
    const first = compare();
    const before = run.cloud.devices.truth(tenantId);
    run.cloud.devices.edit(tenantId, { kind: 'grow', count: 40 });
    for (const service of ['defender', 'intune', 'entra'] as const) {
      for (const { id } of before[service].slice(0, 15)) {
        run.cloud.devices.edit(tenantId, { kind: 'remove', service, id });
      }
    }
    await devices.collect(DOMAIN);
    const second = compare();

    expect(first.kept).toEqual(first.truth);
    expect(second.kept).toEqual(second.truth);
    expect(second.truth.devices).not.toBe(first.truth.devices);
    expect(store.openRuns()).toEqual([]);
  });
});
