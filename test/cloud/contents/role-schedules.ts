import type { Membership } from '../estates/estate.ts';
import { createRandom } from '../estates/random.ts';
import { ROLES } from '../estates/roles.ts';
import type { RoleHolding } from '../estates/roles.ts';

const HOUR_MS = 3_600_000;

export type ScheduleClock = {
  seed: number;
  /** When this cloud was started; ends are counted from there. */
  startedAtMs: number;
};

function instance(
  { seed, startedAtMs }: ScheduleClock,
  membership: Membership,
  holding: RoleHolding,
  idName: string,
): Record<string, unknown> {
  const { role, kind, endsInHours, via } = holding;
  const topic = `schedules/${membership.tenantId}/${membership.objectId}/${role}/${kind}`;
  const random = createRandom(seed, topic);
  const startedHours = kind === 'activated' ? 1 : 24 * random.integer(20, 160);
  return {
    id: random.guid(),
    principalId: membership.objectId,
    roleDefinitionId: ROLES[role],
    directoryScopeId: '/',
    appScopeId: null,
    startDateTime: new Date(startedAtMs - startedHours * HOUR_MS).toISOString(),
    endDateTime:
      endsInHours === null ? null : new Date(startedAtMs + endsInHours * HOUR_MS).toISOString(),
    memberType: via === 'group' ? 'Group' : 'Direct',
    [idName]: random.guid(),
  };
}

/** Own rows of `roleAssignmentScheduleInstances`. */
export function assignmentInstancesOf(
  clock: ScheduleClock,
  membership: Membership,
): Record<string, unknown>[] {
  return membership.roles
    .filter(({ kind }) => kind !== 'eligible')
    .map((holding) => {
      const row = instance(clock, membership, holding, 'roleAssignmentScheduleId');
      row.assignmentType = holding.kind === 'activated' ? 'Activated' : 'Assigned';
      return row;
    });
}

/** Own rows of `roleEligibilityScheduleInstances`. */
export function eligibilityInstancesOf(
  clock: ScheduleClock,
  membership: Membership,
): Record<string, unknown>[] {
  return membership.roles
    .filter(({ kind }) => kind === 'eligible')
    .map((holding) => instance(clock, membership, holding, 'roleEligibilityScheduleId'));
}
