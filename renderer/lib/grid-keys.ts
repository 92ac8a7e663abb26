/** A place in a grid. Row −1 is its head. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows a page key moves by. */
  readonly page: number;
}

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key goes from a place in a grid, its head included; null when it goes nowhere. */
export function gridPlaceAfter(
  { key, ctrlKey, altKey, metaKey }: PressedKey,
  { row, column }: GridPlace,
  { rows, columns, page }: GridSize,
): GridPlace | null {
  if (altKey || metaKey || (ctrlKey && key !== 'Home' && key !== 'End')) return null;
  const to = (nextRow: number, nextColumn: number): GridPlace => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(Math.max(0, row - page), column);
    case 'Home':
      return ctrlKey ? to(0, 0) : to(row, 0);
    case 'End':
      return ctrlKey ? to(rows - 1, columns - 1) : to(row, columns - 1);
    default:
      return null;
  }
}
