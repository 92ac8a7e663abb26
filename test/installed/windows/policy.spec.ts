import { expect, test } from '@playwright/test';
import { installedProgram, startOnce } from '../installed-app.ts';
import { powerShell, reg } from './power-shell.ts';

// T23 and T25 on Windows, by an administrator on a computer without a policy of Bulkhead. Not run
// where Bulkhead was built: docs/abuse-tests.md.

const KEY = 'Software\\Policies\\Bulkhead\\Bulkhead';
const OF_MACHINE = `HKLM\\${KEY}`;
const OF_USER = `HKCU\\${KEY}`;
const set = (key: string, name: string, type: 'REG_DWORD' | 'REG_SZ', value: string) =>
  reg('add', key, '/v', name, '/t', type, '/d', value, '/f');
const remove = (key: string) => reg('delete', key, '/f').catch(() => undefined);

test.afterEach(async () => {
  await remove(OF_MACHINE);
  await remove(OF_USER);
});

test('the registry of the machine holds, that of the user does not', async () => {
  const program = await installedProgram();
  expect((await startOnce(program)).policy).toBe('absent');

  await set(OF_USER, 'ExportAllowed', 'REG_DWORD', '0');
  expect((await startOnce(program)).policy).toBe('absent');

  await set(OF_MACHINE, 'ExportAllowed', 'REG_DWORD', '0');
  expect((await startOnce(program)).policy).toBe('ok');

  await set(OF_MACHINE, 'NotAPolicy', 'REG_SZ', 'x');
  expect((await startOnce(program)).policy).toBe('rejected');
});

test('a checkpoint of the journal is in the event log', async () => {
  const program = await installedProgram();
  const [before = 0] = await powerShell<readonly number[]>(COUNT);
  await set(OF_MACHINE, 'JournalCheckpoints', 'REG_SZ', 'event-log');

  await startOnce(program);

  await expect
    .poll(async () => (await powerShell<readonly number[]>(COUNT))[0] ?? 0)
    .toBeGreaterThan(before);
});

/** How many events of Bulkhead the application log has. */
const COUNT = `@(Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'Bulkhead' } -ErrorAction SilentlyContinue).Count`;
