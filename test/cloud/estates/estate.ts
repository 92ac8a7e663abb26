import type { AccessPath, Cloud } from '../../../preload/contract/tenants.ts';

/** Everything that signs in: the portals, and Bulkhead's own registration. */
export type AppKey =
  | 'defender'
  | 'entra'
  | 'azure'
  | 'intune'
  | 'my-account'
  | 'my-access'
  | 'defender-mto'
  | 'm365-admin'
  | 'bulkhead';

/** When a tenant asks for a second factor. */
export type MfaRule =
  | 'never'
  | 'every-sign-in'
  /** Once per browser session, done in this tenant. */
  | 'once-per-session'
  /** As above, but one done in the operator's home tenant counts. */
  | 'trusts-home';

export type AccessRules = {
  mfa: MfaRule;
  /** `compliant` refuses every browser that shows no device, as an embedded one. */
  device: 'any' | 'compliant';
  /** Conditional Access policies that block. */
  blocks: readonly { who: 'everyone' | 'guests'; apps: readonly AppKey[] | 'all' }[];
  /** Home tenants that the inbound cross-tenant policy refuses. */
  inboundBlockedFrom: readonly string[];
  /** Apps nobody consented to in this tenant. */
  consentMissingFor: readonly AppKey[];
};

export type SimulatedTenant = {
  /** GUID in lower case. */
  id: string;
  name: string;
  /** Primary verified domain. */
  domain: string;
  /** The `onmicrosoft` domain every tenant has. */
  initialDomain: string;
  cloud: Cloud;
  countryCode: string;
  createdAt: string;
  accessPath: AccessPath;
  group: string | null;
  favourite: boolean;
  rules: AccessRules;
};

/** What an account is in one tenant. `delegated` has no user object there (GDAP, Lighthouse). */
export type Membership = {
  tenantId: string;
  /** Object id in that tenant: the home one, a guest's own, or the home one when delegated. */
  objectId: string;
  kind: 'member' | 'external-member' | 'guest' | 'delegated';
};

export type SimulatedAccount = {
  /** `<home object id>.<home tenant id>`, the home account id of MSAL. */
  id: string;
  userPrincipalName: string;
  displayName: string;
  password: string;
  homeTenantId: string;
  isDisabled: boolean;
  hasMfaMethod: boolean;
  memberships: readonly Membership[];
};

export type Estate = {
  kind: 'demo' | 'large';
  seed: number;
  homeTenantId: string;
  tenants: readonly SimulatedTenant[];
  accounts: readonly SimulatedAccount[];
};

export const OPEN_RULES: AccessRules = {
  mfa: 'never',
  device: 'any',
  blocks: [],
  inboundBlockedFrom: [],
  consentMissingFor: [],
};
