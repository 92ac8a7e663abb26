import { activeRoles } from '../../estates/roles.ts';
import type { ApiRefusal } from '../answer.ts';
import { NOT_FOUND } from '../answer.ts';
import type { Caller } from '../bearer.ts';
import type { GraphRoute } from './route.ts';

const DENIED: ApiRefusal = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
};

const NOT_PREMIUM: ApiRefusal = {
  status: 403,
  code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  message:
    'Neither tenant is B2C or tenant does not have premium license. Microsoft Entra ID P1 is needed.',
};

const NO_P2: ApiRefusal = {
  status: 400,
  code: 'AadPremiumLicenseRequired',
  message: 'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance.',
};

/**
 * What stands before a route, in the order in which Graph says it: is it in this cloud, does the
 * token carry a permission, does the user hold a role, is the tenant licensed.
 */
export function refuseAtGate(route: GraphRoute, caller: Caller): ApiRefusal | null {
  const { tenant, membership, permissions } = caller;
  if (route.clouds && !route.clouds.includes(tenant.cloud)) return NOT_FOUND;
  if (!['.default', ...route.permissions].some((name) => permissions.has(name))) return DENIED;
  if (route.needsUserObject && membership.kind === 'delegated') {
    return {
      status: 404,
      code: 'Request_ResourceNotFound',
      message: `Resource '${membership.objectId}' does not exist or one of its queried reference-property objects are not present.`,
    };
  }
  const held: readonly string[] = activeRoles(membership.roles);
  if (route.roles && !route.roles.some((role) => held.includes(role))) return DENIED;
  if (route.licence === 'p1' && tenant.licence === 'none') return NOT_PREMIUM;
  if (route.licence === 'p2' && tenant.licence !== 'p2') return NO_P2;
  return null;
}
