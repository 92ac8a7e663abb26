import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../../support/bulkhead.ts';
import {
  expectNamed,
  expectNotForgottenUnrecorded,
  expectSignOutRecorded,
  expectSoundOnDisk,
  FIRST_SEGMENT,
  tamperWithSignOut,
  verifyJournal,
} from '../../support/journal-attacks.ts';
import { withDriven } from '../../support/packaged/driven.ts';
import { currentPackaged } from '../../support/packaged/release.ts';
import { contosoIn } from '../../support/working-day.ts';

// T25 on the packaged app, with the check of the journal that is shipped beside it.

test.setTimeout(240_000);

test('the journal of a release holds against tampering, a power cut and a folder that is gone', async ({
  cloud,
  profileDir,
}) => {
  const verifier = join(currentPackaged().dir, 'bulkhead-verify.mjs');
  const dir = join(profileDir, 'journal');
  const contoso = contosoIn(cloud);

  await withDriven({ cloud, profileDir }, async (bulkhead) => {
    await bulkhead.call('tenants', 'add', contoso);
    await expectSignOutRecorded(bulkhead, contoso.id);
    await bulkhead.electron.kill();
  });
  expect(await verifyJournal(verifier, dir)).toContain('SOUND');

  await withDriven({ cloud, profileDir }, (bulkhead) =>
    expectNotForgottenUnrecorded(bulkhead, dir, contoso),
  );
  await expectMatrix((await expectSoundOnDisk(dir, verifier)).trimEnd().split('\n'), verifier);

  const seq = await tamperWithSignOut(dir, verifier);
  await withDriven({ cloud, profileDir }, (bulkhead) => expectNamed(bulkhead, seq));
});

/** What is done to the fourth record of a sound journal, and the record that must be named. */
async function expectMatrix(lines: readonly string[], verifier: string): Promise<void> {
  const [third = '', fourth = '', fifth = ''] = lines.slice(2);
  const matrix: readonly [string, readonly string[], number][] = [
    ['edited', lines.with(3, fourth.replace('"v":1', '"v":2')), 4],
    ['deleted', lines.toSpliced(3, 1), 4],
    ['repeated', lines.toSpliced(4, 0, fourth), 5],
    ['exchanged with the next', lines.with(3, fifth).with(4, fourth), 4],
    ['in the place of which the third is', lines.with(3, third), 4],
    ['the first that is left', lines.slice(3), 3],
  ];
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-journal-'));
  try {
    for (const [what, tampered, seq] of matrix) {
      const path = join(dir, FIRST_SEGMENT);
      await writeFile(path, `${tampered.join('\n')}\n`);
      expect(await verifyJournal(verifier, path), what).toContain(`BAD: record ${String(seq)} `);
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
