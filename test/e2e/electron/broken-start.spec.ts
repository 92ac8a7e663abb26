import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../../support/bulkhead.ts';

// A store that cannot be used never costs more than what it held: the app opens, says what happened
// in plain words, and keeps the file as it was.

const run = promisify(execFile);

/** A file in the profile that belongs to the account Bulkhead runs as. */
async function place(profileDir: string, name: string, content: string): Promise<void> {
  const path = join(profileDir, name);
  await writeFile(path, content, { mode: 0o600 });
  const { uid, gid } = await stat(profileDir);
  await run('chown', [`${String(uid)}:${String(gid)}`, path]);
}

const DAMAGED = '{"format":"bulkhead-';
const stores = [
  { what: 'tenants', file: 'tenants.json' },
  { what: 'settings', file: 'settings.json' },
  { what: 'workspace', file: 'workspace.json' },
] as const;

for (const { what, file } of stores) {
  const newer = JSON.stringify({ format: `bulkhead-${what}`, version: 99, data: { later: true } });

  for (const [state, content] of [
    ['damaged', DAMAGED],
    ['newer-version', newer],
  ] as const) {
    test(`opens and keeps the file when ${file} is ${state}`, async ({ profileDir, start }) => {
      await place(profileDir, file, content);

      const bulkhead = await start({ isFilled: false });

      const { problems } = await bulkhead.call('app', 'getStart', {});
      expect(problems).toEqual([expect.objectContaining({ what, state })]);
      const kept = problems[0]?.keptAs ?? '';
      expect(await readdir(profileDir)).toContain(kept);
      expect(await readFile(join(profileDir, kept), 'utf8')).toBe(content);
      await expect(bulkhead.shell.getByText(problems[0]?.message ?? 'no message')).toBeVisible();
    });
  }
}

test('keeps sessions while a list of tenants is set aside', async ({ profileDir, start }) => {
  const first = await start();
  const [tenant] = (await first.estate()).tenants;
  if (tenant === undefined) throw new Error('The estate is empty.');
  await first.open(tenant.id, 'defender');
  await first.close();
  const folder = join(profileDir, 'Partitions', `tenant-${tenant.id}`);
  await place(profileDir, 'tenants.json', DAMAGED);
  await place(profileDir, 'tenants.json.bak', DAMAGED);

  const second = await start({ isFilled: false });
  await second.call('tenants', 'addGroup', { name: 'Anything' });
  await second.close();
  await start({ isFilled: false });

  expect((await stat(folder)).isDirectory()).toBe(true);
});
