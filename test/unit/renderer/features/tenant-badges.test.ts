import { describe, expect, it } from 'vitest';
import { aTenant, minutesAgo } from '../../../../renderer/bridge/fake/estates.ts';
import { aStatus, NEVER, rowOf } from '../../../../renderer/bridge/fake/status-data.ts';
import { ageOf, badgesOf } from '../../../../renderer/features/switcher/tenant-badges.ts';

const row = rowOf(aStatus(aTenant(1), { changes: {}, minutes: 10 }));

describe('the age of a row', () => {
  it('is that of the last complete collection', () => {
    expect(ageOf(row, badgesOf(row))).toBe(row.collectedAt);
  });

  it('is that of the oldest badge where nothing was ever collected in full', () => {
    const [oldest, newest] = [minutesAgo(9), minutesAgo(3)];
    const times: Record<string, string | null> = {
      'sign-in': newest,
      'mfa-done': oldest,
      'conditional-access': null,
    };
    const cells = row.cells.map((cell) => ({ ...cell, collectedAt: times[cell.checkId] ?? null }));
    const refused = { ...row, cells, collectedAt: null };

    expect(ageOf(refused, badgesOf(refused))).toBe(oldest);
  });

  it('is none where nothing was asked', () => {
    const never = rowOf(aStatus(aTenant(1), { changes: NEVER, account: null, minutes: null }));
    expect(ageOf(never, badgesOf(never))).toBeNull();
    expect(ageOf(null, badgesOf(null))).toBeNull();
  });
});
