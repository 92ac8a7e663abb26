import type { TenantId } from '../../preload/contract/ids.ts';
import type { Cloud } from '../../preload/contract/tenants.ts';
import { apiHostOf } from './api-scopes.ts';
import { authorityOf, authorityUrl, redirectUriOf } from './authority.ts';

/**
 * The page on which an administrator of the tenant consents to everything that the app registration
 * asks for. Source: Microsoft identity platform, "Grant tenant-wide admin consent".
 * @param state comes back in the address of the page that follows; nobody waits for it
 */
export function consentLink(
  cloud: Cloud,
  tenantId: TenantId,
  clientId: string,
  state: string,
): string {
  const authority = authorityOf(cloud);
  const query = new URLSearchParams({
    client_id: clientId,
    scope: `https://${apiHostOf(cloud, 'graph')}/.default`,
    redirect_uri: redirectUriOf(authority),
    state,
  });
  return `${authorityUrl(authority, tenantId)}/v2.0/adminconsent?${query}`;
}
