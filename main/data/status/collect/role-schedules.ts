import { z } from 'zod';
import { collector, read } from './collector.ts';
import { timeOrNull, word } from './shapes.ts';

const Schedule = z.object({ roleDefinitionId: word, endDateTime: timeOrNull });

const ROOT = '/v1.0/roleManagement/directory';
const OWN = "filterByCurrentUser(on='principal')";
const ACTIVE = { permissions: ['RoleAssignmentSchedule.Read.Directory'] } as const;
const ELIGIBLE = { permissions: ['RoleEligibilitySchedule.Read.Directory'] } as const;

/** What Privileged Identity Management has for the operator, active and eligible, with its ends. */
export const roleSchedulesCollector = collector({
  name: 'roleSchedules',
  source: `GET ${ROOT}/role…ScheduleInstances`,
  asked: { permissions: [...ACTIVE.permissions, ...ELIGIBLE.permissions] },
  roles: 'Security Reader',
  async collect(api) {
    const active = await api.list(`${ROOT}/roleAssignmentScheduleInstances/${OWN}`, ACTIVE);
    const eligible = await api.list(`${ROOT}/roleEligibilityScheduleInstances/${OWN}`, ELIGIBLE);
    return [...schedulesOf('active', active), ...schedulesOf('eligible', eligible)];
  },
});

function schedulesOf(kind: 'active' | 'eligible', rows: readonly unknown[]) {
  return read(z.array(Schedule), rows).map(({ roleDefinitionId, endDateTime }) => ({
    // The definition of a built-in role has its template's id.
    roleTemplateId: roleDefinitionId,
    kind,
    endDateTime,
  }));
}
