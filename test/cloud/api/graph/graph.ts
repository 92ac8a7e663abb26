import type { IncomingHttpHeaders } from 'node:http';
import type { TenantContents } from '../../contents/tenant-contents.ts';
import type { ApiAnswer } from '../answer.ts';
import { NOT_FOUND } from '../answer.ts';
import type { Caller } from '../bearer.ts';
import { CONDITIONAL_ACCESS_ROUTES } from './conditional-access-routes.ts';
import { CROSS_TENANT_ROUTES } from './cross-tenant-routes.ts';
import { DEVICE_ROUTES } from './device-routes.ts';
import { refuseAtGate } from './gates.ts';
import { GOVERNANCE_ROUTES } from './governance-routes.ts';
import { GROUP_ROUTES } from './group-routes.ts';
import { OWN_ROUTES } from './own-routes.ts';
import { toAnswer } from './page.ts';
import type { PagingFault } from './page.ts';
import { RELATIONSHIP_ROUTES } from './relationship-routes.ts';
import { REPORT_ROUTES } from './report-routes.ts';
import { ROLE_ROUTES } from './role-routes.ts';
import type { GraphRoute } from './route.ts';
import { SECURITY_ROUTES } from './security-routes.ts';
import { SYNC_ROUTES } from './sync-routes.ts';

type Matcher = { route: GraphRoute; pattern: RegExp };

function matcherOf(route: GraphRoute): Matcher {
  const escaped = route.path.replace(/[().$/']/g, '\\$&');
  const pattern = escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/']+)");
  return { route, pattern: new RegExp(`^${pattern}$`, 'i') };
}

const MATCHERS: readonly Matcher[] = [
  ...OWN_ROUTES,
  ...ROLE_ROUTES,
  ...CONDITIONAL_ACCESS_ROUTES,
  ...CROSS_TENANT_ROUTES,
  ...REPORT_ROUTES,
  ...RELATIONSHIP_ROUTES,
  ...DEVICE_ROUTES,
  ...GROUP_ROUTES,
  ...SYNC_ROUTES,
  ...GOVERNANCE_ROUTES,
  ...SECURITY_ROUTES,
].map(matcherOf);

export type GraphRequest = {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: unknown;
  paging: PagingFault;
};

/** Answers a request to `/v1.0/…` or `/beta/…` of an authenticated caller. */
export function answerGraph(
  contents: TenantContents,
  caller: Caller,
  { method, url, headers, body, paging }: GraphRequest,
): ApiAnswer {
  const [, version, rest = ''] = /^\/(v1\.0|beta)(\/.*)$/.exec(url.pathname) ?? [];
  if (version !== 'v1.0' && version !== 'beta') return NOT_FOUND;
  const path = decodeURIComponent(rest);
  for (const { route, pattern } of MATCHERS) {
    const found = pattern.exec(path);
    if (!found || route.method !== method) continue;
    const refusal = refuseAtGate(route, caller);
    if (refusal) return refusal;
    const result = route.answer({
      caller,
      contents,
      url,
      parameters: found.groups ?? {},
      headers,
      body,
      isBeta: version === 'beta',
    });
    return toAnswer(url, version, result, paging);
  }
  return NOT_FOUND;
}
