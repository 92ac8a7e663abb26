import { z } from 'zod';
import { read } from '../../status/collect/collector.ts';
import { name, word, wordOrNull } from '../../status/collect/shapes.ts';
import { counted, listed } from '../../status/evaluate/bounded-text.ts';
import {
  ARM,
  azureRoleId,
  azureRoleName,
  lastPart,
  resourceGraph,
  subscriptionsOf,
} from './azure-reading.ts';
import { NeedsValue } from './check-values.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, otherOf, passed } from './drafts.ts';

/** Sentinel, Defender for Cloud, Azure roles and Lighthouse. */

const COMMON = {
  kind: 'auto',
  permissions: ARM.permissions,
  role: 'Reader in Azure',
  licence: null,
} as const;

const Workspace = z.object({
  tenantId: word.transform((id) => id.toLowerCase()),
  workspace: name,
});

const SENTINEL =
  "Resources | where type =~ 'microsoft.operationsmanagement/solutions' and name startswith 'SecurityInsights' | project tenantId, subscriptionId, workspace = tostring(properties.workspaceResourceId)";

async function sentinelWorkspace({ here, tenant }: CheckRun): Promise<Draft> {
  const rows = read(z.array(Workspace), await resourceGraph(here, SENTINEL));
  const names = rows
    .filter(({ tenantId }) => tenantId === tenant.id)
    .map(({ workspace }) => lastPart(workspace));
  return names.length === 0
    ? failed(`No workspace with Microsoft Sentinel can be seen in ${tenant.name}.`)
    : passed(`Microsoft Sentinel is in ${listed(names, 5)}.`, {
        facts: names.map((one) => ['Workspace', one] as const),
      });
}

const Pricing = z.object({
  tenantId: word.transform((id) => id.toLowerCase()),
  subscriptionId: word,
  name: word,
  pricingTier: wordOrNull,
});

const PRICINGS =
  "SecurityResources | where type =~ 'microsoft.security/pricings' | project tenantId, subscriptionId, name, pricingTier = tostring(properties.pricingTier)";

async function defenderForCloudPlans(run: CheckRun): Promise<Draft> {
  const given = run.take.list('plans');
  const plans = given.length === 0 ? ['VirtualMachines'] : given;
  const rows = read(z.array(Pricing), await resourceGraph(run.here, PRICINGS)).filter(
    ({ tenantId }) => tenantId === run.tenant.id,
  );
  const subscriptions = [...new Set(rows.map(({ subscriptionId }) => subscriptionId))];
  const wanted = `${listed(plans, 10)} ${plans.length === 1 ? 'is' : 'are'} on in every subscription.`;
  if (subscriptions.length === 0) {
    return failed(`No subscription of ${run.tenant.name} can be seen.`, { wanted });
  }
  const isOn = (subscriptionId: string, plan: string) =>
    rows.some(
      (row) =>
        row.subscriptionId === subscriptionId &&
        row.name.toLowerCase() === plan.toLowerCase() &&
        row.pricingTier?.toLowerCase() === 'standard',
    );
  const facts = plans.map((plan) => {
    const on = subscriptions.filter((one) => isOn(one, plan)).length;
    return [plan, `on in ${String(on)} of ${String(subscriptions.length)} subscriptions`] as const;
  });
  const off = plans.filter((plan) => !subscriptions.every((one) => isOn(one, plan)));
  return off.length === 0
    ? passed(
        `${listed(plans, 10)}: on in ${counted(subscriptions.length, 'subscription', 'subscriptions')}.`,
        { facts, wanted },
      )
    : failed(`Not on in every subscription: ${listed(off, 10)}.`, { facts, wanted });
}

/** Ids of the roles that are wanted. Throws `NeedsValue` for a name that is not known here. */
function rolesOf({ take }: CheckRun, byDefault: readonly string[]): readonly string[] {
  const given = take.list('roles');
  return (given.length === 0 ? byDefault : given).map((one) => {
    const id = azureRoleId(one);
    if (id === null)
      throw new NeedsValue(`Enter the id of the Azure role “${one}”; its name is not known here.`);
    return id;
  });
}

const RoleAssignment = z.object({ properties: z.object({ roleDefinitionId: word }) });

async function groupAzureRoles(run: CheckRun): Promise<Draft> {
  const group = run.take.guid('group');
  const roles = rolesOf(run, []);
  if (roles.length === 0) throw new NeedsValue('This check needs the value “roles”.');
  const subscriptions = await subscriptionsOf(run.here, run.tenant.id);
  const held = new Map<string, string[]>();
  for (const { subscriptionId, displayName } of subscriptions) {
    const filter = encodeURIComponent(`assignedTo('${group}')`);
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
    for (const { properties } of read(z.array(RoleAssignment), await run.here.list(path, ARM))) {
      const id = lastPart(properties.roleDefinitionId);
      held.set(id, [...(held.get(id) ?? []), displayName]);
    }
  }
  const facts = [...held].map(([id, where]) => [azureRoleName(id), listed(where, 3)] as const);
  const missing = roles.filter((id) => !held.has(id)).map(azureRoleName);
  const wanted = `The group is assigned ${listed(roles.map(azureRoleName), 10)} in Azure.`;
  return missing.length === 0
    ? passed(`The group is assigned ${listed(roles.map(azureRoleName), 10)}.`, { facts, wanted })
    : failed(
        `The group is not assigned ${listed(missing, 10)} in the ${counted(subscriptions.length, 'subscription', 'subscriptions')} that can be seen.`,
        { facts, wanted },
      );
}

const Authorization = z.object({
  principalId: word.transform((id) => id.toLowerCase()),
  roleDefinitionId: word.transform(lastPart),
});

const Delegation = z.object({
  properties: z.object({
    provisioningState: wordOrNull,
    registrationDefinition: z
      .object({
        properties: z.object({
          registrationDefinitionName: name,
          managedByTenantId: word.transform((id) => id.toLowerCase()),
          authorizations: z.array(Authorization).max(1_000),
          eligibleAuthorizations: z
            .array(Authorization)
            .max(1_000)
            .nullish()
            .transform((value) => value ?? []),
        }),
      })
      .nullish(),
  }),
});

const LIGHTHOUSE_ROLES = ['Microsoft Sentinel Responder', 'Security Reader'];

async function lighthouseDelegation(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  const group = run.take.guid('group');
  const roles = rolesOf(run, LIGHTHOUSE_ROLES);
  const names = listed(roles.map(azureRoleName), 10);
  // Who manages is the source, whichever side it is read on.
  const [manager, managed] = run.side === 'target' ? [other, run.tenant] : [run.tenant, other];
  const subscriptions = await subscriptionsOf(run.here, managed.id);
  const wanted = `A delegation to ${manager.name} has succeeded and gives the group ${names}.`;
  const facts: (readonly [string, string])[] = [];
  let problem = `${managed.name} has no delegation to ${manager.name} in the ${counted(subscriptions.length, 'subscription', 'subscriptions')} that can be seen.`;
  for (const { subscriptionId, displayName } of subscriptions) {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/registrationAssignments?api-version=2022-10-01&$expandRegistrationDefinition=true`;
    for (const { properties } of read(z.array(Delegation), await run.here.list(path, ARM))) {
      const definition = properties.registrationDefinition?.properties;
      if (definition?.managedByTenantId !== manager.id) continue;
      const given = [...definition.authorizations, ...definition.eligibleAuthorizations]
        .filter(({ principalId }) => principalId === group)
        .map(({ roleDefinitionId }) => roleDefinitionId);
      const missing = roles.filter((id) => !given.includes(id)).map(azureRoleName);
      facts.push([
        displayName,
        `${definition.registrationDefinitionName}: ${properties.provisioningState ?? 'state not said'}`,
      ]);
      if (given.length === 0)
        problem = `A delegation to ${manager.name} exists, and does not name the group ${group}; the ids of tenant and group are easily swapped.`;
      else if (missing.length > 0)
        problem = `The delegation does not give the group ${listed(missing, 10)}.`;
      else if (properties.provisioningState !== 'Succeeded')
        problem = `The delegation is ${properties.provisioningState ?? 'in no state that is said'} and has not succeeded.`;
      else
        return passed(`${displayName} is delegated to ${manager.name}: the group has ${names}.`, {
          facts,
          wanted,
        });
    }
  }
  return failed(problem, { facts, wanted });
}

export const AZURE_CHECKS = {
  'group-azure-roles': {
    ...COMMON,
    title: 'The group has its roles in Azure',
    wanted: 'The group is assigned the roles in Azure.',
    source:
      'GET /subscriptions, GET …/Microsoft.Authorization/roleAssignments (Azure Resource Manager)',
    run: groupAzureRoles,
  },
  'sentinel-workspace': {
    ...COMMON,
    title: 'Microsoft Sentinel is there',
    wanted: 'There is a workspace with Microsoft Sentinel.',
    source: 'POST …/Microsoft.ResourceGraph/resources (solutions)',
    run: sentinelWorkspace,
  },
  'defender-for-cloud-plans': {
    ...COMMON,
    title: 'Plans of Defender for Cloud are on',
    wanted: 'The plans of Defender for Cloud are on in every subscription.',
    role: 'Security Reader in Azure',
    source: 'POST …/Microsoft.ResourceGraph/resources (pricings)',
    run: defenderForCloudPlans,
  },
  'lighthouse-delegation': {
    ...COMMON,
    title: 'Azure Lighthouse delegates to the group',
    wanted: 'A delegation to the managing tenant has succeeded and gives the group its roles.',
    source:
      'GET /subscriptions, GET …/Microsoft.ManagedServices/registrationAssignments (Azure Resource Manager)',
    run: lighthouseDelegation,
  },
} as const satisfies Record<string, OnboardingCheck>;
