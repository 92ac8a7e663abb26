import type { Directory } from '../estates/directory.ts';
import type { SimulatedTenant } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';
import { directoryName } from '../sign-in/account-claims.ts';

const METHODS = [
  ['fido2SecurityKey', 'windowsHelloForBusiness'],
  ['microsoftAuthenticatorPush'],
  ['mobilePhone'],
] as const;

type Person = {
  id: string;
  userPrincipalName: string;
  displayName: string;
  userType: 'member' | 'guest';
  isAdmin: boolean;
  methods: readonly string[];
};

function administrators(seed: number, tenant: SimulatedTenant): Person[] {
  const random = createRandom(seed, `administrators/${tenant.id}`);
  return Array.from({ length: random.integer(2, 5) }, (_, index) => ({
    id: random.guid(),
    userPrincipalName: `admin${index + 1}@${tenant.domain}`,
    displayName: `Administrator ${index + 1}`,
    userType: 'member',
    isAdmin: true,
    methods: random.next() < 0.85 ? random.pick(METHODS) : [],
  }));
}

/**
 * `userRegistrationDetails`: the accounts of the estate and a few administrators more. Guests have
 * no methods in the tenant they visit.
 */
export function registrationsOf(
  seed: number,
  directory: Directory,
  tenant: SimulatedTenant,
): Record<string, unknown>[] {
  const known = directory.accountsOf(tenant.id).flatMap((account): Person[] => {
    const membership = directory.membership(account.id, tenant.id);
    if (!membership || membership.kind === 'delegated') return [];
    const isAtHome = account.homeTenantId === tenant.id;
    return [
      {
        id: membership.objectId,
        userPrincipalName: directoryName(tenant, account, membership),
        displayName: account.displayName,
        userType: membership.kind === 'guest' ? 'guest' : 'member',
        isAdmin: membership.roles.length > 0,
        methods: isAtHome && account.hasMfaMethod ? METHODS[1] : [],
      },
    ];
  });
  return [...known, ...administrators(seed, tenant)].map(detailsOf);
}

function detailsOf({ methods, ...person }: Person): Record<string, unknown> {
  return {
    ...person,
    isMfaRegistered: methods.length > 0,
    isMfaCapable: methods.length > 0,
    isPasswordlessCapable: methods.includes('fido2SecurityKey'),
    methodsRegistered: methods,
    systemPreferredAuthenticationMethods: methods.includes('fido2SecurityKey') ? ['Fido2'] : [],
    userPreferredMethodForSecondaryAuthentication: methods.length > 0 ? 'push' : 'none',
    lastUpdatedDateTime: '2026-11-18T03:11:00Z',
  };
}
