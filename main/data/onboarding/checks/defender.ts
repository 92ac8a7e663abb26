import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { name, word, words } from '../../status/collect/shapes.ts';
import { counted, listed } from '../../status/evaluate/bounded-text.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, information, passed, yesNo } from './drafts.ts';
import { mustBeOperator } from './own-account.ts';

/** Data of Defender, and who has a role in it. */

const MACHINES: Asked = { api: 'defender', permissions: ['Machine.Read'] };
const HUNTING: Asked = { permissions: ['ThreatHunting.Read.All'] };
/** Only the beta has Defender's roles. */
const ROLES: Asked = { permissions: ['RoleManagement.Read.Defender'] };
const ROOT = '/beta/roleManagement/defender';

const Machine = z.object({ id: word });

async function devicesVisible(run: CheckRun): Promise<Draft> {
  await mustBeOperator(run);
  const rows = await machinesOf(run);
  if (rows === null || rows.length === 0) {
    return passed('The device list answers; it has no device that was seen lately.', {
      facts: [['Devices', 'none']],
    });
  }
  return passed('The device list answers and has devices.', { facts: [['Devices', 'some']] });
}

/**
 * Null for the service's own "no recent machines", a 404 with a code (Microsoft Learn, "List
 * machines API"). Any other 404 is of something in between and says nothing about rights.
 */
async function machinesOf({ here }: CheckRun): Promise<readonly unknown[] | null> {
  try {
    return read(z.array(Machine), await here.first('/api/machines?$top=1', MACHINES));
  } catch (error) {
    const isNone =
      error instanceof CloudError && error.facts.status === 404 && (error.facts.code ?? '') !== '';
    if (!isNone) throw error;
    return null;
  }
}

const Hunted = z.object({ results: z.array(z.unknown()).max(10) });

async function huntingWorks(run: CheckRun): Promise<Draft> {
  await mustBeOperator(run);
  const body = { Query: 'print ok=1', Timespan: 'P1D' };
  const { results } = read(
    Hunted,
    await run.here.post('/v1.0/security/runHuntingQuery', body, HUNTING),
  );
  return results.length === 1
    ? passed('A query that reads nothing was answered.')
    : failed(`A query of one row was answered with ${counted(results.length, 'row', 'rows')}.`);
}

const Definition = z.object({
  id: word,
  displayName: name,
  rolePermissions: z
    .array(z.object({ allowedResourceActions: words }))
    .max(500)
    .nullish(),
});
const Assignment = z.object({
  roleDefinitionId: word,
  principalIds: words.transform((ids) => ids.map((id) => id.toLowerCase())),
});

async function defenderRoles(run: CheckRun): Promise<Draft> {
  const group = run.take.guidOrNull('group');
  const liveResponse = run.take.flag('liveResponse');
  const definitions = read(
    z.array(Definition),
    await run.here.list(`${ROOT}/roleDefinitions`, ROLES),
  );
  const assignments = read(
    z.array(Assignment),
    await run.here.list(`${ROOT}/roleAssignments`, ROLES),
  );
  const facts = definitions.map((one) => ['Role', one.displayName] as const);
  if (group === null) {
    return information(
      assignments.length === 0
        ? 'Defender unified role-based access has no assignment, so Entra roles may still count.'
        : `Defender unified role-based access has ${counted(assignments.length, 'assignment', 'assignments')}; an Entra role alone may not open Defender.`,
      { facts },
    );
  }
  const ids = assignments
    .filter(({ principalIds }) => principalIds.includes(group))
    .map(({ roleDefinitionId }) => roleDefinitionId);
  const own = definitions.filter(({ id }) => ids.includes(id));
  const wanted = `The group has a Defender role${WANTED[String(liveResponse)] ?? ''}.`;
  if (ids.length === 0) {
    return failed(`The group ${group} has no Defender role.`, { facts, wanted });
  }
  const names =
    listed(
      own.map(({ displayName }) => displayName),
      5,
    ) || 'a role without a name';
  const holdsIt = own.some(holdsLiveResponse);
  const more = {
    facts: [
      ['Roles', names],
      ['Live response', yesNo(holdsIt)],
    ] as const,
    wanted,
  };
  if (liveResponse !== null && holdsIt !== liveResponse) {
    const how = holdsIt
      ? 'holds live response, which it should not'
      : 'does not hold live response';
    return failed(`The group has ${names}, which ${how}.`, more);
  }
  return passed(`The group has ${names}.`, more);
}

const WANTED: Readonly<Record<string, string>> = {
  true: ' that holds live response',
  false: ' that does not hold live response',
};

function holdsLiveResponse({ rolePermissions }: z.infer<typeof Definition>): boolean {
  return (rolePermissions ?? []).some(({ allowedResourceActions }) =>
    allowedResourceActions.some((action) => /live_?response/i.test(action)),
  );
}

const VIEW = 'Security Reader, or “View data” where Defender’s own roles are on';

export const DEFENDER_CHECKS = {
  'devices-visible': {
    title: 'Devices can be seen',
    wanted: 'Defender answers with the device list; no devices is an answer too.',
    kind: 'auto',
    permissions: ['User.Read', ...MACHINES.permissions],
    role: VIEW,
    licence: 'Microsoft Defender for Endpoint',
    source: 'GET /api/machines (Defender for Endpoint)',
    run: devicesVisible,
  },
  'hunting-works': {
    title: 'Hunting works',
    wanted: 'A hunting query that reads nothing is answered.',
    kind: 'auto',
    permissions: ['User.Read', ...HUNTING.permissions],
    role: VIEW,
    licence: 'Microsoft Defender for Endpoint Plan 2',
    source: 'POST /v1.0/security/runHuntingQuery (print ok=1)',
    run: huntingWorks,
  },
  'defender-roles': {
    title: 'The group has a role in Defender',
    wanted: 'The group has a role in Defender unified role-based access.',
    // Roles of before cannot be read, nor whether the unified ones are on.
    kind: 'part',
    permissions: ROLES.permissions,
    role: 'Security Reader',
    licence: null,
    source: `GET ${ROOT}/roleDefinitions, GET ${ROOT}/roleAssignments`,
    run: defenderRoles,
  },
} as const satisfies Record<string, OnboardingCheck>;
