import type { Exchange } from '../server/exchange.ts';
import type { Sealer } from './sealed.ts';

/**
 * A portal's own session. One cookie per host, as at the real portals: whoever signs in last has
 * the portal, whatever tenant the address names.
 */
export type PortalSession = {
  tenantId: string;
  /** The tenant that the address asked for when this session began; null when it named none. */
  askedTenantId: string | null;
  accountName: string;
  displayName: string;
  objectId: string;
  amr: string[];
  signedInAt: string;
};

const PORTAL_COOKIE = 'portal-session';
const LIFETIME_SECONDS = 24 * 60 * 60;
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=None';

export function readPortalSession(sealer: Sealer, exchange: Exchange): PortalSession | null {
  const sealed = exchange.cookies.get(PORTAL_COOKIE);
  const session = sealed ? (sealer.open(sealed) as PortalSession | null) : null;
  if (!session) return null;
  const age = Date.now() - Date.parse(session.signedInAt);
  return age < LIFETIME_SECONDS * 1000 ? session : null;
}

/** Persistent, so that the portal is still signed in after the application is started again. */
export function portalSessionCookie(sealer: Sealer, session: PortalSession): string {
  return `${PORTAL_COOKIE}=${sealer.seal(session)}; Max-Age=${LIFETIME_SECONDS}; ${ATTRIBUTES}`;
}

export function endedPortalSessionCookie(): string {
  return `${PORTAL_COOKIE}=; Max-Age=0; ${ATTRIBUTES}`;
}
