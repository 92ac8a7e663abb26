import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchOf } from '../../support/stores/search-of.ts';

describe('a search for texts in bytes', () => {
  it('finds each text as UTF-8 and as UTF-16, at either end, beside and within another', () => {
    const within = searchOf(['grün-7', 'laptop-01', 'laptop-010', 'absent']);

    expect(within(Buffer.from('laptop-01'))).toEqual(['laptop-01']);
    expect(within(Buffer.from('..laptop-010grün-7'))).toEqual([
      'grün-7',
      'laptop-01',
      'laptop-010',
    ]);
    expect(within(Buffer.from('\u0000x laptop-01', 'utf16le'))).toEqual(['laptop-01']);
    expect(within(Buffer.concat([Buffer.of(7), Buffer.from('grün-7', 'utf16le')]))).toEqual([
      'grün-7',
    ]);
    expect(within(Buffer.from('laptop-0 grün absen'))).toEqual([]);
  });

  it('finds what a search for one text after the other finds', () => {
    const text = fc.string({ minLength: 4, maxLength: 6, unit: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { maxLength: 8 }),
        fc.string({ maxLength: 60, unit: fc.constantFrom('a', 'b') }),
        fc.constantFrom('utf8' as const, 'utf16le' as const),
        (texts, inside, encoding) => {
          const expected = texts.filter((one) => inside.includes(one));
          expect(searchOf(texts)(Buffer.from(inside, encoding))).toEqual(expected);
        },
      ),
    );
  });

  it('does not look for what is too short to mean anything', () => {
    expect(() => searchOf(['abc'])).toThrow('too short');
  });
});
