import type {
  CheckState,
  Finding,
  SignInState,
  StatusCell,
  StatusRow,
  TenantSignIn,
  WayOut,
} from '../../preload/contract/index.ts';
import { SIGN_IN_WORDS } from './check-words.ts';

const STATES: Readonly<Record<SignInState, CheckState>> = {
  'signed-out': 'attention',
  'signing-in': 'unknown',
  'signed-in': 'pass',
  'needs-mfa': 'attention',
  'needs-sign-in': 'attention',
  blocked: 'fail',
  'needs-consent': 'fail',
  disabled: 'fail',
  'not-a-user': 'fail',
  unreachable: 'unknown',
  'not-configured': 'not-available',
  'refused-token': 'fail',
  failed: 'unknown',
};

/** Milliseconds after which a figure is no longer drawn as if it were of now. */
const STALE_MS = 24 * 3_600_000;

/** Whether what was collected then says little about now. What never was collected is not old. */
export function isStale(collectedAt: string | null, nowMs: number): boolean {
  return collectedAt !== null && nowMs - Date.parse(collectedAt) > STALE_MS;
}

/**
 * A row with what has become of the sign-in since it was collected: tokens may be dropped or end
 * long before the next collection, and a badge must not stay green for that long.
 */
export function freshRow(row: StatusRow, signIn: TenantSignIn | null, nowMs: number): StatusRow {
  if (signIn === null) return row;
  return { ...row, cells: row.cells.map((cell) => freshCell(cell, signIn, nowMs)) };
}

function freshCell(cell: StatusCell, signIn: TenantSignIn, nowMs: number): StatusCell {
  const { checkedAt, state, tokenUntil } = signIn;
  const isNewer =
    checkedAt !== null &&
    (cell.collectedAt === null || Date.parse(cell.collectedAt) < Date.parse(checkedAt));
  const until = tokenUntil === null ? null : Date.parse(tokenUntil);
  const hasEnded = until !== null && until <= nowMs;
  if (cell.checkId === 'sign-in') {
    const isLasting = until !== null && until > nowMs && until <= nowMs + LONGEST_TOKEN_MS;
    // Green needs a token that lasts; nothing less makes an answer better than it was.
    const isOther = isNewer && SIGN_IN_WORDS[state] !== cell.word;
    const now: StatusCell =
      isOther && (state !== 'signed-in' || isLasting)
        ? {
            checkId: 'sign-in',
            state: STATES[state],
            word: SIGN_IN_WORDS[state],
            reason: signIn.reason,
            collectedAt: checkedAt,
          }
        : cell;
    return now.state === 'pass' && hasEnded ? { ...now, ...TOKEN_ENDED } : now;
  }
  if (cell.checkId !== 'mfa-done' || cell.state !== 'pass') return cell;
  if (isNewer && !HOLDS_A_TOKEN.has(state)) {
    return {
      ...cell,
      state: 'unknown',
      word: 'No sign-in',
      reason: 'MFA was done in a sign-in that is no longer there.',
    };
  }
  return hasEnded ? { ...cell, ...MFA_WAS_DONE } : cell;
}

/** What was fetched before is still good while the service merely cannot be reached, or is asked. */
const HOLDS_A_TOKEN: ReadonlySet<SignInState> = new Set(['signed-in', 'unreachable', 'signing-in']);

const MFA_WAS_DONE = {
  state: 'fact',
  word: 'MFA was done',
  reason: 'MFA was done for a token that has ended since. The next sign-in may ask again.',
} as const;

/** No token of Microsoft's lasts longer; a clock that is off makes it look so. */
const LONGEST_TOKEN_MS = 29 * 3_600_000;

const TOKEN_ENDED = {
  state: 'attention',
  word: 'Token ended',
  reason:
    'The token has ended. Bulkhead renews it by itself when it next asks, unless the tenant wants you to sign in again.',
} as const;

/** A finding by the same rule; what showed the old answer does not show the new one. */
export function freshFinding(
  finding: Finding,
  signIn: TenantSignIn | null,
  nowMs: number,
): Finding {
  if (signIn === null) return finding;
  const { checkId, state, word, reason, collectedAt } = finding;
  const cell = { checkId, state, word, reason, collectedAt };
  const fresh = freshCell(cell, signIn, nowMs);
  if (fresh === cell) return finding;
  return {
    ...finding,
    ...fresh,
    evidence: signIn.code === null ? [] : [{ label: 'Sign-in error', value: signIn.code }],
    source: 'Sign-in',
    needs: null,
    waysOut: fresh.state === 'pass' ? [] : [...WAYS_OUT[signIn.state]],
  };
}

const WAYS_OUT: Readonly<Record<SignInState, readonly WayOut[]>> = {
  'signed-out': [{ kind: 'sign-in' }],
  'signing-in': [],
  // Said of a token that has ended.
  'signed-in': [{ kind: 'collect' }, { kind: 'sign-in' }],
  'needs-mfa': [{ kind: 'do-mfa' }],
  'needs-sign-in': [{ kind: 'sign-in' }],
  blocked: [],
  'needs-consent': [{ kind: 'ask-consent' }],
  disabled: [],
  'not-a-user': [{ kind: 'sign-in' }],
  unreachable: [{ kind: 'collect' }],
  'not-configured': [],
  'refused-token': [{ kind: 'sign-in' }],
  failed: [{ kind: 'sign-in' }],
};

/** The state and word of a sign-in, for showing it beside the account. */
export function stateOfSignIn(signIn: TenantSignIn | null): CheckState {
  return signIn === null ? 'not-collected' : STATES[signIn.state];
}
