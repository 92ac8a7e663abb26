import { readFile } from 'node:fs/promises';
import type { TenantRegistry } from '../tenants/tenant-registry.ts';
import { parseTenantsFile } from '../tenants/tenants-file.ts';

/**
 * Fills an empty estate with the tenants of the simulated cloud, for a build that is not packaged
 * and whose launcher names a file. An estate that has tenants is left as the operator made it.
 * Throws when the file is not a list of tenants: then the launcher is wrong.
 */
export async function fillDemoEstate(
  registry: Pick<TenantRegistry, 'get' | 'addMany'>,
  facts: {
    readonly isRelease: boolean;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Promise<void> {
  const path = facts.env['BULKHEAD_ESTATE_FILE'];
  const estate = registry.get();
  if (facts.isRelease || path === undefined || estate.tenants.length > 0) return;
  const parsed = await parseTenantsFile(await readFile(path), 'estate.json', estate);
  if (!parsed.ok) throw new Error(parsed.message);
  registry.addMany(parsed.entries);
}

/** The app registration of the simulated cloud, for a build that is not packaged. */
export function demoClientId(facts: {
  readonly isRelease: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}): string | null {
  return facts.isRelease ? null : (facts.env['BULKHEAD_CLIENT_ID'] ?? null);
}
