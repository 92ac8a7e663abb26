import { directoryName } from '../sign-in/account-claims.ts';
import type { ApiRefusal, Caller } from './bearer.ts';

export type ApiAnswer = { status: number; body: unknown } | ApiRefusal;

const USER_READ = ['User.Read', 'User.ReadBasic.All', 'User.Read.All', '.default'];
const ORGANIZATION_READ = [...USER_READ, 'Organization.Read.All', 'Directory.Read.All'];

function lacks(caller: Caller, anyOf: readonly string[]): ApiRefusal | null {
  if (anyOf.some((permission) => caller.permissions.has(permission))) return null;
  return {
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  };
}

/** `$select` keeps the named properties; an unknown one is an error, as at Graph. */
function select(entity: Record<string, unknown>, raw: string | null): ApiAnswer {
  const names = raw?.split(',').map((name) => name.trim()) ?? Object.keys(entity);
  const unknown = names.find((name) => !(name in entity));
  if (unknown !== undefined) {
    return {
      status: 400,
      code: 'BadRequest',
      message: `Could not find a property named '${unknown}'.`,
    };
  }
  return { status: 200, body: Object.fromEntries(names.map((name) => [name, entity[name]])) };
}

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
    accountEnabled: !account.isDisabled,
  };
}

function withContext(host: string, kind: string, answer: ApiAnswer): ApiAnswer {
  if ('code' in answer) return answer;
  const context = { '@odata.context': `https://${host}/v1.0/$metadata#${kind}` };
  return { status: answer.status, body: { ...context, ...(answer.body as object) } };
}

/** `GET /v1.0/organization` and `GET /v1.0/me`. */
export function answerGraph(caller: Caller, method: string, url: URL): ApiAnswer {
  const selection = url.searchParams.get('$select');
  if (method === 'GET' && url.pathname === '/v1.0/organization') {
    const denied = lacks(caller, ORGANIZATION_READ);
    if (denied) return denied;
    const entity = select(organization(caller), selection);
    if ('code' in entity) return entity;
    return withContext(url.host, 'organization', { status: 200, body: { value: [entity.body] } });
  }
  if (method === 'GET' && url.pathname === '/v1.0/me') {
    const denied = lacks(caller, USER_READ);
    if (denied) return denied;
    if (caller.membership.kind === 'delegated') {
      // Delegated administration comes without a user object in the customer's directory.
      return {
        status: 404,
        code: 'Request_ResourceNotFound',
        message: `Resource '${caller.membership.objectId}' does not exist.`,
      };
    }
    return withContext(url.host, 'users/$entity', select(me(caller), selection));
  }
  return {
    status: 404,
    code: 'ResourceNotFound',
    message: 'Resource not found for the segment.',
  };
}
