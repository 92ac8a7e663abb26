import { describe, expect, it } from 'vitest';
import {
  bodyHeight,
  scrollOffset,
  TALLEST,
  wholeOffset,
} from '../../../../renderer/lib/tall-scroll.ts';

const VIEWPORT = 600;

describe('a tall scroll', () => {
  it('is as it is while the browser can lay it out', () => {
    expect(bodyHeight(32_000_000)).toBe(32_000_000);
    expect(wholeOffset(12_345, 32_000_000, VIEWPORT)).toBe(12_345);
  });

  it.each([33_000_001, 160_000_000, 1_600_000_000])('reaches both ends of %i pixels', (wanted) => {
    const end = bodyHeight(wanted) - VIEWPORT;

    expect(bodyHeight(wanted)).toBe(TALLEST);
    expect(wholeOffset(0, wanted, VIEWPORT)).toBe(0);
    expect(wholeOffset(end, wanted, VIEWPORT)).toBeCloseTo(wanted - VIEWPORT, 3);
  });

  it('goes to a place and finds itself there', () => {
    for (const whole of [0, 1_000, 80_000_000, 159_999_400]) {
      const top = scrollOffset(whole, 160_000_000, VIEWPORT);
      expect(wholeOffset(top, 160_000_000, VIEWPORT)).toBeCloseTo(whole, 3);
    }
  });
});
