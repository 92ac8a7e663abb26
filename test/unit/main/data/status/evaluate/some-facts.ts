import type {
  AccessSettings,
  Answer,
  Gap,
  Me,
  TenantFacts,
  TokenFacts,
} from '../../../../../../main/data/status/facts.ts';

/** Facts of a tenant in which everything was asked for and found, an hour before `NOW`. */

export const NOW = Date.parse('2026-11-20T09:00:00Z');
export const ASKED = '2026-11-20T08:00:00Z';
export const TENANT = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10';
export const HOME = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';
export const APP = '11112222-aaaa-4bbb-8ccc-333344445555';
export const ME = 'c6ad0000-0000-4000-8000-000000000001';

export const known = <T>(value: T, source = '/v1.0/something'): Answer<T> => ({
  kind: 'known',
  value,
  source,
  collectedAt: ASKED,
});

export const gap = (kind: Gap['kind'], more: Partial<Gap> = {}): Answer<never> => ({
  kind,
  needs: null,
  detail: null,
  source: '/v1.0/something',
  collectedAt: kind === 'not-collected' ? null : ASKED,
  ...more,
});

export const aToken = (more: Partial<TokenFacts> = {}): TokenFacts => ({
  homeTenantId: HOME,
  objectId: ME,
  appId: APP,
  username: 'a-josh1@contoso.com',
  amr: [],
  authTime: null,
  isGuest: true,
  tokenUntil: '2026-11-20T09:30:00Z',
  ...more,
});

export const aMe = (more: Partial<Me> = {}): Me => ({
  id: ME,
  userPrincipalName: 'a-josh1_contoso.com#EXT#@fabrikam.onmicrosoft.com',
  userType: 'Guest',
  externalUserState: 'Accepted',
  creationType: 'Invitation',
  accountEnabled: true,
  ...more,
});

const rule = (accessType: string, users: string, apps: string) => ({
  usersAndGroups: { accessType, targets: [users] },
  applications: { accessType, targets: [apps] },
});

export const ALLOW_ALL = rule('allowed', 'AllUsers', 'AllApplications');
export const BLOCK_ALL = rule('blocked', 'AllUsers', 'AllApplications');

/** A partner entry that says nothing: everything is inherited. */
export const anEntry = (more: Partial<AccessSettings> = {}): AccessSettings => ({
  tenantId: HOME,
  inboundTrust: null,
  automaticUserConsentSettings: null,
  b2bCollaborationInbound: null,
  b2bCollaborationOutbound: null,
  b2bDirectConnectInbound: null,
  b2bDirectConnectOutbound: null,
  isInboundSyncAllowed: null,
  isServiceProvider: null,
  isInMultiTenantOrganization: null,
  ...more,
});

/** Microsoft's own default: guests may come, nothing is trusted. */
export const theDefault = (more: Partial<AccessSettings> = {}): AccessSettings =>
  anEntry({
    tenantId: null,
    inboundTrust: {
      isMfaAccepted: false,
      isCompliantDeviceAccepted: false,
      isHybridAzureADJoinedDeviceAccepted: false,
    },
    automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
    b2bCollaborationInbound: ALLOW_ALL,
    b2bCollaborationOutbound: ALLOW_ALL,
    b2bDirectConnectInbound: BLOCK_ALL,
    b2bDirectConnectOutbound: BLOCK_ALL,
    ...more,
  });

/** An invited guest with Security Reader, signed in, in a tenant without policies. */
export const someFacts = (more: Partial<TenantFacts> = {}): TenantFacts => ({
  tenantId: TENANT,
  cloud: 'global',
  statedAccessPath: 'unknown',
  signIn: known({ state: 'signed-in', code: null, reason: 'Signed in.' }, 'sign-in'),
  token: known(aToken(), 'ID token'),
  organization: known({ id: TENANT, displayName: 'Fabrikam' }),
  me: known(aMe(), '/v1.0/me'),
  groups: known([]),
  activeRoles: known([
    { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509', displayName: 'Security Reader' },
  ]),
  roleSchedules: known([]),
  caPolicies: known([], '/v1.0/identity/conditionalAccess/policies'),
  namedLocations: known([]),
  securityDefaults: known({ isEnabled: false }),
  crossTenantDefault: known(theDefault()),
  crossTenantPartners: known([]),
  signIns: known([]),
  registration: known({ admins: 2, adminsRegistered: 2, notRegistered: [] }),
  servicePlans: known([]),
  whatIf: gap('not-collected'),
  ...more,
});
