import { z } from 'zod';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { servicePlansCollector } from '../../status/collect/reports.ts';
import { name, word, wordOrNull } from '../../status/collect/shapes.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, orNothing, otherOf, passed } from './drafts.ts';

/** What the tenant is part of, and what it has bought. */

const MTO: Asked = { permissions: ['MultiTenantOrganization.ReadBasic.All'] };
const MTO_PATH = '/v1.0/tenantRelationships/multiTenantOrganization';

const Organization = z.object({ displayName: name, state: wordOrNull });
const Member = z.object({
  tenantId: word.transform((id) => id.toLowerCase()),
  displayName: name,
  role: wordOrNull,
  state: wordOrNull,
});

async function multitenantOrganization(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  const found = await orNothing(run.here.get(MTO_PATH, MTO));
  if (found === null) return failed(`${run.tenant.name} is in no multitenant organization.`);
  const organization = read(Organization, found);
  const members = read(z.array(Member), await run.here.list(`${MTO_PATH}/tenants`, MTO));
  const facts = members.map(
    (one) => [one.displayName || one.tenantId, `${one.role ?? ''} ${one.state ?? ''}`] as const,
  );
  const what = `The multitenant organization “${organization.displayName}”`;
  if (organization.state !== 'active') {
    return failed(`${what} is ${organization.state ?? 'in no state that is said'}.`, { facts });
  }
  const member = members.find(({ tenantId }) => tenantId === other.id);
  if (member === undefined) return failed(`${what} does not have ${other.name}.`, { facts });
  return member.state === 'active'
    ? passed(`${what} has ${other.name} as an active tenant.`, { facts })
    : failed(`${what} has ${other.name}, which is ${member.state ?? 'in no state that is said'}.`, {
        facts,
      });
}

/** Source: Microsoft's "Product names and service plan identifiers". */
const PLANS: Readonly<Record<string, string>> = {
  'eec0eb4f-6444-4f95-aba0-50c24d67f998': 'Microsoft Entra ID P2',
  'e866a266-3cff-43a3-acca-0c90a7e00c8b': 'Microsoft Entra ID Governance',
};

async function p2Licence(run: CheckRun): Promise<Draft> {
  const context = { me: null, now: run.now, platform: 'win32' } as const;
  const plans = await servicePlansCollector.collect(run.here, context);
  const held = Object.entries(PLANS)
    .filter(([id]) => plans.includes(id))
    .map(([, plan]) => plan);
  return held.length > 0
    ? passed(`${run.tenant.name} has ${held.join(' and ')}.`)
    : failed(
        `None of the ${String(plans.length)} service plans that are in force is one of these.`,
      );
}

export const TENANT_CHECKS = {
  'multitenant-organization': {
    title: 'Both tenants are in the multitenant organization',
    wanted: 'The tenant is in an active multitenant organization with the other one.',
    kind: 'auto',
    permissions: MTO.permissions,
    role: null,
    licence: null,
    source: `GET ${MTO_PATH}, GET ${MTO_PATH}/tenants`,
    run: multitenantOrganization,
  },
  'p2-licence': {
    title: 'Entra ID P2 is licensed',
    wanted: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance is among the licences.',
    kind: 'auto',
    permissions: servicePlansCollector.asked.permissions,
    role: 'Directory Readers',
    licence: null,
    source: servicePlansCollector.source,
    run: p2Licence,
  },
} as const satisfies Record<string, OnboardingCheck>;
