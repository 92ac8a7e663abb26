import type { ConditionalAccessPolicy } from '../../contents/conditional-access-policy.ts';
import { reasonAgainst, situationOf } from '../../contents/policy-evaluation.ts';
import type { Situation } from '../../contents/policy-evaluation.ts';
import type { Directory } from '../../estates/directory.ts';
import type { Membership, SimulatedAccount } from '../../estates/estate.ts';
import type { ApiRefusal } from '../answer.ts';
import type { GraphCall, GraphResult } from './route.ts';

type Asked = {
  signInIdentity?: { userId?: string };
  signInContext?: { includeApplications?: string[] };
  signInConditions?: {
    devicePlatform?: string;
    clientAppType?: string;
    ipAddress?: string;
    deviceInfo?: Record<string, unknown>;
    authenticationFlow?: { transferMethod?: string };
  };
  appliedPoliciesOnly?: boolean;
};

function bad(message: string): ApiRefusal {
  return { status: 400, code: 'BadRequest', message };
}

function userIn(
  directory: Directory,
  tenantId: string,
  objectId: string,
): { account: SimulatedAccount; membership: Membership } | undefined {
  for (const account of directory.accountsOf(tenantId)) {
    const membership = directory.membership(account.id, tenantId);
    if (membership?.objectId === objectId) return { account, membership };
  }
  return undefined;
}

/** Graph takes `All` and ids; without a context the question is not complete. */
export function whatIf({ caller, contents, body }: GraphCall): GraphResult {
  const asked = (body ?? {}) as Asked;
  const { signInIdentity, signInContext, signInConditions = {} } = asked;
  const applicationIds = signInContext?.includeApplications;
  if (!signInIdentity?.userId) return bad('signInIdentity is missing a userId.');
  if (!applicationIds?.length) return bad('signInContext is missing includeApplications.');
  const found = userIn(contents.directory, caller.tenant.id, signInIdentity.userId);
  if (!found) return bad(`The user '${signInIdentity.userId}' was not found in the tenant.`);

  const groups = contents.groups(found.membership).map(({ id }) => id);
  const situation: Situation = {
    ...situationOf(found.membership, found.account.homeTenantId, groups),
    applicationIds,
    clientAppType: signInConditions.clientAppType ?? 'browser',
    devicePlatform: signInConditions.devicePlatform ?? null,
    ipAddress: signInConditions.ipAddress ?? null,
    device: signInConditions.deviceInfo ?? null,
    transferMethod: signInConditions.authenticationFlow?.transferMethod ?? null,
  };
  const locations = contents.locations(caller.tenant);
  const analyse = (policy: ConditionalAccessPolicy) => {
    const analysisReasons = reasonAgainst(policy, situation, locations);
    return { ...policy, policyApplies: analysisReasons === 'notSet', analysisReasons };
  };
  const results = contents.policies(caller.tenant).map(analyse);
  return {
    kind: 'list',
    context: 'Collection(microsoft.graph.whatIfAnalysisResult)',
    items: asked.appliedPoliciesOnly
      ? results.filter(({ policyApplies }) => policyApplies)
      : results,
  };
}
