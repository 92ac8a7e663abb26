import { describe, expect, it } from 'vitest';
import type { TenantCounts } from '../../../../preload/contract/index.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import {
  badOf,
  knownCount,
  legendOf,
  partsOf,
  PICTURES,
  toneOf,
} from '../../../../renderer/lib/device-pictures.ts';

const counts = (said: Partial<TenantCounts>): TenantCounts => ({
  tenantId: idOf(1),
  total: 10,
  highRisk: null,
  highExposure: null,
  internetFacing: null,
  canBeOnboarded: null,
  highValue: null,
  newlyDiscovered: 0,
  stale: 0,
  bars: {},
  oldestCollected: null,
  newestCollected: null,
  ...said,
});

describe('pictures of devices', () => {
  it('add up what is known, and say of how many tenants it is not', () => {
    const tenants = [counts({ highRisk: 3 }), counts({ highRisk: 0 }), counts({})];

    expect(knownCount(tenants, 'highRisk')).toEqual({ count: 3, unknownTenants: 1 });
    expect(knownCount(tenants, 'highExposure')).toEqual({ count: null, unknownTenants: 3 });
    expect(knownCount(tenants, 'stale')).toEqual({ count: 0, unknownTenants: 0 });
  });

  it('draw the worst first, what nobody knows last, and nothing of what is not said', () => {
    const tenant = counts({
      bars: {
        risk: [
          { value: '', count: 1 },
          { value: 'none', count: 5 },
          { value: 'high', count: 2 },
          { value: 'low', count: 0 },
          { value: 'severe', count: 1 },
        ],
      },
    });

    expect(partsOf(tenant, 'risk')?.map(({ value }) => value)).toEqual([
      'high',
      'severe',
      'none',
      '',
    ]);
    expect(badOf(tenant, 'risk')).toBe(2);
    expect(partsOf(tenant, 'health')).toBeNull();
    expect(badOf(tenant, 'health')).toBe(0);
  });

  it('explain every tone that a known value is drawn in', () => {
    for (const picture of PICTURES) {
      const legend = legendOf(picture);
      expect(legend.at(-1)).toBe('');
      expect(toneOf(picture, legend.at(-1) ?? 'x')).toBe('unknown');
      expect(new Set(legend.map((value) => toneOf(picture, value))).size).toBeGreaterThan(2);
    }
  });
});
