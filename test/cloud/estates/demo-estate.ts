import { buildAccount } from './accounts.ts';
import type { AccountDraft } from './accounts.ts';
import { NO_TRUST } from './estate.ts';
import type { Estate, SimulatedTenant } from './estate.ts';
import { holds } from './roles.ts';
import { buildTenants, GOOD_POSTURE } from './tenant-drafts.ts';
import type { TenantDraft } from './tenant-drafts.ts';

/** Contoso's operators are let in as if they had done their second factor here. */
const TRUSTS_MFA = { ...NO_TRUST, mfa: true };
const TRUSTS_MFA_AND_DEVICE = { ...TRUSTS_MFA, compliantDevice: true };

export const DEMO_DRAFTS: readonly TenantDraft[] = [
  {
    key: 'contoso',
    name: 'Contoso',
    fleet: { devices: 400, hasHostileNames: true },
    domain: 'contoso.com',
    initialDomain: 'contoso.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'GB',
    accessPath: 'member',
    group: 'Home',
    favourite: true,
    rules: { mfa: 'once-per-session' },
    licence: 'p2',
    posture: { ...GOOD_POSTURE, hasPawOnlyAdmins: true, hasPhishingResistantAdmins: true },
    partners: [
      { key: 'fabrikam', outboundRedemption: true },
      { key: 'northwind', outboundRedemption: true },
      { key: 'adatum' },
    ],
  },
  {
    key: 'fabrikam',
    name: 'Fabrikam',
    fleet: { devices: 260 },
    domain: 'fabrikam.com',
    initialDomain: 'fabrikam.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'US',
    accessPath: 'guest-invited',
    group: 'Manufacturing',
    favourite: true,
    rules: { mfa: 'trusts-home', blocks: [{ who: 'guests', apps: ['intune'] }] },
    licence: 'p2',
    posture: { ...GOOD_POSTURE, skipsMfaAtTrustedLocation: true },
    partners: [{ key: 'contoso', trust: TRUSTS_MFA_AND_DEVICE, inboundRedemption: true }],
  },
  {
    key: 'adatum',
    name: 'Adatum Corporation',
    fleet: { devices: 120 },
    domain: 'adatum.com',
    initialDomain: 'adatum.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'DE',
    accessPath: 'guest-package',
    group: 'Manufacturing',
    favourite: false,
    rules: { mfa: 'every-sign-in', permissionsMissing: ['Policy.Read.All', 'Machine.Read'] },
    licence: 'p1',
    posture: GOOD_POSTURE,
    // An entry that sets nothing: everything comes from the default, which trusts nobody.
    partners: [{ key: 'contoso' }],
  },
  {
    key: 'northwind',
    name: 'Northwind Traders',
    fleet: { devices: 180, hasIntune: false },
    domain: 'northwindtraders.com',
    initialDomain: 'northwindtraders.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'NL',
    accessPath: 'guest-sync',
    group: 'Retail',
    favourite: true,
    rules: { mfa: 'trusts-home', device: 'compliant' },
    licence: 'p1',
    posture: { ...GOOD_POSTURE, blocksDeviceCode: false },
    defaultTrust: TRUSTS_MFA_AND_DEVICE,
    partners: [{ key: 'contoso', inboundRedemption: true, inboundSync: true }],
  },
  {
    key: 'litware',
    name: 'Litware',
    fleet: { devices: 90 },
    domain: 'litwareinc.com',
    initialDomain: 'litware.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'CA',
    accessPath: 'gdap',
    group: 'Retail',
    favourite: false,
    rules: { consentMissingFor: ['bulkhead', 'defender'] },
    licence: 'p1',
    partners: [
      { key: 'contoso', isServiceProvider: true },
      // Refuses people whose home is Fabrikam, although one of them is invited there.
      { key: 'fabrikam', inboundCollaboration: 'blocked' },
    ],
  },
  {
    key: 'woodgrove',
    name: 'Woodgrove Bank (Government)',
    fleet: { devices: 150 },
    domain: 'woodgrove.onmicrosoft.us',
    initialDomain: 'woodgrove.onmicrosoft.us',
    cloud: 'gcc-high',
    countryCode: 'US',
    accessPath: 'member',
    group: 'Government',
    favourite: true,
    licence: 'p2',
    posture: { mfaBy: 'report-only', excludesBreakGlass: true },
  },
  {
    key: 'proseware',
    name: 'Proseware Defense',
    fleet: { devices: 60 },
    domain: 'proseware.onmicrosoft.us',
    initialDomain: 'proseware.onmicrosoft.us',
    cloud: 'dod',
    countryCode: 'US',
    accessPath: 'member',
    group: 'Government',
    favourite: false,
    rules: { mfa: 'every-sign-in' },
    posture: { mfaBy: 'security-defaults', blocksLegacyAuth: true },
  },
  {
    key: 'tailwind',
    name: 'Tailwind Traders China',
    fleet: { devices: 40, hasIntune: true },
    domain: 'tailwindtraders.partner.onmschina.cn',
    initialDomain: 'tailwindtraders.partner.onmschina.cn',
    cloud: 'china',
    countryCode: 'CN',
    accessPath: 'member',
    group: 'Retail',
    favourite: false,
  },
];

/** Who gets into the tenants, and as what. */
export function demoAccounts(tenant: (key: string) => SimulatedTenant): readonly AccountDraft[] {
  return [
    {
      userPrincipalName: 'dana.okafor@contoso.com',
      displayName: 'Dana Okafor',
      home: tenant('contoso'),
      elsewhere: [
        {
          tenant: tenant('fabrikam'),
          kind: 'guest',
          roles: [holds('Security Reader'), holds('Security Operator', 'activated', 0.25)],
        },
        {
          tenant: tenant('adatum'),
          kind: 'guest',
          roles: [holds('Security Reader', 'active', 25)],
        },
        {
          tenant: tenant('northwind'),
          kind: 'external-member',
          roles: [holds('Security Reader'), holds('Security Operator', 'eligible', 6, 'group')],
        },
        {
          tenant: tenant('litware'),
          kind: 'delegated',
          roles: [holds('Security Reader', 'active', 200)],
        },
      ],
      roles: [
        holds('Security Reader'),
        holds('Security Administrator', 'eligible', 120),
        holds('Global Reader', 'eligible'),
      ],
    },
    {
      userPrincipalName: 'adm-dana@fabrikam.com',
      displayName: 'Dana Okafor (Fabrikam admin)',
      home: tenant('fabrikam'),
      roles: [holds('Security Administrator')],
      elsewhere: [{ tenant: tenant('litware'), kind: 'guest' }],
    },
    {
      userPrincipalName: 'adm-dana@woodgrove.onmicrosoft.us',
      displayName: 'Dana Okafor (Woodgrove admin)',
      home: tenant('woodgrove'),
      roles: [holds('Global Reader'), holds('Security Administrator', 'eligible', 14)],
    },
    {
      userPrincipalName: 'adm-dana@proseware.onmicrosoft.us',
      displayName: 'Dana Okafor (Proseware admin)',
      home: tenant('proseware'),
      roles: [holds('Security Reader')],
    },
    {
      userPrincipalName: 'adm-dana@tailwindtraders.partner.onmschina.cn',
      displayName: 'Dana Okafor (Tailwind admin)',
      home: tenant('tailwind'),
      // More than is needed, and for ever: what a status page should point at.
      roles: [holds('Global Administrator')],
    },
    {
      userPrincipalName: 'kim.akers@adatum.com',
      displayName: 'Kim Akers',
      home: tenant('adatum'),
    },
    {
      userPrincipalName: 'new.starter@adatum.com',
      displayName: 'Nadia Novak',
      home: tenant('adatum'),
      hasMfaMethod: false,
    },
    {
      userPrincipalName: 'former.admin@contoso.com',
      displayName: 'Former Administrator',
      home: tenant('contoso'),
      isDisabled: true,
    },
  ];
}

/**
 * Eight tenants that between them show every state an operator meets: an operator account that is
 * a guest in several, separate administrator accounts, a tenant that only lets compliant devices
 * in, one that wants a second factor every time, and one whose consent is broken.
 *
 * All names are the fictitious companies of Microsoft's documentation; the ids are made up.
 */
export function demoEstate(seed: number): Estate {
  const { tenants, tenant } = buildTenants(seed, DEMO_DRAFTS);

  return {
    kind: 'demo',
    seed,
    homeTenantId: tenant('contoso').id,
    tenants,
    accounts: demoAccounts(tenant).map((draft) => buildAccount(seed, draft)),
    multiTenantOrganization: {
      displayName: 'Contoso Group',
      members: [
        { tenantId: tenant('contoso').id, role: 'owner', state: 'active' },
        { tenantId: tenant('fabrikam').id, role: 'member', state: 'active' },
        { tenantId: tenant('northwind').id, role: 'member', state: 'pending' },
      ],
    },
    faults: [],
  };
}
