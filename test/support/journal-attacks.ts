import { execFile } from 'node:child_process';
import { readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TenantId } from '../../preload/contract/index.ts';
import { type Bulkhead, expect } from './bulkhead.ts';

// T25, whatever the app under attack was made of: what is done is on disk before it is done, what was
// tampered with is named, and what cannot be recorded is not done.

const run = promisify(execFile);
export const FIRST_SEGMENT = 'journal-00000001.jsonl';

/** What the check of a journal says that runs without Bulkhead. */
export const verifyJournal = (verifier: string, path: string): Promise<string> =>
  run(process.execPath, [verifier, path]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );

async function openJournalPage({ shell }: Bulkhead): Promise<void> {
  await shell.getByRole('navigation').getByRole('button', { name: 'Journal' }).click();
  await expect(shell.getByRole('heading', { level: 1, name: 'Journal' })).toBeVisible();
}

/** Signing out of a tenant is recorded, shown on the page, and found sound there. */
export async function expectSignOutRecorded(bulkhead: Bulkhead, id: TenantId): Promise<void> {
  await bulkhead.call('compartments', 'select', { tenantId: id });
  await bulkhead.call('tenants', 'signOut', { tenantId: id });
  const { entries } = await bulkhead.call('journal', 'list', {
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
  await expectSoundOnPage(bulkhead);
  await expect(bulkhead.shell.getByRole('button', { name: 'Signed out' })).toBeVisible();
}

async function expectSoundOnPage(bulkhead: Bulkhead): Promise<void> {
  await openJournalPage(bulkhead);
  await bulkhead.shell.getByRole('button', { name: 'Check now' }).click();
  await expect(bulkhead.shell.getByText(/Sound: [0-9,]+ records/)).toBeVisible();
}

/** What lies on disk when Bulkhead has ended: sound, the operator's alone, without names. */
export async function expectSoundOnDisk(dir: string, verifier: string): Promise<string> {
  expect(await verifyJournal(verifier, dir)).toContain('SOUND');
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  const text = await readFile(join(dir, FIRST_SEGMENT), 'utf8');
  expect(text).toContain('"action":"journal.closed"');
  expect(text).not.toContain('Contoso');
  return text;
}

/** Makes another action of the record of signing out; answers with the record's number. */
export async function tamperWithSignOut(dir: string, verifier: string): Promise<number> {
  const path = join(dir, FIRST_SEGMENT);
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('tenants.signOut', 'tenants.addGroup'));
  const seq = 1 + text.split('\n').findIndex((line) => line.includes('tenants.signOut'));
  expect(await verifyJournal(verifier, dir)).toContain(
    `BAD: record ${String(seq)} in "${FIRST_SEGMENT}"`,
  );
  return seq;
}

/** Bulkhead's own check names the record that was tampered with. */
export async function expectNamed(bulkhead: Bulkhead, seq: number): Promise<void> {
  await openJournalPage(bulkhead);
  await bulkhead.shell.getByRole('button', { name: 'Check now' }).click();
  await expect(bulkhead.shell.getByRole('alert')).toContainText(
    `The first bad record is ${String(seq)} in ${FIRST_SEGMENT}`,
  );
}

/**
 * While the journal cannot be written a tenant stays and no portal of it opens; when it can, both are
 * done again.
 */
export async function expectNotForgottenUnrecorded(
  bulkhead: Bulkhead,
  dir: string,
  { id, name }: { readonly id: TenantId; readonly name: string },
): Promise<void> {
  await expectSoundOnPage(bulkhead);
  // The folder goes, and a file is in its place: nothing can be written there by anybody.
  await rename(dir, `${dir}-aside`);
  await writeFile(dir, 'not a folder');

  const answer = await bulkhead.shell.evaluate(
    ([tenantId, typedName]) => window.bulkhead?.tenants.forget({ tenantId, typedName }),
    [id, name] as const,
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-recorded' } });
  const opened = await bulkhead.shell.evaluate(
    (tenantId) => window.bulkhead?.compartments.openPortal({ tenantId, portalId: 'defender' }),
    id,
  );
  expect(opened).toMatchObject({ ok: false, error: { code: 'not-recorded' } });
  expect((await bulkhead.workspace()).compartments.flatMap(({ views }) => views)).toEqual([]);
  expect((await bulkhead.estate()).tenants.map((tenant) => tenant.id)).toContain(id);
  await openJournalPage(bulkhead);
  // The check that follows a start may find the folder gone as well, and says so in another one.
  const alert = bulkhead.shell.getByRole('alert').filter({ hasText: 'cannot be written' });
  await expect(alert).toBeVisible();

  await unlink(dir);
  await rename(`${dir}-aside`, dir);
  await bulkhead.call('compartments', 'openPortal', { tenantId: id, portalId: 'defender' });
  await bulkhead.call('tenants', 'forget', { tenantId: id, typedName: name });
  expect((await bulkhead.estate()).tenants.map((tenant) => tenant.id)).not.toContain(id);
}
