import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  boundedText,
  counted,
  listed,
} from '../../../../../../main/data/status/evaluate/bounded-text.ts';
import {
  instantOf,
  normalInstant,
  shownInstant,
} from '../../../../../../main/data/status/evaluate/instants.ts';
import { isInRanges } from '../../../../../../main/data/status/evaluate/policy-locations.ts';

describe('text of others', () => {
  it('is cut with a mark, and never in the middle of a character', () => {
    expect(boundedText('CA001', 5)).toBe('CA001');
    expect(boundedText('CA0011', 5)).toBe('CA00…');
    expect(boundedText('abc😀😀', 5)).toBe('abc…');
  });

  it('fits whatever it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (text, max) => {
          const plain = boundedText(text, max);
          expect(plain.length).toBeLessThanOrEqual(max);
          expect(plain).not.toMatch(/\p{Surrogate}|\p{Cc}|\u202e/u);
        },
      ),
    );
  });

  it('is listed as people do', () => {
    expect(listed([], 3)).toBe('');
    expect(listed(['a'], 3)).toBe('a');
    expect(listed(['a', 'b', 'c'], 3)).toBe('a, b and c');
    expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
    expect(counted(1, 'policy', 'policies')).toBe('1 policy');
    expect(counted(0, 'policy', 'policies')).toBe('0 policies');
  });
});

describe('times', () => {
  it.each([
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00:00.1234567Z', '2026-11-20T08:00:00.123Z'],
    ['2026-11-20T09:00:00+01:00', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00Z', '2026-11-20T08:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(normalInstant(text)).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026-11-20',
    '2026-11-20T08:00:00',
    '20 Nov 2026 08:00 GMT',
    '1763625600000',
    '2026-11-20T25:00:00Z',
    '+012026-11-20T08:00:00Z',
    ' 2026-11-20T08:00:00Z',
    `2026-11-20T08:00:00.${'1'.repeat(100)}Z`,
  ])('“%s” is none', (text) => {
    expect(instantOf(text)).toBeNull();
  });

  it('are none when they are of another type', () => {
    expect(instantOf(null)).toBeNull();
    expect(instantOf(1_763_625_600_000 as unknown as string)).toBeNull();
  });

  it('always fit the contract', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const normal = normalInstant(date.toISOString());
        expect(z.iso.datetime().nullable().safeParse(normal).success).toBe(true);
      }),
    );
    expect(normalInstant('9999-12-31T23:59:00-23:59')).toBeNull();
  });

  it('are shown with their zone', () => {
    expect(shownInstant(Date.parse('2026-11-20T08:02:11Z'))).toBe('2026-11-20 08:02 UTC');
  });
});

describe('addresses', () => {
  it.each([
    ['203.0.113.9', ['203.0.113.0/28'], 'yes'],
    ['203.0.113.16', ['203.0.113.0/28'], 'no'],
    ['2001:db8::1', ['203.0.113.0/28', '2001:db8::/32'], 'yes'],
    ['2001:db9::1', ['2001:db8::/32'], 'no'],
    ['203.0.113.9', [], 'no'],
    ['203.0.113.9', ['203.0.113.0'], 'maybe'],
    ['203.0.113.9', ['203.0.113.0/33', '203.0.113.0/-1', 'x/8', '1/2/3'], 'maybe'],
    ['203.0.113.9', ['nonsense', '203.0.113.9/32'], 'yes'],
    ['somewhere', ['0.0.0.0/0'], 'maybe'],
  ] as const)('%s in %s → %s', (address, ranges, expected) => {
    expect(isInRanges(address, ranges)).toBe(expected);
  });
});
