import type { Cloud, TenantId } from '../../preload/contract/index.ts';
import { hostsOfCloud } from '../security/host-data.ts';

/**
 * Where Bulkhead itself signs in, per cloud. A tenant's accounts exist in one cloud only, and a
 * token of one cloud is worth nothing in another (Microsoft Graph, national cloud deployments).
 */
export interface Authority {
  readonly cloud: Cloud;
  /** The one host that codes and refresh tokens are ever sent to. */
  readonly host: string;
}

/** The cloud's sign-in host: the first one of its host list. Throws when the list names none. */
export function authorityOf(cloud: Cloud): Authority {
  const host = hostsOfCloud(cloud).signIn[0]?.hosts[0];
  if (host === undefined || host.startsWith('*')) {
    throw new RangeError(`The host list of ${cloud} begins with no sign-in host`);
  }
  return { cloud, host };
}

/** `https://<host>/<tenant id>`: always one tenant, never `common` or `organizations`. */
export function authorityUrl(authority: Authority, tenantId: TenantId): string {
  return `https://${authority.host}/${tenantId}`;
}

/** The issuer of that tenant's ID tokens, format v2.0. */
export function issuerOf(authority: Authority, tenantId: TenantId): string {
  return `https://${authority.host}/${tenantId}/v2.0`;
}

/**
 * Where the answer of a sign-in is sent. The page is Microsoft's own and empty; Bulkhead takes the
 * address when the compartment is about to go there, and nothing listens on a port.
 */
export function redirectUriOf(authority: Authority): string {
  return `https://${authority.host}/common/oauth2/nativeclient`;
}

/**
 * Tells the sign-in library which hosts belong together, so that it asks nobody: only this cloud's
 * host, under its own name. Shape of Microsoft's instance discovery answer.
 */
export function cloudDiscoveryOf({ host }: Authority): string {
  return JSON.stringify({
    tenant_discovery_endpoint: `https://${host}/common/v2.0/.well-known/openid-configuration`,
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
