import { buildAccount } from './accounts.ts';
import { NO_TRUST } from './estate.ts';
import type { Estate } from './estate.ts';
import { holds } from './roles.ts';
import { buildTenants, GOOD_POSTURE } from './tenant-drafts.ts';
import type { TenantDraft } from './tenant-drafts.ts';

/** Long enough that nobody waits for it, short enough to be honoured. */
const RETRY_AFTER_SECONDS = 120;

const COMMON = { cloud: 'global', countryCode: 'GB', group: null, favourite: false } as const;

function named(
  key: string,
  name: string,
): Pick<TenantDraft, 'key' | 'name' | 'domain' | 'initialDomain'> {
  return { key, name, domain: `${key}.example`, initialDomain: `${key}.onmicrosoft.com` };
}

const DRAFTS: readonly TenantDraft[] = [
  {
    ...COMMON,
    ...named('home', 'Home'),
    accessPath: 'member',
    rules: { mfa: 'once-per-session' },
    licence: 'p2',
    posture: GOOD_POSTURE,
  },
  {
    ...COMMON,
    ...named('wants-mfa', 'Wants MFA'),
    accessPath: 'guest-invited',
    rules: { mfa: 'every-sign-in' },
    licence: 'p2',
    posture: GOOD_POSTURE,
    partners: [{ key: 'home' }],
  },
  {
    ...COMMON,
    ...named('wants-device', 'Wants Device'),
    accessPath: 'guest-sync',
    rules: { mfa: 'trusts-home', device: 'compliant' },
    licence: 'p1',
    posture: GOOD_POSTURE,
    partners: [
      {
        key: 'home',
        trust: { ...NO_TRUST, mfa: true, compliantDevice: true },
        inboundRedemption: true,
        inboundSync: true,
      },
    ],
  },
  {
    ...COMMON,
    ...named('no-consent', 'No Consent'),
    accessPath: 'guest-package',
    rules: { consentMissingFor: ['bulkhead'] },
    licence: 'p1',
  },
  {
    ...COMMON,
    ...named('disabled', 'Disabled'),
    accessPath: 'guest-invited',
    licence: 'p1',
  },
  {
    ...COMMON,
    ...named('throttled', 'Throttled'),
    accessPath: 'member',
    rules: { mfa: 'once-per-session' },
    licence: 'p1',
    posture: GOOD_POSTURE,
  },
  {
    ...COMMON,
    ...named('unreachable', 'Unreachable'),
    accessPath: 'guest-invited',
    rules: { mfa: 'trusts-home' },
    licence: 'p1',
    posture: GOOD_POSTURE,
    partners: [{ key: 'throttled', trust: { ...NO_TRUST, mfa: true } }],
  },
];

/**
 * Seven tenants of the global cloud, one per answer that a status can have: the operator's account
 * in five, a second account in two. Domains end in `.example`, which nobody can own.
 */
export function statusEstate(seed: number): Estate {
  const { tenants, tenant } = buildTenants(seed, DRAFTS);
  const reader = [holds('Security Reader')];
  return {
    kind: 'status',
    seed,
    homeTenantId: tenant('home').id,
    tenants,
    accounts: [
      buildAccount(seed, {
        userPrincipalName: 'operator@home.example',
        displayName: 'Olga Operator',
        home: tenant('home'),
        roles: [...reader, holds('Security Administrator', 'eligible', 30)],
        elsewhere: [
          { tenant: tenant('wants-mfa'), kind: 'guest', roles: reader },
          { tenant: tenant('wants-device'), kind: 'external-member', roles: reader },
          { tenant: tenant('no-consent'), kind: 'guest', roles: reader },
          { tenant: tenant('disabled'), kind: 'guest', roles: reader, isDisabled: true },
        ],
      }),
      buildAccount(seed, {
        userPrincipalName: 'second@throttled.example',
        displayName: 'Sergio Second',
        home: tenant('throttled'),
        roles: reader,
        elsewhere: [{ tenant: tenant('unreachable'), kind: 'guest', roles: reader }],
      }),
    ],
    multiTenantOrganization: null,
    faults: [
      {
        effect: { kind: 'status', status: 429, retryAfterSeconds: RETRY_AFTER_SECONDS },
        host: 'graph.microsoft.com',
        tenantId: tenant('throttled').id,
      },
      { effect: { kind: 'reset' }, tenantId: tenant('unreachable').id },
    ],
  };
}
