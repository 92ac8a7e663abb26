import { registrationsOf } from '../../contents/registrations.ts';
import { signInRecord } from '../../contents/sign-in-records.ts';
import { filtered } from './filter.ts';
import { READERS } from './route.ts';
import type { GraphCall, GraphResult, GraphRoute } from './route.ts';

const REPORT_ROLES = [...READERS, 'Reports Reader'] as const;
type Row = Record<string, unknown>;

/** Graph hides members added to an enumeration later, unless the request asks for them. */
function hideLaterMembers(row: Row, { headers }: GraphCall): Row {
  if (String(headers.prefer ?? '').includes('include-unknown-enum-members')) return row;
  const policies = row.appliedConditionalAccessPolicies as Row[];
  const hide = (policy: Row): Row =>
    String(policy.result).startsWith('reportOnly')
      ? { ...policy, result: 'unknownFutureValue' }
      : policy;
  return { ...row, appliedConditionalAccessPolicies: policies.map(hide) };
}

function listed(
  context: string,
  rows: readonly Row[],
  { url }: GraphCall,
  pageSize: number,
): GraphResult {
  const items = filtered(rows, url.searchParams.get('$filter'));
  return 'code' in items
    ? items
    : { kind: 'list', context, items: items as readonly Row[], pageSize, maximum: 1000 };
}

/** Logs and reports; both need Entra ID P1. */
export const REPORT_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/auditLogs/signIns',
    permissions: ['AuditLog.Read.All'],
    roles: REPORT_ROLES,
    licence: 'p1',
    answer: (call) => {
      const { caller, contents, isBeta } = call;
      const { tenant } = caller;
      const source = {
        directory: contents.directory,
        tenant,
        policies: contents.policies(tenant),
        locations: contents.locations(tenant),
      };
      const rows = contents.journal
        .eventsOf(tenant)
        .map((event) => hideLaterMembers(signInRecord(source, event, isBeta), call));
      return listed('auditLogs/signIns', rows, call, 1000);
    },
  },
  {
    method: 'GET',
    path: '/reports/authenticationMethods/userRegistrationDetails',
    permissions: ['AuditLog.Read.All'],
    roles: REPORT_ROLES,
    licence: 'p1',
    answer: (call) => {
      const { contents, caller } = call;
      const { seed } = contents.directory.estate;
      return listed(
        'reports/authenticationMethods/userRegistrationDetails',
        registrationsOf(seed, contents.directory, caller.tenant),
        call,
        100,
      );
    },
  },
];
