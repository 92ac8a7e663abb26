import { describe, expect, it } from 'vitest';
import { gridPlaceAfter } from '../../../../renderer/lib/grid-keys.ts';

const size = { rows: 20, columns: 5, page: 12 };
const after = (key: string, row: number, column: number, said: { ctrlKey?: boolean } = {}) =>
  gridPlaceAfter(
    { key, ctrlKey: false, altKey: false, metaKey: false, ...said },
    { row, column },
    size,
  );

describe('gridPlaceAfter', () => {
  it.each([
    ['ArrowDown', 0, 0, { row: 1, column: 0 }],
    ['ArrowDown', 19, 0, { row: 19, column: 0 }],
    ['ArrowUp', 0, 2, { row: -1, column: 2 }],
    ['ArrowUp', -1, 2, { row: -1, column: 2 }],
    ['ArrowRight', 3, 4, { row: 3, column: 4 }],
    ['ArrowLeft', 3, 4, { row: 3, column: 3 }],
    ['Home', 3, 4, { row: 3, column: 0 }],
    ['End', 3, 1, { row: 3, column: 4 }],
    ['PageDown', 3, 1, { row: 15, column: 1 }],
    ['PageDown', 15, 1, { row: 19, column: 1 }],
    // A page key does not leave the rows for the head.
    ['PageUp', 3, 1, { row: 0, column: 1 }],
  ])('%s from %i, %i', (key, row, column, expected) => {
    expect(after(key, row, column)).toEqual(expected);
  });

  it('goes to the corners with Ctrl', () => {
    expect(after('Home', 9, 3, { ctrlKey: true })).toEqual({ row: 0, column: 0 });
    expect(after('End', 9, 3, { ctrlKey: true })).toEqual({ row: 19, column: 4 });
  });

  it('leaves other keys, and keys with Ctrl that are shortcuts, alone', () => {
    expect(after('a', 0, 0)).toBeNull();
    expect(after('ArrowDown', 0, 0, { ctrlKey: true })).toBeNull();
  });
});
