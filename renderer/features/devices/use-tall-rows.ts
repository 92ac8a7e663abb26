import { type RefObject, useLayoutEffect, useState } from 'react';
import { bodyHeight, scrollOffset, TALLEST, wholeOffset } from '../../lib/tall-scroll.ts';

/** Pixels of a row, and of the head that stays in sight above them. */
const ROW_HEIGHT = 32;
const HEAD_HEIGHT = 32;
const OVERSCAN = 6;

interface TallRows {
  /** Rows to draw, from the first to the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Rows that fit. */
  readonly page: number;
  /** Pixels from the top of the body to the first drawn row. */
  readonly top: number;
  readonly height: number;
  readonly show: (row: number) => void;
}

interface Place {
  readonly scrollTop: number;
  readonly viewport: number;
}

/**
 * Which rows of a table are in sight, and where they stand. All rows are equally high, so that this
 * is a division, where a general virtualizer walks over every row whenever their number changes: too
 * long for a million of them at each letter typed.
 */
export function useTallRows(scroller: RefObject<HTMLElement | null>, count: number): TallRows {
  const [{ scrollTop, viewport }, setPlace] = useState<Place>({ scrollTop: 0, viewport: 600 });
  const wanted = count * ROW_HEIGHT;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const read = () =>
      setPlace((before) => {
        const next = {
          scrollTop: Math.max(0, element.scrollTop),
          viewport: Math.max(ROW_HEIGHT, element.clientHeight - HEAD_HEIGHT),
        };
        // Rows that are drawn already need no new drawing: they move with the body.
        const isSame =
          wanted <= TALLEST &&
          before.viewport === next.viewport &&
          Math.floor(before.scrollTop / ROW_HEIGHT) === Math.floor(next.scrollTop / ROW_HEIGHT);
        return isSame ? before : next;
      });
    read();
    element.addEventListener('scroll', read, { passive: true });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', read);
      observer.disconnect();
    };
  }, [scroller, wanted]);

  const whole = Math.min(wholeOffset(scrollTop, wanted, viewport), Math.max(0, wanted - viewport));
  const first = Math.max(0, Math.floor(whole / ROW_HEIGHT) - OVERSCAN);
  const end = Math.min(count, Math.ceil((whole + viewport) / ROW_HEIGHT) + OVERSCAN);

  const show = (row: number) => {
    const element = scroller.current;
    if (element === null || row < 0) return;
    const size = Math.max(ROW_HEIGHT, element.clientHeight - HEAD_HEIGHT);
    const from = wholeOffset(element.scrollTop, wanted, size);
    const start = row * ROW_HEIGHT;
    if (start >= from && start + ROW_HEIGHT <= from + size) return;
    const to = start < from ? start : start + ROW_HEIGHT - size;
    element.scrollTo({ top: scrollOffset(to, wanted, size) });
  };

  return {
    first,
    end,
    page: Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1),
    // Where the body is shorter than its rows, they stand where the scroll bar is.
    top: first * ROW_HEIGHT - whole + (wanted <= TALLEST ? whole : scrollTop),
    height: bodyHeight(wanted),
    show,
  };
}
