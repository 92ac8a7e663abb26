import type { TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
import type { Policy } from '../policy/policy-schema.ts';

/**
 * The tenants that an administrator lists.
 *
 * Threat: an operator who is led to a tenant that is not the organisation's signs in there with an
 * account that may do almost anything, or works on what only looks like a customer.
 * So a tenant outside the list is not added, opened, handed to a browser or signed in to. One that
 * was in the estate before stays there, with what was collected, until the operator forgets it.
 * Tested in test/unit/main/tenants/tenant-allow-list.test.ts.
 */
export interface TenantAllowList {
  allows(id: TenantId): boolean;
  /** Throws Failure `not-available` with plain words for a tenant that is not listed. */
  requireAllowed(id: TenantId): void;
}

/** What an operator is told wherever such a tenant is refused. */
export const TENANT_NOT_ALLOWED =
  'Your organisation’s policy does not allow this tenant, so it is not added, opened or signed in to.';

/** @param tenants of the policy; null lists every tenant */
export function createTenantAllowList(tenants: Policy['tenants']): TenantAllowList {
  const listed = tenants === null ? null : new Set<TenantId>(tenants.allowed);
  const allows = (id: TenantId) => listed === null || listed.has(id);
  return {
    allows,
    requireAllowed(id) {
      // SECURITY(tenant-allow-list): asked wherever a tenant begins to be used.
      if (!allows(id)) throw new Failure('not-available', TENANT_NOT_ALLOWED);
    },
  };
}
