import {
  defaultSettingsOf,
  partnerSettingsOf,
  syncSettingsOf,
} from '../../contents/cross-tenant-access.ts';
import type { Partner } from '../../estates/estate.ts';
import { NOT_FOUND } from '../answer.ts';
import { READERS } from './route.ts';
import type { GraphCall, GraphRoute } from './route.ts';

const BASE = '/policies/crossTenantAccessPolicy';
const COMMON = { method: 'GET', permissions: ['Policy.Read.All'], roles: READERS } as const;

function syncOf({ contents }: GraphCall, partner: Partner): Record<string, unknown> | null {
  const name = contents.directory.tenant(partner.tenantId)?.name ?? partner.tenantId;
  return syncSettingsOf(partner, name);
}

/** An entry; with `$expand=identitySynchronization`, its synchronization as well. */
function entryOf(call: GraphCall, partner: Partner): Record<string, unknown> {
  const { caller, contents, url } = call;
  const members = contents.directory.estate.multiTenantOrganization?.members ?? [];
  const isActive = (tenantId: string): boolean =>
    members.some((member) => member.tenantId === tenantId && member.state === 'active');
  const settings = partnerSettingsOf(
    caller.tenant,
    partner,
    isActive(caller.tenant.id) && isActive(partner.tenantId),
  );
  return url.searchParams.get('$expand') === 'identitySynchronization'
    ? { ...settings, identitySynchronization: syncOf(call, partner) }
    : settings;
}

function partnerOf({ caller, parameters }: GraphCall): Partner | undefined {
  const id = parameters.tenantId?.toLowerCase();
  return caller.tenant.crossTenant.partners.find(({ tenantId }) => tenantId === id);
}

/** Cross-tenant access: what a tenant accepts from others, and sends to them. */
export const CROSS_TENANT_ROUTES: readonly GraphRoute[] = [
  {
    ...COMMON,
    path: BASE,
    answer: () => ({
      kind: 'entity',
      context: 'policies/crossTenantAccessPolicy/$entity',
      entity: { allowedCloudEndpoints: [] },
    }),
  },
  {
    ...COMMON,
    path: `${BASE}/default`,
    answer: ({ caller }) => ({
      kind: 'entity',
      context: 'policies/crossTenantAccessPolicy/default/$entity',
      entity: defaultSettingsOf(caller.tenant),
    }),
  },
  {
    ...COMMON,
    path: `${BASE}/partners`,
    answer: (call) => ({
      kind: 'list',
      context: 'policies/crossTenantAccessPolicy/partners',
      items: call.caller.tenant.crossTenant.partners.map((partner) => entryOf(call, partner)),
    }),
  },
  {
    ...COMMON,
    path: `${BASE}/partners/{tenantId}`,
    answer: (call) => {
      const partner = partnerOf(call);
      // No entry: the defaults hold for that tenant.
      if (!partner) return NOT_FOUND;
      return {
        kind: 'entity',
        context: 'policies/crossTenantAccessPolicy/partners/$entity',
        entity: entryOf(call, partner),
      };
    },
  },
  {
    ...COMMON,
    path: `${BASE}/partners/{tenantId}/identitySynchronization`,
    answer: (call) => {
      const partner = partnerOf(call);
      const entity = partner && syncOf(call, partner);
      if (!entity) return NOT_FOUND;
      return {
        kind: 'entity',
        context: 'policies/crossTenantAccessPolicy/partners/identitySynchronization/$entity',
        entity,
      };
    },
  },
];
