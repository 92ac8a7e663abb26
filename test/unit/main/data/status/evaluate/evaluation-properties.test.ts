import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgePolicy,
  type Surroundings,
} from '../../../../../../main/data/status/evaluate/conditional-access.ts';
import type { Device } from '../../../../../../main/data/status/evaluate/device-filter.ts';
import { evaluateTenant } from '../../../../../../main/data/status/evaluate/evaluate-tenant.ts';
import { pictureOf } from '../../../../../../main/data/status/evaluate/picture.ts';
import {
  PORTAL_RESOURCES,
  type SignInAttempt,
} from '../../../../../../main/data/status/evaluate/sign-in-attempt.ts';
import { trustCells } from '../../../../../../main/data/status/evaluate/trust-cells.ts';
import type { CaPolicy, TenantFacts } from '../../../../../../main/data/status/facts.ts';
import {
  CHECK_IDS,
  TenantStatus,
  TrustCell,
  type CheckId,
} from '../../../../../../preload/contract/status.ts';
import { aPolicy } from './a-policy.ts';
import { aGap, anyFacts, anyPolicy, aUserCondition, someLocations } from './facts-arbitrary.ts';
import { ASKED, HOME, known, ME, NOW, someFacts } from './some-facts.ts';
import { measureCpu } from '../../../../../support/cpu-time.ts';

const RUNS = { numRuns: 120 };
const stateOf = (facts: TenantFacts, id: CheckId, now = NOW) =>
  evaluateTenant(facts, { now }).findings.find((one) => one.checkId === id)?.state;

describe('evaluation is total', () => {
  it('answers every check within the bounds of the contract, whatever was collected', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (facts, homeFacts) => {
        const status = evaluateTenant(facts, { now: NOW, homeFacts });
        expect(TenantStatus.safeParse(status).error).toBeUndefined();
        expect(status.findings.map((one) => one.checkId)).toEqual([...CHECK_IDS]);
        for (const { checkId, word, reason, state, waysOut, needs } of status.findings) {
          expect(word).not.toBe('');
          expect(reason).not.toBe('');
          expect(word.split(' ').length).toBeLessThanOrEqual(4);
          expect(needs).not.toBe('');
          const owesNeeds =
            ['not-licensed', 'not-permitted'].includes(state) && checkId !== 'sign-in';
          expect(owesNeeds && needs === null).toBe(false);
          expect(new Set(waysOut.map((way) => way.kind)).size).toBe(waysOut.length);
        }
      }),
      RUNS,
    );
  });

  it('needs no rescue for facts of the right shape', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(() => pictureOf(facts, { now: NOW })).not.toThrow();
        const words = evaluateTenant(facts, { now: NOW }).findings.map((one) => one.word);
        expect(words).not.toContain('Cannot be read');
      }),
      RUNS,
    );
  });

  it('gives the same status for the same facts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const copy = structuredClone(facts);
        expect(evaluateTenant(facts, { now: NOW })).toEqual(evaluateTenant(copy, { now: NOW }));
        expect(facts).toEqual(copy);
      }),
      RUNS,
    );
  });

  it('holds for every cell of the trust matrix', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, other) => {
        const cells = trustCells([one, { ...other, tenantId: HOME }]);
        for (const cell of cells) expect(TrustCell.safeParse(cell).error).toBeUndefined();
        expect(cells.length).toBeLessThanOrEqual(2);
      }),
      RUNS,
    );
  });
});

type FactName = Exclude<keyof TenantFacts, 'tenantId' | 'cloud' | 'statedAccessPath'>;

/**
 * Answers without which a check can say neither good nor bad. Where one of several answers is
 * enough (security defaults instead of policies), all of them are missing here.
 */
const ANSWERED_BY: Readonly<Record<CheckId, readonly FactName[]>> = {
  'sign-in': ['signIn'],
  'mfa-done': ['signIn'],
  'conditional-access': ['caPolicies', 'signIn'],
  'access-path': ['me'],
  roles: ['activeRoles'],
  'mfa-method': ['caPolicies', 'securityDefaults'],
  'mfa-registration': ['registration'],
  'legacy-auth': ['caPolicies', 'securityDefaults'],
  'device-code': ['caPolicies'],
  'admin-phishing-resistant': ['caPolicies'],
  'paw-only': ['caPolicies'],
  'break-glass': ['caPolicies'],
  'report-only-policies': ['caPolicies'],
  'named-locations': ['namedLocations'],
  'inbound-mfa-trust': ['crossTenantPartners'],
  'inbound-device-trust': ['crossTenantPartners'],
  'automatic-redemption': ['crossTenantPartners'],
  'cross-tenant-sync': ['crossTenantPartners'],
  'b2b-collaboration': ['crossTenantPartners', 'signIn'],
};

/** A second set, where a check needs more than one answer to be good. */
const GOOD_ONLY_WITH: readonly (readonly [CheckId, FactName])[] = [
  ['sign-in', 'token'],
  ['roles', 'roleSchedules'],
  ['named-locations', 'caPolicies'],
  ['inbound-mfa-trust', 'token'],
  ['inbound-device-trust', 'token'],
  ['automatic-redemption', 'token'],
  ['b2b-collaboration', 'token'],
];

describe('what is not known', () => {
  it.each(CHECK_IDS)('is neither good nor bad: %s', (id) => {
    fc.assert(
      fc.property(anyFacts, aGap, (facts, missing) => {
        const names = ANSWERED_BY[id];
        const without = { ...facts, ...Object.fromEntries(names.map((name) => [name, missing])) };
        expect(['pass', 'fail']).not.toContain(stateOf(without, id));
      }),
      { numRuns: 60 },
    );
  });

  it.each(GOOD_ONLY_WITH)('is never good: %s without %s', (id, name) => {
    fc.assert(
      fc.property(anyFacts, aGap, (facts, missing) => {
        expect(stateOf({ ...facts, [name]: missing }, id)).not.toBe('pass');
      }),
      { numRuns: 60 },
    );
  });

  it('is never taken for the opposite: what is so without the groups stays so with them', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.array(fc.constantFrom('77aa0000-0000-4000-8000-000000000001', 'other')),
        (policy, groups) => {
          const blind = judgePolicy(policy, ATTEMPT, around({ groups: null }));
          const seeing = judgePolicy(policy, ATTEMPT, around({ groups: new Set(groups) }));
          fc.pre(blind.applies !== 'maybe');
          expect(seeing.applies).toBe(blind.applies);
        },
      ),
      { numRuns: 600 },
    );
  });

  it.each<[string, fc.Arbitrary<Partial<SignInAttempt>>]>([
    ['the platform', fc.constantFrom({ platform: 'windows' }, { platform: 'android' })],
    ['the address', fc.constantFrom({ ipAddress: '203.0.113.9' }, { ipAddress: '192.0.2.1' })],
    ['the country', fc.constantFrom({ country: 'GB' }, { country: 'SE' })],
    ['the risk', fc.constantFrom({ signInRisk: 'none' }, { signInRisk: 'high' })],
    [
      'the device',
      fc.constantFrom<Partial<SignInAttempt>[]>({ device: PAW() }, { device: { state: 'none' } }),
    ],
  ])('is never taken for the opposite: nor without %s', (_name, parts) => {
    fc.assert(
      fc.property(anyPolicy, someLocations, parts, (policy, locations, part) => {
        const blind: SignInAttempt = { ...ATTEMPT, platform: null, device: { state: 'unknown' } };
        const world = around({}, { locations });
        const before = judgePolicy(policy, blind, world);
        const after = judgePolicy(policy, { ...blind, ...part }, world);
        fc.pre(before.applies !== 'maybe');
        expect(after.applies).toBe(before.applies);
      }),
      { numRuns: 300 },
    );
  });
});

describe('leaving out', () => {
  const ORDER = ['no', 'maybe', 'yes'];
  const rank = (policy: CaPolicy) => ORDER.indexOf(judgePolicy(policy, ATTEMPT, around()).applies);

  it('never makes a policy apply more', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        aUserCondition,
        fc.array(fc.constantFrom('All', 'MicrosoftAdminPortals', 'x')),
        (policy, more, apps) => {
          const { users, applications } = policy.conditions;
          const narrower: CaPolicy = {
            ...policy,
            conditions: {
              ...policy.conditions,
              users: {
                ...users,
                excludeUsers: [...users.excludeUsers, ...more.excludeUsers],
                excludeGroups: [...users.excludeGroups, ...more.excludeGroups],
                excludeRoles: [...users.excludeRoles, ...more.excludeRoles],
                excludeGuestsOrExternalUsers:
                  users.excludeGuestsOrExternalUsers ?? more.excludeGuestsOrExternalUsers,
              },
              applications: {
                ...applications,
                excludeApplications: [...applications.excludeApplications, ...apps],
              },
            },
          };
          expect(rank(narrower)).toBeLessThanOrEqual(rank(policy));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('of the operator by name always works', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const { users } = policy.conditions;
        const conditions = {
          ...policy.conditions,
          users: { ...users, excludeUsers: [...users.excludeUsers, ME] },
        };
        expect(judgePolicy({ ...policy, conditions }, ATTEMPT, around()).applies).toBe('no');
      }),
      RUNS,
    );
  });
});

describe('report-only', () => {
  it('protects nothing', () => {
    fc.assert(
      fc.property(fc.array(anyPolicy, { maxLength: 4 }), (policies) => {
        const reporting = policies.map((policy) => ({
          ...policy,
          state: 'enabledForReportingButNotEnforced' as const,
        }));
        const facts = someFacts({ caPolicies: known(reporting) });
        const protection: readonly CheckId[] = [
          'mfa-method',
          'legacy-auth',
          'device-code',
          'admin-phishing-resistant',
          'paw-only',
        ];
        for (const id of protection) expect(stateOf(facts, id)).not.toBe('pass');
        expect(stateOf(facts, 'report-only-policies')).toBe(
          policies.length > 0 ? 'report-only' : 'pass',
        );
      }),
      RUNS,
    );
  });

  it('keeps nobody out', () => {
    fc.assert(
      fc.property(fc.array(anyPolicy, { maxLength: 4 }), (policies) => {
        const reporting = policies.map((policy) => ({
          ...policy,
          state: 'enabledForReportingButNotEnforced' as const,
        }));
        const facts = someFacts({ caPolicies: known(reporting) });
        expect(stateOf(facts, 'conditional-access')).toBe('pass');
      }),
      RUNS,
    );
  });
});

describe('clocks', () => {
  it('that are days apart make nothing green or red', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 * 24 * 400 }), (minutes) => {
        const now = Date.parse(ASKED) - minutes * 60_000;
        const states = evaluateTenant(someFacts(), { now }).findings.map((one) => one.state);
        for (const state of states) expect(['pass', 'fail', 'attention']).not.toContain(state);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    '',
    'yesterday',
    '2026-11-20',
    '1763625600',
    '2026-13-45T99:99:99Z',
    '2026-11-20T08:00:00',
  ])('that write “%s” are not believed', (collectedAt) => {
    const facts = someFacts();
    const odd = Object.fromEntries(
      Object.entries(facts).map(([name, answer]: [string, unknown]) => [
        name,
        typeof answer === 'object' ? { ...answer, collectedAt } : answer,
      ]),
    ) as unknown as TenantFacts;
    const { findings } = evaluateTenant(odd, { now: NOW });
    for (const one of findings) {
      expect(['pass', 'fail', 'report-only']).not.toContain(one.state);
      expect(one.collectedAt).toBeNull();
    }
  });
});

describe('hostile names', () => {
  const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\p{Cc}]/u;
  const NAMES = [
    ['a direction override', '\u202eytefas \u2066CA\u2069'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['100 KB', 'x'.repeat(100_000)],
    ['100 KB of controls', '\u202e\u0000'.repeat(50_000)],
    ['half of a pair at the cut', `${'x'.repeat(58)}😀😀😀`],
    ['a line break', 'CA\r\n001\u2028x'],
  ] as const;

  it.each(NAMES)('%s', (_name, hostile) => {
    const policy = aPolicy({
      displayName: hostile,
      id: hostile,
      locations: { includeLocations: ['All'], excludeLocations: ['office'] },
      grant: { builtInControls: ['mfa', hostile] },
      session: { signInFrequency: hostile, persistentBrowser: hostile },
    });
    const facts = someFacts({
      caPolicies: known([policy, { ...policy, grantControls: aPolicy().grantControls }], hostile),
      namedLocations: known([
        { kind: 'ip', id: 'office', displayName: hostile, isTrusted: true, ranges: [hostile] },
      ]),
      signIn: known({ state: 'blocked', code: hostile, reason: hostile }),
      activeRoles: known([{ roleTemplateId: hostile, displayName: hostile }]),
      registration: known({ admins: 2, adminsRegistered: 1, notRegistered: [hostile] }),
    });
    const status = evaluateTenant(facts, { now: NOW, problem: hostile });
    expect(TenantStatus.safeParse(status).error).toBeUndefined();
    const all = textsIn(status);
    expect(all.length).toBeGreaterThan(100);
    for (const one of all) {
      expect(one).not.toMatch(HIDDEN);
      expect(one).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('cost no more than long ones', () => {
    const policies = Array.from({ length: 300 }, () =>
      aPolicy({ displayName: '\u202e'.repeat(100_000) }),
    );
    const facts = someFacts({ caPolicies: known(policies) });
    expect(measureCpu(() => evaluateTenant(facts, { now: NOW })).cpuMs).toBeLessThan(3_000);
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function PAW(): Device {
  return {
    state: 'registered',
    isManaged: true,
    properties: new Map([['extensionattribute1', 'PAW']]),
  };
}

const ATTEMPT: SignInAttempt = {
  client: 'embedded-page',
  resources: PORTAL_RESOURCES,
  areResourcesAll: true,
  platform: 'windows',
  ipAddress: null,
  country: null,
  device: { state: 'none' },
  signInRisk: null,
  userRisk: null,
  insiderRisk: null,
  flow: 'none',
};

function around(
  operator: Partial<Surroundings['operator']> = {},
  more: Partial<Surroundings> = {},
): Surroundings {
  return {
    operator: {
      possibleKinds: ['internalMember'],
      objectId: ME,
      homeTenantId: HOME,
      groups: new Set(),
      roles: new Set(),
      ...operator,
    },
    trust: { mfa: null, compliantDevice: null, hybridJoin: null },
    mfa: { done: 'no', methods: [] },
    locations: [],
    ...more,
  };
}
