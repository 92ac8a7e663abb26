import type { Finding } from '../../../../preload/contract/status.ts';
import type { CaPolicy } from '../facts.ts';
import { boundedText, listed } from './bounded-text.ts';
import { attemptsOf } from './attempts.ts';
import { allOf, type Certainty } from './certainty.ts';
import { demandsMfa } from './demands-mfa.ts';
import { finding, gapFinding, type Draft } from './finding.ts';
import type { Picture } from './picture.ts';
import { appsMatch } from './policy-apps.ts';
import { isOn, isReportOnly, narrowings, policyEvidence, type Topic } from './policy-scope.ts';
import { usersMatch } from './policy-users.ts';

/** By what MFA is demanded of this operator here. Report-only demands nothing. */
export function mfaMethod(picture: Picture): Finding {
  const { caPolicies, securityDefaults } = picture.facts;
  const hasDefaults = securityDefaults.kind === 'known' && securityDefaults.value.isEnabled;
  if (caPolicies.kind !== 'known') {
    return hasDefaults ? byDefaults(picture) : gapFinding('mfa-method', caPolicies, 'Policies');
  }
  const demanding = caPolicies.value.filter(demandsMfa);
  const on = demanding.filter(isOn);
  const covering = on.map((policy) => ({ policy, is: covers(policy, picture) }));
  const certain = covering.filter((one) => one.is === 'yes').map((one) => one.policy);
  const possible = covering.filter((one) => one.is === 'maybe').map((one) => one.policy);
  if (certain.length > 0) return byPolicies(picture, certain);
  if (hasDefaults) return byDefaults(picture);
  if (possible.length > 0) {
    return conclude(picture, possible, {
      state: 'unknown',
      word: 'Perhaps by policy',
      reason: `${named(possible)} may demand MFA of you. Whether you are covered is not known.`,
      needs: picture.operator.groups === null ? 'GroupMember.Read.All' : null,
    });
  }
  if (on.length > 0) {
    return conclude(picture, on, {
      state: 'attention',
      word: 'Not for you',
      reason: `${named(on)} ${demand(on)} MFA here, but not of you.`,
    });
  }
  const reporting = demanding.filter(isReportOnly);
  if (reporting.length > 0) {
    return conclude(picture, reporting, {
      state: 'report-only',
      word: 'Report-only',
      reason: `${named(reporting)} would demand MFA, but only ${reporting.length === 1 ? 'reports' : 'report'}. Nothing enforces it.`,
    });
  }
  if (securityDefaults.kind !== 'known') {
    const more = 'No policy demands MFA.';
    return gapFinding('mfa-method', securityDefaults, 'Security defaults', more);
  }
  return finding('mfa-method', {
    state: 'fail',
    word: 'None detected',
    reason:
      'No policy demands MFA and security defaults are off. MFA set for single users cannot be read here.',
    from: [caPolicies, securityDefaults],
  });
}

function byPolicies(picture: Picture, certain: readonly CaPolicy[]): Finding {
  const full = certain.filter((policy) => reachGaps(policy).length === 0);
  if (full.length > 0) {
    return conclude(picture, full, {
      state: 'pass',
      word: 'Conditional Access',
      reason: `${named(full)} ${demand(full)} MFA of you wherever you sign in.`,
    });
  }
  const gaps = [...new Set(certain.flatMap(reachGaps))];
  return conclude(picture, certain, {
    state: 'attention',
    word: 'MFA in part',
    reason: `${named(certain)} ${demand(certain)} MFA of you, but ${listed(gaps, 3)}.`,
  });
}

function byDefaults({ facts }: Picture): Finding {
  return finding('mfa-method', {
    state: 'pass',
    word: 'Security defaults',
    reason:
      'Security defaults are on: administrators do MFA at every sign-in, others when Microsoft sees a need.',
    from: [facts.securityDefaults],
  });
}

const WHO_AND_WHAT = new Set(['not for all apps', 'leaves out apps', 'leaves out guests']);
const TOPIC: Topic = 'users';

/** Users and apps were looked at already; what is left is where, on what and with what. */
const reachGaps = (policy: CaPolicy) =>
  narrowings(policy, TOPIC).filter((gap) => !WHO_AND_WHAT.has(gap));

function covers(policy: CaPolicy, picture: Picture): Certainty {
  const { users, applications } = policy.conditions;
  const who = usersMatch(users, picture.operator);
  const perAttempt = new Set(
    attemptsOf(picture.context, picture.facts.cloud).map(
      (attempt) => allOf([who, appsMatch(applications, attempt)]).is,
    ),
  );
  if (perAttempt.has('yes')) return 'yes';
  return perAttempt.has('maybe') ? 'maybe' : 'no';
}

const demand = (policies: readonly CaPolicy[]) => (policies.length === 1 ? 'demands' : 'demand');

const named = (policies: readonly CaPolicy[]) =>
  listed(
    policies.map((policy) => `“${boundedText(policy.displayName, 60)}”`),
    2,
  );

function conclude(
  { facts }: Picture,
  policies: readonly CaPolicy[],
  draft: Pick<Draft, 'state' | 'word' | 'reason' | 'needs'>,
): Finding {
  return finding('mfa-method', {
    ...draft,
    evidence: policyEvidence(policies, 'users'),
    from: [facts.caPolicies],
  });
}
