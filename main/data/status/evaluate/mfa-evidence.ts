import type { CaPolicy, SignInRecord, TenantFacts } from '../facts.ts';
import type { Certainty } from './certainty.ts';
import { demandsMfa } from './demands-mfa.ts';
import { instantOf, isInFuture } from './instants.ts';

/** What shows that this sign-in was made with MFA, or that it was not. */
export interface MfaEvidence {
  readonly done: Certainty;
  /** `amr` of a token that can be believed; mostly empty, because v2 tokens do not carry it. */
  readonly methods: readonly string[];
  /** When, in milliseconds; null when nothing told. */
  readonly at: number | null;
  readonly where: 'home' | 'here' | 'unknown';
  readonly by: 'token' | 'sign-in log' | 'policy' | 'demand' | 'nothing';
  /** Why a claim was not believed; null when there was nothing wrong. */
  readonly doubt: string | null;
}

interface Trusting {
  readonly isExternal: Certainty;
  readonly trust: { readonly mfa: boolean | null };
}

const NOTHING: MfaEvidence = {
  done: 'maybe',
  methods: [],
  at: null,
  where: 'unknown',
  by: 'nothing',
  doubt: null,
};

/**
 * Whether a token may be at hand: a service that cannot be reached takes none away. Whether it still
 * lasts is another matter.
 */
export function holdsToken({ signIn }: TenantFacts): boolean {
  return (
    signIn.kind === 'known' &&
    (signIn.value.state === 'signed-in' || signIn.value.state === 'unreachable')
  );
}

/** @param proven policies that the token at hand would not have been given against */
export function mfaEvidenceOf(
  facts: TenantFacts,
  who: Trusting,
  proven: ReadonlySet<CaPolicy>,
  now: number,
): MfaEvidence {
  const { signIn } = facts;
  if (signIn.kind === 'known' && signIn.value.state === 'needs-mfa') {
    return { ...NOTHING, done: 'no', by: 'demand' };
  }
  if (!holdsToken(facts)) return NOTHING;
  const byToken = fromToken(facts, now);
  if (byToken.done !== 'maybe') return { ...byToken, where: whereOf(who) };
  const byLog = fromLog(facts, now);
  if (byLog !== null) return { ...byLog, where: whereOf(who), doubt: byToken.doubt };
  const isDemanded = [...proven].some(demandsMfa);
  if (!isDemanded || byToken.doubt !== null || isSingleInLog(facts, now)) return byToken;
  return { ...byToken, done: 'yes', at: null, where: whereOf(who), by: 'policy' };
}

function isSingleInLog(facts: TenantFacts, now: number): boolean {
  const record = newestOwnSuccess(facts, now);
  return record?.authenticationRequirement === 'singleFactorAuthentication';
}

function whereOf({ isExternal, trust }: Trusting): MfaEvidence['where'] {
  if (isExternal === 'no') return 'here';
  if (isExternal === 'maybe' || trust.mfa === null) return 'unknown';
  return trust.mfa ? 'home' : 'here';
}

function fromToken({ token }: TenantFacts, now: number): MfaEvidence {
  if (token.kind !== 'known') return NOTHING;
  const methods: unknown = token.value.amr;
  if (!Array.isArray(methods) || !methods.every((one) => typeof one === 'string')) {
    return { ...NOTHING, doubt: 'The token lists its methods in a form that cannot be read.' };
  }
  if (methods.length === 0) return NOTHING;
  const { authTime } = token.value;
  const at = instantOf(authTime);
  if (authTime !== null && at === null) {
    return { ...NOTHING, doubt: 'The token’s time of sign-in cannot be read.' };
  }
  const asked = instantOf(token.collectedAt);
  if (asked === null || isInFuture(asked, now) || (at !== null && isInFuture(at, asked))) {
    return { ...NOTHING, doubt: 'This computer’s clock and Microsoft’s do not agree.' };
  }
  if (methods.includes('mfa')) return { ...NOTHING, done: 'yes', methods, at, by: 'token' };
  // Only methods that are known to be one factor show that there was no second one.
  const isSingle = methods.every((method) => method === 'pwd' || method === 'wia');
  return { ...NOTHING, done: isSingle ? 'no' : 'maybe', methods, at, by: 'token' };
}

/** The newest sign-in that succeeded. What it demanded it also got. */
function fromLog(facts: TenantFacts, now: number): MfaEvidence | null {
  const record = newestOwnSuccess(facts, now);
  if (record === null || !gotMfa(record)) return null;
  return {
    ...NOTHING,
    done: 'yes',
    at: instantOf(record.createdDateTime),
    by: 'sign-in log',
  };
}

export const gotMfa = (record: SignInRecord): boolean =>
  record.authenticationRequirement === 'multiFactorAuthentication' || record.isMfaEnforced === true;

/**
 * Of the sign-ins that were made with Bulkhead's own app registration: what another app or another
 * computer was given says nothing of the token at hand.
 */
export function newestOwnSuccess(
  { signIns, token }: TenantFacts,
  now: number,
): SignInRecord | null {
  const appId = token.kind === 'known' ? token.value.appId?.toLowerCase() : undefined;
  if (signIns.kind !== 'known' || appId === undefined) return null;
  return newestSuccess(
    signIns.value.filter((record) => record.appId?.toLowerCase() === appId),
    now,
  );
}

/** Records of a time that has not come are left out: one of the clocks is wrong. */
export function newestSuccess(records: readonly SignInRecord[], now: number): SignInRecord | null {
  let newest: { readonly at: number; readonly record: SignInRecord } | null = null;
  for (const record of records) {
    const at = instantOf(record.createdDateTime);
    if (at === null || isInFuture(at, now) || record.errorCode !== 0) continue;
    if (record.conditionalAccessStatus === 'failure') continue;
    if (newest === null || at > newest.at) newest = { at, record };
  }
  return newest?.record ?? null;
}
