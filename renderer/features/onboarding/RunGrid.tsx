import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { gridPlaceAfter } from '../../lib/grid-keys.ts';
import type { RunListRow } from '../../lib/run-list.ts';
import { goToRun } from '../../stores/navigation.ts';
import { useNow } from '../../ui/use-now.ts';
import { GroupRow, RunGridRow, runRowId } from './RunGridRow.tsx';
import styles from './run-grid.module.css';

const ROW_HEIGHT = 34;
const HEAD_HEIGHT = 30;
const PAGE = 12;

const COLUMNS = ['Checklist', 'Tenants', 'Progress', 'Next step', 'Owner', 'Due', 'Ends'] as const;

/**
 * Runs as rows; only those in sight are drawn. The grid has the focus and says which row is meant, so
 * that a row may go out of sight without taking the focus along.
 */
export function RunGrid({ rows }: { readonly rows: readonly RunListRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(0);
  const nowMs = useNow();
  const at = Math.min(wanted, rows.length - 1);

  // oxlint-disable-next-line react/incompatible-library -- nothing memoised gets its functions
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 3,
    // The head stays in sight and covers as much.
    scrollPaddingStart: HEAD_HEIGHT,
  });
  useEffect(() => {
    virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);

  const open = (index: number) => {
    const row = rows[index];
    if (row?.kind === 'run') void goToRun(row.run.id);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return open(at);
    }
    const next = gridPlaceAfter(
      event,
      { row: at, column: 0 },
      { rows: rows.length, columns: 1, page: PAGE },
    );
    if (next === null) return;
    event.preventDefault();
    const isEnd = event.key === 'End';
    setWanted(isEnd ? rows.length - 1 : event.key === 'Home' ? 0 : Math.max(0, next.row));
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Runs"
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={runRowId(at)}
      tabIndex={0}
      className={styles['grid']}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['row']}>
          {COLUMNS.map((name, index) => (
            <span key={name} role="columnheader" aria-colindex={index + 1}>
              {name}
            </span>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles['body']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const place = { at: item.index, start: item.start, isActive: item.index === at };
          return row.kind === 'group' ? (
            <GroupRow key={item.key} row={row} {...place} />
          ) : (
            <RunGridRow
              key={item.key}
              run={row.run}
              nowMs={nowMs}
              {...place}
              onOpen={() => {
                setWanted(item.index);
                open(item.index);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
