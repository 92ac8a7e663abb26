import type { Answer, Me, TenantFacts } from '../facts.ts';
import { overAll, type Certainty } from './certainty.ts';
import { partnerOf } from './cross-tenant.ts';

/**
 * What Conditional Access takes a user for. All but the first are Graph's
 * `guestOrExternalUserTypes` (Microsoft Learn, "Authentication and Conditional Access for B2B
 * users").
 */
export const OPERATOR_KINDS = [
  'internalMember',
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

/** The operator as the tenant sees them. Null is "not known", never "none". */
export interface Operator {
  /** Every kind that fits what is known; one when it is known. Never empty. */
  readonly possibleKinds: readonly OperatorKind[];
  readonly objectId: string | null;
  readonly homeTenantId: string | null;
  readonly groups: ReadonlySet<string> | null;
  /** Template ids of directory roles that are active. */
  readonly roles: ReadonlySet<string> | null;
}

const INTERNAL: readonly OperatorKind[] = ['internalMember', 'internalGuest'];
const COLLABORATION: readonly OperatorKind[] = ['b2bCollaborationGuest', 'b2bCollaborationMember'];
const WITHOUT_OBJECT = new Set<OperatorKind>(['serviceProvider', 'b2bDirectConnectUser']);

/** Whether the account lives in another tenant. */
export function isExternal(operator: Operator): Certainty {
  return overAll(operator.possibleKinds, (kind) => !INTERNAL.includes(kind));
}

/** Whether the tenant has a user object of the operator that a policy could name. */
export function hasObject(operator: Operator): Certainty {
  return overAll(operator.possibleKinds, (kind) => !WITHOUT_OBJECT.has(kind));
}

export function operatorOf(facts: TenantFacts): Operator {
  const homeTenantId = homeTenantOf(facts);
  return {
    possibleKinds: kindsOf(facts, homeTenantId),
    objectId: facts.me.kind === 'known' ? facts.me.value.id.toLowerCase() : null,
    homeTenantId,
    groups: facts.groups.kind === 'known' ? lowerSet(facts.groups.value) : null,
    roles: activeRolesOf(facts),
  };
}

/** From the ID token; what the operator said is no proof of where an account lives. */
function homeTenantOf(facts: TenantFacts): string | null {
  if (facts.token.kind !== 'known') return null;
  const id = facts.token.value.homeTenantId.toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}

function kindsOf(facts: TenantFacts, home: string | null): readonly OperatorKind[] {
  if (home === null) return kindsWithoutHome(facts);
  if (home === facts.tenantId.toLowerCase()) return ofUserType(facts.me, INTERNAL);
  const stated = facts.statedAccessPath;
  if (facts.me.kind !== 'known' && (stated === 'gdap' || stated === 'governance')) {
    return ['serviceProvider'];
  }
  if (facts.me.kind !== 'known' && stated === 'lighthouse') return OPERATOR_KINDS.slice(2);
  const kinds = ofUserType(facts.me, COLLABORATION);
  // A provider's user with a guest object may be taken for either.
  return partnerOf(facts, home)?.isServiceProvider === true ? [...kinds, 'serviceProvider'] : kinds;
}

function kindsWithoutHome(facts: TenantFacts): readonly OperatorKind[] {
  if (facts.me.kind !== 'known') return OPERATOR_KINDS;
  const { userType, creationType, externalUserState } = facts.me.value;
  const isInvited = creationType === 'Invitation' || externalUserState !== null;
  if (isInvited) return ofUserType(facts.me, COLLABORATION);
  return userType === 'Member'
    ? ['internalMember', 'b2bCollaborationMember']
    : ['internalGuest', 'b2bCollaborationGuest', 'otherExternalUser'];
}

/** Narrows a pair of a member's and a guest's kind by the user type, where that is known. */
function ofUserType(me: Answer<Me>, kinds: readonly OperatorKind[]): readonly OperatorKind[] {
  const userType = me.kind === 'known' ? me.value.userType : null;
  if (userType === null) return kinds;
  return kinds.filter((kind) => kind.endsWith('Guest') === (userType === 'Guest'));
}

function activeRolesOf(facts: TenantFacts): ReadonlySet<string> | null {
  if (facts.activeRoles.kind !== 'known') return null;
  const scheduled =
    facts.roleSchedules.kind === 'known'
      ? facts.roleSchedules.value.filter((role) => role.kind === 'active')
      : [];
  return lowerSet([...facts.activeRoles.value, ...scheduled].map((role) => role.roleTemplateId));
}

const lowerSet = (ids: readonly string[]) => new Set(ids.map((id) => id.toLowerCase()));
