import type { EngagementSummary, TenantId } from '../../../preload/contract/index.ts';
import { exactText, zonedText } from '../../lib/moments.ts';
import { progressWords, RUN_STATE_WORDS } from '../../lib/onboarding-words.ts';
import { isOverdue } from '../../lib/run-list.ts';
import { goToRun } from '../../stores/navigation.ts';
import { Plain } from '../../ui/Plain.tsx';
import { RunBar } from '../../ui/RunBar.tsx';
import { TenantPair } from '../../ui/TenantName.tsx';
import { useNow } from '../../ui/use-now.ts';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { useMore } from '../../ui/use-more.ts';
import styles from './onboarding.module.css';

interface RunCardsProps {
  readonly runs: readonly EngagementSummary[];
  /** The tenant that they are shown for. */
  readonly tenantId: TenantId;
}

/** The runs that a tenant is in, as source or as target. */
export function RunCards({ runs, tenantId }: RunCardsProps) {
  const nowMs = useNow();
  const { shown, left, showMore } = useMore(runs);
  return (
    <>
      <ul className={styles['runs']}>
        {shown.map((run) => (
          <li key={run.id}>
            <button type="button" className={styles['run']} onClick={() => void goToRun(run.id)}>
              <span className={styles['runTitle']}>
                <Plain>{run.title}</Plain>{' '}
                {run.sourceId === tenantId && run.targetId !== tenantId && (
                  <span className={styles['kind']}>this tenant is the source</span>
                )}
              </span>{' '}
              <TenantPair sourceId={run.sourceId} targetId={run.targetId} />{' '}
              <span className={styles['runBar']}>
                <RunBar counts={run} />
                <span aria-hidden="true">{progressWords(run)}</span>
              </span>{' '}
              <span className={styles['kind']}>
                {run.nextStepTitle === null ? (
                  RUN_STATE_WORDS[run.state]
                ) : (
                  <>
                    Next: <Plain>{run.nextStepTitle}</Plain>
                  </>
                )}
                {run.dueAt !== null && (
                  <time dateTime={run.dueAt} title={exactText(run.dueAt)}>
                    {isOverdue(run, nowMs) ? ' · overdue since ' : ' · due '}
                    {zonedText(run.dueAt)}
                  </time>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <MoreRows left={left} what="runs" onMore={showMore} />
    </>
  );
}
