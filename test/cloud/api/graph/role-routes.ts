import { assignmentInstancesOf, eligibilityInstancesOf } from '../../contents/role-schedules.ts';
import { ROLES } from '../../estates/roles.ts';
import { filtered } from './filter.ts';
import { READERS } from './route.ts';
import type { GraphCall, GraphResult, GraphRoute } from './route.ts';

type Rows = readonly Record<string, unknown>[];

/** With `$filter`; with `$expand=roleDefinition`, every row brings the role's name. */
function withRoles(context: string, all: Rows, { url }: GraphCall): GraphResult {
  const rows = filtered(all, url.searchParams.get('$filter'));
  if ('code' in rows) return rows;
  const isExpanded = url.searchParams.get('$expand')?.startsWith('roleDefinition') === true;
  const items = isExpanded
    ? rows.map((row) => {
        const [displayName] =
          Object.entries(ROLES).find(([, id]) => id === row.roleDefinitionId) ?? [];
        return {
          ...row,
          roleDefinition: { id: row.roleDefinitionId, displayName, isBuiltIn: true },
        };
      })
    : rows;
  return { kind: 'list', context, items };
}

/** What everybody who is known here holds in the caller's tenant. */
function everybodys(
  { caller: { tenant }, contents }: GraphCall,
  of: typeof assignmentInstancesOf,
): Rows {
  const { directory, clock } = contents;
  return directory.accountsOf(tenant.id).flatMap((account) => {
    const membership = directory.membership(account.id, tenant.id);
    return membership ? of(clock, membership) : [];
  });
}

const OWN = "filterByCurrentUser(on='principal')";
const ASSIGNMENTS = '/roleManagement/directory/roleAssignmentScheduleInstances';
const ELIGIBILITIES = '/roleManagement/directory/roleEligibilityScheduleInstances';

const ASSIGNMENT = 'Collection(unifiedRoleAssignmentScheduleInstance)';
const ELIGIBILITY = 'Collection(unifiedRoleEligibilityScheduleInstance)';
const ASSIGNMENT_READ = ['RoleAssignmentSchedule.Read.Directory', 'RoleManagement.Read.Directory'];
const ELIGIBILITY_READ = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleManagement.Read.Directory',
];

/** Privileged Identity Management: roles that are held now, and those on request. */
export const ROLE_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: ASSIGNMENTS,
    permissions: ASSIGNMENT_READ,
    roles: READERS,
    licence: 'p2',
    answer: (call) => withRoles(ASSIGNMENT, everybodys(call, assignmentInstancesOf), call),
  },
  {
    method: 'GET',
    path: ELIGIBILITIES,
    permissions: ELIGIBILITY_READ,
    roles: READERS,
    licence: 'p2',
    answer: (call) => withRoles(ELIGIBILITY, everybodys(call, eligibilityInstancesOf), call),
  },
  {
    method: 'GET',
    path: `${ASSIGNMENTS}/${OWN}`,
    permissions: ASSIGNMENT_READ,
    licence: 'p2',
    answer: (call) =>
      withRoles(
        ASSIGNMENT,
        assignmentInstancesOf(call.contents.clock, call.caller.membership),
        call,
      ),
  },
  {
    method: 'GET',
    path: `${ELIGIBILITIES}/${OWN}`,
    permissions: ELIGIBILITY_READ,
    licence: 'p2',
    answer: (call) =>
      withRoles(
        ELIGIBILITY,
        eligibilityInstancesOf(call.contents.clock, call.caller.membership),
        call,
      ),
  },
];
