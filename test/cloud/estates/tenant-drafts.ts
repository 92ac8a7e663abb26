import { fleetOf, NO_POSTURE, NO_TRUST, OPEN_RULES, UNTOUCHED } from './estate.ts';
import type {
  AccessRules,
  CrossTenant,
  Fleet,
  Partner,
  Posture,
  SimulatedTenant,
  Trust,
} from './estate.ts';
import { createRandom } from './random.ts';

/** A tenant as an estate writes it down: others by key, and only what is not as it comes. */
export type TenantDraft = Pick<
  SimulatedTenant,
  | 'name'
  | 'domain'
  | 'initialDomain'
  | 'cloud'
  | 'countryCode'
  | 'accessPath'
  | 'group'
  | 'favourite'
> & {
  key: string;
  rules?: Partial<AccessRules>;
  licence?: SimulatedTenant['licence'];
  posture?: Partial<Posture>;
  fleet?: Partial<Fleet>;
  defaultTrust?: Trust;
  partners?: readonly (Partial<Omit<Partner, 'tenantId'>> & { key: string })[];
};

/** Conditional Access as it should be, short of privileged access workstations. */
export const GOOD_POSTURE: Partial<Posture> = {
  mfaBy: 'conditional-access',
  blocksLegacyAuth: true,
  blocksDeviceCode: true,
  excludesBreakGlass: true,
};

/** Devices of a tenant that does not say how many. */
const FEW = 20;

/** Nothing set: every value of the default holds. */
export const INHERITS: Omit<Partner, 'tenantId'> = {
  trust: null,
  inboundRedemption: null,
  outboundRedemption: null,
  inboundSync: null,
  inboundCollaboration: null,
  isServiceProvider: null,
};

function crossTenantOf(draft: TenantDraft, idOf: (key: string) => string): CrossTenant {
  const { defaultTrust, partners = [] } = draft;
  const toPartner = ({ key, ...settings }: (typeof partners)[number]): Partner => ({
    ...INHERITS,
    ...settings,
    tenantId: idOf(key),
  });
  return {
    ...UNTOUCHED,
    isServiceDefault: defaultTrust === undefined,
    defaultTrust: defaultTrust ?? NO_TRUST,
    partners: partners.map(toPartner),
  };
}

/** Fills drafts up; ids follow from the seed and the key. */
export function buildTenants(
  seed: number,
  drafts: readonly TenantDraft[],
): { tenants: readonly SimulatedTenant[]; tenant: (key: string) => SimulatedTenant } {
  const basics = new Map(
    drafts.map(({ key }) => {
      const random = createRandom(seed, `tenant/${key}`);
      const id = random.guid();
      const created = Date.UTC(random.integer(2012, 2022), random.integer(0, 11), 1);
      return [key, { id, createdAt: new Date(created).toISOString() }];
    }),
  );
  const idOf = (key: string): string => {
    const found = basics.get(key);
    if (!found) throw new Error(`no tenant ${key} in the estate`);
    return found.id;
  };
  const byKey = new Map(
    drafts.map((draft) => {
      const { key, rules, posture, licence = 'none', defaultTrust: _, ...fixed } = draft;
      const crossTenant = crossTenantOf(draft, idOf);
      const tenant: SimulatedTenant = {
        name: fixed.name,
        domain: fixed.domain,
        initialDomain: fixed.initialDomain,
        cloud: fixed.cloud,
        countryCode: fixed.countryCode,
        accessPath: fixed.accessPath,
        group: fixed.group,
        favourite: fixed.favourite,
        id: idOf(key),
        createdAt: basics.get(key)?.createdAt ?? '',
        licence,
        posture: { ...NO_POSTURE, ...posture },
        fleet: { ...fleetOf(licence, FEW), ...draft.fleet },
        crossTenant,
        rules: {
          ...OPEN_RULES,
          ...rules,
          inboundBlockedFrom: crossTenant.partners
            .filter(({ inboundCollaboration }) => inboundCollaboration === 'blocked')
            .map(({ tenantId }) => tenantId),
        },
      };
      return [key, tenant];
    }),
  );
  const tenant = (key: string): SimulatedTenant => {
    const found = byKey.get(key);
    if (!found) throw new Error(`no tenant ${key} in the estate`);
    return found;
  };
  return { tenants: [...byKey.values()], tenant };
}
