import { describe, expect, it } from 'vitest';
import type { Estate, TenantId } from '../../../../preload/contract/index.ts';
import {
  anEstate,
  aTenant,
  demoEstate,
  groupIdOf,
  idOf,
  largeEstate,
} from '../../../../renderer/bridge/fake/estates.ts';
import { switcherRows } from '../../../../renderer/features/switcher/switcher-rows.ts';

function rowsOf(estate: Estate, search = '', folded: readonly string[] = []) {
  const tenants = [...estate.tenants].sort((a, b) => a.name.localeCompare(b.name));
  return switcherRows({
    byId: Object.fromEntries(tenants.map((tenant) => [tenant.id, tenant])),
    order: tenants.map(({ id }) => id),
    groups: estate.groups,
    favourites: estate.favourites,
    recent: estate.recent,
    search,
    folded: new Set(folded),
  });
}

const labels = (rows: ReturnType<typeof rowsOf>) =>
  rows.flatMap((row) => (row.kind === 'section' ? [row.label] : []));
const tenantIds = (rows: ReturnType<typeof rowsOf>): TenantId[] =>
  rows.flatMap((row) => (row.kind === 'tenant' ? [row.tenantId] : []));

describe('switcherRows', () => {
  it('has no rows without tenants', () => {
    expect(rowsOf(anEstate([]))).toEqual([]);
  });

  it('shows favourites, then groups, then what has none', () => {
    expect(labels(rowsOf(demoEstate()))).toEqual([
      'Favourites',
      'Government',
      'Industry',
      'No group',
    ]);
  });

  it('calls them tenants while there are no groups', () => {
    expect(labels(rowsOf(anEstate([aTenant(1), aTenant(2)])))).toEqual(['Tenants']);
  });

  it('shows recent ones only in an estate too large to see at once, and no favourite twice', () => {
    const large = largeEstate();
    const rows = rowsOf({ ...large, recent: [...large.favourites.slice(0, 2), idOf(4), idOf(5)] });
    const recent = rows.filter((row) => row.kind === 'tenant' && row.section === 'recent');

    expect(recent.map((row) => row.kind === 'tenant' && row.tenantId)).toEqual([idOf(4), idOf(5)]);
    expect(labels(rowsOf(demoEstate()))).not.toContain('Recent');
  });

  it('numbers favourites for Ctrl and a digit', () => {
    const rows = rowsOf(demoEstate()).filter(
      (row) => row.kind === 'tenant' && row.section === 'favourites',
    );

    expect(rows.map((row) => row.kind === 'tenant' && row.favouriteAt)).toEqual([0, 1, 2]);
  });

  it('lists every tenant once below the groups', () => {
    const rows = rowsOf(largeEstate()).filter(
      (row) => row.kind === 'tenant' && row.section === 'tenants',
    );

    expect(new Set(rows.map((row) => row.key)).size).toBe(200);
  });

  it('keeps a folded group to its heading, with its count', () => {
    const rows = rowsOf(demoEstate(), '', [groupIdOf(2)]);
    const industry = rows.find((row) => row.kind === 'section' && row.label === 'Industry');

    expect(industry).toMatchObject({ isOpen: false, count: 4 });
    expect(tenantIds(rows).filter((id) => id === idOf(7))).toEqual([]);
  });

  it('shows a tenant of a removed group among those without', () => {
    const estate = demoEstate();
    const rows = rowsOf({ ...estate, groups: [] });

    expect(labels(rows)).toEqual(['Favourites', 'Tenants']);
    expect(tenantIds(rows)).toContain(idOf(2));
  });

  it('narrows to what is typed, each tenant once, best first', () => {
    expect(tenantIds(rowsOf(demoEstate(), 'con'))).toEqual([idOf(1)]);
    expect(tenantIds(rowsOf(demoEstate(), `{${idOf(3).toUpperCase()}}`))).toEqual([idOf(3)]);
    expect(tenantIds(rowsOf(demoEstate(), 'litware.mil'))).toEqual([idOf(4)]);
  });

  it('gives every row a key of its own and positions that add up', () => {
    const rows = rowsOf(largeEstate());

    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    for (const row of rows) expect(row.position).toBeLessThanOrEqual(row.of);
  });
});
