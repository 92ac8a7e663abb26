import { activeRoles, ROLES } from '../../estates/roles.ts';
import type { SetUpBook } from '../../set-up/set-up-book.ts';
import type { ApiRefusal } from '../answer.ts';
import type { Caller } from '../bearer.ts';
import { filtered } from './filter.ts';
import { READERS } from './route.ts';
import type { Entity, GraphCall, GraphRoute } from './route.ts';

const OPENS_ALWAYS = ['Security Administrator', 'Global Administrator'];

/**
 * Whether Defender shows its data: by a role of Entra while its own roles are off, and by one of
 * its own when they are on.
 */
export function seesDefender(setUps: SetUpBook, { tenant, membership }: Caller): boolean {
  const held: readonly string[] = activeRoles(membership.roles);
  const { defender, groups } = setUps.of(tenant.id);
  // Roles that were made count from when they are turned on.
  const hasOwnRole = groups.some(
    ({ id, members }) =>
      defender.isOn &&
      members.includes(membership.objectId) &&
      defender.roles.some(({ groupIds }) => groupIds.includes(id)),
  );
  if (hasOwnRole) return true;
  return (defender.isOn ? OPENS_ALWAYS : READERS).some((role) => held.includes(role));
}

const DENIED: ApiRefusal = {
  status: 403,
  code: 'Forbidden',
  message: 'The account does not have the rights that Defender asks for.',
};

/** Only what tests and checks ask: a number of rows, and how many devices there are. */
function hunted({ contents, caller, body }: GraphCall): Entity | ApiRefusal {
  const query = (body as { Query?: unknown } | null)?.Query;
  if (typeof query !== 'string' || /[“”‘’]/.test(query)) {
    return { status: 400, code: 'BadRequest', message: 'The query has a syntax error.' };
  }
  const devices = contents.devices.records(caller.tenant, 'defender');
  const value = /DeviceInfo/.test(query) ? { Devices: devices.length } : { ok: 1 };
  const [name = ''] = Object.keys(value);
  return { schema: [{ name, type: 'Int64' }], results: [value] };
}

function assignments({ contents, caller: { tenant } }: GraphCall): Entity[] {
  const { directory, setUps } = contents;
  const people = directory.accountsOf(tenant.id).flatMap((account) => {
    const membership = directory.membership(account.id, tenant.id);
    if (!membership || membership.kind === 'delegated') return [];
    const direct = membership.roles.filter(
      ({ kind, via }) => kind !== 'eligible' && via === 'direct',
    );
    return direct.map(({ role }) => ({
      id: `${membership.objectId}-${ROLES[role]}`,
      principalId: membership.objectId,
      roleDefinitionId: ROLES[role],
      directoryScopeId: '/',
      principal: {
        id: membership.objectId,
        displayName: account.displayName,
        userPrincipalName: account.userPrincipalName,
      },
    }));
  });
  const groups = setUps.of(tenant.id).groups.flatMap(({ id, displayName, roles }) =>
    roles.map((roleDefinitionId) => ({
      id: `${id}-${roleDefinitionId}`,
      principalId: id,
      roleDefinitionId,
      directoryScopeId: '/',
      principal: { id, displayName },
    })),
  );
  return [...people, ...groups];
}

const DEFENDER = '/roleManagement/defender';
const DEFENDER_READ = {
  method: 'GET',
  permissions: ['RoleManagement.Read.Defender'],
  roles: READERS,
} as const;

/** Who has which role, in the directory and in Defender, and hunting. */
export const SECURITY_ROUTES: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: '/security/runHuntingQuery',
    permissions: ['ThreatHunting.Read.All'],
    clouds: ['global', 'gcc-high', 'dod'],
    answer: (call) => {
      const { caller, contents } = call;
      if (!caller.tenant.fleet.hasDefender || !seesDefender(contents.setUps, caller)) return DENIED;
      const entity = hunted(call);
      return 'code' in entity
        ? (entity as ApiRefusal)
        : { kind: 'entity', context: 'microsoft.graph.security.huntingQueryResults', entity };
    },
  },
  {
    method: 'GET',
    path: '/roleManagement/directory/roleAssignments',
    permissions: ['RoleManagement.Read.Directory', 'Directory.Read.All'],
    answer: (call) => {
      const items = filtered(assignments(call), call.url.searchParams.get('$filter'));
      return 'code' in items
        ? items
        : { kind: 'list', context: 'roleManagement/directory/roleAssignments', items };
    },
  },
  {
    ...DEFENDER_READ,
    path: `${DEFENDER}/roleDefinitions`,
    answer: ({ contents, caller }) => ({
      kind: 'list',
      context: 'roleManagement/defender/roleDefinitions',
      items: contents.setUps
        .of(caller.tenant.id)
        .defender.roles.map(({ id, displayName, hasLiveResponse }) => ({
          id,
          displayName,
          isBuiltIn: false,
          rolePermissions: [
            {
              allowedResourceActions: [
                'microsoft.xdr/secops/securitydata/read',
                ...(hasLiveResponse ? ['microsoft.xdr/secops/liveresponse/basic/manage'] : []),
              ],
            },
          ],
        })),
    }),
  },
  {
    ...DEFENDER_READ,
    path: `${DEFENDER}/roleAssignments`,
    answer: ({ contents, caller }) => ({
      kind: 'list',
      context: 'roleManagement/defender/roleAssignments',
      items: contents.setUps
        .of(caller.tenant.id)
        .defender.roles.filter(({ groupIds }) => groupIds.length > 0)
        .map(({ id, groupIds }) => ({
          id: `assignment-${id}`,
          roleDefinitionId: id,
          principalIds: groupIds,
          appScopeIds: ['/'],
        })),
    }),
  },
];
