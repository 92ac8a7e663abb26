import type { SetUpBook } from '../set-up/set-up-book.ts';
import type { ApiAnswer } from './answer.ts';
import type { Caller } from './bearer.ts';

type Row = Readonly<Record<string, unknown>>;
type AzureRequest = { method: string; url: URL; body: unknown };

const GRAPH = '/providers/Microsoft.ResourceGraph/resources';

function solutions(setUps: SetUpBook, { tenant }: Caller, subscriptionId: unknown): Row[] {
  return setUps.of(tenant.id).azure.workspaces.map((name) => ({
    tenantId: tenant.id,
    subscriptionId,
    workspace: `/subscriptions/${String(subscriptionId)}/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/${name}`,
  }));
}

function pricings(setUps: SetUpBook, { tenant }: Caller, subscriptionId: unknown): Row[] {
  const { plans } = setUps.of(tenant.id).azure;
  return ['VirtualMachines', 'StorageAccounts', 'KeyVaults', 'Arm', 'SqlServers'].map((name) => ({
    tenantId: tenant.id,
    subscriptionId,
    name,
    pricingTier: plans.includes(name) ? 'Standard' : 'Free',
  }));
}

function queried(
  setUps: SetUpBook,
  caller: Caller,
  subscriptions: readonly Row[],
  query: string,
): Row[] {
  return subscriptions.flatMap(({ subscriptionId }) => {
    if (query.includes('microsoft.operationsmanagement/solutions')) {
      return solutions(setUps, caller, subscriptionId);
    }
    return query.includes('microsoft.security/pricings')
      ? pricings(setUps, caller, subscriptionId)
      : [];
  });
}

function delegations(setUps: SetUpBook, { tenant }: Caller): Row[] {
  return setUps.of(tenant.id).azure.delegations.map((one) => ({
    name: one.id,
    properties: {
      provisioningState: one.state,
      registrationDefinition: {
        properties: {
          registrationDefinitionName: one.name,
          managedByTenantId: one.managedByTenantId,
          manageeTenantId: tenant.id,
          authorizations: one.roleDefinitionIds.map((roleDefinitionId) => ({
            principalId: one.groupId,
            principalIdDisplayName: 'Azure SecOps',
            roleDefinitionId,
          })),
          eligibleAuthorizations: [],
        },
      },
    },
  }));
}

function roleAssignments(setUps: SetUpBook, { tenant }: Caller, url: URL): Row[] {
  const [, groupId] = /assignedTo\('([^']+)'\)/.exec(url.searchParams.get('$filter') ?? '') ?? [];
  return setUps
    .of(tenant.id)
    .azure.roles.filter((one) => groupId === undefined || one.groupId === groupId)
    .map((one) => ({
      name: `${one.groupId}-${one.roleDefinitionId}`,
      properties: {
        principalId: one.groupId,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${one.roleDefinitionId}`,
      },
    }));
}

/** Resource Graph, and what is in a subscription; null for any other path. */
export function answerAzure(
  setUps: SetUpBook,
  caller: Caller,
  subscriptions: readonly Row[],
  { method, url, body }: AzureRequest,
): ApiAnswer | null {
  if (method === 'POST' && url.pathname === GRAPH) {
    const query = (body as { query?: unknown } | null)?.query;
    if (typeof query !== 'string') {
      return { status: 400, code: 'BadRequest', message: 'The query is missing.' };
    }
    const data = queried(setUps, caller, subscriptions, query);
    const counts = { totalRecords: data.length, count: data.length };
    return { status: 200, body: { ...counts, data, resultTruncated: 'false' } };
  }
  const [, id, rest] = /^\/subscriptions\/([^/]+)\/providers\/(.+)$/.exec(url.pathname) ?? [];
  if (method !== 'GET' || id === undefined) return null;
  if (!subscriptions.some(({ subscriptionId }) => subscriptionId === id)) {
    return { status: 403, code: 'AuthorizationFailed', message: 'The client has no access.' };
  }
  if (rest === 'Microsoft.ManagedServices/registrationAssignments') {
    return { status: 200, body: { value: delegations(setUps, caller) } };
  }
  return rest === 'Microsoft.Authorization/roleAssignments'
    ? { status: 200, body: { value: roleAssignments(setUps, caller, url) } }
    : null;
}
