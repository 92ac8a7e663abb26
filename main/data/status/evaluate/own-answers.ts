import { NOT_COLLECTED } from '../answers.ts';
import type { TenantFacts } from '../facts.ts';

/** What is answered about the operator, and says nothing of anybody else. */
const OWN = ['me', 'groups', 'activeRoles', 'roleSchedules', 'signIns', 'whatIf'] as const;

/**
 * The facts without what was collected as another account than the one that is signed in. Whoever
 * signs in to a tenant as somebody else must not look as if that one's MFA, groups and roles were
 * theirs; until it is collected as them, it is not collected.
 */
export function ownAnswersOnly(facts: TenantFacts): TenantFacts {
  const { token, me } = facts;
  if (token.kind !== 'known' || me.kind !== 'known') return facts;
  if (token.value.objectId.toLowerCase() === me.value.id.toLowerCase()) return facts;
  return { ...facts, ...Object.fromEntries(OWN.map((name) => [name, NOT_COLLECTED])) };
}
