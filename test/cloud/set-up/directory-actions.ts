import type { Membership } from '../estates/estate.ts';
import { ROLES } from '../estates/roles.ts';
import type { RoleHolding, RoleName } from '../estates/roles.ts';
import type { Act, Action } from './actions.ts';
import { groupOf, isTicked, needed, person } from './look-up.ts';
import type { SetUpBook } from './set-up-book.ts';
import type { Group } from './set-up.ts';

const HOUR_MS = 3_600_000;
const ACTIVATION_HOURS = 8;
const ADMINISTRATORS = ['Privileged Role Administrator', 'Global Administrator'] as const;
const BY = { portals: ['entra'], roles: ADMINISTRATORS } as const;

function roleNamed(text: string): RoleName {
  const found = (Object.keys(ROLES) as RoleName[]).find((role) => role === text);
  if (!found) throw new Error('There is no such role.');
  return found;
}

/** From the start of the cloud, as holdings say it; null for an empty date. */
function hoursUntil(book: SetUpBook, date: string): number | null {
  if (date === '') return null;
  const atMs = Date.parse(date);
  if (Number.isNaN(atMs)) throw new Error('The end is no date.');
  return (atMs - book.startedAtMs) / HOUR_MS;
}

function give(book: SetUpBook, membership: Membership, holding: RoleHolding): void {
  const others = membership.roles.filter(
    ({ role, kind, via }) => role !== holding.role || kind !== holding.kind || via !== holding.via,
  );
  book.setRoles(membership, [...others, holding]);
}

/** Puts somebody into a group, with the roles that the group holds. */
export function addToGroup(book: SetUpBook, membership: Membership, group: Group): void {
  if (!group.members.includes(membership.objectId)) group.members.push(membership.objectId);
  for (const [role, id] of Object.entries(ROLES) as [RoleName, string][]) {
    if (!group.roles.includes(id)) continue;
    give(book, membership, { role, kind: 'active', endsInHours: null, via: 'group' });
  }
}

function membersOf({ book, tenant }: Act, group: Group): Membership[] {
  return book.directory.accountsOf(tenant.id).flatMap((account) => {
    const membership = book.directory.membership(account.id, tenant.id);
    return membership && group.members.includes(membership.objectId) ? [membership] : [];
  });
}

export const DIRECTORY_ACTIONS: Readonly<Record<string, Action>> = {
  'create-group': {
    ...BY,
    roles: [...ADMINISTRATORS, 'Security Administrator'],
    act: (act) => {
      const displayName = needed(act, 'name', 'The name');
      const group: Group = {
        id: act.book.newId(),
        displayName,
        isAssignableToRole: isTicked(act, 'assignable'),
        members: [],
        eligible: [],
        roles: [],
      };
      act.book.of(act.tenant.id).groups.push(group);
      return `${displayName} was created. Object ID ${group.id}.`;
    },
  },
  'add-member': {
    ...BY,
    roles: [...ADMINISTRATORS, 'Security Administrator'],
    act: (act) => {
      const group = groupOf(act);
      const { account, membership } = person(act);
      addToGroup(act.book, membership, group);
      return `${account.displayName} is in ${group.displayName}.`;
    },
  },
  'make-eligible': {
    ...BY,
    act: (act) => {
      const group = groupOf(act);
      const { account, membership } = person(act);
      const end = act.field('end');
      hoursUntil(act.book, end);
      group.eligible.push({
        principalId: membership.objectId,
        endsAt: end === '' ? null : new Date(end).toISOString(),
      });
      return `${account.displayName} is eligible for ${group.displayName}.`;
    },
  },
  'give-group-role': {
    ...BY,
    act: (act) => {
      const group = groupOf(act);
      const role = roleNamed(act.field('role'));
      if (!group.isAssignableToRole) throw new Error('Roles cannot be assigned to this group.');
      group.roles.push(ROLES[role]);
      for (const membership of membersOf(act, group)) addToGroup(act.book, membership, group);
      return `${group.displayName} has ${role}.`;
    },
  },
  'assign-role': {
    ...BY,
    act: (act) => {
      const role = roleNamed(act.field('role'));
      const { account, membership } = person(act);
      const kind = act.field('kind') === 'eligible' ? 'eligible' : 'active';
      const endsInHours = hoursUntil(act.book, act.field('end'));
      give(act.book, membership, { role, kind, endsInHours, via: 'direct' });
      return `${account.displayName} has ${role} (${kind}).`;
    },
  },
  'remove-role': {
    ...BY,
    act: (act) => {
      const role = roleNamed(act.field('role'));
      const { account, membership } = person(act);
      act.book.setRoles(
        membership,
        membership.roles.filter((one) => one.role !== role),
      );
      return `${role} was taken from ${account.displayName}.`;
    },
  },
  'activate-role': {
    portals: ['entra'],
    act: (act) => {
      const role = roleNamed(act.field('role'));
      const { book, account, tenant } = act;
      const membership = book.directory.membership(account.id, tenant.id);
      const isEligible = membership?.roles.some(
        (one) => one.role === role && one.kind === 'eligible',
      );
      if (!membership || isEligible !== true) throw new Error(`You are not eligible for ${role}.`);
      const endsInHours = (book.now() - book.startedAtMs) / HOUR_MS + ACTIVATION_HOURS;
      give(book, membership, { role, kind: 'activated', endsInHours, via: 'direct' });
      return `${role} is active for eight hours.`;
    },
  },
  'save-external-collaboration': {
    ...BY,
    act: (act) => {
      act.book.of(act.tenant.id).authorization = {
        allowInvitesFrom: act.field('invites'),
        guestUserRoleId: act.field('guests'),
      };
      return 'External collaboration settings were saved.';
    },
  },
  'save-user-settings': {
    ...BY,
    act: (act) => {
      act.book.of(act.tenant.id).restrictsAdminCenter = isTicked(act, 'restrict');
      return 'User settings were saved.';
    },
  },
};
