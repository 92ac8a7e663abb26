import { describe, expect, it } from 'vitest';
import {
  type OnboardingStore,
  openOnboardingStore,
} from '../../../../../main/data/onboarding/store/open-onboarding-store.ts';
import type { EstateTenant } from '../../../../../main/data/status/estate-tenant.ts';
import type { TenantId } from '../../../../../preload/contract/index.ts';
import {
  aChecklist,
  aRunner,
  CONTOSO,
  DANA,
  FABRIKAM,
  failsWith,
  TAILSPIN,
  TENANTS,
} from './a-runner.ts';

const WINGTIP = '3a1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const PLAIN = aChecklist([{ id: 'first' }, { id: 'second', dependsOn: ['first'] }]);

describe('a run', () => {
  it('is begun for two tenants, by who is signed in, and is there after a start', async () => {
    const runner = aRunner({ checklists: [PLAIN] });

    const id = await runner.begin();
    runner.restart();
    const { engagements, checklists } = await runner.get();

    expect(checklists).toMatchObject([{ id: 'mto', origin: 'bulkhead', steps: 2 }]);
    expect(engagements).toMatchObject([
      {
        id,
        title: 'Set-up: Contoso → Fabrikam',
        sourceId: CONTOSO,
        targetId: FABRIKAM,
        state: 'active',
        done: 0,
        total: 2,
        nextStepTitle: 'Do first',
      },
    ]);
    expect((await runner.engagement(id)).operators).toEqual([DANA]);
  });

  it('is of whoever is signed in to the source, whose account goes to the target', async () => {
    const accountOf = (id: string) => (id === CONTOSO ? DANA : 'admin@fabrikam.com');
    const runner = aRunner({ checklists: [aChecklist([{ id: 'first' }])], deps: { accountOf } });
    const id = await runner.begin(CONTOSO, FABRIKAM);
    expect((await runner.engagement(id)).operators).toEqual([DANA]);
  });

  it('is refused for what makes no pair', async () => {
    const alone = aChecklist([{ id: 'first' }], {
      id: 'alone',
      sides: { source: null, target: 'Tenant' },
    });
    const runner = aRunner({ checklists: [PLAIN, alone] });
    const unknown = '00000000-0000-4000-8000-000000000000' as never;

    await expect(runner.begin(CONTOSO, CONTOSO)).rejects.toMatchObject(
      failsWith('conflict', /two tenants/),
    );
    await expect(runner.begin(null)).rejects.toMatchObject(failsWith('conflict', /Source/));
    await expect(runner.begin(CONTOSO, FABRIKAM, 'alone')).rejects.toMatchObject(
      failsWith('conflict', /one tenant alone/),
    );
    await expect(runner.begin(CONTOSO, unknown)).rejects.toMatchObject(failsWith('not-found'));
    await expect(runner.begin(CONTOSO, FABRIKAM, 'none')).rejects.toMatchObject(
      failsWith('not-found'),
    );
    expect((await runner.get()).engagements).toEqual([]);
    await expect(runner.begin(null, FABRIKAM, 'alone')).resolves.toMatch(/^e/);
  });

  it('is there once for a pair as long as it is active', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();

    await expect(runner.begin()).rejects.toMatchObject(failsWith('conflict', /already/));
    await expect(runner.begin(FABRIKAM, CONTOSO)).resolves.toMatch(/^e/);
    await runner.call('onboarding.setArchived', { engagementId: id, isArchived: true });
    await expect(runner.begin()).resolves.not.toBe(id);
  });

  it('in the archive is left as it is', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();
    await runner.call('onboarding.setArchived', { engagementId: id, isArchived: true });

    await expect(runner.complete(id, 'first')).rejects.toMatchObject(failsWith('not-available'));
    expect((await runner.get()).engagements[0]?.state).toBe('archived');
  });

  it('is removed with the name of its target typed, and all of it goes', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();
    await runner.complete(id, 'first');

    for (const typedName of ['Contoso', 'fabrikam', '']) {
      await expect(
        runner.call('onboarding.remove', { engagementId: id, typedName }),
      ).rejects.toMatchObject(failsWith('confirmation-mismatch'));
    }
    await runner.call('onboarding.remove', { engagementId: id, typedName: ' Fabrikam ' });

    expect((await runner.get()).engagements).toEqual([]);
    await expect(runner.engagement(id)).rejects.toMatchObject(failsWith('not-found'));
    expect((await runner.step(await runner.begin(), 'first')).state).toBe('open');
  });

  it('is not called forgotten while a file of it cannot be opened', async () => {
    const store: { storage: OnboardingStore['storage'] } & Omit<OnboardingStore, 'storage'> = {
      ...openOnboardingStore({
        estatePath: null,
        key: null,
        nativeBinding: null,
        appVersion: '1.2.3',
        now: () => new Date(0),
      }),
    };
    const runner = aRunner({ checklists: [PLAIN], deps: { store } });
    await runner.begin(CONTOSO, FABRIKAM);
    store.storage = 'read-only';

    await expect(runner.service.forget(FABRIKAM)).rejects.toMatchObject(
      failsWith('storage-failed'),
    );
    expect((await runner.get()).engagements).toHaveLength(1);
    // Of one that nothing is kept of, nothing is left either.
    await runner.service.forget(TAILSPIN);
    store.storage = 'kept';
    await runner.service.forget(FABRIKAM);
    expect((await runner.get()).engagements).toEqual([]);
  });

  it('can be begun after a newer Bulkhead was taken away again', async () => {
    const newer = aChecklist([{ id: 'first' }, { id: 'later' }], { version: 2 });
    const runner = aRunner({ checklists: [newer] });
    await runner.begin(CONTOSO, TAILSPIN);
    runner.world.bundled = [PLAIN];
    runner.restart();

    const { checklists } = await runner.get();
    await runner.begin(CONTOSO, FABRIKAM);

    expect(checklists).toMatchObject([{ id: 'mto', version: 1 }]);
    expect((await runner.get()).engagements).toHaveLength(2);
  });

  it('is not signed off for what its steps came to afterwards', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();
    for (const stepId of ['first', 'second']) await runner.complete(id, stepId);
    await runner.call('onboarding.signOff', { engagementId: id });
    const signed = (await runner.get()).engagements[0];
    runner.world.now = new Date('2026-12-21T09:00:00.000Z');
    await runner.call('onboarding.reopen', { ...runner.on(id, 'second'), reason: 'Look again.' });
    await runner.complete(id, 'second');

    const again = (await runner.get()).engagements[0];
    await runner.call('onboarding.signOff', { engagementId: id });

    expect(signed).toMatchObject({ state: 'completed', signedOff: { by: DANA } });
    expect(again).toMatchObject({ state: 'active', signedOff: null, done: 2 });
    expect((await runner.get()).engagements[0]).toMatchObject({
      state: 'completed',
      signedOff: { at: '2026-12-21T09:00:00.000Z' },
    });
    runner.world.bundled = [
      aChecklist([{ id: 'first' }, { id: 'second' }, { id: 'third' }], { version: 2 }),
    ];
    runner.restart();
    runner.world.now = new Date('2027-01-21T09:00:00.000Z');
    await runner.complete(id, 'third');
    expect((await runner.get()).engagements[0]).toMatchObject({
      state: 'active',
      signedOff: null,
      done: 3,
    });
  });

  it('is signed off when everything required is done or skipped, and is then complete', async () => {
    const checklist = aChecklist(
      [{ id: 'first' }, { id: 'second' }, { id: 'extra', isOptional: true }],
      {},
      [{ id: 'weekly' }],
    );
    const runner = aRunner({ checklists: [checklist] });
    const id = await runner.begin();
    await runner.complete(id, 'first');

    await expect(runner.call('onboarding.signOff', { engagementId: id })).rejects.toMatchObject(
      failsWith('conflict', /Do second/),
    );
    await runner.call('onboarding.skip', { ...runner.on(id, 'second'), reason: 'Not here.' });
    await runner.call('onboarding.signOff', { engagementId: id });

    const [summary] = (await runner.get()).engagements;
    expect(summary).toMatchObject({
      state: 'completed',
      done: 1,
      skipped: 1,
      total: 2,
      nextStepTitle: null,
      signedOff: { by: DANA },
    });
    await runner.call('onboarding.reopen', { ...runner.on(id, 'first'), reason: 'Wrong group.' });
    expect((await runner.get()).engagements[0]?.state).toBe('active');
  });

  it('keeps owner, date and operators', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const engagementId = await runner.begin();
    const dueAt = '2026-12-01T00:00:00.000Z';

    await runner.call('onboarding.update', {
      engagementId,
      owner: 'Kim',
      dueAt,
      operators: [DANA, 'kim@contoso.com', DANA],
    });

    const { summary, operators } = await runner.engagement(engagementId);
    expect([summary.owner, summary.dueAt, operators]).toEqual([
      'Kim',
      dueAt,
      [DANA, 'kim@contoso.com'],
    ]);
  });

  it('follows the names of its tenants', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    await runner.begin();
    await runner.get();

    runner.world.tenants = TENANTS.map((one) =>
      Object.assign({}, one, { name: `${one.name} Ltd` }),
    );
    runner.service.estateChanged();

    expect((await runner.get()).engagements[0]?.title).toBe('Set-up: Contoso Ltd → Fabrikam Ltd');
  });
});

describe('a step', () => {
  it('waits for what it depends on, done or skipped', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();

    expect((await runner.step(id, 'second')).blockedBy).toEqual(['first']);
    await expect(runner.complete(id, 'second')).rejects.toMatchObject(
      failsWith('conflict', /“Do first” comes first/),
    );
    expect((await runner.step(id, 'second')).state).toBe('open');
    await runner.call('onboarding.skip', { ...runner.on(id, 'first'), reason: 'Was there.' });
    await runner.complete(id, 'second');

    expect(await runner.step(id, 'second')).toMatchObject({
      state: 'done',
      completedBy: 'operator',
      changedBy: DANA,
      blockedBy: [],
    });
  });

  it('that cannot be taken back is done with the name of its own tenant typed', async () => {
    const runner = aRunner({
      checklists: [aChecklist([{ id: 'first', side: 'source', irreversible: 'For good.' }])],
    });
    const id = await runner.begin();
    const complete = (typedName: string | null) =>
      runner.call('onboarding.complete', { ...runner.on(id, 'first'), typedName });

    for (const wrong of [null, '', 'Fabrikam', 'contoso']) {
      await expect(complete(wrong)).rejects.toMatchObject(failsWith('confirmation-mismatch'));
    }
    expect((await runner.step(id, 'first')).state).toBe('open');
    await complete('Contoso');

    expect((await runner.step(id, 'first')).state).toBe('done');
  });

  it('says in its history what happened to it, newest first, and keeps a hundred', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();
    const on = runner.on(id, 'first');

    await runner.complete(id, 'first');
    await runner.call('onboarding.signOffStep', on);
    await runner.call('onboarding.reopen', { ...on, reason: 'Again.' });
    await runner.call('onboarding.skip', { ...on, reason: 'No need.' });

    const step = await runner.step(id, 'first');
    expect(step.history.map(({ what, detail }) => `${what} ${detail}`.trim())).toEqual([
      'skipped No need.',
      'reopened Again.',
      'signed off',
      'done Marked as done.',
    ]);
    expect([step.skipReason, step.signedOff]).toEqual(['No need.', null]);
    for (let round = 0; round < 60; round += 1) {
      await runner.call('onboarding.reopen', { ...on, reason: '' });
      await runner.complete(id, 'first');
    }
    expect((await runner.step(id, 'first')).history).toHaveLength(100);
  });

  it('is signed off only when it is done, and says by whom it was done after that too', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();
    await expect(
      runner.call('onboarding.signOffStep', runner.on(id, 'first')),
    ).rejects.toMatchObject(failsWith('conflict'));
    await runner.complete(id, 'first');
    const { changedAt } = await runner.step(id, 'first');
    runner.world.now = new Date('2026-11-22T09:00:00.000Z');

    await runner.call('onboarding.signOffStep', runner.on(id, 'first'));

    expect(await runner.step(id, 'first')).toMatchObject({
      changedAt,
      signedOff: { by: DANA, at: '2026-11-22T09:00:00.000Z' },
    });
  });

  it('per operator is done by each, and blocks each by what is theirs', async () => {
    const runner = aRunner({
      checklists: [
        aChecklist([
          { id: 'sign-in', scope: 'operator' },
          { id: 'see', scope: 'operator', dependsOn: ['sign-in'] },
          { id: 'report', dependsOn: ['see'] },
        ]),
      ],
    });
    const id = await runner.begin();
    const kim = 'kim@contoso.com';
    await runner.call('onboarding.update', {
      engagementId: id,
      owner: '',
      dueAt: null,
      operators: [DANA, kim],
    });

    await runner.complete(id, 'sign-in', kim);
    await runner.complete(id, 'see', kim);

    expect((await runner.step(id, 'see', DANA)).blockedBy).toEqual(['sign-in']);
    expect((await runner.step(id, 'report')).blockedBy).toEqual(['see']);
    expect(await runner.step(id, 'sign-in', kim)).toMatchObject({ state: 'done', changedBy: DANA });
    expect((await runner.get()).engagements[0]).toMatchObject({ done: 2, total: 5 });
    await expect(runner.complete(id, 'see', 'lee@contoso.com')).rejects.toMatchObject(
      failsWith('not-found'),
    );
    await expect(runner.complete(id, 'see', null)).rejects.toMatchObject(failsWith('not-found'));
  });

  it('names who is signed in, and nobody where that would be a guess', async () => {
    const accounts = new Map<string, string>();
    const runner = aRunner({
      checklists: [
        aChecklist([{ id: 'sign-in', scope: 'operator' }, { id: 'one' }, { id: 'two' }]),
      ],
      deps: { accountOf: (id) => accounts.get(id) ?? null },
    });
    accounts.set(TAILSPIN, 'admin@tailspin.com');
    const id = await runner.begin();
    accounts.set(WINGTIP, 'admin@wingtip.com');
    runner.world.tenants = [...TENANTS, { ...TENANTS[0], id: WINGTIP } as EstateTenant];

    await runner.complete(id, 'one');
    await runner.complete(id, 'sign-in', 'admin@tailspin.com');
    accounts.set(FABRIKAM, 'kim@fabrikam.com');
    await runner.complete(id, 'two');

    // The only account of the estate is its operator's; of two of other tenants none is told.
    expect((await runner.engagement(id)).operators).toEqual(['admin@tailspin.com']);
    expect((await runner.step(id, 'one')).changedBy).toBe('Unnamed operator');
    expect((await runner.step(id, 'sign-in', 'admin@tailspin.com')).changedBy).toBe(
      'admin@tailspin.com',
    );
    expect((await runner.step(id, 'two')).changedBy).toBe('kim@fabrikam.com');
  });

  it('done once for a tenant is done for every pair that it is in', async () => {
    const runner = aRunner({
      checklists: [
        aChecklist([
          { id: 'hub', side: 'source', scope: 'source' },
          { id: 'spoke', scope: 'target' },
          { id: 'pair' },
        ]),
      ],
    });
    const first = await runner.begin(CONTOSO, FABRIKAM);
    const second = await runner.begin(CONTOSO, TAILSPIN);
    const reverse = await runner.begin(FABRIKAM, CONTOSO);
    await runner.get();

    for (const id of ['hub', 'spoke', 'pair']) await runner.complete(first, id);

    expect(await runner.step(second, 'hub')).toMatchObject({ state: 'done', sharedFrom: first });
    expect((await runner.step(first, 'hub')).sharedFrom).toBeNull();
    expect((await runner.step(second, 'spoke')).state).toBe('open');
    expect((await runner.step(second, 'pair')).state).toBe('open');
    // The source of one is the target of the other: its part there is another.
    for (const id of ['hub', 'spoke', 'pair']) {
      expect((await runner.step(reverse, id)).state).toBe('open');
    }
    const { engagements } = await runner.get();
    expect(engagements.map(({ done }) => done)).toEqual([3, 1, 0]);

    await runner.call('onboarding.remove', { engagementId: first, typedName: 'Fabrikam' });
    expect(await runner.step(second, 'hub')).toMatchObject({
      state: 'done',
      sharedFrom: null,
      history: [{ what: 'done' }],
    });
  });

  it('keeps note, owner and date', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();
    const dueAt = '2026-12-01T00:00:00.000Z';

    await runner.call('onboarding.note', {
      ...runner.on(id, 'first'),
      note: 'Two lines\nof it',
      owner: 'Kim',
      dueAt,
    });
    runner.restart();

    expect(await runner.step(id, 'first')).toMatchObject({
      note: 'Two lines\nof it',
      owner: 'Kim',
      dueAt,
      state: 'open',
    });
  });

  it('of a checklist or an operator that is not there is not found', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const id = await runner.begin();

    await expect(runner.complete(id, 'none')).rejects.toMatchObject(failsWith('not-found'));
    await expect(runner.complete('e0123456789abcdef' as never, 'first')).rejects.toMatchObject(
      failsWith('not-found'),
    );
  });
});

describe('a later version of the checklist', () => {
  it('takes no progress away: steps are matched by id', async () => {
    const runner = aRunner({
      checklists: [aChecklist([{ id: 'stays' }, { id: 'leaves' }, { id: 'untouched' }])],
    });
    const id = await runner.begin();
    await runner.complete(id, 'stays');
    await runner.complete(id, 'leaves');
    await runner.call('onboarding.addText', { ...runner.on(id, 'leaves'), text: 'Proof.' });

    runner.world.bundled = [
      aChecklist([{ id: 'comes' }, { id: 'stays', title: 'Renamed' }], { version: 2 }),
    ];
    runner.restart();
    const { steps, summary, checklist } = await runner.engagement(id);

    expect([checklist.version, summary.checklistVersion, summary.total, summary.done]).toEqual([
      2, 2, 2, 1,
    ]);
    expect(
      steps.map(({ stepId, state, isNew, isRemoved }) => [stepId, state, isNew, isRemoved]),
    ).toEqual([
      ['comes', 'open', true, false],
      ['stays', 'done', false, false],
      ['leaves', 'done', false, true],
    ]);
    expect(steps[2]).toMatchObject({
      removedTitle: 'Do leaves',
      evidence: [{ title: 'Proof.' }],
      history: [{ what: 'evidence added' }, { what: 'done' }],
    });
    await expect(runner.complete(id, 'leaves')).rejects.toMatchObject(failsWith('not-found'));
  });

  it('in which a step counts for somebody else takes its progress over', async () => {
    const runner = aRunner({
      checklists: [aChecklist([{ id: 'a', scope: 'target' }, { id: 'b' }])],
    });
    const first = await runner.begin(CONTOSO, FABRIKAM);
    const other = await runner.begin(TAILSPIN, FABRIKAM);
    await runner.complete(first, 'a');
    await runner.complete(first, 'b');

    runner.world.bundled = [
      aChecklist([{ id: 'a' }, { id: 'b', scope: 'target' }], { version: 2 }),
    ];
    runner.restart();

    expect((await runner.step(first, 'a')).state).toBe('done');
    expect((await runner.step(other, 'a')).state).toBe('done');
    expect((await runner.step(first, 'b')).state).toBe('done');
    expect((await runner.step(other, 'b')).state).toBe('open');
  });

  it('that is gone again leaves the newest that is known', async () => {
    const runner = aRunner({ checklists: [aChecklist([{ id: 'a' }], { version: 3 })] });
    const id = await runner.begin();

    runner.world.bundled = [];
    runner.restart();

    expect((await runner.engagement(id)).checklist.version).toBe(3);
    expect((await runner.get()).checklists).toEqual([]);
  });
});
