import type { Answer, Gap, TenantFacts } from './facts.ts';

type NotAnswer = 'tenantId' | 'cloud' | 'statedAccessPath';
/** Names of what is asked of a tenant, as the facts have them. */
export type AnswerName = Exclude<keyof TenantFacts, NotAnswer>;

export type Answers = Pick<TenantFacts, AnswerName>;

/** In the order of the facts, with words for a sentence. */
export const ANSWER_LABELS: Readonly<Record<AnswerName, string>> = {
  signIn: 'sign-in',
  token: 'token',
  organization: 'organization',
  me: 'your account',
  groups: 'your groups',
  activeRoles: 'active roles',
  roleSchedules: 'role schedules',
  caPolicies: 'Conditional Access policies',
  namedLocations: 'named locations',
  securityDefaults: 'security defaults',
  crossTenantDefault: 'cross-tenant access default',
  crossTenantPartners: 'cross-tenant access partners',
  signIns: 'sign-in log',
  registration: 'registration of methods',
  servicePlans: 'licences',
  whatIf: 'What-If',
};

export const ANSWER_NAMES = Object.keys(ANSWER_LABELS) as readonly AnswerName[];

export function isAnswerName(name: string): name is AnswerName {
  return Object.hasOwn(ANSWER_LABELS, name);
}

/** What stands for everything that was never asked. */
export const NOT_COLLECTED: Gap & { readonly source: string; readonly collectedAt: null } = {
  kind: 'not-collected',
  needs: null,
  detail: null,
  source: 'Not collected yet',
  collectedAt: null,
};

/**
 * Which of two answers is kept. An attempt that failed says nothing of the tenant, so it takes
 * nothing away; "not permitted" and the like are answers of their own and take the place of others.
 */
export function keptAnswer(
  before: Answer<unknown> | undefined,
  next: Answer<unknown>,
): Answer<unknown> {
  if (before === undefined) return next;
  const saysNothing = next.kind === 'not-collected' || next.kind === 'failed';
  if (!saysNothing) return next;
  if (before.kind === 'not-collected') return next;
  return before.kind === 'failed' && next.kind === 'failed' ? next : before;
}
