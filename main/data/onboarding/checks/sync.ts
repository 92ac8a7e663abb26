import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import type { Asked } from '../../cloud/tenant-api.ts';
import { read } from '../../status/collect/collector.ts';
import { name, timeOrNull, word, wordOrNull } from '../../status/collect/shapes.ts';
import { counted, listed } from '../../status/evaluate/bounded-text.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, filter, passed, quoted, sameName } from './drafts.ts';
import { ownAccount, ownGroups, USER_READ } from './own-account.ts';

/**
 * Cross-tenant synchronization, read in the source tenant. Which tenant a configuration leads to is
 * a secret that the service does not give out, so a configuration is told by its name.
 * Source: Microsoft Graph, "Configure cross-tenant synchronization", 2026-04.
 */

/** Template of the application that a configuration is an instance of. */
const TEMPLATE = '518e5f48-1fc8-4c48-9387-9fdf28b0dfe7';
const APPLICATIONS: Asked = { permissions: ['Application.Read.All'] };
const JOBS: Asked = { permissions: ['Synchronization.Read.All'] };
const SELECT = '$select=id,displayName,applicationTemplateId';
const MAX_CONFIGURATIONS = 20;

const SPS_SOURCE = 'GET /v1.0/servicePrincipals';
const JOBS_SOURCE = 'GET /v1.0/servicePrincipals/{id}/synchronization/jobs';
const COMMON = {
  kind: 'auto',
  permissions: [...APPLICATIONS.permissions, ...JOBS.permissions],
  role: 'Global Reader or Hybrid Identity Administrator',
  licence: 'Microsoft Entra ID P1',
} as const;

const Principal = z.object({ id: word, displayName: name, applicationTemplateId: wordOrNull });

interface Configuration {
  readonly id: string;
  readonly displayName: string;
}

async function configurationsOf({ here }: CheckRun): Promise<readonly Configuration[]> {
  const expression = `applicationTemplateId eq ${quoted(TEMPLATE)}`;
  let rows: readonly unknown[];
  try {
    rows = await here.list(`/v1.0/servicePrincipals?${filter(expression)}&${SELECT}`, APPLICATIONS);
  } catch (error) {
    // It is not documented that the property can be filtered by.
    if (!(error instanceof CloudError) || error.facts.status !== 400) throw error;
    rows = await here.list(`/v1.0/servicePrincipals?${SELECT}&$top=999`, APPLICATIONS);
  }
  return read(z.array(Principal), rows).filter(
    ({ applicationTemplateId }) => applicationTemplateId?.toLowerCase() === TEMPLATE,
  );
}

/** The configuration that the step is about, or why it cannot be told. */
async function configurationOf(run: CheckRun): Promise<Configuration | Draft> {
  const wanted = run.take.text('name');
  const all = await configurationsOf(run);
  const names = all.map(({ displayName }) => displayName);
  const facts = names.slice(0, MAX_CONFIGURATIONS).map((one) => ['Configuration', one] as const);
  if (all.length === 0) return failed('There is no configuration for synchronization.');
  const found = wanted === null ? all : all.filter((one) => sameName(one.displayName, wanted));
  const [first, second] = found;
  if (first === undefined) {
    return failed(`No configuration is called “${wanted ?? ''}”; there is ${listed(names, 5)}.`, {
      facts,
    });
  }
  if (second === undefined) return first;
  return failed(
    `${counted(found.length, 'configuration', 'configurations')} could be meant: ${listed(names, 5)}. Enter the name of the one for this pair.`,
    { facts },
  );
}

const Execution = z.object({ state: wordOrNull, timeEnded: timeOrNull }).nullish();

const Job = z.object({
  id: word,
  templateId: wordOrNull,
  schedule: z.object({ state: wordOrNull }).nullish(),
  status: z
    .object({
      code: wordOrNull,
      quarantine: z.object({ reason: wordOrNull }).nullish(),
      lastExecution: Execution,
      lastSuccessfulExecution: Execution,
    })
    .nullish(),
});

async function jobOf(run: CheckRun, { id }: Configuration): Promise<z.infer<typeof Job> | null> {
  const path = `/v1.0/servicePrincipals/${encodeURIComponent(id)}/synchronization/jobs`;
  const jobs = read(z.array(Job), await run.here.list(path, JOBS));
  return jobs.find(({ templateId }) => templateId === 'Azure2Azure') ?? null;
}

async function syncConfiguration(run: CheckRun): Promise<Draft> {
  const wantsJob = run.take.flag('job') ?? true;
  const one = await configurationOf(run);
  if ('state' in one) return one;
  const facts = [['Configuration', one.displayName]] as const;
  if (!wantsJob) {
    const wanted = 'A cross-tenant synchronization configuration exists.';
    return passed(`The configuration “${one.displayName}” exists.`, { facts, wanted });
  }
  const job = await jobOf(run, one);
  return job === null
    ? failed(`The configuration “${one.displayName}” has no synchronization job yet.`, { facts })
    : passed(`The configuration “${one.displayName}” exists and has a job.`, { facts });
}

const Assignment = z.object({
  principalId: word.transform((id) => id.toLowerCase()),
  principalType: wordOrNull,
  principalDisplayName: name,
});

async function syncOperatorInScope(run: CheckRun): Promise<Draft> {
  const one = await configurationOf(run);
  if ('state' in one) return one;
  const path = `/v1.0/servicePrincipals/${encodeURIComponent(one.id)}/appRoleAssignedTo`;
  const assigned = read(z.array(Assignment), await run.here.list(path, APPLICATIONS));
  const me = await ownAccount(run);
  const facts = assigned
    .slice(0, MAX_CONFIGURATIONS)
    .map((each) => [each.principalType ?? 'Assigned', each.principalDisplayName] as const);
  const direct = assigned.find(({ principalId }) => principalId === me.id);
  if (direct !== undefined) {
    return passed(`${me.userPrincipalName} is assigned to “${one.displayName}”.`, { facts });
  }
  // Synchronization does not look into groups inside a group.
  const groups = new Set(await ownGroups(run, 'memberOf'));
  const through = assigned.find(({ principalId }) => groups.has(principalId));
  return through === undefined
    ? failed(
        `${me.userPrincipalName} is not among the ${counted(assigned.length, 'assignment', 'assignments')} of “${one.displayName}”.`,
        { facts },
      )
    : passed(
        `${me.userPrincipalName} is assigned to “${one.displayName}” through the group ${through.principalDisplayName}.`,
        { facts },
      );
}

const HOUR_MS = 3_600_000;

async function syncRunning(run: CheckRun): Promise<Draft> {
  const maxHours = run.take.number('maxAgeHours', 2);
  const one = await configurationOf(run);
  if ('state' in one) return one;
  const job = await jobOf(run, one);
  if (job === null) return failed(`The configuration “${one.displayName}” has no job yet.`);
  const { schedule, status } = job;
  const ended = status?.lastSuccessfulExecution?.timeEnded ?? null;
  const facts = [
    ['Schedule', schedule?.state ?? 'not said'],
    ['Status', status?.code ?? 'not said'],
    ['Quarantine', status?.quarantine?.reason ?? (status?.quarantine ? 'yes' : 'no')],
    ['Last run', status?.lastExecution?.state ?? 'none'],
    ['Last success', ended ?? 'never'],
  ] as const;
  const wanted = `The job is active, not in quarantine, and succeeded within ${counted(maxHours, 'hour', 'hours')}.`;
  const problems = [
    ...(schedule?.state === 'Active' ? [] : [`its schedule is ${schedule?.state ?? 'not said'}`]),
    ...(status?.code === 'Active' ? [] : [`its status is ${status?.code ?? 'not said'}`]),
    ...(status?.quarantine
      ? [`it is in quarantine (${status.quarantine.reason ?? 'no reason given'})`]
      : []),
    ...lateness(ended, run.now(), maxHours),
  ];
  return problems.length === 0
    ? passed(`“${one.displayName}” runs; the last success was at ${ended ?? ''}.`, {
        facts,
        wanted,
      })
    : failed(`“${one.displayName}” does not run as it should: ${problems.join('; ')}.`, {
        facts,
        wanted,
      });
}

function lateness(ended: string | null, now: Date, maxHours: number): string[] {
  if (ended === null) return ['it has never succeeded'];
  const isLate = now.getTime() - Date.parse(ended) > maxHours * HOUR_MS;
  return isLate ? [`its last success was at ${ended}`] : [];
}

export const SYNC_CHECKS = {
  'sync-configuration': {
    ...COMMON,
    title: 'A synchronization configuration exists',
    wanted: 'A cross-tenant synchronization configuration exists and has a job.',
    // Which tenant it leads to is not given out.
    kind: 'part',
    source: `${SPS_SOURCE}, ${JOBS_SOURCE}`,
    run: syncConfiguration,
  },
  'sync-operator-in-scope': {
    ...COMMON,
    title: 'The operator is in scope of synchronization',
    wanted: 'The operator, or a group of the operator’s, is assigned to the configuration.',
    permissions: [...APPLICATIONS.permissions, ...USER_READ.permissions],
    source: `${SPS_SOURCE}/{id}/appRoleAssignedTo`,
    run: syncOperatorInScope,
  },
  'sync-running': {
    ...COMMON,
    title: 'Synchronization runs',
    wanted: 'The job is active, not in quarantine, and succeeded lately.',
    source: JOBS_SOURCE,
    run: syncRunning,
  },
} as const satisfies Record<string, OnboardingCheck>;
