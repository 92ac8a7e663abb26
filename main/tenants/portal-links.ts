import { z } from 'zod';
import {
  Cloud,
  type Portal,
  type PortalDeviceId,
  PortalId,
  PortalPage,
  PORTAL_IDS,
  type Tenant,
  TenantId,
} from '../../preload/contract/index.ts';
import data from '../../resources/portals.json' with { type: 'json' };
import { parseGuarded, parseOrThrow } from '../security/parse-guarded.ts';
import { parseUrl } from '../security/parse-url.ts';

/**
 * Addresses of the portals per tenant and cloud, and back: which tenant an address names.
 * Addresses are data (`resources/portals.json`). Sources: Microsoft's documentation of each portal
 * for the hosts, `?tid=`, My Access' `@domain` and the admin centers of the national clouds;
 * `/{tenantId}` and `delegatedOrg` are what Microsoft's own links use. Pages are addresses that
 * Microsoft's documentation or published tools link to; none is a contract of Microsoft's, and one
 * that moved shows the portal's own words.
 */

/** Where in an address of a portal its tenant is named. */
const TenantPlace = z.enum([
  'query-tid',
  'path',
  'path-domain',
  'fragment-domain',
  'query-tenant-id',
  'query-delegated-org',
]);
type TenantPlace = z.infer<typeof TenantPlace>;

const Address = z.union([
  z.strictObject({ url: z.url(), gdapUrl: z.url().optional() }),
  z.strictObject({ reason: z.string().min(1).max(200) }),
]);

const Portals = z
  .array(
    z.strictObject({
      id: PortalId,
      name: z.string().min(1).max(60),
      description: z.string().min(1).max(160),
      addresses: z.record(Cloud, Address),
      /** The page of one device, on the portal's host; not a contract of Microsoft's, may change. */
      device: z.string().startsWith('/').optional(),
      /** Pages that steps of checklists are done on, on the portal's host; no contract either. */
      pages: z.partialRecord(PortalPage, z.string().startsWith('/')).optional(),
      tenantIn: z.array(TenantPlace),
    }),
  )
  .refine((portals) => portals.map(({ id }) => id).join() === PORTAL_IDS.join());

type LinkedTenant = Pick<Tenant, 'id' | 'domain' | 'cloud' | 'accessPath'>;

/** Pages that a portal leads to on other hosts name their tenant in one of these as well. */
const ANYWHERE: readonly TenantPlace[] = ['query-tid', 'query-tenant-id', 'query-delegated-org'];

const portals = parseOrThrow(Portals, data);
const placesByHost = hostsWithPlaces();

/** Every portal, with its host in the tenant's cloud or the reason why it has no address there. */
export function portalsOf(tenant: Pick<Tenant, 'cloud'>): Portal[] {
  return portals.map(({ id, name, description, addresses }) => {
    const address = addresses[tenant.cloud];
    return 'url' in address
      ? { id, name, description, host: hostOf(address.url), reason: null }
      : { id, name, description, host: null, reason: address.reason };
  });
}

/** Where in a portal: a device's page wins over a named one; without either it is the start page. */
export interface PortalPlace {
  /** The portal's own id of a device. */
  readonly deviceId?: PortalDeviceId | undefined;
  /** A page that the portal does not have leads to its start page. */
  readonly page?: PortalPage | null;
}

/**
 * The portal's page for one tenant, or null when it has no documented address in its cloud, or no
 * pages of devices.
 */
export function portalUrl(
  tenant: LinkedTenant,
  portalId: PortalId,
  { deviceId, page = null }: PortalPlace = {},
): string | null {
  const portal = portals.find(({ id }) => id === portalId);
  const address = portal?.addresses[tenant.cloud];
  if (address === undefined || !('url' in address)) return null;
  const path = deviceId === undefined ? page !== null && portal?.pages?.[page] : portal?.device;
  if (deviceId !== undefined && path === undefined) return null;
  // Delegated administrators reach a customer by the name that Microsoft gave it.
  const isDelegated = tenant.accessPath === 'gdap' && tenant.domain.endsWith('.onmicrosoft.com');
  const start = (isDelegated ? address.gdapUrl : undefined) ?? address.url;
  return (typeof path === 'string' ? `https://${hostOf(address.url)}${path}` : start)
    .replace('{tenantId}', encodeURIComponent(tenant.id))
    .replace('{domain}', encodeURIComponent(tenant.domain))
    .replace('{deviceId}', encodeURIComponent(deviceId ?? ''));
}

/** Whether the address of a page is known; without, the portal's start is opened for it. */
export function hasPage(portalId: PortalId, page: PortalPage): boolean {
  return portals.find(({ id }) => id === portalId)?.pages?.[page] !== undefined;
}

/**
 * An address of a portal in the global cloud as it is in another one; any other address as it is.
 * Null for a portal that has no documented address there.
 */
export function urlInCloud(text: string, cloud: Cloud): string | null {
  const url = parseUrl(text);
  if (url === null) return text;
  const portal = portals.find(
    ({ addresses: { global } }) => 'url' in global && hostOf(global.url) === url.host,
  );
  const address = portal?.addresses[cloud];
  if (address === undefined) return text;
  if (!('url' in address)) return null;
  url.host = hostOf(address.url);
  return url.href;
}

/** The portal whose pages are on the host of an address; null when none has it. */
export function portalOfUrl(text: string): PortalId | null {
  const host = parseUrl(text)?.host;
  const has = (address: z.infer<typeof Address>) =>
    'url' in address && hostOf(address.url) === host;
  return portals.find(({ addresses }) => Object.values(addresses).some(has))?.id ?? null;
}

export type NamedTenant =
  | { readonly kind: 'id'; readonly tenantId: TenantId }
  /** Lower case. */
  | { readonly kind: 'domain'; readonly domain: string };

/**
 * The tenant that a portal's address names, or null when it names none or two. It is what was asked
 * for, not what was answered.
 * @param isPortalHost also knows hosts that a portal leads to; only start pages when left out
 */
export function tenantOfPortalUrl(
  text: string,
  isPortalHost: (host: string) => boolean = (host) => placesByHost.has(host),
): NamedTenant | null {
  const named = tenantsOfPortalUrl(text, isPortalHost);
  const [first] = named;
  if (first === undefined) return null;
  const ids = new Set(named.map((tenant) => (tenant.kind === 'id' ? tenant.tenantId : '')));
  const domains = new Set(named.map((tenant) => (tenant.kind === 'domain' ? tenant.domain : '')));
  ids.delete('');
  domains.delete('');
  if (ids.size > 1 || domains.size > 1) return null;
  // A GUID is one tenant for good; a domain can move.
  return named.find((tenant) => tenant.kind === 'id') ?? first;
}

/**
 * Every tenant that a portal's address names, wherever in it: which of two a portal goes by is the
 * portal's secret.
 */
export function tenantsOfPortalUrl(
  text: string,
  isPortalHost: (host: string) => boolean,
): readonly NamedTenant[] {
  const url = parseUrl(text);
  if (url === null || url.protocol !== 'https:' || !isPortalHost(url.host)) return [];
  const places = new Set([...(placesByHost.get(url.host) ?? []), ...ANYWHERE]);
  return [...places].flatMap((place) => readPlace(place, url));
}

function readPlace(place: TenantPlace, url: URL): NamedTenant[] {
  switch (place) {
    case 'query-tid':
      return url.searchParams.getAll('tid').flatMap(named);
    case 'query-tenant-id':
      return url.searchParams.getAll('tenantId').flatMap(named);
    case 'query-delegated-org':
      return url.searchParams.getAll('delegatedOrg').flatMap(named);
    case 'path':
      return named(firstSegment(url).replace(/^@/, ''));
    case 'path-domain':
      return firstSegment(url).startsWith('@') ? named(firstSegment(url).slice(1)) : [];
    case 'fragment-domain':
      return named(/^#@([^/?]+)/.exec(url.hash)?.[1] ?? '');
  }
}

function firstSegment(url: URL): string {
  const segment = url.pathname.split('/')[1] ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    // Badly encoded names nothing.
    return '';
  }
}

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

function named(value: string): NamedTenant[] {
  const text = value.toLowerCase();
  const id = parseGuarded(TenantId, text);
  if (id.success) return [{ kind: 'id', tenantId: id.data }];
  return text.length <= 253 && DOMAIN.test(text) ? [{ kind: 'domain', domain: text }] : [];
}

function hostOf(url: string): string {
  return new URL(url.replace(/[{}]/g, '')).host;
}

function hostsWithPlaces(): ReadonlyMap<string, readonly TenantPlace[]> {
  const places = new Map<string, readonly TenantPlace[]>();
  for (const { addresses, tenantIn } of portals) {
    for (const address of Object.values(addresses)) {
      if ('url' in address) places.set(hostOf(address.url), tenantIn);
    }
  }
  return places;
}
