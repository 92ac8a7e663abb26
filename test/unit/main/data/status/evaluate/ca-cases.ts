import type { CaPolicy, NamedLocation } from '../../../../../../main/data/status/facts.ts';
import type { Device } from '../../../../../../main/data/status/evaluate/device-filter.ts';
import type { HomeTrust } from '../../../../../../main/data/status/evaluate/grant-controls.ts';
import type { Operator } from '../../../../../../main/data/status/evaluate/operator-kind.ts';
import type { SignInAttempt } from '../../../../../../main/data/status/evaluate/sign-in-attempt.ts';
import type { PolicyVerdict } from '../../../../../../preload/contract/status.ts';
import { aPolicy, guests, STRENGTHS, type PolicyParts } from './a-policy.ts';

/** Titles of the Microsoft Learn pages that say how each case has to come out. */
export const SOURCES = {
  users: 'Conditional Access: Users, groups, and workload identities',
  apps: 'Conditional Access: Target resources',
  conditions: 'Conditional Access: Conditions',
  network: 'Conditional Access: Network assignment',
  filter: 'Conditional Access: Filter for devices',
  flows: 'Conditional Access: Authentication flows',
  grant: 'Conditional Access: Grant',
  building: 'Building a Conditional Access policy',
  reportOnly: 'Analyze Conditional Access policy impact',
  b2b: 'Authentication and Conditional Access for B2B users',
  strength: 'Conditional Access authentication strength',
  strengthExternal: 'How Conditional Access authentication strength works for external users',
  legacy: 'Block legacy authentication with Conditional Access',
  tokenProtection: 'Conditional Access: Token protection',
  whatIf: 'The Conditional Access What If tool',
} as const;

export interface CaCase {
  readonly name: string;
  readonly policy: CaPolicy;
  readonly operator?: Partial<Operator>;
  readonly attempt?: Partial<SignInAttempt>;
  readonly trust?: Partial<HomeTrust>;
  readonly mfa?: 'yes' | 'no' | 'maybe';
  readonly methods?: readonly string[];
  readonly locations?: readonly NamedLocation[] | null;
  readonly applies: PolicyVerdict['applies'];
  readonly outcome: PolicyVerdict['outcome'];
  readonly source: (typeof SOURCES)[keyof typeof SOURCES];
}

export const HOME = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const OTHER = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10';
export const ME = 'c6ad0000-0000-4000-8000-000000000001';
const SOMEONE = 'c6ad0000-0000-4000-8000-000000000002';
const MY_GROUP = '77aa0000-0000-4000-8000-000000000001';
const OTHER_GROUP = '77aa0000-0000-4000-8000-000000000002';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';
const AZURE_MANAGEMENT = '797f4846-ba00-4fd7-ba43-dac1f8f63013';
const SALESFORCE = 'aaaa0000-0000-4000-8000-000000000001';

const OFFICE: NamedLocation = {
  kind: 'ip',
  id: '4b000000-0000-4000-8000-000000000001',
  displayName: 'SOC London',
  isTrusted: true,
  ranges: ['203.0.113.0/28', '2001:db8::/32'],
};
const LAB: NamedLocation = {
  ...OFFICE,
  id: '4b000000-0000-4000-8000-000000000002',
  isTrusted: false,
  ranges: ['198.51.100.0/24'],
};
const NORTH: NamedLocation = {
  kind: 'country',
  id: '5c000000-0000-4000-8000-000000000001',
  displayName: 'Allowed countries',
  countries: ['GB', 'NO'],
  includesUnknown: false,
};
const LOCATIONS = [OFFICE, LAB, NORTH];

const GUEST: Partial<Operator> = { possibleKinds: ['b2bCollaborationGuest'] };
const SYNCED: Partial<Operator> = { possibleKinds: ['b2bCollaborationMember'] };
const PROVIDER: Partial<Operator> = {
  possibleKinds: ['serviceProvider'],
  objectId: null,
  groups: null,
  roles: null,
};
const DIRECT: Partial<Operator> = { possibleKinds: ['b2bDirectConnectUser'], objectId: null };
const LOCAL_GUEST: Partial<Operator> = { possibleKinds: ['internalGuest'] };

const PAW: Device = {
  state: 'registered',
  isManaged: true,
  properties: new Map([
    ['iscompliant', 'True'],
    ['trusttype', 'AzureAD'],
    ['extensionattribute1', 'PAW'],
    ['displayname', 'PAW-017'],
  ]),
};
const OFFICE_PC: Device = {
  state: 'registered',
  isManaged: true,
  properties: new Map([
    ['iscompliant', 'False'],
    ['trusttype', 'ServerAD'],
    ['extensionattribute1', null],
  ]),
};
const UNMANAGED: Device = {
  state: 'registered',
  isManaged: false,
  properties: new Map([['extensionattribute1', 'PAW']]),
};
const inBrowser = (device: Device): Partial<SignInAttempt> => ({
  client: 'managed-browser',
  device,
});

const on = (parts: PolicyParts) => aPolicy(parts);
const BLOCK = { builtInControls: ['block'] };
const COMPLIANT = { builtInControls: ['compliantDevice'] };
const HYBRID = { builtInControls: ['domainJoinedDevice'] };
const PAW_RULE = 'device.extensionAttribute1 -eq "PAW"';

/**
 * Policies against operators. Unless a case says otherwise, the operator is a member of the tenant
 * with one group and Security Reader who did not do MFA, in a portal inside Bulkhead on Windows.
 */
export const CA_CASES: readonly CaCase[] = [
  // Users
  {
    name: 'all users, MFA not done',
    policy: on({}),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'all users, MFA done',
    policy: on({}),
    mfa: 'yes',
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'all users, MFA not known',
    policy: on({}),
    mfa: 'maybe',
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.grant,
  },
  {
    name: 'all users holds guests',
    policy: on({}),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'all users holds service providers',
    policy: on({ grant: BLOCK }),
    operator: PROVIDER,
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.users,
  },
  {
    name: 'no users',
    policy: on({ users: { includeUsers: ['None'] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'the operator by id',
    policy: on({ users: { includeUsers: [ME.toUpperCase()] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'another user by id',
    policy: on({ users: { includeUsers: [SOMEONE] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'a user by id, own id not known',
    policy: on({ users: { includeUsers: [SOMEONE] } }),
    operator: { objectId: null },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'a user by id, operator without an object',
    policy: on({ users: { includeUsers: [SOMEONE] } }),
    operator: PROVIDER,
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.b2b,
  },
  {
    name: 'all users but the operator',
    policy: on({ users: { includeUsers: ['All'], excludeUsers: [ME] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'included and excluded by name: exclusion wins',
    policy: on({ users: { includeUsers: [ME], excludeUsers: [ME] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'own group',
    policy: on({ users: { includeGroups: [OTHER_GROUP, MY_GROUP] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'another group',
    policy: on({ users: { includeGroups: [OTHER_GROUP] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'a group, own groups not known',
    policy: on({ users: { includeGroups: [OTHER_GROUP] } }),
    operator: { groups: null },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'all users but a group, own groups not known',
    policy: on({ users: { includeUsers: ['All'], excludeGroups: [OTHER_GROUP] } }),
    operator: { groups: null },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'all users but own group',
    policy: on({ users: { includeUsers: ['All'], excludeGroups: [MY_GROUP] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'own role, excluded by own group',
    policy: on({ users: { includeRoles: [SECURITY_READER], excludeGroups: [MY_GROUP] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'own role',
    policy: on({ users: { includeRoles: [SECURITY_READER] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'another role',
    policy: on({ users: { includeRoles: [GLOBAL_ADMIN] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'a role, own roles not known',
    policy: on({ users: { includeRoles: [GLOBAL_ADMIN] } }),
    operator: { roles: null },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'all users but own role',
    policy: on({ users: { includeUsers: ['All'], excludeRoles: [SECURITY_READER] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'one of user, group and role is enough',
    policy: on({
      users: {
        includeUsers: [SOMEONE],
        includeGroups: [OTHER_GROUP],
        includeRoles: [SECURITY_READER],
      },
    }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'own role covers a guest as well',
    policy: on({ users: { includeRoles: [SECURITY_READER] } }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },

  // Guests and external users
  {
    name: 'all guests (older form), a guest',
    policy: on({ users: { includeUsers: ['GuestsOrExternalUsers'] } }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'all guests (older form), a synchronised member',
    policy: on({ users: { includeUsers: ['GuestsOrExternalUsers'] } }),
    operator: SYNCED,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'all guests (older form), a member',
    policy: on({ users: { includeUsers: ['GuestsOrExternalUsers'] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.b2b,
  },
  {
    name: 'all guests (older form), a local guest',
    policy: on({ users: { includeUsers: ['GuestsOrExternalUsers'] } }),
    operator: LOCAL_GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'all users but all guests',
    policy: on({ users: { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] } }),
    operator: GUEST,
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'B2B guests, a B2B guest',
    policy: on({ users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest']) } }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'B2B guests, a synchronised member',
    policy: on({ users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest']) } }),
    operator: SYNCED,
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.b2b,
  },
  {
    name: 'B2B members, a synchronised member',
    policy: on({ users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationMember']) } }),
    operator: SYNCED,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'B2B guests, user type not known',
    policy: on({ users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest']) } }),
    operator: { possibleKinds: ['b2bCollaborationGuest', 'b2bCollaborationMember'] },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'B2B guests and members, user type not known',
    policy: on({
      users: {
        includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest', 'b2bCollaborationMember']),
      },
    }),
    operator: { possibleKinds: ['b2bCollaborationGuest', 'b2bCollaborationMember'] },
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'guests of the home tenant',
    policy: on({
      users: {
        includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest'], [HOME.toUpperCase()]),
      },
    }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'guests of another tenant',
    policy: on({
      users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest'], [OTHER]) },
    }),
    operator: GUEST,
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'guests of a tenant, home not known',
    policy: on({
      users: { includeGuestsOrExternalUsers: guests(['b2bCollaborationGuest'], [HOME]) },
    }),
    operator: { ...GUEST, homeTenantId: null },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'local guests do not come from tenants',
    policy: on({ users: { includeGuestsOrExternalUsers: guests(['internalGuest'], [OTHER]) } }),
    operator: LOCAL_GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'service providers, a GDAP operator',
    policy: on({
      users: { includeGuestsOrExternalUsers: guests(['serviceProvider']) },
      grant: BLOCK,
    }),
    operator: PROVIDER,
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.users,
  },
  {
    name: 'service providers, a guest',
    policy: on({
      users: { includeGuestsOrExternalUsers: guests(['serviceProvider']) },
      grant: BLOCK,
    }),
    operator: GUEST,
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'all users but service providers, a GDAP operator',
    policy: on({
      users: { includeUsers: ['All'], excludeGuestsOrExternalUsers: guests(['serviceProvider']) },
    }),
    operator: PROVIDER,
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.users,
  },
  {
    name: 'all users but guests of another tenant',
    policy: on({
      users: {
        includeUsers: ['All'],
        excludeGuestsOrExternalUsers: guests(['b2bCollaborationGuest'], [OTHER]),
      },
    }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.users,
  },
  {
    name: 'a kind of guest of the future',
    policy: on({ users: { includeGuestsOrExternalUsers: guests(['unknownFutureValue']) } }),
    operator: GUEST,
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },

  // Target resources
  {
    name: 'admin portals',
    policy: on({ apps: { includeApplications: ['MicrosoftAdminPortals'] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.apps,
  },
  {
    name: 'Azure management holds the Azure portal',
    policy: on({ apps: { includeApplications: [AZURE_MANAGEMENT] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.apps,
  },
  {
    name: 'another app',
    policy: on({ apps: { includeApplications: [SALESFORCE] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.apps,
  },
  {
    name: 'an app that is not known in another cloud',
    policy: on({ apps: { includeApplications: [SALESFORCE] } }),
    attempt: { areResourcesAll: false },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.apps,
  },
  {
    name: 'no app',
    policy: on({ apps: { includeApplications: ['None'] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.apps,
  },
  {
    name: 'the Office 365 suite holds a part of the portals',
    policy: on({ apps: { includeApplications: ['Office365'] } }),
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.apps,
  },
  {
    name: 'all apps but the admin portals',
    policy: on({ apps: { excludeApplications: ['MicrosoftAdminPortals'] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.apps,
  },
  {
    name: 'all apps but another',
    policy: on({ apps: { excludeApplications: [SALESFORCE] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.apps,
  },
  {
    name: 'registering security information',
    policy: on({
      apps: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
    }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.apps,
  },
  {
    name: 'an authentication context',
    policy: on({
      apps: { includeApplications: [], includeAuthenticationContextClassReferences: ['c1'] },
    }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.apps,
  },
  {
    name: 'apps by attribute',
    policy: on({
      apps: {
        includeApplications: [],
        applicationFilter: { mode: 'include', rule: 'CustomSecurityAttribute.x -eq "y"' },
      },
    }),
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.apps,
  },

  // Client apps, platforms, flows, risk
  {
    name: 'browsers, in a portal',
    policy: on({ clients: ['browser'] }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'desktop clients, in a portal',
    policy: on({ clients: ['mobileAppsAndDesktopClients'] }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.conditions,
  },
  {
    name: 'desktop clients, for the API',
    policy: on({ clients: ['mobileAppsAndDesktopClients'] }),
    attempt: { client: 'api-by-page' },
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'no client app named holds all',
    policy: on({ clients: [] }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'legacy clients, in a portal',
    policy: on({ clients: ['exchangeActiveSync', 'other'], grant: BLOCK }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.legacy,
  },
  {
    name: 'legacy clients, by one',
    policy: on({ clients: ['exchangeActiveSync', 'other'], grant: BLOCK }),
    attempt: { client: 'other-legacy' },
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.legacy,
  },
  {
    name: 'Windows',
    policy: on({ platforms: { includePlatforms: ['windows'], excludePlatforms: [] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'phones',
    policy: on({ platforms: { includePlatforms: ['android', 'iOS'], excludePlatforms: [] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.conditions,
  },
  {
    name: 'any platform but the known ones, on Windows',
    policy: on({
      platforms: {
        includePlatforms: ['all'],
        excludePlatforms: ['android', 'iOS', 'windows', 'macOS', 'linux'],
      },
      grant: BLOCK,
    }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.conditions,
  },
  {
    name: 'a platform condition that names none is not understood',
    policy: on({ platforms: { includePlatforms: [], excludePlatforms: [] } }),
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'phones, platform not known',
    policy: on({ platforms: { includePlatforms: ['android'], excludePlatforms: [] } }),
    attempt: { platform: null },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'device code flow blocked, signing in by page',
    policy: on({ flows: ['deviceCodeFlow'], grant: BLOCK }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.flows,
  },
  {
    name: 'device code flow blocked, signing in by code',
    policy: on({ flows: ['deviceCodeFlow', 'authenticationTransfer'], grant: BLOCK }),
    attempt: { flow: 'deviceCodeFlow', client: 'api-by-page' },
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.flows,
  },
  {
    name: 'high sign-in risk, risk not seen',
    policy: on({ signInRisk: ['high'], grant: BLOCK }),
    applies: 'maybe',
    outcome: 'blocked',
    source: SOURCES.conditions,
  },
  {
    name: 'high sign-in risk, none there',
    policy: on({ signInRisk: ['high'] }),
    attempt: { signInRisk: 'none' },
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.conditions,
  },
  {
    name: 'high user risk needs a new password: guests cannot',
    policy: on({
      userRisk: ['high'],
      grant: { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] },
    }),
    operator: GUEST,
    attempt: { userRisk: 'high' },
    mfa: 'yes',
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },

  // Network
  {
    name: 'any location',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: [] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.network,
  },
  {
    name: 'any but trusted, from the office',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
    attempt: { ipAddress: '203.0.113.9' },
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.network,
  },
  {
    name: 'any but trusted, from the office by IPv6',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
    attempt: { ipAddress: '2001:db8::9' },
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.network,
  },
  {
    name: 'any but trusted, address not known',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.network,
  },
  {
    name: 'any but trusted, from elsewhere: old MFA settings may trust it',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
    attempt: { ipAddress: '192.0.2.1' },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.network,
  },
  {
    name: 'any but a location that is not trusted, from there',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: [LAB.id] } }),
    attempt: { ipAddress: '198.51.100.7' },
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.network,
  },
  {
    name: 'any but a location, from elsewhere',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: [LAB.id] } }),
    attempt: { ipAddress: '192.0.2.1' },
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.network,
  },
  {
    name: 'blocked but for countries, from one of them',
    policy: on({
      locations: { includeLocations: ['All'], excludeLocations: [NORTH.id] },
      grant: BLOCK,
    }),
    attempt: { country: 'NO' },
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.network,
  },
  {
    name: 'blocked but for countries, from another',
    policy: on({
      locations: { includeLocations: ['All'], excludeLocations: [NORTH.id] },
      grant: BLOCK,
    }),
    attempt: { country: 'SE' },
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.network,
  },
  {
    name: 'a location that is not in the list',
    policy: on({ locations: { includeLocations: ['All'], excludeLocations: [OTHER] } }),
    attempt: { ipAddress: '192.0.2.1' },
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.network,
  },
  {
    name: 'locations could not be read',
    policy: on({ locations: { includeLocations: [LAB.id], excludeLocations: [] } }),
    attempt: { ipAddress: '192.0.2.1' },
    locations: null,
    applies: 'maybe',
    outcome: 'not-satisfied',
    source: SOURCES.network,
  },

  // Filter for devices
  {
    name: 'block all but PAWs, in an embedded page',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.filter,
  },
  {
    name: 'block all but PAWs, in the managed browser of a PAW',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    attempt: inBrowser(PAW),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.filter,
  },
  {
    name: 'block all but PAWs, in the managed browser of another PC',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    attempt: inBrowser(OFFICE_PC),
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.filter,
  },
  {
    name: 'block all but PAWs, attribute set on an unmanaged PC',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    attempt: inBrowser(UNMANAGED),
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.filter,
  },
  {
    name: 'block all but PAWs, device not known',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    attempt: inBrowser({ state: 'unknown' }),
    applies: 'maybe',
    outcome: 'blocked',
    source: SOURCES.filter,
  },
  {
    name: 'positive rule, no device',
    policy: on({ filter: { mode: 'include', rule: PAW_RULE } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.filter,
  },
  {
    name: 'negative rule, no device',
    policy: on({
      filter: { mode: 'include', rule: 'device.extensionAttribute1 -ne "PAW"' },
      grant: BLOCK,
    }),
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.filter,
  },
  {
    name: 'leaves out what is no PAW, no device',
    policy: on({ filter: { mode: 'exclude', rule: 'device.extensionAttribute1 -ne "PAW"' } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.filter,
  },
  {
    name: 'a rule that is not understood',
    policy: on({ filter: { mode: 'exclude', rule: 'device.x -like "P*"' }, grant: BLOCK }),
    applies: 'maybe',
    outcome: 'blocked',
    source: SOURCES.filter,
  },
  {
    name: 'a guest’s PAW that is not trusted counts for nothing',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    operator: GUEST,
    trust: { compliantDevice: false, hybridJoin: false },
    attempt: inBrowser(PAW),
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.b2b,
  },
  {
    name: 'a guest’s PAW that is trusted',
    policy: on({ filter: { mode: 'exclude', rule: PAW_RULE }, grant: BLOCK }),
    operator: GUEST,
    trust: { compliantDevice: true },
    attempt: inBrowser(PAW),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.b2b,
  },

  // Grant controls
  {
    name: 'a block beats what is satisfied',
    policy: on({ grant: { operator: 'OR', builtInControls: ['mfa', 'block'] } }),
    mfa: 'yes',
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.building,
  },
  {
    name: 'compliant device, embedded page',
    policy: on({ grant: COMPLIANT }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'compliant device, managed browser of a PAW',
    policy: on({ grant: COMPLIANT }),
    attempt: inBrowser(PAW),
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'compliant device, managed browser of a PC that is not',
    policy: on({ grant: COMPLIANT }),
    attempt: inBrowser(OFFICE_PC),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'compliant device, API by the broker, device not known',
    policy: on({ grant: COMPLIANT }),
    attempt: { client: 'api-by-broker', device: { state: 'unknown' } },
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.grant,
  },
  {
    name: 'compliant device, API by a page',
    policy: on({ grant: COMPLIANT }),
    attempt: { client: 'api-by-page' },
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.conditions,
  },
  {
    name: 'compliant device of a guest, not trusted',
    policy: on({ grant: COMPLIANT }),
    operator: GUEST,
    trust: { compliantDevice: false },
    attempt: inBrowser(PAW),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'compliant device of a guest, trusted',
    policy: on({ grant: COMPLIANT }),
    operator: GUEST,
    trust: { compliantDevice: true },
    attempt: inBrowser(PAW),
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'compliant device of a guest, trust not known',
    policy: on({ grant: COMPLIANT }),
    operator: GUEST,
    attempt: inBrowser(PAW),
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.b2b,
  },
  {
    name: 'hybrid joined device',
    policy: on({ grant: HYBRID }),
    attempt: inBrowser(OFFICE_PC),
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'hybrid joined device of a guest: trust in compliance is not enough',
    policy: on({ grant: HYBRID }),
    operator: GUEST,
    trust: { compliantDevice: true, hybridJoin: false },
    attempt: inBrowser(OFFICE_PC),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'MFA or compliant device, MFA done',
    policy: on({ grant: { operator: 'OR', builtInControls: ['mfa', 'compliantDevice'] } }),
    mfa: 'yes',
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'MFA and compliant device, MFA done',
    policy: on({ grant: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] } }),
    mfa: 'yes',
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'approved app, for a guest',
    policy: on({ grant: { builtInControls: ['approvedApplication'] } }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },
  {
    name: 'app protection, in an embedded page',
    policy: on({ grant: { builtInControls: ['compliantApplication'] } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.grant,
  },
  {
    name: 'terms of use',
    policy: on({ grant: { termsOfUse: ['f0'] } }),
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.grant,
  },
  {
    name: 'custom control',
    policy: on({ grant: { customAuthenticationFactors: ['Duo'] } }),
    operator: GUEST,
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.b2b,
  },
  {
    name: 'a control of the future',
    policy: on({ grant: { builtInControls: ['unknownFutureValue'] } }),
    mfa: 'yes',
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.grant,
  },
  {
    name: 'session rules only',
    policy: on({ grant: null, session: { signInFrequency: '4 hours' } }),
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.building,
  },
  {
    name: 'bound tokens',
    policy: on({ grant: null, session: { tokenProtection: true } }),
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.tokenProtection,
  },
  {
    name: 'direct connect without MFA trust',
    policy: on({}),
    operator: DIRECT,
    trust: { mfa: false },
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.b2b,
  },

  // Authentication strength
  {
    name: 'MFA strength, MFA done',
    policy: on({ grant: { authenticationStrength: STRENGTHS.mfa } }),
    mfa: 'yes',
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.strength,
  },
  {
    name: 'MFA strength, MFA not done',
    policy: on({ grant: { authenticationStrength: STRENGTHS.mfa } }),
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.strength,
  },
  {
    name: 'MFA strength for a guest without trust is done here',
    policy: on({ grant: { authenticationStrength: STRENGTHS.mfa } }),
    operator: GUEST,
    trust: { mfa: false },
    mfa: 'yes',
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.strengthExternal,
  },
  {
    name: 'phishing-resistant, some MFA done',
    policy: on({ grant: { authenticationStrength: STRENGTHS.phishingResistant } }),
    mfa: 'yes',
    methods: ['pwd', 'mfa'],
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.strength,
  },
  {
    name: 'phishing-resistant, security key used',
    policy: on({ grant: { authenticationStrength: STRENGTHS.phishingResistant } }),
    mfa: 'yes',
    methods: ['fido', 'mfa'],
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.strength,
  },
  {
    name: 'phishing-resistant for a guest without MFA trust',
    policy: on({ grant: { authenticationStrength: STRENGTHS.phishingResistant } }),
    operator: GUEST,
    trust: { mfa: false },
    mfa: 'yes',
    methods: ['fido', 'mfa'],
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.strengthExternal,
  },
  {
    name: 'phishing-resistant for a guest, trust not known',
    policy: on({ grant: { authenticationStrength: STRENGTHS.phishingResistant } }),
    operator: GUEST,
    mfa: 'yes',
    methods: ['fido', 'mfa'],
    applies: 'yes',
    outcome: 'unknown',
    source: SOURCES.strengthExternal,
  },
  {
    name: 'phishing-resistant for a guest with MFA trust',
    policy: on({ grant: { authenticationStrength: STRENGTHS.phishingResistant } }),
    operator: GUEST,
    trust: { mfa: true },
    mfa: 'yes',
    methods: ['fido', 'mfa'],
    applies: 'yes',
    outcome: 'satisfied',
    source: SOURCES.strengthExternal,
  },
  {
    name: 'passwordless for a guest without MFA trust',
    policy: on({ grant: { authenticationStrength: STRENGTHS.passwordless } }),
    operator: GUEST,
    trust: { mfa: false },
    mfa: 'yes',
    applies: 'yes',
    outcome: 'not-satisfied',
    source: SOURCES.strengthExternal,
  },

  // State
  {
    name: 'switched off',
    policy: on({ state: 'disabled', grant: BLOCK }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.building,
  },
  {
    name: 'report-only block: judged, kept apart',
    policy: on({ state: 'enabledForReportingButNotEnforced', grant: BLOCK }),
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.reportOnly,
  },
  {
    name: 'report-only, not for the operator',
    policy: on({ state: 'enabledForReportingButNotEnforced', users: { includeUsers: [SOMEONE] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.reportOnly,
  },

  // All assignments together
  {
    name: 'user fits, app does not',
    policy: on({ users: { includeUsers: [ME] }, apps: { includeApplications: [SALESFORCE] } }),
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.building,
  },
  {
    name: 'one condition not known, another not so',
    policy: on({ users: { includeGroups: [OTHER_GROUP] }, clients: ['other'] }),
    operator: { groups: null },
    applies: 'no',
    outcome: 'not-applied',
    source: SOURCES.building,
  },
  {
    name: 'everything fits',
    policy: on({
      users: { includeRoles: [SECURITY_READER] },
      apps: { includeApplications: ['MicrosoftAdminPortals'] },
      clients: ['browser'],
      platforms: { includePlatforms: ['windows'], excludePlatforms: [] },
      locations: { includeLocations: [LAB.id], excludeLocations: [] },
      grant: BLOCK,
    }),
    attempt: { ipAddress: '198.51.100.1' },
    applies: 'yes',
    outcome: 'blocked',
    source: SOURCES.building,
  },
];

export const DEFAULT_LOCATIONS = LOCATIONS;
export const MY_GROUPS: ReadonlySet<string> = new Set([MY_GROUP]);
export const MY_ROLES: ReadonlySet<string> = new Set([SECURITY_READER]);
