import type {
  CheckId,
  CheckState,
  Evidence,
  Finding,
  PolicyVerdict,
  RoleHeld,
  StatusRow,
  Tenant,
  TenantStatus,
  WayOut,
} from '../../../preload/contract/index.ts';
import { minutesAgo } from './estates.ts';

type Said = Pick<Finding, 'word' | 'reason'> & Partial<Finding>;

const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const PARTNERS = '/v1.0/policies/crossTenantAccessPolicy/partners';
const DEFAULTS = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';

const SOURCES: Readonly<Record<CheckId, string>> = {
  'sign-in': 'ID token',
  'mfa-done': 'ID token',
  'conditional-access': POLICIES,
  'access-path': '/v1.0/me',
  roles: '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances',
  'mfa-method': `${POLICIES}, ${DEFAULTS}`,
  'mfa-registration': '/v1.0/reports/authenticationMethods/userRegistrationDetails',
  'legacy-auth': POLICIES,
  'device-code': POLICIES,
  'admin-phishing-resistant': POLICIES,
  'paw-only': POLICIES,
  'break-glass': POLICIES,
  'report-only-policies': POLICIES,
  'named-locations': '/v1.0/identity/conditionalAccess/namedLocations',
  'inbound-mfa-trust': PARTNERS,
  'inbound-device-trust': PARTNERS,
  'automatic-redemption': PARTNERS,
  'cross-tenant-sync': `${PARTNERS}/identitySynchronization`,
  'b2b-collaboration': PARTNERS,
};

const PERMISSIONS: Readonly<Partial<Record<string, string>>> = {
  [POLICIES]: 'Policy.Read.All, and Security Reader or Global Reader',
  [PARTNERS]: 'Policy.Read.All',
  '/v1.0/reports/authenticationMethods/userRegistrationDetails': 'AuditLog.Read.All',
  '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances':
    'RoleAssignmentSchedule.Read.Directory',
};

const CHECKS = Object.keys(SOURCES) as readonly CheckId[];

const said = (word: string, reason: string, more: Partial<Finding> = {}): Said => ({
  word,
  reason,
  ...more,
});

const evidence = (...pairs: readonly (readonly [string, string])[]): Evidence[] =>
  pairs.map(([label, value]) => ({ label, value }));

/** What each check says when nothing is wrong. */
const GOOD: Readonly<Record<CheckId, Said & { readonly state: CheckState }>> = {
  'sign-in': {
    state: 'pass',
    ...said('Signed in', 'You are signed in for the APIs of this tenant. Microsoft renews it.', {
      evidence: evidence(['Tenant of the token', 'is this tenant'], ['Signed in', '08:12']),
    }),
  },
  'mfa-done': {
    state: 'pass',
    ...said('MFA done', 'This sign-in did MFA in the home tenant, and this tenant accepts that.', {
      evidence: evidence(['acrs', 'c1'], ['amr', 'pwd, mfa'], ['Trusts MFA of', 'Contoso']),
    }),
  },
  'conditional-access': {
    state: 'pass',
    ...said('Lets you in', 'Four of 11 policies apply to you, and this sign-in satisfies all.', {
      evidence: evidence(
        ['Satisfied', 'Require MFA for all users'],
        ['Satisfied', 'Block legacy authentication'],
        ['Satisfied', 'Require MFA for Azure management'],
        ['Satisfied', 'Sign-in frequency for administrators'],
      ),
    }),
  },
  'access-path': { state: 'fact', ...said('Member', 'Your account lives in this tenant.') },
  roles: {
    state: 'fact',
    ...said('3 roles', 'You hold two active roles and one you are eligible for.'),
  },
  'mfa-method': {
    state: 'pass',
    ...said('Cond. Access', 'An enabled policy asks all users for MFA in all apps.', {
      evidence: evidence(['Policy', 'Require MFA for all users'], ['Left out', '2 accounts']),
    }),
  },
  'mfa-registration': {
    state: 'pass',
    ...said('98 %', '412 of 420 users registered a method that counts as MFA.', {
      evidence: evidence(['Registered', '412'], ['Not registered', '8'], ['Guests', 'not counted']),
    }),
  },
  'legacy-auth': {
    state: 'pass',
    ...said('Blocked', 'An enabled policy blocks legacy authentication for all users.'),
  },
  'device-code': {
    state: 'pass',
    ...said('Blocked', 'An enabled policy blocks device code flow for all users.'),
  },
  'admin-phishing-resistant': {
    state: 'pass',
    ...said('Required', 'Fourteen administrator roles must use phishing-resistant MFA.'),
  },
  'paw-only': {
    state: 'fact',
    ...said('Not asked', 'No policy limits administrators to named devices.'),
  },
  'break-glass': {
    state: 'pass',
    ...said('2 left out', 'Two accounts are left out of every enabled policy.', {
      evidence: evidence(['Account', 'bg-01'], ['Account', 'bg-02']),
    }),
  },
  'report-only-policies': {
    state: 'pass',
    ...said('None', 'No policy is in report-only mode.'),
  },
  'named-locations': {
    state: 'fact',
    ...said('3 places', 'Two address ranges and one country list; one of them is trusted.'),
  },
  'inbound-mfa-trust': {
    state: 'pass',
    ...said('Trusted', 'MFA done in your home tenant counts here.'),
  },
  'inbound-device-trust': {
    state: 'pass',
    ...said('Trusted', 'A compliant device of your home tenant counts here.'),
  },
  'automatic-redemption': {
    state: 'pass',
    ...said('Both sides', 'Both tenants redeem invitations without asking.'),
  },
  'cross-tenant-sync': {
    state: 'fact',
    ...said('Allowed', 'Users may be synchronized into this tenant.'),
  },
  'b2b-collaboration': {
    state: 'pass',
    ...said('Allowed', 'Guests of your home tenant are let in, to all apps.'),
  },
};

const SIGN_IN: WayOut = { kind: 'sign-in' };
const DO_MFA: WayOut = { kind: 'do-mfa' };
const CONSENT: WayOut = { kind: 'ask-consent' };
const COLLECT: WayOut = { kind: 'collect' };
const ENTRA: WayOut = { kind: 'open-portal', portalId: 'entra' };

type Change = Said & { readonly state: CheckState };
export type Changes = Readonly<Partial<Record<CheckId, Change>>>;

const is = (state: CheckState, word: string, reason: string, more: Partial<Finding> = {}) => ({
  state,
  ...said(word, reason, more),
});

/** All findings of a tenant: good ones with what is said over them. */
function findingsOf(changes: Changes, collectedAt: string): Finding[] {
  return CHECKS.map((checkId): Finding => ({
    checkId,
    evidence: [],
    source: SOURCES[checkId],
    collectedAt,
    needs: null,
    waysOut: [],
    ...(changes[checkId] ?? GOOD[checkId]),
  }));
}

/** Every check of which a request's path answers, with one state that says why it does not. */
function withoutAnswer(
  state: 'not-permitted' | 'not-licensed' | 'not-available' | 'not-collected',
  ids: readonly CheckId[],
  reason: (checkId: CheckId) => string,
  more: Partial<Finding> = {},
): Changes {
  const words = {
    'not-permitted': 'Not permitted',
    'not-licensed': 'Not licensed',
    'not-available': 'Not available',
    'not-collected': 'Not collected',
  };
  return Object.fromEntries(
    ids.map((id) => [
      id,
      is(state, words[state], reason(id), {
        ...(state === 'not-permitted' && { needs: PERMISSIONS[SOURCES[id]] ?? 'Policy.Read.All' }),
        ...(state === 'not-collected' && { collectedAt: null }),
        ...more,
      }),
    ]),
  );
}

const BY_POLICIES = CHECKS.filter((id) => SOURCES[id].startsWith(POLICIES));
const BY_PARTNERS = CHECKS.filter((id) => SOURCES[id].startsWith(PARTNERS));

/** Nothing was ever asked of the tenant. */
export const NEVER: Changes = withoutAnswer(
  'not-collected',
  CHECKS,
  () => 'Nothing was collected from this tenant yet.',
  { waysOut: [COLLECT], source: 'Nothing asked yet' },
);

const ROLES: readonly RoleHeld[] = [
  {
    name: 'Security Reader',
    roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509',
    kind: 'active',
    endsAt: null,
  },
  {
    name: 'Security Operator',
    roleTemplateId: '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
    kind: 'active',
    endsAt: new Date(Date.now() + 5 * 3_600_000).toISOString(),
  },
  {
    name: 'Security Administrator',
    roleTemplateId: '194ae4cb-b126-40b2-bd5b-6091b380977d',
    kind: 'eligible',
    endsAt: new Date(Date.now() + 80 * 86_400_000).toISOString(),
  },
];

const policy = (number: number, name: string, verdict: Partial<PolicyVerdict>): PolicyVerdict => ({
  id: `9f0${String(number)}c1aa-2f10-4a55-8a1e-${String(number).padStart(12, '0')}`,
  name,
  state: 'enabled',
  applies: 'yes',
  outcome: 'satisfied',
  demands: 'MFA',
  because: 'It covers all users and all apps.',
  modifiedAt: minutesAgo(60 * 24 * (20 + number * 9)),
  ...verdict,
});

export const POLICIES_GOOD: readonly PolicyVerdict[] = [
  policy(1, 'Require MFA for all users', {}),
  policy(2, 'Block legacy authentication', {
    applies: 'no',
    outcome: 'not-applied',
    demands: 'Block',
    because: 'Bulkhead uses modern authentication.',
  }),
  policy(3, 'Require MFA for Azure management', {
    because: 'It covers all users and the Azure management app.',
  }),
  policy(4, 'Compliant devices for finance', {
    applies: 'no',
    outcome: 'not-applied',
    demands: 'Compliant device',
    because: 'It covers the group Finance. You are not in it.',
  }),
  policy(5, 'Block countries', {
    applies: 'maybe',
    outcome: 'unknown',
    demands: 'Block',
    because: 'It asks for your location, which only the service sees.',
  }),
  policy(6, 'Phishing-resistant MFA for all (trial)', {
    state: 'report-only',
    outcome: 'not-satisfied',
    demands: 'Phishing-resistant MFA',
    because: 'It covers all users. It is only reported and stops nobody.',
  }),
  policy(7, 'Old: MFA for VPN', {
    state: 'disabled',
    applies: 'no',
    outcome: 'not-applied',
    because: 'It is switched off.',
    modifiedAt: null,
  }),
];

const POLICIES_BLOCKED: readonly PolicyVerdict[] = [
  policy(11, 'Guests: compliant device', {
    outcome: 'not-satisfied',
    demands: 'MFA and compliant device',
    because: 'It covers guests of synchronized tenants. This page cannot show a device.',
  }),
  policy(12, 'Administrators only from PAW', {
    outcome: 'blocked',
    demands: 'Block',
    because: 'It covers your role Security Operator, on devices outside the filter PAW.',
  }),
  ...POLICIES_GOOD,
];

export interface StatusSaid {
  readonly changes: Changes;
  readonly policies?: readonly PolicyVerdict[];
  readonly roles?: readonly RoleHeld[];
  readonly account?: string | null;
  readonly minutes?: number | null;
  readonly problem?: string | null;
}

/** A tenant's status in the words of a scenario. */
export function aStatus(tenant: Tenant, about: StatusSaid): TenantStatus {
  const minutes = about.minutes === undefined ? 12 : about.minutes;
  const collectedAt = minutes === null ? null : minutesAgo(minutes);
  return {
    tenantId: tenant.id,
    findings: findingsOf(about.changes, collectedAt ?? minutesAgo(0)),
    policies: [...(about.policies ?? [])],
    roles: [...(about.roles ?? [])],
    account: about.account === undefined ? 'operator@contoso.com' : about.account,
    collectedAt,
    problem: about.problem ?? null,
  };
}

/** The row of the matrix that a status makes. */
export function rowOf(status: TenantStatus): StatusRow {
  return {
    tenantId: status.tenantId,
    cells: status.findings.map(({ checkId, state, word, reason, collectedAt }) => ({
      checkId,
      state,
      word,
      reason,
      collectedAt,
    })),
    collectedAt: status.collectedAt,
    problem: status.problem,
  };
}

const GUEST: Changes = {
  'access-path': is(
    'fact',
    'Guest by sync',
    'Cross-tenant synchronization made your guest account. It ends when the source ends it.',
    { evidence: evidence(['userType', 'Member'], ['creationType', 'Invitation']) },
  ),
};

/** What the tenants of the demo estate say, by place: each has a story of its own. */
export const STORIES: readonly StatusSaid[] = [
  // Home: everything in order, one trial running.
  {
    changes: {
      'report-only-policies': is(
        'report-only',
        '1 trial',
        'One policy is evaluated and not enforced: Phishing-resistant MFA for all (trial).',
        { waysOut: [ENTRA] },
      ),
      'inbound-mfa-trust': is('fact', 'Home', 'This is your home tenant.'),
      'inbound-device-trust': is('fact', 'Home', 'This is your home tenant.'),
      'automatic-redemption': is('fact', 'Home', 'This is your home tenant.'),
      'b2b-collaboration': is('fact', 'Home', 'This is your home tenant.'),
    },
    policies: POLICIES_GOOD,
    roles: ROLES,
    minutes: 4,
  },
  // Conditional Access wants a compliant device.
  {
    changes: {
      ...GUEST,
      'sign-in': is(
        'fail',
        'Blocked',
        'Conditional Access wants a compliant device, which an embedded page cannot show.',
        {
          evidence: evidence(['Sign-in error', 'AADSTS53000']),
          source: 'Sign-in error',
          waysOut: [{ kind: 'hand-off', portalId: 'my-account' }],
        },
      ),
      'mfa-done': is('unknown', 'No sign-in', 'Nobody is signed in, so nothing is known of MFA.'),
      'conditional-access': is(
        'fail',
        'Blocked',
        'Guests must use a compliant device. Bulkhead’s embedded pages cannot show one. Open the portal in the managed browser.',
        {
          evidence: evidence(
            ['Not satisfied', 'Guests: compliant device'],
            ['Blocks', 'Administrators only from PAW'],
            ['Sign-in error', 'AADSTS53000'],
          ),
          waysOut: [{ kind: 'hand-off', portalId: 'defender' }, ENTRA],
        },
      ),
      'paw-only': is(
        'attention',
        'PAW only',
        'Security Operators get in from privileged access workstations alone.',
        { evidence: evidence(['Device filter', 'device.extensionAttribute1 -eq "PAW"']) },
      ),
      roles: is('attention', 'Ends in 5 h', 'Security Operator ends in five hours.', {
        waysOut: [ENTRA],
      }),
      'inbound-device-trust': is(
        'fail',
        'Not trusted',
        'A compliant device of your home tenant does not count here, though a policy asks for one.',
        { evidence: evidence(['isCompliantDeviceAccepted', 'false, inherited from the default']) },
      ),
    },
    policies: POLICIES_BLOCKED,
    roles: ROLES,
    minutes: 12,
  },
  // MFA of the home tenant is not trusted.
  {
    changes: {
      ...GUEST,
      'access-path': is('fact', 'Access package', 'An access package made your guest account.', {
        evidence: evidence(['Package', 'Security partners'], ['Ends', '31 March']),
      }),
      'sign-in': is('attention', 'MFA wanted', 'The tenant asks for MFA before it gives a token.', {
        evidence: evidence(['Sign-in error', 'AADSTS50076']),
        source: 'Sign-in error',
        waysOut: [DO_MFA],
      }),
      'mfa-done': is('fail', 'Not done', 'This sign-in did no MFA that this tenant accepts.', {
        evidence: evidence(['acrs', 'not there'], ['Trusts MFA of', 'nobody']),
        waysOut: [DO_MFA],
      }),
      'inbound-mfa-trust': is(
        'fail',
        'Not trusted',
        'MFA done in your home tenant does not count here. You do MFA once more in this tenant.',
      ),
      'legacy-auth': is(
        'report-only',
        'Report-only',
        'A policy that blocks legacy authentication is only reported. Nothing is blocked.',
        { waysOut: [ENTRA] },
      ),
    },
    policies: POLICIES_GOOD,
    roles: ROLES.slice(0, 1),
    minutes: 190,
    problem: 'MFA is wanted. What was collected before is kept.',
  },
  // Consent is missing.
  {
    changes: {
      ...GUEST,
      ...withoutAnswer(
        'not-permitted',
        [...BY_POLICIES, ...BY_PARTNERS, 'mfa-method', 'mfa-registration'],
        () => 'The tenant has not consented to the permission that reads this.',
        { waysOut: [CONSENT] },
      ),
      'sign-in': is(
        'fail',
        'Needs consent',
        'An administrator of this tenant has to consent before Bulkhead may read anything.',
        {
          evidence: evidence(['Sign-in error', 'AADSTS65001']),
          source: 'Sign-in error',
          waysOut: [CONSENT],
        },
      ),
      'conditional-access': is(
        'not-permitted',
        'Not permitted',
        'Which policies would apply cannot be read without consent.',
        { needs: 'Policy.Read.All', waysOut: [CONSENT] },
      ),
      'mfa-done': is('unknown', 'Unknown', 'The token does not say whether MFA was done.', {
        evidence: evidence(['acrs', 'not there'], ['amr', 'not there']),
      }),
    },
    roles: [],
    minutes: 60 * 26,
    problem: 'Consent is missing.',
  },
  // Delegated administration: some things do not exist by this path.
  {
    changes: {
      'access-path': is(
        'fact',
        'GDAP',
        'Delegated administration by a partner. Sentinel cannot be reached by this path.',
        { evidence: evidence(['Relationship', 'Northwind support 2026'], ['Ends', '14 May']) },
      ),
      ...withoutAnswer(
        'not-available',
        [...BY_PARTNERS, 'roles'],
        () => 'Delegated administration has no guest account here, so nothing of this applies.',
      ),
      'mfa-registration': is(
        'not-licensed',
        'Not licensed',
        'The report of registrations needs a licence that this tenant does not have.',
        { needs: 'Microsoft Entra ID P1' },
      ),
      'break-glass': is(
        'fail',
        'None found',
        'No account is left out of every policy. A mistake in one locks everybody out.',
        { waysOut: [ENTRA] },
      ),
      'mfa-done': is('pass', 'MFA done', 'This sign-in did MFA in the partner’s tenant.'),
    },
    policies: POLICIES_GOOD.slice(0, 3),
    minutes: 31,
    problem: 'The service asks to be left alone until later (429). The rest is kept.',
  },
  // Not reachable for days.
  {
    changes: {
      ...GUEST,
      'sign-in': is(
        'unknown',
        'Not reachable',
        'login.partner.microsoftonline.cn does not answer. Whether you are signed in is not known.',
        { waysOut: [COLLECT] },
      ),
      'mfa-done': is('unknown', 'Unknown', 'The last token has ended, and no new one came.'),
      'conditional-access': is(
        'unknown',
        'Unknown',
        'Two policies ask for your location, which only the service sees.',
      ),
      'device-code': is('fail', 'Allowed', 'No policy blocks device code flow.', {
        waysOut: [ENTRA],
      }),
      ...withoutAnswer(
        'not-available',
        ['mfa-registration'],
        () => 'The report does not exist in this cloud.',
      ),
    },
    policies: POLICIES_GOOD.slice(0, 2),
    account: 'operator@contoso.partner.onmschina.cn',
    minutes: 60 * 24 * 3,
    problem: 'The tenant’s services could not be reached.',
  },
  // Security defaults, no premium licence.
  {
    changes: {
      'access-path': is('fact', 'Lighthouse', 'Azure Lighthouse. Defender is not reached by it.'),
      'mfa-method': is(
        'pass',
        'Sec. defaults',
        'Security defaults are on: everybody registers MFA, and it is asked for when needed.',
        { source: DEFAULTS },
      ),
      ...withoutAnswer(
        'not-licensed',
        [...BY_POLICIES, 'mfa-registration'],
        () => 'Conditional Access is not part of this tenant’s licences.',
        { needs: 'Microsoft Entra ID P1' },
      ),
      'conditional-access': is(
        'not-licensed',
        'Not licensed',
        'This tenant has no Conditional Access. Security defaults decide instead.',
        { needs: 'Microsoft Entra ID P1' },
      ),
      'inbound-mfa-trust': is('fact', 'Not trusted', 'The default holds: no MFA trust.'),
      'inbound-device-trust': is('fact', 'Not trusted', 'The default holds: no device trust.'),
    },
    minutes: 47,
  },
  // The account is disabled.
  {
    changes: {
      ...NEVER,
      'sign-in': is(
        'fail',
        'Disabled',
        'Your account is disabled in this tenant. Ask an administrator there.',
        { evidence: evidence(['Sign-in error', 'AADSTS50057']), source: 'Sign-in error' },
      ),
    },
    account: null,
    minutes: null,
    problem: 'Your account is disabled in this tenant.',
  },
];

/** A story for any place, so that a large estate has all of them in plausible shares. */
export function storyAt(at: number): StatusSaid {
  const wheel = [0, 0, 4, 0, 6, 0, 0, 1, 0, 2, 0, 0, 3, 0, 5, 0, 0, 0, 7, 6];
  const story = STORIES[wheel[(at * 7) % wheel.length] ?? 0] ?? STORIES[0];
  if (story === undefined) throw new Error('There is a story.');
  return at % 11 === 9
    ? { changes: NEVER, account: null, minutes: null }
    : { ...story, minutes: story.minutes === null ? null : ((at * 53) % 600) + 3 };
}

/** One tenant in every state there is, for looking at them side by side. */
export function everyState(tenant: Tenant): TenantStatus {
  return aStatus(tenant, {
    changes: {
      'sign-in': is('pass', 'Signed in', 'You are signed in for the APIs of this tenant.'),
      'mfa-done': is('fail', 'Not done', 'This sign-in did no MFA.', {
        waysOut: [DO_MFA, SIGN_IN],
        evidence: evidence(['acrs', 'not there']),
      }),
      'conditional-access': is('attention', 'Soon', 'A policy changes for you in two days.'),
      'access-path': is('fact', 'Member', 'Your account lives in this tenant.'),
      roles: is('unknown', 'Unknown', 'The answer of the service was cut off.', {
        waysOut: [COLLECT],
      }),
      'mfa-method': is('report-only', 'Report-only', 'The policy for MFA is only reported.'),
      'mfa-registration': is('not-licensed', 'Not licensed', 'The report needs a licence.', {
        needs: 'Microsoft Entra ID P1',
      }),
      'legacy-auth': is('not-permitted', 'Not permitted', 'Policies may not be read.', {
        needs: 'Policy.Read.All',
        waysOut: [CONSENT],
      }),
      'device-code': is('not-available', 'Not available', 'Does not exist in this cloud.'),
      'break-glass': is('not-collected', 'Not collected', 'Was not asked for yet.', {
        collectedAt: null,
        waysOut: [COLLECT],
      }),
    },
    policies: POLICIES_BLOCKED,
    roles: ROLES,
  });
}

/** What a service could put into every text, as bad as it gets. */
export function hostileStatus(tenant: Tenant): TenantStatus {
  const text = `${tenant.name} `.repeat(8).slice(0, 300);
  return aStatus(tenant, {
    changes: {
      'sign-in': is('fail', tenant.name.slice(0, 40), text, {
        evidence: evidence([tenant.name.slice(0, 80), text]),
        source: tenant.name.slice(0, 100),
        needs: tenant.name,
        waysOut: [SIGN_IN, DO_MFA, CONSENT, COLLECT],
      }),
    },
    policies: [policy(1, tenant.name, { demands: text, because: text })],
    roles: ROLES.map(({ roleTemplateId, kind, endsAt }) => ({
      roleTemplateId,
      kind,
      endsAt,
      name: tenant.name,
    })),
    account: tenant.name,
    problem: text,
  });
}
