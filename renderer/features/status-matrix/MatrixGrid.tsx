import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { CheckId, TenantId } from '../../../preload/contract/index.ts';
import { CHECK_GROUPS } from '../../lib/checks.ts';
import { type GridPlace, gridPlaceAfter } from '../../lib/grid-keys.ts';
import { goToStatus } from '../../stores/navigation.ts';
import { ArrowDown16Regular, ArrowUp16Regular } from '../../ui/icons.ts';
import { useNow } from '../../ui/use-now.ts';
import { COLUMNS, LEADING, type MatrixColumn } from './columns.ts';
import type { MatrixRow, MatrixSort } from './matrix-rows.ts';
import { cellDomId, MatrixGridRow } from './MatrixGridRow.tsx';
import styles from './status-matrix.module.css';

/** Pixels of a row. */
const ROW_HEIGHT = 32;
/** Rows a page key moves by. */
const PAGE = 12;

interface MatrixGridProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly rows: readonly MatrixRow[];
  /** Tenants in the estate, whatever the filter shows. */
  readonly total: number;
  readonly fails: Readonly<Record<CheckId, number>>;
  readonly sort: MatrixSort;
  readonly onSort: (by: MatrixSort['by']) => void;
  readonly open: { readonly tenantId: TenantId; readonly checkId: CheckId } | null;
  readonly onOpen: (tenantId: TenantId, checkId: CheckId) => void;
}

/**
 * Tenants down, checks across; only the rows in sight are drawn. The grid has the focus and says
 * which of its cells is meant, so that a row may go out of sight without taking the focus along.
 */
export function MatrixGrid(props: MatrixGridProps) {
  const { ref, rows, total, fails, sort, onSort, open, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => scroller.current);
  const [wanted, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  const nowMs = useNow();
  const place = { ...wanted, row: Math.min(wanted.row, rows.length - 1) };

  // oxlint-disable-next-line react/incompatible-library -- nothing memoised gets its functions
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => rows[at]?.tenant.id ?? at,
    overscan: 8,
    // The head stays in sight and covers as much.
    scrollPaddingStart: HEAD_HEIGHT,
  });

  useEffect(() => {
    if (wanted.row >= 0) virtualizer.scrollToIndex(wanted.row, { align: 'auto' });
    const frame = requestAnimationFrame(() =>
      document
        .getElementById(cellDomId(wanted))
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [wanted, virtualizer]);

  const act = ({ row, column }: GridPlace) => {
    const by = COLUMNS[column]?.by;
    if (by === undefined) return;
    if (row < 0) return onSort(by);
    const tenantId = rows[row]?.tenant.id;
    if (tenantId === undefined) return;
    if (by === 'tenant' || by === 'age') void goToStatus(tenantId);
    else onOpen(tenantId, by);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return act(place);
    }
    const size = { rows: rows.length, columns: COLUMNS.length, page: PAGE };
    const next = gridPlaceAfter(event, place, size);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Status of all tenants"
      aria-rowcount={rows.length + 2}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={cellDomId(place)}
      tabIndex={0}
      className={styles['grid']}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['groupRow']}>
          <span
            role="columnheader"
            aria-colindex={1}
            aria-label="Tenant"
            data-column="tenant"
            className={styles['groupLead']}
          />
          <span
            role="columnheader"
            aria-colindex={LEADING}
            aria-label="Age"
            data-column="age"
            className={styles['groupLead']}
          />
          {CHECK_GROUPS.map(({ name, checks }, at) => (
            <span
              key={name}
              role="columnheader"
              aria-colindex={
                1 + LEADING + CHECK_GROUPS.slice(0, at).flatMap((group) => group.checks).length
              }
              aria-colspan={checks.length}
              className={styles['group']}
              style={{ '--checks': checks.length } as React.CSSProperties}
            >
              <span className={styles['groupName']}>{name}</span>
            </span>
          ))}
        </div>
        <div role="row" aria-rowindex={2} className={styles['row']}>
          {COLUMNS.map((column, at) => (
            <HeadCell
              key={column.by}
              column={column}
              at={at}
              isActive={place.row === -1 && place.column === at}
              sort={sort}
              fails={column.by === 'tenant' || column.by === 'age' ? null : fails[column.by]}
              total={total}
              onPress={() => {
                setPlace({ row: -1, column: at });
                onSort(column.by);
              }}
            />
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
          return row === undefined ? null : (
            <MatrixGridRow
              key={item.key}
              row={row}
              at={item.index}
              start={item.start}
              activeColumn={place.row === item.index ? place.column : null}
              openCheck={open?.tenantId === row.tenant.id ? open.checkId : null}
              nowMs={nowMs}
              onPress={(column) => {
                const pressed = { row: item.index, column };
                setPlace(pressed);
                act(pressed);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Pixels of the two rows of the head. */
const HEAD_HEIGHT = 70;

interface HeadCellProps {
  readonly column: MatrixColumn;
  readonly at: number;
  readonly isActive: boolean;
  readonly sort: MatrixSort;
  /** Tenants that fail the check; null for what is no check. */
  readonly fails: number | null;
  readonly total: number;
  readonly onPress: () => void;
}

function HeadCell({ column, at, isActive, sort, fails, total, onPress }: HeadCellProps) {
  const isSorted = sort.by === column.by;
  const count = fails === null ? '' : `${String(fails)} of ${String(total)} fail`;
  return (
    <span
      role="columnheader"
      id={cellDomId({ row: -1, column: at })}
      aria-colindex={at + 1}
      aria-sort={isSorted ? (sort.isReversed ? 'descending' : 'ascending') : undefined}
      aria-label={count === '' ? column.name : `${column.name}, ${count}`}
      title={column.title}
      data-active={isActive}
      data-column={column.by === 'tenant' || column.by === 'age' ? column.by : 'check'}
      className={styles['headCell']}
      onClick={onPress}
    >
      <span className={styles['headName']}>
        {column.name}
        {isSorted && (sort.isReversed ? <ArrowUp16Regular /> : <ArrowDown16Regular />)}
      </span>
      {fails !== null && (
        <span className={styles['fails']} data-some={fails > 0}>
          {count}
        </span>
      )}
    </span>
  );
}
