import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { signInAs } from '../../support/api-sign-in.ts';
import { expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { DevicesPage } from '../../support/devices-page.ts';

// Without a keystore: in memory with a notice, then kept under a passphrase, then locked at the next
// start until it is typed.

test.setTimeout(240_000);

const PASSPHRASE = 'three brown foxes in the snow';
const WRONG = 'three brown foxes in the fog';

/** Files of the profile that hold one of these, in either way to write text. */
async function filesWith(dir: string, needles: readonly string[]): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const needle of needles) {
      if (bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le'))) {
        found.push(`${entry.name}: ${needle}`);
      }
    }
  }
  return found;
}

const unlockWith = async (shell: Page, passphrase: string) => {
  await shell.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await shell.keyboard.press('Enter');
};

test('devices are kept under a passphrase, locked after a restart, and there with it', async ({
  cloud,
  start,
}) => {
  const { id } = demoTenant(cloud, 'Fabrikam');
  const first = await start();
  await signInAs(first, cloud, id, OPERATOR);
  const devices = new DevicesPage(first);
  await devices.open();
  await expect(first.shell.getByText(/gone after quitting/).first()).toBeVisible();
  await first.call('inventory', 'collect', { tenantIds: [id] });
  await devices.settled();
  const count = await devices.devicesOf(id);
  expect(count).toBeGreaterThan(0);
  expect((await devices.state()).storage).toBe('memory');
  expect(await readdir(first.electron.profileDir)).not.toContain('estate.db');

  // What is in memory goes with it: nothing has to be collected again.
  await first.shell.getByRole('button', { name: 'Set a passphrase…' }).click();
  await first.shell.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await first.shell.getByLabel('Passphrase again').fill(PASSPHRASE);
  await first.shell.keyboard.press('Enter');
  await expect(first.shell.getByRole('dialog')).toBeHidden({ timeout: 30_000 });
  await expect.poll(async () => (await devices.state()).storage).toBe('kept');
  await expect.poll(() => devices.devicesOf(id)).toBe(count);
  await devices.expectTotal(count);
  await first.close();

  const { profileDir } = first.electron;
  expect(await readdir(profileDir)).toEqual(
    expect.arrayContaining(['estate.db', 'estate.passphrase']),
  );
  expect(await filesWith(profileDir, [PASSPHRASE])).toEqual([]);
  expect((await readFile(join(profileDir, 'estate.db'))).includes('SQLite format 3')).toBe(false);

  const second = await start();
  const { shell } = second;
  const again = new DevicesPage(second);
  await expect(shell.getByRole('status', { name: 'Locked' })).toBeVisible();
  await shell
    .getByRole('button', { name: /^Devices/ })
    .first()
    .click();
  await expect(shell.getByText('Devices are locked')).toBeVisible();
  await expect(shell.getByRole('grid', { name: 'Devices' })).toBeHidden();
  await expect(second.call('inventory', 'get', {})).rejects.toThrow(/not-available/);

  await shell.getByRole('button', { name: 'Unlock…' }).first().click();
  await unlockWith(shell, WRONG);
  await expect(shell.getByText(/This is not the passphrase/)).toBeVisible({ timeout: 30_000 });
  await expect(shell.getByLabel('Passphrase', { exact: true })).toHaveValue('');
  await unlockWith(shell, PASSPHRASE);
  await expect(shell.getByRole('dialog')).toBeHidden({ timeout: 30_000 });
  await expect(shell.getByRole('status', { name: 'Locked' })).toBeHidden();
  await again.expectTotal(count);
  expect((await again.state()).storage).toBe('kept');
  await second.close();

  expect(await filesWith(profileDir, [PASSPHRASE, WRONG])).toEqual([]);
});
