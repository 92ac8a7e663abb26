import { describe, expect, it } from 'vitest';
import { ONBOARDING_CHECKS } from '../../../../../../main/data/onboarding/checks/catalogue.ts';
import { checkInfo } from '../../../../../../main/data/onboarding/checks/run-check.ts';
import {
  ONBOARDING_CHECK_IDS,
  type OnboardingCheckId,
} from '../../../../../../preload/contract/onboarding-checks.ts';
import { aCheck, aMe, GROUP, Refusal, SECURITY_READER } from './a-check.ts';

/** Values with which every check gets as far as asking. */
const VALUES: Partial<Record<OnboardingCheckId, Record<string, string>>> = {
  'role-group': { group: GROUP, role: SECURITY_READER },
  'role-assignable-group': { group: GROUP },
  'groups-exist': { names: 'Tier 1' },
  'pim-group-eligibility': { group: GROUP },
  'group-access-review': { group: GROUP },
  'group-azure-roles': { group: GROUP, roles: SECURITY_READER },
  'lighthouse-delegation': { group: GROUP },
  'defender-roles': { group: GROUP },
  'catalog-published': { name: 'Catalog' },
  'access-package': { name: 'Package', group: GROUP, onlyOrganization: 'true' },
};
const OWN: ReadonlySet<OnboardingCheckId> = new Set(['portal-link-names-tenant', 'tenant-record']);
/** No request waits, and the device list answers: an empty list says so, and ids are text. */
const ANSWERED_BY_ANY_LIST: ReadonlySet<OnboardingCheckId> = new Set([
  'pending-approvals',
  'devices-visible',
]);
const asking = ONBOARDING_CHECK_IDS.filter((id) => !OWN.has(id));
const given = (id: OnboardingCheckId) => ({ id, with: VALUES[id] ?? {} });

const HOSTILE = ['', ' ', '__proto__', '‮', '\u0000', "' or 1 eq 1", '../..', 'x'.repeat(10_000)];

/** Everything is answered alike. */
const always = (answer: unknown) => ({ '/': answer });

describe('every check', () => {
  it('is in the catalogue with what a step needs to know of it', () => {
    expect(Object.keys(ONBOARDING_CHECKS).sort()).toEqual([...ONBOARDING_CHECK_IDS].sort());
    for (const id of ONBOARDING_CHECK_IDS) {
      const info = checkInfo(id);
      expect(info.title.length).toBeLessThanOrEqual(160);
      expect(info.wanted).toMatch(/\.$/);
      expect(info.permissions.length === 0).toBe(OWN.has(id));
      // Nothing that could write is ever asked for.
      expect(info.permissions.join(' ')).not.toMatch(/Write|Manage\b/);
      expect(info.permissions.length).toBeLessThanOrEqual(10);
    }
  });

  it.each(asking)('%s reads and never writes', async (id) => {
    const { asked } = await aCheck(
      given(id),
      always({ ...aMe(), value: [], results: [], data: [] }),
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const { method, url } of asked) {
      const isReadingPost = /runHuntingQuery$|ResourceGraph\/resources$/.test(url.pathname);
      expect(method === 'GET' || isReadingPost).toBe(true);
    }
  });

  it.each(asking)('%s says what is missing', async (id) => {
    const denied = await aCheck(given(id), always(new Refusal(403, 'Authorization_RequestDenied')));
    expect(denied.state).toBe('not-permitted');
    for (const permission of checkInfo(id).permissions) expect(denied.needs).toContain(permission);
    const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
    const unlicensed = await aCheck(given(id), always(new Refusal(403, code)));
    expect(unlicensed.said).toMatch(/^not-licensed/);
    expect(unlicensed.needs).toBe('Microsoft Entra ID P1');
    const absent = await aCheck(given(id), always(new Refusal(501, 'NotImplemented')));
    expect(absent.state).toBe('not-available');
  });

  it.each(asking)('%s is not failed by what does not get through', async (id) => {
    const answers = [
      new Error('socket hang up'),
      new Refusal(429, 'TooManyRequests'),
      new Refusal(500, 'InternalServerError'),
      new Refusal(503, 'ServiceUnavailable'),
      new Refusal(401, 'InvalidAuthenticationToken'),
      new Refusal(400, 'BadRequest'),
    ];
    for (const answer of answers) {
      const { state, needs } = await aCheck(given(id), always(answer));
      expect(state).toBe('unreachable');
      expect(needs).toBeNull();
    }
  });

  it.each(asking)('%s takes nothing for granted in an answer', async (id) => {
    const bodies: unknown[] = [
      null,
      [],
      {},
      'passed',
      0,
      true,
      { value: null },
      { value: {} },
      { value: 'many' },
      { value: [null] },
      { value: [[]] },
      { value: ['text'] },
      { value: [{}] },
      { value: [{ id: {}, tenantId: [], displayName: 5, state: true }] },
      { ...aMe({ id: 7 }), value: [{ __proto__: null, constructor: { prototype: 1 } }] },
      { results: [null, null], data: [null], value: 7 },
      { ...aMe({ id: 7, accountEnabled: 'yes', userType: {} }) },
      ...HOSTILE.map((text) => ({
        value: [{ id: text, displayName: text, tenantId: text, state: text, status: text }],
      })),
    ];
    for (const body of bodies) {
      const { state, found } = await aCheck(given(id), always(body));
      const isGood = state === 'passed' && !ANSWERED_BY_ANY_LIST.has(id);
      expect(isGood).toBe(false);
      expect(found.length).toBeGreaterThan(0);
    }
  });
});

describe('values of a check', () => {
  it('are filled in from the run', async () => {
    const check = { id: 'catalog-published', with: { name: '{catalog-name} of {targetName}' } };
    const answers = {
      catalogs: [
        { displayName: 'Mine of Fabrikam', state: 'published', isExternallyVisible: true },
      ],
    };
    const values = { 'catalog-name': ' Mine ' };
    expect((await aCheck(check, answers, { values })).state).toBe('passed');
  });

  it('are asked for when they were not entered', async () => {
    const check = { id: 'role-assignable-group', with: { group: '{reader-group}' } };
    for (const values of [{}, { 'reader-group': '  ' }]) {
      const answer = await aCheck(check, {}, { values });
      expect(answer.said).toBe('needs-value: Enter “reader-group” first.');
      expect(answer.asked).toEqual([]);
    }
    const wrong = await aCheck(check, {}, { values: { 'reader-group': "x' or 1 eq 1" } });
    expect(wrong.state).toBe('needs-value');
    expect(wrong.asked).toEqual([]);
  });

  it('take no name of an object’s own for a parameter', async () => {
    const check = { id: 'catalog-published', with: { name: '{constructor}' } };
    expect((await aCheck(check, {})).state).toBe('needs-value');
  });

  it('have to be of their kind', async () => {
    const check = { id: 'pending-approvals', with: { maxAgeDays: 'soon' } };
    expect((await aCheck(check, {})).said).toBe('needs-value: “soon” is no number.');
  });
});

describe('what is concluded', () => {
  it('is bounded and plain whatever names a tenant has', async () => {
    const displayName = `‮${'x'.repeat(5_000)}<script>`;
    const rows = Array.from({ length: 100 }, () => ({ displayName, state: 'configured', id: 'x' }));
    const { facts, found } = await aCheck(
      { id: 'catalog-published', with: { name: 'Mine'.repeat(50) } },
      { catalogs: rows },
    );
    expect(facts.length).toBeLessThanOrEqual(40);
    expect(found).not.toContain('‮');
  });

  it('is nothing when a check has a bug', async () => {
    const here = {
      list: () => Promise.reject(new TypeError('a secret of the inside')),
    } as never;
    const answer = await aCheck(given('partner-entry'), {}, { here });
    expect(answer.said).toBe('unreachable: The answer could not be used.');
  });
});
