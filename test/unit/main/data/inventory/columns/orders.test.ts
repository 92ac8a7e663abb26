import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortByKeys } from '../../../../../../main/data/inventory/columns/radix-sort.ts';
import { orderTexts } from '../../../../../../main/data/inventory/columns/text-order.ts';

/** Numbers that share high or low digits, or none. */
const key = fc.oneof(
  fc.nat({ max: 3 }),
  fc.nat({ max: 0xffff_ffff }),
  fc.nat({ max: 5 }).map((digit) => digit * 0x0400_0000),
  fc.constant(0xffff_ffff),
);

describe('rows', () => {
  it('are sorted by their keys, equal ones as they were', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 300 }), (list) => {
        const rows = Uint32Array.from(list, (_, row) => row + 7);
        sortByKeys(rows, Uint32Array.from(list));

        const expected = list
          .map((value, row) => ({ value, row: row + 7 }))
          .sort((one, two) => one.value - two.value || one.row - two.row)
          .map(({ row }) => row);
        expect([...rows]).toEqual(expected);
      }),
    );
  });
});

describe('texts', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', '\u0001', 'é', '😀'), maxLength: 12 }),
    fc.nat({ max: 40 }).map((number) => `desktop-of-somebody-${number % 7}${'x'.repeat(number)}`),
  );

  it('are ordered by their bytes, empty ones last, and equal ones have equal ranks', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
        const bytes = texts.map((each) => Buffer.from(each));
        const starts = new Uint32Array(texts.length + 1);
        for (const [at, each] of bytes.entries()) starts[at + 1] = (starts[at] ?? 0) + each.length;
        const { order, ranks } = orderTexts({ bytes: Buffer.concat(bytes), starts });

        const compare = (one: number, two: number) => {
          const [a = Buffer.alloc(0), b = Buffer.alloc(0)] = [bytes[one], bytes[two]];
          return Number(a.length === 0) - Number(b.length === 0) || Buffer.compare(a, b);
        };
        const expected = texts.map((_, at) => at).sort((a, b) => compare(a, b) || a - b);
        expect([...order]).toEqual(expected);
        let rank = 0;
        const expectedRanks = expected.map((at, place) => {
          if (place > 0 && compare(expected[place - 1] ?? 0, at) !== 0) rank += 1;
          return rank;
        });
        expect([...ranks]).toEqual(expectedRanks);
      }),
    );
  });
});
