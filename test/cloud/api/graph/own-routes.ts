import { subscribedSkusOf } from '../../contents/licences.ts';
import { activeRoles, ROLES } from '../../estates/roles.ts';
import { directoryName } from '../../sign-in/account-claims.ts';
import type { Caller } from '../bearer.ts';
import type { GraphRoute } from './route.ts';

const USER_READ = ['User.Read', 'User.ReadBasic.All', 'User.Read.All'];

function organization({ tenant }: Caller): Record<string, unknown> {
  const domains = [...new Set([tenant.domain, tenant.initialDomain])];
  return {
    id: tenant.id,
    displayName: tenant.name,
    countryLetterCode: tenant.countryCode,
    createdDateTime: tenant.createdAt,
    tenantType: 'AAD',
    verifiedDomains: domains.map((name) => ({
      name,
      type: 'Managed',
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: name === tenant.domain,
      isInitial: name === tenant.initialDomain,
    })),
  };
}

function me({ tenant, account, membership }: Caller): Record<string, unknown> {
  const isInvited = membership.kind === 'guest' || membership.kind === 'external-member';
  return {
    id: membership.objectId,
    displayName: account.displayName,
    userPrincipalName: directoryName(tenant, account, membership),
    mail: account.userPrincipalName,
    userType: membership.kind === 'guest' ? 'Guest' : 'Member',
    externalUserState: isInvited ? 'Accepted' : null,
    creationType: isInvited ? 'Invitation' : null,
    accountEnabled: !account.isDisabled && !membership.isDisabled,
  };
}

function directoryRoles({ membership }: Caller): Record<string, unknown>[] {
  return activeRoles(membership.roles).map((role) => ({
    // The object of an activated role has an id of its own; here the template's is good enough.
    id: ROLES[role],
    displayName: role,
    roleTemplateId: ROLES[role],
  }));
}

function asGroup(group: { id: string; displayName: string }): Record<string, unknown> {
  return { '@odata.type': '#microsoft.graph.group', ...group };
}

function asRole(role: Record<string, unknown>): Record<string, unknown> {
  return { '@odata.type': '#microsoft.graph.directoryRole', ...role };
}

/** Who the operator is, and what the tenant has bought. */
export const OWN_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/organization',
    permissions: [...USER_READ, 'Organization.Read.All', 'Directory.Read.All'],
    answer: ({ caller }) => ({
      kind: 'list',
      context: 'organization',
      items: [organization(caller)],
    }),
  },
  {
    method: 'GET',
    path: '/me',
    permissions: USER_READ,
    needsUserObject: true,
    answer: ({ caller }) => ({ kind: 'entity', context: 'users/$entity', entity: me(caller) }),
  },
  {
    method: 'GET',
    path: '/me/transitiveMemberOf',
    permissions: [...USER_READ, 'GroupMember.Read.All', 'Directory.Read.All'],
    needsUserObject: true,
    answer: ({ caller, contents }) => ({
      kind: 'list',
      context: 'directoryObjects',
      items: [
        ...contents.groups(caller.membership).map(asGroup),
        ...directoryRoles(caller).map(asRole),
      ],
    }),
  },
  {
    method: 'GET',
    path: '/me/memberOf/microsoft.graph.group',
    permissions: [...USER_READ, 'GroupMember.Read.All', 'Directory.Read.All'],
    needsUserObject: true,
    answer: ({ caller, contents }) => ({
      kind: 'list',
      context: 'groups',
      items: contents.groups(caller.membership),
    }),
  },
  {
    method: 'GET',
    path: '/me/transitiveMemberOf/microsoft.graph.group',
    permissions: [...USER_READ, 'GroupMember.Read.All', 'Directory.Read.All'],
    needsUserObject: true,
    answer: ({ caller, contents }) => ({
      kind: 'list',
      context: 'groups',
      items: contents.groups(caller.membership),
    }),
  },
  {
    method: 'GET',
    path: '/me/transitiveMemberOf/microsoft.graph.directoryRole',
    permissions: [...USER_READ, 'RoleManagement.Read.Directory', 'Directory.Read.All'],
    needsUserObject: true,
    answer: ({ caller }) => ({
      kind: 'list',
      context: 'directoryRoles',
      items: directoryRoles(caller),
    }),
  },
  {
    method: 'GET',
    path: '/subscribedSkus',
    permissions: ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Directory.Read.All'],
    answer: ({ caller: { tenant }, contents }) => ({
      kind: 'list',
      context: 'subscribedSkus',
      items: subscribedSkusOf(contents.directory.estate.seed, tenant.id, tenant.licence),
    }),
  },
];
