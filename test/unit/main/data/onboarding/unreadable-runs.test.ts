import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOnboardingStore } from '../../../../../main/data/onboarding/store/open-onboarding-store.ts';
import { aChecklist, aRunner, CONTOSO, FABRIKAM, failsWith } from './a-runner.ts';

const OWN = aChecklist([{ id: 'mine' }, { id: 'more' }], { id: 'own', title: 'Ours' });

/** A run of an own checklist, which the next start reads in another way than it was kept. */
async function aRunOf(spoil: (body: string) => string) {
  const dir = mkdtempSync(join(tmpdir(), 'unreadable-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const store = openOnboardingStore({
    estatePath: null,
    key: null,
    nativeBinding: null,
    appVersion: '1.2.3',
    now: () => new Date('2026-11-21T09:00:00.000Z'),
  });
  let isSpoilt = false;
  const rows = {
    ...store.rows,
    checklists: () =>
      store.rows
        .checklists()
        .map((row) =>
          isSpoilt && row.version === 1 ? Object.assign(row, { body: spoil(row.body) }) : row,
        ),
  };
  const runner = aRunner({ checklists: [], deps: { store: { ...store, rows } } });
  const file = join(dir, 'list.json');
  const take = (checklist: unknown) => {
    writeFileSync(file, JSON.stringify(checklist));
    return runner.call('onboarding.importChecklist', { path: file });
  };
  await take(OWN);
  const id = await runner.begin(CONTOSO, FABRIKAM, 'own');
  await runner.complete(id, 'mine');
  await runner.call('onboarding.addText', { ...runner.on(id, 'mine'), text: 'Proof' });
  isSpoilt = true;
  runner.restart();
  return { runner, id, take, file };
}

const changed = (change: Record<string, unknown>) => (body: string) =>
  JSON.stringify({ ...(JSON.parse(body) as object), ...change });
const badStep = (body: string) => body.replace('"side":"target"', '"side":"middle"');

describe('a run whose checklist does not fit any more', () => {
  it.each([
    [badStep, /^Ours$/, /does not fit.*steps\[0\]\.side \(step “Do mine”\): “middle” is not known/],
    [changed({ schemaVersion: 9 }), /^Ours$/, /written for a newer Bulkhead \(schema 9/],
    [changed({ title: 7 }), /^own$/, /title: This has to be text/],
    [() => '{"title":', /^own$/, /is damaged/],
    [() => 'null', /^own$/, /does not fit/],
    [changed({ title: '\u202ex'.repeat(300) }), /./, /title: This text may have at most/],
  ])('is told of, with why %#', async (spoil, title, why) => {
    const { runner, id } = await aRunOf(spoil);

    const { engagements, unreadable } = await runner.get();

    expect(engagements).toEqual([]);
    expect(unreadable).toMatchObject([
      {
        id,
        checklistId: 'own',
        title: expect.stringMatching(title),
        sourceId: CONTOSO,
        targetId: FABRIKAM,
        why: expect.stringMatching(why),
        canExport: true,
      },
    ]);
    await expect(runner.engagement(id)).rejects.toMatchObject(
      failsWith('not-available', /^This run cannot be read\./),
    );
    // Nothing of it is written to, and it is not begun a second time.
    await expect(runner.complete(id, 'more')).rejects.toMatchObject(failsWith('not-available'));
  });

  it('is there again with a corrected checklist of a higher version, with all of it', async () => {
    const { runner, id, take, file } = await aRunOf(badStep);

    await runner.call('onboarding.exportChecklist', { checklistId: 'own', path: file });
    expect(readFileSync(file, 'utf8')).toContain('"side": "middle"');
    // With the same version it would not be kept: what is there is never written over.
    await expect(take(OWN)).resolves.toMatchObject({
      imported: null,
      problems: [
        { place: 'version', text: expect.stringMatching(/Version 1 .* is known already/) },
      ],
    });
    expect((await runner.get()).unreadable).toHaveLength(1);
    await expect(take({ ...OWN, version: 2 })).resolves.toMatchObject({ problems: [] });

    const { engagements, unreadable } = await runner.get();
    expect([engagements.map((one) => one.id), unreadable]).toEqual([[id], []]);
    expect(await runner.step(id, 'mine')).toMatchObject({
      state: 'done',
      evidence: [{ title: 'Proof' }],
    });
    expect((await runner.step(id, 'more')).state).toBe('open');
  });

  it('is removed and forgotten like any other', async () => {
    const { runner, id } = await aRunOf(badStep);
    await runner.call('onboarding.remove', { engagementId: id, typedName: 'Fabrikam' });
    expect((await runner.get()).unreadable).toEqual([]);

    const other = await aRunOf(badStep);
    await other.runner.service.forget(FABRIKAM);
    expect((await other.runner.get()).unreadable).toEqual([]);
  });
});
