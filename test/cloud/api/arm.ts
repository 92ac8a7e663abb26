import type { TenantContents } from '../contents/tenant-contents.ts';
import type { Directory } from '../estates/directory.ts';
import type { Membership, SimulatedTenant } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';
import { NOT_FOUND } from './answer.ts';
import { answerAzure } from './azure-resources.ts';
import type { ApiAnswer } from './answer.ts';
import type { Caller } from './bearer.ts';

type Row = Record<string, unknown>;

const PAGE = 50;

/** How a tenant is listed: one that only delegates roles in Entra, as GDAP does, is not. */
function categoryOf(tenant: SimulatedTenant, kind: Membership['kind']): string | null {
  if (kind === 'member') return 'Home';
  if (kind !== 'delegated') return 'ProjectedBy';
  return tenant.accessPath === 'lighthouse' ? 'ManagedBy' : null;
}

/** Every tenant of this cloud that the account gets into. */
function tenants(directory: Directory, { account, tenant: tokenTenant }: Caller): Row[] {
  return account.memberships.flatMap(({ tenantId, kind }) => {
    const tenant = directory.tenant(tenantId);
    const tenantCategory = tenant && categoryOf(tenant, kind);
    if (!tenant || tenant.cloud !== tokenTenant.cloud || !tenantCategory) return [];
    return [
      {
        id: `/tenants/${tenant.id}`,
        tenantId: tenant.id,
        countryCode: tenant.countryCode,
        displayName: tenant.name,
        domains: [...new Set([tenant.domain, tenant.initialDomain])],
        defaultDomain: tenant.domain,
        tenantCategory,
        tenantType: 'AAD',
      },
    ];
  });
}

/** The subscriptions of the token's tenant that the account sees: one where it is at home. */
function subscriptions({ estate }: Directory, { tenant, account, membership }: Caller): Row[] {
  const isManaged = membership.kind === 'delegated' && tenant.accessPath === 'lighthouse';
  if (membership.kind !== 'member' && !isManaged) return [];
  const subscriptionId = createRandom(estate.seed, `subscription/${tenant.id}`).guid();
  return [
    {
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      tenantId: tenant.id,
      displayName: `${tenant.name} security`,
      state: 'Enabled',
      managedByTenants: isManaged ? [{ tenantId: account.homeTenantId }] : [],
    },
  ];
}

/** One page, with `nextLink` to the next. */
function page(url: URL, rows: readonly Row[]): ApiAnswer {
  const offset = Number(url.searchParams.get('$skipToken') ?? 0);
  const value = rows.slice(offset, offset + PAGE);
  if (offset + PAGE >= rows.length) return { status: 200, body: { value } };
  const next = new URL(url);
  next.searchParams.set('$skipToken', String(offset + PAGE));
  return { status: 200, body: { value, nextLink: next.href } };
}

/** `GET /tenants` and `GET /subscriptions`, with `?api-version=`, and what is in subscriptions. */
export function answerArm(
  contents: TenantContents,
  caller: Caller,
  { method, url, body }: { method: string; url: URL; body: unknown },
): ApiAnswer {
  const { directory } = contents;
  const own = subscriptions(directory, caller);
  const resources = answerAzure(contents.setUps, caller, own, { method, url, body });
  if (resources !== null) return resources;
  const rows = { '/tenants': tenants, '/subscriptions': subscriptions }[url.pathname];
  if (method !== 'GET' || !rows) return { ...NOT_FOUND, code: 'NotFound' };
  if (!url.searchParams.has('api-version')) {
    return {
      status: 400,
      code: 'MissingApiVersionParameter',
      message: 'The api-version query parameter (?api-version=) is required for all requests.',
    };
  }
  return page(url, rows(directory, caller));
}
