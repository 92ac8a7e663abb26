import type { Directory } from '../estates/directory.ts';
import type { Membership, SimulatedTenant } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';
import { createDeviceStock } from './devices/device-stock.ts';
import type { DeviceStock } from './devices/device-stock.ts';
import type { ConditionalAccessPolicy } from './conditional-access-policy.ts';
import { namedLocationsOf } from './named-locations.ts';
import type { NamedLocation } from './named-locations.ts';
import { policiesOf } from './policies.ts';
import type { ScheduleClock } from './role-schedules.ts';
import { createSignInJournal } from './sign-in-journal.ts';
import type { SignInJournal } from './sign-in-journal.ts';
import { createSetUpBook } from '../set-up/set-up-book.ts';
import type { SetUpBook } from '../set-up/set-up-book.ts';

/** What Graph reads: made from the estate and its seed, when it is first asked for. */
export type TenantContents = {
  directory: Directory;
  clock: ScheduleClock;
  journal: SignInJournal;
  devices: DeviceStock;
  /** What administrators set up since the start. */
  setUps: SetUpBook;
  policies: (tenant: SimulatedTenant) => readonly ConditionalAccessPolicy[];
  locations: (tenant: SimulatedTenant) => readonly NamedLocation[];
  /** Security groups an account is in. */
  groups: (membership: Membership) => readonly { id: string; displayName: string }[];
};

export function createTenantContents(
  directory: Directory,
  startedAtMs: number,
  newId: () => string,
  nowMs: () => number,
): TenantContents {
  const { seed } = directory.estate;
  const setUps = createSetUpBook(directory, startedAtMs, newId, nowMs);
  const policies = new Map<string, readonly ConditionalAccessPolicy[]>();
  return {
    directory,
    clock: { seed, startedAtMs },
    journal: createSignInJournal(directory, startedAtMs, newId, nowMs),
    devices: createDeviceStock(seed, startedAtMs),
    setUps,
    policies: (tenant) => {
      const made = policies.get(tenant.id) ?? policiesOf(seed, tenant);
      policies.set(tenant.id, made);
      return made;
    },
    locations: (tenant) => namedLocationsOf(seed, tenant),
    groups: (membership) => {
      // Roles that come through a group need one; the other is an ordinary team.
      const names = [
        ...(membership.roles.some(({ via }) => via === 'group') ? ['SOC analysts'] : []),
        ...(membership.kind === 'member' ? ['Security operations'] : []),
      ];
      const made = setUps
        .of(membership.tenantId)
        .groups.filter(({ members }) => members.includes(membership.objectId))
        .map(({ id, displayName }) => ({ id, displayName }));
      return [
        ...names.map((displayName) => ({
          id: createRandom(seed, `group/${membership.tenantId}/${displayName}`).guid(),
          displayName,
        })),
        ...made,
      ];
    },
  };
}
