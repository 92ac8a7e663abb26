import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirectory } from '../../cloud/estates/directory.ts';
import type { Directory } from '../../cloud/estates/directory.ts';
import type { SimulatedAccount, SimulatedTenant } from '../../cloud/estates/estate.ts';
import type { EstateKind } from '../../cloud/estates/make-estate.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';

export type RunningCloud = {
  cloud: Cloud;
  directory: Directory;
  tenant: (domain: string) => SimulatedTenant;
  account: (name: string) => SimulatedAccount;
  stop: () => Promise<void>;
};

/** The demo estate, see `runCloud`. */
export function runDemoCloud(): Promise<RunningCloud> {
  return runCloud('demo');
}

/** An estate on a port of its own, with a state folder that goes away with it. */
export async function runCloud(estate: EstateKind): Promise<RunningCloud> {
  const stateDir = await mkdtemp(join(tmpdir(), 'cloud-test-'));
  const cloud = await startCloud({ estate, seed: 1, port: 0, stateDir });
  const directory = createDirectory(cloud.estate);
  const found = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new Error(`${name} is not in the ${estate} estate`);
    return value;
  };
  return {
    cloud,
    directory,
    tenant: (domain) => found(directory.tenant(domain), domain),
    account: (name) => found(directory.accountByName(name), name),
    stop: async () => {
      await cloud.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
