/** Red, green and blue of `#rrggbb`, 0 to 255. */
function channelsOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance of WCAG 2.2, 0 (black) to 1 (white). */
export function luminanceOf(colour: string): number {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [low, high] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (high + 0.05) / (low + 0.05);
}

/**
 * Black or white, whichever is easier to read on a colour. One of the two always reaches 4.5, so
 * that an operator may choose any colour. White wins a near tie: it is what eyes expect there.
 */
export function textColourOn(colour: string): '#000000' | '#ffffff' {
  const onWhite = contrastOf(colour, '#ffffff');
  if (onWhite >= 4.5) return '#ffffff';
  return contrastOf(colour, '#000000') >= onWhite ? '#000000' : '#ffffff';
}
