import { Button } from '@fluentui/react-components';
import type { StepProgress } from '../../../preload/contract/index.ts';
import { isStorageFixed } from '../../lib/onboarding-words.ts';
import type { RunStep } from '../../lib/run-steps.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { openStepPage, runChecks, signOffStep, type StepRef } from '../../stores/run-actions.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './step.module.css';
import type { StepAction } from './use-step-action.ts';

const WHY_ID = 'step-why-not-done';

interface StepActionsProps {
  readonly action: StepAction;
  readonly step: RunStep;
  readonly progress: StepProgress | null;
  readonly stepRef: StepRef;
}

/** The next sensible thing as the one prominent button, and the others beside it. */
export function StepActions({ action, step, progress, stepRef }: StepActionsProps) {
  const isOnline = useAppStore((state) => state.isOnline);
  const isChecking = useOnboardingStore((state) => state.progress.isRunning);
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const isOpen = progress?.state === 'open' || progress?.state === 'drifted';
  const isSettled = progress !== null && !isOpen;
  const canChange = progress !== null && !step.isGuide && !progress.isRemoved;
  return (
    <div className={styles['foot']}>
      <Button
        appearance="primary"
        className={action.isDangerous ? (styles['danger'] ?? '') : ''}
        disabledFocusable={action.isDisabled}
        aria-keyshortcuts="Control+Enter"
        title="Ctrl+Enter"
        onClick={action.run}
      >
        {action.isDangerous ? 'Mark as done…' : action.text}
      </Button>
      {step.hasPage && action.kind !== 'open-portal' && (
        <Button size="small" disabled={!isOnline} onClick={() => void openStepPage(stepRef)}>
          Open portal
        </Button>
      )}
      {canChange &&
        progress.checks.length > 0 &&
        action.kind !== 'check' &&
        action.kind !== 'cancel-check' &&
        action.kind !== 'wait' && (
          <Button
            size="small"
            disabled={!isOnline || isChecking}
            onClick={() => void runChecks(stepRef.engagementId, stepRef.stepId)}
          >
            Check now
          </Button>
        )}
      {canChange && isOpen && action.kind !== 'complete' && (
        <Button
          size="small"
          disabled={isFixed}
          disabledFocusable={action.whyNotDone !== null}
          aria-describedby={action.whyNotDone === null ? undefined : WHY_ID}
          onClick={action.complete}
        >
          {!step.isIrreversible ? 'Mark as done' : 'Mark as done…'}
        </Button>
      )}
      {canChange && isOpen && (
        <Button
          size="small"
          disabled={isFixed}
          onClick={() => openDialog({ kind: 'skip-step', step: stepRef })}
        >
          Skip…
        </Button>
      )}
      {canChange && isSettled && progress.signedOff === null && (
        <Button size="small" disabled={isFixed} onClick={() => void signOffStep(stepRef)}>
          Sign off
        </Button>
      )}
      {canChange && isSettled && (
        <Button
          size="small"
          disabled={isFixed}
          onClick={() => openDialog({ kind: 'reopen-step', step: stepRef })}
        >
          Re-open…
        </Button>
      )}
      {canChange && isOpen && action.whyNotDone !== null && (
        <p id={WHY_ID} className={styles['why']}>
          <Plain>{action.whyNotDone}</Plain>
        </p>
      )}
    </div>
  );
}
