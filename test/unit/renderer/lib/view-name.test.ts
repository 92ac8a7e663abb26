import { describe, expect, it } from 'vitest';
import { isSameViewName } from '../../../../renderer/lib/view-name.ts';

describe('names of views', () => {
  it.each([
    ['Stale', 'stale'],
    [' Stale ', 'STALE'],
    ['Café', 'cafe\u0301'],
  ])('%j and %j are one, as they are to the store', (one, other) => {
    expect(isSameViewName(one, other)).toBe(true);
  });

  it('tells others apart', () => {
    expect(isSameViewName('Stale', 'Stale 2')).toBe(false);
  });
});
