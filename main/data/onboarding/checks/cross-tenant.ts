import type { TenantApi } from '../../cloud/tenant-api.ts';
import type { CollectContext } from '../../status/collect/collector.ts';
import {
  crossTenantDefaultCollector,
  crossTenantPartnersCollector,
} from '../../status/collect/cross-tenant-access.ts';
import { isForSome, READ, settingOf } from '../../status/evaluate/cross-tenant.ts';
import type { AccessRule, AccessSettings } from '../../status/facts.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, information, otherOf, passed, yesNo } from './drafts.ts';

/**
 * Cross-tenant access settings. Entries are read as a list and not one by one: a tenant without an
 * entry answers 404 then, which in sovereign clouds cannot be told from a path that is not there.
 * Source: Microsoft Graph, crossTenantAccessPolicyConfigurationPartner.
 */

const ROOT = '/v1.0/policies/crossTenantAccessPolicy';
const PARTNERS = `GET ${ROOT}/partners`;
const BOTH = `${PARTNERS}, GET ${ROOT}/default`;
const COMMON = {
  kind: 'auto',
  permissions: ['Policy.Read.All'],
  role: 'Security Reader',
  licence: null,
} as const;

interface Access {
  readonly entry: AccessSettings | undefined;
  readonly byDefault: AccessSettings;
  readonly entries: readonly AccessSettings[];
}

const entriesOf = (api: TenantApi, run: CheckRun) =>
  crossTenantPartnersCollector.collect(api, around(run));

function around({ now }: CheckRun): CollectContext {
  // The two collectors ask for nothing but the policies.
  return { me: null, now, platform: 'win32' };
}

async function accessOf(run: CheckRun): Promise<Access> {
  const entries = await entriesOf(run.here, run);
  const byDefault = await crossTenantDefaultCollector.collect(run.here, around(run));
  return { entry: entryFor(entries, run), byDefault, entries };
}

function entryFor(entries: readonly AccessSettings[], run: CheckRun): AccessSettings | undefined {
  const { id } = otherOf(run);
  return entries.find(({ tenantId }) => tenantId === id);
}

async function partnerEntry(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  const entries = await entriesOf(run.here, run);
  const facts = [['Organization entries', String(entries.length)]] as const;
  return entryFor(entries, run) === undefined
    ? failed(`There is no entry for ${other.name}, so the default settings hold.`, { facts })
    : passed(`There is an entry for ${other.name} (${other.id}).`, { facts });
}

async function inboundUserSync(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  const entry = entryFor(await entriesOf(run.here, run), run);
  if (entry === undefined) return failed(`There is no entry for ${other.name}.`);
  const isAllowed = entry.isInboundSyncAllowed;
  if (isAllowed === true) return passed(`Users of ${other.name} may be synchronized in.`);
  return failed(
    isAllowed === null
      ? `Synchronization from ${other.name} was never set up in the entry.`
      : `The entry does not allow users of ${other.name} to be synchronized in.`,
  );
}

/** One setting that must be on, by itself or by the default. */
function mustBeOn(
  what: string,
  read: (settings: AccessSettings) => boolean | null | undefined,
): OnboardingCheck['run'] {
  return async (run) => {
    const other = otherOf(run);
    const { entry, byDefault } = await accessOf(run);
    const { value, isInherited } = settingOf(entry, byDefault, read);
    const state = value === null ? 'not said' : value ? 'on' : 'off';
    const found = isInherited
      ? `${what} is ${state}; that is inherited from the default settings.`
      : `${what} is ${state} in the entry for ${other.name}.`;
    const from = isInherited ? 'the default settings' : `the entry for ${other.name}`;
    const facts = [
      [what, yesNo(value)],
      ['From', from],
    ] as const;
    return value === true ? passed(found, { facts }) : failed(found, { facts });
  };
}

async function collaborationAllowed(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  const isInbound = run.side === 'target';
  const { entry, byDefault } = await accessOf(run);
  const ruleOf = (one: AccessSettings) =>
    isInbound ? one.b2bCollaborationInbound : one.b2bCollaborationOutbound;
  const read = isInbound ? READ.inboundCollaboration : READ.outboundCollaboration;
  const { value, isInherited } = settingOf(entry, byDefault, read);
  const from = isInherited ? 'by the default settings' : `by the entry for ${other.name}`;
  const what = `B2B collaboration ${isInbound ? 'from' : 'to'} ${other.name}`;
  const facts = [[isInbound ? 'Inbound' : 'Outbound', `${yesNo(value)}, ${from}`]] as const;
  if (value === false) return failed(`${what} is blocked ${from}.`, { facts });
  if (value === null) return information(`The service does not say what holds for ${what}.`);
  const rule = isInherited || entry === undefined ? ruleOf(byDefault) : ruleOf(entry);
  return isForSome(rule)
    ? information(
        `${what} is allowed ${from} for some users, groups or applications only; look whether the operator and the portals are among them.`,
        { facts },
      )
    : passed(`${what} is allowed ${from}.`, { facts });
}

/** Everybody, into everything. */
function isOpen(rule: AccessRule | null): boolean {
  return (
    isAll(rule?.usersAndGroups ?? null, 'AllUsers') &&
    isAll(rule?.applications ?? null, 'AllApplications')
  );
}

function isAll(part: AccessRule['usersAndGroups'], all: string): boolean {
  return part?.accessType === 'allowed' && part.targets.includes(all);
}

async function partnerAccessNotOpen(run: CheckRun): Promise<Draft> {
  const { byDefault, entries } = await accessOf(run);
  const open = entries.filter((one) => isOpen(one.b2bDirectConnectInbound));
  const problems = [
    ...(isOpen(byDefault.b2bDirectConnectInbound)
      ? ['the default settings let all users of every organization into all applications']
      : []),
    ...(READ.inboundRedemption(byDefault) === true
      ? ['the default settings redeem invitations of every organization by themselves']
      : []),
    ...(open.length > 0
      ? [
          `${String(open.length)} of ${String(entries.length)} entries let all users into all applications by B2B direct connect`,
        ]
      : []),
  ];
  if (problems.length === 0 && byDefault.b2bDirectConnectInbound === null) {
    return information('The service does not say what the default settings let in.');
  }
  const facts = open.map(({ tenantId }) => ['Open entry', tenantId ?? ''] as const);
  return problems.length === 0
    ? passed('Neither the default settings nor an entry is open to everybody.', {
        facts: [['Organization entries', String(entries.length)]],
      })
    : failed(`Access is wide open: ${problems.join('; ')}.`, { facts });
}

export const CROSS_TENANT_CHECKS = {
  'partner-entry': {
    ...COMMON,
    title: 'The other tenant is added',
    wanted: 'Cross-tenant access settings have an entry for the other tenant.',
    source: PARTNERS,
    run: partnerEntry,
  },
  'inbound-user-sync': {
    ...COMMON,
    title: 'Users may be synchronized in',
    wanted: 'The entry for the other tenant allows users to be synchronized into this one.',
    source: PARTNERS,
    run: inboundUserSync,
  },
  'inbound-redemption': {
    ...COMMON,
    title: 'Invitations are redeemed automatically, inbound',
    wanted: 'Invitations of users of the other tenant are redeemed without asking them.',
    source: BOTH,
    run: mustBeOn('Automatic redemption, inbound', READ.inboundRedemption),
  },
  'outbound-redemption': {
    ...COMMON,
    title: 'Invitations are redeemed automatically, outbound',
    wanted: 'Users of this tenant are not asked when the other tenant invites them.',
    source: BOTH,
    run: mustBeOn('Automatic redemption, outbound', READ.outboundRedemption),
  },
  'collaboration-allowed': {
    ...COMMON,
    title: 'B2B collaboration is not blocked',
    wanted: 'B2B collaboration between the two tenants is allowed for everybody concerned.',
    source: BOTH,
    run: collaborationAllowed,
  },
  'inbound-mfa-trust': {
    ...COMMON,
    title: 'Multifactor authentication of the other tenant is trusted',
    wanted: 'A second factor that was done in the other tenant counts in this one.',
    source: BOTH,
    run: mustBeOn('Trust in multifactor authentication', READ.mfa),
  },
  'inbound-device-trust': {
    ...COMMON,
    title: 'Compliant devices of the other tenant are trusted',
    wanted: 'A device that is compliant in the other tenant counts as compliant in this one.',
    source: BOTH,
    run: mustBeOn('Trust in compliant devices', READ.compliantDevice),
  },
  'partner-access-not-open': {
    ...COMMON,
    title: 'Access from other tenants is not wide open',
    wanted:
      'Neither the default settings nor an entry lets all users into all applications by B2B direct connect, and the default redeems nothing by itself.',
    source: BOTH,
    run: partnerAccessNotOpen,
  },
} as const satisfies Record<string, OnboardingCheck>;
