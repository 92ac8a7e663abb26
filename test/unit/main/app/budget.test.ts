import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../../main/app/budget.ts';

describe('createBudget', () => {
  it('is spent after so many, and there again after the period', () => {
    let now = 0;
    const may = createBudget(2, 1000, () => now);
    expect([may(), may(), may()]).toEqual([true, true, false]);
    now = 999;
    expect(may()).toBe(false);
    now = 1000;
    expect([may(), may(), may()]).toEqual([true, true, false]);
  });
});
