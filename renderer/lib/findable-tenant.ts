import type { Tenant } from '../../preload/contract/index.ts';
import { findable, remembered } from './ranking.ts';

/** A tenant's words: name, domain, initials and id, folded once per version of the tenant. */
export const findableTenant = remembered((tenant: Tenant) =>
  findable(tenant.name, [tenant.domain, tenant.initials], tenant.id),
);
