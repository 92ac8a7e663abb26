import { describe, expect, it } from 'vitest';
import { aTenant, groupIdOf, minutesAgo } from '../../../../renderer/bridge/fake/estates.ts';
import { aCompartment, aView, DEVICE_BLOCK } from '../../../../renderer/bridge/fake/views.ts';
import {
  overviewItems,
  type OverviewSort,
} from '../../../../renderer/features/overview/overview-order.ts';

const a = aTenant(1, { name: 'A', cloud: 'dod', lastOpenedAt: minutesAgo(50) });
const b = aTenant(2, { name: 'B', groupId: groupIdOf(1), lastOpenedAt: minutesAgo(5) });
const c = aTenant(3, { name: 'C', cloud: 'china' });
const d = aTenant(4, { name: 'D' });
const byTenant = {
  [c.id]: aCompartment(c.id, [aView(1, c, 'azure', { signInBlock: DEVICE_BLOCK })]),
  [d.id]: aCompartment(d.id, [aView(2, d, 'azure')]),
};

const names = (sort: OverviewSort, group: Parameters<typeof overviewItems>[2] = null) =>
  overviewItems([a, b, c, d], byTenant, group, sort)
    .map(({ tenant }) => tenant.name)
    .join('');

describe('overviewItems', () => {
  it('puts who needs the operator first, then what was open last', () => {
    expect(names('need')).toBe('CDBA');
  });

  it('keeps names, sorts by last opened with never last, and by cloud', () => {
    expect(names('name')).toBe('ABCD');
    expect(names('opened')).toBe('BACD');
    expect(names('cloud')).toBe('BDAC');
  });

  it('filters by group and by having none', () => {
    expect(names('name', groupIdOf(1))).toBe('B');
    expect(names('name', 'none')).toBe('ACD');
  });
});
