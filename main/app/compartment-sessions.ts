import { type Session, session as sessions } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';

/**
 * One hardened session per tenant, made when it is first needed. A tenant's partition never
 * changes while the app runs, except that a tenant forgotten and added again starts with a new one.
 */
export interface CompartmentSessions {
  of(tenantId: TenantId): Session;
  /** Whether it exists already; asking for it makes it. */
  isMade(tenantId: TenantId): boolean;
  /** Settles when every guard of the session holds; nothing may be loaded before. */
  whenReady(tenantId: TenantId): Promise<void>;
}

/**
 * @param partitionOf the tenant's partition; throws for what is not a tenant id
 * @param harden called once for a session before anything uses it; settles when all of it holds
 */
export function createCompartmentSessions(
  partitionOf: (tenantId: TenantId) => string,
  harden: (session: Session, tenantId: TenantId) => Promise<void>,
): CompartmentSessions {
  const hardened = new Map<string, { readonly session: Session; readonly ready: Promise<void> }>();

  const get = (tenantId: TenantId) => {
    const partition = partitionOf(tenantId);
    let known = hardened.get(partition);
    if (known === undefined) {
      const session = sessions.fromPartition(partition);
      known = { session, ready: harden(session, tenantId) };
      hardened.set(partition, known);
    }
    return known;
  };

  return {
    of: (tenantId) => get(tenantId).session,
    isMade: (tenantId) => hardened.has(partitionOf(tenantId)),
    whenReady: (tenantId) => get(tenantId).ready,
  };
}
