import { BUILT_IN_STRENGTHS } from '../../contents/conditional-access-policy.ts';
import { NOT_FOUND } from '../answer.ts';
import { READERS } from './route.ts';
import type { GraphRoute } from './route.ts';
import { whatIf } from './what-if.ts';

const BASE = '/identity/conditionalAccess';
const POLICY_READ = ['Policy.Read.All'];

/** What the tenant asks of a sign-in. */
export const CONDITIONAL_ACCESS_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: `${BASE}/policies`,
    permissions: POLICY_READ,
    roles: READERS,
    answer: ({ caller: { tenant }, contents }) => ({
      kind: 'list',
      context: 'identity/conditionalAccess/policies',
      items: contents.policies(tenant),
    }),
  },
  {
    method: 'GET',
    path: `${BASE}/policies/{id}`,
    permissions: POLICY_READ,
    roles: READERS,
    answer: ({ caller: { tenant }, contents, parameters }) => {
      const entity = contents.policies(tenant).find(({ id }) => id === parameters.id);
      return entity
        ? { kind: 'entity', context: 'identity/conditionalAccess/policies/$entity', entity }
        : NOT_FOUND;
    },
  },
  {
    method: 'GET',
    path: `${BASE}/namedLocations`,
    permissions: POLICY_READ,
    roles: READERS,
    answer: ({ caller: { tenant }, contents }) => ({
      kind: 'list',
      context: 'identity/conditionalAccess/namedLocations',
      items: contents.locations(tenant),
    }),
  },
  {
    method: 'POST',
    path: `${BASE}/evaluate`,
    permissions: ['Policy.Read.ConditionalAccess', ...POLICY_READ],
    roles: READERS,
    answer: whatIf,
  },
  {
    method: 'GET',
    path: '/policies/identitySecurityDefaultsEnforcementPolicy',
    permissions: POLICY_READ,
    roles: READERS,
    answer: ({ caller: { tenant } }) => ({
      kind: 'entity',
      context: 'policies/identitySecurityDefaultsEnforcementPolicy/$entity',
      entity: {
        id: '00000000-0000-0000-0000-000000000005',
        displayName: 'Security Defaults',
        description: 'Preconfigured security settings against common attacks.',
        isEnabled: tenant.posture.mfaBy === 'security-defaults',
      },
    }),
  },
  {
    method: 'GET',
    path: '/policies/authenticationStrengthPolicies',
    permissions: ['Policy.Read.AuthenticationMethod', ...POLICY_READ],
    roles: READERS,
    answer: () => ({
      kind: 'list',
      context: 'policies/authenticationStrengthPolicies',
      items: BUILT_IN_STRENGTHS,
    }),
  },
];
