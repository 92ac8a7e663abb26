import type {
  CheckState,
  StatusRow,
  TenantSignIn,
  WayOut,
} from '../../../preload/contract/index.ts';
import { SIGN_IN_WORDS } from '../../lib/check-words.ts';
import { freshRow, isStale, stateOfSignIn } from '../../lib/fresh-status.ts';

/** What a tenant's status wants of the operator now, and the one thing to do about it. */
export interface NextStep {
  /** Place in the order of need; 0 is most urgent. */
  readonly rank: number;
  /** Whether the operator is kept from working. Old figures alone keep nobody. */
  readonly isUrgent: boolean;
  readonly state: CheckState;
  readonly words: string;
  /** Null leads to the reasons. */
  readonly way: WayOut | null;
}

const SIGN_IN: WayOut = { kind: 'sign-in' };
const DO_MFA: WayOut = { kind: 'do-mfa' };
const CONSENT: WayOut = { kind: 'ask-consent' };
const COLLECT: WayOut = { kind: 'collect' };

/** The most urgent of what is known; null when nothing is wanted, or nothing was read yet. */
export function nextStepOf(
  collected: StatusRow | null,
  signIn: TenantSignIn | null,
  nowMs: number,
): NextStep | null {
  const bySignIn = signInStep(signIn);
  if (bySignIn !== null) return bySignIn;
  if (collected === null) return null;
  const row = freshRow(collected, signIn, nowMs);
  const cellOf = (id: string) => row.cells.find(({ checkId }) => checkId === id);

  const mfa = cellOf('mfa-done');
  if (mfa?.state === 'fail') return urgent(1, 'fail', `MFA: ${mfa.word}`, DO_MFA);
  const access = cellOf('conditional-access');
  if (access?.state === 'fail')
    return urgent(2, 'fail', `Conditional Access: ${access.word}`, null);
  const roles = cellOf('roles');
  if (roles?.state === 'attention' || roles?.state === 'fail')
    return urgent(3, roles.state, `Roles: ${roles.word}`, null);

  // Collecting where nobody signed in yet would only fail, again and again.
  const start = signIn?.state === 'signed-out' ? SIGN_IN : COLLECT;
  if (row.problem !== null) return calm(4, 'attention', 'The last collection failed', start);
  if (row.collectedAt === null) return calm(6, 'not-collected', 'Never collected', start);
  if (isStale(row.collectedAt, nowMs))
    return calm(5, 'attention', 'Data is more than a day old', COLLECT);
  const failing = row.cells.filter(({ state }) => state === 'fail').length;
  if (failing > 0)
    return calm(
      7,
      'fail',
      failing === 1 ? '1 check fails' : `${String(failing)} checks fail`,
      null,
    );
  return null;
}

function signInStep(signIn: TenantSignIn | null): NextStep | null {
  if (signIn === null) return null;
  const step = (rank: number, way: WayOut | null) =>
    urgent(rank, stateOfSignIn(signIn), SIGN_IN_WORDS[signIn.state], way);
  switch (signIn.state) {
    case 'signed-out':
      // Nobody ever signed in here: that is a beginning, and nothing that went wrong.
      return signIn.accountId === null ? null : step(0, SIGN_IN);
    case 'needs-sign-in':
    case 'refused-token':
    case 'failed':
      return step(0, SIGN_IN);
    case 'needs-mfa':
      return step(1, DO_MFA);
    case 'needs-consent':
      return step(2, CONSENT);
    case 'blocked':
    case 'disabled':
    case 'not-a-user':
      return step(2, null);
    case 'signing-in':
    case 'signed-in':
    case 'unreachable':
    case 'not-configured':
      return null;
  }
}

const urgent = (rank: number, state: CheckState, words: string, way: WayOut | null): NextStep => ({
  rank,
  isUrgent: true,
  state,
  words,
  way,
});

const calm = (rank: number, state: CheckState, words: string, way: WayOut | null): NextStep => ({
  rank,
  isUrgent: false,
  state,
  words,
  way,
});
