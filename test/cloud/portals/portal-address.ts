import type { PortalKey } from '../hosts/portal-hosts.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^@?(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;

/**
 * The tenant that a portal's address names, as GUID or domain: `?tid=` at Defender, the first part
 * of the path at Entra, Azure and Intune, `@domain` at My Access. Null when it names none.
 */
export function tenantInAddress(url: URL): string | null {
  const tid = url.searchParams.get('tid') ?? url.searchParams.get('tenantId');
  if (tid) return tid;
  const first = decodeURIComponent(url.pathname.slice(1).split('/')[0] ?? '');
  return GUID.test(first) || DOMAIN.test(first) ? first.replace(/^@/, '') : null;
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
