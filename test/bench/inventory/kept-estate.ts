import type * as Electron from 'electron';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDeviceTable } from '../../../main/data/inventory/columns/create-device-table.ts';
import { makeProfileDir, removeProfileDir } from '../../support/electron.ts';
import { type Keyring, startKeyring } from '../../support/keyring.ts';
import type { BenchRun } from '../bench-run.ts';
import { benchDevices, benchTenantId, DATA_NOW, DEVICES_PER_TENANT } from '../inventory-data.ts';
import { type StartedApp, startApp } from '../started-app.ts';
import { inventoryOf, openEstate } from './collected-estate.ts';

const run = promisify(execFile);

/** A profile of Bulkhead in which so many devices are kept, under a key in a real keyring. */
export interface KeptEstate {
  readonly profileDir: string;
  start(options?: { readonly isInspectable: boolean }): Promise<StartedApp>;
  close(): Promise<void>;
}

/**
 * Makes the profile as Bulkhead itself does, and puts into its database what is read at a start: the
 * segments of the table, and of each tenant one record. Collecting all records of a million devices
 * would take many minutes and is measured by itself.
 */
export async function keepEstate(
  { electron, progress }: Pick<BenchRun, 'electron' | 'progress'>,
  devices: number,
): Promise<KeptEstate> {
  const profileDir = await makeProfileDir();
  const estateFile = join(profileDir, 'bench-estate.json');
  let keyring: Keyring | null = null;
  const close = async () => {
    await keyring?.stop();
    await removeProfileDir(profileDir);
  };
  try {
    keyring = await startKeyring();
    const { launcher, switches } = keyring;
    const tenants = Math.ceil(devices / DEVICES_PER_TENANT);
    await writeFile(estateFile, JSON.stringify(estateOf(tenants)), { mode: 0o644 });
    const start: KeptEstate['start'] = ({ isInspectable } = { isInspectable: false }) =>
      startApp({
        electron: { ...electron, launcher },
        appDir: electron.appDir,
        profileDir,
        inspectable: isInspectable,
        // Nothing of this is to be asked of the network.
        switches: [...switches, '--host-resolver-rules=MAP * 0.0.0.0:1'],
        env: { BULKHEAD_ESTATE_FILE: estateFile },
      });
    const size = devices.toLocaleString('en');
    await progress.step(`Keeping ${size} devices in a profile`, async (detail) => {
      const key = await firstStart(start, profileDir);
      fill(join(profileDir, 'estate.db'), key, tenants, detail);
      // What this process wrote is to be the account's that Electron runs as.
      await run('chown', ['--recursive', `--reference=${profileDir}`, profileDir]);
    });
    return { profileDir, start, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function estateOf(tenants: number): readonly object[] {
  return Array.from({ length: tenants }, (_, tenant) => ({
    id: benchTenantId(tenant),
    name: `Tenant ${tenant}`,
    domain: `tenant${tenant}.example`,
    cloud: 'global',
  }));
}

/** Lets Bulkhead make its key and database, and answers with the key. */
async function firstStart(start: KeptEstate['start'], profileDir: string): Promise<Uint8Array> {
  const app = await start({ isInspectable: true });
  try {
    await app.paintedAt();
    const inspector = await app.inspect();
    const key = await inspector.run(keyOf, { profileDir });
    inspector.close();
    return Uint8Array.from(Buffer.from(key, 'base64'));
  } finally {
    await app.close();
  }
}

// Runs in the app's main process.
async function keyOf(
  { safeStorage }: typeof Electron,
  { profileDir }: { profileDir: string },
): Promise<string> {
  const { readFileSync, existsSync } = process.getBuiltinModule('fs');
  for (let tries = 0; tries < 600; tries += 1) {
    if (existsSync(`${profileDir}/estate.db`) && existsSync(`${profileDir}/estate.key`)) {
      return safeStorage.decryptString(readFileSync(`${profileDir}/estate.key`));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no key was made');
}

function fill(
  path: string,
  key: Uint8Array,
  tenants: number,
  detail: (text: string) => void,
): void {
  const store = openEstate(path, key);
  try {
    const inventory = inventoryOf(store);
    for (let tenant = 0; tenant < tenants; tenant++) {
      const tenantId = benchTenantId(tenant);
      const table = createDeviceTable();
      table.put(tenantId, [...benchDevices(tenant)]);
      const run = inventory.beginRun(tenantId, 'entra', { at: DATA_NOW, isFull: true });
      const record = {
        source: 'entra',
        sourceId: 'one',
        joinId: null,
        raw: '{"id":"one"}',
      } as const;
      const page = { records: [record], removedIds: [], next: null, refusals: new Map() };
      const saved = inventory.savePage(run, page, DATA_NOW);
      const end = { state: 'complete', deltaLink: null, problem: null, needs: null } as const;
      inventory.endRun(saved.run, end, DATA_NOW);
      inventory.saveSnapshot(tenantId, table.toSnapshot(tenantId) ?? []);
      detail(`${tenant + 1} of ${tenants} tenants`);
    }
  } finally {
    store.close();
  }
}
