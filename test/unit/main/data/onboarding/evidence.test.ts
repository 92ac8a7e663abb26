import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EngagementId, EvidenceId } from '../../../../../preload/contract/index.ts';
import { aChecklist, aRunner, failsWith } from './a-runner.ts';

const LIST = aChecklist([{ id: 'first' }, { id: 'second' }]);
const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('picture'),
]);

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'evidence-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function begun() {
  const runner = aRunner({ checklists: [LIST] });
  const id = await runner.begin();
  const on = runner.on(id, 'first');
  const idOf = (answer: unknown) => (answer as { evidenceId: EvidenceId }).evidenceId;
  return {
    runner,
    id,
    on,
    add: async (input: Record<string, unknown>) =>
      idOf(await runner.call('onboarding.addEvidence', { ...on, ...input })),
    text: async (text: string) => idOf(await runner.call('onboarding.addText', { ...on, text })),
    evidence: async () => (await runner.step(id, 'first')).evidence,
    read: (evidenceId: EvidenceId, engagementId: EngagementId = id) =>
      runner.call('onboarding.readEvidence', { engagementId, evidenceId }),
  };
}

describe('evidence', () => {
  it('is a text, a file or a picture, with its digest and who added it', async () => {
    const { runner, id, add, text, evidence, read } = await begun();
    const path = join(aFolder(), 'approval.pdf');
    writeFileSync(path, 'approved');

    const ids = [
      await text('Approved by Kim.\nIn writing.'),
      await add({ path }),
      await add({ title: 'Conditional Access', png: new Uint8Array(PNG) }),
    ];

    const kept = await evidence();
    expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(ids));
    expect(kept.find(({ kind }) => kind === 'file')).toMatchObject({
      title: 'approval.pdf',
      bytes: 8,
      sha256: createHash('sha256').update('approved').digest('hex'),
      addedBy: 'dana@contoso.com',
    });
    expect(await read(ids[0] as EvidenceId)).toEqual({
      kind: 'text',
      text: 'Approved by Kim.\nIn writing.',
      picture: null,
    });
    expect(await read(ids[1] as EvidenceId)).toEqual({ kind: 'file', text: null, picture: null });
    expect(await read(ids[2] as EvidenceId)).toMatchObject({
      picture: `data:image/png;base64,${PNG.toString('base64')}`,
    });
    const out = join(aFolder(), 'out.pdf');
    await runner.call('onboarding.saveEvidence', {
      engagementId: id,
      evidenceId: ids[1],
      path: out,
    });
    expect(readFileSync(out, 'utf8')).toBe('approved');
  });

  it('is removed in the name of who removes it, and not from a run in the archive', async () => {
    let account = 'dana@contoso.com';
    const runner = aRunner({ checklists: [LIST], deps: { accountOf: () => account } });
    const id = await runner.begin();
    const on = runner.on(id, 'first');
    const { evidenceId } = (await runner.call('onboarding.addText', { ...on, text: 'Proof' })) as {
      evidenceId: EvidenceId;
    };
    account = 'kim@contoso.com';

    await runner.call('onboarding.removeEvidence', { engagementId: id, evidenceId });
    await runner.call('onboarding.restoreEvidence', { engagementId: id, evidenceId });
    await runner.call('onboarding.setArchived', { engagementId: id, isArchived: true });

    expect((await runner.step(id, 'first')).history).toMatchObject([
      { what: 'evidence restored', by: 'kim@contoso.com' },
      { what: 'evidence removed', by: 'kim@contoso.com' },
      { what: 'evidence added', by: 'dana@contoso.com' },
    ]);
    await expect(
      runner.call('onboarding.removeEvidence', { engagementId: id, evidenceId }),
    ).rejects.toMatchObject(failsWith('not-available', /archive/));
    await expect(runner.call('onboarding.signOff', { engagementId: id })).rejects.toMatchObject(
      failsWith('not-available', /archive/),
    );
  });

  it('that was removed can be brought back', async () => {
    const { runner, id, text, evidence } = await begun();
    const evidenceId = await text('Proof');
    const which = { engagementId: id, evidenceId };

    await runner.call('onboarding.removeEvidence', which);
    expect(await evidence()).toEqual([]);
    await expect(runner.call('onboarding.readEvidence', which)).rejects.toMatchObject(
      failsWith('not-found'),
    );
    await runner.call('onboarding.restoreEvidence', which);

    expect(await evidence()).toMatchObject([{ id: evidenceId, title: 'Proof' }]);
    await expect(runner.call('onboarding.restoreEvidence', which)).rejects.toMatchObject(
      failsWith('not-found'),
    );
  });

  it('of one run is not that of another', async () => {
    const { runner, text, read } = await begun();
    const evidenceId = await text('Proof');
    const other = await runner.begin(
      '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as never,
      '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as never,
    );

    await expect(read(evidenceId, other)).rejects.toMatchObject(failsWith('not-found'));
  });

  it.each<[string, (dir: string) => string, RegExp]>([
    ['a folder', (dir) => dir, /not a file/],
    [
      'a pipe',
      (dir) => {
        execFileSync('mkfifo', [join(dir, 'pipe')]);
        return join(dir, 'pipe');
      },
      /not a file/,
    ],
    ['a device', () => '/dev/zero', /not a file/],
    ['nothing', (dir) => join(dir, 'none'), /ENOENT/],
    [
      'a link to nothing',
      (dir) => {
        symlinkSync(join(dir, 'none'), join(dir, 'link'));
        return join(dir, 'link');
      },
      /ENOENT/,
    ],
    [
      'more than 16 MB',
      (dir) => {
        writeFileSync(join(dir, 'large'), '');
        truncateSync(join(dir, 'large'), 16 * 1024 * 1024 + 1);
        return join(dir, 'large');
      },
      /larger than 16 MB/,
    ],
  ])('is not made of %s', async (_, make, message) => {
    const { add, evidence } = await begun();

    await expect(add({ path: make(aFolder()) })).rejects.toMatchObject(
      failsWith('not-available', message),
    );
    expect(await evidence()).toEqual([]);
  });

  it('takes a file of 16 MB to the byte', async () => {
    const { add, evidence } = await begun();
    const path = join(aFolder(), 'large');
    writeFileSync(path, Buffer.alloc(16 * 1024 * 1024, 'x'));

    await add({ path });

    expect((await evidence())[0]?.bytes).toBe(16 * 1024 * 1024);
  });

  it('takes no picture that is none, nor one that is too large', async () => {
    const { add, evidence } = await begun();

    await expect(add({ title: 'T', png: Buffer.from('<svg/>') })).rejects.toMatchObject(
      failsWith('invalid'),
    );
    await expect(
      add({ title: 'T', png: new Uint8Array(16 * 1024 * 1024 + 1) }),
    ).rejects.toMatchObject({ name: 'ZodError' });
    expect(await evidence()).toEqual([]);
  });

  it('is at most a hundred pieces a step', async () => {
    const { runner, id, text, evidence } = await begun();
    for (let number = 0; number < 100; number += 1) await text(`Proof ${number}`);

    await expect(text('One more')).rejects.toMatchObject(failsWith('not-available', /100/));

    const all = await evidence();
    expect(all).toHaveLength(100);
    const which = { engagementId: id, evidenceId: all[0]?.id };
    await runner.call('onboarding.removeEvidence', which);
    await text('One more');
    await expect(runner.call('onboarding.restoreEvidence', which)).rejects.toMatchObject(
      failsWith('not-available'),
    );
  });

  it('has titles in which nothing is hidden', async () => {
    const { text, evidence } = await begun();

    await text('a\u202eb\u0000');

    expect((await evidence())[0]?.title).toBe('ab');
  });
});
