import { describe, expect, it } from 'vitest';
import type { InventoryPart } from '../../../main/data/inventory/inventory-part.ts';
import { applyRetention } from '../../../main/data/retention.ts';
import { createStatusStore } from '../../../main/data/status/status-store.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { aPage, aRecord, anInventory, COMPLETE, CONTOSO, FABRIKAM } from './an-inventory.ts';
import { aShelf } from './a-store.ts';

const DAY = 24 * 60 * 60;
const NOW = new Date('2026-11-21T09:00:00.000Z');
const now = Math.floor(NOW.getTime() / 1_000);
const daysAgo = (days: number) => now - days * DAY;
const isoOf = (seconds: number) => new Date(seconds * 1_000).toISOString();

/** A database with devices, changes and status of two tenants, of 100 and of 2 days ago. */
function anEstate() {
  const store = aShelf().open();
  const inventory = anInventory(store.db);
  const statuses = createStatusStore(store.db);
  for (const [tenantId, days] of [
    [CONTOSO, 100],
    [FABRIKAM, 2],
  ] as const) {
    // Twice, because what is there the first time is no change.
    for (const [round, at] of [daysAgo(days), daysAgo(days) + 60].entries()) {
      const run = inventory.beginRun(tenantId, 'entra', { at, isFull: true });
      const facts = { name: `PAW-OF-${tenantId}-${String(round)}` };
      const page = aPage([aRecord('entra', 'one', null, facts)]);
      inventory.endRun(inventory.savePage(run, page, at).run, COMPLETE, at);
    }
    const answer = (value: unknown) => ({
      kind: 'known' as const,
      value,
      source: 'Graph',
      collectedAt: isoOf(daysAgo(days)),
    });
    statuses.saveAnswers(tenantId, { signIn: answer({ state: 'signed-in' }), me: answer('Dana') });
    statuses.finish(tenantId, { collectedAt: isoOf(daysAgo(days)), problem: null });
  }
  const part: Pick<InventoryPart, 'readAt' | 'forget' | 'dropChanges'> = {
    readAt(id) {
      const at = inventory.sourcesOf(id).find(({ completeAt }) => completeAt !== null)?.completeAt;
      return at === undefined || at === null ? null : new Date(at);
    },
    forget: async (id) => inventory.forget(id),
    dropChanges: (before) => inventory.dropChanges(Math.floor(before.getTime() / 1_000)),
  };
  const devicesOf = (id: TenantId) => [...inventory.devicesOf(id)].length;
  const apply = (inventoryDays: number | null, changesDays: number) =>
    applyRetention(
      { inventoryDays, changesDays },
      { tenantIds: () => [CONTOSO, FABRIKAM], statuses, inventory: part, now: () => NOW },
    );
  return { store, inventory, statuses, devicesOf, apply };
}

describe('applyRetention', () => {
  it('deletes what is older than the policy keeps, and no more', async () => {
    const { inventory, statuses, devicesOf, apply } = anEstate();

    expect(await apply(90, 90)).toEqual(['changes', CONTOSO]);

    expect([devicesOf(CONTOSO), devicesOf(FABRIKAM)]).toEqual([0, 1]);
    expect(inventory.changes([CONTOSO], 10)).toEqual([]);
    expect(inventory.changes([FABRIKAM], 10)).toHaveLength(1);
    expect(statuses.read(CONTOSO)).toMatchObject({ collectedAt: null });
    expect(Object.keys(statuses.read(CONTOSO).answers)).toEqual(['signIn']);
    expect(Object.keys(statuses.read(FABRIKAM).answers).sort()).toEqual(['me', 'signIn']);
    // A second look finds nothing, so that nothing is written for it.
    expect(await apply(90, 90)).toEqual([]);
  });

  it('keeps devices and status without end where no policy says so', async () => {
    const { devicesOf, statuses, inventory, apply } = anEstate();

    expect(await apply(null, 1)).toEqual(['changes']);

    expect([devicesOf(CONTOSO), devicesOf(FABRIKAM)]).toEqual([1, 1]);
    expect(statuses.read(CONTOSO).collectedAt).toBe(isoOf(daysAgo(100)));
    expect(inventory.changes(null, 10)).toEqual([]);
  });

  it('lets a tenant be collected anew', async () => {
    const { inventory, devicesOf, apply } = anEstate();
    await apply(90, 90);

    const run = inventory.beginRun(CONTOSO, 'entra', { at: now, isFull: false });
    inventory.endRun(
      inventory.savePage(run, aPage([aRecord('entra', 'two')]), now).run,
      COMPLETE,
      now,
    );

    expect(devicesOf(CONTOSO)).toBe(1);
    expect(await apply(90, 90)).toEqual([]);
  });
});
