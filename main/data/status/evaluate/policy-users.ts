import type { CaExternalUsers, CaPolicy } from '../facts.ts';
import { allOf, anyOf, maybe, no, overAll, yes, type Judgement } from './certainty.ts';
import { hasObject, OPERATOR_KINDS, type Operator, type OperatorKind } from './operator-kind.ts';

/**
 * Whether a policy's assignment of users covers the operator. Within the assignment one hit is
 * enough; an exclusion beats every inclusion (Microsoft Learn, "Conditional Access: Users, groups,
 * and workload identities").
 */
export function usersMatch(users: CaPolicy['conditions']['users'], operator: Operator): Judgement {
  const included = assigned(
    {
      users: users.includeUsers,
      groups: users.includeGroups,
      roles: users.includeRoles,
      guests: users.includeGuestsOrExternalUsers,
    },
    operator,
    'covers',
  );
  if (included.is === 'no') return included;
  const excluded = assigned(
    {
      users: users.excludeUsers,
      groups: users.excludeGroups,
      roles: users.excludeRoles,
      guests: users.excludeGuestsOrExternalUsers,
    },
    operator,
    'leaves out',
  );
  if (excluded.is === 'yes') return no(excluded.because);
  return allOf([excluded.is === 'maybe' ? excluded : included, included]);
}

interface Assignment {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly guests: CaExternalUsers | null;
}

type Verb = 'covers' | 'leaves out';

function assigned(to: Assignment, operator: Operator, verb: Verb): Judgement {
  return anyOf(
    [
      ...to.users.map((user) => byUser(user, operator, verb)),
      byGroup(to.groups, operator, verb),
      byRole(to.roles, operator, verb),
      byKind(to.guests, operator, verb),
    ],
    verb === 'covers' ? 'It does not cover you.' : 'It does not leave you out.',
  );
}

function byUser(user: string, operator: Operator, verb: Verb): Judgement {
  if (user === 'All') return yes(`It ${verb} all users.`);
  if (user === 'None') return no('It covers nobody.');
  if (user === 'GuestsOrExternalUsers') {
    const is = overAll(operator.possibleKinds, (kind) => kind !== 'internalMember');
    const guests = `It ${verb} all guests and external users`;
    if (is === 'maybe') return maybe(`${guests}. Whether you are one is not known.`);
    return is === 'yes' ? yes(`${guests}.`) : no(`${guests}; you are a member.`);
  }
  // Someone without an object in the tenant cannot be named there.
  if (hasObject(operator) === 'no') return no('It names users of the tenant.');
  if (operator.objectId === null) {
    return maybe(`It ${verb} single users. Whether you are one is not known.`);
  }
  return user.toLowerCase() === operator.objectId
    ? yes(`It ${verb} your account by name.`)
    : no('It names other users.');
}

function byGroup(groups: readonly string[], operator: Operator, verb: Verb): Judgement {
  if (groups.length === 0 || hasObject(operator) === 'no') return no('It names no group of yours.');
  const mine = operator.groups;
  if (mine === null) return maybe(`It ${verb} groups. Whether you are in one is not known.`);
  return groups.some((group) => mine.has(group.toLowerCase()))
    ? yes(`It ${verb} a group that you are in.`)
    : no('It names groups that you are not in.');
}

/** Only roles that are active count: an eligible role brings its policies when it is activated. */
function byRole(roles: readonly string[], operator: Operator, verb: Verb): Judgement {
  if (roles.length === 0) return no('It names no role.');
  const mine = operator.roles;
  if (mine === null) return maybe(`It ${verb} roles. Which ones you hold is not known.`);
  return roles.some((role) => mine.has(role.toLowerCase()))
    ? yes(`It ${verb} a role that you hold.`)
    : no('It names roles that you do not hold.');
}

function byKind(guests: CaExternalUsers | null, operator: Operator, verb: Verb): Judgement {
  if (guests === null) return no('It names no kind of guest.');
  const types = new Set(guests.guestOrExternalUserTypes.map((type) => type.trim()));
  const fits = overAll(operator.possibleKinds, (kind) => types.has(kind));
  if (fits === 'no') {
    const known = new Set<string>([...OPERATOR_KINDS, 'none', '']);
    return [...types].every((type) => known.has(type))
      ? no('It names kinds of guests that you are not.')
      : maybe(`It ${verb} a kind of user that Bulkhead does not know.`);
  }
  const kinds = `It ${verb} ${kindWords(operator.possibleKinds)}`;
  if (fits === 'maybe') return maybe(`${kinds}. Which of these you are is not known.`);
  const from = fromTenant(guests, operator);
  if (from === 'no') return no('It names guests of other tenants.');
  if (from === 'maybe') return maybe(`${kinds} of some tenants. Whether of yours is not known.`);
  return yes(`${kinds}.`);
}

/** The list of tenants bears on users of other tenants only, not on guests made in this one. */
function fromTenant(guests: CaExternalUsers, operator: Operator) {
  const tenants = guests.memberTenantIds;
  if (tenants === null || operator.possibleKinds.every((kind) => kind === 'internalGuest')) {
    return 'yes';
  }
  const home = operator.homeTenantId;
  if (home === null) return 'maybe';
  return tenants.some((id) => id.toLowerCase() === home) ? 'yes' : 'no';
}

const KIND_WORDS: Readonly<Record<OperatorKind, string>> = {
  internalMember: 'members',
  internalGuest: 'local guests',
  b2bCollaborationGuest: 'B2B guests',
  b2bCollaborationMember: 'B2B members',
  b2bDirectConnectUser: 'B2B direct connect users',
  otherExternalUser: 'other external users',
  serviceProvider: 'users of service providers',
};

/** "B2B guests", "B2B guests or B2B members". */
function kindWords(kinds: readonly OperatorKind[]): string {
  return kinds.map((kind) => KIND_WORDS[kind]).join(' or ');
}
