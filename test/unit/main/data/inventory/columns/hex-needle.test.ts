import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexNeedleOf, markIds } from '../../../../../../main/data/inventory/columns/hex-needle.ts';
import { IdLane } from '../../../../../../main/data/inventory/columns/id-lane.ts';

const digit = fc.constantFrom('0', '1', 'a', 'f');
const hex = (length: number) => fc.string({ unit: digit, minLength: length, maxLength: length });
const guid = hex(32).map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));

function marked(width: number, ids: readonly string[], word: string, isPrefix: boolean) {
  const lane = new IdLane(width);
  lane.reserve(ids.length);
  for (const [row, id] of ids.entries()) lane.set(row, id);
  const needle = hexNeedleOf(word, isPrefix);
  const rows = new Set<number>();
  if (needle !== null) markIds(lane, ids.length, needle, (row) => rows.add(row));
  return [...rows].sort((one, two) => one - two);
}

function having(ids: readonly string[], word: string, isPrefix: boolean) {
  return [...ids.keys()].filter((row) => {
    const id = ids[row] ?? '';
    return isPrefix ? id.startsWith(word) : id.includes(word);
  });
}

describe('a piece of an id', () => {
  it.each([
    { what: 'GUIDs', width: 16, id: guid },
    { what: 'Defender ids', width: 20, id: hex(40) },
  ])('is found where the text of $what has it', ({ width, id }) => {
    fc.assert(
      fc.property(
        fc.array(id, { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 11 }),
        fc.nat({ max: 39 }),
        fc.integer({ min: 1, max: 40 }),
        (ids, from, start, length) => {
          const word = (ids[from % ids.length] ?? '').slice(start, start + length);
          fc.pre(word.length >= 3);

          expect(marked(width, ids, word, false)).toEqual(having(ids, word, false));
          for (const beginning of [word, word.slice(0, 2), word.slice(0, 1)]) {
            expect(marked(width, ids, beginning, true)).toEqual(having(ids, beginning, true));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not found where it only seems to be', () => {
    fc.assert(
      fc.property(
        fc.array(guid, { minLength: 1, maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('0', 'a', 'f', '-'), minLength: 3, maxLength: 12 }),
        (ids, word) => {
          expect(marked(16, ids, word, false)).toEqual(having(ids, word, false));
        },
      ),
      { numRuns: 300 },
    );
  });
});
