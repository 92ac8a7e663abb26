import { type DragEvent, type PointerEvent, useRef, useState } from 'react';
import { DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { ColumnId, DeviceSort } from '../../../preload/contract/index.ts';
import { ArrowDown16Regular, ArrowUp16Regular } from '../../ui/icons.ts';
import styles from './device-grid.module.css';
import { cellDomId } from './DeviceGridRow.tsx';

interface DeviceGridHeadProps {
  readonly columns: readonly ColumnId[];
  readonly widths: Readonly<Record<string, number>>;
  readonly sort: readonly DeviceSort[];
  readonly activeColumn: number | null;
  readonly onSort: (column: ColumnId, isAdded: boolean) => void;
  readonly onMove: (column: ColumnId, to: number) => void;
  readonly onResize: (column: ColumnId, width: number) => void;
  readonly onPress: (column: number) => void;
}

/** The heads of the columns: press to sort, drag to move, drag an edge to resize. */
export function DeviceGridHead(props: DeviceGridHeadProps) {
  const { columns, widths, sort } = props;
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged !== null) props.onMove(dragged, at);
    setDragged(null);
    setOver(null);
  };
  return (
    <div role="row" aria-rowindex={1} className={styles['head']}>
      {columns.map((column, at) => {
        const place = sort.findIndex((one) => one.column === column);
        const sorted = sort[place];
        const title = DEVICE_COLUMNS[column].title;
        return (
          <span
            key={column}
            role="columnheader"
            id={cellDomId({ row: -1, column: at })}
            aria-colindex={at + 1}
            aria-label={
              sort.length > 1 && sorted ? `${title}, sorted ${ORDINALS[place] ?? ''}` : title
            }
            aria-sort={sorted && (sorted.isDescending ? 'descending' : 'ascending')}
            title={`${title}. Press to sort, with Shift to sort by it as well. Drag to move.`}
            className={styles['headCell']}
            data-kind={DEVICE_COLUMNS[column].kind}
            data-first={at === 0}
            data-active={props.activeColumn === at}
            data-over={over === at && dragged !== column}
            style={{ width: widths[column] }}
            draggable
            onClick={(event) => {
              props.onPress(at);
              props.onSort(column, event.shiftKey);
            }}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(column);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => drop(event, at)}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
          >
            <span className={styles['headName']}>{title}</span>
            {sorted && (sorted.isDescending ? <ArrowDown16Regular /> : <ArrowUp16Regular />)}
            {sorted && sort.length > 1 && (
              <span className={styles['place']} aria-hidden="true">
                {place + 1}
              </span>
            )}
            <Edge
              width={widths[column] ?? 100}
              onResize={(width) => props.onResize(column, width)}
            />
          </span>
        );
      })}
    </div>
  );
}

const ORDINALS = ['first', 'second', 'third', 'fourth'] as const;

interface EdgeProps {
  readonly width: number;
  readonly onResize: (width: number) => void;
}

/** The edge of a column. With the keyboard, Shift and an arrow on the head do the same. */
function Edge({ width, onResize }: EdgeProps) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const onMove = (event: PointerEvent) => {
    if (from.current !== null) onResize(from.current.width + event.clientX - from.current.x);
  };
  return (
    <span
      aria-hidden="true"
      className={styles['edge']}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={onMove}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
