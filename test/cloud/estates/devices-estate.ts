import { buildAccount } from './accounts.ts';
import type { Estate } from './estate.ts';
import { holds } from './roles.ts';
import { buildTenants } from './tenant-drafts.ts';
import type { TenantDraft } from './tenant-drafts.ts';

const COMMON = {
  cloud: 'global',
  countryCode: 'GB',
  group: null,
  favourite: false,
  accessPath: 'guest-sync',
  licence: 'p2',
} as const;

function draft(key: string, name: string, fleet: TenantDraft['fleet']): TenantDraft {
  const domains = { domain: `${key}.example`, initialDomain: `${key}.onmicrosoft.com` };
  return { ...COMMON, ...domains, key, name, ...(fleet === undefined ? {} : { fleet }) };
}

const DRAFTS: readonly TenantDraft[] = [
  { ...draft('many', 'Many Devices', { devices: 3_400 }), accessPath: 'member' },
  draft('some', 'Some Devices', { devices: 300, hasHostileNames: true }),
  draft('none', 'No Devices', { devices: 0 }),
  draft('directory-only', 'Directory Only', {
    devices: 150,
    hasDefender: false,
    hasIntune: false,
  }),
];

/** Four tenants that differ by their devices alone: many pages, some, none, and those of Entra. */
export function devicesEstate(seed: number): Estate {
  const { tenants, tenant } = buildTenants(seed, DRAFTS);
  const roles = [holds('Security Reader')];
  return {
    kind: 'devices',
    seed,
    homeTenantId: tenant('many').id,
    tenants,
    accounts: [
      buildAccount(seed, {
        userPrincipalName: 'operator@many.example',
        displayName: 'Olive Operator',
        home: tenant('many'),
        roles,
        elsewhere: ['some', 'none', 'directory-only'].map((key) => ({
          tenant: tenant(key),
          kind: 'external-member',
          roles,
        })),
      }),
    ],
    multiTenantOrganization: null,
    faults: [],
  };
}
