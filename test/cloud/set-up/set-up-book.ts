import type { Directory } from '../estates/directory.ts';
import type {
  Estate,
  Membership,
  MultiTenantOrganization,
  Partner,
  SimulatedAccount,
  SimulatedTenant,
} from '../estates/estate.ts';
import type { RoleHolding } from '../estates/roles.ts';
import { createRandom } from '../estates/random.ts';
import { INHERITS } from '../estates/tenant-drafts.ts';
import { emptySetUp } from './set-up.ts';
import type { SetUp } from './set-up.ts';

type Editable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The set-up of every tenant. What the estate has a place for (organization entries, memberships,
 * roles) is changed in the estate itself, so that sign-in and every older endpoint see it; `clear`
 * puts all of it back.
 */
export type SetUpBook = {
  directory: Directory;
  startedAtMs: number;
  now: () => number;
  newId: () => string;
  of: (tenantId: string) => SetUp;
  partnerOf: (tenant: SimulatedTenant, otherId: string) => Partner | undefined;
  putPartner: (tenant: SimulatedTenant, otherId: string, change: Partial<Partner>) => void;
  removePartner: (tenant: SimulatedTenant, otherId: string) => void;
  /** Makes the account somebody in a tenant; what it was there stays. */
  admit: (account: SimulatedAccount, tenantId: string, kind: Membership['kind']) => Membership;
  setRoles: (membership: Membership, roles: readonly RoleHolding[]) => void;
  setOrganization: (organization: MultiTenantOrganization | null) => void;
  /** Calls later, unless everything was cleared meanwhile. */
  later: (ms: number, act: () => void) => void;
  clear: () => void;
};

export function createSetUpBook(
  directory: Directory,
  startedAtMs: number,
  newId: () => string,
  now: () => number,
): SetUpBook {
  const { estate } = directory;
  const setUps = new Map<string, SetUp>();
  const timers = new Set<NodeJS.Timeout>();
  const before = {
    organization: estate.multiTenantOrganization,
    partners: new Map(estate.tenants.map(({ id, crossTenant }) => [id, [...crossTenant.partners]])),
    blocked: new Map(estate.tenants.map(({ id, rules }) => [id, [...rules.inboundBlockedFrom]])),
    memberships: new Map(
      estate.accounts.map(({ id, memberships }) => [
        id,
        memberships.map((one) => ({ membership: one, roles: [...one.roles] })),
      ]),
    ),
  };
  const setPartners = (tenant: SimulatedTenant, partners: readonly Partner[]): void => {
    (tenant.crossTenant as Editable<typeof tenant.crossTenant>).partners = partners;
    (tenant.rules as Editable<typeof tenant.rules>).inboundBlockedFrom = partners
      .filter(({ inboundCollaboration }) => inboundCollaboration === 'blocked')
      .map(({ tenantId }) => tenantId);
  };
  const setRoles: SetUpBook['setRoles'] = (membership, roles) => {
    (membership as Editable<Membership>).roles = [...roles];
  };

  const setOrganization: SetUpBook['setOrganization'] = (organization) => {
    (estate as Editable<Estate>).multiTenantOrganization = organization;
  };

  return {
    directory,
    startedAtMs,
    now,
    newId,
    of: (tenantId) => {
      const found = setUps.get(tenantId) ?? emptySetUp(tenantId);
      setUps.set(tenantId, found);
      return found;
    },
    partnerOf: ({ crossTenant }, otherId) =>
      crossTenant.partners.find(({ tenantId }) => tenantId === otherId),
    putPartner: (tenant, otherId, change) => {
      const all = tenant.crossTenant.partners;
      const old = all.find(({ tenantId }) => tenantId === otherId);
      const put: Partner = { ...INHERITS, tenantId: otherId, ...old, ...change };
      setPartners(
        tenant,
        old === undefined ? [...all, put] : all.map((one) => (one === old ? put : one)),
      );
    },
    removePartner: (tenant, otherId) =>
      setPartners(
        tenant,
        tenant.crossTenant.partners.filter(({ tenantId }) => tenantId !== otherId),
      ),
    admit: (account, tenantId, kind) => {
      const there = directory.membership(account.id, tenantId);
      if (there) return there;
      const membership: Membership = {
        tenantId,
        objectId: createRandom(estate.seed, `arrived/${account.id}/${tenantId}`).guid(),
        kind,
        isDisabled: false,
        roles: [],
      };
      (account as Editable<SimulatedAccount>).memberships = [...account.memberships, membership];
      return membership;
    },
    setRoles,
    setOrganization,
    later: (ms, act) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, ms);
      timer.unref();
      timers.add(timer);
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      setUps.clear();
      setOrganization(before.organization);
      for (const tenant of estate.tenants) {
        setPartners(tenant, before.partners.get(tenant.id) ?? []);
        (tenant.rules as Editable<typeof tenant.rules>).inboundBlockedFrom =
          before.blocked.get(tenant.id) ?? [];
      }
      for (const account of estate.accounts) {
        const old = before.memberships.get(account.id) ?? [];
        for (const { membership, roles } of old) setRoles(membership, roles);
        (account as Editable<SimulatedAccount>).memberships = old.map(
          ({ membership }) => membership,
        );
      }
    },
  };
}
