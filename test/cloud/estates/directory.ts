import type { Cloud } from '../../../preload/contract/tenants.ts';
import type { Estate, Membership, SimulatedAccount, SimulatedTenant } from './estate.ts';

/** Look-ups over an estate, case-insensitive where the real directory is. */
export type Directory = {
  estate: Estate;
  /** By GUID, primary domain or initial domain. */
  tenant: (idOrDomain: string) => SimulatedTenant | undefined;
  knows: (idOrDomain: string) => boolean;
  account: (id: string) => SimulatedAccount | undefined;
  accountByName: (userPrincipalName: string) => SimulatedAccount | undefined;
  membership: (accountId: string, tenantId: string) => Membership | undefined;
  /** Accounts that get into a tenant, those at home there first. */
  accountsOf: (tenantId: string) => readonly SimulatedAccount[];
  accountsAtHomeIn: (clouds: readonly Cloud[]) => readonly SimulatedAccount[];
};

export function createDirectory(estate: Estate): Directory {
  const tenants = new Map<string, SimulatedTenant>();
  for (const tenant of estate.tenants) {
    for (const key of [tenant.id, tenant.domain, tenant.initialDomain]) tenants.set(key, tenant);
  }
  const byId = new Map(estate.accounts.map((account) => [account.id, account]));
  const byName = new Map(
    estate.accounts.map((account) => [account.userPrincipalName.toLowerCase(), account]),
  );
  const membership = (accountId: string, tenantId: string): Membership | undefined =>
    byId.get(accountId)?.memberships.find((each) => each.tenantId === tenantId);

  return {
    estate,
    tenant: (idOrDomain) => tenants.get(idOrDomain.toLowerCase()),
    knows: (idOrDomain) => tenants.has(idOrDomain.toLowerCase()),
    account: (id) => byId.get(id),
    accountByName: (name) => byName.get(name.trim().toLowerCase()),
    membership,
    accountsOf: (tenantId) =>
      estate.accounts
        .filter((account) => membership(account.id, tenantId))
        .toSorted(
          (a, b) => Number(b.homeTenantId === tenantId) - Number(a.homeTenantId === tenantId),
        ),
    accountsAtHomeIn: (clouds) =>
      estate.accounts.filter((account) => {
        const home = tenants.get(account.homeTenantId);
        return home !== undefined && clouds.includes(home.cloud);
      }),
  };
}
