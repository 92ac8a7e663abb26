import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ONBOARDING_CHECKS } from '../../../main/data/onboarding/checks/catalogue.ts';
import { ONBOARDING_CHECK_IDS } from '../../../preload/contract/onboarding-checks.ts';
import { type RunningCloud, runCloud } from '../cloud/running-cloud.ts';
import { ADMIN, checkRun, type Fields, OPERATOR, SOURCE, TARGET } from './a-check-run.ts';

const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const TEMPORARY = 'temp.admin@fabrikam.com';
const ANALYST = 'a-lee@contoso.com';
const DAY_MS = 86_400_000;

/**
 * Every check as it is before a step is done, after it was done on a page of a portal, and where a
 * permission is missing. In the order of the checklists: what is set up stays for the next one.
 */
describe('checks of onboarding against the simulated cloud', { timeout: 120_000 }, () => {
  let run: RunningCloud;
  let cloud: ReturnType<typeof checkRun>;
  const walked = new Set<string>();
  beforeAll(async () => {
    run = await runCloud('onboarding');
    cloud = checkRun(run);
  });
  afterAll(() => run.stop());

  type Given = Parameters<ReturnType<typeof checkRun>['check']>[0];
  type Change = Parameters<ReturnType<typeof checkRun>['check']>[2];

  const source = () => run.tenant(SOURCE).id;
  const target = () => run.tenant(TARGET).id;
  const setUp = (domain: string) => run.cloud.setUp.of(run.tenant(domain).id);
  const groupId = (domain: string, name: string) => {
    const found = setUp(domain).groups.find(({ displayName }) => displayName === name);
    if (found === undefined) throw new Error(`no group ${name}`);
    return found.id;
  };
  const entra = (action: string, fields: Fields, domain = TARGET) =>
    cloud.form('entra', domain, domain === TARGET ? ADMIN : OPERATOR, action, fields);
  const asOperator = { operator: { username: OPERATOR, objectId: null } } as const;

  const state = async (given: Given, account: string, change?: Change) => {
    walked.add(given.id);
    const answer = await cloud.check(given, account, change);
    return { ...answer, said: `${answer.state}: ${answer.found}` };
  };
  /** With each of its permissions refused, it is not permitted and names what is missing. */
  const refuses = async (given: Given, account: string, change?: Change) => {
    const domain = given.on === 'source' ? SOURCE : TARGET;
    const { permissions } = ONBOARDING_CHECKS[given.id as keyof typeof ONBOARDING_CHECKS];
    for (const permission of permissions) {
      const answer = await cloud.without(domain, permission, () => state(given, account, change));
      expect(`${permission} ${answer.said}`).toContain(`${permission} not-permitted`);
      expect(answer.needs).toContain(permission);
    }
  };
  const walk = async (
    given: Given,
    account: string,
    before: string,
    act: () => Promise<unknown>,
    change?: Change,
  ) => {
    expect((await state(given, account, change)).said).toMatch(new RegExp(`^${before}`));
    await act();
    const after = await state(given, account, change);
    expect(after.said).toMatch(/^passed/);
    await refuses(given, account, change);
    return after;
  };

  it('finds the source added to the target, and what the entry lets in', async () => {
    await walk(
      { id: 'partner-entry', on: 'target' },
      ADMIN,
      'failed: There is no entry for Contoso',
      () => entra('add-organization', { tenant: source() }),
    );
    await walk({ id: 'inbound-user-sync', on: 'target' }, ADMIN, 'failed', () =>
      entra('save-inbound-sync', { tenant: source(), sync: 'on' }),
    );
    await walk(
      { id: 'inbound-redemption', on: 'target' },
      ADMIN,
      'failed: .*inherited from the default settings',
      () => entra('save-inbound-trust', { tenant: source(), redemption: 'on' }),
    );
    await walk(
      { id: 'inbound-mfa-trust', on: 'target' },
      ADMIN,
      'failed: .*off in the entry for Contoso',
      () => entra('save-inbound-trust', { tenant: source(), redemption: 'on', mfa: 'on' }),
    );
    await walk({ id: 'inbound-device-trust', on: 'target' }, ADMIN, 'failed', () =>
      entra('save-inbound-trust', { tenant: source(), redemption: 'on', mfa: 'on', device: 'on' }),
    );
    await entra('save-inbound-collaboration', { tenant: source(), access: 'blocked' });
    await walk({ id: 'collaboration-allowed', on: 'target' }, ADMIN, 'failed: .*blocked', () =>
      entra('save-inbound-collaboration', { tenant: source(), access: 'default' }),
    );
    const notOpen = await walk(
      { id: 'partner-access-not-open', on: 'target' },
      ADMIN,
      'passed',
      async () => undefined,
    );
    expect(notOpen.facts).toEqual([{ label: 'Organization entries', value: '1' }]);
  });

  it('finds the target added to the source', async () => {
    const given = { id: 'partner-entry', on: 'source' } as const;
    expect((await state(given, OPERATOR)).state).toBe('failed');
    await walk({ id: 'outbound-redemption', on: 'source' }, OPERATOR, 'failed', async () => {
      await entra('add-organization', { tenant: target() }, SOURCE);
      await entra('save-outbound-trust', { tenant: target(), redemption: 'on' }, SOURCE);
    });
    expect((await state(given, OPERATOR)).state).toBe('passed');
    // Doing it twice is refused as in the real page, and takes nothing away.
    await expect(entra('add-organization', { tenant: target() }, SOURCE)).rejects.toThrow(
      'already',
    );
  });

  it('follows synchronization from nothing to the account in the target', async () => {
    const name = 'Contoso to Fabrikam';
    const arrived = { id: 'operator-arrived', on: 'target' } as const;
    const prompt = { id: 'signs-in-without-prompt', on: 'target' } as const;
    const reach = { id: 'tenant-reachable', on: 'source' } as const;
    expect((await state(arrived, OPERATOR, asOperator)).state).toBe('unreachable');
    expect((await state(prompt, OPERATOR, asOperator)).state).toBe('failed');
    expect((await state(reach, OPERATOR, asOperator)).state).toBe('failed');
    cloud.forgetTokens(OPERATOR);

    await walk(
      { id: 'sync-configuration', on: 'source', with: { name } },
      OPERATOR,
      'failed: There is no configuration',
      async () => {
        await entra('create-configuration', { name }, SOURCE);
        const exists = { id: 'sync-configuration', on: 'source' } as const;
        expect((await state(exists, OPERATOR)).found).toContain('no configuration');
        await expect
          .poll(async () => (await state(exists, OPERATOR)).found, { timeout: 10_000 })
          .toContain('has no synchronization job yet');
        await expect(
          entra('connect-configuration', { configuration: name, tenant: source() }, SOURCE),
        ).rejects.toThrow('this organization itself');
        await entra('connect-configuration', { configuration: name, tenant: target() }, SOURCE);
      },
    );
    await walk(
      { id: 'sync-operator-in-scope', on: 'source', with: { name } },
      OPERATOR,
      'failed',
      () => entra('assign-configuration', { configuration: name, principal: OPERATOR }, SOURCE),
      asOperator,
    );
    await walk(
      { id: 'sync-running', on: 'source', with: { name, maxAgeHours: 2 } },
      OPERATOR,
      'failed: .*never succeeded',
      async () => {
        await entra('save-provisioning', { configuration: name, status: 'on' }, SOURCE);
        await entra('restart-provisioning', { configuration: name }, SOURCE);
        const running = { id: 'sync-running', on: 'source', with: { name } } as const;
        await expect
          .poll(async () => (await state(running, OPERATOR)).state, { timeout: 15_000 })
          .toBe('passed');
      },
      // `Application.Read.All` finds it, `Synchronization.Read.All` reads the job.
    );

    const there = await state(arrived, OPERATOR, asOperator);
    expect(there.said).toMatch(/^passed: .*#EXT#.*as a member/);
    await refuses(arrived, OPERATOR, asOperator);
    expect((await state(prompt, OPERATOR, asOperator)).state).toBe('passed');
    await refuses(prompt, OPERATOR, asOperator);
    expect((await state(reach, OPERATOR, asOperator)).said).toMatch(/^passed: .*ProjectedBy/);
    await refuses(reach, OPERATOR, asOperator);
  });

  it('lets nobody answer for another administrator', async () => {
    for (const id of ['operator-arrived', 'directory-role', 'hunting-works', 'devices-visible']) {
      const { state: is, found } = await state({ id, on: 'target' }, ADMIN, asOperator);
      expect(is).toBe('not-available');
      expect(found).toContain(`only ${OPERATOR} can answer`);
    }
  });

  it('sees the role of the operator, when it ends, and what it opens', async () => {
    const role = { role: SECURITY_READER };
    const held = { id: 'directory-role', on: 'target', with: role } as const;
    const ends = { id: 'role-expiry', on: 'target', with: { ...role, warnDays: 30 } } as const;
    const devices = { id: 'devices-visible', on: 'target' } as const;
    const hunting = { id: 'hunting-works', on: 'target' } as const;
    for (const given of [devices, hunting]) {
      expect((await state(given, OPERATOR, asOperator)).state).toBe('not-permitted');
    }
    const assign = (kind: string, days: number) =>
      entra('assign-role', {
        role: 'Security Reader',
        account: OPERATOR,
        kind,
        end: new Date(Date.now() + days * DAY_MS).toISOString(),
      });

    expect((await state(held, OPERATOR, asOperator)).state).toBe('failed');
    await assign('eligible', 5);
    expect((await state(held, OPERATOR, asOperator)).found).toContain('has to activate it');
    const isActive = { ...held, with: { ...role, active: true } } as const;
    expect((await state(isActive, OPERATOR, asOperator)).state).toBe('failed');
    await cloud.form('entra', TARGET, OPERATOR, 'activate-role', { role: 'Security Reader' });
    expect((await state(isActive, OPERATOR, asOperator)).state).toBe('passed');
    const soon = await state(ends, OPERATOR, asOperator);
    expect(soon.state).toBe('failed');
    expect(soon.endsAt?.slice(0, 10)).toBe(
      new Date(Date.now() + 5 * DAY_MS).toISOString().slice(0, 10),
    );
    await assign('eligible', 180);
    const later = await state(ends, OPERATOR, asOperator);
    expect(later.state).toBe('passed');
    expect(Date.parse(later.endsAt ?? '')).toBeGreaterThan(Date.now() + 170 * DAY_MS);

    // What is active is also told by the account itself; eligibility and end are not.
    const fallBack = await cloud.without(TARGET, 'RoleEligibilitySchedule.Read.Directory', () =>
      state(ends, OPERATOR, asOperator),
    );
    expect(fallBack.said).toMatch(/^information: .*cannot be read/);
    const nothing = await cloud.without(TARGET, 'RoleAssignmentSchedule.Read.Directory', () =>
      state(
        { ...held, with: { role: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' } },
        OPERATOR,
        asOperator,
      ),
    );
    expect(nothing.said).toMatch(/^not-permitted/);

    for (const given of [devices, hunting]) {
      expect((await state(given, OPERATOR, asOperator)).state).toBe('passed');
      await refuses(given, OPERATOR, asOperator);
    }
    const done = { id: 'mfa-done', on: 'target' } as const;
    expect((await state(done, OPERATOR, asOperator)).said).toMatch(/^passed/);
    await refuses(done, OPERATOR, asOperator);
  });

  it('looks at groups, and at who is in them', async () => {
    await walk(
      { id: 'groups-exist', on: 'target', with: { names: 'Tier 1 Analyst; Tier 2 Analyst' } },
      ADMIN,
      'failed: .*Tier 1 Analyst and Tier 2 Analyst',
      async () => {
        await entra('create-group', { name: 'Tier 1 Analyst' });
        await entra('create-group', { name: 'Tier 2 Analyst', assignable: 'on' });
      },
    );
    const tier = (name: string) => groupId(TARGET, name);
    const assignable = (name: string) =>
      ({ id: 'role-assignable-group', on: 'target', with: { group: tier(name) } }) as const;
    expect((await state(assignable('Tier 1 Analyst'), ADMIN)).said).toMatch(/^failed/);
    await walk(assignable('Tier 2 Analyst'), ADMIN, 'passed', async () => undefined);

    const group = tier('Tier 2 Analyst');
    const pim = { id: 'pim-group-eligibility', on: 'target', with: { group } } as const;
    const through = {
      id: 'role-group',
      on: 'target',
      with: { group, role: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' },
    } as const;
    const end = new Date(Date.now() + 90 * DAY_MS).toISOString();
    const eligible = await walk(
      pim,
      OPERATOR,
      'failed',
      () => entra('make-eligible', { group, account: OPERATOR, end }),
      asOperator,
    );
    expect(eligible.endsAt).toBe(end);
    await walk(
      through,
      OPERATOR,
      'failed: .*does not hold Global Reader',
      () => entra('give-group-role', { group, role: 'Global Reader' }),
      asOperator,
    );
    const review = await walk(
      { id: 'group-access-review', on: 'target', with: { group, everyDays: 366 } },
      ADMIN,
      'failed',
      () => entra('create-access-review', { group, recurrence: 'absoluteYearly' }),
    );
    expect(Date.parse(review.endsAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('walks the access of a managed security provider', async () => {
    await entra('create-group', { name: 'Approvers' });
    await entra('add-member', { group: 'Approvers', account: ADMIN });
    const approvers = groupId(TARGET, 'Approvers');
    const tier1 = groupId(TARGET, 'Tier 1 Analyst');
    await walk({ id: 'connected-organization', on: 'target' }, ADMIN, 'failed', () =>
      entra('add-connected-organization', { tenant: source(), name: 'Contoso' }),
    );
    await walk(
      { id: 'catalog-published', on: 'target', with: { name: 'Security provider' } },
      ADMIN,
      'failed',
      () => entra('create-catalog', { name: 'Security provider', enabled: 'on', external: 'on' }),
    );
    const wanted = {
      maxDays: 365,
      approval: true,
      approvers,
      review: true,
      extension: true,
      onlyOrganization: true,
      group: tier1,
    };
    const packages = {
      catalog: 'Security provider',
      group: 'Tier 1 Analyst',
      organization: 'Contoso',
      approvers: 'Approvers',
      review: 'on',
      extension: 'on',
    };
    await entra('create-access-package', { ...packages, name: 'For ever', days: '' });
    expect(
      (
        await state(
          { id: 'access-package', on: 'target', with: { name: 'For ever', ...wanted } },
          ADMIN,
        )
      ).said,
    ).toMatch(/^failed: .*it does not end/);
    await walk(
      { id: 'access-package', on: 'target', with: { name: 'Tier 1', ...wanted } },
      ADMIN,
      'failed',
      () => entra('create-access-package', { ...packages, name: 'Tier 1', days: '365' }),
    );

    const pending = { id: 'pending-approvals', on: 'target', with: { maxAgeDays: 0 } } as const;
    await cloud.form('my-access', TARGET, ANALYST, 'request-package', { package: 'Tier 1' });
    const [request] = setUp(TARGET).requests;
    await walk(pending, ADMIN, 'failed: 1 request has waited longer', () =>
      cloud.form('my-access', TARGET, ADMIN, 'approve-request', { request: request?.id ?? '' }),
    );

    // Defender’s own roles: what an Entra role opened is closed, and the group’s role opens it.
    const analyst = { operator: { username: ANALYST, objectId: null } } as const;
    const devices = { id: 'devices-visible', on: 'target' } as const;
    expect((await state(devices, ANALYST, analyst)).state).toBe('not-permitted');
    await walk(
      {
        id: 'defender-roles',
        on: 'target',
        with: { group: tier1, liveResponse: false },
      },
      ADMIN,
      'failed',
      async () => {
        await cloud.form('defender', TARGET, ADMIN, 'turn-on-defender-roles');
        await cloud.form('defender', TARGET, ADMIN, 'create-defender-role', {
          name: 'Tier 1',
          group: 'Tier 1 Analyst',
        });
      },
    );
    expect((await state(devices, ANALYST, analyst)).state).toBe('passed');
    expect((await state(devices, OPERATOR, asOperator)).state).toBe('not-permitted');

    await walk({ id: 'guests-cannot-invite', on: 'target' }, ADMIN, 'failed: Everyone may', () =>
      entra('save-external-collaboration', {
        invites: 'adminsAndGuestInviters',
        guests: 'a0b1b346-4d3e-4e8b-98f8-753987be4970',
      }),
    );
    await walk({ id: 'guests-restricted', on: 'target' }, ADMIN, 'failed', () =>
      entra('save-external-collaboration', {
        invites: 'adminsAndGuestInviters',
        guests: '2af84b1e-32c8-42b7-82bc-daa82404023b',
      }),
    );
    await walk(
      { id: 'external-user-lifecycle', on: 'target', with: { wanted: 'none' } },
      ADMIN,
      'failed: .*blocked and deleted',
      () => entra('save-governance-settings', { lifecycle: 'none' }),
    );
    await walk(
      { id: 'global-administrators', on: 'target', with: { max: 4, temporary: TEMPORARY } },
      ADMIN,
      'failed: .*still Global Administrator',
      () => entra('remove-role', { role: 'Global Administrator', account: TEMPORARY }),
    );
    await walk({ id: 'p2-licence', on: 'target' }, ADMIN, 'passed', async () => undefined);
  });

  it('looks into Azure, and at the multitenant organization', async () => {
    const azure = (action: string, fields: Fields) =>
      cloud.form('azure', SOURCE, OPERATOR, action, fields);
    await cloud.form('entra', SOURCE, OPERATOR, 'create-group', { name: 'Azure SecOps' });
    const group = groupId(SOURCE, 'Azure SecOps');
    await walk({ id: 'sentinel-workspace', on: 'source' }, OPERATOR, 'failed', () =>
      azure('create-workspace', { name: 'security-operations' }),
    );
    await walk(
      { id: 'defender-for-cloud-plans', on: 'source', with: { plans: 'VirtualMachines' } },
      OPERATOR,
      'failed',
      () => azure('turn-on-plan', { plan: 'VirtualMachines' }),
    );
    await walk(
      {
        id: 'group-azure-roles',
        on: 'source',
        with: { group, roles: 'Microsoft Sentinel Responder; Security Reader' },
      },
      OPERATOR,
      'failed',
      () => azure('give-azure-roles', { group }),
    );
    const delegation = { id: 'lighthouse-delegation', on: 'target', with: { group } } as const;
    const delegate = (to: string) =>
      cloud.form('azure', TARGET, ADMIN, 'delegate', { tenant: source(), group: to });
    expect((await state(delegation, ADMIN)).said).toMatch(/^failed: Fabrikam has no delegation/);
    await delegate(source());
    expect((await state(delegation, ADMIN)).said).toMatch(/^failed: .*easily swapped/);
    await walk(delegation, ADMIN, 'failed', () => delegate(group));
    await walk({ id: 'multitenant-organization', on: 'target' }, ADMIN, 'failed', () =>
      cloud.form('m365-admin', TARGET, ADMIN, 'create-multitenant-organization', {
        name: 'Contoso Group',
        tenant: source(),
      }),
    );
  });

  it('judges the account and the workstation of the operator', async () => {
    const named = { id: 'account-name-pattern', on: 'source', with: { pattern: 'a-*' } } as const;
    expect((await state(named, OPERATOR)).said).toMatch(/^failed: “dana.okafor”/);
    await walk(named, ANALYST, 'passed', async () => undefined);

    const { entra: records } = run.cloud.devices.truth(source());
    const deviceOf = (isCompliant: boolean) =>
      String(records.find((one) => one.isCompliant === isCompliant)?.deviceId);
    const workstation = (deviceId: string) =>
      ({ id: 'workstation-compliant', on: 'source', with: { deviceId } }) as const;
    expect((await state(workstation(deviceOf(false)), OPERATOR)).state).toBe('failed');
    expect((await state(workstation(deviceOf(true)), OPERATOR)).state).toBe('passed');
    const { said } = await cloud.without(SOURCE, 'Device.Read.All', () =>
      state(workstation(deviceOf(true)), OPERATOR),
    );
    expect(said).toMatch(/^not-permitted/);
  });

  it('sees a setting that was changed behind its back', async () => {
    const trust = { id: 'inbound-mfa-trust', on: 'target' } as const;
    expect((await state(trust, ADMIN)).state).toBe('passed');
    run.cloud.setUp.edit({
      tenantId: target(),
      action: 'save-inbound-trust',
      fields: { tenant: source(), redemption: 'on' },
    });
    expect((await state(trust, ADMIN)).state).toBe('failed');
  });

  it('has looked at everything that a step can name', async () => {
    const own = { id: 'portal-link-names-tenant', on: 'target' } as const;
    expect((await state(own, ADMIN)).state).toBe('passed');
    expect((await state({ id: 'tenant-record', on: 'target' }, ADMIN)).state).toBe('failed');
    expect([...walked].sort()).toEqual([...ONBOARDING_CHECK_IDS].sort());
  });

  it('is empty again after a reset', async () => {
    run.cloud.reset();
    cloud.forgetTokens(ADMIN);
    expect((await state({ id: 'partner-entry', on: 'target' }, ADMIN)).state).toBe('failed');
    expect(run.directory.membership(run.account(OPERATOR).id, target())).toBeUndefined();
  });
});
