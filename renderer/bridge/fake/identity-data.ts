import type {
  Account,
  AccountId,
  Estate,
  Identity,
  ReachableTenant,
  Tenant,
  TenantSignIn,
} from '../../../preload/contract/index.ts';
import { idOf, minutesAgo } from './estates.ts';
import type { FakeIdentityState } from './identity.ts';

const LATER = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const account = (number: number, said: Omit<Account, 'id'>): Account => ({
  ...said,
  id: `0b1e${String(number)}f7a-2c3d-4e5f-8a9b-0c1d2e3f4a5b.${said.homeTenantId}` as AccountId,
});

const OPERATOR = account(1, {
  username: 'operator@contoso.com',
  name: 'Alex Operator',
  homeTenantId: idOf(1),
  cloud: 'global',
});
const IN_CHINA = account(2, {
  username: 'operator@contoso.partner.onmschina.cn',
  name: 'Alex Operator (21Vianet)',
  homeTenantId: idOf(6),
  cloud: 'china',
});

const signIn = (tenant: Tenant, said: Partial<TenantSignIn>): TenantSignIn => ({
  tenantId: tenant.id,
  state: 'signed-in',
  accountId: OPERATOR.id,
  code: null,
  reason: 'You are signed in. The token is of this tenant and of your account.',
  correlationId: null,
  tokenUntil: LATER(52),
  checkedAt: minutesAgo(8),
  ...said,
});

const CORRELATION = '5f1c2f60-0c5a-4f55-9d0e-2b1a6a3e7d11';

/** How the sign-in of each tenant of the demo estate went, by its place. */
const STORIES: readonly Partial<TenantSignIn>[] = [
  {},
  {
    state: 'blocked',
    code: '53000',
    correlationId: CORRELATION,
    reason: 'Conditional Access wants a compliant device, which an embedded page cannot show.',
    tokenUntil: null,
  },
  {
    state: 'needs-mfa',
    code: '50076',
    correlationId: CORRELATION,
    reason: 'The tenant wants MFA that was done for it.',
    tokenUntil: null,
  },
  {
    state: 'needs-consent',
    code: '65001',
    correlationId: CORRELATION,
    reason: 'No administrator of this tenant has consented to Bulkhead.',
    tokenUntil: null,
  },
  { tokenUntil: LATER(11) },
  {
    state: 'unreachable',
    accountId: IN_CHINA.id,
    reason: 'login.partner.microsoftonline.cn does not answer.',
    tokenUntil: null,
    checkedAt: minutesAgo(60 * 24 * 3),
  },
  { tokenUntil: LATER(34) },
  {
    state: 'disabled',
    code: '50057',
    correlationId: CORRELATION,
    reason: 'Your account is disabled in this tenant.',
    accountId: null,
    tokenUntil: null,
  },
];

function identityOf(accounts: readonly Account[], signIns: readonly TenantSignIn[]): Identity {
  return {
    revision: 1,
    accounts: [...accounts],
    signIns: [...signIns],
    storage: 'keystore',
    storageNotice: null,
    configuredClouds: ['global', 'gcc-high', 'dod', 'china'],
    allowsDeviceCode: false,
    deviceCode: null,
  };
}

const REACHABLE: readonly ReachableTenant[] = [
  reachable(1, 'Contoso', 'contoso.com', 'home'),
  reachable(2, 'Fabrikam', 'fabrikam.us', 'guest'),
  reachable(601, 'Alpine Ski House', 'alpineskihouse.com', 'guest'),
  reachable(602, 'Bellows College', 'bellowscollege.com', 'gdap'),
  reachable(603, 'Best For You Organics', 'bestforyouorganics.com', 'multitenant-organization'),
  reachable(604, 'Consolidated Messenger', 'consolidatedmessenger.com', 'lighthouse'),
  reachable(605, 'A tenant without a domain', '', 'guest'),
];

function reachable(
  number: number,
  name: string,
  domain: string,
  how: ReachableTenant['how'],
): ReachableTenant {
  return { tenantId: idOf(number), name, domain, cloud: 'global', how, isInEstate: false };
}

/** Nobody ever signed in. */
export function nobodySignedIn(): FakeIdentityState {
  return { identity: identityOf([], []), reachable: REACHABLE, notes: [] };
}

/** An administrator allows codes. */
export function withDeviceCodes(there: FakeIdentityState): FakeIdentityState {
  return { ...there, identity: { ...there.identity, allowsDeviceCode: true } };
}

/** Two accounts; every tenant's sign-in has a story, told again and again in a large estate. */
export function demoIdentity(estate: Estate): FakeIdentityState {
  return {
    identity: identityOf(
      estate.tenants.length > 0 ? [OPERATOR, IN_CHINA] : [],
      estate.tenants.map((tenant, at) =>
        signIn(
          tenant,
          estate.tenants.length <= STORIES.length
            ? (STORIES[at] ?? {})
            : (STORIES[at % 13] ?? (at % 17 === 16 ? { state: 'signed-out' } : {})),
        ),
      ),
    ),
    reachable: REACHABLE,
    notes: ['Multitenant organization: Policy.Read.All is not granted, so it was not asked.'],
  };
}
