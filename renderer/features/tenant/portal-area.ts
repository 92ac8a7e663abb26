import type { Rect } from '../../../preload/contract/index.ts';

export const NO_AREA: Rect = { x: 0, y: 0, width: 0, height: 0 };

/**
 * The area of an element in whole CSS pixels. Edges are rounded, not sizes, so that the page meets
 * the frame at every device pixel ratio.
 */
export function areaOf(rect: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>): Rect {
  const x = Math.max(0, Math.round(rect.left));
  const y = Math.max(0, Math.round(rect.top));
  return {
    x,
    y,
    width: Math.max(0, Math.round(rect.right) - x),
    height: Math.max(0, Math.round(rect.bottom) - y),
  };
}

export function isSameArea(one: Rect, other: Rect): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  );
}

/** Whether two areas share any pixel. */
export function overlaps(
  one: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>,
  other: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>,
): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
