import { describe, expect, it } from 'vitest';
import { isWithinBudget } from '../../../../main/ipc/message-budget.ts';

const budget = { values: 20, characters: 50, depth: 3 };

describe('isWithinBudget', () => {
  it('accepts plain data within the bounds', () => {
    expect(isWithinBudget({ a: [1, 'two', null, undefined, true] }, budget)).toBe(true);
  });

  it.each([
    ['too many values', Array.from({ length: 21 }, () => 0)],
    ['a long text', 'x'.repeat(51)],
    ['long keys', { ['k'.repeat(51)]: 1 }],
    ['too deep', { a: { b: { c: { d: 1 } } } }],
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['a bigint', 1n],
    ['a map', new Map()],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(4)],
    ['a regular expression', /x/],
    ['an error', new Error('x')],
  ])('refuses %s', (_what, value) => {
    expect(isWithinBudget(value, budget)).toBe(false);
  });

  it('ends on a value that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(isWithinBudget(loop, budget)).toBe(false);
  });

  it('ends at once on a list that claims a huge length', () => {
    const sparse: unknown[] = [];
    sparse.length = 4_000_000_000;
    expect(isWithinBudget(sparse, budget)).toBe(false);
  });
});
