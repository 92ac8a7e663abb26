import type { Step, StepProgress } from '../../preload/contract/index.ts';

/** The one sensible thing to do with a step now. */
export type NextAction =
  | { readonly kind: 'open-portal' }
  | { readonly kind: 'enter-values' }
  | { readonly kind: 'check'; readonly isAgain: boolean }
  | { readonly kind: 'cancel-check' }
  /** Nothing may be pressed again before a cool-down is over. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'next-step' }
  /** Nothing of the run is left to do. */
  | { readonly kind: 'sign-off-run' }
  | { readonly kind: 'leave' }
  /** Another step first. */
  | { readonly kind: 'go-first' };

export interface StepSituation {
  readonly step: Pick<Step, 'link' | 'enters'>;
  readonly progress: Pick<StepProgress, 'state' | 'blockedBy' | 'checks'>;
  readonly isOnline: boolean;
  /** Its page was opened since Bulkhead was started, or since the step was re-opened. */
  readonly wasOpened: boolean;
  readonly isChecking: boolean;
  readonly isCoolingDown: boolean;
  /** Values that are entered at this step and are not there yet. */
  readonly missingValues: number;
  /** Another step of the run is still to be done. */
  readonly hasNext: boolean;
  readonly isRunSignedOff: boolean;
}

/**
 * Open the portal, check, mark as done, go on: what the one prominent button of a step does. A check
 * that a person has to judge, or that may not be read, does not keep a step from being marked as
 * done; one that failed does not either, but it is offered again first.
 */
export function nextAction(situation: StepSituation): NextAction {
  const { step, progress, isOnline, wasOpened, isChecking, isCoolingDown } = situation;
  if (progress.state === 'done' || progress.state === 'skipped') {
    if (situation.hasNext) return { kind: 'next-step' };
    return { kind: situation.isRunSignedOff ? 'leave' : 'sign-off-run' };
  }
  if (progress.blockedBy.length > 0) return { kind: 'go-first' };
  if (isChecking) return { kind: 'cancel-check' };
  if (isCoolingDown) return { kind: 'wait' };
  const again = checkWanted(progress.checks);
  if (step.link !== null && !wasOpened && isOnline) return { kind: 'open-portal' };
  if (situation.missingValues > 0) return { kind: 'enter-values' };
  if (again !== null && isOnline) return { kind: 'check', isAgain: again };
  return { kind: 'complete' };
}

const UNSETTLED: ReadonlySet<StepProgress['checks'][number]['state']> = new Set([
  'failed',
  'unreachable',
  'needs-value',
  'not-checked',
]);

/** Whether checks are worth asking: null when they are not, else whether it would be again. */
function checkWanted(checks: StepProgress['checks']): boolean | null {
  const required = checks.filter(({ completes }) => completes);
  const asked = required.length === 0 ? checks : required;
  const isWanted =
    required.length === 0
      ? asked.some(({ state }) => state === 'not-checked')
      : asked.some(({ state }) => UNSETTLED.has(state));
  return isWanted ? asked.some(({ checkedAt }) => checkedAt !== null) : null;
}

const NAMES: Readonly<Record<NextAction['kind'], string>> = {
  'open-portal': 'Open portal',
  'enter-values': 'Enter the values',
  check: 'Check now',
  'cancel-check': 'Stop checking',
  wait: 'Wait',
  complete: 'Mark as done',
  'next-step': 'Next step',
  'sign-off-run': 'Sign off the run',
  leave: 'Back to onboarding',
  'go-first': 'Go to the step before',
};

/** What the button says. */
export function nextActionText(action: NextAction): string {
  return action.kind === 'check' && action.isAgain ? 'Check again' : NAMES[action.kind];
}
