import { describe, expect, it } from 'vitest';
import {
  durationDays,
  hasEnded,
  lastDay,
  Recurrence,
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

  const NUMBERED = { type: 'numbered', startDate: '2026-01-01' };
  it.each([
    ['weekly', { type: 'noEnd', startDate: '2026-01-01', endDate: '9999-12-31' }, null],
    ['weekly', { type: 'endDate', endDate: '2026-03-01' }, '2026-03-01'],
    ['weekly', { type: 'EndDate', endDate: '2026-03-01T00:00:00Z' }, '2026-03-01'],
    ['weekly', { type: 'endDate', endDate: 'some day' }, null],
    ['weekly', { type: 'endDate', endDate: '2026-13-01' }, null],
    ['weekly', { ...NUMBERED, numberOfOccurrences: 1 }, '2026-01-01'],
    ['weekly', { ...NUMBERED, numberOfOccurrences: 4 }, '2026-01-22'],
    ['weekly', { ...NUMBERED, numberOfOccurrences: 0 }, null],
    ['weekly', { type: 'numbered', numberOfOccurrences: 4 }, null],
    ['once', { ...NUMBERED, numberOfOccurrences: 4 }, null],
    ['absoluteYearly', { ...NUMBERED, numberOfOccurrences: 100_000 }, null],
    ['weekly', null, null],
  ])('%s in a range begins for the last time %#', (type, range, last) => {
    expect(lastDay(Recurrence.parse({ pattern: { type, interval: 1 }, range }))).toBe(last);
  });

  it.each([
    ['2026-03-01T23:59:59Z', false],
    ['2026-03-02T23:59:59Z', false],
    ['2026-03-03T00:00:01Z', true],
  ])('is over at %s: %s', (now, isOver) => {
    const range = { type: 'endDate', endDate: '2026-03-01' };
    expect(hasEnded(Recurrence.parse({ range }), new Date(now))).toBe(isOver);
  });
});
