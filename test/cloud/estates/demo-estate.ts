import { buildAccount } from './accounts.ts';
import { OPEN_RULES } from './estate.ts';
import type { AccessRules, Estate, SimulatedTenant } from './estate.ts';
import { createRandom } from './random.ts';

type Draft = Omit<SimulatedTenant, 'id' | 'createdAt' | 'rules'> & {
  key: string;
  rules?: Partial<AccessRules>;
};

const DRAFTS: readonly Draft[] = [
  {
    key: 'contoso',
    name: 'Contoso',
    domain: 'contoso.com',
    initialDomain: 'contoso.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'GB',
    accessPath: 'member',
    group: 'Home',
    favourite: true,
    rules: { mfa: 'once-per-session' },
  },
  {
    key: 'fabrikam',
    name: 'Fabrikam',
    domain: 'fabrikam.com',
    initialDomain: 'fabrikam.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'US',
    accessPath: 'guest-invited',
    group: 'Manufacturing',
    favourite: true,
    rules: { mfa: 'trusts-home', blocks: [{ who: 'guests', apps: ['intune'] }] },
  },
  {
    key: 'adatum',
    name: 'Adatum Corporation',
    domain: 'adatum.com',
    initialDomain: 'adatum.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'DE',
    accessPath: 'guest-package',
    group: 'Manufacturing',
    favourite: false,
    rules: { mfa: 'every-sign-in' },
  },
  {
    key: 'northwind',
    name: 'Northwind Traders',
    domain: 'northwindtraders.com',
    initialDomain: 'northwindtraders.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'NL',
    accessPath: 'guest-sync',
    group: 'Retail',
    favourite: true,
    rules: { mfa: 'trusts-home', device: 'compliant' },
  },
  {
    key: 'litware',
    name: 'Litware',
    domain: 'litwareinc.com',
    initialDomain: 'litware.onmicrosoft.com',
    cloud: 'global',
    countryCode: 'CA',
    accessPath: 'gdap',
    group: 'Retail',
    favourite: false,
    rules: { consentMissingFor: ['bulkhead', 'defender'] },
  },
  {
    key: 'woodgrove',
    name: 'Woodgrove Bank (Government)',
    domain: 'woodgrove.onmicrosoft.us',
    initialDomain: 'woodgrove.onmicrosoft.us',
    cloud: 'gcc-high',
    countryCode: 'US',
    accessPath: 'member',
    group: 'Government',
    favourite: true,
    rules: { mfa: 'once-per-session' },
  },
  {
    key: 'proseware',
    name: 'Proseware Defense',
    domain: 'proseware.onmicrosoft.us',
    initialDomain: 'proseware.onmicrosoft.us',
    cloud: 'dod',
    countryCode: 'US',
    accessPath: 'member',
    group: 'Government',
    favourite: false,
    rules: { mfa: 'every-sign-in' },
  },
  {
    key: 'tailwind',
    name: 'Tailwind Traders China',
    domain: 'tailwindtraders.partner.onmschina.cn',
    initialDomain: 'tailwindtraders.partner.onmschina.cn',
    cloud: 'china',
    countryCode: 'CN',
    accessPath: 'member',
    group: 'Retail',
    favourite: false,
  },
];

/**
 * Eight tenants that between them show every state an operator meets: an operator account that is
 * a guest in several, separate administrator accounts, a tenant that only lets compliant devices
 * in, one that wants a second factor every time, and one whose consent is broken.
 *
 * All names are the fictitious companies of Microsoft's documentation; the ids are made up.
 */
export function demoEstate(seed: number): Estate {
  const tenants = new Map<string, SimulatedTenant>();
  for (const { key, rules, ...draft } of DRAFTS) {
    const random = createRandom(seed, `tenant/${key}`);
    const id = random.guid();
    const created = Date.UTC(random.integer(2012, 2022), random.integer(0, 11), 1);
    tenants.set(key, {
      ...draft,
      id,
      createdAt: new Date(created).toISOString(),
      rules: { ...OPEN_RULES, ...rules },
    });
  }
  const tenant = (key: string): SimulatedTenant => {
    const found = tenants.get(key);
    if (!found) throw new Error(`no demo tenant ${key}`);
    return found;
  };

  // Litware refuses people whose home is Fabrikam, although one of them is invited there.
  const litware = tenant('litware');
  tenants.set('litware', {
    ...litware,
    rules: { ...litware.rules, inboundBlockedFrom: [tenant('fabrikam').id] },
  });

  const accounts = [
    buildAccount(seed, {
      userPrincipalName: 'dana.okafor@contoso.com',
      displayName: 'Dana Okafor',
      home: tenant('contoso'),
      elsewhere: [
        { tenant: tenant('fabrikam'), kind: 'guest' },
        { tenant: tenant('adatum'), kind: 'guest' },
        { tenant: tenant('northwind'), kind: 'external-member' },
        { tenant: tenant('litware'), kind: 'delegated' },
      ],
    }),
    buildAccount(seed, {
      userPrincipalName: 'adm-dana@fabrikam.com',
      displayName: 'Dana Okafor (Fabrikam admin)',
      home: tenant('fabrikam'),
      elsewhere: [{ tenant: tenant('litware'), kind: 'guest' }],
    }),
    buildAccount(seed, {
      userPrincipalName: 'adm-dana@woodgrove.onmicrosoft.us',
      displayName: 'Dana Okafor (Woodgrove admin)',
      home: tenant('woodgrove'),
    }),
    buildAccount(seed, {
      userPrincipalName: 'adm-dana@proseware.onmicrosoft.us',
      displayName: 'Dana Okafor (Proseware admin)',
      home: tenant('proseware'),
    }),
    buildAccount(seed, {
      userPrincipalName: 'adm-dana@tailwindtraders.partner.onmschina.cn',
      displayName: 'Dana Okafor (Tailwind admin)',
      home: tenant('tailwind'),
    }),
    buildAccount(seed, {
      userPrincipalName: 'kim.akers@adatum.com',
      displayName: 'Kim Akers',
      home: tenant('adatum'),
    }),
    buildAccount(seed, {
      userPrincipalName: 'new.starter@adatum.com',
      displayName: 'Nadia Novak',
      home: tenant('adatum'),
      hasMfaMethod: false,
    }),
    buildAccount(seed, {
      userPrincipalName: 'former.admin@contoso.com',
      displayName: 'Former Administrator',
      home: tenant('contoso'),
      isDisabled: true,
    }),
  ];

  return {
    kind: 'demo',
    seed,
    homeTenantId: tenant('contoso').id,
    tenants: DRAFTS.map(({ key }) => tenant(key)),
    accounts,
  };
}
