import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, waitBefore } from '../../../../../main/data/cloud/retry-after.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const parse = (value: string | null, date?: string) =>
  parseRetryAfter(
    new Headers({
      ...(value === null ? {} : { 'retry-after': value }),
      ...(date === undefined ? {} : { date }),
    }),
    NOW,
  );

describe('parseRetryAfter', () => {
  it.each([
    ['10', 10_000],
    ['0', 0],
    ['999999999999', 999_999_999_999_000],
    ['Sat, 21 Nov 2026 09:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 0],
  ])('reads %s', (value, ms) => {
    expect(parse(value)).toBe(ms);
  });

  it.each([null, '', '-5', '1.5', 'soon', '1e9', '2026-11-21', 'NaN', '10, 20'])(
    'takes %j for missing',
    (value) => {
      expect(parse(value)).toBeNull();
    },
  );

  it('counts a date from the clock of the service, not from one that is off by years', () => {
    expect(parse('Mon, 21 Nov 2016 09:00:30 GMT', 'Mon, 21 Nov 2016 09:00:00 GMT')).toBe(30_000);
  });
});

describe('waitBefore', () => {
  it('never waits less than asked, up to five minutes and a tenth', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1e12 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (asked, random, attempt) => {
          const wait = waitBefore(attempt, asked, () => random);
          expect(wait).toBeGreaterThanOrEqual(Math.min(asked, 300_000));
          expect(wait).toBeLessThanOrEqual(330_000);
          expect(wait).toBeGreaterThanOrEqual(500);
        },
      ),
    );
  });

  it('waits longer each time when it is not told how long, up to a minute', () => {
    const waits = [1, 2, 3, 4, 9].map((attempt) => waitBefore(attempt, null, () => 0.999));

    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(waits.at(-1)).toBeLessThanOrEqual(60_000);
  });

  it('spreads the waits of many tenants', () => {
    expect(waitBefore(1, 10_000, () => 0)).not.toBe(waitBefore(1, 10_000, () => 0.9));
    expect(waitBefore(1, null, () => 0)).not.toBe(waitBefore(1, null, () => 0.9));
  });
});
