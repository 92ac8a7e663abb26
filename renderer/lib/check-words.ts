import type { CheckState, SignInState } from '../../preload/contract/index.ts';

/** Each state of a check in a word or two. None is a synonym of another. */
export const STATE_WORDS: Readonly<Record<CheckState, string>> = {
  pass: 'Passes',
  fail: 'Fails',
  attention: 'Needs attention',
  'report-only': 'Report-only',
  fact: 'For information',
  unknown: 'Unknown',
  'not-permitted': 'Not permitted',
  'not-licensed': 'Not licensed',
  'not-available': 'Not available',
  'not-collected': 'Not collected',
};

/** What a state means, for legends. */
export const STATE_MEANINGS: Readonly<Record<CheckState, string>> = {
  pass: 'Checked, and as it should be.',
  fail: 'Checked, and not as it should be.',
  attention: 'Works now and needs you soon or in part.',
  'report-only': 'Set up and evaluated, but not enforced. It protects nothing.',
  fact: 'Neither good nor bad.',
  unknown: 'Asked, but the answer does not decide it.',
  'not-permitted': 'Your account may not read this here.',
  'not-licensed': 'The tenant has no licence for this.',
  'not-available': 'Does not exist in this cloud or by this access path.',
  'not-collected': 'Nobody has asked yet.',
};

/** Every state, the one that wants the operator most first. */
export const STATE_ORDER: readonly CheckState[] = [
  'fail',
  'attention',
  'report-only',
  'unknown',
  'not-permitted',
  'not-licensed',
  'not-collected',
  'not-available',
  'fact',
  'pass',
];

const places = new Map(STATE_ORDER.map((state, at) => [state, at]));

/** Place of a state in the order of need; 0 is worst. */
export const needOf = (state: CheckState): number => places.get(state) ?? STATE_ORDER.length;

/** Whether the state asks something of the operator. */
export const needsOperator = (state: CheckState): boolean =>
  state === 'fail' || state === 'attention';

/** The state of a sign-in for a tenant's APIs in up to three words, as its check says it. */
export const SIGN_IN_WORDS: Readonly<Record<SignInState, string>> = {
  'signed-out': 'Signed out',
  'signing-in': 'Signing in',
  'signed-in': 'Signed in',
  'needs-mfa': 'MFA needed',
  'needs-sign-in': 'Sign in again',
  blocked: 'Blocked',
  'needs-consent': 'Consent missing',
  disabled: 'Account disabled',
  'not-a-user': 'No account here',
  unreachable: 'Unreachable',
  'not-configured': 'Not set up',
  'refused-token': 'Token refused',
  failed: 'Sign-in failed',
};
