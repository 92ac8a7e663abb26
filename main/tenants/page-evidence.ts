import type { TenantId } from '../../preload/contract/index.ts';
import type { HostList } from '../security/host-list.ts';
import { parseUrl } from '../security/parse-url.ts';
import { tenantOfPortalUrl } from './portal-links.ts';
import { tenantOfRedirect } from './sign-in-response.ts';
import type { Evidence } from './tenant-proof.ts';

/**
 * What the address of a committed page says of its tenant. Null for pages that are no portal, such
 * as sign-in pages, which pass through other tenants on their way and prove nothing.
 * @param tenantOfDomain the estate's tenant with this primary domain, or null
 */
export function evidenceOfPage(
  url: string,
  hosts: Pick<HostList, 'isPortalHost'>,
  tenantOfDomain: (domain: string) => TenantId | null,
): Evidence | null {
  const host = parseUrl(url)?.host;
  if (host === undefined || !hosts.isPortalHost(host)) return null;

  const answered = tenantOfRedirect(url);
  if (answered !== null) return { kind: 'sign-in-response', tenantId: answered };

  const named = tenantOfPortalUrl(url);
  if (named === null) return { kind: 'silent-page' };
  // A domain that the estate does not know may be a second one of the same tenant.
  const tenantId = named.kind === 'id' ? named.tenantId : tenantOfDomain(named.domain);
  return tenantId === null ? { kind: 'silent-page' } : { kind: 'portal-url', tenantId };
}
