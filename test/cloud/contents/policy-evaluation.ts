import { BlockList } from 'node:net';
import type { Membership } from '../estates/estate.ts';
import { activeRoles, ROLES } from '../estates/roles.ts';
import type {
  ConditionalAccessPolicy,
  Conditions,
  ExternalUsers,
} from './conditional-access-policy.ts';
import type { NamedLocation } from './named-locations.ts';

/** A sign-in as a policy's conditions see it. */
export type Situation = {
  objectId: string;
  kind: Membership['kind'];
  homeTenantId: string;
  roleIds: readonly string[];
  groupIds: readonly string[];
  applicationIds: readonly string[];
  clientAppType: string;
  devicePlatform: string | null;
  ipAddress: string | null;
  /** Null for a device that is not registered. */
  device: Readonly<Record<string, unknown>> | null;
  transferMethod: string | null;
};

/** Names of Graph's `whatIfAnalysisReasons`; `notSet` when the policy applies. */
export type Reason =
  | 'notSet'
  | 'notEnoughInformation'
  | 'users'
  | 'application'
  | 'devicePlatform'
  | 'devices'
  | 'clientApps'
  | 'location'
  | 'authenticationFlow'
  | 'emptyPolicy'
  | 'policyNotEnabled';

const EXTERNAL_TYPE: Readonly<Record<Membership['kind'], string | null>> = {
  member: null,
  guest: 'b2bCollaborationGuest',
  'external-member': 'b2bCollaborationMember',
  delegated: 'serviceProvider',
};

export function situationOf(
  membership: Membership,
  homeTenantId: string,
  groupIds: readonly string[],
): Pick<Situation, 'objectId' | 'kind' | 'homeTenantId' | 'roleIds' | 'groupIds'> {
  return {
    objectId: membership.objectId,
    kind: membership.kind,
    homeTenantId,
    roleIds: activeRoles(membership.roles).map((role) => ROLES[role]),
    groupIds,
  };
}

function isOneOf(external: ExternalUsers | null, situation: Situation): boolean {
  const type = EXTERNAL_TYPE[situation.kind];
  if (external === null || type === null) return false;
  const { externalTenants } = external;
  const isTenant =
    externalTenants.membershipKind === 'all' ||
    externalTenants.members.includes(situation.homeTenantId);
  return isTenant && external.guestOrExternalUserTypes.split(',').includes(type);
}

function includesUser({ users }: Conditions, situation: Situation): boolean {
  const { objectId, roleIds, groupIds } = situation;
  const isExcluded =
    users.excludeUsers.includes(objectId) ||
    users.excludeGroups.some((id) => groupIds.includes(id)) ||
    users.excludeRoles.some((id) => roleIds.includes(id)) ||
    isOneOf(users.excludeGuestsOrExternalUsers, situation);
  if (isExcluded) return false;
  return (
    users.includeUsers.includes('All') ||
    users.includeUsers.includes(objectId) ||
    users.includeGroups.some((id) => groupIds.includes(id)) ||
    users.includeRoles.some((id) => roleIds.includes(id)) ||
    isOneOf(users.includeGuestsOrExternalUsers, situation)
  );
}

/** Whether an address lies in the ranges of a location, or of any trusted one for `AllTrusted`. */
function isInLocation(
  id: string,
  ipAddress: string | null,
  locations: readonly NamedLocation[],
): boolean {
  if (id === 'All') return true;
  const chosen = locations.filter((each) =>
    id === 'AllTrusted' ? each.isTrusted === true : each.id === id,
  );
  const ranges = new BlockList();
  for (const { ipRanges } of chosen) {
    for (const { cidrAddress } of (ipRanges ?? []) as { cidrAddress: string }[]) {
      const [address = '', prefix = ''] = cidrAddress.split('/');
      ranges.addSubnet(address, Number(prefix), 'ipv4');
    }
  }
  return ipAddress !== null && ranges.check(ipAddress, 'ipv4');
}

const COMPARISON = /^device\.(\w+) -eq "?([^"]*)"?$/;

/** Whether a device matches a rule of one comparison; null for rules that are not understood. */
function matchesFilter(rule: string, device: Situation['device']): boolean | null {
  const [, property = '', value = ''] = COMPARISON.exec(rule) ?? [];
  if (property === '') return null;
  // A device that is not registered matches no positive comparison.
  return device !== null && String(device[property] ?? '') === value;
}

function filterReason({ devices }: Conditions, device: Situation['device']): Reason | null {
  if (devices === null) return null;
  const matches = matchesFilter(devices.deviceFilter.rule, device);
  if (matches === null) return 'notEnoughInformation';
  return matches === (devices.deviceFilter.mode === 'include') ? null : 'devices';
}

/** Which condition keeps a policy away from a sign-in; `notSet` when none does. */
export function reasonAgainst(
  policy: ConditionalAccessPolicy,
  situation: Situation,
  locations: readonly NamedLocation[],
): Reason {
  const { conditions } = policy;
  const { applications, clientAppTypes, platforms, authenticationFlows } = conditions;
  if (policy.state === 'disabled') return 'policyNotEnabled';
  if (policy.grantControls === null && policy.sessionControls === null) return 'emptyPolicy';
  if (!includesUser(conditions, situation)) return 'users';

  const included = applications.includeApplications;
  const isApplication = situation.applicationIds.some(
    (id) =>
      (included.includes('All') || included.includes(id)) &&
      !applications.excludeApplications.includes(id),
  );
  if (!isApplication) return 'application';
  if (!clientAppTypes.includes('all') && !clientAppTypes.includes(situation.clientAppType)) {
    return 'clientApps';
  }
  const platform = situation.devicePlatform ?? 'unknown';
  if (
    platforms &&
    (platforms.excludePlatforms.includes(platform) ||
      (!platforms.includePlatforms.includes('all') &&
        !platforms.includePlatforms.includes(platform)))
  ) {
    return 'devicePlatform';
  }
  const isAt = (id: string): boolean => isInLocation(id, situation.ipAddress, locations);
  const places = conditions.locations;
  if (places && (!places.includeLocations.some(isAt) || places.excludeLocations.some(isAt))) {
    return 'location';
  }
  if (
    authenticationFlows &&
    authenticationFlows.transferMethods !== (situation.transferMethod ?? 'none')
  ) {
    return 'authenticationFlow';
  }
  return filterReason(conditions, situation.device) ?? 'notSet';
}
