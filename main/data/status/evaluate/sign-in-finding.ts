import type { CheckState, Finding, WayOut } from '../../../../preload/contract/status.ts';
import refusals from '../../../../resources/sign-in-blocks.json' with { type: 'json' };
import { finding, gapFinding } from './finding.ts';
import { instantOf, isInFuture, shownInstant } from './instants.ts';
import type { Picture } from './picture.ts';

/** Longest life of a token with continuous access evaluation is 28 hours. */
const LONGEST_TOKEN_MS = 48 * 3_600_000;

interface Answered {
  readonly state: CheckState;
  readonly word: string;
  readonly waysOut: readonly WayOut[];
}

const SIGN_IN: readonly WayOut[] = [{ kind: 'sign-in' }];

/** By the states of the contract's `SIGN_IN_STATES`, all but `signed-in`. */
const ANSWERS: ReadonlyMap<string, Answered> = new Map<string, Answered>([
  ['signed-out', { state: 'attention', word: 'Signed out', waysOut: SIGN_IN }],
  ['signing-in', { state: 'unknown', word: 'Signing in', waysOut: [] }],
  ['needs-mfa', { state: 'attention', word: 'MFA needed', waysOut: [{ kind: 'do-mfa' }] }],
  ['needs-sign-in', { state: 'attention', word: 'Sign in again', waysOut: SIGN_IN }],
  ['blocked', { state: 'fail', word: 'Blocked', waysOut: [] }],
  ['needs-consent', { state: 'fail', word: 'Consent missing', waysOut: [{ kind: 'ask-consent' }] }],
  ['disabled', { state: 'fail', word: 'Account disabled', waysOut: [] }],
  ['not-a-user', { state: 'fail', word: 'No account here', waysOut: SIGN_IN }],
  ['unreachable', { state: 'unknown', word: 'Unreachable', waysOut: [{ kind: 'collect' }] }],
  ['not-configured', { state: 'not-available', word: 'Not set up', waysOut: [] }],
  ['refused-token', { state: 'fail', word: 'Token refused', waysOut: SIGN_IN }],
  ['failed', { state: 'unknown', word: 'Sign-in failed', waysOut: SIGN_IN }],
]);

const HAND_OFF_CODES = new Set(
  refusals.blocks.filter((block) => block.mayHandOff).map((block) => block.code),
);

/** Whether a managed browser may get further after this refusal. Codes explain, they decide nothing. */
export function mayHandOff(code: string | null): boolean {
  return code !== null && HAND_OFF_CODES.has(code.replace(/^AADSTS/, ''));
}

export function signInFinding(picture: Picture): Finding {
  const { signIn } = picture.facts;
  if (signIn.kind !== 'known') return gapFinding('sign-in', signIn, 'Your sign-ins');
  const { state, code, reason } = signIn.value;
  if (state === 'signed-in') return signedIn(picture);
  const answer = ANSWERS.get(state);
  const handOff: readonly WayOut[] =
    state === 'blocked' && mayHandOff(code)
      ? [{ kind: 'hand-off', portalId: picture.handOffPortalId }]
      : [];
  return finding('sign-in', {
    state: answer?.state ?? 'unknown',
    word: answer?.word ?? 'Unknown',
    reason,
    evidence: code === null ? [] : [['Code', `AADSTS${code.replace(/^AADSTS/, '')}`]],
    from: [signIn],
    needs: state === 'not-configured' ? 'An app registration for this cloud' : null,
    waysOut: [...handOff, ...(answer?.waysOut ?? SIGN_IN)],
  });
}

/** Green only with a token whose end can be read, has not come and is not absurdly far. */
function signedIn({ facts, now }: Picture): Finding {
  const { signIn, token } = facts;
  if (token.kind !== 'known') {
    return finding('sign-in', {
      state: 'unknown',
      word: 'Not certain',
      reason: 'You were signed in, but nothing is kept of the token. Collect again.',
      from: [signIn],
      waysOut: [{ kind: 'collect' }],
    });
  }
  const until = instantOf(token.value.tokenUntil);
  const from = [signIn, token];
  if (until === null || until > now + LONGEST_TOKEN_MS) {
    return finding('sign-in', {
      state: 'unknown',
      word: 'Not certain',
      reason:
        until === null
          ? 'You were signed in, but the end of the token cannot be read.'
          : 'The token would last longer than Microsoft lets any. Check this computer’s clock.',
      from,
      waysOut: SIGN_IN,
    });
  }
  const made = instantOf(token.collectedAt);
  if (made !== null && isInFuture(made, now)) {
    return finding('sign-in', {
      state: 'unknown',
      word: 'Clock differs',
      reason:
        'The token is from a time that has not come yet on this computer. Check its clock, then sign in again.',
      from,
      waysOut: SIGN_IN,
    });
  }
  if (until <= now) {
    return finding('sign-in', {
      state: 'attention',
      word: 'Token ended',
      reason: `The token ended ${shownInstant(until)}. Bulkhead renews it by itself when it next asks, unless the tenant wants you to sign in again.`,
      from,
      waysOut: [{ kind: 'collect' }, ...SIGN_IN],
    });
  }
  return finding('sign-in', {
    state: 'pass',
    word: 'Signed in',
    reason: `You are signed in. The token at hand ends ${shownInstant(until)} and is renewed by itself.`,
    evidence: [['Account', token.value.username]],
    from,
  });
}
