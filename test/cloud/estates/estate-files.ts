import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Estate } from './estate.ts';

export type EstateFiles = {
  /** The list of tenants in the form Bulkhead imports. */
  estateFile: string;
  /** Who can sign in, with passwords: made up, good for this simulation only. */
  accountsFile: string;
};

/** Writes both files into `stateDir`, replacing what was there. */
export async function writeEstateFiles(estate: Estate, stateDir: string): Promise<EstateFiles> {
  await mkdir(stateDir, { recursive: true });
  const files = {
    estateFile: join(stateDir, `${estate.kind}-tenants.json`),
    accountsFile: join(stateDir, `${estate.kind}-accounts.json`),
  };
  const tenants = estate.tenants.map((tenant) => ({
    id: tenant.id,
    name: tenant.name,
    domain: tenant.domain,
    cloud: tenant.cloud,
    accessPath: tenant.accessPath,
    group: tenant.group,
    favourite: tenant.favourite,
  }));
  const accounts = estate.accounts.map((account) => ({
    userPrincipalName: account.userPrincipalName,
    password: account.password,
    displayName: account.displayName,
    homeTenantId: account.homeTenantId,
    tenantIds: account.memberships.map((membership) => membership.tenantId),
  }));
  await Promise.all([
    writeFile(files.estateFile, `${JSON.stringify(tenants, null, 2)}\n`),
    writeFile(files.accountsFile, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 }),
  ]);
  return files;
}
