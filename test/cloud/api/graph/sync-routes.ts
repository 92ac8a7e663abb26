import type { SetUpBook } from '../../set-up/set-up-book.ts';
import type { SyncConfiguration } from '../../set-up/set-up.ts';
import { NOT_FOUND } from '../answer.ts';
import { filtered } from './filter.ts';
import type { Entity, GraphCall, GraphRoute } from './route.ts';

/** Template of the application that every configuration is an instance of. */
const TEMPLATE = '518e5f48-1fc8-4c48-9387-9fdf28b0dfe7';
const READERS = [
  'Hybrid Identity Administrator',
  'Cloud Application Administrator',
  'Security Administrator',
  'Global Reader',
  'Global Administrator',
] as const;

function listed({ contents, caller }: GraphCall): readonly SyncConfiguration[] {
  const { setUps } = contents;
  return setUps
    .of(caller.tenant.id)
    .configurations.filter(({ visibleAtMs }) => visibleAtMs <= setUps.now());
}

function principals(call: GraphCall): Entity[] {
  const { caller } = call;
  const other = {
    id: caller.tenant.id.replace(/.$/, '0'),
    appId: '00000003-0000-0000-c000-000000000000',
    displayName: 'Microsoft Graph',
    applicationTemplateId: null,
  };
  return [
    other,
    ...listed(call).map(({ id, appId, displayName }) => ({
      id,
      appId,
      displayName,
      applicationTemplateId: TEMPLATE,
    })),
  ];
}

function execution(atMs: number | null): Entity | null {
  if (atMs === null) return null;
  return {
    state: 'Succeeded',
    timeBegan: new Date(atMs - 20_000).toISOString(),
    timeEnded: new Date(atMs).toISOString(),
    countImported: 1,
    countExported: 1,
    countEscrowed: 0,
    error: null,
  };
}

function codeOf(one: SyncConfiguration): string {
  if (one.quarantine !== null) return 'Quarantine';
  if (!one.isOn) return 'Paused';
  return one.lastSuccessAtMs === null ? 'NotRun' : 'Active';
}

function job({ of }: SetUpBook, sourceId: string, one: SyncConfiguration): Entity {
  const done = execution(one.lastSuccessAtMs);
  return {
    id: `Azure2Azure.${of(sourceId).tenantId}.${one.id}`,
    templateId: 'Azure2Azure',
    schedule: { interval: 'PT40M', state: one.isOn ? 'Active' : 'Disabled', expiration: null },
    status: {
      code: codeOf(one),
      countSuccessiveCompleteFailures: 0,
      quarantine: one.quarantine === null ? null : { reason: one.quarantine },
      steadyStateFirstAchievedTime: null,
      lastExecution: done,
      lastSuccessfulExecution: done,
      synchronizedEntryCountByType: [],
    },
  };
}

const ONE = '/servicePrincipals/{id}';

/** Cross-tenant synchronization, as the source tenant has it. */
export const SYNC_ROUTES: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: '/servicePrincipals',
    permissions: ['Application.Read.All', 'Directory.Read.All'],
    answer: (call) => {
      const items = filtered(principals(call), call.url.searchParams.get('$filter'));
      return 'code' in items ? items : { kind: 'list', context: 'servicePrincipals', items };
    },
  },
  {
    method: 'GET',
    path: `${ONE}/synchronization/jobs`,
    permissions: ['Synchronization.Read.All'],
    roles: READERS,
    licence: 'p1',
    answer: (call) => {
      const one = listed(call).find(({ id }) => id === call.parameters.id);
      if (!one) return NOT_FOUND;
      const { setUps } = call.contents;
      // Without a connection there is nothing that could run.
      const items = one.targetTenantId === null ? [] : [job(setUps, call.caller.tenant.id, one)];
      return { kind: 'list', context: 'servicePrincipals/synchronization/jobs', items };
    },
  },
  {
    method: 'GET',
    path: `${ONE}/appRoleAssignedTo`,
    permissions: ['Application.Read.All', 'Directory.Read.All'],
    answer: (call) => {
      const one = listed(call).find(({ id }) => id === call.parameters.id);
      if (!one) return NOT_FOUND;
      const items = one.assigned.map(({ principalId, principalType, displayName }) => ({
        id: `${one.id}.${principalId}`,
        principalId,
        principalType,
        principalDisplayName: displayName,
        resourceId: one.id,
      }));
      return { kind: 'list', context: 'appRoleAssignments', items };
    },
  },
];
