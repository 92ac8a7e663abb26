import type { CaPolicy, NamedLocation } from '../facts.ts';
import type { PolicyVerdict } from '../../../../preload/contract/status.ts';
import { boundedText } from './bounded-text.ts';
import { allOf, no, type Judgement } from './certainty.ts';
import type { Device } from './device-filter.ts';
import {
  judgeGrant,
  type GrantSituation,
  type HomeTrust,
  type Obstacle,
} from './grant-controls.ts';
import { normalInstant } from './instants.ts';
import { isExternal, type Operator } from './operator-kind.ts';
import { appsMatch } from './policy-apps.ts';
import {
  clientMatches,
  deviceMatches,
  flowMatches,
  platformMatches,
  riskMatches,
} from './policy-conditions.ts';
import { locationMatches } from './policy-locations.ts';
import { usersMatch } from './policy-users.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

/** What is known around a sign-in. */
export interface Surroundings {
  readonly operator: Operator;
  readonly trust: HomeTrust;
  readonly mfa: GrantSituation['mfa'];
  readonly locations: readonly NamedLocation[] | null;
}

/** A verdict with what would help, before it is cut down to the contract's form. */
export interface Verdict {
  readonly policy: CaPolicy;
  readonly state: PolicyVerdict['state'];
  readonly applies: PolicyVerdict['applies'];
  readonly outcome: PolicyVerdict['outcome'];
  readonly obstacle: Obstacle;
  readonly demands: string;
  readonly because: string;
}

/**
 * Judges one policy for one sign-in. All assignments have to hold (Microsoft Learn, "Building a
 * Conditional Access policy"). A report-only policy is judged as if it were on and keeps its state.
 */
export function judgePolicy(
  policy: CaPolicy,
  attempt: SignInAttempt,
  around: Surroundings,
): Verdict {
  const state = stateOf(policy);
  const applies = appliesTo(policy, attempt, around);
  const device = deviceAsSeen(attempt.device, around);
  const grant = judgeGrant(policy, { ...around, client: attempt.client, device });
  const base = { policy, state, applies: applies.is, demands: grant.demands };
  if (applies.is === 'no') {
    return { ...base, outcome: 'not-applied', obstacle: 'none', because: applies.because };
  }
  return {
    ...base,
    outcome: OUTCOMES[grant.obstacle],
    obstacle: grant.obstacle,
    because: `${applies.because} ${grant.because}`,
  };
}

const OUTCOMES: Readonly<Record<Obstacle, PolicyVerdict['outcome']>> = {
  none: 'satisfied',
  block: 'blocked',
  mfa: 'not-satisfied',
  device: 'not-satisfied',
  impossible: 'not-satisfied',
  unknown: 'unknown',
};

function stateOf(policy: CaPolicy): PolicyVerdict['state'] {
  if (policy.state === 'enabled') return 'enabled';
  return policy.state === 'enabledForReportingButNotEnforced' ? 'report-only' : 'disabled';
}

function appliesTo(policy: CaPolicy, attempt: SignInAttempt, around: Surroundings): Judgement {
  if (stateOf(policy) === 'disabled') return no('It is switched off.');
  const { conditions } = policy;
  return allOf([
    usersMatch(conditions.users, around.operator),
    appsMatch(conditions.applications, attempt),
    clientMatches(conditions.clientAppTypes, attempt.client),
    platformMatches(conditions.platforms, attempt.platform),
    flowMatches(conditions.authenticationFlows, attempt.flow),
    deviceMatches(conditions.deviceFilter, deviceAsSeen(attempt.device, around)),
    locationMatches(conditions.locations, { ...attempt, locations: around.locations }),
    riskMatches(conditions.signInRiskLevels, attempt.signInRisk, 'sign-in risk'),
    riskMatches(conditions.userRiskLevels, attempt.userRisk, 'user risk'),
    riskMatches(conditions.insiderRiskLevels, attempt.insiderRisk, 'insider risk'),
  ]);
}

/** What another tenant says of a device is seen only where it is trusted. */
function deviceAsSeen(device: Device, { operator, trust }: Surroundings): Device {
  if (device.state === 'none' || isExternal(operator) === 'no') return device;
  if (trust.compliantDevice === true || trust.hybridJoin === true) return device;
  const isDistrusted = trust.compliantDevice === false && trust.hybridJoin === false;
  return isDistrusted && isExternal(operator) === 'yes' ? { state: 'none' } : { state: 'unknown' };
}

const APPLIES_ORDER = ['yes', 'maybe', 'no'];
const OUTCOME_ORDER = ['blocked', 'not-satisfied', 'unknown', 'satisfied', 'not-applied'];

/** Of the same policy for several sign-ins the one that stands most in the way. */
export function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return [...verdicts].sort(
    (one, other) =>
      APPLIES_ORDER.indexOf(one.applies) - APPLIES_ORDER.indexOf(other.applies) ||
      OUTCOME_ORDER.indexOf(one.outcome) - OUTCOME_ORDER.indexOf(other.outcome),
  )[0];
}

/**
 * Lets Microsoft's What-If have its say. It can only make a policy more likely: it was asked about
 * one app, so that a policy which is not in its answer may still hit another.
 */
export function withWhatIf(verdict: Verdict, whatIf: ReadonlySet<string> | null): Verdict {
  const isNamed = whatIf?.has(verdict.policy.id.toLowerCase()) === true;
  if (!isNamed || verdict.applies === 'yes' || verdict.state === 'disabled') return verdict;
  const told = 'Microsoft’s What-If says that it applies.';
  if (verdict.applies === 'maybe') {
    return { ...verdict, applies: 'yes', because: `${told} ${verdict.because}` };
  }
  return {
    ...verdict,
    applies: 'maybe',
    outcome: 'unknown',
    obstacle: 'unknown',
    because: `${told} Bulkhead’s own reading: ${verdict.because}`,
  };
}

const DEVICE_CONTROLS = new Set(['compliantDevice', 'domainJoinedDevice']);

/**
 * Of a policy that a token proved: what was not known was satisfied. What a page cannot do stays as
 * it is, and so does a demand for bound tokens, which pages cannot have. Nor does a page inherit
 * what the broker's device may have satisfied.
 */
export function asProven(verdict: Verdict, client: SignInAttempt['client']): Verdict {
  const { policy, obstacle, applies } = verdict;
  const controls = policy.grantControls?.builtInControls ?? [];
  const isByDevice = controls.some((control) => DEVICE_CONTROLS.has(control));
  if (obstacle !== 'unknown' || applies !== 'yes' || policy.sessionControls.tokenProtection) {
    return verdict;
  }
  if (isByDevice && client === 'embedded-page') return verdict;
  return {
    ...verdict,
    outcome: 'satisfied',
    obstacle: 'none',
    because: 'It applies to the token that you were given, so you satisfied it.',
  };
}

export function shownVerdict(verdict: Verdict): PolicyVerdict {
  return {
    id: boundedText(verdict.policy.id, 64),
    name: boundedText(verdict.policy.displayName, 256),
    state: verdict.state,
    applies: verdict.applies,
    outcome: verdict.outcome,
    demands: boundedText(verdict.demands, 300),
    because: boundedText(verdict.because, 400),
    modifiedAt: normalInstant(verdict.policy.modifiedDateTime),
  };
}
