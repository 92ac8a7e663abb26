import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantId } from '../../preload/contract/index.ts';
import type { SimulatedAccount } from '../cloud/estates/estate.ts';
import { type Cloud, startCloud } from '../cloud/start-cloud.ts';

/** The simulated cloud with 200 tenants, and those of them that one account gets into. */
export interface BenchEstate {
  readonly cloud: Cloud;
  readonly switches: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly operator: SimulatedAccount;
  /** Tenants of the global cloud that ask this account for nothing it has not got. */
  readonly tenantIds: readonly TenantId[];
  close(): Promise<void>;
}

export async function openBenchEstate(): Promise<BenchEstate> {
  const stateDir = await mkdtemp(join(tmpdir(), 'bulkhead-cloud-'));
  await chmod(stateDir, 0o755);
  const cloud = await startCloud({ estate: 'large', seed: 1, port: 0, stateDir });
  await chmod(cloud.estateFile, 0o644);
  const operator = cloud.estate.accounts[0];
  if (operator === undefined) throw new Error('the estate has no account');
  const tenantIds = cloud.estate.tenants
    .filter(
      ({ cloud: of, rules }) => of === 'global' && rules.device === 'any' && !rules.blocks.length,
    )
    .map((tenant) => tenant.id as TenantId);
  return {
    cloud,
    operator,
    tenantIds,
    switches: [
      `--host-resolver-rules=MAP * 127.0.0.1:${String(cloud.port)}`,
      `--ignore-certificate-errors-spki-list=${cloud.spki}`,
    ],
    env: { BULKHEAD_ESTATE_FILE: cloud.estateFile },
    async close() {
      await cloud.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
