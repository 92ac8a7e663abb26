import { describe, expect, it } from 'vitest';
import { CloudError } from '../../../../../../main/data/cloud/cloud-error.ts';
import { fits } from '../../../../../../main/data/onboarding/checks/arrival.ts';
import { homeNameOf } from '../../../../../../main/data/onboarding/checks/own-account.ts';
import { emptyFacts } from '../../../../../support/empty-facts.ts';
import { aCheck, aMe, ME, Refusal, TARGET_ID } from './a-check.ts';

const DANA = { username: 'Dana.Okafor@contoso.com', objectId: null };

describe('the operator in a tenant', () => {
  it.each([
    [{}, 'passed: .*a member'],
    [{ userType: 'Guest' }, 'passed: .*a guest who has accepted'],
    [{ userType: 'Guest', externalUserState: 'PendingAcceptance' }, 'failed: .*not accepted'],
    [{ userType: 'Guest', externalUserState: null }, 'failed: .*not accepted'],
    [{ accountEnabled: false }, 'failed: .*blocked'],
    [{ accountEnabled: null }, 'passed'],
  ])('has arrived %#', async (me, expected) => {
    const { said } = await aCheck({ id: 'operator-arrived' }, { '/v1.0/me?': aMe(me) });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    [aMe(), DANA, 'passed'],
    [aMe({ userPrincipalName: 'x', mail: 'dana.okafor@contoso.com' }), DANA, 'passed'],
    [aMe({ userPrincipalName: 'x' }), { ...DANA, objectId: ME.toUpperCase() }, 'passed'],
    [aMe({ userPrincipalName: 'adm@fabrikam.com' }), DANA, 'not-available: .*only Dana'],
  ])('answers for nobody else %#', async (me, operator, expected) => {
    const { said } = await aCheck({ id: 'operator-arrived' }, { '/v1.0/me?': me }, { operator });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    ['', /^passed/],
    [ME.toUpperCase(), /^passed/],
    // Somebody else has signed in since.
    ['c6ad0000-0000-4000-8000-0000000000ff', /^not-available: .*only Dana/],
  ])('is told by the token of this sign-in %#', async (objectId, expected) => {
    const token = {
      kind: 'known',
      source: 'ID token',
      collectedAt: null,
      value: {
        homeTenantId: '',
        objectId,
        username: DANA.username,
        amr: [],
        authTime: null,
        isGuest: null,
        tokenUntil: null,
      },
    } as const;
    const { said } = await aCheck(
      { id: 'operator-arrived' },
      { '/v1.0/me?': aMe({ userPrincipalName: 'changed@fabrikam.com' }) },
      { operator: DANA, status: { ...emptyFacts(TARGET_ID), token } },
    );
    expect(said).toMatch(expected);
  });

  it('is no object where it acts by delegation', async () => {
    expect((await aCheck({ id: 'operator-arrived' }, {})).said).toMatch(
      /^not-available: .*not an object/,
    );
  });

  it('tells the name at home from the one in the target', () => {
    expect(homeNameOf('dana_contoso.com#EXT#@fabrikam.com')).toBe('dana@contoso.com');
    expect(homeNameOf('d_k_contoso.com#ext#@fabrikam.com')).toBe('d_k@contoso.com');
    expect(homeNameOf('dana@contoso.com')).toBe('dana@contoso.com');
  });

  const arm = (tenants: unknown[]) => ({ '/tenants?': { value: tenants } });
  it.each([
    [
      [{ tenantId: TARGET_ID.toUpperCase(), displayName: 'F', tenantCategory: 'ProjectedBy' }],
      'passed: Fabrikam .*ProjectedBy',
    ],
    [[{ tenantId: ME, displayName: 'Other', tenantCategory: 'Home' }], 'failed: .*the 1 tenant'],
    [[], 'failed: .*the 0 tenants'],
  ])('reaches a tenant %#', async (tenants, expected) => {
    const { said } = await aCheck({ id: 'tenant-reachable', on: 'source' }, arm(tenants));
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it('gets in without a prompt, or does not', async () => {
    const given = { id: 'signs-in-without-prompt' };
    expect((await aCheck(given, { '/v1.0/me?': aMe() })).state).toBe('passed');
    const noToken = new CloudError('no-token', 'Sign in first.');
    const stuck = {
      get: async () => {
        throw noToken;
      },
    } as never;
    expect((await aCheck(given, {}, { here: stuck })).said).toBe(
      'failed: There is no token without a prompt: Sign in first.',
    );
    const refused = { '/v1.0/me?': new Refusal(403, 'Authorization_RequestDenied') };
    expect((await aCheck(given, refused)).state).toBe('not-permitted');
  });

  it.each([
    ['a-*', 'a-josh1@contoso.com', 'passed'],
    ['A-*', 'a-josh1@contoso.com', 'passed'],
    ['a-*', 'josh1@contoso.com', 'failed'],
    ['*', 'josh1@contoso.com', 'passed'],
  ])('compares names with %s: %s', async (pattern, userPrincipalName, expected) => {
    const answers = { '/v1.0/me?': aMe({ userPrincipalName }) };
    const given = { id: 'account-name-pattern', with: { pattern } };
    expect((await aCheck(given, answers)).state).toBe(expected);
  });

  it.each([
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['abc', 'a*c', true],
    ['ac', 'a*c', true],
    ['a', 'a*a', false],
    ['axbxc', 'a*b*c', true],
    ['acb', 'a*b*c', false],
    ['ab', 'a*b*b', false],
    ['aXbYb', 'a*b*b', true],
    ['abc', '*d*', false],
    ['axb', 'a*x*b', true],
  ])('fits %s into %s: %s', (text, pattern, expected) => {
    expect(fits(text, pattern)).toBe(expected);
  });

  it('takes no longer for a pattern that is made to take long', () => {
    expect(fits('a'.repeat(200), `${'a*'.repeat(100)}b`)).toBe(false);
  });
});

const signIn = (more: object = {}) => ({
  createdDateTime: '2026-11-20T08:02:11Z',
  appDisplayName: 'Bulkhead',
  conditionalAccessStatus: 'success',
  status: { errorCode: 0 },
  authenticationRequirement: 'multiFactorAuthentication',
  deviceDetail: { deviceId: ME, displayName: 'PAW-017', isCompliant: true, isManaged: true },
  ...more,
});

describe('what the sign-in log proves', () => {
  const single = { authenticationRequirement: 'singleFactorAuthentication' };
  it.each([
    [[signIn()], 'passed: .*2026-11-20 08:02 UTC'],
    [[signIn(single)], 'failed: .*did not demand'],
    [[signIn({ status: { errorCode: 50076 } })], 'information: The log has no sign-in'],
    [[], 'information: The log has no sign-in'],
    [[signIn({ conditionalAccessStatus: 'notApplied' })], 'information: .*no Conditional Access'],
    [[signIn(single), signIn({ createdDateTime: '2026-11-19T08:00:00Z' })], 'passed: .*11-19'],
    [[signIn({ authenticationRequirement: null })], 'failed'],
  ])('a second factor %#', async (rows, expected) => {
    const answers = { '/v1.0/me?': aMe(), '/beta/auditLogs/signIns': rows };
    const { said, asked } = await aCheck({ id: 'mfa-done', with: { maxAgeDays: 3 } }, answers);
    expect(said).toMatch(new RegExp(`^${expected}`));
    expect(decodeURIComponent(String(asked.at(-1)?.url))).toContain(
      `userId eq '${ME}' and createdDateTime ge 2026-11-17T09:00:00Z`,
    );
  });

  it('needs a licence for the log', async () => {
    const answers = {
      '/v1.0/me?': aMe(),
      '/beta/auditLogs/signIns': new Refusal(
        403,
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      ),
    };
    const answer = await aCheck({ id: 'mfa-done' }, answers);
    expect(answer.state).toBe('not-licensed');
    expect(answer.needs).toBe('Microsoft Entra ID P1');
  });

  const device = (isCompliant: boolean | null) => ({
    deviceId: ME,
    displayName: 'PAW-017',
    isCompliant,
    isManaged: true,
  });
  it.each([
    [[device(true)], 'passed: PAW-017'],
    [[device(false)], 'failed: .*not compliant'],
    [[device(null)], 'failed: .*not compliant'],
    [[], 'failed: .*is not in Contoso'],
  ])('the workstation %#', async (devices, expected) => {
    const answers = { '/v1.0/me?': aMe(), signIns: [signIn()], '/v1.0/devices': devices };
    const { said } = await aCheck({ id: 'workstation-compliant', on: 'source' }, answers);
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it('says when the log shows no device', async () => {
    const answers = { '/v1.0/me?': aMe(), signIns: [signIn({ deviceDetail: null })] };
    const { said } = await aCheck({ id: 'workstation-compliant', on: 'source' }, answers);
    expect(said).toMatch(/^failed: .*shows no device/);
  });
});
