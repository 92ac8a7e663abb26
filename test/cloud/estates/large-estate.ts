import type { AccessPath, Cloud } from '../../../preload/contract/tenants.ts';
import { buildAccount, kindForAccessPath } from './accounts.ts';
import { fleetOf, NO_TRUST, OPEN_RULES, UNTOUCHED } from './estate.ts';
import type {
  AccessRules,
  Estate,
  MfaRule,
  Partner,
  SimulatedAccount,
  SimulatedTenant,
} from './estate.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { holds } from './roles.ts';
import type { RoleHolding } from './roles.ts';
import { INHERITS } from './tenant-drafts.ts';

const TENANTS = 200;

const FIRST =
  'Alpine Apex Bellows Bluewater Cedar Clearview Coho Copperfield Drummond Eastgate Fourth Granite Harbour Humongous Ironwood Juniper Keystone Lakeside Lamna Meridian Nod Northgate Oakfield Orchard Pinewood Quayside Relecloud Riverside Silverline Southridge Summit Trey Umber Vanguard Westbrook Wingtip Yellowstone Zenith'.split(
    ' ',
  );
const SECOND =
  'Airlines Bank Chemicals Clinics Energy Engineering Farms Foods Freight Holdings Insurance Labs Logistics Media Metals Motors Optics Outfitters Partners Pharma Publishing Rail Research Retail Schools Shipping Textiles Toys Utilities Vineyards'.split(
    ' ',
  );
const GROUPS = [
  'Energy',
  'Finance',
  'Government',
  'Health',
  'Logistics',
  'Manufacturing',
  'Media',
  'Public sector',
  'Retail',
  'Schools',
] as const;
// Named here and not taken from the contract, whose module would load the validator as well.
const PATHS: readonly AccessPath[] = [
  'guest-sync',
  'guest-package',
  'guest-invited',
  'gdap',
  'lighthouse',
  'governance',
  'unknown',
];
const COUNTRIES = ['CA', 'CH', 'DE', 'DK', 'ES', 'FR', 'GB', 'IE', 'NL', 'SE', 'US'] as const;
const MFA_RULES: readonly MfaRule[] = [
  'never',
  'once-per-session',
  'trusts-home',
  'trusts-home',
  'every-sign-in',
];

const LICENCES = ['none', 'p1', 'p1', 'p2', 'p2'] as const;

/** Of 200: 160 global, 16 GCC High, 12 DoD, 12 operated by 21Vianet. */
function cloudAt(index: number): Cloud {
  if (index < 160) return 'global';
  if (index < 176) return 'gcc-high';
  if (index < 188) return 'dod';
  return 'china';
}

const INITIAL_DOMAIN_SUFFIX: Readonly<Record<Cloud, string>> = {
  global: 'onmicrosoft.com',
  'gcc-high': 'onmicrosoft.us',
  dod: 'onmicrosoft.us',
  china: 'partner.onmschina.cn',
};

function uniqueName(random: Random, taken: Set<string>): string {
  for (;;) {
    const name = `${random.pick(FIRST)} ${random.pick(SECOND)}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function buildTenant(seed: number, index: number, taken: Set<string>): SimulatedTenant {
  const random = createRandom(seed, `large/${index}`);
  const name = uniqueName(random, taken);
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const cloud = cloudAt(index);
  const initialDomain = `${slug}.${INITIAL_DOMAIN_SUFFIX[cloud]}`;
  return {
    id: random.guid(),
    name,
    // `.example` can never belong to anyone (RFC 2606).
    domain: cloud === 'global' && random.next() < 0.7 ? `${slug}.example` : initialDomain,
    initialDomain,
    cloud,
    countryCode: cloud === 'global' ? random.pick(COUNTRIES) : cloud === 'china' ? 'CN' : 'US',
    createdAt: new Date(
      Date.UTC(random.integer(2010, 2024), random.integer(0, 11), random.integer(1, 28)),
    ).toISOString(),
    accessPath: index === 0 ? 'member' : random.pick(PATHS),
    group: random.next() < 0.9 ? random.pick(GROUPS) : null,
    favourite: index < 9,
    ...buildSecurity(seed, index, random),
    crossTenant: UNTOUCHED,
  };
}

type Security = Pick<SimulatedTenant, 'rules' | 'licence' | 'posture' | 'fleet'>;

/** Rules, and a licence and policies that can bring them about. */
function buildSecurity(seed: number, index: number, random: Random): Security {
  const rules: AccessRules = {
    ...OPEN_RULES,
    mfa: random.pick(MFA_RULES),
    device: random.next() < 0.1 ? 'compliant' : 'any',
    blocks: random.next() < 0.05 ? [{ who: 'guests', apps: 'all' }] : [],
    consentMissingFor: random.next() < 0.1 ? ['bulkhead'] : [],
  };
  // Drawn from a topic of its own, so that the estate's tenants stay who they are.
  const own = createRandom(seed, `large-security/${index}`);
  const chance = (share: number): boolean => own.next() < share;
  const needsPolicies =
    rules.device === 'compliant' || rules.blocks.length > 0 || rules.mfa === 'trusts-home';
  const licence = needsPolicies ? own.pick(['p1', 'p2'] as const) : own.pick(LICENCES);
  const isLicensed = licence !== 'none';
  const wantsMfa = rules.mfa !== 'never';
  const mfaBy = wantsMfa
    ? isLicensed
      ? 'conditional-access'
      : 'security-defaults'
    : isLicensed && chance(0.4)
      ? 'report-only'
      : 'nothing';
  return {
    rules: { ...rules, permissionsMissing: chance(0.08) ? ['Policy.Read.All'] : [] },
    licence,
    fleet: fleetOf(licence, createRandom(seed, `large-fleet/${index}`).integer(120, 280)),
    posture: {
      mfaBy,
      blocksLegacyAuth: mfaBy === 'security-defaults' || (isLicensed && chance(0.6)),
      blocksDeviceCode: isLicensed && chance(0.3),
      hasPawOnlyAdmins: isLicensed && chance(0.15),
      hasPhishingResistantAdmins: isLicensed && chance(0.2),
      excludesBreakGlass: isLicensed && chance(0.7),
      skipsMfaAtTrustedLocation: mfaBy === 'conditional-access' && chance(0.2),
    },
  };
}

/** What each tenant accepts from the operator's home: trust where the rules rely on it. */
function withPartners(seed: number, tenants: readonly SimulatedTenant[]): SimulatedTenant[] {
  const homes = new Map<Cloud, string>();
  for (const { cloud, id } of tenants) {
    const instance = cloud === 'dod' ? 'gcc-high' : cloud;
    if (!homes.has(instance)) homes.set(instance, id);
  }
  return tenants.map((tenant, index) => {
    const random = createRandom(seed, `large-partners/${index}`);
    const home = homes.get(tenant.cloud === 'dod' ? 'gcc-high' : tenant.cloud) ?? tenant.id;
    const trusts = tenant.rules.mfa === 'trusts-home';
    const trust = { mfa: trusts, compliantDevice: random.next() < 0.4, hybridJoin: false };
    const isDefault = random.next() < 0.3;
    if (home === tenant.id || random.next() < 0.2) {
      const crossTenant = { isServiceDefault: !trusts, defaultTrust: trusts ? trust : NO_TRUST };
      return { ...tenant, crossTenant: { ...crossTenant, partners: [] } };
    }
    const isSynced = tenant.accessPath === 'guest-sync';
    const partner: Partner = {
      ...INHERITS,
      tenantId: home,
      trust: isDefault ? null : trust,
      inboundRedemption: isSynced ? true : null,
      inboundSync: isSynced ? true : null,
      isServiceProvider: tenant.accessPath === 'gdap' ? true : null,
    };
    return {
      ...tenant,
      crossTenant: {
        isServiceDefault: !isDefault,
        defaultTrust: isDefault ? trust : NO_TRUST,
        partners: [partner],
      },
    };
  });
}

/** What the operator holds: mostly to read with, in some tenants nothing. */
function rolesIn(seed: number, tenant: SimulatedTenant): RoleHolding[] {
  const random = createRandom(seed, `large-roles/${tenant.id}`);
  if (random.next() < 0.05) return [];
  const ends = random.next() < 0.3 ? random.integer(3, 180) : null;
  const reader = holds(random.next() < 0.8 ? 'Security Reader' : 'Global Reader', 'active', ends);
  return random.next() < 0.5
    ? [reader, holds('Security Operator', 'eligible', random.integer(5, 180))]
    : [reader];
}

/** One operator per sign-in instance: accounts do not reach from one cloud into another. */
function buildOperators(seed: number, tenants: readonly SimulatedTenant[]): SimulatedAccount[] {
  const instances: readonly (readonly Cloud[])[] = [['global'], ['gcc-high', 'dod'], ['china']];
  return instances.flatMap((clouds) => {
    const reachable = tenants.filter((tenant) => clouds.includes(tenant.cloud));
    const [home, ...others] = reachable;
    if (!home) return [];
    return [
      buildAccount(seed, {
        userPrincipalName: `operator@${home.domain}`,
        displayName: 'Estate Operator',
        home,
        roles: rolesIn(seed, home),
        elsewhere: others.map((tenant) => ({
          tenant,
          kind: kindForAccessPath(tenant.accessPath),
          roles: rolesIn(seed, tenant),
        })),
      }),
    ];
  });
}

/** Two hundred tenants of mixed clouds, groups, access paths and rules. */
export function largeEstate(seed: number): Estate {
  const taken = new Set<string>();
  const bare = Array.from({ length: TENANTS }, (_, index) => buildTenant(seed, index, taken));
  const tenants = withPartners(seed, bare);
  const home = tenants[0];
  if (!home) throw new Error('an estate needs a tenant');
  return {
    kind: 'large',
    seed,
    homeTenantId: home.id,
    tenants,
    accounts: buildOperators(seed, tenants),
    multiTenantOrganization: null,
    faults: [],
  };
}
