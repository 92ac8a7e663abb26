import { describe, expect, it } from 'vitest';
import {
  addRefusals,
  refusalLines,
  refusedRows,
} from '../../../../../../main/data/inventory/store/refusals.ts';

describe('what was refused', () => {
  it('counts rows, and says of values beside them', () => {
    const refusals = new Map([
      ['rows without an id', 12],
      ['values left out: risk (no text)', 30],
      ['values cut: name (after 256 characters)', 2],
    ]);

    expect(refusedRows(refusals)).toBe(12);
    expect(refusalLines(refusals)).toEqual([
      '30 values left out: risk (no text)',
      '12 rows without an id',
      '2 values cut: name (after 256 characters)',
    ]);
  });

  it('counts neither for the other when there are too many reasons to keep', () => {
    const many = (kind: string, count: number) =>
      new Map(Array.from({ length: count }, (_, at) => [`${kind} ${String(at)}`, 1]));

    const sum = addRefusals(addRefusals(many('rows', 20), many('values', 5)), many('rows b', 3));

    expect(refusedRows(sum)).toBe(23);
    expect([...sum.values()].reduce((all, count) => all + count, 0)).toBe(28);
  });
});
