import { describe, expect, it } from 'vitest';
import { aCheck, aMe, type Answers, GROUP, ME, Refusal } from './a-check.ts';

const TEMPLATE = '518e5f48-1fc8-4c48-9387-9fdf28b0dfe7';
const principal = (displayName: string, applicationTemplateId: string | null = TEMPLATE) => ({
  id: `id-of-${displayName}`.replaceAll(' ', '-'),
  displayName,
  applicationTemplateId,
});
const job = (more: object = {}, status: object = {}) => ({
  id: 'Azure2Azure.1',
  templateId: 'Azure2Azure',
  schedule: { interval: 'PT40M', state: 'Active', expiration: null },
  status: {
    code: 'Active',
    quarantine: null,
    lastExecution: { state: 'Succeeded', timeEnded: '2026-11-20T07:40:31Z' },
    lastSuccessfulExecution: { state: 'Succeeded', timeEnded: '2026-11-20T07:40:31Z' },
    ...status,
  },
  ...more,
});
const tenant = (jobs: unknown[], principals = [principal('To Fabrikam')]): Answers => ({
  'synchronization/jobs': jobs,
  '/servicePrincipals?': principals,
});
const at = (timeEnded: string | null) => ({ lastSuccessfulExecution: { timeEnded } });

const run = (
  id: string,
  answers: Answers,
  values: Record<string, string | number | boolean> = {},
) => aCheck({ id, on: 'source', with: values }, answers);

describe('cross-tenant synchronization', () => {
  it.each([
    [tenant([job()]), {}, 'passed: The configuration “To Fabrikam” exists'],
    [tenant([]), {}, 'failed: .*no synchronization job yet'],
    [tenant([]), { job: false }, 'passed: The configuration “To Fabrikam” exists'],
    [tenant([job()], []), { job: false }, 'failed: There is no configuration'],
    [tenant([job({ templateId: 'Azure2Zoom' })]), {}, 'failed: .*no synchronization job yet'],
    [tenant([job()], []), {}, 'failed: There is no configuration'],
    [tenant([job()], [principal('Graph', null)]), {}, 'failed: There is no configuration'],
    [tenant([job()], [principal('A'), principal('B')]), {}, 'failed: 2 configurations could'],
    [tenant([job()], [principal('A'), principal('B')]), { name: 'b' }, 'passed: .*“B”'],
    [tenant([job()]), { name: 'To Adatum' }, 'failed: No configuration is called “To Adatum”'],
  ])('finds the configuration %#', async (answers, values, expected) => {
    expect((await run('sync-configuration', answers, values)).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });

  it('filters by itself where the service does not', async () => {
    const { said } = await run('sync-configuration', {
      'applicationTemplateId eq': new Refusal(400, 'Request_UnsupportedQuery'),
      ...tenant([job()], [principal('Graph', null), principal('To Fabrikam')]),
    });
    expect(said).toMatch(/^passed/);
  });

  it.each([
    [job(), {}, 'passed'],
    [job({ schedule: { state: 'Disabled' } }), {}, 'failed: .*schedule is Disabled'],
    [job({ schedule: null }), {}, 'failed: .*schedule is not said'],
    [job({}, { code: 'Quarantine' }), {}, 'failed: .*status is Quarantine'],
    [job({}, { quarantine: { reason: 'IngestionInterrupted' } }), {}, 'failed: .*quarantine .Ing'],
    [job({}, at(null)), {}, 'failed: .*never succeeded'],
    [job({}, at('2026-11-20T07:00:00Z')), {}, 'passed'],
    [job({}, at('2026-11-20T06:59:59Z')), {}, 'failed: .*last success was at'],
    [job({}, at('2026-11-20T06:59:59Z')), { maxAgeHours: 3 }, 'passed'],
  ])('judges whether it runs %#', async (one, values, expected) => {
    expect((await run('sync-running', tenant([one]), values)).said).toMatch(
      new RegExp(`^${expected}`),
    );
  });

  it.each([
    [[{ principalId: ME, principalType: 'User', principalDisplayName: 'Dana' }], [], 'passed'],
    [
      [{ principalId: GROUP, principalType: 'Group' }],
      [{ id: GROUP }],
      'passed: .*through the group',
    ],
    [[{ principalId: GROUP, principalType: 'Group' }], [], 'failed: .*1 assignment'],
    [[], [{ id: GROUP }], 'failed: .*0 assignments'],
  ])('looks for the operator in scope %#', async (assigned, groups, expected) => {
    const { said, asked } = await run('sync-operator-in-scope', {
      ...tenant([]),
      appRoleAssignedTo: assigned,
      '/me/memberOf/microsoft.graph.group': groups,
      '/v1.0/me?': aMe(),
    });
    expect(said).toMatch(new RegExp(`^${expected}`));
    // Groups inside a group do not count, so nobody asks for those.
    expect(asked.some(({ url }) => url.pathname.includes('transitive'))).toBe(false);
  });
});
