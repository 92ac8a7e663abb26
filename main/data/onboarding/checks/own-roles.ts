import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { timeOrNull, word } from '../../status/collect/shapes.ts';
import type { CheckRun } from './check.ts';
import { ownAccount, USER_READ } from './own-account.ts';

/** Roles of the account that is signed in, as Privileged Identity Management has them. */

const ROOT = '/v1.0/roleManagement/directory';
const OWN = "filterByCurrentUser(on='principal')";
const ACTIVE: Asked = { permissions: ['RoleAssignmentSchedule.Read.Directory'] };
const ELIGIBLE: Asked = { permissions: ['RoleEligibilitySchedule.Read.Directory'] };

export const OWN_ROLES = {
  permissions: [...USER_READ.permissions, ...ACTIVE.permissions, ...ELIGIBLE.permissions],
  source: `GET ${ROOT}/roleAssignmentScheduleInstances/${OWN}, GET ${ROOT}/roleEligibilityScheduleInstances/${OWN}`,
} as const;

export interface OwnRole {
  readonly kind: 'active' | 'eligible';
  /** ISO 8601, UTC; null when it does not end or the service does not tell. */
  readonly endsAt: string | null;
}

export interface OwnRoles {
  readonly held: readonly OwnRole[];
  /** Without Privileged Identity Management only active roles are told, and no end. */
  readonly hasEnds: boolean;
}

const Schedule = z.object({
  roleDefinitionId: word.transform((id) => id.toLowerCase()),
  endDateTime: timeOrNull,
});
const Role = z.object({ roleTemplateId: word.transform((id) => id.toLowerCase()) });

/**
 * How the operator holds a role. Where schedules may not be read, or there is no licence for them,
 * the roles of the signed-in account are asked for, which say neither eligibility nor end.
 * @param role template id in lower case
 */
export async function ownRoles(run: CheckRun, role: string): Promise<OwnRoles> {
  await ownAccount(run);
  try {
    const active = await schedulesOf(run, 'roleAssignmentScheduleInstances', ACTIVE, role);
    const eligible = await schedulesOf(run, 'roleEligibilityScheduleInstances', ELIGIBLE, role);
    return {
      held: [
        ...active.map((endsAt) => ({ kind: 'active', endsAt }) as const),
        ...eligible.map((endsAt) => ({ kind: 'eligible', endsAt }) as const),
      ],
      hasEnds: true,
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const path =
      '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId';
    const roles = read(z.array(Role), await run.here.list(path, USER_READ));
    const isHeld = roles.some(({ roleTemplateId }) => roleTemplateId === role);
    // Not held actively may still be eligible, which only the refused request would tell.
    if (!isHeld) throw error;
    return { held: [{ kind: 'active', endsAt: null }], hasEnds: false };
  }
}

async function schedulesOf(
  { here }: CheckRun,
  name: string,
  asked: Asked,
  role: string,
): Promise<readonly (string | null)[]> {
  const rows = read(z.array(Schedule), await here.list(`${ROOT}/${name}/${OWN}`, asked));
  return rows
    .filter(({ roleDefinitionId }) => roleDefinitionId === role)
    .map(({ endDateTime }) => endDateTime);
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof CloudError && (error.kind === 'not-permitted' || error.kind === 'not-licensed')
  );
}

/** The end that counts: of several holdings the last one, and none when one does not end. */
export function lastEnd(ends: readonly (string | null)[]): string | null {
  if (ends.includes(null)) return null;
  return (
    ends
      .filter((end) => end !== null)
      .toSorted()
      .at(-1) ?? null
  );
}
