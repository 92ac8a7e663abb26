import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastOf, luminanceOf, textColourOn } from '../../../../renderer/lib/contrast.ts';

const aColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is 21 between black and white, in either order', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastOf('#ffffff', '#000000')).toBeCloseTo(21, 5);
  });

  it('follows the published example of a grey on white', () => {
    expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('keeps luminance between 0 and 1', () => {
    fc.assert(
      fc.property(aColour, (colour) => {
        const luminance = luminanceOf(colour);
        expect(luminance).toBeGreaterThanOrEqual(0);
        expect(luminance).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('textColourOn', () => {
  it('is readable on every colour an operator may choose', () => {
    fc.assert(
      fc.property(aColour, (colour) => {
        expect(contrastOf(colour, textColourOn(colour))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
