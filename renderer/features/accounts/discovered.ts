import type { AccessPath, ReachableTenant, TenantDraft } from '../../../preload/contract/index.ts';
import { readDomain } from '../../lib/domain.ts';

/** How an account reaches a tenant, in words. */
export const HOW_WORDS: Readonly<Record<ReachableTenant['how'], string>> = {
  home: 'Home tenant',
  guest: 'Guest',
  lighthouse: 'Azure Lighthouse',
  gdap: 'GDAP',
  'multitenant-organization': 'Multitenant organization',
};

// What the service says of a guest does not tell who made the guest.
const PATHS: Readonly<Record<ReachableTenant['how'], AccessPath>> = {
  home: 'member',
  guest: 'unknown',
  lighthouse: 'lighthouse',
  gdap: 'gdap',
  'multitenant-organization': 'unknown',
};

/** What adding a found tenant would keep; null when it has no domain to know it by. */
export function draftOf(tenant: ReachableTenant): TenantDraft | null {
  const domain = readDomain(tenant.domain);
  if (domain === null) return null;
  return {
    id: tenant.tenantId,
    name: tenant.name.trim() === '' ? domain : tenant.name,
    domain,
    cloud: tenant.cloud,
    accessPath: PATHS[tenant.how],
  };
}
