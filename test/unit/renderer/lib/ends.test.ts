import { describe, expect, it } from 'vitest';
import type { RadarItem } from '../../../../preload/contract/index.ts';
import { aTenant, idOf } from '../../../../renderer/bridge/fake/estates.ts';
import { anEngagement } from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import { MULTITENANT } from '../../../../renderer/bridge/fake/onboarding/sample-checklists.ts';
import { endMonths } from '../../../../renderer/features/onboarding/end-months.ts';
import { endGroups, endsByTenant, endsText } from '../../../../renderer/lib/ends.ts';

const end = (id: string, endsAt: string, state: RadarItem['state'], tenant = 1): RadarItem => ({
  id,
  tenantId: idOf(tenant),
  kind: 'other',
  title: id,
  endsAt,
  state,
  warnDays: 30,
  from: 'reminder',
  engagementId: null,
  stepId: null,
  reminderId: null,
  checkedAt: null,
});
const radar = [
  end('b', '2026-06-20T00:00:00.000Z', 'soon'),
  end('a', '2026-06-10T00:00:00.000Z', 'soon', 2),
  end('c', '2026-05-01T00:00:00.000Z', 'ended'),
  end('d', '2027-04-01T12:00:00.000Z', 'later'),
  end('e', '2030-01-01T12:00:00.000Z', 'later'),
];

describe('what ends', () => {
  it('comes in groups with the earliest first', () => {
    expect(endGroups(radar).map(({ items }) => items.map(({ id }) => id))).toEqual([
      ['c'],
      ['a', 'b'],
      ['d', 'e'],
    ]);
  });

  it('makes a badge of what ended, ends soon or has drifted, and of nothing else', () => {
    const drifted = {
      ...anEngagement({
        number: 1,
        checklist: MULTITENANT,
        source: null,
        target: aTenant(3),
      }).summary,
      drifted: 2,
    };
    const ends = endsByTenant([...radar, end('f', '2031-01-01T00:00:00Z', 'later', 4)], [drifted]);
    expect(ends.get(idOf(1))).toEqual({ ended: 1, soon: 1, drifted: 0 });
    expect(endsText(ends.get(idOf(1)) ?? null)).toBe('onboarding: 1 ended, 1 ends soon');
    expect(endsText(ends.get(idOf(3)) ?? null)).toBe('onboarding: 2 steps drifted');
    expect(ends.has(idOf(4))).toBe(false);
    expect(endsByTenant([], [{ ...drifted, state: 'archived' }]).size).toBe(0);
  });

  it('is counted by month, with what is over before and what comes after', () => {
    const months = endMonths(radar, Date.parse('2026-06-15T12:00:00Z'));
    expect(months).toHaveLength(14);
    expect(months.map(({ count }) => count)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
    expect(months[11]?.name).toBe('Apr 2027');
  });
});
