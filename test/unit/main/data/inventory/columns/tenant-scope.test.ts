import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeviceTable } from '../../../../../../main/data/inventory/columns/create-device-table.ts';
import type { DeviceTable } from '../../../../../../main/data/inventory/columns/device-table.ts';
import { COLUMN_IDS, FACET_IDS } from '../../../../../../preload/contract/device-columns.ts';
import { aDevice, aQuery, NOW, TENANT_A, TENANT_B } from './a-device.ts';
import { deviceOf, query } from './device-arbitraries.ts';

/** All that a tenant is told, in one piece. */
function answers(table: DeviceTable, asked: ReturnType<typeof aQuery>) {
  const page = table.rows(asked, COLUMN_IDS, { from: 0, count: 100 }, NOW);
  const walk = table.walk(asked, COLUMN_IDS, NOW);
  return {
    page: { ...page, revision: 0 },
    facets: table.facets(asked, FACET_IDS, NOW),
    walked: [walk.total, ...walk.blocks(3)],
    counts: table.overview(asked.filter.tenantIds, 30, NOW),
    found: page.rows.map(({ id }) => table.find(asked, id, NOW)),
  };
}

describe('questions about one tenant', () => {
  it('are answered as if there were no other, whatever the other has', () => {
    const ids = fc.nat({ max: 9 });
    const devices = (tenantId: typeof TENANT_A) =>
      fc.array(deviceOf(tenantId, ids), { maxLength: 8 });
    fc.assert(
      fc.property(devices(TENANT_A), devices(TENANT_B), query, (own, others, asked) => {
        const alone = createDeviceTable();
        alone.put(TENANT_A, own);
        const beside = createDeviceTable();
        beside.put(TENANT_B, others);
        beside.put(TENANT_A, own);
        // The other's devices have the same ids and, half of them, the same values.
        beside.put(TENANT_B, own.slice(own.length / 2));

        const scoped = { ...asked, filter: { ...asked.filter, tenantIds: [TENANT_A] } };
        expect(answers(beside, scoped)).toEqual(answers(alone, scoped));
      }),
      { numRuns: 150 },
    );
  });

  it('never find a device of another by its id', () => {
    const table = createDeviceTable();
    table.put(TENANT_B, [aDevice({ id: 7, name: 'theirs', tenantId: TENANT_B })]);

    expect(table.find(aQuery({ tenantIds: [TENANT_A] }), 7, NOW)).toBeNull();
    expect(table.find(aQuery({ tenantIds: [TENANT_B] }), 7, NOW)).toBe(0);
  });

  it('with an empty scope are about nothing', () => {
    const table = createDeviceTable();
    table.put(TENANT_B, [aDevice({ id: 7, name: 'theirs', tenantId: TENANT_B })]);
    const nobody = aQuery({ tenantIds: [] });

    expect(table.rows(nobody, ['name'], { from: 0, count: 10 }, NOW)).toMatchObject({
      total: 0,
      all: 0,
      rows: [],
    });
    expect(table.facets(nobody, ['os'], NOW)).toEqual([{ id: 'os', values: [], more: 0 }]);
  });

  it('hear nothing of a tenant that was forgotten', () => {
    const table = createDeviceTable();
    table.put(TENANT_B, [
      aDevice({ id: 7, name: 'theirs', tenantId: TENANT_B, tags: ['secret'], os: 'TheirOS' }),
    ]);
    table.rows(aQuery({ search: 'theirs' }), ['name'], { from: 0, count: 10 }, NOW);
    table.forget(TENANT_B);

    expect(table.suggest('theirs', 10)).toEqual([]);
    expect(table.toSnapshot(TENANT_B)).toBeNull();
    expect(table.facets(aQuery(), ['os', 'tags'], NOW).flatMap(({ values }) => values)).toEqual([]);
    expect(table.rows(aQuery({ search: 'theirs' }), ['name'], { from: 0, count: 1 }, NOW).all).toBe(
      0,
    );
    expect(table.overview(null, 30, NOW)).toEqual([]);
  });
});
