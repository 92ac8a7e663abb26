import { useState } from 'react';

/** Rows that are drawn at once of a table that may be long. */
const STEP = 100;

/** The first rows of a long list, and what draws the next ones. */
export function useMore<T>(items: readonly T[]) {
  const [most, setMost] = useState(STEP);
  return {
    shown: items.length > most ? items.slice(0, most) : items,
    left: Math.max(0, items.length - most),
    showMore: () => setMost(most + STEP),
  };
}
