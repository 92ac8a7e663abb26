import type { Engagement, StepProgress } from '../../../preload/contract/index.ts';
import { daysText, exactText, zonedText } from '../../lib/moments.ts';
import { counted, STEP_MARKS, STEP_WORDS } from '../../lib/onboarding-words.ts';
import { operatorsText, type RunStep } from '../../lib/run-steps.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './step.module.css';

interface StepStateLineProps {
  readonly step: RunStep;
  readonly progress: StepProgress | null;
  readonly engagement: Engagement;
}

/** How a step stands, in a sentence that is read out when it changes. */
export function StepStateLine({ step, progress, engagement }: StepStateLineProps) {
  const isChecking = useOnboardingStore((state) => state.progress.isRunning);
  const nowMs = useNow();
  if (progress === null) return null;
  const operators = operatorsText(step);
  const { endsAt, endsAtFrom, sharedFrom, owner, dueAt } = progress;
  const isOpen = progress.state === 'open' || progress.state === 'drifted';
  const isLate = isOpen && dueAt !== null && Date.parse(dueAt) < nowMs;
  return (
    <div className={styles['stateLines']}>
      <p className={styles['state']} role="status" data-state={progress.state}>
        <StateMark state={STEP_MARKS[progress.state]} />
        <span>
          {isChecking ? 'Checking. ' : ''}
          {stateSentence(progress)}
        </span>
      </p>
      <p className={styles['quiet']}>
        {[
          ...(operators === null ? [] : [`${operators} are through`]),
          ...(owner === '' ? [] : [`Owner: ${visibleText(owner)}`]),
          ...(dueAt === null || isLate ? [] : [`Due ${zonedText(dueAt)}`]),
          ...(sharedFrom === null || sharedFrom === engagement.summary.id
            ? []
            : ['Done once for this tenant, in another run']),
        ].join(' · ')}
      </p>
      {isLate && (
        <p className={styles['late']} title={exactText(dueAt)}>
          Overdue since {zonedText(dueAt)}
        </p>
      )}
      {endsAt !== null && (
        <p className={styles['quiet']} title={exactText(endsAt)}>
          Ends {zonedText(endsAt)}, {daysText(endsAt, nowMs)}:{' '}
          {endsAtFrom === 'check' ? 'read from the tenant' : 'counted from the day it was done'}
        </p>
      )}
    </div>
  );
}

/** "Done on 3 May by Josh, completed by a check." and the like. */
function stateSentence(progress: StepProgress): string {
  const { state, changedAt, changedBy, completedBy, skipReason, checks, signedOff } = progress;
  const when = changedAt === null ? '' : `, ${zonedText(changedAt)}`;
  const who = changedBy === null ? '' : ` by ${visibleText(changedBy)}`;
  const failed = checks.filter((check) => check.state === 'failed').length;
  const signed = signedOff === null ? '' : ` Signed off by ${visibleText(signedOff.by)}.`;
  switch (state) {
    case 'done':
      return `${STEP_WORDS.done}${completedBy === 'check' ? ', found by a check' : who}${when}.${signed}`;
    case 'skipped':
      return `${STEP_WORDS.skipped}${who}${when}: ${visibleText(skipReason ?? 'no reason is kept')}.${signed}`;
    case 'drifted':
      return `Drifted${when}: it was done, and a check has found since that it no longer is.`;
    case 'open':
      return failed > 0
        ? `${STEP_WORDS.open}. ${counted(failed, 'check')} failed.`
        : `${STEP_WORDS.open}.`;
  }
}
