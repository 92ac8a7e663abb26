import { describe, expect, it } from 'vitest';
import { aCheck, aMe, type Answers, GROUP, ME, Refusal, SECURITY_READER } from './a-check.ts';

const row = (endDateTime: string | null, roleDefinitionId = SECURITY_READER) => ({
  principalId: ME,
  roleDefinitionId,
  directoryScopeId: '/',
  endDateTime,
  memberType: 'Direct',
});
const schedules = (active: unknown, eligible: unknown, held: unknown = []): Answers => ({
  roleAssignmentScheduleInstances: active,
  roleEligibilityScheduleInstances: eligible,
  'transitiveMemberOf/microsoft.graph.directoryRole': held,
  '/v1.0/me?': aMe(),
});
const HELD = [{ displayName: 'Security Reader', roleTemplateId: SECURITY_READER }];
const DENIED = new Refusal(403, 'Authorization_RequestDenied');
const NO_P2 = new Refusal(400, 'AadPremiumLicenseRequired');
const SOON = '2026-11-28T08:00:00Z';
const LATER = '2027-05-28T08:00:00Z';

describe('roles of the directory', () => {
  it.each([
    [schedules([row(null)], []), {}, 'passed: .*now'],
    [schedules([], [row(LATER)]), {}, 'passed: .*has to activate it'],
    [schedules([], [row(LATER)]), { active: true }, 'failed: .*has not activated'],
    [schedules([row(null)], []), { active: true }, 'passed'],
    [schedules([row(null, ME)], []), {}, 'failed: The operator does not hold Security Reader'],
    [schedules([row(null, ME)], []), { role: ME }, 'passed'],
    [schedules(DENIED, [], HELD), {}, 'passed'],
    [schedules(NO_P2, NO_P2, HELD), {}, 'passed'],
    [schedules(DENIED, [], []), {}, 'not-permitted'],
    [schedules(NO_P2, NO_P2, []), {}, 'not-licensed'],
    [schedules([row('yesterday')], []), {}, 'unreachable'],
    // Only a refusal is a reason to ask otherwise.
    [schedules(new Refusal(400, 'BadRequest'), [], HELD), {}, 'unreachable'],
    [schedules([], []), { role: 'Security Reader' }, 'needs-value: .*no object id'],
  ])('holds a role %#', async (answers, values, expected) => {
    const { said } = await aCheck({ id: 'directory-role', with: values }, answers);
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    [schedules([row(null)], []), 'passed: .*does not end', null],
    [schedules([row(SOON)], []), 'failed: .*2026-11-28', SOON],
    [schedules([row(LATER)], []), 'passed: .*2027-05-28', LATER],
    // Eight hours of an activation are no end as long as it can be activated again.
    [schedules([row(SOON)], [row(LATER)]), 'passed: .*2027-05-28', LATER],
    [schedules([row(SOON)], [row(null)]), 'passed: .*does not end', null],
    [schedules([], [row('2026-12-04T09:00:00Z')]), 'failed', '2026-12-04T09:00:00Z'],
    [schedules([], [row('2026-12-04T09:00:01Z')]), 'passed', '2026-12-04T09:00:01Z'],
    [schedules([], []), 'failed: The operator does not hold', null],
    [schedules(NO_P2, NO_P2, HELD), 'information: .*cannot be read', null],
  ])('ends %#', async (answers, expected, endsAt) => {
    const answer = await aCheck({ id: 'role-expiry', with: { warnDays: 14 } }, answers);
    expect(answer.said).toMatch(new RegExp(`^${expected}`));
    expect(answer.endsAt).toBe(endsAt === null ? null : new Date(endsAt).toISOString());
  });

  it('tells each holding, and how it is held', async () => {
    const { facts } = await aCheck({ id: 'directory-role' }, schedules([row(null)], [row(LATER)]));
    expect(facts).toEqual([
      { label: 'Active', value: 'does not end' },
      { label: 'Eligible', value: 'ends 2027-05-28' },
    ]);
  });

  const administrator = (userPrincipalName: string, principalId: string) => ({
    principalId,
    principal: { displayName: 'Somebody', userPrincipalName },
  });
  const two = [administrator('a@fabrikam.com', ME), administrator('temp@fabrikam.com', GROUP)];
  it.each([
    [{}, 'information: There are 2 Global Administrators: a@fabrikam.com and temp'],
    [{ max: 2 }, 'passed'],
    [{ max: 1 }, 'failed: There are 2'],
    [{ temporary: 'Temp@fabrikam.com' }, 'failed: .*still Global Administrator'],
    [{ temporary: GROUP }, 'failed: .*still Global Administrator'],
    [{ temporary: 'gone@fabrikam.com' }, 'passed: .*gone@fabrikam.com is not among them'],
    [{ temporary: 'gone@fabrikam.com', max: 1 }, 'failed: There are 2'],
  ])('knows the Global Administrators %#', async (values, expected) => {
    const answers = { 'directory/roleAssignments': two };
    const { said } = await aCheck({ id: 'global-administrators', with: values }, answers);
    expect(said).toMatch(new RegExp(`^${expected}`));
  });
});

const group = (isAssignableToRole: boolean | null) => ({
  id: GROUP,
  displayName: 'Security readers',
  isAssignableToRole,
  securityEnabled: true,
});

describe('groups', () => {
  it.each([
    [group(true), 'passed'],
    [group(false), 'failed: Roles cannot be assigned'],
    [group(null), 'failed'],
    [undefined, 'failed: There is no group'],
  ])('can have roles %#', async (found, expected) => {
    const answers = found === undefined ? {} : { '/v1.0/groups/': found };
    const given = { id: 'role-assignable-group', with: { group: GROUP } };
    expect((await aCheck(given, answers)).said).toMatch(new RegExp(`^${expected}`));
  });

  const named = (more: object = {}) => ({ ...group(null), displayName: "O’Neill's", ...more });
  it.each([
    [[named()], 'passed'],
    [[], 'failed: .*no security group called O’Neill'],
    [[named({ displayName: 'Another' })], 'failed: .*no security group called O’Neill'],
    [[named(), named({ id: ME })], 'failed: .*several called'],
    [[named({ securityEnabled: false })], 'failed: .*no security group'],
  ])('exist by name %#', async (found, expected) => {
    const given = { id: 'groups-exist', with: { names: "O’Neill's ;" } };
    const { said, asked } = await aCheck(given, { '/v1.0/groups?': found });
    expect(said).toMatch(new RegExp(`^${expected}`));
    expect(asked[0]?.url.searchParams.get('$filter')).toBe("displayName eq 'O’Neill''s'");
  });

  const eligible = (more: object = {}) => ({
    groupId: GROUP,
    principalId: ME,
    accessId: 'member',
    endDateTime: LATER,
    ...more,
  });
  const around = (member: boolean, rows: unknown): Answers => ({
    '/me/transitiveMemberOf/microsoft.graph.group': member ? [{ id: GROUP }] : [],
    eligibilityScheduleInstances: rows,
    '/v1.0/me?': aMe(),
  });
  it.each([
    [around(false, [eligible()]), 'passed: .*eligible, until 2027-05-28'],
    [around(true, DENIED), 'passed: .*a member'],
    [around(false, [eligible({ groupId: ME })]), 'failed'],
    [around(false, [eligible({ accessId: 'owner' })]), 'failed'],
    [around(false, []), 'failed'],
    [around(false, DENIED), 'not-permitted'],
    [around(false, NO_P2), 'not-licensed'],
  ])('are open to the operator %#', async (answers, expected) => {
    const given = { id: 'pim-group-eligibility', with: { group: GROUP } };
    expect((await aCheck(given, answers)).said).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    [group(true), [SECURITY_READER], true, 'passed'],
    [group(false), [SECURITY_READER], true, 'failed: .*roles cannot be assigned to it'],
    [group(true), [ME], true, 'failed: .*does not hold Security Reader'],
    [group(true), [SECURITY_READER], false, 'failed: .*neither a member nor eligible'],
  ])('give a role %#', async (found, roles, member, expected) => {
    const answers = {
      '/v1.0/groups/': found,
      'directory/roleAssignments': roles.map((roleDefinitionId) => ({ roleDefinitionId })),
      ...around(member, []),
    };
    const given = { id: 'role-group', with: { group: GROUP, role: SECURITY_READER } };
    expect((await aCheck(given, answers)).said).toMatch(new RegExp(`^${expected}`));
  });

  const review = (type: string | null, interval = 1, query = `/groups/${GROUP}/members`) => ({
    id: 'r1',
    displayName: 'Quarterly',
    status: 'InProgress',
    scope: { query },
    instanceEnumerationScope: null,
    settings: { recurrence: type === null ? null : { pattern: { type, interval } } },
  });
  it.each([
    [[review('absoluteMonthly', 3)], 'passed: .*due on 2026-12-01', '2026-12-01T00:00:00.000Z'],
    [[review('absoluteMonthly', 12)], 'passed', '2026-12-01T00:00:00.000Z'],
    [[review('absoluteYearly', 2)], 'failed: .*not recur often enough', null],
    [[review(null)], 'failed: .*not recur often enough', null],
    [[review('weekly', 0)], 'failed: .*not recur often enough', null],
    [[review('weekly', 1, `/groups/${ME}/members`)], 'failed: No access review names', null],
    [[], 'failed: No access review names', null],
  ])('are reviewed %#', async (definitions, expected, endsAt) => {
    const answers = {
      '/instances': [
        { endDateTime: '2026-11-01T00:00:00Z' },
        { endDateTime: '2027-03-01T00:00:00Z' },
        { endDateTime: '2026-12-01T00:00:00Z' },
      ],
      'accessReviews/definitions': definitions,
    };
    const answer = await aCheck({ id: 'group-access-review', with: { group: GROUP } }, answers);
    expect(answer.said).toMatch(new RegExp(`^${expected}`));
    expect(answer.endsAt).toBe(endsAt);
  });

  const ranged = (range: object, more: object = {}) => ({
    ...review('absoluteMonthly', 3),
    settings: { recurrence: { pattern: { type: 'absoluteMonthly', interval: 3 }, range } },
    ...more,
  });
  const OVER = { type: 'endDate', startDate: '2025-01-01', endDate: '2026-11-01' };
  it.each([
    [[ranged(OVER)], [], 'failed: “Quarterly” has reviewed .*ended on 2026-11-01', null],
    [
      [ranged({ type: 'numbered', startDate: '2026-01-01', numberOfOccurrences: 3 })],
      [],
      'failed: .*ended on 2026-07-06',
      null,
    ],
    // One that is over does not hide one that goes on.
    [
      [ranged(OVER), review('weekly')],
      ['2026-12-01T00:00:00Z'],
      'passed: .*due on 2026-12-01',
      '2026-12-01T00:00:00.000Z',
    ],
    [
      [ranged({ ...OVER, endDate: '2027-01-01' })],
      ['2026-12-01T00:00:00Z'],
      'passed: .*due on 2026-12-01; none begins after 2027-01-01',
      '2026-12-01T00:00:00.000Z',
    ],
    [
      [ranged({ ...OVER, endDate: '2027-01-01' })],
      [],
      'passed: .*none begins after 2027-01-01',
      '2027-01-01T23:59:59.000Z',
    ],
    [[ranged({ type: 'noEnd' }, { status: 'Completed' })], [], 'information: .*was stopped', null],
    [
      [ranged({ type: 'noEnd' }, { status: 'Completed' })],
      ['2026-12-01T00:00:00Z'],
      'passed: .*due on 2026-12-01',
      '2026-12-01T00:00:00.000Z',
    ],
  ])('are reviewed until the series ends %#', async (definitions, ends, expected, endsAt) => {
    const answers = {
      '/instances': ends.map((endDateTime) => ({ endDateTime })),
      'accessReviews/definitions': definitions,
    };
    const answer = await aCheck({ id: 'group-access-review', with: { group: GROUP } }, answers);
    expect(answer.said).toMatch(new RegExp(`^${expected}`));
    expect(answer.endsAt).toBe(endsAt);
  });
});
