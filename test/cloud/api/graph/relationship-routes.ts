import { NOT_FOUND } from '../answer.ts';
import { GLOBAL_ONLY } from './route.ts';
import type { GraphCall, GraphRoute } from './route.ts';

const BASE = '/tenantRelationships';
const MTO_READ = ['MultiTenantOrganization.ReadBasic.All', 'MultiTenantOrganization.Read.All'];

/** The multitenant organization, when the caller's tenant is an active member of one. */
function organizationOf({ caller, contents }: GraphCall) {
  const organization = contents.directory.estate.multiTenantOrganization;
  const isMember = organization?.members.some(
    ({ tenantId, state }) => tenantId === caller.tenant.id && state === 'active',
  );
  return isMember ? organization : null;
}

/** Tenants that the account administers by delegation (GDAP), seen from its home. */
function customersOf({ caller, contents }: GraphCall): Record<string, unknown>[] {
  const { account, tenant } = caller;
  if (account.homeTenantId !== tenant.id) return [];
  return account.memberships.flatMap(({ tenantId, kind }) => {
    const customer = contents.directory.tenant(tenantId);
    return kind === 'delegated' && customer?.accessPath === 'gdap'
      ? [{ id: customer.id, tenantId: customer.id, displayName: customer.name }]
      : [];
  });
}

function tenantInformation(call: GraphCall, key: string | undefined) {
  const found = call.contents.directory.tenant(key ?? '');
  return found && found.cloud === call.caller.tenant.cloud
    ? ({
        kind: 'entity',
        context: 'microsoft.graph.tenantInformation',
        entity: {
          tenantId: found.id,
          displayName: found.name,
          defaultDomainName: found.initialDomain,
          federationBrandName: null,
        },
      } as const)
    : {
        status: 404,
        code: 'Directory_ObjectNotFound',
        message: `Unable to find the requested tenant ${key ?? ''}.`,
      };
}

/** How tenants are related to one another. */
export const RELATIONSHIP_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: `${BASE}/multiTenantOrganization`,
    permissions: MTO_READ,
    clouds: GLOBAL_ONLY,
    answer: (call) => {
      const organization = organizationOf(call);
      if (!organization) return NOT_FOUND;
      return {
        kind: 'entity',
        context: 'tenantRelationships/multiTenantOrganization/$entity',
        entity: {
          id: organization.members[0]?.tenantId,
          createdDateTime: '2024-01-08T19:35:02Z',
          displayName: organization.displayName,
          description: null,
          state: 'active',
        },
      };
    },
  },
  {
    method: 'GET',
    path: `${BASE}/multiTenantOrganization/tenants`,
    permissions: MTO_READ,
    clouds: GLOBAL_ONLY,
    answer: (call) => {
      const organization = organizationOf(call);
      if (!organization) return NOT_FOUND;
      return {
        kind: 'list',
        context: 'tenantRelationships/multiTenantOrganization/tenants',
        items: organization.members.map(({ tenantId, role, state }) => ({
          tenantId,
          displayName: call.contents.directory.tenant(tenantId)?.name ?? tenantId,
          addedDateTime: '2024-01-08T19:47:45Z',
          joinedDateTime: state === 'active' ? '2024-01-09T08:00:00Z' : null,
          addedByTenantId: organization.members[0]?.tenantId,
          role,
          state,
          transitionDetails: null,
        })),
      };
    },
  },
  {
    method: 'GET',
    path: `${BASE}/delegatedAdminCustomers`,
    permissions: ['DelegatedAdminRelationship.Read.All'],
    clouds: ['global', 'gcc-high', 'dod'],
    answer: (call) => ({
      kind: 'list',
      context: 'tenantRelationships/delegatedAdminCustomers',
      items: customersOf(call),
    }),
  },
  {
    method: 'GET',
    path: `${BASE}/findTenantInformationByTenantId(tenantId='{key}')`,
    permissions: ['CrossTenantInformation.ReadBasic.All'],
    answer: (call) => tenantInformation(call, call.parameters.key),
  },
  {
    method: 'GET',
    path: `${BASE}/findTenantInformationByDomainName(domainName='{key}')`,
    permissions: ['CrossTenantInformation.ReadBasic.All'],
    answer: (call) => tenantInformation(call, call.parameters.key),
  },
];
