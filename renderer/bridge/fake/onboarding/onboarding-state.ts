import type { RiskFinding, Tenant } from '../../../../preload/contract/index.ts';
import type { FakeOnboardingState } from './onboarding.ts';
import { MULTITENANT, OWN, SHARED } from './sample-checklists.ts';

export const CHECKLISTS = [MULTITENANT, SHARED];

/** No run, and two checklists; say only what matters. */
export function onboardingOf(said: Partial<FakeOnboardingState> = {}): FakeOnboardingState {
  return {
    checklists: CHECKLISTS,
    own: [],
    runs: [],
    unreadable: [],
    radar: [],
    records: [],
    risks: RISKS,
    storage: 'kept',
    notice: null,
    failsToRead: false,
    importProblems: [],
    importable: OWN,
    ...said,
  };
}

/** The six risks of setting many tenants up, each in one of the states it can have. */
export const RISKS: readonly RiskFinding[] = [
  risk(
    'over-permissive',
    'Partners are let in too widely',
    'not-found',
    'No tenant lets all users of a partner into all applications.',
  ),
  risk(
    'inconsistent-access',
    'Conditional Access differs between tenants',
    'unknown',
    'Policies of every tenant are needed; three were never collected.',
  ),
  risk(
    'user-lifecycle',
    'Guests outlive their task',
    'unknown',
    'Access reviews can be read in no tenant yet.',
  ),
  risk(
    'drift',
    'Nobody owns what was set up, and it drifts',
    'unknown',
    'No run has an owner yet.',
  ),
  risk(
    'collaboration',
    'Collaboration is taken for security',
    'not-found',
    'Every partner has settings of its own.',
  ),
  risk(
    'no-visibility',
    'Tenants that nobody sees',
    'not-found',
    'Devices of every tenant were collected.',
  ),
];

/** A finding in a state. */
export function risk(
  id: string,
  title: string,
  state: RiskFinding['state'],
  reason: string,
  tenants: readonly Tenant[] = [],
): RiskFinding {
  return { id, title, state, reason, tenantIds: tenants.map((tenant) => tenant.id) };
}
