import { mkdtemp, readFile, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { TenantId } from '../../../preload/contract/index.ts';
import { signInAs } from '../../support/api-sign-in.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { demoTenant, OPERATOR } from '../../support/demo-estate.ts';
import { DevicesPage, trueDevices } from '../../support/devices-page.ts';
import { startKeyring } from '../../support/keyring.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';

// The inventory as an operator has it: collected from eight tenants, found without a network after
// a restart, right to the device when the network is back.

test.setTimeout(240_000);

/** Tenants that let an operator in, and whom. The others want a device, a consent, MFA each time. */
const OPERATORS: Readonly<Record<string, string>> = {
  Contoso: OPERATOR,
  Fabrikam: OPERATOR,
  'Woodgrove Bank (Government)': 'adm-dana@woodgrove.onmicrosoft.us',
  'Proseware Defense': 'adm-dana@proseware.onmicrosoft.us',
  'Tailwind Traders China': 'adm-dana@tailwindtraders.partner.onmschina.cn',
};
const NO_NETWORK = ['--host-resolver-rules=MAP * 0.0.0.0:1'];

async function signInEverywhere(bulkhead: Bulkhead, cloud: Cloud): Promise<void> {
  for (const [name, account] of Object.entries(OPERATORS)) {
    await signInAs(bulkhead, cloud, demoTenant(cloud, name).id, account);
  }
}

type Tenants = readonly { readonly id: TenantId; readonly name: string }[];

async function countsOf(page: DevicesPage, tenants: Tenants) {
  const state = await page.state();
  return tenants.map(({ id, name }) => [
    name,
    state.tenants.find(({ tenantId }) => tenantId === id)?.devices,
  ]);
}

/** What each tenant's services have; Proseware has a licence for Entra alone, 21Vianet no Defender. */
function truth(cloud: Cloud, tenants: Tenants) {
  return tenants.map(({ id, name }) => [
    name,
    trueDevices(
      cloud,
      id,
      name === 'Proseware Defense'
        ? ['entra']
        : name === 'Tailwind Traders China'
          ? ['intune', 'entra']
          : ['defender', 'intune', 'entra'],
    ),
  ]);
}

test('is collected, found without a network after a restart, and right when it is back', async ({
  cloud,
  start,
}) => {
  const keyring = await startKeyring();
  const dir = await mkdtemp(join(tmpdir(), 'bulkhead-export-'));
  await chmod(dir, 0o777);
  try {
    const collectable = Object.keys(OPERATORS).map((name) => demoTenant(cloud, name));
    const id = (name: string): TenantId => demoTenant(cloud, name).id;
    const first = await start({ keyring });
    await signInEverywhere(first, cloud);
    const online = new DevicesPage(first);
    await online.open();
    await online.collect();

    const state = await online.state();
    expect(state.storage).toBe('kept');
    const sourcesOf = (name: string) =>
      Object.fromEntries(
        (state.tenants.find(({ tenantId }) => tenantId === id(name))?.sources ?? []).map((one) => [
          one.source,
          one.state,
        ]),
      );
    expect(await countsOf(online, collectable)).toEqual(truth(cloud, collectable));
    expect(sourcesOf('Contoso')).toMatchObject({
      defender: 'complete',
      intune: 'complete',
      entra: 'complete',
    });
    expect(sourcesOf('Proseware Defense')).toMatchObject({
      defender: 'not-licensed',
      entra: 'complete',
    });
    expect(sourcesOf('Adatum Corporation')).toMatchObject({ entra: 'failed' });
    expect(sourcesOf('Tailwind Traders China')).toMatchObject({ defender: 'not-available' });
    expect(await online.devicesOf(id('Northwind Traders'))).toBe(0);
    const all = state.tenants.reduce((sum, { devices }) => sum + devices, 0);
    await online.expectTotal(all);
    await first.close();

    // A restart without a network: everything is there at once.
    const second = await start({ keyring, switches: NO_NETWORK });
    await second.electron.app.evaluate(({ net }) => {
      Object.defineProperty(net, 'isOnline', { value: () => false });
    });
    const offline = new DevicesPage(second);
    await offline.open();
    await offline.expectTotal(all);
    await expect(second.shell.getByText(/^Offline/).first()).toBeVisible({ timeout: 15_000 });

    const known = cloud.devices
      .truth(id('Contoso'))
      .intune.find((one) => typeof one['serialNumber'] === 'string');
    const serialNumber = String(known?.['serialNumber']);
    const azureADDeviceId = String(known?.['azureADDeviceId']);
    await offline.search.fill(serialNumber.slice(2, 9).toLowerCase());
    await offline.expectTotal(1);
    await offline.rows.first().click();
    await second.shell.keyboard.press('Enter');
    await expect(offline.details).toContainText(azureADDeviceId.toLowerCase());
    await expect(offline.details).toContainText('Contoso');
    await second.shell.keyboard.press('Escape');
    await offline.search.fill('');

    const risky = collectable.flatMap(({ id: tenantId }) =>
      cloud.devices.truth(tenantId).defender.filter(({ riskScore }) => riskScore === 'High'),
    );
    await offline.toggleFacet('Risk', 'High');
    await expect.poll(() => offline.total()).toBeGreaterThan(0);
    const high = await offline.total();
    expect(high).toBeLessThanOrEqual(risky.length);
    await offline.sortBy('Name');
    await expect(offline.grid.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    const file = join(dir, 'devices.csv');
    await offline.answerSaveDialog(file);
    await second.shell.getByRole('button', { name: 'Export' }).click();
    await second.shell.getByRole('menuitem', { name: 'As CSV…' }).click();
    await second.shell.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(second.shell.getByText(/devices\.csv is written/).first()).toBeVisible();
    const written = await readFile(file, 'utf8');
    const names = parse(written, { bom: true, columns: true, relax_column_count: true })
      .map((row) => (row as Record<string, string>)['Name'])
      .filter((name) => name !== undefined);
    expect(names.length).toBeGreaterThanOrEqual(high);
    await second.close();

    // The network is back, and the tenants are not what they were.
    const contoso = id('Contoso');
    const { entra, intune } = cloud.devices.truth(contoso);
    const managed = intune.find(({ complianceState }) => complianceState === 'compliant');
    cloud.devices.edit(contoso, { kind: 'grow', count: 3 });
    cloud.devices.edit(contoso, { kind: 'remove', service: 'entra', id: entra[0]?.id ?? '' });
    cloud.devices.edit(contoso, {
      kind: 'change',
      service: 'intune',
      id: managed?.id ?? '',
      values: { complianceState: 'noncompliant' },
    });
    const third = await start({ keyring });
    const again = new DevicesPage(third);
    await again.open();
    await again.expectTotal(all);
    await again.collect();
    expect(await countsOf(again, collectable)).toEqual(truth(cloud, collectable));
    await third.shell.getByRole('button', { name: 'Changes', exact: true }).click();
    await expect(third.shell.getByText('Not compliant').first()).toBeVisible();
    await third.close();
  } finally {
    await keyring.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
