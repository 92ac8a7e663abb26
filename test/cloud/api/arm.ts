import type { Directory } from '../estates/directory.ts';
import type { Membership } from '../estates/estate.ts';
import type { Caller } from './bearer.ts';
import type { ApiAnswer } from './graph.ts';

const CATEGORY: Readonly<Record<Membership['kind'], string>> = {
  member: 'Home',
  guest: 'ProjectedBy',
  'external-member': 'ProjectedBy',
  delegated: 'ManagedBy',
};

/** `GET /tenants?api-version=`: every tenant of this cloud that the account gets into. */
export function answerArm(
  directory: Directory,
  { account, tenant: tokenTenant }: Caller,
  method: string,
  url: URL,
): ApiAnswer {
  if (method !== 'GET' || url.pathname !== '/tenants') {
    return { status: 404, code: 'NotFound', message: 'The requested resource does not exist.' };
  }
  if (!url.searchParams.has('api-version')) {
    return {
      status: 400,
      code: 'MissingApiVersionParameter',
      message: 'The api-version query parameter (?api-version=) is required for all requests.',
    };
  }
  const value = account.memberships.flatMap(({ tenantId, kind }) => {
    const tenant = directory.tenant(tenantId);
    if (!tenant || tenant.cloud !== tokenTenant.cloud) return [];
    return [
      {
        id: `/tenants/${tenant.id}`,
        tenantId: tenant.id,
        countryCode: tenant.countryCode,
        displayName: tenant.name,
        domains: [...new Set([tenant.domain, tenant.initialDomain])],
        defaultDomain: tenant.domain,
        tenantCategory: CATEGORY[kind],
        tenantType: 'AAD',
      },
    ];
  });
  return { status: 200, body: { value } };
}
