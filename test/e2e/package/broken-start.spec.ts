import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';

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

test('goes on with the last good copy when a list is cut off in the middle', async ({
  profileDir,
  start,
}) => {
  const first = await start();
  const before = (await first.estate()).tenants.map(({ id }) => id);
  await first.call('tenants', 'addGroup', { name: 'Anything' });
  await first.close();
  const path = join(profileDir, 'tenants.json');
  const whole = await readFile(path, 'utf8');
  const half = whole.slice(0, whole.length / 2);
  await writeFile(path, half);

  const second = await start({ isFilled: false });

  const [problem] = (await second.call('app', 'getStart', {})).problems;
  expect(problem).toMatchObject({ what: 'tenants', state: 'damaged' });
  await expect(second.shell.getByRole('alert')).toContainText(
    'Bulkhead goes on with the copy from before the last change.',
  );
  expect(await readFile(join(profileDir, problem?.keptAs ?? ''), 'utf8')).toBe(half);
  expect((await second.estate()).tenants.map(({ id }) => id)).toEqual(before);
  await second.shell.getByRole('button', { name: 'Dismiss: Tenants' }).click();
  await expect(second.shell.getByRole('alert')).toBeHidden();
});

test('saves nothing over a list that it may not read', async ({ profileDir, start }) => {
  const first = await start();
  await first.close();
  const path = join(profileDir, 'tenants.json');
  const bytes = await readFile(path);
  await chmod(path, 0o000);

  const second = await start({ isFilled: false });

  const alert = second.shell.getByRole('alert');
  await expect(alert).toContainText('Tenants: not readable.');
  await expect(alert).toContainText('Nothing is saved until it can be read');
  await expect(second.call('tenants', 'addGroup', { name: 'Anything' })).rejects.toThrow(
    'storage-failed',
  );
  await second.close();
  expect(await readFile(path)).toEqual(bytes);

  await chmod(path, 0o600);
  const third = await start({ isFilled: false });
  expect((await third.estate()).tenants).toHaveLength(8);
  await expect(third.shell.getByRole('alert')).toBeHidden();
});

test.describe('a policy', () => {
  let folder: string;
  test.beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    await chmod(folder, 0o755);
  });
  test.afterEach(() => rm(folder, { recursive: true }));

  const OPEN = JSON.stringify({ settings: { liveViewLimit: 1 } });

  async function startWith(
    start: (options: { isFilled: false; policyFile: string }) => Promise<Bulkhead>,
    content: string,
    mode: number,
  ): Promise<Bulkhead> {
    const path = join(folder, 'policy.json');
    await writeFile(path, content);
    await chmod(path, mode);
    return start({ isFilled: false, policyFile: path });
  }

  test('that others can write is not used, and it says why', async ({ start }) => {
    const bulkhead = await startWith(start, OPEN, 0o666);

    await expect(bulkhead.shell.getByRole('alert')).toContainText(
      'can be written by others than root',
    );
    const { settings, managed } = await bulkhead.call('app', 'getStart', {});
    expect(settings.liveViewLimit).toBe(5);
    // What it says is not used; the lock is as strict as it gets.
    expect(managed.map(({ key }) => key)).toEqual([
      'lockAfterMinutes',
      'locksWithSession',
      'endsPagesWhenLocked',
    ]);
    expect(settings).toMatchObject({ lockAfterMinutes: 1, locksWithSession: true });
  });

  test('below a folder that others can write is not used either', async ({ start }) => {
    await chmod(folder, 0o777);
    const bulkhead = await startWith(start, OPEN, 0o644);

    await expect(bulkhead.shell.getByRole('alert')).toContainText(
      'which can be written by others than root',
    );
  });

  test('with a key that is not known is refused as a whole', async ({ start }) => {
    const misspelt = JSON.stringify({ settings: { liveViewLimit: 1 }, downlods: {} });
    const bulkhead = await startWith(start, misspelt, 0o644);

    await expect(bulkhead.shell.getByRole('alert')).toContainText('is not valid');
    const { settings } = await bulkhead.call('app', 'getStart', {});
    expect(settings.liveViewLimit).toBe(5);
  });

  test('that only root can write is used, and locks its settings', async ({ start }) => {
    const bulkhead = await startWith(start, OPEN, 0o644);

    await expect(bulkhead.shell.getByText('0 of 1 live pages')).toBeVisible();
    await expect(bulkhead.shell.getByRole('alert')).toBeHidden();
    await bulkhead.shell.getByRole('button', { name: 'Settings' }).click();
    await expect(bulkhead.shell.getByLabel('Live pages')).toBeDisabled();
    await expect(bulkhead.call('app', 'changeSettings', { liveViewLimit: 50 })).rejects.toThrow(
      'conflict',
    );
  });
});
