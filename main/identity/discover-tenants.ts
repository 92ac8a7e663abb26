import { z } from 'zod';
import type { ReachableTenant } from '../../preload/contract/identity.ts';
import { TenantId } from '../../preload/contract/ids.ts';
import type { Cloud } from '../../preload/contract/tenants.ts';
import { parseGuarded, parseOrThrow } from '../security/parse-guarded.ts';
import { plainLine } from '../tenants/plain-line.ts';
import { apiHostOf, scopesOf } from './api-scopes.ts';
import { SignInError } from './sign-in-error.ts';

/**
 * Asks which tenants an account reaches. No service lists them all: Azure Resource Manager knows
 * where the account is a user or has delegated resources, Graph knows the customers of a partner and
 * the members of a multitenant organization. Each is asked for by itself, and what it does not say
 * is a note.
 */

/** Gets JSON with a token of the account's home tenant. Throws for anything but a success. */
export type AskApi = (request: {
  readonly scopes: readonly string[];
  readonly url: string;
}) => Promise<unknown>;

/** An API refused or answered with something that is not what it documents. */
export class ApiRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The service answered ${status}.`);
    this.name = 'ApiRefusal';
    this.status = status;
  }
}

export interface Discovery {
  readonly tenants: readonly ReachableTenant[];
  readonly notes: readonly string[];
}

type Found = Omit<ReachableTenant, 'isInEstate'>;
type How = ReachableTenant['how'];

/** Of a page of a hundred: as many as the largest estate. */
const MAX_PAGES = 20;
const MAX_TENANTS = 2000;

/** From the surest to the vaguest: a tenant that is found twice is named by the first. */
const ORDER: readonly How[] = ['home', 'gdap', 'lighthouse', 'guest', 'multitenant-organization'];

/** Never throws for a service that refuses: that becomes a note. */
export async function discoverTenants(
  cloud: Cloud,
  ask: AskApi,
  isInEstate: (tenantId: TenantId) => boolean,
): Promise<Discovery> {
  const asked = await Promise.all(
    SOURCES.filter(({ clouds }) => clouds.includes(cloud)).map(async ({ name, find }) => {
      try {
        return { found: await find(cloud, ask), note: null };
      } catch (error) {
        return { found: [], note: `${name} could not be asked: ${whyNot(error)}` };
      }
    }),
  );
  const tenants = new Map<TenantId, Found>();
  const found = asked.flatMap((answer) => answer.found);
  for (const how of ORDER) {
    for (const tenant of found) {
      if (tenant.how !== how || tenants.size >= MAX_TENANTS) continue;
      const known = tenants.get(tenant.tenantId);
      if (known === undefined) tenants.set(tenant.tenantId, tenant);
      // Graph gives no domain for a customer; ARM may have one.
      else if (known.domain === '')
        tenants.set(tenant.tenantId, { ...known, domain: tenant.domain });
    }
  }
  return {
    tenants: Array.from(tenants.values(), (tenant) => ({
      ...tenant,
      isInEstate: isInEstate(tenant.tenantId),
    })),
    notes: asked.flatMap(({ note }) => (note === null ? [] : [note.slice(0, 300)])),
  };
}

interface Source {
  readonly name: string;
  readonly clouds: readonly Cloud[];
  readonly find: (cloud: Cloud, ask: AskApi) => Promise<readonly Found[]>;
}

const SOURCES: readonly Source[] = [
  {
    name: 'Azure Resource Manager',
    clouds: ['global', 'gcc-high', 'dod', 'china'],
    find: async (cloud, ask) => {
      const url = `https://${apiHostOf(cloud, 'arm')}/tenants?api-version=2022-12-01`;
      const scopes = scopesOf(cloud, 'arm', ['user_impersonation']);
      const rows = await readPages(url, scopes, ask, ArmTenant);
      return rows.flatMap((row) =>
        toFound(cloud, row.tenantId, row.displayName, row.defaultDomain, HOW[row.tenantCategory]),
      );
    },
  },
  {
    name: 'Delegated administration (GDAP)',
    clouds: ['global', 'gcc-high', 'dod'],
    find: async (cloud, ask) => {
      const url = `https://${apiHostOf(cloud, 'graph')}/v1.0/tenantRelationships/delegatedAdminCustomers`;
      const scopes = scopesOf(cloud, 'graph', ['DelegatedAdminRelationship.Read.All']);
      const rows = await readPages(url, scopes, ask, NamedTenant);
      return rows.flatMap((row) => toFound(cloud, row.tenantId, row.displayName, '', 'gdap'));
    },
  },
  {
    name: 'The multitenant organization',
    clouds: ['global'],
    find: async (cloud, ask) => {
      const url = `https://${apiHostOf(cloud, 'graph')}/v1.0/tenantRelationships/multiTenantOrganization/tenants`;
      const scopes = scopesOf(cloud, 'graph', ['MultiTenantOrganization.ReadBasic.All']);
      try {
        const rows = await readPages(url, scopes, ask, MemberTenant);
        return rows.flatMap((row) =>
          row.state === 'removed'
            ? []
            : toFound(cloud, row.tenantId, row.displayName, '', 'multitenant-organization'),
        );
      } catch (error) {
        // That is how Graph says that the tenant is in none.
        if (error instanceof ApiRefusal && error.status === 404) return [];
        throw error;
      }
    },
  },
];

const Id = z.string().toLowerCase().pipe(TenantId);
const text = z.string().max(1000).nullish().catch(null);
const NamedTenant = z.object({ tenantId: Id, displayName: text });
const MemberTenant = NamedTenant.extend({ state: text });
const ArmTenant = NamedTenant.extend({
  defaultDomain: text,
  tenantCategory: z.enum(['Home', 'ProjectedBy', 'ManagedBy']).catch('ProjectedBy'),
});
const HOW = { Home: 'home', ProjectedBy: 'guest', ManagedBy: 'lighthouse' } as const;

const PageOfRows = z.object({
  value: z.array(z.unknown()).max(MAX_TENANTS),
  nextLink: z.string().nullish(),
  '@odata.nextLink': z.string().nullish(),
});

/** Reads page after page. A next page on another host or path ends it: it would get the token. */
async function readPages<T>(
  first: string,
  scopes: readonly string[],
  ask: AskApi,
  row: z.ZodType<T>,
): Promise<readonly T[]> {
  const rows: T[] = [];
  const seen = new Set<string>();
  let url: string | null = first;
  while (url !== null && seen.size < MAX_PAGES && rows.length < MAX_TENANTS) {
    seen.add(url);
    const page: z.infer<typeof PageOfRows> = parseOrThrow(PageOfRows, await ask({ scopes, url }));
    for (const value of page.value) {
      const parsed = parseGuarded(row, value);
      if (parsed.success) rows.push(parsed.data);
    }
    const next: string | null = page.nextLink ?? page['@odata.nextLink'] ?? null;
    // SECURITY(next-page): a token follows a link only to where it was meant for.
    url = next !== null && isSamePlace(next, first) && !seen.has(next) ? next : null;
  }
  return rows;
}

function isSamePlace(link: string, first: string): boolean {
  const known = new URL(first);
  // Exactly as it is written: no user name, port or other spelling of the same host.
  return link.startsWith(`${known.origin}${known.pathname}?`) && URL.canParse(link);
}

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

function toFound(
  cloud: Cloud,
  tenantId: TenantId,
  name: string | null | undefined,
  domain: string | null | undefined,
  how: How,
): readonly Found[] {
  const shown = plainLine(name ?? '').text.slice(0, 120);
  const lower = (domain ?? '').toLowerCase();
  const isDomain = lower.length <= 253 && DOMAIN.test(lower);
  return [{ tenantId, name: shown, domain: isDomain ? lower : '', cloud, how }];
}

function whyNot(error: unknown): string {
  if (error instanceof SignInError) return error.problem.reason;
  if (error instanceof ApiRefusal && (error.status === 401 || error.status === 403)) {
    return 'the account is not permitted to.';
  }
  if (error instanceof ApiRefusal) return `it answered ${error.status}.`;
  return 'its answer cannot be read.';
}
