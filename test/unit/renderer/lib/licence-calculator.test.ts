import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  licencesFor,
  MOST_ANALYSTS,
  typedCount,
} from '../../../../renderer/lib/licence-calculator.ts';

describe('the licence formula', () => {
  it('gives the example of its document', () => {
    expect(licencesFor(20, 20)).toEqual({ guests: 60, licences: 12 });
  });

  it.each([
    [0, 0, 0, 0],
    [1, 0, 2, 1],
    [3, 0, 5, 1],
    [4, 0, 6, 2],
    [7, 0, 11, 3],
  ])('rounds %i and %i up to %i guests and %i licences', (now, planned, guests, licences) => {
    expect(licencesFor(now, planned)).toEqual({ guests, licences });
  });

  it('never has too few licences, and never one too many', () => {
    const count = fc.integer({ min: 0, max: MOST_ANALYSTS });
    fc.assert(
      fc.property(count, count, (now, planned) => {
        const result = licencesFor(now, planned);
        if (result === null) throw new Error('There is a result for every count.');
        const { guests, licences } = result;
        expect(guests * 2).toBeGreaterThanOrEqual((now + planned) * 3);
        expect((guests - 1) * 2).toBeLessThan((now + planned) * 3 + 1);
        expect(licences * 5).toBeGreaterThanOrEqual(guests);
        expect((licences - 1) * 5).toBeLessThan(Math.max(1, guests));
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN, Infinity, MOST_ANALYSTS + 1])('has no result for %d', (count) => {
    expect(licencesFor(count, 0)).toBeNull();
    expect(licencesFor(0, count)).toBeNull();
  });

  it('reads digits alone', () => {
    expect(typedCount(' 20 ')).toBe(20);
    const refused = ['', '1e3', '-1', '1.5', '0x10', '２０', '99999999', '1 0'];
    expect(refused.filter((text) => typedCount(text) !== null)).toEqual([]);
  });
});
