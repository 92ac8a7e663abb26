import type {
  CheckState,
  EngagementSummary,
  Onboarding,
  OnboardingCheckState,
  RadarItem,
  RenewalKind,
  StepState,
  TenantRecord,
} from '../../preload/contract/index.ts';

export const STEP_WORDS: Readonly<Record<StepState, string>> = {
  open: 'Open',
  done: 'Done',
  skipped: 'Skipped',
  drifted: 'Drifted',
};

/** The shapes that the rest of Bulkhead uses for the same meaning. */
export const STEP_MARKS: Readonly<Record<StepState, CheckState>> = {
  open: 'not-collected',
  done: 'pass',
  skipped: 'not-available',
  drifted: 'attention',
};

export const CHECK_STATE_WORDS: Readonly<Record<OnboardingCheckState, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  information: 'For you to judge',
  'not-permitted': 'Not permitted',
  'not-licensed': 'Not licensed',
  'not-available': 'Not available',
  unreachable: 'Not reached',
  'needs-value': 'Needs a value',
  'not-checked': 'Not checked yet',
};

export const CHECK_STATE_MARKS: Readonly<Record<OnboardingCheckState, CheckState>> = {
  passed: 'pass',
  failed: 'fail',
  information: 'fact',
  'not-permitted': 'not-permitted',
  'not-licensed': 'not-licensed',
  'not-available': 'not-available',
  unreachable: 'unknown',
  'needs-value': 'attention',
  'not-checked': 'not-collected',
};

export const RENEWAL_WORDS: Readonly<Record<RenewalKind, string>> = {
  'pim-eligibility': 'PIM eligibility',
  'access-package': 'Access package',
  'access-review': 'Access review',
  'break-glass-test': 'Break-glass test',
  'temporary-administrator': 'Temporary administrator',
  exception: 'Exception',
  other: 'Other',
};

export const RENEWAL_ORDER = Object.keys(RENEWAL_WORDS) as readonly RenewalKind[];

export const END_WORDS: Readonly<Record<RadarItem['state'], string>> = {
  ended: 'Ended',
  soon: 'Ends soon',
  later: 'Later',
};

export const END_MARKS: Readonly<Record<RadarItem['state'], CheckState>> = {
  ended: 'fail',
  soon: 'attention',
  later: 'fact',
};

/** Where the date of an end is from. */
export const END_SOURCES: Readonly<Record<RadarItem['from'], string>> = {
  check: 'Read from the tenant',
  step: 'Counted from the day the step was done',
  reminder: 'Your own reminder',
};

export const RUN_STATE_WORDS: Readonly<Record<EngagementSummary['state'], string>> = {
  active: 'Under way',
  completed: 'Completed',
  archived: 'Archived',
};

export type Purpose = TenantRecord['purpose'];

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  'not-said': 'Not said',
  merger: 'Merger or acquisition',
  'business-unit': 'Business unit',
  regulatory: 'Regulation or region',
  'carve-out': 'Carve-out',
  'separate-entity': 'Separate entity',
  isolation: 'Isolation',
  production: 'Production',
  test: 'Test',
  other: 'Other',
};

export const PURPOSE_ORDER = Object.keys(PURPOSE_WORDS) as readonly Purpose[];

/** What is to be known of the place where onboarding is kept; null when there is nothing. */
export function storageWords({
  storage,
  notice,
}: Pick<Onboarding, 'storage' | 'notice'>): string | null {
  if (notice !== null) return notice;
  if (storage === 'memory')
    return 'Nothing can be kept on this device: what you do here is gone after quitting. Export a hand-over to keep it.';
  if (storage === 'read-only')
    return 'Onboarding can be read but not changed, because the disk is full or cannot be written.';
  return null;
}

/** "7 of 19 steps done, 1 skipped, 2 drifted". */
export function progressWords({
  done,
  skipped,
  drifted,
  total,
}: Pick<EngagementSummary, 'done' | 'skipped' | 'drifted' | 'total'>): string {
  const parts = [`${String(done)} of ${total === 1 ? '1 step' : `${String(total)} steps`} done`];
  if (skipped > 0) parts.push(`${String(skipped)} skipped`);
  if (drifted > 0) parts.push(`${String(drifted)} drifted`);
  return parts.join(', ');
}

/** "1 step", "3 steps". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? `1 ${one}` : `${String(count)} ${many}`;

/** Whether nothing of onboarding can be changed now. */
export const isStorageFixed = (storage: Onboarding['storage']): boolean => storage === 'read-only';
