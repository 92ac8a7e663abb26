import type {
  CheckResult,
  OnboardingCheckState,
  StepProgress,
} from '../../../../preload/contract/index.ts';

/** Words of hand-overs: the same in the document and where two are compared. */

const CHECK_STATES: Readonly<Record<OnboardingCheckState, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  information: 'For information',
  'not-permitted': 'Not permitted to read',
  'not-licensed': 'Not licensed',
  'not-available': 'Not available in this cloud or tenant',
  unreachable: 'Not reached',
  'needs-value': 'Needs a value that was not entered',
  'not-checked': 'Not checked',
};

export function checkStateWords({ state }: Pick<CheckResult, 'state'>): string {
  return CHECK_STATES[state];
}

export function stepStateWords({
  state,
  completedBy,
}: Pick<StepProgress, 'state' | 'completedBy'>): string {
  switch (state) {
    case 'done':
      return completedBy === 'check' ? 'Done, found by a check' : 'Done';
    case 'skipped':
      return 'Skipped';
    case 'drifted':
      return 'Was done, and is no longer';
    case 'open':
      return 'Open';
  }
}

/** `2026-11-30 10:05 UTC`: a document is read in more than one time zone. */
export function instantWords(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** How long before another instant something was, roughly: `3 hours`. */
export function ageWords(from: string, to: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
  const counted = (count: number, unit: string) =>
    `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return counted(minutes, 'minute');
  return minutes < 48 * 60
    ? counted(Math.floor(minutes / 60), 'hour')
    : counted(Math.floor(minutes / 1_440), 'day');
}
