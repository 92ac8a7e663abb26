import { describe, expect, it } from 'vitest';
import { aChecklist, aRunner, CONTOSO, DANA, FABRIKAM, failsWith, TAILSPIN } from './a-runner.ts';

const check = (id: string, change: Record<string, unknown> = {}) => ({
  id,
  on: 'target',
  ...change,
});
const CHECKED = aChecklist([
  { id: 'trust', checks: [check('inbound-mfa-trust'), check('partner-entry', { on: 'source' })] },
  { id: 'look', checks: [check('devices-visible', { completes: false })] },
  { id: 'by-hand' },
]);

describe('checks', () => {
  it('complete a step when all that are to have passed, with what was read as evidence', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    runner.answer('partner-entry', { state: 'failed', found: 'No entry.' });

    await runner.check();
    const half = await runner.step(id, 'trust');
    runner.answer('partner-entry', { state: 'passed', found: 'There is one.' });
    await runner.check();

    expect(half).toMatchObject({
      state: 'open',
      checks: [
        { state: 'passed', tenantId: FABRIKAM },
        { state: 'failed', tenantId: CONTOSO, found: 'No entry.' },
      ],
    });
    const step = await runner.step(id, 'trust');
    expect(step).toMatchObject({ state: 'done', completedBy: 'check', changedBy: DANA });
    expect(step.history[0]?.what).toBe('done');
    const [proof] = step.evidence;
    expect(proof?.kind).toBe('check');
    const read = await runner.call('onboarding.readEvidence', {
      engagementId: id,
      evidenceId: proof?.id,
    });
    expect((read as { text: string }).text).toContain('There is one.');
    // Of both tenants, whichever was read last.
    expect((read as { text: string }).text).toContain('inbound-mfa-trust');
    expect(proof?.title).toBe('Read back: Check inbound-mfa-trust; Check partner-entry');
    // One that informs completes nothing.
    expect(await runner.step(id, 'look')).toMatchObject({
      state: 'open',
      checks: [{ state: 'passed', completes: false }],
    });
  });

  it('open a step again when what was found is no longer so, and say so', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    await runner.check();
    await runner.call('onboarding.signOffStep', runner.on(id, 'trust'));
    runner.answer('inbound-mfa-trust', { state: 'failed', found: 'MFA is not trusted any more.' });

    await runner.check();

    const step = await runner.step(id, 'trust');
    expect(step).toMatchObject({ state: 'drifted', completedBy: null, signedOff: null });
    expect(step.history[0]).toMatchObject({
      what: 'drifted',
      detail: 'Check inbound-mfa-trust: MFA is not trusted any more.',
    });
    expect((await runner.get()).engagements[0]).toMatchObject({
      drifted: 1,
      done: 0,
      failedChecks: 1,
      nextStepTitle: 'Do trust',
    });
    await runner.check();
    expect(
      (await runner.step(id, 'trust')).history.filter(({ what }) => what === 'drifted'),
    ).toHaveLength(1);
    runner.answer('inbound-mfa-trust', { state: 'passed' });
    await runner.check();
    expect((await runner.step(id, 'trust')).state).toBe('done');
  });

  it.each([
    'not-permitted',
    'not-licensed',
    'not-available',
    'needs-value',
    'information',
  ] as const)('that end as %s open nothing again and complete nothing', async (state) => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    await runner.check();
    runner.answer('inbound-mfa-trust', { state });

    await runner.check();

    expect(await runner.step(id, 'trust')).toMatchObject({
      state: 'done',
      checks: [{ state }, { state: 'passed' }],
    });
    await runner.call('onboarding.reopen', { ...runner.on(id, 'trust'), reason: '' });
    await runner.check();
    expect((await runner.step(id, 'trust')).state).toBe('open');
  });

  it('that do not get through keep the answer before, with its age', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    await runner.check();
    runner.answer('inbound-mfa-trust', { state: 'unreachable', found: 'No network.' });
    runner.world.now = new Date('2026-11-25T09:00:00.000Z');

    await runner.check();

    expect((await runner.step(id, 'trust')).checks[0]).toMatchObject({
      state: 'passed',
      found: 'It is so.',
      checkedAt: '2026-11-21T09:00:00.000Z',
    });
    expect((await runner.get()).progress).toMatchObject({ failed: 1, isRunning: false });
    const fresh = await runner.begin(TAILSPIN, FABRIKAM);
    await runner.check([fresh]);
    expect((await runner.step(fresh, 'trust')).checks[0]?.state).toBe('unreachable');
  });

  it('complete no step with what was read long before', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    runner.answer('partner-entry', { state: 'failed' });
    await runner.check();
    runner.world.now = new Date('2027-02-21T09:00:00.000Z');
    runner.answer('partner-entry', { state: 'passed' });
    runner.answer('inbound-mfa-trust', { state: 'unreachable' });

    await runner.check();
    const half = await runner.step(id, 'trust');
    runner.world.answers.delete('inbound-mfa-trust');
    await runner.check();

    expect(half).toMatchObject({
      state: 'open',
      checks: [
        { state: 'passed', checkedAt: '2026-11-21T09:00:00.000Z' },
        { state: 'passed', checkedAt: '2027-02-21T09:00:00.000Z' },
      ],
    });
    expect((await runner.step(id, 'trust')).state).toBe('done');
  });

  const VALUED = aChecklist(
    [
      { id: 'own', checks: [check('groups-exist', { with: { names: '{group}' } })] },
      {
        id: 'shared',
        scope: 'target',
        checks: [check('role-assignable-group', { with: { group: '{group}' } })],
      },
      { id: 'other', checks: [check('partner-entry')] },
    ],
    { parameters: [{ id: 'group', label: 'Group', help: 'Which.', kind: 'text' }] },
  );
  const enter = (runner: ReturnType<typeof aRunner>, engagementId: string, value: string) =>
    runner.call('onboarding.setParameter', { engagementId, parameterId: 'group', value });

  it('say nothing of a value that was entered after them', async () => {
    const runner = aRunner({ checklists: [VALUED] });
    const id = await runner.begin();
    await enter(runner, id, 'Analysts');
    await runner.check();
    const stateOf = async (stepId: string) => (await runner.step(id, stepId)).checks[0]?.state;
    await enter(runner, id, 'Analysts');
    const same = await stateOf('own');

    await enter(runner, id, 'Approvers');

    expect(same).toBe('passed');
    expect([await stateOf('own'), await stateOf('shared'), await stateOf('other')]).toEqual([
      'not-checked',
      'not-checked',
      'passed',
    ]);
  });

  it('say nothing of a value that was entered while they ran', async () => {
    let meanwhile: () => Promise<unknown> = async () => undefined;
    const runner = aRunner({
      checklists: [VALUED],
      deps: {
        checks: {
          checkInfo: () => ({ title: 'T', wanted: 'W' }),
          async runCheck({ id: checkId }) {
            if (checkId === 'groups-exist') await meanwhile();
            return {
              checkId,
              state: 'passed',
              title: 'T',
              found: 'F',
              wanted: 'W',
              facts: [],
              source: '',
              needs: null,
              checkedAt: '2026-11-21T09:00:00.000Z',
              endsAt: null,
            };
          },
        },
      },
    });
    const id = await runner.begin();
    await enter(runner, id, 'Analysts');
    meanwhile = () => enter(runner, id, 'Approvers');

    await runner.check();

    expect(await runner.step(id, 'own')).toMatchObject({
      state: 'open',
      checks: [{ state: 'not-checked' }],
    });
    expect((await runner.step(id, 'other')).state).toBe('done');
  });

  it('of a shared step are asked with the values of the run that has them', async () => {
    const runner = aRunner({
      checklists: [VALUED],
      deps: {
        checks: {
          checkInfo: () => ({ title: 'T', wanted: 'W' }),
          runCheck: async ({ id: checkId }, { values }) => ({
            checkId,
            state: values.group === undefined ? 'needs-value' : 'passed',
            title: 'T',
            found: 'F',
            wanted: 'W',
            facts: [],
            source: '',
            needs: null,
            checkedAt: '2026-11-21T09:00:00.000Z',
            endsAt: null,
          }),
        },
      },
    });
    const without = await runner.begin(TAILSPIN, FABRIKAM);
    const having = await runner.begin(CONTOSO, FABRIKAM);
    await enter(runner, having, 'Analysts');

    await runner.check();
    const both = await runner.step(without, 'shared');
    await runner.check([without]);

    expect(both).toMatchObject({ state: 'done', checks: [{ state: 'passed' }] });
    expect((await runner.step(without, 'shared')).checks[0]?.state).toBe('passed');
    expect((await runner.step(without, 'own')).checks[0]?.state).toBe('needs-value');
  });

  it('that only inform never undo what was done', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    await runner.complete(id, 'look');
    runner.answer('devices-visible', { state: 'failed' });

    await runner.check();

    expect(await runner.step(id, 'look')).toMatchObject({
      state: 'done',
      checks: [{ state: 'failed' }],
    });
  });

  it('leave what was skipped skipped', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    await runner.call('onboarding.skip', { ...runner.on(id, 'trust'), reason: 'Other way.' });

    await runner.check();

    expect((await runner.step(id, 'trust')).state).toBe('skipped');
  });

  it('after a collection look at the tenant alone, and leave open what was opened again', async () => {
    const runner = aRunner({ checklists: [CHECKED] });
    const id = await runner.begin();
    await runner.check();
    await runner.call('onboarding.reopen', { ...runner.on(id, 'trust'), reason: 'Look again.' });
    runner.world.asked.length = 0;

    runner.service.collected(FABRIKAM);
    await runner.service.idle();

    expect(runner.world.asked.map(({ id }) => id)).toEqual([
      'inbound-mfa-trust',
      'devices-visible',
    ]);
    expect((await runner.step(id, 'trust')).state).toBe('open');
    await runner.check([id], 'trust');
    expect((await runner.step(id, 'trust')).state).toBe('done');
  });

  it('are asked once for what several runs share, and for no run in the archive', async () => {
    const runner = aRunner({
      checklists: [
        aChecklist([
          {
            id: 'hub',
            side: 'source',
            scope: 'source',
            checks: [check('multitenant-organization', { on: 'source' })],
          },
        ]),
      ],
    });
    const first = await runner.begin(CONTOSO, FABRIKAM);
    const second = await runner.begin(CONTOSO, TAILSPIN);

    await runner.check();

    expect(runner.world.asked).toHaveLength(1);
    expect((await runner.step(second, 'hub')).state).toBe('done');
    for (const engagementId of [first, second]) {
      await runner.call('onboarding.setArchived', { engagementId, isArchived: true });
    }
    await runner.check();
    expect(runner.world.asked).toHaveLength(1);
  });

  it('know the run: its other tenant, operator, values and record', async () => {
    const runner = aRunner({
      checklists: [
        aChecklist([{ id: 'role', scope: 'operator', checks: [check('directory-role')] }], {
          parameters: [{ id: 'group', label: 'Group', help: 'Which.', kind: 'text' }],
        }),
      ],
    });
    runner.world.facts.set(FABRIKAM, {
      token: {
        kind: 'known',
        value: {
          homeTenantId: CONTOSO,
          objectId: 'object-1',
          username: DANA.toUpperCase(),
          amr: [],
          authTime: null,
          isGuest: true,
          tokenUntil: null,
        },
        source: 'ID token',
        collectedAt: null,
      },
    });
    const id = await runner.begin();
    await runner.call('onboarding.setParameter', {
      engagementId: id,
      parameterId: 'group',
      value: 'Analysts',
    });

    await runner.check();

    expect(runner.world.asked[0]?.context).toMatchObject({
      tenant: { id: FABRIKAM },
      other: { id: CONTOSO },
      operator: { username: DANA, objectId: 'object-1' },
      homeTenantId: CONTOSO,
      values: { group: 'Analysts', sourceId: CONTOSO, targetName: 'Fabrikam' },
      record: { tenantId: FABRIKAM, purpose: 'not-said' },
    });
    expect((await runner.step(id, 'role', DANA)).state).toBe('done');
  });

  it('of one that fails inside Bulkhead cost no other', async () => {
    const faults: unknown[] = [];
    const runner = aRunner({
      checklists: [CHECKED],
      deps: {
        onFault: (error) => faults.push(error),
        checks: {
          checkInfo: () => ({ title: 'T', wanted: 'W' }),
          runCheck: async ({ id }, { tenant }) => {
            if (tenant.id === CONTOSO) throw new Error('bug');
            return {
              checkId: id,
              state: 'passed',
              title: 'T',
              found: 'F',
              wanted: 'W',
              facts: [],
              source: '',
              needs: null,
              checkedAt: null,
              endsAt: null,
            };
          },
        },
      },
    });
    const id = await runner.begin();

    await runner.check();

    expect(faults).toHaveLength(1);
    expect((await runner.step(id, 'trust')).checks.map(({ state }) => state)).toEqual([
      'passed',
      'not-checked',
    ]);
  });

  it('that were cancelled change nothing', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = aRunner({
      checklists: [CHECKED],
      deps: {
        checks: {
          checkInfo: () => ({ title: 'T', wanted: 'W' }),
          runCheck: async ({ id }) => {
            await held;
            return {
              checkId: id,
              state: 'passed',
              title: 'T',
              found: 'F',
              wanted: 'W',
              facts: [],
              source: '',
              needs: null,
              checkedAt: null,
              endsAt: null,
            };
          },
        },
      },
    });
    const id = await slow.begin();
    await slow.call('onboarding.runChecks', { engagementIds: null, stepId: null });
    expect((await slow.get()).progress.isRunning).toBe(true);

    await slow.call('onboarding.cancelChecks');
    release();
    await slow.service.idle();

    expect((await slow.step(id, 'trust')).state).toBe('open');
    expect((await slow.get()).progress).toMatchObject({ isRunning: false, isCancelled: true });
  });

  it('of a run that is not there are not found', async () => {
    const runner = aRunner({ checklists: [CHECKED] });

    await expect(runner.check(['e0123456789abcdef' as never])).rejects.toMatchObject(
      failsWith('not-found'),
    );
  });
});
