import { useState } from 'react';
import type { Engagement, StepProgress } from '../../../preload/contract/index.ts';
import { countdownText } from '../../lib/moments.ts';
import { type NextAction, nextAction, nextActionText } from '../../lib/next-action.ts';
import { isStorageFixed } from '../../lib/onboarding-words.ts';
import { nextOpenStep, type RunPhase, type RunStep, stepsOf } from '../../lib/run-steps.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { tell, useAppStore } from '../../stores/app-store.ts';
import { goToOnboarding } from '../../stores/navigation.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import {
  cancelChecks,
  completeStep,
  openStepPage,
  runChecks,
  signOffRun,
  type StepRef,
} from '../../stores/run-actions.ts';
import { openStepOfRun, stepKey, useRunStore } from '../../stores/run-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { useCoolDown } from './use-cool-down.ts';

/** The one prominent button of a step. */
export interface StepAction {
  readonly kind: NextAction['kind'];
  readonly text: string;
  readonly isDisabled: boolean;
  readonly isDangerous: boolean;
  /** Why the step cannot be marked as done yet; null when it can. */
  readonly whyNotDone: string | null;
  readonly run: () => void;
  /** Marks the step as done, whatever the prominent button does. */
  readonly complete: () => void;
}

interface Situation {
  readonly engagement: Engagement;
  readonly step: RunStep;
  readonly phases: readonly RunPhase[];
  readonly progress: StepProgress | null;
  readonly stepRef: StepRef;
}

/** What the prominent button of a step says and does now. */
export function useStepAction(situation: Situation): StepAction {
  const { engagement, step, phases, progress, stepRef } = situation;
  const isOnline = useAppStore((state) => state.isOnline);
  const key = stepKey(stepRef.engagementId, stepRef.stepId, stepRef.operator);
  const wasOpened = useRunStore((state) => state.opened.has(key));
  const isChecking = useOnboardingStore((state) => state.progress.isRunning);
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const coolDownMs = useCoolDown(step.step, stepRef);
  const [isWorking, setWorking] = useState(false);

  const steps = stepsOf(phases);
  const others = step.progress.find(
    (one) => one.operator !== stepRef.operator && (one.state === 'open' || one.state === 'drifted'),
  );
  const following = step.isGuide
    ? steps[steps.findIndex(({ id }) => id === step.id) + 1]
    : nextOpenStep(steps, step.id);
  const entered = new Set(
    engagement.parameters.filter(({ value }) => value !== '').map(({ id }) => id),
  );
  const missing = step.step?.enters.filter((id) => !entered.has(id)) ?? [];

  const action: NextAction =
    step.isGuide || progress === null
      ? step.hasPage && isOnline && !wasOpened
        ? { kind: 'open-portal' }
        : { kind: following === undefined ? 'leave' : 'next-step' }
      : nextAction({
          step: step.step ?? { link: null, enters: [] },
          progress,
          isOnline,
          wasOpened,
          isChecking,
          isCoolingDown: coolDownMs > 0,
          missingValues: missing.length,
          hasNext: others !== undefined || following !== undefined,
          isRunSignedOff: engagement.summary.signedOff !== null,
        });

  const whyNotDone = whyNot(steps, progress, coolDownMs > 0);
  const complete = () => {
    if (whyNotDone !== null) return;
    if (step.isIrreversible) {
      openDialog({ kind: 'complete-step', step: stepRef });
      return;
    }
    setWorking(true);
    void completeStep(stepRef, null).then((failure) => {
      setWorking(false);
      if (failure !== null) tell(failure);
    });
  };
  const run = () => {
    if (isWorking) return;
    switch (action.kind) {
      case 'open-portal':
        return void openStepPage(stepRef);
      case 'enter-values':
        return document
          .querySelector<HTMLElement>(`[data-parameter="${missing[0] ?? ''}"] input`)
          ?.focus();
      case 'check':
        return void runChecks(stepRef.engagementId, stepRef.stepId);
      case 'cancel-check':
        return void cancelChecks();
      case 'wait':
        return undefined;
      case 'complete':
        return isFixed ? undefined : complete();
      case 'next-step':
        if (others !== undefined) return void openStepOfRun(step.id, others.operator);
        return following === undefined ? undefined : void openStepOfRun(following.id);
      case 'go-first': {
        const [first] = progress?.blockedBy ?? [];
        return first === undefined ? undefined : void openStepOfRun(first);
      }
      case 'sign-off-run':
        return isFixed ? undefined : void signOffRun(stepRef.engagementId);
      case 'leave':
        return void goToOnboarding();
    }
  };
  return {
    kind: action.kind,
    text: action.kind === 'wait' ? `Wait ${countdownText(coolDownMs)}` : nextActionText(action),
    isDisabled:
      isWorking ||
      action.kind === 'wait' ||
      (isFixed && (action.kind === 'complete' || action.kind === 'sign-off-run')),
    isDangerous: action.kind === 'complete' && step.isIrreversible,
    whyNotDone,
    run,
    complete,
  };
}

function whyNot(
  steps: readonly RunStep[],
  progress: StepProgress | null,
  isCoolingDown: boolean,
): string | null {
  const [first] = progress?.blockedBy ?? [];
  if (first !== undefined) {
    const title = steps.find(({ id }) => id === first)?.title ?? first;
    return `It can be marked as done once “${visibleText(title)}” is done or skipped.`;
  }
  return isCoolingDown ? 'It can be marked as done once the wait is over.' : null;
}
