import type { Group } from '../../set-up/set-up.ts';
import { NOT_FOUND } from '../answer.ts';
import { filtered } from './filter.ts';
import { READERS } from './route.ts';
import type { Entity, GraphCall, GraphRoute } from './route.ts';

const GROUP_READ = [
  'Group.ReadBasic.All',
  'GroupMember.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
];

function entity({ id, displayName, isAssignableToRole }: Group): Entity {
  return {
    id,
    displayName,
    isAssignableToRole,
    securityEnabled: true,
    mailEnabled: false,
    groupTypes: [],
    membershipRule: null,
  };
}

const groupsOf = ({ contents, caller }: GraphCall) => contents.setUps.of(caller.tenant.id).groups;

const PIM = '/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances';

function eligibilities(call: GraphCall, principalId: string | null): Entity[] {
  return groupsOf(call).flatMap(({ id, eligible }) =>
    eligible
      .filter((one) => principalId === null || one.principalId === principalId)
      .map((one) => ({
        id: `${id}_member_${one.principalId}`,
        groupId: id,
        principalId: one.principalId,
        accessId: 'member',
        memberType: 'direct',
        startDateTime: '2026-06-01T08:00:00Z',
        endDateTime: one.endsAt,
      })),
  );
}

const ELIGIBILITY = {
  method: 'GET',
  permissions: ['PrivilegedEligibilitySchedule.Read.AzureADGroup'],
  licence: 'p2',
} as const;
const CONTEXT = 'Collection(privilegedAccessGroupEligibilityScheduleInstance)';

/** Security groups that somebody made, and who is eligible for them. */
export const GROUP_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/groups',
    permissions: GROUP_READ,
    answer: (call) => {
      const all = groupsOf(call).map(entity);
      const items = filtered(all, call.url.searchParams.get('$filter'));
      return 'code' in items ? items : { kind: 'list', context: 'groups', items };
    },
  },
  {
    method: 'GET',
    path: '/groups/{id}',
    permissions: GROUP_READ,
    answer: (call) => {
      const found = groupsOf(call).find(({ id }) => id === call.parameters.id?.toLowerCase());
      if (!found) return NOT_FOUND;
      return { kind: 'entity', context: 'groups/$entity', entity: entity(found) };
    },
  },
  {
    ...ELIGIBILITY,
    path: PIM,
    roles: READERS,
    answer: (call) => {
      const filter = call.url.searchParams.get('$filter');
      if (filter === null) {
        return { status: 400, code: 'MissingFilter', message: 'A filter on groupId is needed.' };
      }
      const items = filtered(eligibilities(call, null), filter);
      return 'code' in items ? items : { kind: 'list', context: CONTEXT, items };
    },
  },
  {
    ...ELIGIBILITY,
    path: `${PIM}/filterByCurrentUser(on='principal')`,
    answer: (call) => ({
      kind: 'list',
      context: CONTEXT,
      items: eligibilities(call, call.caller.membership.objectId),
    }),
  },
];
