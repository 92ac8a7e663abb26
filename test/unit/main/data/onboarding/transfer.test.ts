import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Checklist } from '../../../../../preload/contract/index.ts';
import type { HandOver } from '../../../../../main/data/onboarding/files/hand-over.ts';
import { aChecklist, aRunner, CONTOSO, FABRIKAM, failsWith, TAILSPIN } from './a-runner.ts';

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'transfer-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
const PLAIN = aChecklist([{ id: 'first' }]);
const OWN = aChecklist([{ id: 'mine' }], { id: 'own', title: 'Ours' });

function importing(runner: ReturnType<typeof aRunner>) {
  const path = join(aFolder(), 'list.json');
  return (checklist: Checklist) => {
    writeFileSync(path, JSON.stringify(checklist));
    return runner.call('onboarding.importChecklist', { path });
  };
}

describe('a checklist of the organisation', () => {
  it('is offered once it is imported, by its newest version, and can be written out', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const take = importing(runner);

    await expect(take(OWN)).resolves.toMatchObject({
      imported: { id: 'own', version: 1, origin: 'organisation', steps: 1 },
      problems: [],
    });
    await expect(take(OWN)).resolves.toMatchObject({ imported: { version: 1 } });
    const id = await runner.begin(CONTOSO, FABRIKAM, 'own');
    await runner.complete(id, 'mine');
    await take(aChecklist([{ id: 'mine' }, { id: 'more' }], { id: 'own', version: 2 }));
    runner.restart();

    expect((await runner.get()).checklists.map(({ id, version }) => [id, version])).toEqual([
      ['mto', 1],
      ['own', 2],
    ]);
    const { steps } = await runner.engagement(id);
    expect(steps.map(({ state, isNew }) => [state, isNew])).toEqual([
      ['done', false],
      ['open', true],
    ]);
    const out = join(aFolder(), 'out.json');
    await runner.call('onboarding.exportChecklist', { checklistId: 'own', path: out });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ id: 'own', version: 2 });
  });

  it.each([
    ['that is known otherwise', aChecklist([{ id: 'other' }], { id: 'own' }), 'version'],
    ['with an id of Bulkhead', aChecklist([{ id: 'mine' }], { version: 9 }), 'id'],
  ])('%s is not taken', async (_, checklist, place) => {
    const runner = aRunner({ checklists: [PLAIN] });
    const take = importing(runner);
    await take(OWN);

    await expect(take(checklist)).resolves.toMatchObject({
      imported: null,
      problems: [{ place }],
    });
    expect(await runner.call('onboarding.getChecklist', { checklistId: 'own' })).toMatchObject({
      phases: [{ steps: [{ id: 'mine' }] }],
    });
  });

  it('with problems is not taken', async () => {
    const problems = [{ place: 'phases', text: 'No.' }];
    const runner = aRunner({ checklists: [], files: { parseChecklist: () => ({ problems }) } });

    await expect(importing(runner)(OWN)).resolves.toEqual({ imported: null, problems });
    expect((await runner.get()).checklists).toEqual([]);
  });

  it('can be removed; its runs stay', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    await importing(runner)(OWN);
    const id = await runner.begin(CONTOSO, FABRIKAM, 'own');

    await runner.call('onboarding.removeChecklist', { checklistId: 'own' });
    runner.restart();

    expect((await runner.get()).checklists.map(({ id }) => id)).toEqual(['mto']);
    expect((await runner.engagement(id)).checklist.title).toBe('Ours');
    await expect(runner.begin(CONTOSO, TAILSPIN, 'own')).rejects.toMatchObject(
      failsWith('not-found'),
    );
    await expect(
      runner.call('onboarding.removeChecklist', { checklistId: 'mto' }),
    ).rejects.toMatchObject(failsWith('not-available'));
  });
});

describe('a hand-over', () => {
  it('has the run with its evidence', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const engagementId = await runner.begin();
    await runner.call('onboarding.addText', { ...runner.on(engagementId, 'first'), text: 'Proof' });
    const file = join(aFolder(), 'approval.txt');
    writeFileSync(file, 'approved');
    await runner.call('onboarding.addEvidence', {
      ...runner.on(engagementId, 'first'),
      path: file,
    });
    const path = join(aFolder(), 'out.json');

    await runner.call('onboarding.handOver', { engagementId, format: 'json', path });

    const handOver = JSON.parse(readFileSync(path, 'utf8')) as HandOver;
    expect(handOver).toMatchObject({
      version: 1,
      appVersion: '1.2.3',
      engagement: { summary: { id: engagementId } },
      tenants: { source: { id: CONTOSO, name: 'Contoso' }, target: { name: 'Fabrikam' } },
    });
    expect(handOver.evidence.map(({ text, base64 }) => [text, base64])).toEqual(
      expect.arrayContaining([
        ['Proof', null],
        [null, Buffer.from('approved').toString('base64')],
      ]),
    );
    await expect(
      runner.call('onboarding.handOver', { engagementId, format: 'html', path: null }),
    ).resolves.toMatchObject({ html: expect.stringContaining('Set-up: ') as string });
  });

  it('is compared with an earlier one of the same checklist only', async () => {
    const other = aChecklist([{ id: 'first' }], { id: 'other' });
    const runner = aRunner({ checklists: [PLAIN, other] });
    const engagementId = await runner.begin();
    const another = await runner.begin(CONTOSO, FABRIKAM, 'other');
    const path = join(aFolder(), 'out.json');
    await runner.call('onboarding.handOver', { engagementId, format: 'json', path });

    await runner.complete(engagementId, 'first');

    await expect(
      runner.call('onboarding.compareHandOver', { engagementId, path }),
    ).resolves.toMatchObject({
      exportedAt: '2026-11-21T09:00:00.000Z',
      differences: expect.arrayContaining([
        expect.objectContaining({ stepTitle: 'Do first', what: 'State' }),
      ]) as unknown,
    });
    await expect(
      runner.call('onboarding.compareHandOver', { engagementId: another, path }),
    ).rejects.toMatchObject(failsWith('conflict'));
  });

  it('is not written where there is no folder', async () => {
    const runner = aRunner({ checklists: [PLAIN] });
    const engagementId = await runner.begin();

    await expect(
      runner.call('onboarding.handOver', {
        engagementId,
        format: 'json',
        path: join(aFolder(), 'no-folder', 'out.json'),
      }),
    ).rejects.toMatchObject(failsWith('storage-failed', /folder is not there/));
  });
});

describe('the calendar', () => {
  it('has what ends in the tenants that were asked for', async () => {
    const runner = aRunner({ checklists: [] });
    for (const tenantId of [CONTOSO, FABRIKAM]) {
      await runner.call('onboarding.saveReminder', {
        reminderId: null,
        tenantId,
        kind: 'other',
        title: `Of ${tenantId}`,
        endsAt: '2026-12-15T00:00:00.000Z',
      });
    }
    const path = join(aFolder(), 'out.ics');

    await expect(
      runner.call('onboarding.calendar', { tenantIds: [FABRIKAM], path }),
    ).resolves.toEqual({ events: 1 });

    const calendar = readFileSync(path, 'utf8').replaceAll('\r\n ', '');
    expect(calendar).toContain(`SUMMARY:Of ${FABRIKAM} (Fabrikam)`);
    expect(calendar).not.toContain(CONTOSO);
    await expect(runner.call('onboarding.calendar', { tenantIds: null, path })).resolves.toEqual({
      events: 2,
    });
  });
});

it('has hunting queries to copy', async () => {
  const runner = aRunner({ checklists: [] });

  await expect(runner.call('onboarding.getQuery', { name: 'devices' })).resolves.toMatchObject({
    text: 'T',
  });
  await expect(runner.call('onboarding.getQuery', { name: 'x' })).rejects.toMatchObject(
    failsWith('not-found'),
  );
});
