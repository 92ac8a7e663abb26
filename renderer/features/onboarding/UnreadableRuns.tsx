import { Button } from '@fluentui/react-components';
import type { UnreadableRun } from '../../../preload/contract/index.ts';
import { exactText, zonedText } from '../../lib/moments.ts';
import { counted, isStorageFixed } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { exportChecklist, importChecklist } from '../../stores/onboarding-files.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantPair } from '../../ui/TenantName.tsx';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { useMore } from '../../ui/use-more.ts';
import styles from './onboarding.module.css';

/** Runs that are kept and cannot be shown: which, why, and what to do. Nothing where there is none. */
export function UnreadableRuns({ runs }: { readonly runs: readonly UnreadableRun[] }) {
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const { shown, left, showMore } = useMore(runs);
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="unreadable-runs" className={styles['unreadable']}>
      <h2 id="unreadable-runs">{counted(runs.length, 'run')} cannot be read</h2>
      <p>
        Nothing is lost: steps, notes and evidence are kept. Export the checklist, correct it, give
        it a higher version number and import it: the run is there again. Where the checklist is
        written for a newer Bulkhead, use that one.
      </p>
      <ul>
        {shown.map((run) => (
          <li key={run.id}>
            <p>
              <b>
                <Plain>{run.title}</Plain>
              </b>{' '}
              <TenantPair sourceId={run.sourceId} targetId={run.targetId} />
              {', changed '}
              <time dateTime={run.changedAt} title={exactText(run.changedAt)}>
                {zonedText(run.changedAt)}
              </time>
            </p>
            <p>
              <Plain>{run.why}</Plain>
            </p>
            <div className={styles['cardActions']}>
              {run.canExport && (
                <Button
                  size="small"
                  aria-label={`Export the checklist of ${visibleText(run.title)}`}
                  onClick={() => void exportChecklist(run.checklistId)}
                >
                  Export the checklist…
                </Button>
              )}
              <Button size="small" disabled={isFixed} onClick={() => void importChecklist()}>
                Import checklist…
              </Button>
              <Button
                size="small"
                disabled={isFixed}
                aria-label={`Remove the run of ${visibleText(run.title)}`}
                onClick={() => openDialog({ kind: 'remove-run', engagementId: run.id })}
              >
                Remove…
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <MoreRows left={left} what="runs" onMore={showMore} />
    </section>
  );
}
