import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestRun } from '../../scripts/launch/test-run.mjs';
import { type BenchEstate, openBenchEstate } from '../bench/bench-estate.ts';
import { type DrivenShell, driveShell } from '../bench/driven-shell.ts';
import type { Inspector } from '../bench/inspector.ts';
import { type StartedApp, startApp } from '../bench/started-app.ts';
import { APPS } from '../cloud/sign-in/apps.ts';
import { makeProfileDir, removeProfileDir } from '../support/electron.ts';
import { type Keyring, startKeyring } from '../support/keyring.ts';
import type { TenantId } from '../../preload/contract/index.ts';

const TENANTS = 8;

/** The built app on eight tenants of the simulated cloud, with all that keeps things over a start. */
export interface SoakEstate extends Pick<BenchEstate, 'cloud' | 'operator' | 'tenantIds'> {
  readonly profileDir: string;
  /** Starts the app on the profile and waits for its first paint. */
  start(): Promise<SoakApp>;
  close(): Promise<void>;
}

export interface SoakApp {
  readonly app: StartedApp;
  readonly inspector: Inspector;
  readonly shell: DrivenShell;
  close(): Promise<void>;
}

export async function openSoakEstate(
  electron: NonNullable<TestRun['electron']>,
): Promise<SoakEstate> {
  const estate = await openBenchEstate();
  const profileDir = await makeProfileDir();
  let keyring: Keyring | null = null;
  const close = async () => {
    await keyring?.stop();
    await removeProfileDir(profileDir);
    await estate.close();
  };
  try {
    keyring = await startKeyring();
    const { launcher, switches } = keyring;
    const { cloud } = estate;
    // Those that answer the operator about everything.
    const answering = new Set<string>(
      cloud.estate.tenants
        .filter(({ rules }) => rules.consentMissingFor.length === 0)
        .map(({ id }) => id),
    );
    const tenantIds = estate.tenantIds.filter((id) => answering.has(id)).slice(0, TENANTS);
    const estateFile = join(profileDir, 'soak-estate.json');
    await writeFile(estateFile, await estateOf(cloud.estateFile, tenantIds), { mode: 0o644 });
    return {
      cloud,
      operator: estate.operator,
      tenantIds,
      profileDir,
      async start() {
        const app = await startApp({
          electron: { ...electron, launcher },
          appDir: electron.appDir,
          profileDir,
          inspectable: true,
          switches: [...switches, ...estate.switches],
          env: { BULKHEAD_ESTATE_FILE: estateFile, BULKHEAD_CLIENT_ID: APPS.bulkhead.clientId },
        });
        await app.paintedAt().catch(async (error: unknown) => {
          await app.close();
          throw error;
        });
        const inspector = await app.inspect();
        return {
          app,
          inspector,
          shell: driveShell(inspector),
          async close() {
            inspector.close();
            await app.close();
          },
        };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The list of tenants that Bulkhead imports, of these alone. */
async function estateOf(path: string, tenantIds: readonly TenantId[]): Promise<string> {
  const all = JSON.parse(await readFile(path, 'utf8')) as readonly { readonly id: TenantId }[];
  return JSON.stringify(all.filter(({ id }) => tenantIds.includes(id)));
}
