import type { Tenant, TrustCell } from '../../../preload/contract/index.ts';
import type { GridPlace } from '../../lib/grid-keys.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { cellText, INBOUND, oneSided, OUTBOUND, type TrustField } from './trust-cells.ts';
import styles from './trust-matrix.module.css';
import { TrustMark } from './TrustMark.tsx';

export const trustDomId = ({ row, column }: GridPlace): string =>
  `trust-${String(row)}-${String(column)}`;

interface TrustGridCellProps {
  readonly source: Tenant;
  readonly target: Tenant;
  readonly cell: TrustCell | undefined;
  readonly place: GridPlace;
  /** Pixels from the start of the row. */
  readonly start: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

/** A pair: above what the target accepts, below what the source sends; one-sided ones are marked. */
export function TrustGridCell(props: TrustGridCellProps) {
  const { source, target, cell, place, start, isActive, isOpen, onPress } = props;
  const isSelf = source.id === target.id;
  const label = isSelf
    ? `${visibleText(source.name)}: the same tenant`
    : cellText(visibleText(source.name), visibleText(target.name), cell);
  const sided = cell === undefined ? [] : oneSided(cell);
  return (
    <span
      role="gridcell"
      id={trustDomId(place)}
      aria-colindex={place.column + 1}
      aria-label={label}
      aria-selected={isOpen}
      data-active={isActive}
      data-self={isSelf}
      className={styles['cell']}
      style={{ insetInlineStart: start }}
      onClick={onPress}
    >
      {isSelf ? null : cell === undefined ? (
        <span className={styles['nothing']}>Not known</span>
      ) : (
        <>
          <Half name="In" fields={INBOUND} cell={cell} />
          <Half name="Out" fields={OUTBOUND} cell={cell} />
          {sided.length > 0 && (
            <span
              aria-hidden="true"
              className={styles['sided']}
              title={`One side only: ${sided.map(({ name }) => name).join(' and ')}`}
            >
              <StateMark state="attention" />
              one side
            </span>
          )}
        </>
      )}
    </span>
  );
}

interface HalfProps {
  readonly name: string;
  readonly fields: readonly TrustField[];
  readonly cell: TrustCell;
}

function Half({ name, fields, cell }: HalfProps) {
  return (
    <span className={styles['half']}>
      <span aria-hidden="true" className={styles['halfName']} data-name={name} />
      {fields.map(({ key, letter }) => (
        <TrustMark key={key} letter={letter} value={cell[key]} />
      ))}
    </span>
  );
}
