import { describe, expect, it } from 'vitest';
import { evaluateTenant } from '../../../../../../main/data/status/evaluate/evaluate-tenant.ts';
import type { TenantFacts } from '../../../../../../main/data/status/facts.ts';
import type { CheckId } from '../../../../../../preload/contract/status.ts';
import { aPolicy, STRENGTHS, type PolicyParts } from './a-policy.ts';
import { APP, aToken, gap, known, NOW, someFacts } from './some-facts.ts';

/** `state: word` of MFA done and Conditional Access for a tenant with one policy. */
function conclude(parts: PolicyParts, more: Partial<TenantFacts> = {}, changed = '2026-10-30') {
  const policy = { ...aPolicy(parts), modifiedDateTime: `${changed}T12:00:00Z` };
  const facts = someFacts({ caPolicies: known([policy]), signIns: gap('not-permitted'), ...more });
  const { findings } = evaluateTenant(facts, { now: NOW });
  const of = (id: CheckId) => {
    const found = findings.find((one) => one.checkId === id);
    return `${found?.state ?? ''}: ${found?.word ?? ''}`;
  };
  return [of('mfa-done'), of('conditional-access')];
}

const PROVEN = ['fact: MFA by policy', 'pass: Lets you in'];
const OPEN = ['not-permitted: Not permitted', 'unknown: Not certain'];

describe('a token that a policy would have kept back', () => {
  it('shows that MFA was done, without saying when', () => {
    expect(conclude({})).toEqual(PROVEN);
    const strength = { authenticationStrength: STRENGTHS.mfa };
    expect(conclude({ grant: strength })).toEqual(PROVEN);
  });

  it('shows nothing of another demand', () => {
    const [mfa] = conclude({ grant: { builtInControls: ['mfa', 'compliantDevice'] } });
    expect(mfa).toBe('not-permitted: Not permitted');
  });

  it.each<[string, PolicyParts]>([
    ['is for the portals only', { apps: { includeApplications: ['MicrosoftAdminPortals'] } }],
    ['leaves out an app', { apps: { excludeApplications: ['x'] } }],
    ['holds somewhere', { locations: { includeLocations: ['All'], excludeLocations: ['y'] } }],
  ])('shows nothing when the policy %s', (_name, parts) => {
    expect(conclude(parts)[0]).toBe(OPEN[0]);
    expect(conclude(parts)[1]).toMatch(/^unknown/);
  });

  it('shows nothing when the policy only reports', () => {
    expect(conclude({ state: 'enabledForReportingButNotEnforced' })[0]).toBe(OPEN[0]);
  });

  it('shows nothing when the policy may be younger than the token', () => {
    expect(conclude({}, {}, '2026-11-19')).toEqual(OPEN);
    expect(conclude({}, {}, 'last week')).toEqual(OPEN);
  });

  it.each<[string, Partial<TenantFacts>]>([
    ['has ended', { token: known(aToken({ tokenUntil: '2026-11-20T08:30:00Z' })) }],
    ['does not say when it ends', { token: known(aToken({ tokenUntil: null })) }],
    ['lasts too long', { token: known(aToken({ tokenUntil: '2026-11-22T09:00:00Z' })) }],
    [
      'was fetched tomorrow',
      { token: { ...known(aToken()), collectedAt: '2026-11-21T08:00:00Z' } },
    ],
    ['is not there', { token: gap('not-collected') }],
  ])('shows nothing when the token %s', (_name, more) => {
    expect(conclude({}, more)).toEqual(OPEN);
  });

  it('shows nothing against what a claim or the log says', () => {
    const doubtful = known({ ...aToken(), amr: 7 as unknown as string[] });
    expect(conclude({}, { token: doubtful })[0]).toBe(OPEN[0]);
    const single = {
      createdDateTime: '2026-11-20T07:50:00Z',
      appId: APP,
      appDisplayName: 'Bulkhead',
      conditionalAccessStatus: 'success',
      errorCode: 0,
      authenticationRequirement: 'singleFactorAuthentication',
      crossTenantAccessType: null,
      isCompliant: null,
      isManaged: null,
    };
    expect(conclude({}, { signIns: known([single]) })[0]).toBe('attention: MFA not asked');
    expect(conclude({}, { token: known(aToken({ amr: ['pwd'] })) })).toEqual([
      'attention: One factor',
      'attention: MFA needed',
    ]);
  });

  it('does not lend a page what a device may have satisfied', () => {
    const grant = { builtInControls: ['mfa', 'compliantDevice'] };
    expect(conclude({ grant })[1]).toBe('unknown: Not certain');
    const terms = { termsOfUse: ['terms'] };
    expect(conclude({ grant: terms })[1]).toBe('pass: Lets you in');
  });

  it('does not make a page able to show a device', () => {
    const grant = { operator: 'AND' as const, builtInControls: ['mfa', 'compliantDevice'] };
    const trusting = known([]);
    expect(conclude({ grant }, { crossTenantPartners: trusting })[1]).toBe('fail: Cannot be met');
  });
});
