import type { TenantId } from '../../preload/contract/index.ts';
import type { HostList } from '../security/host-list.ts';
import { parseUrl } from '../security/parse-url.ts';
import { tenantOfPortalUrl } from './portal-links.ts';
import { tenantOfRedirect } from './sign-in-response.ts';
import type { Evidence } from './tenant-proof.ts';

export interface EvidenceContext {
  /** The tenant whose compartment the page is in. */
  readonly own: TenantId;
  readonly hosts: Pick<HostList, 'isPortalHost'>;
  /** The estate's tenants with this primary domain; what an operator typed, so there may be two. */
  readonly tenantsOfDomain: (domain: string) => readonly TenantId[];
}

/**
 * What the address of a committed page says of its tenant. Null for pages that are no portal, such
 * as sign-in pages, which pass through other tenants on their way and prove nothing.
 */
export function evidenceOfPage(url: string, context: EvidenceContext): Evidence | null {
  const host = parseUrl(url)?.host;
  if (host === undefined || !context.hosts.isPortalHost(host)) return null;

  const answered = tenantOfRedirect(url);
  if (answered !== null) return { kind: 'sign-in-response', tenantId: answered, host };

  const named = tenantOfPortalUrl(url, (name) => context.hosts.isPortalHost(name));
  if (named === null) return { kind: 'silent-page', host };
  if (named.kind === 'id') return { kind: 'portal-url', tenantId: named.tenantId, host };

  // A domain was typed by an operator and can move, so it never speaks for the own tenant. One that
  // belongs to another tenant, and to no one else, speaks against it.
  const owners = context.tenantsOfDomain(named.domain);
  const [owner] = owners;
  const isOther = owners.length === 1 && owner !== undefined && owner !== context.own;
  return isOther ? { kind: 'portal-url', tenantId: owner, host } : { kind: 'silent-page', host };
}
