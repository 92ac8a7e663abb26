import { describe, expect, it } from 'vitest';
import {
  nextAction,
  nextActionText,
  type StepSituation,
} from '../../../../renderer/lib/next-action.ts';
import { aCheck } from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import { idOf } from '../../../../renderer/bridge/fake/estates.ts';
import type { CheckResult, StepId } from '../../../../preload/contract/index.ts';

const check = (said: Partial<CheckResult> = {}) =>
  aCheck({ id: 'partner-entry', on: 'target', with: {}, completes: true }, idOf(1), said);

const asked = { checkedAt: '2026-05-01T10:00:00.000Z' };

function situation(
  said: Partial<Omit<StepSituation, 'progress'>> = {},
  progress: Partial<StepSituation['progress']> = {},
): StepSituation {
  return {
    step: { link: { portalId: 'entra', page: null }, enters: [] },
    isOnline: true,
    wasOpened: false,
    isChecking: false,
    isCoolingDown: false,
    missingValues: 0,
    hasNext: true,
    isRunSignedOff: false,
    ...said,
    progress: { state: 'open', blockedBy: [], checks: [check()], ...progress },
  };
}

const kind = (...said: Parameters<typeof situation>) => nextAction(situation(...said)).kind;

describe('the next sensible thing', () => {
  it('goes from the portal over the check to done and on', () => {
    expect(kind()).toBe('open-portal');
    expect(kind({ wasOpened: true })).toBe('check');
    expect(kind({ wasOpened: true }, { checks: [check({ state: 'passed', ...asked })] })).toBe(
      'complete',
    );
    expect(kind({}, { state: 'done' })).toBe('next-step');
    expect(kind({}, { state: 'skipped' })).toBe('next-step');
  });

  it('offers a failed check again, and says that it is again', () => {
    const failed = nextAction(
      situation({ wasOpened: true }, { checks: [check({ state: 'failed', ...asked })] }),
    );
    expect(nextActionText(failed)).toBe('Check again');
    expect(nextActionText(nextAction(situation({ wasOpened: true })))).toBe('Check now');
  });

  it.each(['not-permitted', 'not-licensed', 'not-available', 'information'] as const)(
    'lets the operator decide when a check is %s',
    (state) => {
      expect(kind({ wasOpened: true }, { checks: [check({ state, ...asked })] })).toBe('complete');
    },
  );

  it('asks a check that only informs once', () => {
    const informs = { completes: false };
    expect(kind({ wasOpened: true }, { checks: [check(informs)] })).toBe('check');
    expect(
      kind({ wasOpened: true }, { checks: [check({ ...informs, state: 'failed', ...asked })] }),
    ).toBe('complete');
  });

  it('lets what comes first come first, before everything else', () => {
    expect(kind({ isCoolingDown: true, isChecking: true }, { blockedBy: ['a' as StepId] })).toBe(
      'go-first',
    );
  });

  it('presses nothing while a cool-down runs, and stops what is being checked', () => {
    expect(kind({ isCoolingDown: true, wasOpened: true })).toBe('wait');
    expect(kind({ isChecking: true, wasOpened: true })).toBe('cancel-check');
  });

  it('asks for values before it checks them', () => {
    expect(kind({ wasOpened: true, missingValues: 2 })).toBe('enter-values');
    expect(kind({ missingValues: 2 })).toBe('open-portal');
  });

  it('works offline: neither portal nor check is offered', () => {
    expect(kind({ isOnline: false })).toBe('complete');
  });

  it('opens the page again after a drift', () => {
    expect(kind({}, { state: 'drifted' })).toBe('open-portal');
  });

  it('ends with signing off, and then leaves', () => {
    expect(kind({ hasNext: false }, { state: 'done' })).toBe('sign-off-run');
    expect(kind({ hasNext: false, isRunSignedOff: true }, { state: 'done' })).toBe('leave');
  });
});
