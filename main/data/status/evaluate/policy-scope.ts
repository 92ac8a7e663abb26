import type { CaPolicy } from '../facts.ts';
import { counted } from './bounded-text.ts';
import { HIGHLY_PRIVILEGED } from './role-names.ts';

/** How far a policy reaches, apart from who the operator is. */

export const isOn = (policy: CaPolicy) => policy.state === 'enabled';
export const isReportOnly = (policy: CaPolicy) =>
  policy.state === 'enabledForReportingButNotEnforced';

/** What may be narrow without weakening a policy, because the policy is about just that. */
export type Topic = 'clients' | 'flows' | 'device' | 'users' | 'none';

/** Words for everything that keeps a policy from reaching everybody, everywhere. */
export function narrowings(policy: CaPolicy, topic: Topic): readonly string[] {
  const { applications, users, ...conditions } = policy.conditions;
  const found: string[] = [];
  const check = (isNarrow: boolean, words: string) => {
    if (isNarrow) found.push(words);
  };
  if (topic !== 'users') {
    check(!users.includeUsers.includes('All'), 'not for all users');
    check(users.excludeRoles.length > 0, 'leaves out roles');
  }
  check(
    users.excludeUsers.includes('GuestsOrExternalUsers') ||
      users.excludeGuestsOrExternalUsers !== null,
    'leaves out guests',
  );
  check(!applications.includeApplications.includes('All'), 'not for all apps');
  check(
    applications.excludeApplications.length > 0 || applications.applicationFilter !== null,
    'leaves out apps',
  );
  check(conditions.locations !== null && !isEverywhere(policy), 'not from everywhere');
  check(conditions.platforms !== null, 'not on all platforms');
  check(conditions.signInRiskLevels.length > 0, 'only at sign-in risk');
  check(conditions.userRiskLevels.length > 0, 'only at user risk');
  check(conditions.insiderRiskLevels.length > 0, 'only at insider risk');
  if (topic !== 'device') check(conditions.deviceFilter !== null, 'not for all devices');
  if (topic !== 'flows') check(conditions.authenticationFlows.length > 0, 'not for all flows');
  if (topic !== 'clients') {
    const { clientAppTypes } = conditions;
    const isAll =
      clientAppTypes.length === 0 ||
      clientAppTypes.includes('all') ||
      (clientAppTypes.includes('browser') &&
        clientAppTypes.includes('mobileAppsAndDesktopClients'));
    check(!isAll, 'not for all clients');
  }
  return found;
}

function isEverywhere({ conditions }: CaPolicy): boolean {
  const { locations } = conditions;
  return (
    locations === null ||
    (locations.includeLocations.includes('All') && locations.excludeLocations.length === 0)
  );
}

/** "leaves out 2 accounts and 1 group"; empty when nobody is. Emergency accounts belong there. */
export function exclusionsInWords(policy: CaPolicy): string {
  const { excludeUsers, excludeGroups } = policy.conditions.users;
  const users = excludeUsers.filter((user) => user !== 'GuestsOrExternalUsers').length;
  const parts = [
    ...(users > 0 ? [counted(users, 'account', 'accounts')] : []),
    ...(excludeGroups.length > 0 ? [counted(excludeGroups.length, 'group', 'groups')] : []),
  ];
  return parts.length === 0 ? '' : `leaves out ${parts.join(' and ')}`;
}

/** How well the policies of one topic do together. */
export interface Coverage {
  readonly level: 'full' | 'part' | 'report-only' | 'none';
  /** The policies of that level. */
  readonly policies: readonly CaPolicy[];
  /** Why it is no more than a part. */
  readonly gaps: readonly string[];
}

/** @param isMeant whether a policy, if it is on, does what is asked for */
export function coverageOf(
  policies: readonly CaPolicy[],
  isMeant: (policy: CaPolicy) => boolean,
  topic: Topic,
): Coverage {
  const meant = policies.filter(isMeant);
  const on = meant.filter(isOn);
  const full = on.filter((policy) => narrowings(policy, topic).length === 0);
  if (full.length > 0) return { level: 'full', policies: full, gaps: [] };
  if (on.length > 0) {
    const gaps = [...new Set(on.flatMap((policy) => narrowings(policy, topic)))];
    return { level: 'part', policies: on, gaps };
  }
  const reporting = meant.filter(isReportOnly);
  return { level: reporting.length > 0 ? 'report-only' : 'none', policies: reporting, gaps: [] };
}

/** Evidence: what each policy leaves out. */
export function policyEvidence(
  policies: readonly CaPolicy[],
  topic: Topic,
): readonly (readonly [string, string])[] {
  return policies.slice(0, 50).map((policy) => {
    const words = [...narrowings(policy, topic), exclusionsInWords(policy)].filter(
      (one) => one !== '',
    );
    return [policy.displayName, words.length === 0 ? 'for everybody' : words.join(', ')];
  });
}

/** Whether a grant cannot be had without one of these built-in controls. */
export function isUnavoidable(
  policy: CaPolicy,
  isMeant: (control: string) => boolean,
  isStrengthMeant = false,
): boolean {
  const grant = policy.grantControls;
  if (grant === null) return false;
  const hasStrength = grant.authenticationStrength !== null;
  const isAnyMeant = grant.builtInControls.some(isMeant) || (hasStrength && isStrengthMeant);
  if (!isAnyMeant || grant.operator === 'AND') return isAnyMeant;
  return (
    grant.builtInControls.every(isMeant) &&
    (!hasStrength || isStrengthMeant) &&
    grant.termsOfUse.length === 0 &&
    grant.customAuthenticationFactors.length === 0
  );
}

export const isBlocking = (policy: CaPolicy) =>
  policy.grantControls?.builtInControls.includes('block') === true;

/** Of the most powerful roles those that a policy covers and does not leave out. */
export function privilegedRolesOf({ conditions }: CaPolicy): readonly string[] {
  const { includeUsers, includeRoles, excludeRoles } = conditions.users;
  const included = new Set(includeRoles.map((role) => role.toLowerCase()));
  const excluded = new Set(excludeRoles.map((role) => role.toLowerCase()));
  return HIGHLY_PRIVILEGED.filter(
    (role) => (includeUsers.includes('All') || included.has(role)) && !excluded.has(role),
  );
}
