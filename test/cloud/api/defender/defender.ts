import type { TenantContents } from '../../contents/tenant-contents.ts';
import { vulnerabilitiesOf } from '../../contents/devices/vulnerabilities.ts';
import { isApiRefusal, NOT_FOUND } from '../answer.ts';
import type { ApiAnswer, ApiRefusal } from '../answer.ts';
import type { Caller } from '../bearer.ts';
import { filtered } from '../graph/filter.ts';
import type { PagingFault } from '../graph/page.ts';
import { seesDefender } from '../graph/security-routes.ts';

type Row = Readonly<Record<string, unknown>>;
type DefenderRoute = {
  permission: string;
  context: string;
  rows: (contents: TenantContents, caller: Caller) => readonly Row[];
};

const MAXIMUM = 10_000;

const FORBIDDEN: ApiRefusal = {
  status: 403,
  code: 'Forbidden',
  message: 'The application does not have any of the required delegated permissions.',
};

/** Answers of Defender for Endpoint, with the codes of its "Common errors". */
const ROUTES: Readonly<Record<string, DefenderRoute>> = {
  '/api/machines': {
    permission: 'Machine.Read',
    context: 'Machines',
    rows: ({ devices }, { tenant }) => devices.records(tenant, 'defender'),
  },
  '/api/vulnerabilities/machinesVulnerabilities': {
    permission: 'Vulnerability.Read',
    context: 'Collection(microsoft.windowsDefenderATP.api.PublicAssetVulnerabilityDto)',
    rows: ({ devices, directory }, { tenant }) =>
      devices
        .records(tenant, 'defender')
        .flatMap(({ id }) => vulnerabilitiesOf(directory.estate.seed, id)),
  },
};

function refusal(
  { setUps }: TenantContents,
  { permission }: DefenderRoute,
  caller: Caller,
): ApiRefusal | null {
  const { permissions, tenant } = caller;
  if (!permissions.has(permission) && !permissions.has('.default')) return FORBIDDEN;
  if (!tenant.fleet.hasDefender) {
    return { status: 403, code: 'DisabledFeature', message: 'Tenant feature is not enabled.' };
  }
  return seesDefender(setUps, caller) ? null : FORBIDDEN;
}

function wholeNumber(url: URL, name: string, fallback: number): number {
  return Number(url.searchParams.get(name) ?? fallback);
}

/** `$filter`, `$top` and `$skip`; no link to the next page unless a test sets one. */
export function answerDefender(
  contents: TenantContents,
  caller: Caller,
  method: string,
  url: URL,
  paging: PagingFault,
): ApiAnswer {
  const route = ROUTES[url.pathname.replace('/api/v1.0/', '/api/')];
  if (method !== 'GET' || !route) return { ...NOT_FOUND, code: 'NotFound' };
  const refused = refusal(contents, route, caller);
  if (refused) return refused;

  const all = filtered(route.rows(contents, caller), url.searchParams.get('$filter'));
  if (isApiRefusal(all)) return { ...all, code: 'ODataError' };
  const top = wholeNumber(url, '$top', MAXIMUM);
  const skip = wholeNumber(url, '$skip', 0);
  if (!Number.isInteger(top) || top < 1 || top > MAXIMUM || !Number.isInteger(skip) || skip < 0) {
    return { status: 400, code: 'ODataError', message: 'The query is invalid: $top or $skip.' };
  }
  if (all.length === 0 && route.permission === 'Machine.Read') {
    return { status: 404, code: 'ResourceNotFound', message: 'No machines were found.' };
  }
  return {
    status: 200,
    body: {
      '@odata.context': `https://${url.host}/api/$metadata#${route.context}`,
      value: all.slice(skip, skip + Math.min(top, paging.size ?? top)),
      ...(paging.link === undefined ? {} : { '@odata.nextLink': paging.link }),
    },
  };
}
