import type { Conflict, ConflictRule, Step, TenantId } from '../../../preload/contract/index.ts';
import type { TenantFacts } from '../status/facts.ts';

/** Template of the directory role, the same in every tenant (Entra built-in roles). */
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

/** What of a tenant is known to be so, from any run and from its status. */
export interface TenantPicture {
  /** Whether a step that this rule is about was done in the tenant, in any run. */
  readonly hasDone: (rule: ConflictRule) => boolean;
  /** Whether such a step is still to be done in an active run. */
  readonly plans: (rule: ConflictRule) => boolean;
  /** Whether a check passed for the tenant, in any run. */
  readonly passed: (checkId: 'defender-roles') => boolean;
  readonly facts: TenantFacts | null;
}

interface Rule {
  readonly isSo: (picture: TenantPicture) => boolean;
  readonly text: (tenant: string) => string;
  readonly first: string;
}

/**
 * The four ways in which one checklist takes away what another gave. Each rule is written at two
 * kinds of steps that mirror each other, so what one of them did warns before the other.
 * Source: Microsoft's pages on Defender unified role-based access ("Security Reader loses access
 * until a role is assigned") and on restricting guest access to the admin portals.
 */
const RULES: Readonly<Record<ConflictRule, Rule>> = {
  'defender-roles-end-security-reader': {
    // A check that found a group's role says nothing of those who are in other groups.
    isSo: ({ hasDone, plans, facts }) =>
      hasDone('security-reader-without-defender-role') ||
      plans('security-reader-without-defender-role') ||
      hasSecurityReader(facts),
    text: (tenant) =>
      `Accounts that see ${tenant} in Defender through Security Reader lose that the moment Defender’s own roles are turned on.`,
    first:
      'Give the groups of these accounts a Defender role first, and turn the roles on afterwards.',
  },
  'security-reader-without-defender-role': {
    isSo: ({ hasDone, passed }) =>
      passed('defender-roles') || hasDone('defender-roles-end-security-reader'),
    text: (tenant) =>
      `Defender’s own roles were set up in ${tenant}. Where they are on, Security Reader alone shows nothing there.`,
    first: 'Assign a Defender role to the group as well.',
  },
  'guest-restriction-blocks-pim': {
    isSo: ({ hasDone, plans, facts }) =>
      hasDone('pim-needs-guest-portal-access') ||
      plans('pim-needs-guest-portal-access') ||
      isGuestWithEligibleRole(facts),
    text: (tenant) =>
      `Guests activate their roles in the admin portal of ${tenant}. Kept out of it, they cannot any more.`,
    first:
      'Have them activate through My Access or the API, or leave the portal open to them, before you restrict it.',
  },
  'pim-needs-guest-portal-access': {
    // The restriction has no documented API; how much of the directory guests see is another matter.
    isSo: ({ hasDone }) => hasDone('guest-restriction-blocks-pim'),
    text: (tenant) =>
      `Guests are kept out of the admin portals of ${tenant}, where they would activate this role.`,
    first: 'Lift the restriction for these guests, or choose another way to activate.',
  },
};

/** What to know before a step; nothing once it is done. */
export function conflictsOf(
  step: Step,
  tenantName: string,
  picture: TenantPicture,
): readonly Conflict[] {
  return step.conflicts
    .filter((rule) => RULES[rule].isSo(picture))
    .map((rule) => ({ rule, text: RULES[rule].text(tenantName), first: RULES[rule].first }));
}

function hasSecurityReader(facts: TenantFacts | null): boolean {
  if (facts === null) return false;
  const { activeRoles, roleSchedules } = facts;
  const ids = [
    ...(activeRoles.kind === 'known' ? activeRoles.value : []),
    ...(roleSchedules.kind === 'known' ? roleSchedules.value : []),
  ].map(({ roleTemplateId }) => roleTemplateId.toLowerCase());
  return ids.includes(SECURITY_READER);
}

function isGuestWithEligibleRole(facts: TenantFacts | null): boolean {
  return (
    facts?.me.kind === 'known' &&
    facts.me.value.userType === 'Guest' &&
    facts.roleSchedules.kind === 'known' &&
    facts.roleSchedules.value.some(({ kind }) => kind === 'eligible')
  );
}

/** Tells of tenants; made anew when steps changed. */
export type PictureOf = (tenantId: TenantId) => TenantPicture;
