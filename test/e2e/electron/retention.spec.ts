import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrapKey } from '../../../main/app/passphrase-key.ts';
import { connect } from '../../../main/data/store/connect.ts';
import { sql } from '../../../main/data/store/sql.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { type Bulkhead, expect, test } from '../../support/bulkhead.ts';
import { keyOfEstate } from '../../support/decrypted-store.ts';
import { demoTenant } from '../../support/demo-estate.ts';
import { DevicesPage } from '../../support/devices-page.ts';
import { startKeyring } from '../../support/keyring.ts';
import { CAN_WRITE_POLICY, writePolicy } from '../../support/managed-policy.ts';

// What a policy has deleted by its age, by the built app: devices of two tenants, one of long ago.

test.setTimeout(240_000);

const PASSPHRASE = 'three brown foxes in the snow';
const DAY_S = 86_400;
const DEVICES = [
  'Device ID,Device Name,Risk Level,Exposure Level',
  `${'a1'.repeat(20)},paw-01,Low,Low`,
].join('\r\n');

async function importDevices(bulkhead: Bulkhead, folder: string, tenantId: TenantId) {
  const path = join(folder, 'devices.csv');
  await writeFile(path, DEVICES, { mode: 0o644 });
  await new DevicesPage(bulkhead).answerOpenDialog(path);
  const { importId, exportedAt } = await bulkhead.call('inventory', 'previewImport', { tenantId });
  await bulkhead.call('inventory', 'applyImport', { importId, exportedAt });
}

/** The key under a passphrase, as Bulkhead unwraps it. */
async function keyUnder(profileDir: string): Promise<Uint8Array> {
  const text = await readFile(join(profileDir, 'estate.passphrase'), 'utf8');
  const opened = await unwrapKey(JSON.parse(text), PASSPHRASE);
  if (opened.kind !== 'key') throw new Error(opened.kind);
  return opened.key;
}

/** As if the tenant's devices had been read so many days earlier. */
function makeOlder(profileDir: string, key: Uint8Array, tenantId: TenantId, days: number): void {
  const db = connect({ path: join(profileDir, 'estate.db'), key, nativeBinding: null });
  try {
    db.prepare<[number, number, TenantId], never>(
      sql`
      UPDATE inventory_source SET complete_at = complete_at - ?, tried_at = tried_at - ?
      WHERE slot = (SELECT slot FROM inventory_tenant WHERE tenant_id = ?)
    `,
    ).run(days * DAY_S, days * DAY_S, tenantId);
  } finally {
    db.close();
  }
}

// Whoever cannot write a policy that counts has nothing deleted by one.
if (CAN_WRITE_POLICY) {
  for (const kind of ['keystore', 'passphrase']) {
    test(`what is older than the policy keeps goes at the next start: ${kind}`, async ({
      cloud,
      start,
      profileDir,
    }) => {
      const old = demoTenant(cloud, 'Contoso').id;
      const fresh = demoTenant(cloud, 'Fabrikam').id;
      const folder = await mkdtemp(join(tmpdir(), 'bulkhead-retention-'));
      await chmod(folder, 0o755);
      const keyring = kind === 'keystore' ? await startKeyring() : null;
      const policy = await writePolicy({ retention: { inventoryDays: 30 } });
      try {
        const first = await start(keyring === null ? {} : { keyring });
        for (const id of [old, fresh]) await importDevices(first, folder, id);
        await expect.poll(() => new DevicesPage(first).devicesOf(old)).toBe(1);
        if (keyring === null) {
          await first.call('storage', 'setPassphrase', { passphrase: PASSPHRASE });
        }
        const key = await (keyring === null ? keyUnder(profileDir) : keyOfEstate(first.electron));
        await first.close();
        makeOlder(profileDir, key, old, 100);

        const second = await start({
          ...(keyring === null ? {} : { keyring }),
          policyFile: policy.path,
        });
        if (keyring === null) {
          await expect
            .poll(async () => (await second.call('storage', 'get', {})).state)
            .toBe('locked');
          await second.call('storage', 'unlock', { passphrase: PASSPHRASE });
        }
        const devices = new DevicesPage(second);
        await expect.poll(async () => (await devices.state()).isLoaded).toBe(true);
        await expect.poll(() => devices.devicesOf(old), { timeout: 60_000 }).toBe(0);
        expect(await devices.devicesOf(fresh)).toBe(1);
        // The tenant itself stays, and can be collected again.
        expect((await second.estate()).tenants.map(({ id }) => id)).toContain(old);
        await second.close();
      } finally {
        await policy.remove();
        await keyring?.stop();
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
}
