import { join } from 'node:path';
import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import {
  expectNamed,
  expectNotForgottenUnrecorded,
  expectSignOutRecorded,
  expectSoundOnDisk,
  tamperWithSignOut,
  verifyJournal,
} from '../../support/journal-attacks.ts';

// T25 in the real app; on the packaged one it is in test/e2e/package.

const VERIFIER = join(import.meta.dirname, '../../../scripts/bulkhead-verify.mjs');

test('records what is done, and names the record that was changed', async ({
  cloud,
  profileDir,
  start,
}) => {
  const dir = join(profileDir, 'journal');
  const first = await start();
  await expectSignOutRecorded(first, demoTenant(cloud, 'Contoso').id);
  await first.close();
  await expectSoundOnDisk(dir, VERIFIER);

  const seq = await tamperWithSignOut(dir, VERIFIER);
  await expectNamed(await start({ isFilled: false }), seq);
});

test('does not forget a tenant that it cannot record the forgetting of', async ({
  cloud,
  profileDir,
  start,
}) => {
  const dir = join(profileDir, 'journal');
  const contoso = demoTenant(cloud, 'Contoso');
  const bulkhead = await start();
  await bulkhead.call('tenants', 'signOut', { tenantId: contoso.id });

  await expectNotForgottenUnrecorded(bulkhead, dir, contoso);
  await bulkhead.close();
  expect(await verifyJournal(VERIFIER, dir)).toContain('SOUND');
});
