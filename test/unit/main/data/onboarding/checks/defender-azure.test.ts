import { describe, expect, it } from 'vitest';
import { aCheck, GROUP, ME, Refusal, SOURCE_ID, TARGET_ID } from './a-check.ts';

const SUBSCRIPTION = '11110000-0000-4000-8000-000000000009';
const RESPONDER = '3e150937-b8fe-4cfb-8069-0eaf05ecd056';
const AZURE_READER = '39bc4728-0917-49c7-9d2c-d95423bc2eb4';

describe('Defender', () => {
  it.each([
    [[{ id: '1e5b' }], 'passed: .*has devices'],
    [[], 'passed: .*no device'],
    [new Refusal(404, 'ResourceNotFound'), 'passed: .*no device'],
    [new Refusal(404, ''), 'unreachable'],
    [new Refusal(403, 'Forbidden'), 'not-permitted'],
    [new Refusal(403, 'DisabledFeature'), 'not-licensed'],
  ])('shows devices %#', async (machines, expected) => {
    const { said } = await aCheck({ id: 'devices-visible' }, { '/api/machines': machines });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    [{ results: [{ ok: 1 }] }, 'passed'],
    [{ results: [] }, 'failed: .*0 rows'],
    [{ results: 'all' }, 'unreachable'],
    [new Refusal(403, 'Forbidden'), 'not-permitted'],
  ])('answers a hunting query %#', async (answer, expected) => {
    const { said, asked } = await aCheck({ id: 'hunting-works' }, { runHuntingQuery: answer });
    expect(said).toMatch(new RegExp(`^${expected}`));
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ Query: 'print ok=1', Timespan: 'P1D' });
  });

  const definition = (action: string) => ({
    id: 'd1',
    displayName: 'Tier 1',
    rolePermissions: [{ allowedResourceActions: ['microsoft.xdr/data/read', action] }],
  });
  const LIVE = 'microsoft.xdr/secops/liveResponse/manage';
  const roles = (definitions: unknown, principalIds: unknown) => ({
    roleDefinitions: definitions,
    roleAssignments: principalIds === null ? [] : [{ roleDefinitionId: 'd1', principalIds }],
  });
  const group = { group: GROUP };
  it.each([
    [roles([definition('x')], [GROUP]), {}, 'information: .*1 assignment;'],
    [roles([], null), {}, 'information: .*no assignment'],
    [roles([definition('x')], [GROUP.toUpperCase()]), group, 'passed: The group has Tier 1'],
    [roles([definition('x')], [ME]), group, 'failed: .*no Defender role'],
    [roles([definition(LIVE)], [GROUP]), { ...group, liveResponse: false }, 'failed: .*should not'],
    [roles([definition('x')], [GROUP]), { ...group, liveResponse: false }, 'passed'],
    [
      roles([definition('x')], [GROUP]),
      { ...group, liveResponse: true },
      'failed: .*does not hold',
    ],
    [roles([definition(LIVE)], [GROUP]), { ...group, liveResponse: true }, 'passed'],
    [roles([definition('x')], [GROUP]), { ...group, liveResponse: 'perhaps' }, 'needs-value'],
  ])('has roles of its own %#', async (answers, values, expected) => {
    const { said } = await aCheck({ id: 'defender-roles', with: values }, answers);
    expect(said).toMatch(new RegExp(`^${expected}`));
  });
});

const graph = (data: unknown[]) => ({ ResourceGraph: { totalRecords: data.length, data } });

describe('Azure', () => {
  const workspace = (tenantId: string) => ({
    tenantId,
    workspace: '/subscriptions/1/workspaces/SOC',
  });
  it.each([
    [[workspace(TARGET_ID)], 'passed: .*in soc'],
    [[workspace(SOURCE_ID)], 'failed: No workspace'],
    [[], 'failed: No workspace'],
  ])('has Sentinel %#', async (rows, expected) => {
    const { said } = await aCheck({ id: 'sentinel-workspace' }, graph(rows));
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  const pricing = (
    name: string,
    pricingTier: string,
    subscriptionId = '1',
    tenantId = TARGET_ID,
  ) => ({
    tenantId,
    subscriptionId,
    name,
    pricingTier,
  });
  const SERVERS = pricing('VirtualMachines', 'Standard');
  it.each([
    [[SERVERS], 'VirtualMachines', 'passed'],
    [[SERVERS], '', 'passed'],
    [[SERVERS], 'VirtualMachines; Arm', 'failed: .*Arm'],
    [[pricing('VirtualMachines', 'Free')], 'VirtualMachines', 'failed'],
    [[SERVERS, pricing('VirtualMachines', 'Free', '2')], 'VirtualMachines', 'failed'],
    [[SERVERS, pricing('Arm', 'Standard', '2')], 'VirtualMachines', 'failed'],
    [[pricing('VirtualMachines', 'Standard', '1', SOURCE_ID)], '', 'failed: No subscription'],
  ])('has plans on %#', async (rows, plans, expected) => {
    const given = { id: 'defender-for-cloud-plans', with: { plans } };
    expect((await aCheck(given, graph(rows))).said).toMatch(new RegExp(`^${expected}`));
  });

  it('reads Resource Graph by pages, and not for ever', async () => {
    const body = { data: [], $skipToken: 'again' };
    const { said, asked } = await aCheck({ id: 'sentinel-workspace' }, { ResourceGraph: body });
    expect(said).toMatch(/^unreachable: .*more pages/);
    expect(asked).toHaveLength(2);
    expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ options: { $skipToken: 'again' } });
    // The one POST of Azure reads: anything else would not be a check.
    expect(asked.every(({ url }) => url.pathname.endsWith('ResourceGraph/resources'))).toBe(true);
  });

  const subscriptions = (tenantId: string = TARGET_ID, subscriptionId = SUBSCRIPTION) => ({
    '/subscriptions?': [{ subscriptionId, displayName: 'Security', tenantId }],
  });
  const assigned = (...ids: string[]) => ({
    roleAssignments: ids.map((id) => ({
      properties: { roleDefinitionId: `/providers/x/roleDefinitions/${id}` },
    })),
  });
  const both = 'Microsoft Sentinel Responder;security reader';
  it.each([
    [assigned(RESPONDER, AZURE_READER), both, 'passed'],
    [assigned(RESPONDER), both, 'failed: .*not assigned Security Reader in the 1 subscription'],
    [assigned(RESPONDER), RESPONDER, 'passed'],
    [assigned(RESPONDER), 'A role of ours', 'needs-value: Enter the id'],
    [assigned(RESPONDER), '', 'needs-value'],
  ])('gives roles to a group %#', async (answers, roles, expected) => {
    const given = { id: 'group-azure-roles', with: { group: GROUP, roles } };
    const { said } = await aCheck(given, { ...answers, ...subscriptions() });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it('puts no id of a service into an address that is none', async () => {
    const given = { id: 'group-azure-roles', with: { group: GROUP, roles: RESPONDER } };
    const { said, asked } = await aCheck(given, subscriptions(TARGET_ID, '../../elsewhere'));
    expect(said).toMatch(/^unreachable/);
    expect(asked).toHaveLength(1);
  });

  it('asks none of several when one has no id', async () => {
    const given = { id: 'group-azure-roles', with: { group: GROUP, roles: RESPONDER } };
    const rows = [SUBSCRIPTION, 'none'].map((subscriptionId) => ({
      subscriptionId,
      displayName: 'Security',
      tenantId: TARGET_ID,
    }));
    const { said, asked } = await aCheck(given, { '/subscriptions?': rows });
    expect(said).toMatch(/^unreachable/);
    expect(asked).toHaveLength(1);
  });

  const delegation = (more: object = {}, state = 'Succeeded') => ({
    registrationAssignments: [
      {
        properties: {
          provisioningState: state,
          registrationDefinition: {
            properties: {
              registrationDefinitionName: 'SOC',
              managedByTenantId: SOURCE_ID,
              authorizations: [
                { principalId: GROUP, roleDefinitionId: RESPONDER },
                { principalId: GROUP, roleDefinitionId: AZURE_READER },
              ],
              eligibleAuthorizations: null,
              ...more,
            },
          },
        },
      },
    ],
  });
  const authorizations = [{ principalId: GROUP, roleDefinitionId: RESPONDER }];
  const swapped = [{ principalId: SOURCE_ID, roleDefinitionId: RESPONDER }];
  it.each([
    [delegation(), 'passed: Security is delegated to Contoso'],
    [delegation({ authorizations }), 'failed: .*not give the group Security Reader'],
    [
      delegation({
        authorizations,
        eligibleAuthorizations: [{ principalId: GROUP, roleDefinitionId: AZURE_READER }],
      }),
      'passed',
    ],
    [delegation({ authorizations: swapped }), 'failed: .*easily swapped'],
    [delegation({ managedByTenantId: TARGET_ID }), 'failed: Fabrikam has no delegation'],
    [delegation({}, 'Failed'), 'failed: The delegation is Failed'],
    [{ registrationAssignments: [] }, 'failed: Fabrikam has no delegation'],
  ])('delegates %#', async (answers, expected) => {
    const given = { id: 'lighthouse-delegation', with: { group: GROUP } };
    const { said } = await aCheck(given, { ...answers, ...subscriptions() });
    expect(said).toMatch(new RegExp(`^${expected}`));
  });

  it('is read in the managing tenant as well', async () => {
    const given = { id: 'lighthouse-delegation', on: 'source', with: { group: GROUP } } as const;
    const { said } = await aCheck(given, { ...delegation(), ...subscriptions() });
    expect(said).toMatch(/^passed/);
  });
});
