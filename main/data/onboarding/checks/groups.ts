import { z } from 'zod';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { maybe, name, timeOrNull, word } from '../../status/collect/shapes.ts';
import { listed } from '../../status/evaluate/bounded-text.ts';
import { roleName } from '../../status/evaluate/role-names.ts';
import { NeedsValue } from './check-values.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { day, failed, filter, orNothing, passed, quoted, sameName, yesNo } from './drafts.ts';
import { ownAccount, ownGroups } from './own-account.ts';
import { lastEnd } from './own-roles.ts';

/** Groups that roles are given to, and who is in them. */

/** Whether a group can have roles is not told with `Group.ReadBasic.All`. */
const GROUPS: Asked = { permissions: ['GroupMember.Read.All'] };
const NAMES: Asked = { permissions: ['Group.ReadBasic.All'] };
const DIRECTORY: Asked = { permissions: ['RoleManagement.Read.Directory'] };
const ELIGIBLE: Asked = { permissions: ['PrivilegedEligibilitySchedule.Read.AzureADGroup'] };

const SELECT = '$select=id,displayName,isAssignableToRole,securityEnabled';
const PIM = '/v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances';
const OWN = "filterByCurrentUser(on='principal')";

const COMMON = { kind: 'auto', role: null, licence: null } as const;

const Group = z.object({
  id: word.transform((id) => id.toLowerCase()),
  displayName: name,
  isAssignableToRole: maybe,
  securityEnabled: maybe,
});
type Group = z.infer<typeof Group>;

async function groupOf(run: CheckRun, id: string): Promise<Group | null> {
  const found = await orNothing(run.here.get(`/v1.0/groups/${id}?${SELECT}`, GROUPS));
  return found === null ? null : read(Group, found);
}

const notThere = (id: string, { tenant }: CheckRun) =>
  failed(`There is no group ${id} in ${tenant.name}.`);

const factsOf = ({ displayName, id, isAssignableToRole }: Group) =>
  [
    ['Group', displayName],
    ['Object id', id],
    ['Roles can be assigned to it', yesNo(isAssignableToRole)],
  ] as const;

async function roleAssignableGroup(run: CheckRun): Promise<Draft> {
  const id = run.take.guid('group');
  const group = await groupOf(run, id);
  if (group === null) return notThere(id, run);
  const facts = factsOf(group);
  return group.isAssignableToRole === true
    ? passed(`Roles can be assigned to ${group.displayName}.`, { facts })
    : failed(
        `Roles cannot be assigned to ${group.displayName}; that is decided when a group is created.`,
        { facts },
      );
}

async function groupsExist(run: CheckRun): Promise<Draft> {
  const names = run.take.list('names');
  if (names.length === 0) throw new NeedsValue('This check needs the value “names”.');
  const facts: (readonly [string, string])[] = [];
  const missing: string[] = [];
  const doubled: string[] = [];
  for (const one of names) {
    const path = `/v1.0/groups?${filter(`displayName eq ${quoted(one)}`)}&${SELECT}`;
    const rows = read(z.array(Group), await run.here.first(path, NAMES)).filter(
      ({ displayName, securityEnabled }) => sameName(displayName, one) && securityEnabled !== false,
    );
    if (rows.length === 0) missing.push(one);
    if (rows.length > 1) doubled.push(one);
    facts.push(...rows.map(({ id }) => [one, id] as const));
  }
  const wanted = `There is one security group each called ${listed(names, 10)}.`;
  const problems = [
    ...(missing.length > 0 ? [`there is no security group called ${listed(missing, 10)}`] : []),
    ...(doubled.length > 0 ? [`there are several called ${listed(doubled, 10)}`] : []),
  ];
  return problems.length === 0
    ? passed(`All are there: ${listed(names, 10)}.`, { facts, wanted })
    : failed(`Not all is as it should be: ${problems.join('; ')}.`, { facts, wanted });
}

const Assignment = z.object({ roleDefinitionId: word.transform((id) => id.toLowerCase()) });

async function roleGroup(run: CheckRun): Promise<Draft> {
  const id = run.take.guid('group');
  const role = run.take.guid('role');
  const group = await groupOf(run, id);
  if (group === null) return notThere(id, run);
  const path = `/v1.0/roleManagement/directory/roleAssignments?${filter(`principalId eq ${quoted(id)}`)}`;
  const roles = read(z.array(Assignment), await run.here.list(path, DIRECTORY));
  const hasRole = roles.some(({ roleDefinitionId }) => roleDefinitionId === role);
  const way = await wayIn(run, id);
  const facts = [
    ...factsOf(group),
    [roleName(role), yesNo(hasRole)],
    ['The operator', way?.word ?? 'neither a member nor eligible'],
  ] as const;
  const problems = [
    ...(group.isAssignableToRole === true ? [] : ['roles cannot be assigned to it']),
    ...(hasRole ? [] : [`it does not hold ${roleName(role)}`]),
    ...(way === null ? ['the operator is neither a member nor eligible'] : []),
  ];
  const wanted = `The group holds ${roleName(role)}, and the operator is a member or eligible.`;
  return problems.length === 0
    ? passed(`${group.displayName} holds ${roleName(role)}; the operator is ${way?.word ?? ''}.`, {
        facts,
        wanted,
        endsAt: way?.endsAt ?? null,
      })
    : failed(`${group.displayName} does not do: ${problems.join('; ')}.`, { facts, wanted });
}

const Eligibility = z.object({
  groupId: word.transform((id) => id.toLowerCase()),
  accessId: word,
  endDateTime: timeOrNull,
});

interface WayIn {
  readonly word: string;
  readonly endsAt: string | null;
}

/** How the operator is in a group; null when not at all. */
async function wayIn(run: CheckRun, groupId: string): Promise<WayIn | null> {
  await ownAccount(run);
  if ((await ownGroups(run, 'transitiveMemberOf')).includes(groupId)) {
    return { word: 'a member', endsAt: null };
  }
  const rows = read(z.array(Eligibility), await run.here.list(`${PIM}/${OWN}`, ELIGIBLE));
  const own = rows.filter((one) => one.groupId === groupId && one.accessId === 'member');
  if (own.length === 0) return null;
  return { word: 'eligible', endsAt: lastEnd(own.map(({ endDateTime }) => endDateTime)) };
}

async function pimGroupEligibility(run: CheckRun): Promise<Draft> {
  const id = run.take.guid('group');
  const way = await wayIn(run, id);
  if (way === null)
    return failed(`The operator is neither eligible for the group ${id} nor in it.`);
  const { word: how, endsAt } = way;
  const until = endsAt === null ? '' : `, until ${day(endsAt)}`;
  return passed(`The operator is ${how}${until}.`, { facts: [['Group', id]], endsAt });
}

export const GROUP_CHECKS = {
  'role-group': {
    ...COMMON,
    title: 'The operator has the role through a group',
    wanted: 'The group holds the role, and the operator is a member or eligible.',
    permissions: [
      'User.Read',
      ...GROUPS.permissions,
      ...DIRECTORY.permissions,
      ...ELIGIBLE.permissions,
    ],
    role: 'Directory Readers; without being in the group, Global Reader',
    licence: 'Microsoft Entra ID P2',
    source: `GET /v1.0/groups/{id}, GET /v1.0/roleManagement/directory/roleAssignments, GET ${PIM}/${OWN}`,
    run: roleGroup,
  },
  'role-assignable-group': {
    ...COMMON,
    title: 'Roles can be assigned to the group',
    wanted: 'The group exists, and roles can be assigned to it.',
    permissions: GROUPS.permissions,
    role: 'Directory Readers',
    source: 'GET /v1.0/groups/{id}',
    run: roleAssignableGroup,
  },
  'groups-exist': {
    ...COMMON,
    title: 'The groups exist',
    wanted: 'There is one security group of each name.',
    permissions: NAMES.permissions,
    source: 'GET /v1.0/groups',
    run: groupsExist,
  },
  'pim-group-eligibility': {
    ...COMMON,
    title: 'The operator is eligible for the group',
    wanted: 'The operator is eligible for the group, or in it.',
    permissions: ['User.Read', ...ELIGIBLE.permissions],
    role: 'being a member or owner of the group, or Global Reader',
    licence: 'Microsoft Entra ID P2',
    source: `GET ${PIM}/${OWN}`,
    run: pimGroupEligibility,
  },
} as const satisfies Record<string, OnboardingCheck>;
