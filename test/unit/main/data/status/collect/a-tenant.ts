import { CloudError } from '../../../../../../main/data/cloud/cloud-error.ts';
import type { TenantApi } from '../../../../../../main/data/cloud/tenant-api.ts';

export const TENANT_ID = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201';
export const NOW = new Date('2026-11-21T09:00:00.000Z');
export const ME_ID = '0a5f1e2d-6f0e-4b0d-9d53-0c1f6a3e7701';

type Answers = Readonly<Record<string, unknown>>;

/** A policy as Graph documents it, with every block of the published example. */
export const POLICY = {
  id: '2d2f5a10-6f0e-4b0d-9d53-0c1f6a3e7701',
  displayName: 'CA012 Require compliant PAW + MFA for admins',
  templateId: null,
  state: 'enabled',
  createdDateTime: '2025-04-02T09:10:00Z',
  modifiedDateTime: '2026-10-30T12:01:44Z',
  conditions: {
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
      excludeUsers: ['0a5f'],
      includeGroups: [],
      excludeGroups: ['77aa'],
      includeRoles: ['5d6b6bb7-de71-4623-b4af-96380a352509'],
      excludeRoles: [],
      includeGuestsOrExternalUsers: {
        guestOrExternalUserTypes: 'b2bCollaborationGuest,serviceProvider',
        externalTenants: {
          '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants',
          membershipKind: 'enumerated',
          members: ['7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201'],
        },
      },
    },
    locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
    devices: {
      deviceFilter: { mode: 'exclude', rule: 'device.extensionAttribute1 -eq "PAW"' },
    },
    authenticationFlows: { transferMethods: 'deviceCodeFlow' },
  },
  grantControls: {
    operator: 'AND',
    builtInControls: ['compliantDevice', 'aControlOfTomorrow'],
    termsOfUse: [],
    customAuthenticationFactors: [],
    authenticationStrength: {
      id: '00000000-0000-0000-0000-000000000004',
      displayName: 'Phishing-resistant MFA',
    },
  },
  sessionControls: {
    signInFrequency: {
      isEnabled: true,
      value: 4,
      type: 'hours',
      frequencyInterval: 'timeBased',
    },
    persistentBrowser: { isEnabled: true, mode: 'never' },
    secureSignInSession: null,
  },
};

const XTAP = {
  inboundTrust: {
    isMfaAccepted: true,
    isCompliantDeviceAccepted: true,
    isHybridAzureADJoinedDeviceAccepted: false,
  },
  automaticUserConsentSettings: { inboundAllowed: true, outboundAllowed: null },
  b2bCollaborationInbound: {
    usersAndGroups: {
      accessType: 'allowed',
      targets: [{ target: 'AllUsers', targetType: 'user' }],
    },
    applications: {
      accessType: 'allowed',
      targets: [{ target: 'AllApplications', targetType: 'application' }],
    },
  },
  b2bCollaborationOutbound: null,
  b2bDirectConnectInbound: null,
  b2bDirectConnectOutbound: null,
  tenantRestrictions: null,
};

/** What Graph answers, by the beginning of the path; the published examples. */
export const GOOD: Answers = {
  '/v1.0/organization': [{ id: TENANT_ID, displayName: 'Fabrikam' }],
  '/v1.0/me?': {
    id: ME_ID,
    userPrincipalName: 'dana_contoso.com#EXT#@fabrikam.onmicrosoft.com',
    userType: 'Guest',
    externalUserState: 'Accepted',
    creationType: 'Invitation',
    accountEnabled: true,
  },
  '/v1.0/me/transitiveMemberOf/microsoft.graph.group': [{ id: 'g1' }, { id: 'g2' }],
  '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole': [
    { displayName: 'Security Reader', roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' },
  ],
  '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances': [
    { roleDefinitionId: '5d6b6bb7-de71-4623-b4af-96380a352509', endDateTime: null },
  ],
  '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances': [
    {
      roleDefinitionId: '194ae4cb-b126-40b2-bd5b-6091b380977d',
      endDateTime: '2026-11-28T08:00:00Z',
    },
  ],
  '/v1.0/identity/conditionalAccess/policies': [POLICY],
  '/v1.0/identity/conditionalAccess/namedLocations': [
    {
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      id: '4b',
      displayName: 'SOC London',
      isTrusted: true,
      ipRanges: [
        { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '203.0.113.0/28' },
      ],
    },
    {
      '@odata.type': '#microsoft.graph.countryNamedLocation',
      id: '5c',
      displayName: 'Allowed countries',
      countriesAndRegions: ['GB', 'NO'],
      countryLookupMethod: 'clientIpAddress',
      includeUnknownCountriesAndRegions: false,
    },
    { '@odata.type': '#microsoft.graph.compliantNetworkNamedLocation', id: '6d' },
  ],
  '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy': { isEnabled: false },
  '/v1.0/policies/crossTenantAccessPolicy/default': { ...XTAP, isServiceDefault: false },
  '/v1.0/policies/crossTenantAccessPolicy/partners': [
    {
      ...XTAP,
      tenantId: '7C1F0A52-3C1E-4C58-9D0E-1B5E3A9F2201',
      isServiceProvider: null,
      isInMultiTenantOrganization: false,
      identitySynchronization: { userSyncInbound: { isSyncAllowed: true } },
    },
  ],
  '/v1.0/auditLogs/signIns': [
    {
      createdDateTime: '2026-11-20T08:02:11Z',
      appId: '11112222-aaaa-4bbb-8ccc-333344445555',
      appDisplayName: 'Bulkhead',
      conditionalAccessStatus: 'success',
      status: { errorCode: 0 },
      deviceDetail: { isCompliant: true, isManaged: true },
    },
  ],
  '/v1.0/reports/authenticationMethods/userRegistrationDetails': [
    { userPrincipalName: 'a@fabrikam.com', isMfaRegistered: true },
    { userPrincipalName: 'b@fabrikam.com', isMfaRegistered: false },
  ],
  '/v1.0/subscribedSkus': [
    {
      capabilityStatus: 'Enabled',
      servicePlans: [
        { servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', provisioningStatus: 'Success' },
        {
          servicePlanId: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
          provisioningStatus: 'PendingActivation',
        },
      ],
    },
    {
      capabilityStatus: 'Suspended',
      servicePlans: [
        { servicePlanId: '871d91ec-ec1a-452b-a83f-bd76c7d770ef', provisioningStatus: 'Success' },
      ],
    },
  ],
  '/v1.0/identity/conditionalAccess/evaluate': {
    value: [
      { ...POLICY, policyApplies: true, analysisReasons: 'notSet' },
      { ...POLICY, id: 'other', policyApplies: false, analysisReasons: 'users' },
    ],
  },
};

/** A tenant that answers from a table. A value that is an error is thrown. */
export function aTenant(change: Answers = {}) {
  const answers = { ...GOOD, ...change };
  const asked: { path: string; body?: unknown }[] = [];
  const answer = async (path: string, body?: unknown): Promise<unknown> => {
    asked.push(body === undefined ? { path } : { path, body });
    const key = Object.keys(answers)
      .filter((start) => path.startsWith(start))
      .sort((one, other) => other.length - one.length)[0];
    const value = key === undefined ? new CloudError('not-found', 'No.') : answers[key];
    if (value instanceof Error) throw value;
    return structuredClone(value);
  };
  const list = async (path: string) => (await answer(path)) as readonly unknown[];
  const api: TenantApi = {
    tenantId: TENANT_ID,
    cloud: 'global',
    get: (path) => answer(path),
    post: (path, body) => answer(path, body),
    list,
    first: list,
    page: () => Promise.reject(new CloudError('not-found', 'No.')),
  };
  return { api, asked };
}
