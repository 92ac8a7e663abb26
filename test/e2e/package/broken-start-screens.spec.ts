import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { connect } from '../../../main/data/store/connect.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { keyOfEstate } from '../../support/decrypted-store.ts';
import { signInAs } from '../../support/api-sign-in.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { DevicesPage } from '../../support/devices-page.ts';
import { startKeyring } from '../../support/keyring.ts';
import { writePolicy } from '../../support/managed-policy.ts';
import { canMount, smallDiskAt } from '../../support/small-disk.ts';
import type { StartOptions } from '../../support/subject.ts';

// Started as a new user would, with one thing broken: a window opens that says what happened and what
// can be done. BULKHEAD_PICTURES names a folder for the pictures of docs/broken-starts.md.

const DAY_MS = 86_400_000;

const bars = ({ shell }: Bulkhead): Locator =>
  shell.getByRole('main').getByRole('alert').or(shell.getByRole('main').getByRole('status'));

/** Waits until a bar says so, and takes the picture of it. */
async function says(bulkhead: Bulkhead, name: string, ...words: readonly (string | RegExp)[]) {
  const bar = words.reduce((found, hasText) => found.filter({ hasText }), bars(bulkhead));
  await expect(bar.first()).toBeVisible();
  const dir = process.env['BULKHEAD_PICTURES'];
  if (dir === undefined) return;
  await mkdir(dir, { recursive: true });
  const path = join(dir, `${name}.png`);
  await bulkhead.shell.screenshot({ path, animations: 'disabled', scale: 'css' });
}

/** Bulkhead with a keystore, so that what is collected is kept. */
type Start = (options?: Partial<StartOptions>) => Promise<Bulkhead>;
async function withKeystore(
  start: Start,
  act: (startAgain: () => Promise<Bulkhead>) => Promise<void>,
) {
  const keyring = await startKeyring();
  try {
    await act(async () => {
      const bulkhead = await start({ keyring });
      await expect.poll(() => stateOf(bulkhead)).toBe('keystore');
      return bulkhead;
    });
  } finally {
    await keyring.stop();
  }
}

const stateOf = async (bulkhead: Bulkhead) => (await bulkhead.call('storage', 'get', {})).state;

const dataProcessOf = ({ electron }: Bulkhead) =>
  electron.app.evaluate(
    ({ app }) =>
      app.getAppMetrics().find(({ serviceName }) => serviceName === 'node.mojom.NodeService')
        ?.pid ?? null,
  );

test('a policy that cannot be read', async ({ start }) => {
  const policy = await writePolicy({ settings: { liveViewLimit: 1 } });
  await chmod(policy.path, 0o000);
  try {
    // The tenants are there before the policy is.
    await (await start()).close();
    const bulkhead = await start({ isFilled: false, policyFile: policy.path });
    await says(bulkhead, 'policy-unreadable', 'Policy: not readable.', 'administrator');
  } finally {
    await policy.remove();
  }
});

test('no keystore', async ({ start }) => {
  const bulkhead = await start();

  await says(bulkhead, 'no-keystore', 'Nothing is kept.', 'gone after quitting');
  await bulkhead.shell.getByRole('button', { name: 'Set a passphrase…' }).click();
  await expect(bulkhead.shell.getByRole('dialog')).toBeVisible();
});

test('a store of a newer version', async ({ start, profileDir }) => {
  await withKeystore(start, async (startAgain) => {
    const first = await startAgain();
    const key = await keyOfEstate(first.electron);
    await first.close();
    const path = join(profileDir, 'estate.db');
    const db = connect({ path, key, nativeBinding: null });
    db.pragma('user_version = 9999');
    db.close();
    const bytes = await readFile(path);

    const second = await startAgain();
    await says(second, 'store-newer', 'newer version of Bulkhead', 'Until you start that version');
    await second.close();
    expect(await readFile(path)).toEqual(bytes);
  });
});

test('a damaged store', async ({ start, profileDir }) => {
  await withKeystore(start, async (startAgain) => {
    await (await startAgain()).close();
    await writeFile(join(profileDir, 'estate.db'), 'x'.repeat(100_000));

    const second = await startAgain();
    await says(second, 'store-damaged', 'damaged', 'estate.db.set-aside', 'starts anew');
  });
});

test('a journal that was tampered with', async ({ start, profileDir, cloud }) => {
  const first = await start();
  await first.call('tenants', 'signOut', { tenantId: demoTenant(cloud, 'Contoso').id });
  await first.close();
  const path = join(profileDir, 'journal/journal-00000001.jsonl');
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replace('tenants.signOut', 'tenants.forget'),
  );

  const second = await start({ isFilled: false });
  // All of it is checked once the start is over.
  await expect
    .poll(async () => (await second.call('journal', 'get', {})).check, { timeout: 60_000 })
    .not.toBeNull();
  await says(second, 'journal-tampered', 'was tampered with', 'tell your administrator');
});

// Elsewhere a full disk cannot be had.
if (canMount) {
  test('a full disk, with what was collected', async ({ start, profileDir, cloud }) => {
    const disk = smallDiskAt(profileDir, 256);
    try {
      await withKeystore(start, async (startAgain) => {
        const { id } = demoTenant(cloud, 'Fabrikam');
        const first = await startAgain();
        await signInAs(first, cloud, id, OPERATOR);
        await first.call('inventory', 'collect', { tenantIds: [id] });
        const before = new DevicesPage(first);
        await before.settled();
        const count = await before.devicesOf(id);
        expect(count).toBeGreaterThan(0);
        await first.close();
        disk.fill();

        const second = await startAgain();
        await says(second, 'disk-full', /disk (?:is full|has \d+ MB left)/, 'can be read');
        await expect.poll(() => new DevicesPage(second).devicesOf(id)).toBe(count);
        await second.close();
      });
    } finally {
      disk.remove();
    }
  });
}

test('no network', async ({ start, cloud }) => {
  cloud.faults.add({ effect: { kind: 'reset' } });
  const bulkhead = await start();
  // What the system would say of a cable that was pulled.
  await bulkhead.electron.app.evaluate(({ net }) => {
    net.isOnline = () => false;
  });

  await expect(bulkhead.shell.getByText(/^Offline/).first()).toBeVisible();
  await bulkhead.shell
    .getByRole('navigation')
    .getByRole('button', { name: 'Devices', exact: true })
    .click();
  await expect(bulkhead.shell.getByText(/goes on by itself|Nothing was collected/)).toBeVisible();
  await says(bulkhead, 'no-network', /./);
});

test('a clock that is behind', async ({ start }) => {
  const first = await start();
  // As if the clock had been two days ahead until now, which is the same to the next start.
  await first.electron.app.evaluate((_, aheadMs) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...parts: readonly unknown[]) {
        super(...((parts.length === 0 ? [Real.now() + aheadMs] : parts) as [number]));
      }
    } as DateConstructor;
  }, 2 * DAY_MS);
  await first.close();

  const second = await start({ isFilled: false });
  await says(second, 'clock-behind', 'clock is behind', 'Set the clock, then restart Bulkhead.');
});

test('a data process that keeps ending', async ({ start }) => {
  const bulkhead = await start();
  let killed: number | null = null;
  for (let times = 0; times < 2; times += 1) {
    let next: number | null = null;
    await expect
      .poll(async () => {
        next = await dataProcessOf(bulkhead);
        return next !== null && next !== killed;
      })
      .toBe(true);
    if (next !== null) process.kill(next, 'SIGKILL');
    killed = next;
  }

  await says(bulkhead, 'data-ended', 'Collecting has stopped.', 'Restart Bulkhead.');
});
