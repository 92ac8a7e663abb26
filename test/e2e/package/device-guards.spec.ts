import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../cloud/start-cloud.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { signInAs } from '../../support/api-sign-in.ts';
import { expect, test } from '../../support/bulkhead.ts';
import { dataProcessOf } from '../../support/data-process.ts';
import { decryptedStore, keyOfEstate } from '../../support/decrypted-store.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { DevicesPage, trueDevices } from '../../support/devices-page.ts';
import { startKeyring } from '../../support/keyring.ts';
import { filesHolding } from '../../support/stores/files-holding.ts';
import { searchOf } from '../../support/stores/search-of.ts';

// T03, T15, T17 and T18 for devices, as far as real Electron adds to what the suites below show:
// processes that die, files that the operator chooses, portals of a device, and the profile as a
// whole. One start for all of it, because each costs more than what is looked at.

test.setTimeout(300_000);

const SERVICES = ['defender', 'intune', 'entra'] as const;
/** Long enough to be nothing else; hostile names are not looked for as bytes. */
const PLAIN = /^[\x21-\x7e]{8,}$/;
const FORMULA = '=cmd|calc!A0';

/** What breaks out of a query where a search becomes one. */
const METACHARACTERS = [
  `' OR 1=1 --`,
  '"; DROP TABLE device; --',
  '%',
  '_',
  '*',
  'name:*',
  'NEAR(a b)',
  '\\',
  '\u0000',
  '(',
  '.*',
  '\u202e',
  'x'.repeat(300),
];

/** Names, serial numbers and ids of a tenant's devices that another tenant's do not have. */
function marksOf(cloud: Cloud, id: TenantId, other: TenantId): string[] {
  const textsOf = (tenantId: TenantId) =>
    SERVICES.flatMap((service) => cloud.devices.truth(tenantId)[service]).flatMap((record) =>
      ['computerDnsName', 'deviceName', 'displayName', 'serialNumber'].flatMap((field) => {
        const value = record[field];
        return typeof value === 'string' && PLAIN.test(value) ? [value] : [];
      }),
    );
  const own = [...new Set(textsOf(id))];
  const shared = new Set(searchOf(own)(Buffer.from(textsOf(other).join('\n'))));
  return own.filter((text) => !shared.has(text));
}

test('devices bear processes that die, hostile files and terms, and are forgotten', async ({
  cloud,
  profileDir,
  start,
}) => {
  const keyring = await startKeyring();
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-export-'));
  await chmod(dir, 0o777);
  const contoso = demoTenant(cloud, 'Contoso');
  const fabrikam = demoTenant(cloud, 'Fabrikam');
  const counts = async (page: DevicesPage) => [
    await page.devicesOf(contoso.id),
    await page.devicesOf(fabrikam.id),
  ];
  const truth = () => [
    trueDevices(cloud, contoso.id, SERVICES),
    trueDevices(cloud, fabrikam.id, SERVICES),
  ];
  try {
    const [first] = cloud.devices.truth(contoso.id).intune;
    cloud.devices.edit(contoso.id, {
      kind: 'change',
      service: 'intune',
      id: first?.id ?? '',
      values: { deviceName: FORMULA },
    });
    const bulkhead = await start({ keyring });
    const { shell, electron } = bulkhead;
    for (const { id } of [contoso, fabrikam]) await signInAs(bulkhead, cloud, id, OPERATOR);
    const devices = new DevicesPage(bulkhead);
    const collect = (ids: readonly TenantId[]) =>
      bulkhead.call('inventory', 'collect', { tenantIds: [...ids] });
    await collect([contoso.id, fabrikam.id]);
    await devices.settled();
    expect(await counts(devices)).toEqual(truth());
    await devices.open();

    await test.step('a page of a tenant knows no device of another (T18)', async () => {
      const serial = String(
        cloud.devices
          .truth(fabrikam.id)
          .intune.find(({ serialNumber }) => typeof serialNumber === 'string')?.['serialNumber'],
      );
      await devices.search.fill(serial);
      await devices.expectTotal(1);
      for (const term of METACHARACTERS) {
        await devices.search.fill(term);
        await expect.poll(() => devices.total()).toBeLessThan(truth()[0] ?? 0);
        await expect(shell.getByText(/could not be read/)).toHaveCount(0);
      }
      await devices.search.fill('');
      await shell.getByRole('tree').getByText('Contoso', { exact: true }).first().click();
      await shell.getByRole('tab', { name: /^Devices/ }).click();
      await devices.search.fill(serial);
      await devices.expectTotal(0);
      await devices.search.fill('');
      await devices.expectTotal(truth()[0] ?? 0);
    });

    await test.step('an export runs nothing and follows no link (T17)', async () => {
      const choose = async (path: string) => {
        await devices.answerSaveDialog(path);
        await shell.getByRole('button', { name: 'Export' }).click();
        await shell.getByRole('menuitem', { name: 'As CSV…' }).click();
        await shell.getByRole('button', { name: 'Choose a file…' }).click();
      };
      const target = join(dir, 'target.csv');
      await writeFile(target, 'of somebody else');
      await symlink(target, join(dir, 'link.csv'));
      await choose(join(dir, 'link.csv'));
      await expect(shell.getByText(/There is a link to another place/).first()).toBeVisible();
      expect(await readFile(target, 'utf8')).toBe('of somebody else');
      await shell.keyboard.press('Escape');

      await choose(join(dir, 'devices.csv'));
      await expect(shell.getByText(/devices\.csv is written/).first()).toBeVisible();
      const written = await readFile(join(dir, 'devices.csv'), 'utf8');
      expect(written).toContain(`'${FORMULA}`);
      expect(written).not.toMatch(/(?:^|[,\n"])=cmd/);
      // What it says of itself names the tenants that are left out; rows have their own tenant's id.
      expect(written).toContain(`,${contoso.id},`);
      expect(written).not.toContain(`,${fabrikam.id},`);
    });

    await test.step('a device opens in its own tenant’s portal, at its page', async () => {
      const machine = cloud.devices
        .truth(contoso.id)
        .defender.find(({ id }) => /^[0-9a-f]{40}$/.test(id));
      const machineId = machine?.id ?? '';
      await devices.search.fill(machineId);
      await devices.expectTotal(1);
      await devices.rows.first().click();
      await shell.keyboard.press('Enter');
      await devices.details
        .getByRole('group', { name: 'Open in this tenant’s portals' })
        .getByRole('button', { name: 'Defender' })
        .click();
      const asked = () =>
        cloud.requests
          .requests({ host: 'security.microsoft.com' })
          .map(({ path }) => new URL(path, 'https://security.microsoft.com'))
          .filter(({ pathname }) => pathname === `/machines/v2/${machineId}`)
          .map(({ searchParams }) => searchParams.get('tid'));
      await expect.poll(asked).toContain(contoso.id);
      expect(new Set(asked())).toEqual(new Set([contoso.id]));
      const { compartments, selectedTenantId } = await bulkhead.workspace();
      expect(selectedTenantId).toBe(contoso.id);
      expect(
        compartments.filter(({ views }) => views.some(({ portalId }) => portalId === 'defender')),
      ).toMatchObject([{ tenantId: contoso.id }]);
    });

    await test.step('the data process is killed in the middle, and goes on (T15)', async () => {
      cloud.devices.edit(fabrikam.id, { kind: 'grow', count: 5 });
      cloud.faults.add({ effect: { kind: 'latency', ms: 400 }, tenantId: fabrikam.id });
      await collect([fabrikam.id]);
      await expect.poll(async () => (await devices.state()).progress.isRunning).toBe(true);
      process.kill(await dataProcessOf(bulkhead), 'SIGKILL');
      cloud.faults.clear();
      // Another one is started; what was kept is there, and what it tells is believed. What is asked
      // while there is none fails.
      await expect
        .poll(() => devices.devicesOf(contoso.id).catch(() => null), { timeout: 30_000 })
        .toBe(truth()[0]);
      await collect([fabrikam.id]);
      await devices.settled();
      expect(await counts(devices)).toEqual(truth());
    });

    await test.step('the shell’s page is killed while rows flow (T15)', async () => {
      cloud.devices.edit(contoso.id, { kind: 'grow', count: 5 });
      cloud.faults.add({ effect: { kind: 'latency', ms: 200 }, tenantId: contoso.id });
      await collect([contoso.id]);
      await electron.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      );
      // The processes behind it are as they were.
      await dataProcessOf(bulkhead);
      cloud.faults.clear();
      await bulkhead.close();
    });

    const again = await start({ keyring, isFilled: false });
    const after = new DevicesPage(again);
    await expect.poll(async () => (await after.state()).isLoaded).toBe(true);
    // Its tokens are read after its first paint; before that there are none to collect with.
    const collected = async () => {
      await again.call('inventory', 'collect', { tenantIds: [contoso.id, fabrikam.id] });
      await after.settled();
      return counts(after);
    };
    await expect.poll(collected, { timeout: 90_000 }).toEqual(truth());

    await test.step('no byte of a forgotten tenant’s devices is left (T03)', async () => {
      const key = await keyOfEstate(again.electron);
      const inside = async (marks: readonly string[]) => {
        return searchOf(marks)(await decryptedStore(profileDir, key));
      };
      const marks = await inside(marksOf(cloud, contoso.id, fabrikam.id));
      const others = await inside(marksOf(cloud, fabrikam.id, contoso.id));
      // What is looked for is there before, so that the end says something.
      expect(marks.length).toBeGreaterThan(20);
      expect(others.length).toBeGreaterThan(20);

      await again.call('tenants', 'forget', { tenantId: contoso.id, typedName: contoso.name });

      expect(await inside(marks)).toEqual([]);
      expect(await inside(others)).toEqual(others);
      expect(await filesHolding(profileDir, marks)).toEqual([]);
      expect(await after.devicesOf(fabrikam.id)).toBe(truth()[1]);
      await again.close();

      expect(await inside(marks)).toEqual([]);
      expect(await filesHolding(profileDir, marks)).toEqual([]);
      expect(await inside(others)).toEqual(others);
    });
  } finally {
    await keyring.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
