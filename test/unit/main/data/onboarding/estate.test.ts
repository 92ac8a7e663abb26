import { describe, expect, it } from 'vitest';
import type { AccessSettings, TenantFacts } from '../../../../../main/data/status/facts.ts';
import type { ReminderId } from '../../../../../preload/contract/index.ts';
import { aChecklist, aRunner, CONTOSO, DANA, FABRIKAM, failsWith, TAILSPIN } from './a-runner.ts';

const known = <T>(value: T) => ({
  kind: 'known' as const,
  value,
  source: 'GET',
  collectedAt: '2026-11-21T09:00:00.000Z',
});

describe('what ends', () => {
  const RENEWED = aChecklist([
    {
      id: 'pim',
      scope: 'operator',
      renewal: { kind: 'pim-eligibility', afterDays: 180, warnDays: 14, title: 'PIM eligibility' },
      checks: [{ id: 'role-expiry', on: 'target', completes: false }],
    },
    {
      id: 'hub',
      side: 'source',
      scope: 'source',
      renewal: { kind: 'access-review', afterDays: 365, warnDays: 30, title: 'Access review' },
    },
  ]);

  it('is reckoned from when a step was done, until a check reads the date', async () => {
    const runner = aRunner({ checklists: [RENEWED] });
    const id = await runner.begin();
    expect((await runner.get()).radar).toEqual([]);

    await runner.complete(id, 'pim', DANA);
    const reckoned = (await runner.get()).radar;
    runner.answer('role-expiry', { state: 'information', endsAt: '2026-12-01T00:00:00.000Z' });
    await runner.check();

    expect(reckoned).toMatchObject([
      {
        tenantId: FABRIKAM,
        kind: 'pim-eligibility',
        title: `PIM eligibility (${DANA})`,
        warnDays: 14,
        endsAt: '2027-05-20T09:00:00.000Z',
        state: 'later',
        from: 'step',
        checkedAt: null,
        engagementId: id,
        stepId: 'pim',
      },
    ]);
    const { radar, engagements } = await runner.get();
    expect(radar).toMatchObject([
      { endsAt: '2026-12-01T00:00:00.000Z', state: 'soon', from: 'check' },
    ]);
    expect(engagements[0]?.endsAt).toBe('2026-12-01T00:00:00.000Z');
    expect(await runner.step(id, 'pim', DANA)).toMatchObject({
      endsAt: '2026-12-01T00:00:00.000Z',
      endsAtFrom: 'check',
    });
    runner.world.now = new Date('2026-12-01T00:00:00.000Z');
    expect((await runner.get()).radar[0]?.state).toBe('ended');
    expect((await runner.get()).engagements[0]?.endsAt).toBeNull();
  });

  it('is no end that an earlier version asked for, nor one that a later step took away', async () => {
    const version = (number: number, checks: readonly unknown[]) =>
      aChecklist(
        [
          {
            id: 'temporary',
            checks,
            renewal: {
              kind: 'temporary-administrator',
              afterDays: 14,
              warnDays: 3,
              title: 'Temporary',
              endedBy: 'removal',
            },
          },
          { id: 'removal', isOptional: true },
        ],
        { version: number },
      );
    const runner = aRunner({
      checklists: [version(1, [{ id: 'role-expiry', on: 'target', completes: false }])],
    });
    runner.answer('role-expiry', { endsAt: '2026-11-23T00:00:00.000Z' });
    const id = await runner.begin();
    await runner.complete(id, 'temporary');
    await runner.check();
    const before = (await runner.get()).engagements[0]?.endsAt;
    runner.world.bundled = [version(2, [])];
    runner.restart();

    const after = await runner.get();
    await runner.complete(id, 'removal');

    expect(before).toBe('2026-11-23T00:00:00.000Z');
    expect(after.radar).toMatchObject([{ endsAt: '2026-12-05T09:00:00.000Z', from: 'step' }]);
    const gone = await runner.get();
    expect([gone.radar, gone.engagements[0]?.endsAt]).toEqual([[], null]);
  });

  it('is told of once where runs share it, and not of runs in the archive', async () => {
    const runner = aRunner({ checklists: [RENEWED] });
    const first = await runner.begin(CONTOSO, FABRIKAM);
    const second = await runner.begin(CONTOSO, TAILSPIN);
    await runner.complete(first, 'hub');

    expect((await runner.get()).radar).toHaveLength(1);
    await runner.call('onboarding.setArchived', { engagementId: first, isArchived: true });
    expect((await runner.get()).radar).toMatchObject([{ engagementId: second }]);
    await runner.call('onboarding.setArchived', { engagementId: second, isArchived: true });
    expect((await runner.get()).radar).toEqual([]);
  });

  it('is remembered where no step knows of it', async () => {
    const runner = aRunner({ checklists: [RENEWED] });
    const reminder = {
      reminderId: null as ReminderId | null,
      tenantId: TAILSPIN,
      kind: 'break-glass-test',
      title: 'Test the break-glass account',
      endsAt: '2026-12-15T00:00:00.000Z',
    };

    const { reminderId } = (await runner.call('onboarding.saveReminder', reminder)) as {
      reminderId: ReminderId;
    };
    await runner.call('onboarding.saveReminder', { ...reminder, reminderId, title: 'Test it' });
    runner.restart();

    expect((await runner.get()).radar).toMatchObject([
      { title: 'Test it', state: 'soon', from: 'reminder', reminderId, engagementId: null },
    ]);
    await runner.call('onboarding.removeReminder', { reminderId });
    expect((await runner.get()).radar).toEqual([]);
    await expect(runner.call('onboarding.removeReminder', { reminderId })).rejects.toMatchObject(
      failsWith('not-found'),
    );
  });
});

describe('conflicts', () => {
  const rule = (id: string, conflict: string, change: Record<string, unknown> = {}) =>
    aChecklist([{ id: 'step', conflicts: [conflict] }], { id, ...change });
  const READER = rule('reader', 'security-reader-without-defender-role');
  const ROLES = rule('roles', 'defender-roles-end-security-reader');
  const PORTAL = rule('portal', 'guest-restriction-blocks-pim');
  const PIM = rule('pim', 'pim-needs-guest-portal-access');
  const all = [READER, ROLES, PORTAL, PIM];
  const at = async (runner: ReturnType<typeof aRunner>, id: string, target = FABRIKAM) => {
    const engagement = await runner.begin(CONTOSO, target, id);
    return { engagement, conflicts: async () => (await runner.step(engagement, 'step')).conflicts };
  };

  it.each([
    ['reader', 'roles', 'defender-roles-end-security-reader', /lose that/],
    ['roles', 'reader', 'security-reader-without-defender-role', /shows nothing/],
    ['pim', 'portal', 'guest-restriction-blocks-pim', /Kept out/],
    ['portal', 'pim', 'pim-needs-guest-portal-access', /kept out/],
  ])('warn after %s was done before %s, in the same tenant', async (before, after, rule, text) => {
    const runner = aRunner({ checklists: all });
    const done = await at(runner, before);
    await runner.complete(done.engagement, 'step');
    const next = await at(runner, after);
    const elsewhere = await at(runner, after, TAILSPIN);

    expect(await next.conflicts()).toMatchObject([
      { rule, text: expect.stringMatching(text), first: expect.stringMatching(/./) },
    ]);
    expect((await next.conflicts())[0]?.text).toContain('Fabrikam');
    expect(await elsewhere.conflicts()).toEqual([]);
    // It warns before the step; it does not forbid it.
    await runner.complete(next.engagement, 'step');
    expect(await next.conflicts()).toEqual([]);
  });

  it('follow from the status too', async () => {
    const runner = aRunner({ checklists: all });
    const roles = await at(runner, 'roles');
    const portal = await at(runner, 'portal');
    expect([await roles.conflicts(), await portal.conflicts()]).toEqual([[], []]);

    runner.world.facts.set(FABRIKAM, {
      activeRoles: known([
        { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509', displayName: 'Security Reader' },
      ]),
      me: known({ userType: 'Guest' } as never),
      roleSchedules: known([{ roleTemplateId: 'x', kind: 'eligible', endDateTime: null }]),
    } satisfies Partial<TenantFacts>);

    expect(await roles.conflicts()).toHaveLength(1);
    expect(await portal.conflicts()).toHaveLength(1);
  });

  it('follow from checks, also of another run', async () => {
    const checked = aChecklist(
      [
        {
          id: 'look',
          checks: [
            { id: 'defender-roles', on: 'target' },
            { id: 'guests-restricted', on: 'target' },
          ],
        },
      ],
      { id: 'checked' },
    );
    const runner = aRunner({ checklists: [...all, checked] });
    const reader = await at(runner, 'reader');
    const pim = await at(runner, 'pim');
    const roles = await at(runner, 'roles');
    const other = await runner.begin(TAILSPIN, FABRIKAM, 'checked');

    await runner.check([other]);

    expect(await reader.conflicts()).toHaveLength(1);
    // How much of the directory guests see keeps nobody out of the portal: it is so by default.
    expect(await pim.conflicts()).toEqual([]);
    // One group has a Defender role; readers in others lose their access all the same.
    expect(await roles.conflicts()).toHaveLength(1);
    runner.answer('defender-roles', { state: 'failed' });
    await runner.check([other]);
    expect(await reader.conflicts()).toEqual([]);
  });
});

describe('the record of a tenant', () => {
  it('is what the operator wrote, and empty before', async () => {
    const runner = aRunner({ checklists: [] });
    const record = {
      tenantId: FABRIKAM,
      purpose: 'merger',
      owner: 'Kim',
      licences: 'E5',
      note: 'Bought in 2025.',
      links: [{ label: 'Request access', url: 'https://myaccess.microsoft.com/@fabrikam' }],
    };

    await runner.call('onboarding.saveRecord', record);
    runner.restart();

    expect(await runner.call('onboarding.getRecord', { tenantId: FABRIKAM })).toEqual({
      ...record,
      changedAt: '2026-11-21T09:00:00.000Z',
    });
    expect(await runner.call('onboarding.getRecord', { tenantId: CONTOSO })).toMatchObject({
      purpose: 'not-said',
      changedAt: null,
    });
    const { records } = (await runner.call('onboarding.getRecords')) as { records: unknown[] };
    expect(records).toHaveLength(3);
  });

  it.each(['http://x.example', 'javascript:alert(1)', 'https://a@b.example', 'x'])(
    'takes no link that is %s',
    async (url) => {
      const runner = aRunner({ checklists: [] });

      await expect(
        runner.call('onboarding.saveRecord', {
          tenantId: FABRIKAM,
          purpose: 'other',
          owner: '',
          licences: '',
          note: '',
          links: [{ label: 'L', url }],
        }),
      ).rejects.toMatchObject(failsWith('invalid', /https/));
    },
  );
});

describe('risks', () => {
  const SETTINGS: AccessSettings = {
    tenantId: null,
    inboundTrust: {
      isMfaAccepted: false,
      isCompliantDeviceAccepted: false,
      isHybridAzureADJoinedDeviceAccepted: false,
    },
    automaticUserConsentSettings: null,
    b2bCollaborationInbound: null,
    b2bCollaborationOutbound: null,
    b2bDirectConnectInbound: null,
    b2bDirectConnectOutbound: null,
    isInboundSyncAllowed: null,
    isServiceProvider: null,
    isInMultiTenantOrganization: null,
  };
  const ALL = {
    usersAndGroups: { accessType: 'allowed', targets: ['AllUsers'] },
    applications: { accessType: 'allowed', targets: ['AllApplications'] },
  };
  const risksOf = async (runner: ReturnType<typeof aRunner>) => {
    const { risks } = (await runner.call('onboarding.getRisks')) as {
      risks: { id: string; state: string; reason: string; tenantIds: string[] }[];
    };
    return Object.fromEntries(risks.map((one) => [one.id, one]));
  };
  const facts = (partners: AccessSettings[], byDefault = SETTINGS): Partial<TenantFacts> => ({
    organization: known({ id: CONTOSO, displayName: 'C' }),
    crossTenantDefault: known(byDefault),
    crossTenantPartners: known(partners),
  });

  it('are unknown with the reason while nothing was collected, but for what Bulkhead itself knows', async () => {
    const runner = aRunner({ checklists: [] });

    const risks = await risksOf(runner);

    expect(Object.keys(risks)).toHaveLength(6);
    for (const id of [
      'over-permissive-access',
      'inconsistent-conditional-access',
      'user-lifecycle',
      'collaboration-without-security',
    ]) {
      expect(risks[id]).toMatchObject({
        state: 'unknown',
        reason: expect.stringMatching(/needs/),
        tenantIds: [],
      });
    }
    expect(risks['ownership-and-drift']?.state).toBe('found');
    expect(risks['no-visibility']?.state).toBe('found');
  });

  it('are found where it follows from what was collected', async () => {
    const runner = aRunner({ checklists: [] });
    const trusting = {
      ...SETTINGS,
      inboundTrust: { ...SETTINGS.inboundTrust, isMfaAccepted: true },
    };
    runner.world.facts.set(
      CONTOSO,
      facts([
        {
          ...SETTINGS,
          tenantId: FABRIKAM,
          b2bCollaborationInbound: ALL,
          isInboundSyncAllowed: true,
        },
      ]),
    );
    runner.world.facts.set(FABRIKAM, facts([], trusting as AccessSettings));

    const risks = await risksOf(runner);

    expect(risks['over-permissive-access']).toMatchObject({
      state: 'found',
      tenantIds: [CONTOSO],
      reason: expect.stringMatching(/Contoso.*Not known of Tailspin/),
    });
    expect(risks['inconsistent-conditional-access']).toMatchObject({
      state: 'found',
      tenantIds: [CONTOSO],
    });
    expect(risks['collaboration-without-security']).toMatchObject({
      state: 'found',
      tenantIds: [CONTOSO],
    });
    expect(risks['no-visibility']).toMatchObject({ state: 'found', tenantIds: [TAILSPIN] });
    runner.world.facts.set(TAILSPIN, {
      organization: { kind: 'not-permitted', reason: 'No.', source: 'GET', collectedAt: null },
    } as never);
    expect((await risksOf(runner))['no-visibility']?.tenantIds).toEqual([TAILSPIN]);
  });

  it('are not there only when everything that it takes to say so is known', async () => {
    const runner = aRunner({
      checklists: [
        aChecklist([{ id: 'a', checks: [{ id: 'external-user-lifecycle', on: 'target' }] }]),
      ],
    });
    for (const id of [CONTOSO, FABRIKAM]) runner.world.facts.set(id, facts([]));
    expect((await risksOf(runner))['over-permissive-access']?.state).toBe('unknown');
    runner.world.facts.set(TAILSPIN, facts([]));
    for (const tenantId of [CONTOSO, FABRIKAM, TAILSPIN]) {
      await runner.call('onboarding.saveRecord', {
        tenantId,
        purpose: 'production',
        owner: 'Kim',
        licences: '',
        note: '',
        links: [],
      });
    }
    await runner.begin(CONTOSO, FABRIKAM);
    await runner.begin(CONTOSO, TAILSPIN);
    await runner.begin(FABRIKAM, CONTOSO);
    await runner.check();

    const risks = await risksOf(runner);

    expect(Object.values(risks).map(({ state }) => state)).toEqual(
      Array.from({ length: 6 }, () => 'not-found'),
    );
    runner.answer('external-user-lifecycle', { state: 'failed' }, FABRIKAM);
    await runner.check();
    const later = await risksOf(runner);
    expect(later['user-lifecycle']).toMatchObject({ state: 'found', tenantIds: [FABRIKAM] });
    expect(later['ownership-and-drift']).toMatchObject({ state: 'found', tenantIds: [FABRIKAM] });
  });
});
