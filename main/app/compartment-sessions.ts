import { type Session, session as sessions } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';

/**
 * One hardened session per tenant, made when it is first needed. A tenant's partition never
 * changes while the app runs, except that a tenant forgotten and added again starts with a new one.
 */
export interface CompartmentSessions {
  of(tenantId: TenantId): Session;
}

/**
 * @param partitionOf the tenant's partition; throws for what is not a tenant id
 * @param harden called once for a session before anything uses it
 */
export function createCompartmentSessions(
  partitionOf: (tenantId: TenantId) => string,
  harden: (session: Session, tenantId: TenantId) => void,
): CompartmentSessions {
  const hardened = new Map<string, Session>();
  return {
    of(tenantId) {
      const partition = partitionOf(tenantId);
      const known = hardened.get(partition);
      if (known !== undefined) return known;
      const session = sessions.fromPartition(partition);
      harden(session, tenantId);
      hardened.set(partition, session);
      return session;
    },
  };
}
