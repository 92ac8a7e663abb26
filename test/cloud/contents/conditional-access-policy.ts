/** Conditional Access as Graph v1.0 has it, as far as the simulation uses it. */
export type ConditionalAccessPolicy = {
  id: string;
  displayName: string;
  templateId: null;
  state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  createdDateTime: string;
  modifiedDateTime: string | null;
  conditions: Conditions;
  grantControls: GrantControls | null;
  sessionControls: SessionControls | null;
};

export type ExternalUsers = {
  /** Comma-separated. */
  guestOrExternalUserTypes: string;
  externalTenants:
    | {
        '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants';
        membershipKind: 'all';
      }
    | {
        '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants';
        membershipKind: 'enumerated';
        members: readonly string[];
      };
};

export type Conditions = {
  clientAppTypes: readonly string[];
  signInRiskLevels: readonly string[];
  userRiskLevels: readonly string[];
  applications: {
    includeApplications: readonly string[];
    excludeApplications: readonly string[];
    includeUserActions: readonly string[];
    includeAuthenticationContextClassReferences: readonly string[];
  };
  users: {
    includeUsers: readonly string[];
    excludeUsers: readonly string[];
    includeGroups: readonly string[];
    excludeGroups: readonly string[];
    includeRoles: readonly string[];
    excludeRoles: readonly string[];
    includeGuestsOrExternalUsers: ExternalUsers | null;
    excludeGuestsOrExternalUsers: ExternalUsers | null;
  };
  locations: { includeLocations: readonly string[]; excludeLocations: readonly string[] } | null;
  platforms: { includePlatforms: readonly string[]; excludePlatforms: readonly string[] } | null;
  devices: { deviceFilter: { mode: 'include' | 'exclude'; rule: string } } | null;
  authenticationFlows: { transferMethods: string } | null;
};

export type GrantControls = {
  operator: 'AND' | 'OR';
  builtInControls: readonly string[];
  termsOfUse: readonly string[];
  customAuthenticationFactors: readonly string[];
  authenticationStrength: AuthenticationStrength | null;
};

export type SessionControls = {
  signInFrequency: {
    isEnabled: true;
    value: number | null;
    type: 'hours' | 'days' | null;
    frequencyInterval: 'timeBased' | 'everyTime';
  } | null;
  persistentBrowser: { isEnabled: true; mode: 'never' | 'always' } | null;
  secureSignInSession: null;
};

export type AuthenticationStrength = {
  id: string;
  displayName: string;
  policyType: 'builtIn' | 'custom';
  requirementsSatisfied: 'mfa' | 'none';
  allowedCombinations: readonly string[];
};

const PHISHING_RESISTANT = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];
const PASSWORDLESS = [...PHISHING_RESISTANT, 'deviceBasedPush'];

/** The three that every tenant has. Source: "Authentication strengths" of Entra's documentation. */
export const BUILT_IN_STRENGTHS: readonly AuthenticationStrength[] = (
  [
    [
      '2',
      'Multifactor authentication',
      [
        ...PASSWORDLESS,
        'temporaryAccessPassOneTime',
        'temporaryAccessPassMultiUse',
        'password,microsoftAuthenticatorPush',
        'password,softwareOath',
        'password,hardwareOath',
        'password,sms',
        'password,voice',
        'federatedMultiFactor',
      ],
    ],
    ['3', 'Passwordless MFA', PASSWORDLESS],
    ['4', 'Phishing-resistant MFA', PHISHING_RESISTANT],
  ] as const
).map(([digit, displayName, allowedCombinations]) => ({
  id: `00000000-0000-0000-0000-00000000000${digit}`,
  displayName,
  policyType: 'builtIn',
  requirementsSatisfied: 'mfa',
  allowedCombinations,
}));

const ANY: Conditions = {
  clientAppTypes: ['all'],
  signInRiskLevels: [],
  userRiskLevels: [],
  applications: {
    includeApplications: ['All'],
    excludeApplications: [],
    includeUserActions: [],
    includeAuthenticationContextClassReferences: [],
  },
  users: {
    includeUsers: [],
    excludeUsers: [],
    includeGroups: [],
    excludeGroups: [],
    includeRoles: [],
    excludeRoles: [],
    includeGuestsOrExternalUsers: null,
    excludeGuestsOrExternalUsers: null,
  },
  locations: null,
  platforms: null,
  devices: null,
  authenticationFlows: null,
};

/** Conditions of a policy for every app; `users` and the rest replace what is there. */
export function conditions(
  users: Partial<Conditions['users']>,
  more: Partial<Omit<Conditions, 'users'>> = {},
): Conditions {
  return { ...ANY, ...more, users: { ...ANY.users, ...users } };
}

/** Grant controls of which all have to be met. */
export function grant(
  builtInControls: readonly string[],
  authenticationStrength: AuthenticationStrength | null = null,
): GrantControls {
  return {
    operator: authenticationStrength === null && builtInControls.length < 2 ? 'OR' : 'AND',
    builtInControls,
    termsOfUse: [],
    customAuthenticationFactors: [],
    authenticationStrength,
  };
}

export function allExternal(types: readonly string[]): ExternalUsers {
  return {
    guestOrExternalUserTypes: types.join(','),
    externalTenants: {
      '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants',
      membershipKind: 'all',
    },
  };
}
