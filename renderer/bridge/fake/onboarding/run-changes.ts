import type {
  CheckResult,
  Engagement,
  StepEvent,
  StepProgress,
} from '../../../../preload/contract/index.ts';
import { passed, settled } from './engagement-data.ts';

/** Which step of a run, for which operator. */
export interface StepKey {
  readonly stepId: string;
  readonly operator: string | null;
}

const isOf = ({ stepId, operator }: StepKey, one: StepProgress) =>
  one.stepId === stepId && one.operator === operator;

export const stepIn = (engagement: Engagement, key: StepKey): StepProgress | undefined =>
  engagement.steps.find((one) => isOf(key, one));

/** The run with one of its steps changed, and everything that follows from it. */
export function withStep(
  engagement: Engagement,
  key: StepKey,
  change: (step: StepProgress) => StepProgress,
  at: string,
): Engagement {
  return settled({
    ...engagement,
    summary: { ...engagement.summary, changedAt: at },
    steps: engagement.steps.map((one) => (isOf(key, one) ? change(one) : one)),
  });
}

export const eventOf = (at: string, by: string, what: string, detail = ''): StepEvent => ({
  at,
  by,
  what,
  detail,
});

export function completed(step: StepProgress, at: string, by: string): StepProgress {
  return {
    ...step,
    state: 'done',
    completedBy: 'operator',
    changedAt: at,
    changedBy: by,
    skipReason: null,
    history: [eventOf(at, by, 'done', 'Marked as done.'), ...step.history],
  };
}

export function skipped(step: StepProgress, at: string, by: string, reason: string): StepProgress {
  return {
    ...step,
    state: 'skipped',
    skipReason: reason,
    changedAt: at,
    changedBy: by,
    history: [eventOf(at, by, 'skipped', reason), ...step.history],
  };
}

export function reopened(step: StepProgress, at: string, by: string, reason: string): StepProgress {
  return {
    ...step,
    state: 'open',
    completedBy: null,
    signedOff: null,
    changedAt: at,
    changedBy: by,
    skipReason: null,
    history: [eventOf(at, by, 'reopened', reason), ...step.history],
  };
}

/** A step after its checks were asked: they pass, and complete it when something of them may. */
export function checked(
  step: StepProgress,
  at: string,
  by: string,
  answer: (check: CheckResult) => CheckResult = (check) => passed(check, at),
): StepProgress {
  const checks = step.checks.map(answer);
  const required = checks.filter(({ completes }) => completes);
  const isThrough = required.length > 0 && required.every(({ state }) => state === 'passed');
  if (!isThrough || step.state === 'done' || step.state === 'skipped') return { ...step, checks };
  return {
    ...step,
    checks,
    state: 'done',
    completedBy: 'check',
    changedAt: at,
    changedBy: by,
    history: [eventOf(at, by, 'done', 'Every check passed.'), ...step.history],
  };
}

/** A step that was done, found otherwise since. */
export function drifted(step: StepProgress, at: string): StepProgress {
  return {
    ...step,
    state: 'drifted',
    completedBy: null,
    changedAt: at,
    changedBy: 'Bulkhead',
    checks: step.checks.map((check, index) =>
      index > 0
        ? check
        : {
            ...check,
            state: 'failed',
            found: 'It is no longer set.',
            wanted: 'Set for this partner.',
            checkedAt: at,
          },
    ),
    history: [eventOf(at, 'Bulkhead', 'drifted', 'It was set, and is no longer.'), ...step.history],
  };
}
