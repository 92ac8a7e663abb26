import type { RiskFinding, TenantId, TenantRecord } from '../../../preload/contract/index.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';
import type { AccessRule, AccessSettings, TenantFacts } from '../status/facts.ts';
import type { Run } from './runs.ts';

export interface RiskInput {
  readonly tenants: readonly EstateTenant[];
  readonly factsOf: (id: TenantId) => TenantFacts | null;
  /** Devices that are kept of a tenant; null when none were ever collected. */
  readonly devicesOf: (id: TenantId) => number | null;
  readonly records: ReadonlyMap<TenantId, TenantRecord>;
  readonly runs: readonly Run[];
  /** Tenants in which a check was answered so, in any run. */
  readonly tenantsWith: (
    checkId: 'external-user-lifecycle',
    state: 'passed' | 'failed',
  ) => readonly TenantId[];
}

interface Verdict {
  /** Tenants in which it is so, in which it is not, and of which too little is known. */
  readonly found: readonly TenantId[];
  readonly clear: readonly TenantId[];
  readonly unknown: readonly TenantId[];
}

/**
 * The six risks of an estate that grew without a design, as far as they follow from what is known.
 * Nothing is asked; what is not known makes no "not found".
 */
export function risksOf(input: RiskInput): readonly RiskFinding[] {
  return [
    judge(input, {
      id: 'over-permissive-access',
      title: 'Access between tenants is wider than needed',
      verdict: overPermissive(input),
      found: (names) =>
        `Partners may bring every user to every application, or direct connect is open to everybody, in ${names}.`,
      clear: 'No partner entry lets every user into every application.',
      missing: 'the cross-tenant access settings',
    }),
    judge(input, {
      id: 'inconsistent-conditional-access',
      title: 'Conditional Access differs from tenant to tenant',
      verdict: mfaTrust(input),
      found: (names) =>
        `Tenants of the estate are told apart: MFA of some is trusted elsewhere and of others is not. It is not trusted by ${names}.`,
      clear: 'The tenants of the estate treat each other’s MFA alike.',
      missing: 'the cross-tenant access settings of two tenants',
    }),
    judge(input, {
      id: 'user-lifecycle',
      title: 'Accounts of guests outlive their purpose',
      verdict: lifecycle(input),
      found: (names) => `A check found no rule that ends access of external users in ${names}.`,
      clear: 'Where it was checked, access of external users ends by rule.',
      missing: 'the check of external users’ lifecycle',
    }),
    judge(input, {
      id: 'ownership-and-drift',
      title: 'Nobody owns a tenant, or its set-up has drifted',
      verdict: ownership(input),
      found: (names) =>
        `An owner or a purpose is not recorded, or a step has drifted, for ${names}.`,
      clear: 'Every tenant has an owner and a purpose on record, and no step has drifted.',
      missing: 'tenant records',
    }),
    judge(input, {
      id: 'collaboration-without-security',
      title: 'Tenants work together without securing it',
      verdict: collaboration(input),
      found: (names) =>
        `Users of other tenants are let in or synchronized, and neither their MFA nor their devices are looked at, in ${names}.`,
      clear: 'Where tenants let each other’s users in, MFA or devices are trusted explicitly.',
      missing: 'the cross-tenant access settings',
    }),
    judge(input, {
      id: 'no-visibility',
      title: 'Tenants that nobody sees into',
      verdict: visibility(input),
      found: (names) => `No device and no status was ever collected of ${names}.`,
      clear: 'Something was collected of every tenant.',
      missing: 'a tenant in the list',
    }),
  ];
}

interface Judged {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly found: (names: string) => string;
  readonly clear: string;
  readonly missing: string;
}

function judge(
  { tenants }: RiskInput,
  { id, title, verdict, found, clear, missing }: Judged,
): RiskFinding {
  const names = new Map(tenants.map((tenant) => [tenant.id, tenant.name]));
  const listed = (ids: readonly TenantId[]) => {
    const shown = ids.slice(0, 5).map((one) => names.get(one) ?? one);
    const rest = ids.length - shown.length;
    return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
  };
  const notKnown =
    verdict.unknown.length === 0 ? '' : ` Not known of ${listed(verdict.unknown)}: ${missing}.`;
  if (verdict.found.length > 0) {
    const reason = `${found(listed(verdict.found))}${notKnown}`;
    return { id, title, state: 'found', reason: cut(reason), tenantIds: [...verdict.found] };
  }
  // With one tenant that is not known, nobody can say that there is none.
  const isClear = verdict.clear.length > 0 && verdict.unknown.length === 0;
  return {
    id,
    title,
    state: isClear ? 'not-found' : 'unknown',
    reason: isClear ? clear : cut(`To conclude this, Bulkhead needs ${missing}.${notKnown}`),
    tenantIds: [],
  };
}

const cut = (text: string) => (text.length <= 600 ? text : `${text.slice(0, 599)}…`);

function sort(
  tenants: readonly EstateTenant[],
  say: (tenant: EstateTenant) => 'found' | 'clear' | 'unknown',
): Verdict {
  const of = { found: [] as TenantId[], clear: [] as TenantId[], unknown: [] as TenantId[] };
  for (const tenant of tenants) of[say(tenant)].push(tenant.id);
  return of;
}

function settingsOf(
  facts: TenantFacts | null,
): { readonly byDefault: AccessSettings; readonly partners: readonly AccessSettings[] } | null {
  if (facts?.crossTenantDefault.kind !== 'known' || facts.crossTenantPartners.kind !== 'known') {
    return null;
  }
  return { byDefault: facts.crossTenantDefault.value, partners: facts.crossTenantPartners.value };
}

function overPermissive({ tenants, factsOf }: RiskInput): Verdict {
  return sort(tenants, ({ id }) => {
    const settings = settingsOf(factsOf(id));
    if (settings === null) return 'unknown';
    const { byDefault, partners } = settings;
    const isOpen =
      isForAll(byDefault.b2bDirectConnectInbound) ||
      partners.some(
        (one) => isForAll(one.b2bCollaborationInbound) || isForAll(one.b2bDirectConnectInbound),
      );
    return isOpen ? 'found' : 'clear';
  });
}

function isForAll(rule: AccessRule | null): boolean {
  const all = (part: AccessRule['usersAndGroups'], name: string) =>
    part?.accessType === 'allowed' && part.targets.includes(name);
  return (
    all(rule?.usersAndGroups ?? null, 'AllUsers') &&
    all(rule?.applications ?? null, 'AllApplications')
  );
}

function mfaTrust({ tenants, factsOf }: RiskInput): Verdict {
  const known = tenants.flatMap((tenant) => {
    const settings = settingsOf(factsOf(tenant.id));
    return settings === null ? [] : [{ id: tenant.id, ...settings }];
  });
  const unknown = tenants.map(({ id }) => id).filter((id) => known.every((one) => one.id !== id));
  if (known.length < 2) return { found: [], clear: [], unknown: tenants.map(({ id }) => id) };
  const trusts = known.map(({ id, byDefault, partners }) => ({
    id,
    values: tenants
      .filter((other) => other.id !== id)
      .map((other) => {
        const entry = partners.find(({ tenantId }) => tenantId === other.id);
        return entry?.inboundTrust?.isMfaAccepted ?? byDefault.inboundTrust?.isMfaAccepted ?? false;
      }),
  }));
  const all = new Set(trusts.flatMap(({ values }) => values));
  if (all.size < 2) {
    return { found: [], clear: known.map(({ id }) => id), unknown };
  }
  const found = trusts.filter(({ values }) => values.includes(false)).map(({ id }) => id);
  return { found, clear: [], unknown };
}

function lifecycle({ tenants, tenantsWith }: RiskInput): Verdict {
  const failed = new Set(tenantsWith('external-user-lifecycle', 'failed'));
  const passed = new Set(tenantsWith('external-user-lifecycle', 'passed'));
  return sort(tenants, ({ id }) =>
    failed.has(id) ? 'found' : passed.has(id) ? 'clear' : 'unknown',
  );
}

function ownership({ tenants, records, runs }: RiskInput): Verdict {
  const drifted = new Set(
    runs
      .filter(({ engagement }) => !engagement.isArchived)
      .flatMap(({ standings }) =>
        standings.filter(({ state }) => state === 'drifted').map(({ tenantId }) => tenantId),
      ),
  );
  return sort(tenants, ({ id }) => {
    const record = records.get(id);
    const hasOwner = record !== undefined && record.owner !== '' && record.purpose !== 'not-said';
    return !hasOwner || drifted.has(id) ? 'found' : 'clear';
  });
}

function collaboration({ tenants, factsOf }: RiskInput): Verdict {
  return sort(tenants, ({ id }) => {
    const settings = settingsOf(factsOf(id));
    if (settings === null) return 'unknown';
    const { byDefault, partners } = settings;
    const isLoose = partners.some((entry) => {
      const letsIn =
        entry.isInboundSyncAllowed === true ||
        entry.isInMultiTenantOrganization === true ||
        entry.b2bCollaborationInbound?.usersAndGroups?.accessType === 'allowed';
      const trust = entry.inboundTrust ?? byDefault.inboundTrust;
      const isTrusted =
        trust?.isMfaAccepted === true ||
        trust?.isCompliantDeviceAccepted === true ||
        trust?.isHybridAzureADJoinedDeviceAccepted === true;
      return letsIn && !isTrusted;
    });
    return isLoose ? 'found' : 'clear';
  });
}

function visibility({ tenants, factsOf, devicesOf }: RiskInput): Verdict {
  return sort(tenants, ({ id }) => {
    // What was asked and refused shows nothing of the tenant.
    const isSeen = factsOf(id)?.organization.kind === 'known' || settingsOf(factsOf(id)) !== null;
    return isSeen || devicesOf(id) !== null ? 'clear' : 'found';
  });
}
