import { describe, expect, it } from 'vitest';
import { CloudError, type CloudErrorKind } from '../../../../../../main/data/cloud/cloud-error.ts';
import { ANSWER_NAMES } from '../../../../../../main/data/status/answers.ts';
import { collectTenant } from '../../../../../../main/data/status/collect/collect-tenant.ts';
import type { Me } from '../../../../../../main/data/status/facts.ts';
import { aTenant, GOOD, ME_ID, NOW, POLICY, TENANT_ID } from './a-tenant.ts';

function collect(change: Readonly<Record<string, unknown>> = {}, knownMe: Me | null = null) {
  const { api, asked } = aTenant(change);
  const collected = collectTenant({ api, now: () => NOW, platform: 'win32', knownMe });
  return { collected, asked };
}

const POLICIES = '/v1.0/identity/conditionalAccess/policies';

describe('collectTenant', () => {
  it('answers everything but what identity knows, each with source and time', async () => {
    const { answers, problem } = await collect().collected;

    expect(problem).toBeNull();
    expect(Object.keys(answers).sort()).toEqual(
      ANSWER_NAMES.filter((name) => name !== 'signIn' && name !== 'token').toSorted(),
    );
    for (const answer of Object.values(answers)) {
      expect(answer).toMatchObject({
        kind: 'known',
        source: expect.stringMatching(/^(?:GET|POST) \/v1\.0\//),
        collectedAt: NOW.toISOString(),
      });
    }
  });

  it('brings the answers to the form of the facts', async () => {
    const { answers } = await collect().collected;
    const value = (name: keyof typeof answers) => {
      const answer = answers[name];
      return answer?.kind === 'known' ? answer.value : answer;
    };

    expect(value('organization')).toEqual({ id: TENANT_ID, displayName: 'Fabrikam' });
    expect(value('me')).toMatchObject({ id: ME_ID, userType: 'Guest', accountEnabled: true });
    expect(value('groups')).toEqual(['g1', 'g2']);
    expect(value('roleSchedules')).toEqual([
      {
        roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509',
        kind: 'active',
        endDateTime: null,
      },
      {
        roleTemplateId: '194ae4cb-b126-40b2-bd5b-6091b380977d',
        kind: 'eligible',
        endDateTime: '2026-11-28T08:00:00.000Z',
      },
    ]);
    expect(value('namedLocations')).toEqual([
      {
        kind: 'ip',
        id: '4b',
        displayName: 'SOC London',
        isTrusted: true,
        ranges: ['203.0.113.0/28'],
      },
      {
        kind: 'country',
        id: '5c',
        displayName: 'Allowed countries',
        countries: ['GB', 'NO'],
        includesUnknown: false,
      },
    ]);
    expect(value('crossTenantPartners')).toEqual([
      expect.objectContaining({
        tenantId: '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201',
        isInboundSyncAllowed: true,
        automaticUserConsentSettings: { inboundAllowed: true, outboundAllowed: null },
        b2bCollaborationInbound: {
          usersAndGroups: { accessType: 'allowed', targets: ['AllUsers'] },
          applications: { accessType: 'allowed', targets: ['AllApplications'] },
        },
      }),
    ]);
    expect(value('registration')).toEqual({
      admins: 2,
      adminsRegistered: 1,
      notRegistered: ['b@fabrikam.com'],
    });
    expect(value('servicePlans')).toEqual(['41781fb2-bc02-4b7c-bd55-b576c07bb09d']);
    expect(value('whatIf')).toEqual([POLICY.id]);
    expect(value('signIns')).toEqual([
      {
        createdDateTime: '2026-11-20T08:02:11.000Z',
        appId: '11112222-aaaa-4bbb-8ccc-333344445555',
        appDisplayName: 'Bulkhead',
        conditionalAccessStatus: 'success',
        errorCode: 0,
        authenticationRequirement: null,
        crossTenantAccessType: null,
        isCompliant: true,
        isManaged: true,
      },
    ]);
  });

  it('takes a policy apart without losing what it says', async () => {
    const { answers } = await collect().collected;
    const policies = answers.caPolicies?.kind === 'known' ? answers.caPolicies.value : [];

    expect(policies).toEqual([
      {
        id: POLICY.id,
        displayName: POLICY.displayName,
        state: 'enabled',
        modifiedDateTime: '2026-10-30T12:01:44.000Z',
        conditions: {
          clientAppTypes: ['all'],
          signInRiskLevels: [],
          userRiskLevels: [],
          insiderRiskLevels: [],
          applications: { ...POLICY.conditions.applications, applicationFilter: null },
          users: {
            ...POLICY.conditions.users,
            includeGuestsOrExternalUsers: {
              guestOrExternalUserTypes: ['b2bCollaborationGuest', 'serviceProvider'],
              memberTenantIds: ['7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201'],
            },
            excludeGuestsOrExternalUsers: null,
          },
          locations: POLICY.conditions.locations,
          platforms: null,
          deviceFilter: POLICY.conditions.devices.deviceFilter,
          authenticationFlows: ['deviceCodeFlow'],
        },
        grantControls: {
          ...POLICY.grantControls,
          authenticationStrength: {
            ...POLICY.grantControls.authenticationStrength,
            requirementsSatisfied: null,
            allowedCombinations: [],
          },
        },
        sessionControls: {
          signInFrequency: '4 hours',
          persistentBrowser: 'never',
          tokenProtection: false,
        },
      },
    ]);
  });

  it('asks by the operator’s id in the tenant, within the last week', async () => {
    const { collected, asked } = collect();
    await collected;

    const signIns = asked.find(({ path }) => path.startsWith('/v1.0/auditLogs/'))?.path ?? '';
    expect(new URL(signIns, 'https://x.example').searchParams.get('$filter')).toBe(
      `userId eq '${ME_ID}' and createdDateTime ge 2026-11-14T09:00:00Z`,
    );
    expect(asked.find(({ body }) => body !== undefined)?.body).toMatchObject({
      signInIdentity: { userId: ME_ID },
      appliedPoliciesOnly: true,
    });
  });

  it.each([
    ['a state of tomorrow', { ...POLICY, state: 'enabledOnMondays' }],
    ['no state', { ...POLICY, state: undefined }],
    ['a state of another type', { ...POLICY, state: true }],
    ['an operator that is not known', { ...POLICY, grantControls: { operator: 'XOR' } }],
    [
      'lists of another type',
      { ...POLICY, grantControls: { operator: 'OR', builtInControls: 'mfa' } },
    ],
    ['no conditions', { ...POLICY, conditions: null }],
    ['ids that are numbers', { ...POLICY, id: 7 }],
    ['a time that is none', { ...POLICY, modifiedDateTime: 'yesterday' }],
    [
      'a filter that is not known',
      {
        ...POLICY,
        conditions: {
          ...POLICY.conditions,
          devices: { deviceFilter: { mode: 'maybe', rule: '' } },
        },
      },
    ],
    ['nothing', null],
    ['text', 'policy'],
  ])('fails on a policy with %s, and takes it neither for on nor for off', async (_, policy) => {
    const { answers, problem } = await collect({ [POLICIES]: [POLICY, policy] }).collected;

    expect(answers.caPolicies).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/not as the service documents it/),
    });
    expect(problem).toMatch(/Conditional Access policies/);
    expect(answers.namedLocations?.kind).toBe('known');
  });

  it.each([
    [
      '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
      { isEnabled: 'true' },
      'securityDefaults',
    ],
    ['/v1.0/policies/identitySecurityDefaultsEnforcementPolicy', {}, 'securityDefaults'],
    [
      '/v1.0/policies/crossTenantAccessPolicy/default',
      { inboundTrust: { isMfaAccepted: 1 } },
      'crossTenantDefault',
    ],
    ['/v1.0/policies/crossTenantAccessPolicy/partners', [{}], 'crossTenantPartners'],
    ['/v1.0/auditLogs/signIns', [{ status: { errorCode: '0' } }], 'signIns'],
    ['/v1.0/reports/', [{ userPrincipalName: 'a' }], 'registration'],
    ['/v1.0/subscribedSkus', [{ servicePlans: {} }], 'servicePlans'],
    ['/v1.0/identity/conditionalAccess/evaluate', { value: [{ id: 'x' }] }, 'whatIf'],
    ['/v1.0/me/transitiveMemberOf/microsoft.graph.group', [{ id: null }], 'groups'],
    ['/v1.0/organization', [], 'organization'],
    ['/v1.0/organization', [{ id: '00000000-0000-4000-8000-000000000000' }], 'organization'],
  ] as const)('fails on %s answering %j', async (path, value, name) => {
    const isShorter = Object.keys(GOOD).find((key) => key.startsWith(path)) ?? path;

    const { answers } = await collect({ [isShorter]: value }).collected;

    expect(answers[name]?.kind).toBe('failed');
  });

  it('drops properties that nobody knows, and `__proto__` with them', async () => {
    const hostile = JSON.parse(
      '{"isEnabled":false,"more":{"deep":[1]},"__proto__":{"isEnabled":true}}',
    ) as unknown;

    const { answers } = await collect({
      '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy': hostile,
    }).collected;

    const answer = answers.securityDefaults;
    expect(answer?.kind === 'known' ? JSON.stringify(answer.value) : '').toBe(
      '{"isEnabled":false}',
    );
  });

  it('cleans the names that people gave', async () => {
    const { answers } = await collect({
      [POLICIES]: [{ ...POLICY, displayName: `Block\u202e ${'x'.repeat(5_000)}\u0000` }],
    }).collected;

    const [policy] = (answers.caPolicies?.kind === 'known' ? answers.caPolicies.value : []) as {
      displayName: string;
    }[];
    expect(policy?.displayName).toMatch(/^Block x{250}$/);
  });

  it.each<[CloudErrorKind, string, object]>([
    ['not-permitted', 'not-permitted', { needs: 'Policy.Read.All; Security Reader' }],
    ['not-licensed', 'not-licensed', { needs: 'Microsoft Entra ID P1' }],
    ['not-available', 'not-available', { needs: null }],
    ['not-found', 'failed', {}],
    ['failed', 'failed', {}],
    ['malformed', 'failed', {}],
    ['refused-address', 'failed', {}],
    ['timed-out', 'failed', {}],
  ])('says %s as %s, and asks for the rest', async (kind, gap, more) => {
    const facts = kind === 'not-licensed' ? { needs: 'Microsoft Entra ID P1' } : {};
    const { answers } = await collect({ [POLICIES]: new CloudError(kind, 'Why.', facts) })
      .collected;

    expect(answers.caPolicies).toMatchObject({ kind: gap, detail: 'Why.', ...more });
    expect(answers.whatIf?.kind).toBe('known');
  });

  it.each<CloudErrorKind>(['throttled', 'unauthorized', 'no-token', 'offline'])(
    'asks for nothing more when the tenant is %s',
    async (kind) => {
      const { collected, asked } = collect({ [POLICIES]: new CloudError(kind, 'Why.') });
      const { answers, problem } = await collected;

      expect(problem).toBe('Why.');
      expect(Object.keys(answers).sort()).toEqual(['me', 'organization']);
      expect(asked.at(-1)?.path).toBe(POLICIES);
    },
  );

  it('throws when it was cancelled', async () => {
    const { collected } = collect({ [POLICIES]: new CloudError('cancelled', 'It was cancelled.') });

    await expect(collected).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('says of a delegated partner that there is no object, and does not ask by its id', async () => {
    const gone = new CloudError('not-found', 'No.');
    const { collected, asked } = collect({
      '/v1.0/me?': gone,
      '/v1.0/me/transitiveMemberOf/microsoft.graph.group': gone,
      '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole': gone,
    });
    const { answers, problem } = await collected;

    expect([answers.me?.kind, answers.groups?.kind, answers.activeRoles?.kind]).toEqual([
      'not-available',
      'not-available',
      'not-available',
    ]);
    expect([answers.signIns?.kind, answers.whatIf?.kind]).toEqual([
      'not-available',
      'not-available',
    ]);
    expect(asked.some(({ path }) => path.includes('auditLogs'))).toBe(false);
    expect(problem).toBeNull();
  });

  it('takes a bug of one collector for a failed answer', async () => {
    const { answers } = await collect({ [POLICIES]: new TypeError('bug') }).collected;

    expect(answers.caPolicies).toMatchObject({
      kind: 'failed',
      detail: 'The answer could not be used.',
    });
  });
});
