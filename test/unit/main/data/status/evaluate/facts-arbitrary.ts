import fc from 'fast-check';
import type {
  AccessRule,
  AccessSettings,
  Answer,
  CaPolicy,
  NamedLocation,
  TenantFacts,
} from '../../../../../../main/data/status/facts.ts';
import { APP, HOME, ME, NOW, TENANT } from './some-facts.ts';

/** Facts of every kind that have the right shape: likely values mixed with any text at all. */

const GROUP = '77aa0000-0000-4000-8000-000000000001';
const ROLE = '62e90394-69f5-4237-9190-012177145e10';

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '\u202eevil', '<b>x</b>', 'CA001'),
);
const oneOf = (...values: readonly string[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: text });
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one);

const instant = fc.oneof(
  fc
    .integer({ min: NOW - 40 * 86_400_000, max: NOW + 3 * 86_400_000 })
    .map((ms) => new Date(ms).toISOString()),
  oneOf(
    '2026-11-20T08:00:00Z',
    '2026-11-20T08:00:00.1234567Z',
    '0000-01-01T00:00:00+23:59',
    'soon',
  ),
);

const anAnswer = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Answer<T>> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('known' as const),
        value,
        source: text,
        collectedAt: maybe(instant),
      }),
    },
    { weight: 1, arbitrary: aGap },
  );

export const aGap: fc.Arbitrary<Answer<never>> = fc.record({
  kind: fc.constantFrom(
    'not-permitted' as const,
    'not-licensed' as const,
    'not-available' as const,
    'not-collected' as const,
    'failed' as const,
  ),
  needs: maybe(text),
  detail: maybe(text),
  source: text,
  collectedAt: maybe(instant),
});

const userIds = some(oneOf('All', 'None', 'GuestsOrExternalUsers', ME, ME.toUpperCase()));
const groupIds = some(oneOf(GROUP, 'other'));
const roleIds = some(oneOf(ROLE, '5d6b6bb7-de71-4623-b4af-96380a352509'));
const external = maybe(
  fc.record({
    guestOrExternalUserTypes: some(
      oneOf(
        'none',
        'internalGuest',
        'b2bCollaborationGuest',
        'b2bCollaborationMember',
        'serviceProvider',
      ),
    ),
    memberTenantIds: maybe(some(oneOf(HOME, TENANT))),
  }),
);
const appIds = some(
  oneOf(
    'All',
    'None',
    'Office365',
    'MicrosoftAdminPortals',
    '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  ),
);
const locationIds = some(oneOf('All', 'AllTrusted', 'office', 'north'));
const risk = some(oneOf('low', 'medium', 'high'));

export const aUserCondition: fc.Arbitrary<CaPolicy['conditions']['users']> = fc.record({
  includeUsers: userIds,
  excludeUsers: userIds,
  includeGroups: groupIds,
  excludeGroups: groupIds,
  includeRoles: roleIds,
  excludeRoles: roleIds,
  includeGuestsOrExternalUsers: external,
  excludeGuestsOrExternalUsers: external,
});

export const anyPolicy: fc.Arbitrary<CaPolicy> = fc.record({
  id: text,
  displayName: text,
  state: fc.constantFrom('enabled', 'disabled', 'enabledForReportingButNotEnforced'),
  modifiedDateTime: maybe(instant),
  conditions: fc.record({
    clientAppTypes: some(oneOf('all', 'browser', 'mobileAppsAndDesktopClients', 'other')),
    signInRiskLevels: risk,
    userRiskLevels: fc.constant([]),
    insiderRiskLevels: fc.constant([]),
    applications: fc.record({
      includeApplications: appIds,
      excludeApplications: appIds,
      includeUserActions: fc.oneof(fc.constant([]), some(text)),
      includeAuthenticationContextClassReferences: fc.oneof(fc.constant([]), some(text)),
      applicationFilter: maybe(fc.record({ mode: oneOf('include', 'exclude'), rule: text })),
    }),
    users: aUserCondition,
    locations: maybe(fc.record({ includeLocations: locationIds, excludeLocations: locationIds })),
    platforms: maybe(
      fc.record({
        includePlatforms: some(oneOf('all', 'windows', 'android')),
        excludePlatforms: some(oneOf('windows', 'android')),
      }),
    ),
    deviceFilter: maybe(
      fc.record({
        mode: fc.constantFrom('include' as const, 'exclude' as const),
        rule: oneOf(
          'device.extensionAttribute1 -eq "PAW"',
          'device.isCompliant -ne "True" -or not',
          '-not (device.trustType -in ["ServerAD", "AzureAD"])',
        ),
      }),
    ),
    authenticationFlows: fc.oneof(
      fc.constant([]),
      some(oneOf('none', 'deviceCodeFlow', 'authenticationTransfer')),
    ),
  }),
  grantControls: maybe(
    fc.record({
      operator: fc.constantFrom('AND' as const, 'OR' as const),
      builtInControls: some(
        oneOf('block', 'mfa', 'compliantDevice', 'domainJoinedDevice', 'passwordChange'),
      ),
      termsOfUse: some(text),
      customAuthenticationFactors: some(text),
      authenticationStrength: maybe(
        fc.record({
          id: oneOf('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000004'),
          displayName: text,
          requirementsSatisfied: fc.constantFrom('mfa' as const, 'none' as const, null),
          allowedCombinations: some(oneOf('fido2', 'password,sms', 'password')),
        }),
      ),
    }),
  ),
  sessionControls: fc.record({
    signInFrequency: maybe(text),
    persistentBrowser: maybe(text),
    tokenProtection: fc.boolean(),
  }),
});

export const someLocations: fc.Arbitrary<readonly NamedLocation[]> = some(
  fc.oneof(
    fc.record({
      kind: fc.constant('ip' as const),
      id: oneOf('office'),
      displayName: text,
      isTrusted: fc.boolean(),
      ranges: some(oneOf('203.0.113.0/28', '2001:db8::/32', '10.0.0.0/99', 'x')),
    }),
    fc.record({
      kind: fc.constant('country' as const),
      id: oneOf('north'),
      displayName: text,
      countries: some(oneOf('GB', 'NO')),
      includesUnknown: fc.boolean(),
    }),
  ),
);

const rulePart = maybe(
  fc.record({
    accessType: oneOf('allowed', 'blocked'),
    targets: some(oneOf('AllUsers', 'AllApplications')),
  }),
);
const rule: fc.Arbitrary<AccessRule | null> = maybe(
  fc.record({ usersAndGroups: rulePart, applications: rulePart }),
);
const flag = maybe(fc.boolean());

const someSettings: fc.Arbitrary<AccessSettings> = fc.record({
  tenantId: maybe(oneOf(HOME, TENANT)),
  inboundTrust: maybe(
    fc.record({
      isMfaAccepted: flag,
      isCompliantDeviceAccepted: flag,
      isHybridAzureADJoinedDeviceAccepted: flag,
    }),
  ),
  automaticUserConsentSettings: maybe(fc.record({ inboundAllowed: flag, outboundAllowed: flag })),
  b2bCollaborationInbound: rule,
  b2bCollaborationOutbound: rule,
  b2bDirectConnectInbound: rule,
  b2bDirectConnectOutbound: rule,
  isInboundSyncAllowed: flag,
  isServiceProvider: flag,
  isInMultiTenantOrganization: flag,
});

export const anyFacts: fc.Arbitrary<TenantFacts> = fc.record({
  tenantId: fc.constant(TENANT),
  cloud: oneOf('global', 'gcc-high', 'dod', 'china'),
  statedAccessPath: oneOf('unknown', 'member', 'guest-sync', 'guest-package', 'gdap', 'lighthouse'),
  signIn: anAnswer(
    fc.record({
      state: oneOf('signed-in', 'signed-out', 'needs-mfa', 'blocked', 'needs-consent', 'failed'),
      code: maybe(oneOf('53000', '53003', '500213')),
      reason: text,
    }),
  ),
  token: anAnswer(
    fc.record({
      homeTenantId: oneOf(HOME, TENANT),
      objectId: oneOf(ME, TENANT),
      appId: maybe(oneOf(APP, ME)),
      username: text,
      amr: some(oneOf('pwd', 'mfa', 'fido', 'rsa')),
      authTime: maybe(instant),
      isGuest: flag,
      tokenUntil: maybe(instant),
    }),
  ),
  organization: anAnswer(fc.record({ id: text, displayName: text })),
  me: anAnswer(
    fc.record({
      id: oneOf(ME),
      userPrincipalName: text,
      userType: fc.constantFrom('Member' as const, 'Guest' as const, null),
      externalUserState: maybe(text),
      creationType: maybe(oneOf('Invitation')),
      accountEnabled: flag,
    }),
  ),
  groups: anAnswer(groupIds),
  activeRoles: anAnswer(some(fc.record({ roleTemplateId: oneOf(ROLE), displayName: text }))),
  roleSchedules: anAnswer(
    some(
      fc.record({
        roleTemplateId: oneOf(ROLE),
        kind: fc.constantFrom('active' as const, 'eligible' as const),
        endDateTime: maybe(instant),
      }),
    ),
  ),
  caPolicies: anAnswer(some(anyPolicy)),
  namedLocations: anAnswer(someLocations),
  securityDefaults: anAnswer(fc.record({ isEnabled: fc.boolean() })),
  crossTenantDefault: anAnswer(someSettings),
  crossTenantPartners: anAnswer(some(someSettings)),
  signIns: anAnswer(
    some(
      fc.record({
        createdDateTime: instant,
        appId: maybe(oneOf(APP, ME)),
        appDisplayName: text,
        conditionalAccessStatus: oneOf('success', 'failure', 'notApplied'),
        errorCode: fc.constantFrom(0, 53003, Number.NaN),
        authenticationRequirement: maybe(
          oneOf('multiFactorAuthentication', 'singleFactorAuthentication'),
        ),
        crossTenantAccessType: maybe(text),
        isCompliant: flag,
        isManaged: flag,
      }),
    ),
  ),
  registration: anAnswer(
    fc.record({
      admins: fc.oneof(fc.nat(5), fc.double()),
      adminsRegistered: fc.oneof(fc.nat(5), fc.double()),
      notRegistered: some(text),
    }),
  ),
  servicePlans: anAnswer(some(text)),
  whatIf: anAnswer(some(text)),
});
