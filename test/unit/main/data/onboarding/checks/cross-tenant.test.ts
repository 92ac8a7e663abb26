import { describe, expect, it } from 'vitest';
import { aCheck, type Answers, SOURCE_ID, TARGET_ID } from './a-check.ts';

const SOMEBODY = 'c6ad0000-0000-4000-8000-000000000001';

const rule = (accessType: string, users = 'AllUsers', apps = 'AllApplications') => ({
  usersAndGroups: { accessType, targets: [{ target: users, targetType: 'user' }] },
  applications: { accessType, targets: [{ target: apps, targetType: 'application' }] },
});

const DEFAULT = {
  isServiceDefault: true,
  inboundTrust: {
    isMfaAccepted: false,
    isCompliantDeviceAccepted: false,
    isHybridAzureADJoinedDeviceAccepted: false,
  },
  automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
  b2bCollaborationInbound: rule('allowed'),
  b2bCollaborationOutbound: rule('allowed'),
  b2bDirectConnectInbound: rule('blocked'),
  b2bDirectConnectOutbound: rule('blocked'),
};

const entry = (more: object = {}, tenantId: string = SOURCE_ID) => ({
  tenantId,
  isServiceProvider: null,
  isInMultiTenantOrganization: false,
  inboundTrust: null,
  automaticUserConsentSettings: null,
  b2bCollaborationInbound: null,
  b2bCollaborationOutbound: null,
  b2bDirectConnectInbound: null,
  b2bDirectConnectOutbound: null,
  ...more,
});

const answers = (partners: unknown[], byDefault: object = {}): Answers => ({
  'crossTenantAccessPolicy/partners': partners,
  'crossTenantAccessPolicy/default': { ...DEFAULT, ...byDefault },
});

const trust = (mfa: boolean | null, device: boolean | null) => ({
  inboundTrust: { isMfaAccepted: mfa, isCompliantDeviceAccepted: device },
});
const redeems = (inboundAllowed: boolean | null, outboundAllowed: boolean | null) => ({
  automaticUserConsentSettings: { inboundAllowed, outboundAllowed },
});
const syncs = (isSyncAllowed: boolean | null) => ({
  identitySynchronization: { userSyncInbound: { isSyncAllowed } },
});

describe('cross-tenant access', () => {
  it.each([
    ['partner-entry', [entry()], {}, 'passed: There is an entry for Contoso'],
    ['partner-entry', [entry({}, SOURCE_ID.toUpperCase())], {}, 'passed'],
    ['partner-entry', [entry({}, TARGET_ID)], {}, 'failed: There is no entry for Contoso'],
    ['inbound-user-sync', [entry(syncs(true))], {}, 'passed'],
    ['inbound-user-sync', [entry(syncs(false))], {}, 'failed: The entry does not allow'],
    ['inbound-user-sync', [entry()], {}, 'failed: .*never set up'],
    ['inbound-user-sync', [entry(syncs(true), TARGET_ID)], {}, 'failed: There is no entry'],
    ['inbound-redemption', [entry(redeems(true, null))], {}, 'passed: .*on in the entry'],
    ['inbound-redemption', [entry(redeems(null, true))], {}, 'failed: .*off; .*inherited'],
    ['inbound-redemption', [entry()], redeems(true, false), 'passed: .*inherited'],
    ['outbound-redemption', [entry(redeems(null, true))], {}, 'passed'],
    ['outbound-redemption', [entry(redeems(true, false))], {}, 'failed: .*off in the entry'],
    ['inbound-mfa-trust', [entry(trust(true, false))], {}, 'passed: .*on in the entry'],
    ['inbound-mfa-trust', [entry(trust(false, true))], trust(true, true), 'failed: .*off in the'],
    ['inbound-mfa-trust', [entry(trust(null, true))], trust(true, false), 'passed: .*inherited'],
    ['inbound-mfa-trust', [], trust(true, false), 'passed: .*inherited from the default'],
    ['inbound-mfa-trust', [], { inboundTrust: null }, 'failed: .*not said'],
    ['inbound-device-trust', [entry(trust(false, true))], {}, 'passed'],
    ['inbound-device-trust', [entry(trust(true, false))], {}, 'failed'],
  ])('%s %#: %4$s', async (id, partners, byDefault, expected) => {
    expect((await aCheck({ id }, answers(partners, byDefault))).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });

  it.each([
    ['target', entry({ b2bCollaborationInbound: rule('blocked') }), {}, 'failed: .*from Contoso'],
    ['target', entry({ b2bCollaborationOutbound: rule('blocked') }), {}, 'passed'],
    ['target', entry(), { b2bCollaborationInbound: rule('blocked') }, 'failed: .*by the default'],
    ['target', entry({ b2bCollaborationInbound: rule('allowed', SOMEBODY) }), {}, 'information'],
    ['target', entry({ b2bCollaborationInbound: rule('something') }), {}, 'passed'],
    ['target', entry(), { b2bCollaborationInbound: null }, 'information: The service does not say'],
    [
      'source',
      entry({ b2bCollaborationOutbound: rule('blocked') }, TARGET_ID),
      {},
      'failed: .*to Fab',
    ],
    ['source', entry({ b2bCollaborationInbound: rule('blocked') }, TARGET_ID), {}, 'passed'],
  ] as const)('collaboration on the %s %#', async (on, partner, byDefault, expected) => {
    const given = { id: 'collaboration-allowed', on };
    expect((await aCheck(given, answers([partner], byDefault))).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });

  it.each([
    [entry(), {}, 'passed'],
    [entry({ b2bDirectConnectInbound: rule('allowed') }), {}, 'failed: .*1 of 1 entries'],
    [entry({ b2bDirectConnectInbound: rule('allowed', SOMEBODY) }), {}, 'passed'],
    [entry({ b2bDirectConnectInbound: rule('allowed', 'AllUsers', 'one-app') }), {}, 'passed'],
    [entry(), { b2bDirectConnectInbound: rule('allowed') }, 'failed: .*default settings let all'],
    [entry(), redeems(true, false), 'failed: .*default settings redeem'],
    [entry(), { b2bDirectConnectInbound: null }, 'information: The service does not say'],
  ])('access that is wide open %#', async (partner, byDefault, expected) => {
    const { said } = await aCheck({ id: 'partner-access-not-open' }, answers([partner], byDefault));
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it('needs the other tenant', async () => {
    const alone = await aCheck({ id: 'partner-entry' }, answers([entry()]), { other: null });
    expect(alone.said).toMatch(/^needs-value: This run has no second tenant/);
    expect(alone.asked).toEqual([]);
    expect(alone.checkedAt).toBeNull();
  });

  it('does not go round in circles', async () => {
    const next = 'https://graph.microsoft.com/v1.0/policies/crossTenantAccessPolicy/partners?x=1';
    const { said } = await aCheck(
      { id: 'partner-entry' },
      { partners: { value: [], '@odata.nextLink': next } },
    );
    expect(said).toMatch(/^unreachable: .*circle/);
  });

  it('does not follow a link that leads elsewhere', async () => {
    const { said, asked } = await aCheck(
      { id: 'partner-entry' },
      { partners: { value: [], '@odata.nextLink': 'https://attacker.example/' } },
    );
    expect(said).toMatch(/^unreachable: .*leads elsewhere/);
    expect(asked).toHaveLength(1);
  });
});
