import type { AccessPath, Cloud } from '../../../preload/contract/tenants.ts';
import { buildAccount, kindForAccessPath } from './accounts.ts';
import { OPEN_RULES } from './estate.ts';
import type { Estate, MfaRule, SimulatedAccount, SimulatedTenant } from './estate.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

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
    rules: {
      ...OPEN_RULES,
      mfa: random.pick(MFA_RULES),
      device: random.next() < 0.1 ? 'compliant' : 'any',
      blocks: random.next() < 0.05 ? [{ who: 'guests', apps: 'all' }] : [],
      consentMissingFor: random.next() < 0.1 ? ['bulkhead'] : [],
    },
  };
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
        elsewhere: others.map((tenant) => ({ tenant, kind: kindForAccessPath(tenant.accessPath) })),
      }),
    ];
  });
}

/** Two hundred tenants of mixed clouds, groups, access paths and rules. */
export function largeEstate(seed: number): Estate {
  const taken = new Set<string>();
  const tenants = Array.from({ length: TENANTS }, (_, index) => buildTenant(seed, index, taken));
  const home = tenants[0];
  if (!home) throw new Error('an estate needs a tenant');
  return {
    kind: 'large',
    seed,
    homeTenantId: home.id,
    tenants,
    accounts: buildOperators(seed, tenants),
  };
}
