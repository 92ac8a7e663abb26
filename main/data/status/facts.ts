/**
 * What collectors learn of a tenant, before anything is concluded from it. Shapes follow Microsoft
 * Graph v1.0, cut to what the checks use. Collectors fill this in; `evaluate` reads it; the store
 * keeps it as it is, so that a new version of a check can judge what an old one collected.
 */

/** Why a fact is missing. Never shown as zero, none or off. */
export interface Gap {
  readonly kind: 'not-permitted' | 'not-licensed' | 'not-available' | 'not-collected' | 'failed';
  /** Permission, role or licence that would answer, when it is known. */
  readonly needs: string | null;
  /** What the service said, plain and bounded; null when it said nothing of use. */
  readonly detail: string | null;
}

export interface Known<T> {
  readonly kind: 'known';
  readonly value: T;
}

export type Answer<T> = (Known<T> | Gap) & {
  /** Path of the request, or another source. */
  readonly source: string;
  /** When it was asked; null for `not-collected`. ISO 8601, UTC. */
  readonly collectedAt: string | null;
};

export interface Organization {
  readonly id: string;
  readonly displayName: string;
}

/** The operator's own object in the tenant. */
export interface Me {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly userType: 'Member' | 'Guest' | null;
  readonly externalUserState: string | null;
  readonly creationType: string | null;
  readonly accountEnabled: boolean | null;
}

export interface DirectoryRole {
  readonly roleTemplateId: string;
  readonly displayName: string;
}

/** From role assignment and eligibility schedules (PIM). */
export interface RoleSchedule {
  readonly roleTemplateId: string;
  readonly kind: 'active' | 'eligible';
  readonly endDateTime: string | null;
}

export type CaState = 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';

export interface CaExternalUsers {
  /** Comma-separated in Graph; split here. */
  readonly guestOrExternalUserTypes: readonly string[];
  /** Null means all external tenants. */
  readonly memberTenantIds: readonly string[] | null;
}

export interface CaPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly state: CaState;
  readonly modifiedDateTime: string | null;
  readonly conditions: {
    readonly clientAppTypes: readonly string[];
    readonly signInRiskLevels: readonly string[];
    readonly userRiskLevels: readonly string[];
    readonly insiderRiskLevels: readonly string[];
    readonly applications: {
      readonly includeApplications: readonly string[];
      readonly excludeApplications: readonly string[];
      readonly includeUserActions: readonly string[];
      readonly includeAuthenticationContextClassReferences: readonly string[];
      readonly applicationFilter: { readonly mode: string; readonly rule: string } | null;
    };
    readonly users: {
      readonly includeUsers: readonly string[];
      readonly excludeUsers: readonly string[];
      readonly includeGroups: readonly string[];
      readonly excludeGroups: readonly string[];
      readonly includeRoles: readonly string[];
      readonly excludeRoles: readonly string[];
      readonly includeGuestsOrExternalUsers: CaExternalUsers | null;
      readonly excludeGuestsOrExternalUsers: CaExternalUsers | null;
    };
    readonly locations: {
      readonly includeLocations: readonly string[];
      readonly excludeLocations: readonly string[];
    } | null;
    readonly platforms: {
      readonly includePlatforms: readonly string[];
      readonly excludePlatforms: readonly string[];
    } | null;
    readonly deviceFilter: { readonly mode: 'include' | 'exclude'; readonly rule: string } | null;
    /** Split from `transferMethods`. */
    readonly authenticationFlows: readonly string[];
  };
  readonly grantControls: {
    readonly operator: 'AND' | 'OR';
    readonly builtInControls: readonly string[];
    readonly termsOfUse: readonly string[];
    readonly customAuthenticationFactors: readonly string[];
    readonly authenticationStrength: {
      readonly id: string;
      readonly displayName: string;
      readonly requirementsSatisfied: 'mfa' | 'none' | null;
      readonly allowedCombinations: readonly string[];
    } | null;
  } | null;
  readonly sessionControls: {
    readonly signInFrequency: string | null;
    readonly persistentBrowser: string | null;
    readonly tokenProtection: boolean;
  };
}

export type NamedLocation =
  | {
      readonly kind: 'ip';
      readonly id: string;
      readonly displayName: string;
      readonly isTrusted: boolean;
      readonly ranges: readonly string[];
    }
  | {
      readonly kind: 'country';
      readonly id: string;
      readonly displayName: string;
      readonly countries: readonly string[];
      readonly includesUnknown: boolean;
    };

/** One block of cross-tenant access; null everywhere means: the default's value holds. */
export interface AccessSettings {
  readonly tenantId: string | null;
  readonly inboundTrust: {
    readonly isMfaAccepted: boolean | null;
    readonly isCompliantDeviceAccepted: boolean | null;
    readonly isHybridAzureADJoinedDeviceAccepted: boolean | null;
  } | null;
  readonly automaticUserConsentSettings: {
    readonly inboundAllowed: boolean | null;
    readonly outboundAllowed: boolean | null;
  } | null;
  readonly b2bCollaborationInbound: AccessRule | null;
  readonly b2bCollaborationOutbound: AccessRule | null;
  readonly b2bDirectConnectInbound: AccessRule | null;
  readonly b2bDirectConnectOutbound: AccessRule | null;
  /** Null when no synchronization entry exists. */
  readonly isInboundSyncAllowed: boolean | null;
  readonly isServiceProvider: boolean | null;
  readonly isInMultiTenantOrganization: boolean | null;
}

export interface AccessRule {
  readonly usersAndGroups: {
    readonly accessType: string;
    readonly targets: readonly string[];
  } | null;
  readonly applications: {
    readonly accessType: string;
    readonly targets: readonly string[];
  } | null;
}

export interface SignInRecord {
  readonly createdDateTime: string;
  /** Left out or null when it is not told which app it was. */
  readonly appId?: string | null | undefined;
  readonly appDisplayName: string;
  readonly conditionalAccessStatus: string;
  readonly errorCode: number;
  readonly authenticationRequirement: string | null;
  /** Whether a policy was applied, satisfied and demanded MFA; left out when the log does not say. */
  readonly isMfaEnforced?: boolean | undefined;
  readonly crossTenantAccessType: string | null;
  readonly isCompliant: boolean | null;
  readonly isManaged: boolean | null;
}

export interface Registration {
  readonly admins: number;
  readonly adminsRegistered: number;
  /** Upn of admins without registration, at most 50. */
  readonly notRegistered: readonly string[];
}

/** What the ID token and MSAL's result say of this sign-in. Never used to let anybody in. */
export interface TokenFacts {
  readonly homeTenantId: string;
  readonly objectId: string;
  /** The app registration that the token was given to; not told by what older versions kept. */
  readonly appId?: string | null | undefined;
  readonly username: string;
  readonly amr: readonly string[];
  readonly authTime: string | null;
  readonly isGuest: boolean | null;
  readonly tokenUntil: string | null;
}

/** How the last attempt to get a token of this tenant went. */
export interface SignInOutcome {
  /** One of SIGN_IN_STATES of the contract. */
  readonly state: string;
  readonly code: string | null;
  readonly reason: string;
}

/** Everything collected of one tenant. */
export interface TenantFacts {
  readonly tenantId: string;
  readonly cloud: string;
  /** As the operator said it, when nothing better is known. */
  readonly statedAccessPath: string;
  readonly signIn: Answer<SignInOutcome>;
  readonly token: Answer<TokenFacts>;
  readonly organization: Answer<Organization>;
  readonly me: Answer<Me>;
  /** Object ids of groups the operator is in, nested ones included. */
  readonly groups: Answer<readonly string[]>;
  readonly activeRoles: Answer<readonly DirectoryRole[]>;
  readonly roleSchedules: Answer<readonly RoleSchedule[]>;
  readonly caPolicies: Answer<readonly CaPolicy[]>;
  readonly namedLocations: Answer<readonly NamedLocation[]>;
  readonly securityDefaults: Answer<{ readonly isEnabled: boolean }>;
  readonly crossTenantDefault: Answer<AccessSettings>;
  readonly crossTenantPartners: Answer<readonly AccessSettings[]>;
  readonly signIns: Answer<readonly SignInRecord[]>;
  readonly registration: Answer<Registration>;
  /** Service plan ids that are provisioned. */
  readonly servicePlans: Answer<readonly string[]>;
  /** Microsoft's own What-If, as ids of the policies that would apply. */
  readonly whatIf: Answer<readonly string[]>;
}
