import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { ColumnId, DeviceId, DeviceRow } from '../../../preload/contract/index.ts';
import { movedColumn } from '../../lib/device-columns.ts';
import { sortAfter } from '../../lib/device-query.ts';
import { countText } from '../../lib/count-text.ts';
import { type GridPlace, gridPlaceAfter } from '../../lib/grid-keys.ts';
import {
  type DeviceList,
  type ListPlace,
  listOf,
  openPane,
  resizeColumn,
  rowAt,
  type ShownRows,
} from '../../stores/device-list-store.ts';
import { ask, lookAt, positionOf } from '../../stores/device-rows.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { useNow } from '../../ui/use-now.ts';
import { fullWords } from './CellValue.tsx';
import { cellOf } from './device-age.ts';
import styles from './device-grid.module.css';
import { DeviceGridHead } from './DeviceGridHead.tsx';
import { cellDomId, DeviceGridRow } from './DeviceGridRow.tsx';
import { useTallRows } from './use-tall-rows.ts';

interface DeviceGridProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly place: ListPlace;
  readonly list: DeviceList;
  readonly shown: ShownRows;
}

/** Pixels that Shift and an arrow make a column wider. */
const STEP = 16;

/**
 * Devices as rows, of which only those in sight are drawn and fetched. The grid has the focus and
 * says which of its cells is meant, so that a row may go out of sight without taking it along.
 */
export function DeviceGrid({ ref, place, list, shown }: DeviceGridProps) {
  const { columns, query, pane, reveal } = list;
  const byId = useEstateStore((state) => state.byId);
  const nowMs = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => scroller.current);
  const [wanted, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  const [said, say] = useState('');
  const rows = useTallRows(scroller, shown.total);
  const { first, end, page, show } = rows;
  const active = {
    row: Math.min(wanted.row, shown.total - 1),
    column: Math.min(wanted.column, columns.length - 1),
  };
  const openId = pane?.kind === 'device' ? pane.deviceId : null;
  const widths = useMemo(
    () =>
      Object.fromEntries(columns.map((id) => [id, list.widths[id] ?? DEVICE_COLUMNS[id].width])),
    [columns, list.widths],
  );

  useEffect(() => lookAt(place, first, end), [place, first, end]);
  useListStart(shown, scroller, setPlace);
  useFollowedDevice(place, shown, openId, setPlace);

  const isAsAsked = shown.query === query;
  const revealed = useRef<DeviceList['reveal']>(null);
  useEffect(() => {
    // A list that is still on its way may have the device somewhere else.
    if (reveal === null || !isAsAsked || revealed.current === reveal) return;
    revealed.current = reveal;
    void positionOf(place, reveal.deviceId).then((position) => {
      if (position === null) return;
      setPlace((before) => ({ ...before, row: position }));
      show(position);
    });
  }, [place, reveal, isAsAsked, show]);

  const goTo = (next: GridPlace) => {
    setPlace(next);
    show(next.row);
    showColumn(
      scroller.current,
      columns.map((id) => widths[id] ?? 0),
      next.column,
    );
  };
  const sortBy = (column: ColumnId, isAdded: boolean) =>
    ask(place, { query: { ...query, sort: sortAfter(query.sort, column, isAdded) } });
  const move = (column: ColumnId, to: number) => {
    const next = movedColumn(columns, column, to);
    ask(place, { columns: next });
    const at = next.indexOf(column);
    setPlace((before) => ({ ...before, column: at }));
    say(
      `${DEVICE_COLUMNS[column].title} is now column ${String(at + 1)} of ${String(next.length)}.`,
    );
  };
  const openRow = useCallback(
    (row: DeviceRow | undefined) => {
      if (row !== undefined) openPane(place, { kind: 'device', deviceId: row.id });
    },
    [place],
  );
  const press = useCallback(
    (at: number, column: number) => {
      setPlace({ row: at, column });
      openRow(rowAt(listOf(place).shown, at));
    },
    [place, openRow],
  );
  const onHeadKey = (event: KeyboardEvent): boolean => {
    const column = columns[active.column];
    if (column === undefined) return false;
    if (event.key === 'Enter' || event.key === ' ') {
      sortBy(column, event.shiftKey);
      return true;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.altKey || event.metaKey) return false;
    if (event.ctrlKey) move(column, active.column + step);
    else if (event.shiftKey) {
      const width = (widths[column] ?? STEP) + step * STEP;
      resizeColumn(place, column, width);
      say(`${DEVICE_COLUMNS[column].title} is ${String(width)} pixels wide.`);
    } else return false;
    return true;
  };
  const onKey = (event: KeyboardEvent) => {
    if (active.row === -1 && onHeadKey(event)) return event.preventDefault();
    if (active.row >= 0 && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      return openRow(rowAt(shown, active.row));
    }
    const size = { rows: shown.total, columns: columns.length, page };
    const next = gridPlaceAfter(event, active, size);
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  };

  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  return (
    <div className={styles['frame']}>
      <div
        ref={scroller}
        role="grid"
        aria-label="Devices"
        aria-rowcount={shown.total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={cellDomId(active)}
        aria-busy={list.isFetching}
        aria-describedby="device-grid-keys"
        tabIndex={0}
        className={styles['grid']}
        data-fetching={list.isFetching}
        onKeyDown={onKey}
      >
        <DeviceGridHead
          columns={columns}
          widths={widths}
          sort={query.sort}
          activeColumn={active.row === -1 ? active.column : null}
          onSort={sortBy}
          onMove={move}
          onResize={(column, width) => resizeColumn(place, column, width)}
          onPress={(column) => setPlace({ row: -1, column })}
        />
        <div role="rowgroup" className={styles['body']} style={{ height: rows.height }}>
          <div role="presentation" className={styles['rows']} style={{ top: rows.top }}>
            {indexes.map((at) => {
              const row = rowAt(shown, at);
              return (
                <DeviceGridRow
                  key={at}
                  row={row}
                  at={at}
                  tenant={row === undefined ? null : (byId[row.tenantId] ?? null)}
                  columns={columns}
                  of={shown.columns}
                  widths={widths}
                  activeColumn={active.row === at ? active.column : null}
                  isOpen={row !== undefined && row.id === openId}
                  staleAfterDays={query.filter.staleAfterDays}
                  nowMs={nowMs}
                  onPress={press}
                />
              );
            })}
          </div>
        </div>
      </div>
      <p className={styles['line']}>
        <ActiveCell shown={shown} columns={columns} place={active} nowMs={nowMs} />
      </p>
      <p id="device-grid-keys" hidden>
        Enter opens a device. On a column’s head Enter sorts, Shift and Enter sorts by it as well,
        Control and an arrow moves the column, Shift and an arrow resizes it.
      </p>
      <p role="status" className={styles['hidden']}>
        {said}
      </p>
    </div>
  );
}

interface ActiveCellProps {
  readonly shown: ShownRows;
  readonly columns: readonly ColumnId[];
  readonly place: GridPlace;
  readonly nowMs: number;
}

/** The cell that the keyboard is at, in full: what does not fit, and times with date and zone. */
function ActiveCell({ shown, columns, place, nowMs }: ActiveCellProps) {
  const column = columns[place.column];
  const row = rowAt(shown, place.row);
  if (column === undefined || row === undefined || column === 'tenant') {
    return (
      <>
        Row {countText(place.row + 1)} of {countText(shown.total)}
      </>
    );
  }
  const words = fullWords(column, cellOf(row, shown.columns)(column), nowMs);
  return (
    <>
      Row {countText(place.row + 1)} of {countText(shown.total)} · {DEVICE_COLUMNS[column].title}:{' '}
      <bdi>{words}</bdi>
    </>
  );
}

/** Scrolls sideways to a column, out from under the first one, which stays in its place. */
function showColumn(scroller: HTMLElement | null, widths: readonly number[], column: number): void {
  if (scroller === null || column === 0) return;
  const from = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
  const to = from + (widths[column] ?? 0);
  const { scrollLeft, clientWidth } = scroller;
  const covered = Math.min(widths[0] ?? 0, clientWidth / 2);
  if (from < scrollLeft + covered) scroller.scrollTo({ left: from - covered });
  else if (to > scrollLeft + clientWidth) scroller.scrollTo({ left: to - clientWidth });
}

/** Another filter or order is read from its start; new columns or newer data leave the place. */
function useListStart(
  shown: ShownRows,
  scroller: React.RefObject<HTMLElement | null>,
  setPlace: (place: (before: GridPlace) => GridPlace) => void,
): void {
  const { query } = shown;
  const text = JSON.stringify(query);
  const before = useRef(text);
  useLayoutEffect(() => {
    if (before.current === text) return;
    before.current = text;
    scroller.current?.scrollTo({ top: 0 });
    setPlace(({ row, column }) => ({ row: Math.min(row, 0), column }));
  }, [text, scroller, setPlace]);
}

/** With newer data the open device may stand somewhere else: the keyboard's place goes along. */
function useFollowedDevice(
  place: ListPlace,
  shown: ShownRows,
  openId: DeviceId | null,
  setPlace: (place: (before: GridPlace) => GridPlace) => void,
): void {
  const { revision, query } = shown;
  const before = useRef({ revision, query });
  useEffect(() => {
    const isNewer = before.current.query === query && before.current.revision !== revision;
    before.current = { revision, query };
    if (!isNewer || openId === null) return;
    void positionOf(place, openId).then((row) => {
      if (row !== null) setPlace(({ column }) => ({ row, column }));
    });
  }, [place, revision, query, openId, setPlace]);
}
