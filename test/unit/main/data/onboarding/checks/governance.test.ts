import { describe, expect, it } from 'vitest';
import { aCheck, type Answers, GROUP, ME, Refusal, SOURCE_ID, TARGET_ID } from './a-check.ts';

const organization = (state: string | null, tenantId: string | null = SOURCE_ID, id = 'o1') => ({
  id,
  displayName: 'Contoso',
  state,
  identitySources: [{ '@odata.type': '#x', tenantId, displayName: 'Contoso' }],
});

const policy = (more: object = {}) => ({
  id: 'p',
  displayName: 'Tier 1: Contoso only',
  allowedTargetScope: 'specificConnectedOrganizationUsers',
  specificAllowedTargets: [{ '@odata.type': '#x', connectedOrganizationId: 'o1' }],
  expiration: { type: 'afterDuration', duration: 'P365D' },
  requestorSettings: { enableTargetsToSelfUpdateAccess: true },
  requestApprovalSettings: {
    isApprovalRequiredForAdd: true,
    stages: [{ primaryApprovers: [{ '@odata.type': '#x', groupId: GROUP.toUpperCase() }] }],
  },
  reviewSettings: {
    isEnabled: true,
    schedule: { recurrence: { pattern: { type: 'absoluteYearly', interval: 1 } } },
  },
  accessPackage: { id: 'a1' },
  ...more,
});
const givesGroup = (...ids: string[]) => ({
  resourceRoleScopes: ids.map((originId) => ({ scope: { originId, displayName: 'A group' } })),
});
const packages = (policies: unknown[], more: Answers = {}): Answers => ({
  'accessPackages/a1': givesGroup(GROUP),
  'accessPackages?': [{ id: 'a1', displayName: 'Tier 1' }],
  assignmentPolicies: policies,
  connectedOrganizations: [organization('configured')],
  ...more,
});
const WANTED = {
  maxDays: 365,
  approval: true,
  approvers: GROUP,
  review: true,
  extension: true,
  onlyOrganization: true,
};

const BY_ADMINISTRATORS = policy({
  displayName: 'Direct',
  allowedTargetScope: 'notSpecified',
  specificAllowedTargets: [],
  requestorSettings: null,
  requestApprovalSettings: null,
});

describe('an access package', () => {
  it.each([
    ['as wanted', policy(), WANTED, 'passed: The policy “Tier 1: Contoso only”'],
    ['nothing asked', policy({ requestApprovalSettings: null }), {}, 'passed'],
    [
      'a day too long',
      policy({ expiration: { type: 'afterDuration', duration: 'P366D' } }),
      WANTED,
      'failed: .*lasts 366 days',
    ],
    [
      'for ever',
      policy({ expiration: { type: 'noExpiration' } }),
      WANTED,
      'failed: .*does not end',
    ],
    ['no expiration said', policy({ expiration: null }), WANTED, 'failed: .*does not end'],
    [
      'until a day',
      policy({ expiration: { type: 'afterDateTime', endDateTime: '2026-12-20T09:00:00Z' } }),
      { maxDays: 30 },
      'passed',
    ],
    [
      'until a later day',
      policy({ expiration: { type: 'afterDateTime', endDateTime: '2026-12-21T09:00:00Z' } }),
      { maxDays: 30 },
      'failed: .*lasts 31 days',
    ],
    [
      'a duration that is none',
      policy({ expiration: { type: 'afterDuration', duration: 'long' } }),
      WANTED,
      'failed: .*does not end',
    ],
    [
      'no approval',
      policy({ requestApprovalSettings: { isApprovalRequiredForAdd: false } }),
      { approval: true },
      'failed: .*needs no approval',
    ],
    ['approval that is not wanted', policy(), { approval: false }, 'failed: .*needs approval'],
    ['another approver', policy(), { approvers: ME }, 'failed: .*is not the approver'],
    [
      'approver without approval',
      policy({
        requestApprovalSettings: {
          isApprovalRequiredForAdd: false,
          stages: [{ primaryApprovers: [{ groupId: GROUP }] }],
        },
      }),
      { approvers: GROUP },
      'failed: .*not the approver',
    ],
    ['no review', policy({ reviewSettings: null }), WANTED, 'failed: .*no yearly review'],
    [
      'review switched off',
      policy({
        reviewSettings: {
          isEnabled: false,
          schedule: { recurrence: { pattern: { type: 'weekly', interval: 1 } } },
        },
      }),
      WANTED,
      'failed: .*no yearly review',
    ],
    [
      'a year as twelve months',
      policy({
        reviewSettings: {
          isEnabled: true,
          schedule: { recurrence: { pattern: { type: 'absoluteMonthly', interval: 12 } } },
        },
      }),
      WANTED,
      'passed',
    ],
    [
      'reviews that are over',
      policy({
        reviewSettings: {
          isEnabled: true,
          schedule: {
            recurrence: {
              pattern: { type: 'absoluteMonthly', interval: 12 },
              range: { type: 'endDate', startDate: '2024-01-01', endDate: '2026-06-01' },
            },
          },
        },
      }),
      WANTED,
      'failed: .*no yearly review',
    ],
    [
      'thirteen months',
      policy({
        reviewSettings: {
          isEnabled: true,
          schedule: { recurrence: { pattern: { type: 'absoluteMonthly', interval: 13 } } },
        },
      }),
      WANTED,
      'failed: .*no yearly review',
    ],
    [
      'no extension',
      policy({ requestorSettings: null }),
      WANTED,
      'failed: .*may not ask to extend',
    ],
    ['extension that is not wanted', policy(), { extension: false }, 'failed: .*may extend'],
    [
      'for everybody',
      policy({ allowedTargetScope: 'allExternalUsers' }),
      WANTED,
      'failed: .*requested by: allExternalUsers',
    ],
    [
      'for another as well',
      policy({
        specificAllowedTargets: [
          { connectedOrganizationId: 'o1' },
          { connectedOrganizationId: 'o2' },
        ],
      }),
      WANTED,
      'failed: .*another organization',
    ],
    [
      'for nobody',
      policy({ specificAllowedTargets: [] }),
      WANTED,
      'failed: .*another organization',
    ],
    [
      'of another package',
      policy({ accessPackage: { id: 'a2' } }),
      WANTED,
      'failed: .*no policy yet',
    ],
  ] as const)('%s', async (_, one, values, expected) => {
    const given = { id: 'access-package', with: { name: 'tier 1', ...values } };
    expect((await aCheck(given, packages([one]))).said).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    [
      'for ever',
      policy({ displayName: 'Old', expiration: { type: 'noExpiration' } }),
      'failed: The policy “Tier 1: Contoso only” of “tier 1” is as wanted, and another one lets more through. “Old”: it does not end.',
    ],
    [
      'without approval, for everybody',
      policy({
        displayName: 'Quick',
        requestApprovalSettings: null,
        allowedTargetScope: 'allMemberUsers',
      }),
      'failed: .*“Quick”: a request needs no approval; .*requested by: allMemberUsers',
    ],
    ['by administrators alone', BY_ADMINISTRATORS, 'passed'],
    [
      'by administrators, for ever',
      { ...BY_ADMINISTRATORS, expiration: { type: 'noExpiration' } },
      'failed: .*“Direct”: it does not end',
    ],
    [
      'closed for requests',
      policy({
        displayName: 'Closed',
        requestApprovalSettings: null,
        requestorSettings: { enableTargetsToSelfAddAccess: false },
      }),
      'passed',
    ],
  ])('is as lax as the laxest of its policies: %s', async (_, other, expected) => {
    const given = { id: 'access-package', with: { name: 'tier 1', ...WANTED } };
    const answer = await aCheck(given, packages([other, policy()]));
    expect(answer.said).toMatch(new RegExp(`^${expected}`));
    expect(answer.facts).toHaveLength(2);
    expect(answer.facts).toContainEqual({ label: 'Tier 1: Contoso only', value: 'as wanted' });
  });

  it('is not requested where only administrators assign it', async () => {
    const given = { id: 'access-package', with: { name: 'Tier 1', approval: true } };
    expect((await aCheck(given, packages([BY_ADMINISTRATORS]))).said).toMatch(
      /^failed: .*nobody can request it/,
    );
  });

  it.each([
    [givesGroup(GROUP), 'passed'],
    [givesGroup(ME), 'failed: .*does not give the group'],
    [givesGroup(GROUP, ME), 'failed: .*it also gives A group'],
    [givesGroup(), 'failed: .*does not give the group'],
  ])('gives one group only %#', async (scopes, expected) => {
    const given = { id: 'access-package', with: { name: 'Tier 1', group: GROUP } };
    const answers = packages([policy()], { 'accessPackages/a1': scopes });
    expect((await aCheck(given, answers)).said).toMatch(new RegExp(`^${expected}`));
  });

  it('is not there', async () => {
    const answers = packages([policy()], { 'accessPackages?': [] });
    const { said } = await aCheck({ id: 'access-package', with: { name: 'Tier 1' } }, answers);
    expect(said).toBe('failed: There is no access package called “Tier 1”.');
    expect((await aCheck({ id: 'access-package' }, {})).state).toBe('needs-value');
  });

  it('reads when the operator’s own assignment ends', async () => {
    const assignment = (more: object = {}) => ({
      state: 'delivered',
      target: { objectId: ME },
      accessPackage: { id: 'a1' },
      schedule: { expiration: { endDateTime: '2027-05-20T00:00:00Z' } },
      ...more,
    });
    const later = { expiration: { endDateTime: '2028-01-01T00:00:00Z' } };
    const rows = [
      assignment(),
      assignment({ state: 'expired', schedule: later }),
      assignment({ target: { objectId: GROUP }, schedule: later }),
      assignment({ accessPackage: { id: 'a2' }, schedule: later }),
    ];
    const { endsAt } = await aCheck(
      { id: 'access-package', with: { name: 'Tier 1' } },
      packages([policy()], { 'entitlementManagement/assignments': rows }),
      { operator: { username: 'dana', objectId: ME } },
    );
    expect(endsAt).toBe('2027-05-20T00:00:00.000Z');
  });
});

describe('entitlement management', () => {
  it.each([
    [[organization('configured')], 'passed'],
    [[organization('proposed')], 'failed: .*only proposed'],
    [[organization('configured', TARGET_ID)], 'failed: Contoso is no connected'],
    [[organization('configured', null)], 'failed: Contoso is no connected'],
    [[], 'failed: Contoso is no connected'],
  ])('has a connected organization %#', async (rows, expected) => {
    const { said } = await aCheck(
      { id: 'connected-organization' },
      { connectedOrganizations: rows },
    );
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  const catalog = (state: string, isExternallyVisible: boolean | null) => [
    { displayName: 'Security provider', state, isExternallyVisible },
  ];
  it.each([
    [catalog('published', true), 'passed'],
    [catalog('unpublished', true), 'failed: .*it is unpublished'],
    [catalog('published', false), 'failed: .*not enabled for external'],
    [catalog('published', null), 'failed: .*not enabled for external'],
    [[], 'failed: There is no catalog'],
  ])('has a catalog %#', async (catalogs, expected) => {
    const given = { id: 'catalog-published', with: { name: 'Security provider' } };
    expect((await aCheck(given, { catalogs })).said).toMatch(new RegExp(`^${expected}`));
  });

  const request = (createdDateTime: string, state = 'pendingApproval') => ({
    createdDateTime,
    state,
    requestor: { displayName: 'Lee' },
    accessPackage: { displayName: 'Tier 1' },
  });
  it.each([
    [[], 'passed: No request waits'],
    [[request('2026-11-13T09:00:00Z')], 'passed: 1 request waits'],
    [[request('2026-11-13T08:59:59Z')], 'failed: 1 request has waited longer'],
    [[request('2026-11-01T09:00:00Z', 'delivered')], 'passed: No request waits'],
    [[request('2026-11-01T09:00:00Z'), request('2026-11-19T09:00:00Z')], 'failed: .*2026-11-01'],
  ])('keeps nobody waiting %#', async (rows, expected) => {
    const answers = { assignmentRequests: rows };
    expect((await aCheck({ id: 'pending-approvals' }, answers)).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });

  it('filters requests by itself where the service does not', async () => {
    const { said } = await aCheck(
      { id: 'pending-approvals' },
      {
        "state eq 'pendingApproval'": new Refusal(400, 'BadRequest'),
        assignmentRequests: [
          request('2026-11-01T09:00:00Z'),
          request('2026-11-01T09:00:00Z', 'denied'),
        ],
      },
    );
    expect(said).toMatch(/^failed: 1 request has/);
  });

  it.each([
    ['none', {}, 'information: .*nothing happens'],
    ['none', { wanted: 'none' }, 'passed'],
    ['blockSignIn', { wanted: 'none' }, 'failed: .*blocked from signing in'],
    [null, { wanted: 'none' }, 'failed: .*not said'],
    ['constructor', {}, 'information: .*what happens is: constructor'],
  ])('says what becomes of external users: %s %o', async (action, values, expected) => {
    const answers = { '/settings': { externalUserLifecycleAction: action } };
    const given = { id: 'external-user-lifecycle', with: values };
    expect((await aCheck(given, answers)).said).toMatch(new RegExp(`^${expected}`));
  });
});

describe('guests', () => {
  const LIMITED = '10dae51f-b6af-4016-8d66-8c2a99b929b3';
  const answers = (allowInvitesFrom: string, guestUserRoleId = LIMITED) => ({
    authorizationPolicy: { id: 'authorizationPolicy', allowInvitesFrom, guestUserRoleId },
  });
  it.each([
    ['none', 'passed'],
    ['adminsAndGuestInviters', 'passed'],
    ['adminsGuestInvitersAndAllMembers', 'passed'],
    ['everyone', 'failed: Everyone may invite'],
    ['unknownFutureValue', 'failed: Who may invite is “unknownFutureValue”'],
  ])('invite: %s', async (who, expected) => {
    expect((await aCheck({ id: 'guests-cannot-invite' }, answers(who))).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });

  it.each([
    [LIMITED, 'passed: Guests have limited'],
    ['2AF84B1E-32c8-42b7-82bc-daa82404023b', 'passed: Guests have access to their own'],
    ['a0b1b346-4d3e-4e8b-98f8-753987be4970', 'failed: Guests have the same access'],
    [ME, 'failed: .*does not know'],
  ])('see %s', async (role, expected) => {
    expect((await aCheck({ id: 'guests-restricted' }, answers('none', role))).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });
});

describe('what a tenant has and is in', () => {
  const sku = (
    servicePlanId: string,
    provisioningStatus = 'Success',
    capabilityStatus = 'Enabled',
  ) => ({
    skuPartNumber: 'SPE_E5',
    capabilityStatus,
    servicePlans: [{ servicePlanName: 'X', servicePlanId, provisioningStatus }],
  });
  const P2 = 'eec0eb4f-6444-4f95-aba0-50c24d67f998';
  it.each([
    [[sku(P2)], 'passed: Fabrikam has Microsoft Entra ID P2'],
    [[sku('e866a266-3cff-43a3-acca-0c90a7e00c8b')], 'passed: .*Governance'],
    [[sku(P2, 'Disabled')], 'failed'],
    [[sku(P2, 'Success', 'Suspended')], 'failed'],
    [[sku('41781fb2-bc02-4b7c-bd55-b576c07bb09d')], 'failed: None of the 1'],
    [[], 'failed: None of the 0'],
  ])('licences %#', async (skus, expected) => {
    const { said } = await aCheck({ id: 'p2-licence' }, { subscribedSkus: skus });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  const member = (state: string, tenantId: string = SOURCE_ID) => ({
    tenantId,
    displayName: 'Contoso',
    role: 'owner',
    state,
  });
  const mto = (state: string, members: unknown[]) => ({
    'multiTenantOrganization/tenants': members,
    multiTenantOrganization: { displayName: 'Group', state },
  });
  it.each([
    [mto('active', [member('active')]), 'passed'],
    [mto('active', [member('pending')]), 'failed: .*which is pending'],
    [mto('active', [member('active', TARGET_ID)]), 'failed: .*does not have Contoso'],
    [mto('inactive', [member('active')]), 'failed: .*is inactive'],
    [{}, 'failed: Fabrikam is in no multitenant organization'],
  ])('multitenant organization %#', async (answers, expected) => {
    const { said } = await aCheck({ id: 'multitenant-organization' }, answers as Answers);
    expect(said).toMatch(new RegExp(`^${expected}`));
  });
});
