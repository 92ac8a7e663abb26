import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectApi } from './api-client.ts';
import type { ApiClient } from './api-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';

const OPERATOR = 'dana.okafor@contoso.com';
const ALL = [
  'User.Read',
  'Policy.Read.All',
  'Policy.Read.ConditionalAccess',
  'Policy.Read.AuthenticationMethod',
  'AuditLog.Read.All',
  'RoleAssignmentSchedule.Read.Directory',
  'RoleEligibilitySchedule.Read.Directory',
  'LicenseAssignment.Read.All',
  'MultiTenantOrganization.ReadBasic.All',
  'DelegatedAdminRelationship.Read.All',
  'CrossTenantInformation.ReadBasic.All',
];
const CA = '/v1.0/identity/conditionalAccess';
const XTAP = '/v1.0/policies/crossTenantAccessPolicy';
const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

describe('Graph of the demo estate', () => {
  let run: RunningCloud;
  let contoso: ApiClient;
  let fabrikam: ApiClient;
  beforeAll(async () => {
    run = await runDemoCloud();
    contoso = await connectApi(run, OPERATOR, run.tenant('contoso.com'), ALL);
    fabrikam = await connectApi(run, OPERATOR, run.tenant('fabrikam.com'), ALL);
  });
  afterAll(() => run.stop());

  it('names the roles that are active, and the groups', async () => {
    const roles = await contoso.get(
      '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId',
    );
    const memberOf = await contoso.get('/v1.0/me/transitiveMemberOf');

    expect(roles.value).toEqual([
      { displayName: 'Security Reader', roleTemplateId: SECURITY_READER },
    ]);
    expect(memberOf.value.map((each) => each['@odata.type'])).toEqual([
      '#microsoft.graph.group',
      '#microsoft.graph.directoryRole',
    ]);
  });

  it('lists own roles with their ends, active and eligible', async () => {
    const base = '/v1.0/roleManagement/directory';
    const own = "filterByCurrentUser(on='principal')?$expand=roleDefinition";

    const active = await fabrikam.get(`${base}/roleAssignmentScheduleInstances/${own}`);
    const eligible = await contoso.get(`${base}/roleEligibilityScheduleInstances/${own}`);

    const mine = `?$filter=principalId eq '${String(active.value[0]?.principalId)}'`;
    const everybodys = await fabrikam.get(`${base}/roleAssignmentScheduleInstances`);
    const filtered = await fabrikam.get(`${base}/roleAssignmentScheduleInstances${mine}`);

    expect(everybodys.value).toHaveLength(3);
    expect(filtered.value.map(({ id }) => id)).toEqual(active.value.map(({ id }) => id));
    expect(active.value).toEqual([
      expect.objectContaining({
        roleDefinitionId: SECURITY_READER,
        roleDefinition: expect.objectContaining({ displayName: 'Security Reader' }),
        assignmentType: 'Assigned',
        endDateTime: null,
        memberType: 'Direct',
      }),
      expect.objectContaining({ assignmentType: 'Activated', endDateTime: expect.any(String) }),
    ]);
    expect(Date.parse(String(active.value[1]?.endDateTime))).toBeGreaterThan(Date.now());
    expect(eligible.value).toHaveLength(2);
    expect(eligible.value.map((row) => row.endDateTime === null)).toEqual([false, true]);
  });

  it('has policies that say what the sign-in does', async () => {
    const policies = await contoso.get(`${CA}/policies`);
    const one = await contoso.get(`${CA}/policies/${String(policies.value[0]?.id)}`);
    const none = await contoso.get(`${CA}/policies/00000000-0000-4000-8000-000000000000`);

    const named = policies.value.map((policy) => [policy.displayName, policy.state]);
    expect(named).toEqual([
      ['CA001 Block legacy authentication', 'enabled'],
      ['CA002 Require MFA for all users', 'enabled'],
      ['CA012 Highest administrators only from a PAW', 'enabled'],
      ['CA013 Phishing-resistant MFA for the highest administrators', 'enabled'],
      ['CA020 Block device code flow', 'enabled'],
      ['CA050 Compliant device for all users (pilot)', 'enabledForReportingButNotEnforced'],
      ['CA900 Require MFA for administrators (old)', 'disabled'],
    ]);
    expect(policies.value[1]).toMatchObject({
      conditions: {
        clientAppTypes: ['all'],
        users: { includeUsers: ['All'], excludeUsers: [expect.any(String), expect.any(String)] },
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    });
    expect(one.body.displayName).toBe('CA001 Block legacy authentication');
    expect(none.status).toBe(404);
  });

  it('has named locations, strengths and security defaults', async () => {
    const locations = await fabrikam.get(`${CA}/namedLocations`);
    const strengths = await contoso.get('/v1.0/policies/authenticationStrengthPolicies');
    const defaults = await contoso.get(
      '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy?$select=id,isEnabled',
    );

    expect(locations.value).toMatchObject([
      {
        '@odata.type': '#microsoft.graph.ipNamedLocation',
        isTrusted: true,
        ipRanges: [{ cidrAddress: '203.0.113.0/28' }],
      },
      { '@odata.type': '#microsoft.graph.countryNamedLocation', countriesAndRegions: ['US'] },
    ]);
    expect(strengths.value.map(({ id }) => String(id).slice(-1))).toEqual(['2', '3', '4']);
    expect(defaults.body).toMatchObject({
      id: '00000000-0000-0000-0000-000000000005',
      isEnabled: false,
    });
  });

  it('says by What-If which policies would apply', async () => {
    const me = await fabrikam.get('/v1.0/me?$select=id');
    const ask = async (ipAddress: string, applications: string[]) => {
      const answer = await fabrikam.post(`${CA}/evaluate`, {
        signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: me.body.id },
        signInContext: {
          '@odata.type': '#microsoft.graph.applicationContext',
          includeApplications: applications,
        },
        signInConditions: { clientAppType: 'mobileAppsAndDesktopClients', ipAddress },
        appliedPoliciesOnly: true,
      });
      return answer.value.map((row) => [row.displayName, row.policyApplies, row.analysisReasons]);
    };
    const pilot = ['CA050 Compliant device for all users (pilot)', true, 'notSet'];
    const mfa = ['CA002 Require MFA for all users', true, 'notSet'];

    expect(await ask('198.51.100.1', [GRAPH_APP])).toEqual([mfa, pilot]);
    expect(await ask('203.0.113.9', [GRAPH_APP])).toEqual([pilot]);
    expect(await ask('198.51.100.1', ['3d4c1f00-0000-4b00-8000-000000000004'])).toEqual([
      mfa,
      pilot,
      ['CA060 Block guests from Intune admin center (simulated)', true, 'notSet'],
    ]);
    expect((await fabrikam.post(`${CA}/evaluate`, {})).status).toBe(400);
  });

  it('says what a tenant accepts from others, with null for what is inherited', async () => {
    const tid = run.tenant('contoso.com').id;
    const fallback = await fabrikam.get(`${XTAP}/default`);
    const partner = await fabrikam.get(`${XTAP}/partners/${tid}`);
    const all = await contoso.get(`${XTAP}/partners?$expand=identitySynchronization`);
    const nobody = await contoso.get(`${XTAP}/partners/${run.tenant('litwareinc.com').id}`);
    const noSync = await fabrikam.get(`${XTAP}/partners/${tid}/identitySynchronization`);

    expect(fallback.body).toMatchObject({
      isServiceDefault: true,
      inboundTrust: { isMfaAccepted: false },
      automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
    });
    expect(partner.body).toMatchObject({
      tenantId: tid,
      inboundTrust: { isMfaAccepted: true, isCompliantDeviceAccepted: true },
      automaticUserConsentSettings: { inboundAllowed: true, outboundAllowed: null },
      b2bCollaborationInbound: null,
      isInMultiTenantOrganization: true,
    });
    expect(all.value.map(({ inboundTrust }) => inboundTrust)).toEqual([null, null, null]);
    expect(all.value.map((entry) => entry.identitySynchronization)).toEqual([null, null, null]);
    expect(nobody.status).toBe(404);
    expect(noSync.status).toBe(404);
  });

  it('logs sign-ins: those just made, and a history', async () => {
    const me = await contoso.get('/v1.0/me?$select=id');
    const since = new Date(Date.now() - 10 * 60_000).toISOString();
    const filter = `$filter=userId eq '${String(me.body.id)}' and createdDateTime ge ${since}`;

    const recent = await contoso.get(`/v1.0/auditLogs/signIns?${filter}&$top=50`, {
      prefer: 'include-unknown-enum-members',
    });
    const all = await contoso.get('/v1.0/auditLogs/signIns');
    const beta = await contoso.get(`/beta/auditLogs/signIns?${filter}`);

    expect(recent.value).toHaveLength(1);
    expect(recent.value[0]).toMatchObject({
      appDisplayName: 'Bulkhead',
      conditionalAccessStatus: 'success',
      status: { errorCode: 0 },
      resourceTenantId: run.tenant('contoso.com').id,
    });
    expect(recent.value[0]?.appliedConditionalAccessPolicies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ enforcedGrantControls: ['Mfa'], result: 'success' }),
        expect.objectContaining({ result: 'reportOnlyFailure' }),
      ]),
    );
    expect(recent.value[0]).not.toHaveProperty('authenticationRequirement');
    expect(beta.value[0]).toMatchObject({
      authenticationRequirement: 'multiFactorAuthentication',
      crossTenantAccessType: 'none',
    });
    expect(all.value.length).toBeGreaterThan(5);
    expect(JSON.stringify(all.value)).not.toContain('reportOnly');
    const times = all.value.map((row) => Date.parse(String(row.createdDateTime)));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('reports registrations and licences', async () => {
    const report = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
    const admins = await contoso.get(`${report}?$filter=isAdmin eq true`);
    const everyone = await contoso.get(report);
    const skus = await contoso.get(
      '/v1.0/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans',
    );

    expect(admins.value.length).toBeGreaterThan(2);
    expect(admins.value.length).toBeLessThan(everyone.value.length);
    expect(admins.value[0]).toMatchObject({
      userPrincipalName: OPERATOR,
      isMfaRegistered: true,
      methodsRegistered: ['microsoftAuthenticatorPush'],
    });
    expect(skus.value).toMatchObject([
      { skuPartNumber: 'SPE_E5', capabilityStatus: 'Enabled' },
      { capabilityStatus: 'Suspended' },
    ]);
  });

  it('knows the relations of tenants', async () => {
    const base = '/v1.0/tenantRelationships';
    const organization = await contoso.get(`${base}/multiTenantOrganization`);
    const members = await contoso.get(`${base}/multiTenantOrganization/tenants`);
    const customers = await contoso.get(`${base}/delegatedAdminCustomers`);
    const tid = run.tenant('fabrikam.com').id;
    const found = await contoso.get(`${base}/findTenantInformationByTenantId(tenantId='${tid}')`);
    const other = run.tenant('woodgrove.onmicrosoft.us').id;
    const missing = await contoso.get(
      `${base}/findTenantInformationByTenantId(tenantId='${other}')`,
    );

    expect(organization.body).toMatchObject({ displayName: 'Contoso Group', state: 'active' });
    expect(members.value.map((each) => [each.displayName, each.role, each.state])).toEqual([
      ['Contoso', 'owner', 'active'],
      ['Fabrikam', 'member', 'active'],
      ['Northwind Traders', 'member', 'pending'],
    ]);
    expect(customers.value).toEqual([
      expect.objectContaining({
        tenantId: run.tenant('litwareinc.com').id,
        displayName: 'Litware',
      }),
    ]);
    expect(found.body).toMatchObject({
      tenantId: tid,
      displayName: 'Fabrikam',
      defaultDomainName: 'fabrikam.onmicrosoft.com',
    });
    expect(missing.status).toBe(404);
  });
});
