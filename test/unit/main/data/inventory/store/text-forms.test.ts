import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeOf, timeParts } from '../../../../../../main/data/inventory/store/text-forms.ts';

describe('timeParts', () => {
  it('takes every instant in the form of services, and gives it back', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        instant,
        fc.nat({ max: 7 }),
        fc.nat({ max: 9_999_999 }),
        (date, digits, number) => {
          const fraction =
            digits === 0 ? '' : `.${String(number).padStart(7, '0').slice(0, digits)}`;
          const text = `${date.toISOString().slice(0, 19)}${fraction}Z`;
          const parts = timeParts(text);
          expect(parts?.seconds).toBe(Math.floor(date.getTime() / 1_000));
          expect(parts === null ? null : timeOf(parts)).toBe(text);
        },
      ),
    );
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T23:59:60Z',
    '1969-12-31T23:59:59Z',
    '0001-01-01T00:00:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.12345678Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+00:00',
    '２026-01-01T00:00:00Z',
  ])('leaves %s as the text it is', (text) => {
    expect(timeParts(text)).toBeNull();
  });
});
