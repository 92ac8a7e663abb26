import type { PositioningVirtualElement } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { TenantId } from '../../../preload/contract/index.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { moveFavourite } from '../../stores/estate-store.ts';
import { goToTenant } from '../../stores/navigation.ts';
import { ChevronDown12Regular, ChevronRight12Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { handleSwitcherKey } from './switcher-keys.ts';
import type { SwitcherRow } from './switcher-rows.ts';
import styles from './switcher.module.css';
import { TenantMenu } from './TenantMenu.tsx';
import { TenantRow } from './TenantRow.tsx';

/** Pixels of every row, headings too. */
const ROW_HEIGHT = 32;

/** Kind of what is dragged: a favourite to another place. */
const FAVOURITE = 'application/x-bulkhead-favourite';

export const rowDomId = (row: SwitcherRow | undefined): string | undefined =>
  row === undefined ? undefined : `switcher-${row.key}`;

type TenantRowOf = SwitcherRow & { readonly kind: 'tenant' };

interface TenantTreeProps {
  readonly rows: readonly SwitcherRow[];
  readonly activeAt: number;
  readonly onMove: (at: number) => void;
  readonly onFold: (key: string, isOpen: boolean) => void;
  readonly onOpened: () => void;
  /** Filled with the handler that the search box shares. */
  readonly keyHandler: React.RefObject<(event: KeyboardEvent, isInBox: boolean) => void>;
}

interface OpenMenu {
  readonly tenantId: TenantId;
  readonly target: PositioningVirtualElement;
}

/** The tenants as one tree: favourites, recent ones and groups; only what is in sight is drawn. */
export function TenantTree(props: TenantTreeProps) {
  const { rows, activeAt, onMove, onFold, onOpened, keyHandler } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [drag, setDrag] = useState<{ readonly id: TenantId; readonly to: number | null } | null>(
    null,
  );

  // oxlint-disable-next-line react/incompatible-library -- nothing memoised gets its functions
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 6,
  });

  useEffect(() => {
    if (activeAt < rows.length) virtualizer.scrollToIndex(activeAt, { align: 'auto' });
  }, [activeAt, rows.length, virtualizer]);

  const open = useCallback(
    (tenantId: TenantId) => {
      void goToTenant(tenantId);
      onOpened();
    },
    [onOpened],
  );
  const showMenuAt = useCallback((row: TenantRowOf, event: MouseEvent) => {
    event.preventDefault();
    const { clientX, clientY } = event;
    const rect = DOMRect.fromRect({ x: clientX, y: clientY });
    setMenu({ tenantId: row.tenantId, target: { getBoundingClientRect: () => rect } });
  }, []);
  const dragStart = useCallback((id: TenantId, event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData(FAVOURITE, id);
    setDrag({ id, to: null });
  }, []);
  const dragOver = useCallback((at: number, event: DragEvent) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const to = event.clientY > top + height / 2 ? at + 1 : at;
    // Only what was picked up here may be dropped here.
    if (!event.dataTransfer.types.includes(FAVOURITE)) return;
    event.preventDefault();
    setDrag((before) => (before === null || before.to === to ? before : { ...before, to }));
  }, []);
  const dragEnd = useCallback(() => setDrag(null), []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDrag(null);
    if (drag === null || drag.to === null) return;
    const from = rows.find(
      (row) => row.kind === 'tenant' && row.section === 'favourites' && row.tenantId === drag.id,
    );
    if (from?.kind !== 'tenant' || from.favouriteAt === null) return;
    // Taking the tenant out first moves everything behind it up by one.
    void moveFavourite(drag.id, drag.to > from.favouriteAt ? drag.to - 1 : drag.to);
  };

  keyHandler.current = (event, isInBox) =>
    handleSwitcherKey(
      event,
      {
        rows,
        activeAt,
        moveTo: onMove,
        open: (row) => {
          if (row.kind === 'tenant') open(row.tenantId);
          else onFold(row.key, !row.isOpen);
        },
        fold: (row, isOpen) => onFold(row.key, isOpen),
        showMenu: (row) => {
          const rect = document.getElementById(rowDomId(row) ?? '')?.getBoundingClientRect();
          if (rect)
            setMenu({ tenantId: row.tenantId, target: { getBoundingClientRect: () => rect } });
        },
        moveFavourite: (row, by) => {
          const to = (row.favouriteAt ?? 0) + by;
          const isLast =
            rows.filter((one) => one.kind === 'tenant' && one.favouriteAt !== null).length - 1;
          if (to < 0 || to > isLast) return;
          void moveFavourite(row.tenantId, to);
          onMove(activeAt + by);
        },
      },
      isInBox,
    );

  return (
    <>
      <div
        ref={scroller}
        role="tree"
        id="tenant-tree"
        aria-label="Tenants"
        tabIndex={0}
        aria-activedescendant={rowDomId(rows[activeAt])}
        className={styles['tree']}
        onKeyDown={(event) => keyHandler.current(event, false)}
      >
        <div
          role="presentation"
          style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={item.key}
                role="presentation"
                className={styles['place']}
                style={{ transform: `translateY(${String(item.start)}px)`, height: item.size }}
              >
                {row.kind === 'section' ? (
                  <SectionRow row={row} isActive={item.index === activeAt} onFold={onFold} />
                ) : (
                  <TenantRow
                    row={row}
                    id={rowDomId(row) ?? ''}
                    isActive={item.index === activeAt}
                    dropEdge={dropEdgeOf(row, drag?.to ?? null)}
                    onOpen={open}
                    onMenu={showMenuAt}
                    onDragStart={dragStart}
                    onDragOver={dragOver}
                    onDrop={drop}
                    onDragEnd={dragEnd}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {menu !== null && (
        <TenantMenu
          tenantId={menu.tenantId}
          target={menu.target}
          onClose={() => {
            // Before the menu goes, or the focus would go with it.
            scroller.current?.focus();
            setMenu(null);
          }}
        />
      )}
    </>
  );
}

function dropEdgeOf(row: TenantRowOf, to: number | null): 'before' | 'after' | null {
  if (to === null || row.favouriteAt === null) return null;
  if (row.favouriteAt === to) return 'before';
  return row.position === row.of && to === row.of ? 'after' : null;
}

interface SectionRowProps {
  readonly row: SwitcherRow & { readonly kind: 'section' };
  readonly isActive: boolean;
  readonly onFold: (key: string, isOpen: boolean) => void;
}

function SectionRow({ row, isActive, onFold }: SectionRowProps) {
  return (
    <div
      role="treeitem"
      id={rowDomId(row)}
      aria-level={1}
      aria-posinset={row.position}
      aria-setsize={row.of}
      aria-expanded={row.isOpen}
      aria-label={`${visibleText(row.label)} ${String(row.count)}`}
      title={visibleText(row.label)}
      data-active={isActive}
      className={styles['section']}
      onClick={() => onFold(row.key, !row.isOpen)}
    >
      {row.isOpen ? <ChevronDown12Regular /> : <ChevronRight12Regular />}
      <Plain className={row.isGroup ? styles['groupLabel'] : styles['sectionLabel']}>
        {row.label}
      </Plain>{' '}
      <span className={styles['count']}>{row.count}</span>
    </div>
  );
}
