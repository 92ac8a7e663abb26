import { memo } from 'react';
import { DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { ColumnId, DeviceRow, Tenant } from '../../../preload/contract/index.ts';
import type { GridPlace } from '../../lib/grid-keys.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { CellValue } from './CellValue.tsx';
import { cellOf, staleReason } from './device-age.ts';
import styles from './device-grid.module.css';

export const cellDomId = ({ row, column }: GridPlace): string =>
  `device-${String(row)}-${String(column)}`;

interface DeviceGridRowProps {
  /** Undefined while its page is on the way. */
  readonly row: DeviceRow | undefined;
  readonly at: number;
  readonly tenant: Tenant | null;
  readonly columns: readonly ColumnId[];
  /** Columns that the row's cells are of. */
  readonly of: readonly ColumnId[];
  readonly widths: Readonly<Record<string, number>>;
  readonly activeColumn: number | null;
  readonly isOpen: boolean;
  readonly staleAfterDays: number;
  readonly nowMs: number;
  readonly onPress: (at: number, column: number) => void;
}

/** A device's row, or its outline until it is there. */
export const DeviceGridRow = memo(function DeviceGridRow(props: DeviceGridRowProps) {
  const { row, at, tenant, columns, of, widths, activeColumn, isOpen, nowMs } = props;
  const cell = row === undefined ? null : cellOf(row, of);
  const stale = cell === null ? null : staleReason(cell, props.staleAfterDays, nowMs);
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-busy={cell === null}
      aria-selected={isOpen}
      className={styles['row']}
      data-stale={stale !== null}
    >
      {columns.map((column, index) => {
        const place = {
          id: cellDomId({ row: at, column: index }),
          'aria-colindex': index + 1,
          className: styles['cell'],
          'data-kind': DEVICE_COLUMNS[column].kind,
          'data-first': index === 0,
          'data-active': activeColumn === index,
          style: { width: widths[column] },
          onClick: () => props.onPress(at, index),
        };
        if (column === 'name') {
          const name = cell === null ? null : String(cell('name') ?? 'No name');
          const words = name === null ? undefined : visibleText(name);
          return (
            <span
              {...place}
              key={column}
              role="rowheader"
              aria-label={stale === null ? words : `${words ?? ''}, ${stale}`}
              title={stale === null ? words : `${words ?? ''}\n${stale}`}
            >
              {name === null ? <Blank /> : <Plain className={styles['name']}>{name}</Plain>}
            </span>
          );
        }
        return (
          <span {...place} key={column} role="gridcell">
            {cell === null ? (
              <Blank />
            ) : column === 'tenant' ? (
              <TenantCell tenant={tenant} />
            ) : (
              <CellValue column={column} cell={cell(column)} nowMs={nowMs} />
            )}
          </span>
        );
      })}
    </div>
  );
});

const Blank = () => <span className={styles['blank']} />;

/** Tile and name: a tenant is never told by its colour alone. */
function TenantCell({ tenant }: { readonly tenant: Tenant | null }) {
  if (tenant === null) return <>Tenant is no longer here</>;
  return (
    <>
      <TenantTile initials={tenant.initials} colour={tenant.colour} />
      <Plain className={styles['clip']}>{tenant.name}</Plain>
    </>
  );
}
