/** A colour in OKLab, the space in which distance is close to how different colours look. */
export type OkLab = readonly [lightness: number, a: number, b: number];

/** Reads `#rrggbb`. Matrices: Björn Ottosson, "A perceptual color space for image processing". */
export function okLabOf(hex: string): OkLab {
  const [r, g, b] = linearOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** 0 for the same colour, 100 from black to white; about 2 is the least that can be seen. */
export function colourDistance(one: OkLab, other: OkLab): number {
  return 100 * Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/** The sRGB parts of `#rrggbb` as amounts of light, 0 to 1. */
export function linearOf(hex: string): readonly [r: number, g: number, b: number] {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}
