/**
 * Chromium lays nothing out beyond 2^25 pixels. A table that would be taller scrolls over a shorter
 * body instead: places of the scroll bar are mapped to places of the whole, end to end.
 */
export const TALLEST = 33_000_000;

/** Pixels of the body that scrolls, for rows that would take so many. */
export const bodyHeight = (wanted: number): number => Math.min(wanted, TALLEST);

/** Where in the whole a scroll offset stands. */
export function wholeOffset(scrollTop: number, wanted: number, viewport: number): number {
  return scrollTop * scaleOf(wanted, viewport);
}

/** The scroll offset for a place of the whole. */
export function scrollOffset(whole: number, wanted: number, viewport: number): number {
  return whole / scaleOf(wanted, viewport);
}

function scaleOf(wanted: number, viewport: number): number {
  const body = bodyHeight(wanted);
  return wanted <= body || body <= viewport ? 1 : (wanted - viewport) / (body - viewport);
}
