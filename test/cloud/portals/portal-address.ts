import type { PortalKey } from '../hosts/portal-hosts.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PARAMETERS = ['tid', 'tenantId', 'delegatedOrg'] as const;

/** Whether a name is a domain of the estate; without that, `/report.csv` would be one. */
type KnowsDomain = (name: string) => boolean;

/** The first part of the path when it names a tenant: a GUID, `@domain`, or a known domain. */
function tenantInPath(url: URL, knowsDomain: KnowsDomain): string | null {
  const first = url.pathname.slice(1).split('/')[0]?.replace(/^%40/, '@') ?? '';
  if (first.startsWith('@')) return first.slice(1);
  return GUID.test(first) || knowsDomain(first) ? first : null;
}

/**
 * The tenant that a portal's address names, as GUID or domain: `?tid=` at Defender, the first part
 * of the path at Entra, Azure and Intune, `@domain` at My Access, `?delegatedOrg=` at the Microsoft
 * 365 admin center. Null when it names none.
 */
export function tenantInAddress(url: URL, knowsDomain: KnowsDomain): string | null {
  const asked = PARAMETERS.map((name) => url.searchParams.get(name)).find(Boolean);
  return asked ?? tenantInPath(url, knowsDomain);
}

/** The path of a page without the tenant that some portals put in front of it. */
export function pathInPortal(url: URL, knowsDomain: KnowsDomain): string {
  if (tenantInPath(url, knowsDomain) === null) return url.pathname;
  return url.pathname.replace(/^\/[^/]+/, '') || '/';
}

/** The address of a portal's page for one tenant, in the portal's own way of saying it. */
export function portalPath(
  portal: PortalKey,
  tenant: { id: string; domain: string },
  view: string,
): string {
  switch (portal) {
    case 'defender':
      return `${view}?tid=${tenant.id}`;
    case 'entra':
    case 'azure':
    case 'intune':
      return `/${tenant.id}${view === '/' ? '/' : view}`;
    case 'my-access':
      return `/@${tenant.domain}${view === '/' ? '' : view}`;
    case 'my-account':
      return view === '/' ? '/organizations' : view;
    case 'defender-mto':
    case 'm365-admin':
      return view;
  }
}
