import type { KeyboardEvent } from 'react';
import type { SwitcherRow } from './switcher-rows.ts';

interface SwitcherKeys {
  readonly rows: readonly SwitcherRow[];
  readonly activeAt: number;
  readonly moveTo: (at: number) => void;
  readonly open: (row: SwitcherRow) => void;
  readonly fold: (row: SwitcherRow & { readonly kind: 'section' }, isOpen: boolean) => void;
  readonly showMenu: (row: SwitcherRow & { readonly kind: 'tenant' }) => void;
  readonly moveFavourite: (row: SwitcherRow & { readonly kind: 'tenant' }, by: number) => void;
}

/** Rows a page key moves by. */
const PAGE = 10;

/**
 * The keys of a tree, for the tree and for the search box that leads it. In the box Home, End and
 * the side arrows stay with the text.
 */
export function handleSwitcherKey(
  event: KeyboardEvent,
  keys: SwitcherKeys,
  isInBox: boolean,
): void {
  const row = keys.rows[keys.activeAt];
  const last = keys.rows.length - 1;
  const go = (at: number) => {
    event.preventDefault();
    keys.moveTo(Math.max(0, Math.min(last, at)));
  };

  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    if (row?.kind !== 'tenant' || row.favouriteAt === null) return;
    event.preventDefault();
    keys.moveFavourite(row, event.key === 'ArrowUp' ? -1 : 1);
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return;

  switch (event.key) {
    case 'ArrowDown':
      return go(keys.activeAt + 1);
    case 'ArrowUp':
      return go(keys.activeAt - 1);
    case 'PageDown':
      return go(keys.activeAt + PAGE);
    case 'PageUp':
      return go(keys.activeAt - PAGE);
    case 'Enter':
      if (row === undefined) return;
      event.preventDefault();
      return keys.open(row);
    case 'ContextMenu':
      return menu();
    case 'F10':
      return event.shiftKey ? menu() : undefined;
  }
  if (isInBox) return;

  switch (event.key) {
    case 'Home':
      return go(0);
    case 'End':
      return go(last);
    case ' ':
      if (row === undefined) return;
      event.preventDefault();
      return keys.open(row);
    case 'ArrowRight':
      if (row?.kind !== 'section') return;
      event.preventDefault();
      return row.isOpen ? keys.moveTo(keys.activeAt + 1) : keys.fold(row, true);
    case 'ArrowLeft':
      event.preventDefault();
      if (row?.kind === 'section') return keys.fold(row, false);
      return keys.moveTo(sectionAbove(keys.rows, keys.activeAt));
  }

  function menu() {
    if (row?.kind !== 'tenant') return;
    event.preventDefault();
    keys.showMenu(row);
  }
}

function sectionAbove(rows: readonly SwitcherRow[], at: number): number {
  for (let above = at; above >= 0; above -= 1) {
    if (rows[above]?.kind === 'section') return above;
  }
  return at;
}
