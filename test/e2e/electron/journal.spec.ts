import { execFile } from 'node:child_process';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant } from '../../support/demo-estate.ts';

// T25 in the real app: what is done is on disk before it is done, what was tampered with is named,
// and what cannot be recorded is not done.

const run = promisify(execFile);
const VERIFY = join(import.meta.dirname, '../../../scripts/bulkhead-verify.mjs');
const FIRST = 'journal-00000001.jsonl';
const verify = (dir: string) =>
  run(process.execPath, [VERIFY, dir]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
const openPage = async ({ shell }: Bulkhead) => {
  await shell.getByRole('navigation').getByRole('button', { name: 'Journal' }).click();
  await expect(shell.getByRole('heading', { level: 1, name: 'Journal' })).toBeVisible();
};

test('records what is done, and names the record that was changed', async ({
  cloud,
  profileDir,
  start,
}) => {
  const dir = join(profileDir, 'journal');
  const { id } = demoTenant(cloud, 'Contoso');
  const first = await start();
  await first.call('compartments', 'select', { tenantId: id });
  await first.call('tenants', 'signOut', { tenantId: id });
  const { entries } = await first.call('journal', 'list', {
    before: null,
    tenantId: id,
    topics: ['sign-in'],
    text: '',
    count: 10,
  });
  expect(entries.find(({ kind }) => kind === 'intent')).toMatchObject({
    action: 'tenants.signOut',
    tenantId: id,
  });
  await openPage(first);
  await expect(first.shell.getByRole('button', { name: 'Signed out' })).toBeVisible();
  await first.shell.getByRole('button', { name: 'Check now' }).click();
  await expect(first.shell.getByText(/Sound: [0-9,]+ records/)).toBeVisible();
  await first.close();
  expect(await verify(dir)).toContain('SOUND');
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  const text = await readFile(join(dir, FIRST), 'utf8');
  expect(text).toContain('"action":"journal.closed"');
  expect(text).not.toContain('Contoso');

  await writeFile(join(dir, FIRST), text.replace('tenants.signOut', 'tenants.addGroup'));
  const seq = 1 + text.split('\n').findIndex((line) => line.includes('tenants.signOut'));
  expect(await verify(dir)).toContain(`BAD: record ${String(seq)} in "${FIRST}"`);
  const second = await start({ isFilled: false });
  await openPage(second);
  await second.shell.getByRole('button', { name: 'Check now' }).click();
  await expect(second.shell.getByRole('alert')).toContainText(
    `The first bad record is ${String(seq)} in ${FIRST}`,
  );
});

test('does not forget a tenant that it cannot record the forgetting of', async ({
  cloud,
  profileDir,
  start,
}) => {
  const dir = join(profileDir, 'journal');
  const { id, name } = demoTenant(cloud, 'Contoso');
  const bulkhead = await start();
  await bulkhead.call('tenants', 'signOut', { tenantId: id });
  // The folder goes, and a file is in its place: nothing can be written there by anybody.
  await rename(dir, `${dir}-aside`);
  await writeFile(dir, 'not a folder');

  const answer = await bulkhead.shell.evaluate(
    ([tenantId, typedName]) => window.bulkhead?.tenants.forget({ tenantId, typedName }),
    [id, name] as const,
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-recorded' } });
  expect((await bulkhead.estate()).tenants.map((tenant) => tenant.id)).toContain(id);
  await openPage(bulkhead);
  await expect(bulkhead.shell.getByRole('alert')).toContainText('cannot be written');

  await run('rm', [dir]);
  await rename(`${dir}-aside`, dir);
  await bulkhead.call('tenants', 'forget', { tenantId: id, typedName: name });
  expect((await bulkhead.estate()).tenants.map((tenant) => tenant.id)).not.toContain(id);
  await bulkhead.close();
  expect(await verify(dir)).toContain('SOUND');
});
