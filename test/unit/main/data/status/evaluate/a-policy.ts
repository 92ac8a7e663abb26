import type { CaExternalUsers, CaPolicy } from '../../../../../../main/data/status/facts.ts';

type Grant = NonNullable<CaPolicy['grantControls']>;

/** What a case says of a policy; everything left out asks for nothing. */
export interface PolicyParts {
  readonly id?: string;
  readonly displayName?: string;
  readonly state?: CaPolicy['state'];
  readonly users?: Partial<CaPolicy['conditions']['users']>;
  readonly apps?: Partial<CaPolicy['conditions']['applications']>;
  readonly clients?: readonly string[];
  readonly signInRisk?: readonly string[];
  readonly userRisk?: readonly string[];
  readonly locations?: CaPolicy['conditions']['locations'];
  readonly platforms?: CaPolicy['conditions']['platforms'];
  readonly filter?: CaPolicy['conditions']['deviceFilter'];
  readonly flows?: readonly string[];
  readonly grant?: Partial<Grant> | null;
  readonly session?: Partial<CaPolicy['sessionControls']>;
}

/** A policy that is on, for all users and all apps, and demands MFA. */
export function aPolicy(parts: PolicyParts = {}): CaPolicy {
  return {
    id: parts.id ?? '2d2f5a10-6f0e-4b0d-9d53-0c1f6a3e7701',
    displayName: parts.displayName ?? 'CA001',
    state: parts.state ?? 'enabled',
    modifiedDateTime: '2026-10-30T12:01:44Z',
    conditions: {
      clientAppTypes: parts.clients ?? ['all'],
      signInRiskLevels: parts.signInRisk ?? [],
      userRiskLevels: parts.userRisk ?? [],
      insiderRiskLevels: [],
      applications: {
        includeApplications: ['All'],
        excludeApplications: [],
        includeUserActions: [],
        includeAuthenticationContextClassReferences: [],
        applicationFilter: null,
        ...parts.apps,
      },
      users: {
        includeUsers: parts.users === undefined ? ['All'] : [],
        excludeUsers: [],
        includeGroups: [],
        excludeGroups: [],
        includeRoles: [],
        excludeRoles: [],
        includeGuestsOrExternalUsers: null,
        excludeGuestsOrExternalUsers: null,
        ...parts.users,
      },
      locations: parts.locations ?? null,
      platforms: parts.platforms ?? null,
      deviceFilter: parts.filter ?? null,
      authenticationFlows: parts.flows ?? [],
    },
    grantControls:
      parts.grant === null
        ? null
        : {
            operator: 'OR',
            builtInControls: parts.grant === undefined ? ['mfa'] : [],
            termsOfUse: [],
            customAuthenticationFactors: [],
            authenticationStrength: null,
            ...parts.grant,
          },
    sessionControls: {
      signInFrequency: null,
      persistentBrowser: null,
      tokenProtection: false,
      ...parts.session,
    },
  };
}

export const guests = (
  types: readonly string[],
  memberTenantIds: readonly string[] | null = null,
): CaExternalUsers => ({ guestOrExternalUserTypes: types, memberTenantIds });

const strength = (digit: string, displayName: string, allowedCombinations: readonly string[]) => ({
  id: `00000000-0000-0000-0000-00000000000${digit}`,
  displayName,
  requirementsSatisfied: 'mfa' as const,
  allowedCombinations,
});

const PHISHING_RESISTANT = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];

export const STRENGTHS = {
  mfa: strength('2', 'Multifactor authentication', [
    ...PHISHING_RESISTANT,
    'deviceBasedPush',
    'password,microsoftAuthenticatorPush',
    'password,softwareOath',
    'password,hardwareOath',
    'password,sms',
    'password,voice',
  ]),
  passwordless: strength('3', 'Passwordless MFA', [...PHISHING_RESISTANT, 'deviceBasedPush']),
  phishingResistant: strength('4', 'Phishing-resistant MFA', PHISHING_RESISTANT),
} as const;
