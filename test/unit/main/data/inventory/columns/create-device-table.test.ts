import { describe, expect, it } from 'vitest';
import { createDeviceTable } from '../../../../../../main/data/inventory/columns/create-device-table.ts';
import { aDevice, aQuery, NOW, TENANT_A, TENANT_B } from './a-device.ts';

function aTable() {
  const table = createDeviceTable();
  table.put(TENANT_A, [
    aDevice({ id: 1, name: 'LON-WS-1', user: 'Kenneth.Lee@contoso.com', risk: 'high' }),
    aDevice({ id: 2, name: 'lon-ws-2', tags: ['VIP', 'Paris'], risk: 'low' }),
    aDevice({ id: 3, name: null, serial: 'X1Y2Z3' }),
  ]);
  table.put(TENANT_B, [aDevice({ id: 4, name: 'LON-WS-1', tenantId: TENANT_B, risk: 'high' })]);
  return table;
}

const idsOf = (table: ReturnType<typeof aTable>, query = aQuery()) =>
  table.rows(query, ['name'], { from: 0, count: 100 }, NOW).rows.map(({ id }) => id);

describe('the table of devices', () => {
  it('lists by name, then id, nameless last, as they were written', () => {
    const page = aTable().rows(aQuery(), ['name', 'tags'], { from: 1, count: 3 }, NOW);

    expect(page).toMatchObject({ total: 4, all: 4, from: 1 });
    expect(page.rows).toEqual([
      { id: 4, tenantId: TENANT_B, cells: ['LON-WS-1', null] },
      { id: 2, tenantId: TENANT_A, cells: ['lon-ws-2', ['VIP', 'Paris']] },
      { id: 3, tenantId: TENANT_A, cells: [null, null] },
    ]);
  });

  it('finds text from the third character anywhere, before that at the beginning', () => {
    const table = aTable();

    expect(idsOf(table, aQuery({ search: 'NETH' }))).toEqual([1]);
    expect(idsOf(table, aQuery({ search: 'ne' }))).toEqual([]);
    expect(idsOf(table, aQuery({ search: 'ke' }))).toEqual([1]);
    expect(idsOf(table, aQuery({ search: 'lon vip' }))).toEqual([2]);
  });

  it('finds text that goes on from a name into its domain, and not where there is none', () => {
    const table = createDeviceTable();
    table.put(TENANT_A, [
      aDevice({ id: 1, name: 'web1', dnsName: 'WEB1.contoso.com', user: 'a@contoso.com' }),
      aDevice({ id: 2, name: 'db2', dnsName: 'other.contoso.com', email: 'db2@fabrikam.com' }),
    ]);

    expect(idsOf(table, aQuery({ search: 'b1.con' }))).toEqual([1]);
    expect(idsOf(table, aQuery({ search: 'db2.con' }))).toEqual([]);
    expect(idsOf(table, aQuery({ search: 'her.contoso' }))).toEqual([2]);
    expect(idsOf(table, aQuery({ search: 'a@c' }))).toEqual([1]);
    expect(idsOf(table, aQuery({ search: 'a@' }))).toEqual([1]);
    expect(idsOf(table, aQuery({ search: 'b2@fab' }))).toEqual([2]);
    expect(idsOf(table, aQuery({ search: 'b2@con' }))).toEqual([]);
  });

  it('counts what was never seen as stale, whatever the time', () => {
    const [counts] = aTable().overview([TENANT_A], 30, 60);

    expect(counts?.stale).toBe(3);
  });

  it('sorts known values in their order, unknown last in both directions', () => {
    const table = aTable();

    const sort = (isDescending: boolean) => aQuery({}, [{ column: 'risk', isDescending }]);
    expect(idsOf(table, sort(false))).toEqual([2, 1, 4, 3]);
    expect(idsOf(table, sort(true))).toEqual([1, 4, 2, 3]);
  });

  it('counts a facet by all conditions but its own', () => {
    const [risk, tags] = aTable().facets(
      aQuery({ facets: { risk: ['high'] }, tenantIds: [TENANT_A] }),
      ['risk', 'tags'],
      NOW,
    );

    expect(risk?.values).toEqual([
      { value: 'low', count: 1 },
      { value: 'high', count: 1 },
      { value: '', count: 1 },
    ]);
    expect(tags?.values).toEqual([{ value: '', count: 1 }]);
  });
});
