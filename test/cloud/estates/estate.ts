import type { AccessPath, Cloud } from '../../../preload/contract/tenants.ts';
import type { FaultRule } from '../faults/fault.ts';
import type { RoleHolding } from './roles.ts';

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
  /** Permissions of any API that nobody consented to for Bulkhead; the others are fine. */
  permissionsMissing: readonly string[];
};

/** Entra ID licence of a tenant. */
export type Licence = 'none' | 'p1' | 'p2';

/**
 * What the tenant's administrators set up, in a few words; Graph's objects are made from it and from
 * the access rules, so that the policies say what the sign-in does.
 */
export type Posture = {
  mfaBy: 'conditional-access' | 'security-defaults' | 'report-only' | 'nothing';
  blocksLegacyAuth: boolean;
  blocksDeviceCode: boolean;
  /** Highest administrators only from devices that are marked as privileged access workstations. */
  hasPawOnlyAdmins: boolean;
  hasPhishingResistantAdmins: boolean;
  excludesBreakGlass: boolean;
  /** No second factor from trusted addresses. */
  skipsMfaAtTrustedLocation: boolean;
};

/** How many devices a tenant has, and which services know of them. */
export type Fleet = {
  devices: number;
  /** Without a service's licence it refuses. Entra always knows devices. */
  hasDefender: boolean;
  hasIntune: boolean;
  /** Some devices have names that a careless reader stumbles over. */
  hasHostileNames: boolean;
};

/** What counts in a tenant although it was done in another one. */
export type Trust = { mfa: boolean; compliantDevice: boolean; hybridJoin: boolean };

/** An organisation entry of cross-tenant access; null inherits the default. */
export type Partner = {
  tenantId: string;
  trust: Trust | null;
  inboundRedemption: boolean | null;
  outboundRedemption: boolean | null;
  /** Null when there is no synchronization entry. */
  inboundSync: boolean | null;
  inboundCollaboration: 'allowed' | 'blocked' | null;
  isServiceProvider: boolean | null;
};

export type CrossTenant = {
  /** Nobody ever changed the default. */
  isServiceDefault: boolean;
  defaultTrust: Trust;
  partners: readonly Partner[];
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
  licence: Licence;
  posture: Posture;
  fleet: Fleet;
  crossTenant: CrossTenant;
};

/** What an account is in one tenant. `delegated` has no user object there (GDAP, Lighthouse). */
export type Membership = {
  tenantId: string;
  /** Object id in that tenant: the home one, a guest's own, or the home one when delegated. */
  objectId: string;
  kind: 'member' | 'external-member' | 'guest' | 'delegated';
  /** Sign-in of this user object is blocked in that tenant. */
  isDisabled: boolean;
  roles: readonly RoleHolding[];
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

export type MultiTenantOrganization = {
  displayName: string;
  members: readonly { tenantId: string; role: 'owner' | 'member'; state: 'active' | 'pending' }[];
};

export type Estate = {
  kind: 'demo' | 'large' | 'status' | 'devices' | 'onboarding';
  seed: number;
  homeTenantId: string;
  tenants: readonly SimulatedTenant[];
  accounts: readonly SimulatedAccount[];
  multiTenantOrganization: MultiTenantOrganization | null;
  /** What is broken in this estate from the start, and again after every reset. */
  faults: readonly FaultRule[];
};

export const NO_TRUST: Trust = { mfa: false, compliantDevice: false, hybridJoin: false };

/** As a tenant comes: nothing set up, nothing trusted. */
export const UNTOUCHED: CrossTenant = {
  isServiceDefault: true,
  defaultTrust: NO_TRUST,
  partners: [],
};

export const NO_POSTURE: Posture = {
  mfaBy: 'nothing',
  blocksLegacyAuth: false,
  blocksDeviceCode: false,
  hasPawOnlyAdmins: false,
  hasPhishingResistantAdmins: false,
  excludesBreakGlass: false,
  skipsMfaAtTrustedLocation: false,
};

export const OPEN_RULES: AccessRules = {
  mfa: 'never',
  device: 'any',
  blocks: [],
  inboundBlockedFrom: [],
  consentMissingFor: [],
  permissionsMissing: [],
};

/** As most tenants with that licence are. */
export function fleetOf(licence: Licence, devices: number): Fleet {
  const hasLicence = licence !== 'none';
  return { devices, hasDefender: hasLicence, hasIntune: hasLicence, hasHostileNames: false };
}
