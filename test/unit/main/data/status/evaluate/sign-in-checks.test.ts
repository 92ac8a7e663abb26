import { describe, expect, it } from 'vitest';
import { check, verdict, signIn, withMfa } from './a-check.ts';
import { aPolicy } from './a-policy.ts';
import { anEntry, APP, aToken, gap, known, ME, NOW } from './some-facts.ts';

describe('sign-in', () => {
  it.each([
    ['signed-out', 'attention: Signed out', 'sign-in'],
    ['needs-mfa', 'attention: MFA needed', 'do-mfa'],
    ['needs-sign-in', 'attention: Sign in again', 'sign-in'],
    ['needs-consent', 'fail: Consent missing', 'ask-consent'],
    ['disabled', 'fail: Account disabled', undefined],
    ['not-a-user', 'fail: No account here', 'sign-in'],
    ['unreachable', 'unknown: Unreachable', 'collect'],
    ['not-configured', 'not-available: Not set up', undefined],
    ['refused-token', 'fail: Token refused', 'sign-in'],
    ['failed', 'unknown: Sign-in failed', 'sign-in'],
    ['of-the-future', 'unknown: Unknown', 'sign-in'],
  ])('%s → %s', (state, expected, wayOut) => {
    const found = check('sign-in', { signIn: signIn(state) });
    expect(verdict(found)).toBe(expected);
    expect(found.waysOut[0]?.kind).toBe(wayOut);
    expect(found.reason).toBe(`It is ${state}.`);
  });

  it('is told as signed out before anybody ever signed in', () => {
    const found = check('sign-in', { signIn: { ...signIn('signed-out'), collectedAt: null } });
    expect(verdict(found)).toBe('attention: Signed out');
    expect(found.collectedAt).toBeNull();
  });

  it('is good with a token that still holds', () => {
    const found = check('sign-in');
    expect(verdict(found)).toBe('pass: Signed in');
    expect(found.reason).toContain('2026-11-20 09:30 UTC');
    expect(found.collectedAt).toBe('2026-11-20T08:00:00.000Z');
  });

  it.each([
    ['ended', '2026-11-20T08:59:00Z', 'attention: Token ended'],
    ['lasts for days', '2026-11-25T08:59:00Z', 'unknown: Not certain'],
    ['ends at no time', 'soon', 'unknown: Not certain'],
    ['does not say when it ends', null, 'unknown: Not certain'],
  ])('is not good with a token that %s', (_name, tokenUntil, expected) => {
    expect(verdict(check('sign-in', { token: known(aToken({ tokenUntil })) }))).toBe(expected);
  });

  it('is not good with a token that was made tomorrow', () => {
    const token = { ...known(aToken()), collectedAt: '2026-11-21T08:00:00Z' };
    expect(verdict(check('sign-in', { token }))).toBe('unknown: Clock differs');
  });

  it('offers the managed browser where a device is asked for', () => {
    const found = check('sign-in', { signIn: signIn('blocked', '53000') });
    expect(verdict(found)).toBe('fail: Blocked');
    expect(found.waysOut).toEqual([{ kind: 'hand-off', portalId: 'defender' }]);
    expect(found.evidence).toContainEqual({ label: 'Code', value: 'AADSTS53000' });
  });
});

describe('MFA done', () => {
  it('is shown by the token', () => {
    const found = check('mfa-done', withMfa);
    expect(verdict(found)).toBe('pass: MFA done');
    expect(found.reason).toBe('You did MFA in this tenant, 2026-11-20 07:55 UTC.');
    expect(found.source).toBe('ID token');
  });

  it('is said to be trusted from home where it is', () => {
    const crossTenantPartners = known([
      anEntry({
        inboundTrust: {
          isMfaAccepted: true,
          isCompliantDeviceAccepted: null,
          isHybridAzureADJoinedDeviceAccepted: null,
        },
      }),
    ]);
    expect(check('mfa-done', { ...withMfa, crossTenantPartners }).reason).toBe(
      'You did MFA in your home tenant, which this tenant trusts, 2026-11-20 07:55 UTC.',
    );
  });

  const record = {
    createdDateTime: '2026-11-20T07:50:00Z',
    appId: APP,
    appDisplayName: 'Bulkhead',
    conditionalAccessStatus: 'success',
    errorCode: 0,
    authenticationRequirement: 'multiFactorAuthentication',
    crossTenantAccessType: 'b2bCollaboration',
    isCompliant: null,
    isManaged: null,
  };

  it('is shown by the newest sign-in that succeeded', () => {
    expect(verdict(check('mfa-done', { signIns: known([record]) }))).toBe('pass: MFA done');
    const single = {
      ...record,
      createdDateTime: '2026-11-20T07:55:00Z',
      authenticationRequirement: 'singleFactorAuthentication',
    };
    expect(verdict(check('mfa-done', { signIns: known([record, single]) }))).toBe(
      'attention: MFA not asked',
    );
  });

  it.each([
    ['another app', { appId: '00000006-0000-0ff1-ce00-000000000000', appDisplayName: 'Entra' }],
    ['an app that is not told', { appId: null, appDisplayName: '' }],
  ])('is not shown by a sign-in to %s', (_name, app) => {
    const found = check('mfa-done', { signIns: known([{ ...record, ...app }]) });
    expect(verdict(found)).toBe('fact: MFA elsewhere');
    expect(found.reason).toContain('2026-11-20 07:50 UTC');
    const caPolicies = known([aPolicy({ apps: { excludeApplications: ['an-app'] } })]);
    const signIns = known([{ ...record, ...app }]);
    expect(check('conditional-access', { signIns, caPolicies }).state).toBe('unknown');
  });

  it('is not shown by the newest of Bulkhead when another app has a newer one', () => {
    const single = {
      ...record,
      createdDateTime: '2026-11-20T07:40:00Z',
      authenticationRequirement: 'singleFactorAuthentication',
    };
    const other = { ...record, appId: ME };
    expect(verdict(check('mfa-done', { signIns: known([other, single]) }))).toBe(
      'attention: MFA not asked',
    );
  });

  it('is not green from the log alone, when nothing is kept of the token', () => {
    const token = gap('not-collected');
    expect(check('mfa-done', { signIns: known([record]), token }).state).not.toBe('pass');
    const ageless = known(aToken({ tokenUntil: null }));
    expect(verdict(check('mfa-done', { signIns: known([record]), token: ageless }))).toBe(
      'fact: MFA was done',
    );
  });

  it.each([
    ['failed', { errorCode: 53003 }],
    ['was stopped by a policy', { conditionalAccessStatus: 'failure' }],
    ['is of tomorrow', { createdDateTime: '2026-11-21T07:50:00Z' }],
    ['has no time', { createdDateTime: 'yesterday' }],
    ['does not say what was demanded', { authenticationRequirement: null }],
  ])('is not shown by a sign-in that %s', (_name, more) => {
    expect(verdict(check('mfa-done', { signIns: known([{ ...record, ...more }]) }))).toBe(
      'unknown: Not told',
    );
  });

  it.each([
    ['is of the wrong type', { amr: 'mfa' }],
    ['holds numbers', { amr: [1, 2] }],
    ['is null', { amr: null }],
    ['comes with a time that is none', { amr: ['mfa'], authTime: 'now' }],
    ['comes with a time of tomorrow', { amr: ['mfa'], authTime: '2026-11-21T09:00:00Z' }],
    ['only looks like it', { amr: ['MFA', 'mfa '] }],
  ])('is not shown by a claim that %s', (_name, claims) => {
    const token = known({ ...aToken(), ...claims } as ReturnType<typeof aToken>);
    expect(check('mfa-done', { token }).state).toBe('unknown');
  });

  it('is not shown by a token that was collected in the future', () => {
    const token = { ...withMfa.token, collectedAt: '2026-11-24T08:00:00Z' };
    expect(check('mfa-done', { token }).state).toBe('unknown');
  });

  it('is no longer green when the token has ended', () => {
    const found = check('mfa-done', withMfa, { now: NOW + 3_600_000 });
    expect(verdict(found)).toBe('fact: MFA was done');
    expect(found.reason).toContain('2026-11-20 07:55 UTC');
  });

  it('is still shown while the network is away, for as long as the token lasts', () => {
    const away = { ...withMfa, signIn: signIn('unreachable') };
    expect(verdict(check('mfa-done', away))).toBe('pass: MFA done');
    expect(verdict(check('mfa-done', away, { now: NOW + 3_600_000 }))).toBe('fact: MFA was done');
    expect(verdict(check('mfa-done', { ...withMfa, signIn: signIn('failed') }))).toBe(
      'unknown: Not signed in',
    );
  });

  it('is denied by a password alone', () => {
    const token = known(aToken({ amr: ['pwd'] }));
    expect(verdict(check('mfa-done', { token }))).toBe('attention: One factor');
  });

  it('is asked for where the tenant asks', () => {
    const found = check('mfa-done', { ...withMfa, signIn: signIn('needs-mfa') });
    expect(verdict(found)).toBe('attention: MFA needed');
    expect(found.waysOut).toEqual([{ kind: 'do-mfa' }]);
  });

  it('says what would tell where the log may not be read', () => {
    const found = check('mfa-done', { signIns: gap('not-permitted') });
    expect(found.state).toBe('not-permitted');
    expect(found.needs).toContain('AuditLog.Read.All');
  });
});

describe('an account that signs in after another one', () => {
  const other = known(aToken({ objectId: 'c6ad0000-0000-4000-8000-000000000002' }), 'ID token');
  const signIns = known([
    {
      createdDateTime: '2026-11-20T07:50:00Z',
      appId: APP,
      appDisplayName: 'Bulkhead',
      conditionalAccessStatus: 'success',
      errorCode: 0,
      authenticationRequirement: 'multiFactorAuthentication',
      crossTenantAccessType: null,
      isCompliant: null,
      isManaged: null,
    },
  ]);

  it('does not have done the MFA of that one', () => {
    expect(check('mfa-done', { signIns }).state).toBe('pass');
    expect(verdict(check('mfa-done', { signIns, token: other }))).toBe(
      'not-collected: Not collected',
    );
  });

  it('does not hold its roles, and is in none of its groups', () => {
    const forAGroup = aPolicy({
      users: { includeGroups: ['0a5f0000-0000-4000-8000-000000000001'] },
    });
    const forARole = aPolicy({ users: { includeRoles: ['5d6b6bb7-de71-4623-b4af-96380a352509'] } });
    expect(check('roles', { token: other }).state).toBe('not-collected');
    for (const policy of [forAGroup, forARole]) {
      const found = check('conditional-access', { caPolicies: known([policy]), token: other });
      expect(found.state).toBe('unknown');
    }
  });
});

describe('Conditional Access as a whole', () => {
  const device = aPolicy({ displayName: 'CA012', grant: { builtInControls: ['compliantDevice'] } });
  const trusting = known([
    anEntry({
      inboundTrust: {
        isMfaAccepted: true,
        isCompliantDeviceAccepted: true,
        isHybridAzureADJoinedDeviceAccepted: true,
      },
    }),
  ]);

  it('lets in where no policy applies', () => {
    expect(verdict(check('conditional-access'))).toBe('pass: Lets you in');
  });

  it('asks for MFA where the tenant did, whatever policies were read', () => {
    const found = check('conditional-access', { signIn: signIn('needs-mfa', '50076') });
    expect(verdict(found)).toBe('attention: MFA needed');
    expect(found.waysOut).toEqual([{ kind: 'do-mfa' }]);
  });

  it.each([
    ['blocked', '50105'],
    ['disabled', '50057'],
    ['not-a-user', '50020'],
    ['refused-token', null],
  ])('is not green beside a sign-in that is shut (%s)', (state, code) => {
    const found = check('conditional-access', { signIn: signIn(state, code) });
    expect(verdict(found)).toBe('fact: Not by policy');
  });

  it('says that security defaults may still ask for MFA', () => {
    const found = check('conditional-access', { securityDefaults: known({ isEnabled: true }) });
    expect(verdict(found)).toBe('pass: Lets you in');
    expect(found.reason).toContain('Security defaults are on');
  });

  it('lets in where what applies is satisfied', () => {
    const found = check('conditional-access', { ...withMfa, caPolicies: known([aPolicy()]) });
    expect(verdict(found)).toBe('pass: Lets you in');
    expect(found.evidence).toEqual([{ label: 'CA001', value: 'MFA: satisfied' }]);
  });

  it('names the policy that blocks before all others', () => {
    const caPolicies = known([
      device,
      aPolicy({ displayName: 'CA099', grant: { builtInControls: ['block'] } }),
    ]);
    const found = check('conditional-access', { caPolicies, crossTenantPartners: trusting });
    expect(verdict(found)).toBe('fail: Blocked');
    expect(found.reason).toBe('“CA099”: It covers all users. It blocks.');
    expect(found.waysOut).toEqual([]);
  });

  it('says how to get past a demand for a device', () => {
    const found = check('conditional-access', {
      caPolicies: known([device]),
      crossTenantPartners: trusting,
    });
    expect(verdict(found)).toBe('attention: Managed browser needed');
    expect(found.reason).toBe(
      '“CA012”: It covers all users. Guests must use a compliant device. Bulkhead’s embedded pages cannot show one. Open the portal in the managed browser.',
    );
    expect(found.waysOut).toEqual([{ kind: 'hand-off', portalId: 'defender' }]);
  });

  it('does not send anybody to a browser that cannot help', () => {
    const found = check('conditional-access', { caPolicies: known([device]) });
    expect(verdict(found)).toBe('fail: Cannot be met');
    expect(found.waysOut).toEqual([]);
  });

  it('takes a refusal that happened for more than what policies say', () => {
    const found = check('conditional-access', { signIn: signIn('blocked', '53000') });
    expect(verdict(found)).toBe('fail: Compliant device needed');
    expect(found.waysOut).toEqual([{ kind: 'hand-off', portalId: 'defender' }]);
    expect(found.reason).toBe('It is blocked. Open the portal in the managed browser.');
  });

  it('does not say twice to open the managed browser', () => {
    const reason = 'A compliant device is required. Open the page in the managed browser.';
    const refused = known({ state: 'blocked', code: '53000', reason });
    expect(check('conditional-access', { signIn: refused }).reason).toBe(reason);
  });

  it('leaves refusals of others to others', () => {
    const refused = { signIn: signIn('blocked', '500213') };
    expect(verdict(check('conditional-access', refused))).toBe('fact: Not by policy');
    expect(verdict(check('b2b-collaboration', refused))).toBe('fail: Blocked');
    expect(verdict(check('sign-in', refused))).toBe('fail: Blocked');
  });

  it('hands off to a portal that the cloud has', () => {
    const found = check('conditional-access', {
      cloud: 'china',
      signIn: signIn('blocked', '53000'),
    });
    expect(found.waysOut).toEqual([{ kind: 'hand-off', portalId: 'entra' }]);
  });

  it('says that it does not know where it does not', () => {
    const caPolicies = known([
      aPolicy({ users: { includeGroups: ['g'] }, grant: { builtInControls: ['block'] } }),
    ]);
    const found = check('conditional-access', { caPolicies, groups: gap('not-permitted') });
    expect(verdict(found)).toBe('unknown: May be blocked');
  });

  it('counts report-only policies for nothing', () => {
    const caPolicies = known([
      aPolicy({
        state: 'enabledForReportingButNotEnforced',
        grant: { builtInControls: ['block'] },
      }),
    ]);
    expect(verdict(check('conditional-access', { caPolicies }))).toBe('pass: Lets you in');
  });

  it('keeps what is known beside what may not be read', () => {
    const found = check('conditional-access', { caPolicies: gap('not-permitted') });
    expect(found.state).toBe('not-permitted');
    expect(found.reason).toContain('none kept Bulkhead’s own requests out');
    expect(found.needs).toContain('Policy.Read.All');
    expect(found.waysOut).toEqual([{ kind: 'ask-consent' }]);
  });
});
