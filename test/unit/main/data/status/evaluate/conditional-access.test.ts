import { describe, expect, it } from 'vitest';
import {
  judgePolicy,
  shownVerdict,
  withWhatIf,
  worstOf,
  type Surroundings,
  type Verdict,
} from '../../../../../../main/data/status/evaluate/conditional-access.ts';
import {
  PORTAL_RESOURCES,
  type SignInAttempt,
} from '../../../../../../main/data/status/evaluate/sign-in-attempt.ts';
import { PolicyVerdict } from '../../../../../../preload/contract/status.ts';
import { aPolicy } from './a-policy.ts';
import {
  CA_CASES,
  DEFAULT_LOCATIONS,
  HOME,
  ME,
  MY_GROUPS,
  MY_ROLES,
  SOURCES,
  type CaCase,
} from './ca-cases.ts';

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

function around(given: Partial<CaCase> = {}): Surroundings {
  return {
    operator: {
      possibleKinds: ['internalMember'],
      objectId: ME,
      homeTenantId: HOME,
      groups: MY_GROUPS,
      roles: MY_ROLES,
      ...given.operator,
    },
    trust: { mfa: null, compliantDevice: null, hybridJoin: null, ...given.trust },
    mfa: { done: given.mfa ?? 'no', methods: given.methods ?? [] },
    locations: given.locations === undefined ? DEFAULT_LOCATIONS : given.locations,
  };
}

const judge = (given: CaCase): Verdict =>
  judgePolicy(given.policy, { ...ATTEMPT, ...given.attempt }, around(given));

describe('Conditional Access', () => {
  it('is checked against sixty cases and more, each with its own name and a source', () => {
    expect(CA_CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CA_CASES.map((one) => one.name)).size).toBe(CA_CASES.length);
    for (const one of CA_CASES) expect(Object.values(SOURCES)).toContain(one.source);
  });

  it.each(CA_CASES)('$name → $applies, $outcome ($source)', (one) => {
    const verdict = judge(one);
    expect({ applies: verdict.applies, outcome: verdict.outcome }).toEqual({
      applies: one.applies,
      outcome: one.outcome,
    });
  });

  it.each(CA_CASES)('says in words why: $name', (one) => {
    const shown = shownVerdict(judge(one));
    expect(PolicyVerdict.safeParse(shown).error).toBeUndefined();
    expect(shown.because).toMatch(/^[A-Z].*\.$/);
    expect(shown.because.length).toBeLessThan(400);
    expect(shown.demands).not.toBe('');
  });
});

describe('the way out of a policy', () => {
  it.each([
    ['MFA', { builtInControls: ['mfa'] }, 'mfa'],
    ['a compliant device', { builtInControls: ['compliantDevice'] }, 'device'],
    ['a block', { builtInControls: ['block'] }, 'block'],
    ['an approved app', { builtInControls: ['approvedApplication'] }, 'impossible'],
    ['terms of use', { termsOfUse: ['1'] }, 'unknown'],
  ])('of %s', (_name, grant, obstacle) => {
    expect(judgePolicy(aPolicy({ grant }), ATTEMPT, around()).obstacle).toBe(obstacle);
  });

  it('is the nearest one where one control is enough', () => {
    const grant = { operator: 'OR' as const, builtInControls: ['compliantDevice', 'mfa'] };
    expect(judgePolicy(aPolicy({ grant }), ATTEMPT, around()).obstacle).toBe('mfa');
  });

  it('is told in words an operator understands', () => {
    const verdict = judgePolicy(
      aPolicy({ grant: { builtInControls: ['compliantDevice'] } }),
      ATTEMPT,
      around({
        operator: { possibleKinds: ['b2bCollaborationGuest'] },
        trust: { compliantDevice: true },
      }),
    );
    expect(verdict.because).toBe(
      'It covers all users. Guests must use a compliant device. Bulkhead’s embedded pages cannot show one.',
    );
    expect(verdict.demands).toBe('compliant device');
  });

  it('names all that a policy demands', () => {
    const grant = { operator: 'AND' as const, builtInControls: ['mfa', 'compliantDevice'] };
    const session = { signInFrequency: '4 hours', persistentBrowser: 'never' };
    expect(judgePolicy(aPolicy({ grant, session }), ATTEMPT, around()).demands).toBe(
      'MFA and compliant device; sign in again: 4 hours; stay signed in: never',
    );
  });
});

describe('several sign-ins', () => {
  it('count by the one that stands most in the way', () => {
    const page = judgePolicy(aPolicy({ clients: ['browser'] }), ATTEMPT, around());
    const api = judgePolicy(
      aPolicy({ clients: ['browser'] }),
      { ...ATTEMPT, client: 'api-by-page' },
      around(),
    );
    expect(api.applies).toBe('no');
    expect(worstOf([api, page])).toBe(page);
    expect(worstOf([])).toBeUndefined();
  });
});

describe('Microsoft’s What-If', () => {
  const named = new Set([aPolicy().id]);
  const unsure = judgePolicy(
    aPolicy({ users: { includeGroups: ['x'] } }),
    ATTEMPT,
    around({ operator: { groups: null } }),
  );

  it('makes sure of what was not', () => {
    expect(unsure.applies).toBe('maybe');
    expect(withWhatIf(unsure, named).applies).toBe('yes');
  });

  it('never clears a policy by not naming it', () => {
    expect(withWhatIf(unsure, new Set()).applies).toBe('maybe');
    expect(withWhatIf(unsure, null)).toBe(unsure);
  });

  it('puts a verdict of our own in doubt when it says otherwise', () => {
    const not = judgePolicy(aPolicy({ users: { includeUsers: ['None'] } }), ATTEMPT, around());
    expect(withWhatIf(not, named)).toMatchObject({ applies: 'maybe', outcome: 'unknown' });
  });

  it('does not switch on what is off', () => {
    const off = judgePolicy(aPolicy({ state: 'disabled' }), ATTEMPT, around());
    expect(withWhatIf(off, named)).toBe(off);
  });
});
