import { describe, expect, it } from 'vitest';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import type { EvaluationContext } from '../../../../../../main/data/status/evaluate/evaluation-context.ts';
import type { CheckId } from '../../../../../../preload/contract/status.ts';
import { check, verdict, MEMBER } from './a-check.ts';
import { aPolicy, STRENGTHS } from './a-policy.ts';
import {
  anEntry,
  BLOCK_ALL,
  gap,
  HOME,
  known,
  ME,
  someFacts,
  TENANT,
  theDefault,
} from './some-facts.ts';

describe('cross-tenant access', () => {
  const trust = (value: boolean | null) => ({
    isMfaAccepted: value,
    isCompliantDeviceAccepted: value,
    isHybridAzureADJoinedDeviceAccepted: value,
  });
  const entry = (more: Parameters<typeof anEntry>[0]) => known([anEntry(more)]);
  const redeem = { inboundAllowed: true, outboundAllowed: null };
  const homeFacts = someFacts({
    tenantId: HOME,
    crossTenantPartners: known([
      anEntry({
        tenantId: TENANT,
        automaticUserConsentSettings: { inboundAllowed: null, outboundAllowed: true },
      }),
    ]),
  });

  it.each<[string, CheckId, Partial<TenantFacts>, Partial<EvaluationContext>, string]>([
    [
      'trusted by entry',
      'inbound-mfa-trust',
      { crossTenantPartners: entry({ inboundTrust: trust(true) }) },
      {},
      'pass: Trusted',
    ],
    ['not trusted by default', 'inbound-mfa-trust', {}, {}, 'attention: Not trusted'],
    [
      'trusted by default',
      'inbound-mfa-trust',
      { crossTenantDefault: known(theDefault({ inboundTrust: trust(true) })) },
      {},
      'pass: Trusted',
    ],
    [
      'entry beats default',
      'inbound-mfa-trust',
      {
        crossTenantDefault: known(theDefault({ inboundTrust: trust(true) })),
        crossTenantPartners: entry({ inboundTrust: trust(false) }),
      },
      {},
      'attention: Not trusted',
    ],
    [
      'an entry without a value inherits',
      'inbound-mfa-trust',
      {
        crossTenantDefault: known(theDefault({ inboundTrust: trust(true) })),
        crossTenantPartners: entry({ inboundTrust: trust(null) }),
      },
      {},
      'pass: Trusted',
    ],
    [
      'no entry known',
      'inbound-mfa-trust',
      { crossTenantPartners: gap('not-permitted') },
      {},
      'not-permitted: Not permitted',
    ],
    [
      'default not known',
      'inbound-mfa-trust',
      { crossTenantDefault: gap('failed') },
      {},
      'unknown: Could not ask',
    ],
    ['home', 'inbound-mfa-trust', MEMBER, {}, 'not-available: Your home'],
    [
      'home not known',
      'inbound-mfa-trust',
      { token: gap('not-collected') },
      {},
      'unknown: Home not known',
    ],
    [
      'a strength that counts only from home',
      'inbound-mfa-trust',
      {
        caPolicies: known([
          aPolicy({ grant: { authenticationStrength: STRENGTHS.phishingResistant } }),
        ]),
      },
      {},
      'fail: Not trusted',
    ],
    [
      'devices trusted',
      'inbound-device-trust',
      { crossTenantPartners: entry({ inboundTrust: trust(true) }) },
      {},
      'pass: Trusted',
    ],
    [
      'devices not trusted, none demanded',
      'inbound-device-trust',
      {},
      {},
      'attention: Not trusted',
    ],
    [
      'devices not trusted, one demanded',
      'inbound-device-trust',
      { caPolicies: known([aPolicy({ grant: { builtInControls: ['compliantDevice'] } })]) },
      {},
      'fail: Not trusted',
    ],
    ['redemption off here', 'automatic-redemption', {}, { homeFacts }, 'attention: Asks each user'],
    [
      'redemption on here, home not known',
      'automatic-redemption',
      { crossTenantPartners: entry({ automaticUserConsentSettings: redeem }) },
      {},
      'unknown: One side known',
    ],
    [
      'redemption on both sides',
      'automatic-redemption',
      { crossTenantPartners: entry({ automaticUserConsentSettings: redeem }) },
      { homeFacts },
      'pass: Automatic',
    ],
    [
      'sync allowed',
      'cross-tenant-sync',
      { crossTenantPartners: entry({ isInboundSyncAllowed: true }) },
      {},
      'fact: Allowed',
    ],
    [
      'sync said but not allowed',
      'cross-tenant-sync',
      { statedAccessPath: 'guest-sync' },
      {},
      'attention: Not set up',
    ],
    ['guests admitted', 'b2b-collaboration', {}, {}, 'pass: Allowed'],
    [
      'guests refused',
      'b2b-collaboration',
      { crossTenantPartners: entry({ b2bCollaborationInbound: BLOCK_ALL }) },
      {},
      'fail: Blocked',
    ],
    [
      'home refuses',
      'b2b-collaboration',
      {},
      {
        homeFacts: someFacts({
          tenantId: HOME,
          crossTenantPartners: known([
            anEntry({ tenantId: TENANT, b2bCollaborationOutbound: BLOCK_ALL }),
          ]),
        }),
      },
      'fail: Blocked',
    ],
    [
      'some admitted',
      'b2b-collaboration',
      {
        crossTenantPartners: entry({
          b2bCollaborationInbound: {
            usersAndGroups: { accessType: 'allowed', targets: [ME] },
            applications: { accessType: 'allowed', targets: ['AllApplications'] },
          },
        }),
      },
      {},
      'attention: For some',
    ],
  ])('%s (%s)', (_name, id, more, context, expected) => {
    expect(verdict(check(id, more, context))).toBe(expected);
  });

  it('takes nothing from a default that an entry may overrule', () => {
    const trusting = theDefault({
      inboundTrust: trust(true),
      automaticUserConsentSettings: { inboundAllowed: true, outboundAllowed: true },
    });
    const blind = { crossTenantPartners: gap('failed'), crossTenantDefault: known(trusting) };
    const atHome = someFacts({ tenantId: HOME, ...blind });
    const here = { crossTenantPartners: entry({ automaticUserConsentSettings: redeem }) };
    expect(verdict(check('automatic-redemption', here, { homeFacts: atHome }))).toBe(
      'unknown: One side known',
    );
    const caPolicies = known([aPolicy({ grant: { builtInControls: ['compliantDevice'] } })]);
    expect(check('conditional-access', { ...blind, caPolicies }).reason).toContain(
      'Whether this tenant trusts your home tenant’s devices is not known.',
    );
  });

  it('says so when a value is inherited', () => {
    expect(check('inbound-mfa-trust').reason).toContain('from the tenant’s default');
  });
});
