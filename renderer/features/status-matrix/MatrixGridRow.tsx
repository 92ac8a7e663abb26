import { memo } from 'react';
import type { CheckId } from '../../../preload/contract/index.ts';
import { CHECK_CATALOGUE } from '../../../preload/contract/check-catalogue.ts';
import { STATE_WORDS } from '../../lib/check-words.ts';
import { isStale } from '../../lib/fresh-status.ts';
import type { GridPlace } from '../../lib/grid-keys.ts';
import { agoText, exactText } from '../../lib/moments.ts';
import { CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { CHECKS } from '../../lib/checks.ts';
import { LEADING } from './columns.ts';
import type { MatrixRow } from './matrix-rows.ts';
import styles from './status-matrix.module.css';

export const cellDomId = ({ row, column }: GridPlace): string =>
  `matrix-${String(row)}-${String(column)}`;

interface MatrixGridRowProps {
  readonly row: MatrixRow;
  readonly at: number;
  /** Pixels from the top of the rows. */
  readonly start: number;
  readonly activeColumn: number | null;
  readonly openCheck: CheckId | null;
  readonly nowMs: number;
  readonly onPress: (column: number) => void;
}

/** A tenant's row. It is drawn again only when something in it changed. */
export const MatrixGridRow = memo(
  function MatrixGridRow(props: MatrixGridRowProps) {
    const { row, at, start, activeColumn, openCheck, nowMs, onPress } = props;
    const { tenant, cells, collectedAt, problem } = row;
    const isOld = isStale(collectedAt, nowMs);
    const cloud = tenant.cloud === 'global' ? '' : ` ${CLOUD_NAMES[tenant.cloud]}`;
    const who = `${visibleText(tenant.name)}${cloud}`;
    return (
      <div
        role="row"
        aria-rowindex={at + 3}
        className={styles['row']}
        data-stale={isOld}
        style={{ transform: `translateY(${String(start)}px)` }}
      >
        <span
          role="rowheader"
          id={cellDomId({ row: at, column: 0 })}
          aria-colindex={1}
          aria-label={
            problem === null ? who : `${who}, last collection failed: ${visibleText(problem)}`
          }
          title={
            problem === null
              ? `${visibleText(tenant.name)} ${tenant.domain} ${CLOUD_NAMES[tenant.cloud]}`
              : `${visibleText(tenant.name)}\nThe last collection did not get through: ${visibleText(problem)}`
          }
          data-active={activeColumn === 0}
          data-column="tenant"
          className={styles['cell']}
          onClick={() => onPress(0)}
        >
          <TenantTile initials={tenant.initials} colour={tenant.colour} />
          <Plain className={styles['name']}>{tenant.name}</Plain>
          <CloudTag cloud={tenant.cloud} />
          {problem !== null && <Warning16Filled className={styles['problem'] ?? ''} />}
        </span>
        <span
          role="gridcell"
          id={cellDomId({ row: at, column: 1 })}
          aria-colindex={2}
          title={collectedAt === null ? 'Never collected' : exactText(collectedAt)}
          data-active={activeColumn === 1}
          data-column="age"
          className={styles['cell']}
          onClick={() => onPress(1)}
        >
          {collectedAt === null ? 'Never' : agoText(collectedAt, nowMs)}
        </span>
        {CHECKS.map((id, index) => {
          const cell = cells[id];
          const column = index + LEADING;
          const state = STATE_WORDS[cell.state];
          return (
            <span
              key={id}
              role="gridcell"
              id={cellDomId({ row: at, column })}
              aria-colindex={column + 1}
              aria-label={`${CHECK_CATALOGUE[id].column}: ${visibleText(cell.word)}${cell.word === state ? '' : `, ${state.toLowerCase()}`}`}
              aria-selected={openCheck === id}
              title={visibleText(cell.reason)}
              data-active={activeColumn === column}
              data-column="check"
              data-state={cell.state}
              className={styles['cell']}
              onClick={() => onPress(column)}
            >
              <StateWord
                state={cell.state}
                word={cell.word}
                isStale={isStale(cell.collectedAt, nowMs)}
              />
            </span>
          );
        })}
      </div>
    );
  },
  (one, other) =>
    one.row === other.row &&
    one.at === other.at &&
    one.start === other.start &&
    one.activeColumn === other.activeColumn &&
    one.openCheck === other.openCheck &&
    one.nowMs === other.nowMs,
);
