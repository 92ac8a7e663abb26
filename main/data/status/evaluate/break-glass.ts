import type { Finding } from '../../../../preload/contract/status.ts';
import type { CaPolicy } from '../facts.ts';
import { boundedText, counted, listed } from './bounded-text.ts';
import { finding, gapFinding, type Draft } from './finding.ts';
import type { Picture } from './picture.ts';
import { exclusionsInWords, isOn } from './policy-scope.ts';

/**
 * Whether one account or group is left out of every policy that could lock administrators out
 * (Microsoft Learn, "Manage emergency access accounts"). Whether it really is an emergency account
 * cannot be read.
 */
export function breakGlass({ facts }: Picture): Finding {
  const { caPolicies } = facts;
  if (caPolicies.kind !== 'known') return gapFinding('break-glass', caPolicies, 'Policies');
  const policies = caPolicies.value.filter((policy) => isOn(policy) && canLockOut(policy));
  const excluded = policies.map(excludedIds);
  const common = [...(excluded[0] ?? [])].filter((id) => excluded.every((ids) => ids.has(id)));
  const without = policies.filter((policy) => excludedIds(policy).size === 0);
  const conclude = (draft: Pick<Draft, 'state' | 'word' | 'reason'>) =>
    finding('break-glass', {
      ...draft,
      evidence: policies.map((policy) => [
        policy.displayName,
        exclusionsInWords(policy) || 'leaves nobody out',
      ]),
      from: [caPolicies],
    });
  if (policies.length === 0) {
    return conclude({
      state: 'fact',
      word: 'Nothing to escape',
      reason: 'No policy that is on covers all users or privileged roles.',
    });
  }
  if (common.length > 0) {
    return conclude({
      state: 'pass',
      word: 'Left out',
      reason: `${counted(common.length, 'account or group is', 'accounts or groups are')} left out of ${
        policies.length === 1 ? 'the one policy' : `all ${String(policies.length)} policies`
      } that could lock everybody out. Whether that is an emergency account cannot be read.`,
    });
  }
  if (without.length === 0) {
    return conclude({
      state: 'attention',
      word: 'Different ones',
      reason: 'Every policy leaves somebody out, but no account or group is left out of all.',
    });
  }
  return conclude({
    state: 'fail',
    word: 'None left out',
    reason: `Nobody is left out of ${listed(
      without.map((policy) => `“${boundedText(policy.displayName, 60)}”`),
      3,
    )}. A mistake in it may lock everybody out.`,
  });
}

/** Policies for guests, single groups, legacy clients or flows leave a way in. */
function canLockOut({ conditions, grantControls }: CaPolicy): boolean {
  const { users, applications, clientAppTypes, authenticationFlows } = conditions;
  const isForPowerful = users.includeUsers.includes('All') || users.includeRoles.length > 0;
  const isForClients =
    clientAppTypes.length === 0 ||
    ['all', 'browser', 'mobileAppsAndDesktopClients'].some((type) => clientAppTypes.includes(type));
  return (
    isForPowerful &&
    isForClients &&
    grantControls !== null &&
    applications.includeUserActions.length === 0 &&
    authenticationFlows.filter((flow) => flow !== 'none').length === 0
  );
}

function excludedIds({ conditions }: CaPolicy): ReadonlySet<string> {
  const { excludeUsers, excludeGroups } = conditions.users;
  const users = excludeUsers.filter((user) => user !== 'GuestsOrExternalUsers');
  return new Set([...users, ...excludeGroups].map((id) => id.toLowerCase()));
}
