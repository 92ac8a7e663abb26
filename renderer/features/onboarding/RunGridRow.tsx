import { memo } from 'react';
import type { EngagementSummary } from '../../../preload/contract/index.ts';
import { daysText, exactText, zonedText } from '../../lib/moments.ts';
import { RUN_STATE_WORDS } from '../../lib/onboarding-words.ts';
import { isOverdue, type RunListRow } from '../../lib/run-list.ts';
import { Plain } from '../../ui/Plain.tsx';
import { RunBar } from '../../ui/RunBar.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { TenantPair } from '../../ui/TenantName.tsx';
import styles from './run-grid.module.css';

export const runRowId = (at: number) => `run-row-${String(at)}`;

interface RowPlace {
  readonly at: number;
  /** Pixels from the top of the rows. */
  readonly start: number;
  readonly isActive: boolean;
}

interface GroupRowProps extends RowPlace {
  readonly row: RunListRow & { readonly kind: 'group' };
}

/** The head of a group, with how many are in it. */
export function GroupRow({ row, at, start, isActive }: GroupRowProps) {
  return (
    <div
      role="row"
      id={runRowId(at)}
      aria-rowindex={at + 2}
      data-active={isActive}
      className={`${styles['row'] ?? ''} ${styles['group'] ?? ''}`}
      style={{ top: start }}
    >
      <span role="gridcell" aria-colindex={1} aria-colspan={7} className={styles['groupCell']}>
        <Plain className={styles['groupName']}>{row.name}</Plain>{' '}
        <span className={styles['quiet']}>{row.count}</span>
      </span>
    </div>
  );
}

interface RunGridRowProps extends RowPlace {
  readonly run: EngagementSummary;
  readonly nowMs: number;
  readonly onOpen: () => void;
}

/** A run; drawn again only when something in it changed. */
export const RunGridRow = memo(
  function RunGridRow({ run, at, start, isActive, nowMs, onOpen }: RunGridRowProps) {
    const late = isOverdue(run, nowMs);
    return (
      <div
        role="row"
        id={runRowId(at)}
        aria-rowindex={at + 2}
        data-active={isActive}
        className={styles['row']}
        style={{ top: start }}
        onClick={onOpen}
      >
        <span role="gridcell" aria-colindex={1} className={styles['title']}>
          <Plain>{run.title}</Plain>
        </span>
        <span role="gridcell" aria-colindex={2} className={styles['parts']}>
          <TenantPair sourceId={run.sourceId} targetId={run.targetId} />
        </span>
        <span role="gridcell" aria-colindex={3} className={styles['parts']}>
          <RunBar counts={run} />
          <span className={styles['figures']} aria-hidden="true">
            {run.done}/{run.total}
          </span>
          {run.drifted > 0 && (
            <span className={styles['drift']} aria-hidden="true">
              <StateMark state="attention" />
              {run.drifted}
            </span>
          )}
        </span>
        <span role="gridcell" aria-colindex={4}>
          {run.nextStepTitle === null ? (
            <span className={styles['quiet']}>
              {run.signedOff === null ? RUN_STATE_WORDS[run.state] : 'Signed off'}
            </span>
          ) : (
            <Plain>{run.nextStepTitle}</Plain>
          )}
        </span>
        <span role="gridcell" aria-colindex={5}>
          {run.owner === '' ? (
            <span className={styles['quiet']}>Nobody</span>
          ) : (
            <Plain>{run.owner}</Plain>
          )}
        </span>
        <span role="gridcell" aria-colindex={6} data-late={late} className={styles['due']}>
          {late && <StateMark state="attention" />}
          {run.dueAt === null ? (
            <span className={styles['quiet']}>No date</span>
          ) : (
            <time
              dateTime={run.dueAt}
              title={`${late ? 'Overdue since ' : ''}${exactText(run.dueAt)}`}
            >
              {late && <span className={styles['hidden']}>Overdue since </span>}
              {zonedText(run.dueAt)}
            </time>
          )}
        </span>
        <span role="gridcell" aria-colindex={7} className={styles['due']}>
          {run.endsAt === null ? (
            <span className={styles['quiet']}>–</span>
          ) : (
            <time dateTime={run.endsAt} title={exactText(run.endsAt)}>
              {daysText(run.endsAt, nowMs)}
            </time>
          )}
        </span>
      </div>
    );
  },
  (one, other) =>
    one.run === other.run &&
    one.at === other.at &&
    one.start === other.start &&
    one.isActive === other.isActive &&
    one.nowMs === other.nowMs,
);
