import type { Finding, WayOut } from '../../../../preload/contract/status.ts';
import { boundedText } from './bounded-text.ts';
import type { Verdict } from './conditional-access.ts';
import { finding, gapFinding, type Draft, type Origin } from './finding.ts';
import type { Picture } from './picture.ts';
import { mayHandOff } from './sign-in-finding.ts';

/** Refusals that are Conditional Access's or security defaults' own, by AADSTS number. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['50097', 'Device needed'],
  ['50155', 'Device needed'],
  ['50187', 'Device needed'],
  ['53000', 'Compliant device needed'],
  ['53001', 'Joined device needed'],
  ['53002', 'Approved app needed'],
  ['53003', 'Blocked'],
  ['53004', 'Registration blocked'],
  ['53010', 'Registration blocked'],
  ['53011', 'Blocked for risk'],
  ['530034', 'Blocked for risk'],
  ['530035', 'Blocked by defaults'],
]);

const numberOf = (code: string | null) => code?.replace(/^AADSTS/, '') ?? '';

/** Cross-tenant settings, networks and apps block as well; only what is not told apart counts here. */
function isRefusal({ signIn }: Picture['facts']): boolean {
  if (signIn.kind !== 'known' || signIn.value.state !== 'blocked') return false;
  const number = numberOf(signIn.value.code);
  return number === '' || REFUSALS.has(number);
}

/**
 * Whether Conditional Access lets this operator in. What a sign-in met counts more than what
 * policies say; report-only policies count for nothing.
 */
export function conditionalAccess(picture: Picture): Finding {
  const { signIn, caPolicies } = picture.facts;
  if (isRefusal(picture.facts)) return refused(picture);
  if (caPolicies.kind !== 'known') {
    const isIn = signIn.kind === 'known' && signIn.value.state === 'signed-in';
    return gapFinding(
      'conditional-access',
      caPolicies,
      'Conditional Access policies',
      isIn ? 'You are signed in, so none kept Bulkhead’s own requests out.' : '',
    );
  }
  const enforced = picture.verdicts.filter((one) => one.state === 'enabled');
  const inTheWay = standingInTheWay(enforced, picture);
  const unseen = inTheWay === null ? refusedUnseen(picture.facts) : null;
  return finding('conditional-access', {
    ...(inTheWay ?? unseen ?? allowed(enforced, picture)),
    evidence: evidenceOf(enforced),
    from: [...originsOf(picture), ...(unseen === null ? [] : [signIn])],
  });
}

/** Sign-ins that fail for good, and for another reason than Conditional Access. */
const SHUT: ReadonlySet<string> = new Set(['blocked', 'disabled', 'not-a-user', 'refused-token']);

/** What a sign-in met although no policy that can be read tells of it: then nothing is green. */
function refusedUnseen({ signIn }: Picture['facts']): Conclusion | null {
  if (signIn.kind !== 'known') return null;
  const { state } = signIn.value;
  if (state === 'needs-mfa') {
    return {
      state: 'attention',
      word: 'MFA needed',
      reason:
        'This tenant asks for MFA before it gives a token, though no policy that was read demands it of you. It may be newer than what was collected, or MFA is set for single users.',
      waysOut: [{ kind: 'do-mfa' }],
    };
  }
  if (!SHUT.has(state)) return null;
  return {
    state: 'fact',
    word: 'Not by policy',
    reason:
      'No policy that was read keeps you out. Your sign-in is refused all the same, for another reason.',
  };
}

function refused(picture: Picture): Finding {
  const { signIn } = picture.facts;
  const { code, reason } = signIn.kind === 'known' ? signIn.value : { code: null, reason: '' };
  const number = numberOf(code);
  const isHandOff = mayHandOff(code);
  const said = boundedText(reason, 300) || 'Conditional Access refused this sign-in.';
  const isSaid = !isHandOff || said.includes('managed browser');
  return finding('conditional-access', {
    state: 'fail',
    word: REFUSALS.get(number) ?? 'Blocked',
    reason: isSaid ? said : `${said} Open the portal in the managed browser.`,
    evidence: [
      ...(number === '' ? [] : [['Code', `AADSTS${number}`] as const]),
      ...evidenceOf(picture.verdicts.filter((one) => one.state === 'enabled')),
    ],
    from: [signIn],
    waysOut: isHandOff ? [handOff(picture)] : [],
  });
}

type Conclusion = Pick<Draft, 'state' | 'word' | 'reason' | 'waysOut' | 'needs'>;

/** The policy that stands most in the way, as a conclusion; null when none does. */
function standingInTheWay(verdicts: readonly Verdict[], picture: Picture): Conclusion | null {
  const first = (test: (one: Verdict) => boolean) => verdicts.find(test);
  const isCertain = (one: Verdict) => one.applies === 'yes';

  const block = first((one) => isCertain(one) && one.obstacle === 'block');
  if (block !== undefined) return blocked(block, picture);
  const impossible = first((one) => isCertain(one) && one.obstacle === 'impossible');
  if (impossible !== undefined) {
    return { state: 'fail', word: 'Cannot be met', reason: told(impossible) };
  }
  const device = first((one) => isCertain(one) && one.obstacle === 'device');
  if (device !== undefined) {
    return {
      state: 'attention',
      word: 'Managed browser needed',
      reason: `${told(device)} Open the portal in the managed browser.`,
      waysOut: [handOff(picture)],
    };
  }
  const mfa = first((one) => isCertain(one) && one.obstacle === 'mfa');
  if (mfa !== undefined) {
    return {
      state: 'attention',
      word: 'MFA needed',
      reason: told(mfa),
      waysOut: [{ kind: 'do-mfa' }],
    };
  }
  return doubtful(verdicts);
}

function blocked(verdict: Verdict, picture: Picture): Conclusion {
  const { trust, isExternal } = picture;
  const isDistrusted = trust.compliantDevice === false && trust.hybridJoin === false;
  const isByDevice =
    verdict.policy.conditions.deviceFilter !== null && !(isExternal === 'yes' && isDistrusted);
  return {
    state: 'fail',
    word: 'Blocked',
    reason: `${told(verdict)}${isByDevice ? ' It asks about the device: open the portal in the managed browser.' : ''}`,
    waysOut: isByDevice ? [handOff(picture)] : [],
  };
}

/** Policies that may apply, or of which it is not known whether they are satisfied. */
function doubtful(verdicts: readonly Verdict[]): Conclusion | null {
  const open = verdicts.filter((one) => one.applies !== 'no' && one.obstacle !== 'none');
  const worst =
    open.find((one) => one.obstacle === 'block' || one.obstacle === 'impossible') ??
    open.find((one) => one.obstacle === 'device') ??
    open[0];
  if (worst === undefined) return null;
  const mayStop = worst.obstacle !== 'unknown' && worst.obstacle !== 'mfa';
  return {
    state: 'unknown',
    word: mayStop ? 'May be blocked' : worst.obstacle === 'mfa' ? 'May need MFA' : 'Not certain',
    reason: told(worst),
    waysOut: worst.obstacle === 'mfa' ? [{ kind: 'do-mfa' }] : [],
  };
}

function allowed(verdicts: readonly Verdict[], { facts }: Picture): Conclusion {
  const { securityDefaults } = facts;
  const hasDefaults = securityDefaults.kind === 'known' && securityDefaults.value.isEnabled;
  const count = verdicts.filter((one) => one.applies !== 'no').length;
  return {
    state: 'pass',
    word: 'Lets you in',
    reason:
      count === 0
        ? `No policy that is on applies to you here.${hasDefaults ? ' Security defaults are on: MFA is asked for when Microsoft sees a need.' : ''}`
        : `You satisfy ${count === 1 ? 'the one policy that applies' : `all ${String(count)} policies that apply`} to you here.`,
  };
}

const told = (verdict: Verdict) =>
  `“${boundedText(verdict.policy.displayName, 80)}”: ${boundedText(verdict.because, 330)}`;

const handOff = (picture: Picture): WayOut => ({
  kind: 'hand-off',
  portalId: picture.handOffPortalId,
});

const OUTCOME_WORDS: Readonly<Record<Verdict['outcome'], string>> = {
  satisfied: 'satisfied',
  'not-satisfied': 'not satisfied',
  blocked: 'blocks',
  unknown: 'not known',
  'not-applied': 'does not apply',
};

function evidenceOf(verdicts: readonly Verdict[]): readonly (readonly [string, string])[] {
  return verdicts
    .filter((one) => one.applies !== 'no')
    .slice(0, 50)
    .map((one) => [
      one.policy.displayName,
      `${one.demands}: ${OUTCOME_WORDS[one.outcome]}${one.applies === 'maybe' ? ', if it applies' : ''}`,
    ]);
}

/** Policies first; the operator's own facts age the verdict as well. */
function originsOf({ facts }: Picture): readonly Origin[] {
  const own = [facts.me, facts.groups, facts.activeRoles].filter((one) => one.kind === 'known');
  return [facts.caPolicies, ...own];
}
