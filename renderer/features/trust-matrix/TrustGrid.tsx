import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { type GridPlace, gridPlaceAfter } from '../../lib/grid-keys.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { goToStatus } from '../../stores/navigation.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { pairKey, type TrustAxes } from './trust-cells.ts';
import { TrustGridCell, trustDomId } from './TrustGridCell.tsx';
import styles from './trust-matrix.module.css';

const ROW_HEIGHT = 50;
const COLUMN_WIDTH = 152;
/** Pixels of the column of sources and of the row of targets, which stay in sight. */
const LEAD_WIDTH = 200;
const HEAD_HEIGHT = 36;
const PAGE = 8;

interface TrustGridProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly axes: TrustAxes;
  readonly open: { readonly source: Tenant; readonly target: Tenant } | null;
  readonly onOpen: (source: Tenant, target: Tenant) => void;
}

/** Sources down, targets across; only what is in sight is drawn, in both directions. */
export function TrustGrid({ ref, axes, open, onOpen }: TrustGridProps) {
  const { sources, targets, cells } = axes;
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => scroller.current);
  const [wanted, setPlace] = useState<GridPlace>({ row: 0, column: 1 });
  const place = {
    row: Math.min(wanted.row, sources.length - 1),
    column: Math.min(wanted.column, targets.length),
  };

  // oxlint-disable-next-line react/incompatible-library -- nothing memoised gets its functions
  const rows = useVirtualizer({
    count: sources.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised gets its functions
  const columns = useVirtualizer({
    horizontal: true,
    count: targets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => COLUMN_WIDTH,
    overscan: 3,
    scrollPaddingStart: LEAD_WIDTH,
  });

  useEffect(() => {
    if (wanted.row >= 0) rows.scrollToIndex(wanted.row, { align: 'auto' });
    if (wanted.column > 0) columns.scrollToIndex(wanted.column - 1, { align: 'auto' });
    const frame = requestAnimationFrame(() =>
      document
        .getElementById(trustDomId(wanted))
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [wanted, rows, columns]);

  const act = ({ row, column }: GridPlace) => {
    const source = sources[row];
    const target = targets[column - 1];
    if (source !== undefined && target !== undefined) {
      if (source.id !== target.id) onOpen(source, target);
    } else {
      const tenant = source ?? target;
      if (tenant !== undefined) void goToStatus(tenant.id);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return act(place);
    }
    const size = { rows: sources.length, columns: targets.length + 1, page: PAGE };
    const next = gridPlaceAfter(event, place, size);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
  };
  const press = (pressed: GridPlace) => {
    setPlace(pressed);
    act(pressed);
  };

  const shownColumns = columns.getVirtualItems();
  const width = LEAD_WIDTH + columns.getTotalSize();
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Trust between tenants"
      aria-rowcount={sources.length + 1}
      aria-colcount={targets.length + 1}
      aria-activedescendant={trustDomId(place)}
      tabIndex={0}
      className={styles['grid']}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={styles['head']} style={{ width }}>
        <div role="row" aria-rowindex={1} className={styles['headRow']}>
          <span
            role="columnheader"
            id={trustDomId({ row: -1, column: 0 })}
            aria-colindex={1}
            aria-label="Source, down. Target, across."
            data-active={place.row === -1 && place.column === 0}
            className={styles['corner']}
          >
            Source ↓ Target →
          </span>
          {shownColumns.map((item) => {
            const target = targets[item.index];
            if (target === undefined) return null;
            const at = { row: -1, column: item.index + 1 };
            return (
              <span
                key={target.id}
                role="columnheader"
                id={trustDomId(at)}
                aria-colindex={item.index + 2}
                title={`${visibleText(target.name)} ${target.domain}`}
                data-active={place.row === -1 && place.column === at.column}
                className={styles['target']}
                style={{ insetInlineStart: LEAD_WIDTH + item.start }}
                onClick={() => press(at)}
              >
                <TenantTile initials={target.initials} colour={target.colour} />
                <Plain className={styles['name']}>{target.name}</Plain>
              </span>
            );
          })}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles['body']}
        style={{ width, height: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map((item) => {
          const source = sources[item.index];
          if (source === undefined) return null;
          const lead = { row: item.index, column: 0 };
          return (
            <div
              key={source.id}
              role="row"
              aria-rowindex={item.index + 2}
              className={styles['row']}
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              <span
                role="rowheader"
                id={trustDomId(lead)}
                aria-colindex={1}
                title={`${visibleText(source.name)} ${source.domain}`}
                data-active={place.row === item.index && place.column === 0}
                className={styles['source']}
                onClick={() => press(lead)}
              >
                <TenantTile initials={source.initials} colour={source.colour} />
                <Plain className={styles['name']}>{source.name}</Plain>
              </span>
              {shownColumns.map((column) => {
                const target = targets[column.index];
                if (target === undefined) return null;
                const at = { row: item.index, column: column.index + 1 };
                return (
                  <TrustGridCell
                    key={target.id}
                    source={source}
                    target={target}
                    cell={cells.get(pairKey(source.id, target.id))}
                    place={at}
                    start={LEAD_WIDTH + column.start}
                    isActive={place.row === at.row && place.column === at.column}
                    isOpen={open?.source.id === source.id && open.target.id === target.id}
                    onPress={() => press(at)}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
