import { describe, expect, it } from 'vitest';
import {
  durationDays,
  recurrenceDays,
} from '../../../../../../main/data/onboarding/checks/recurrence.ts';

describe('times between things', () => {
  it.each([
    ['P365D', 365],
    ['P1Y', 365],
    ['P6M', 180],
    ['P2W', 14],
    ['P1Y1M1W1DT12H', 403.5],
    ['PT6H', 0.25],
    ['PT0S', 0],
    ['P', null],
    ['PT', null],
    ['P1DT', null],
    ['365', null],
    ['-P1D', null],
    ['P99999999D', null],
    ['', null],
    [`P${'1'.repeat(100)}D`, null],
  ])('%s is %s days', (text, days) => {
    expect(durationDays(text)).toBe(days);
  });

  it.each([
    ['daily', 1, 1],
    ['weekly', 2, 14],
    ['absoluteMonthly', 3, 93],
    ['relativeMonthly', 12, 366],
    ['absoluteMonthly', 24, 732],
    ['absoluteYearly', 1, 366],
    ['constructor', 1, null],
    ['weekly', 0, null],
  ])('%s every %s', (type, interval, days) => {
    expect(recurrenceDays({ pattern: { type, interval } })).toBe(days);
  });
});
