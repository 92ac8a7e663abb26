import type {
  DeviceImportPreview,
  DeviceView,
  ImportId,
  InventoryState,
  SourceState,
  Tenant,
  TenantInventory,
} from '../../../../preload/contract/index.ts';
import { minutesAgo } from '../estates.ts';
import { IDLE } from '../status.ts';
import type { Fed } from './device-data.ts';

/** What one source gave; say only what differs from having given everything. */
function aSource(source: SourceState['source'], said: Partial<SourceState> = {}): SourceState {
  return {
    source,
    state: 'complete',
    records: 140,
    completeAt: minutesAgo(40),
    triedAt: minutesAgo(40),
    covered: 140,
    refused: 0,
    refusals: [],
    problem: null,
    needs: null,
    ...said,
  };
}

const NEVER: Partial<SourceState> = { records: 0, covered: 0, completeAt: null };

/** Every state that a source can be in, by the place of its tenant. */
const STORIES: readonly (readonly SourceState[])[] = [
  [aSource('defender'), aSource('intune'), aSource('entra')],
  [
    aSource('defender', {
      state: 'partial',
      covered: 80,
      completeAt: minutesAgo(60 * 9),
      problem: 'The service stopped answering after 80 devices.',
    }),
    aSource('intune'),
    aSource('entra', { refused: 12, refusals: ['12 without an id'] }),
  ],
  [
    aSource('defender', {
      ...NEVER,
      state: 'not-permitted',
      problem: 'Defender refused the question.',
      needs: 'Machine.Read.All, and Security Reader',
    }),
    aSource('intune', { ...NEVER, state: 'not-licensed', needs: 'Microsoft Intune Plan 1' }),
    aSource('entra'),
  ],
  [
    aSource('defender'),
    aSource('intune', {
      ...NEVER,
      state: 'not-available',
      problem: 'This API does not exist in this cloud.',
    }),
    aSource('entra', {
      state: 'failed',
      completeAt: minutesAgo(60 * 24 * 3),
      problem: 'The answer was no JSON. What was there before is kept.',
    }),
  ],
  [
    aSource('defender', { ...NEVER, state: 'never', triedAt: null }),
    aSource('intune', { ...NEVER, state: 'never', triedAt: null }),
    aSource('entra', { ...NEVER, state: 'never', triedAt: null }),
    aSource('defender-file', { completeAt: minutesAgo(60 * 24 * 6) }),
  ],
];

const FILE_FED = STORIES.length - 1;

export function fedOf(at: number): Fed {
  const story = at % STORIES.length;
  return story === FILE_FED ? 'files' : story === 3 ? 'defender-only' : 'services';
}

function aTenantInventory(
  tenant: Tenant,
  devices: number,
  sources: readonly SourceState[],
): TenantInventory {
  const times = sources.flatMap(({ completeAt }) => completeAt ?? []).sort();
  return {
    tenantId: tenant.id,
    devices,
    sources: [...sources],
    collectedAt: times[0] ?? null,
    isPartial: sources.some(({ state }) => state === 'partial'),
  };
}

/** What is kept of tenants: with every source's state, or with everything in order. */
export function anInventory(
  tenants: readonly Tenant[],
  isMixed: boolean,
  said: Partial<InventoryState> = {},
): InventoryState {
  return {
    revision: 1,
    storage: 'kept',
    notice: null,
    isLoaded: true,
    tenants: tenants.map((tenant, at) =>
      aTenantInventory(tenant, 150, STORIES[isMixed ? at % STORIES.length : 0] ?? []),
    ),
    progress: IDLE,
    ...said,
  };
}

/** Nothing was ever collected. */
export function emptyInventory(tenants: readonly Tenant[]): InventoryState {
  const sources = (['defender', 'intune', 'entra'] as const).map((source) =>
    aSource(source, { ...NEVER, state: 'never', triedAt: null }),
  );
  const kept = tenants.map((tenant) => aTenantInventory(tenant, 0, sources));
  return anInventory([], false, { tenants: kept });
}

const NO_FILTER: DeviceView['query']['filter'] = {
  tenantIds: null,
  search: '',
  facets: {},
  isNew: false,
  stale: null,
  staleAfterDays: 30,
  isChanged: false,
};

export const SAVED_VIEWS: readonly DeviceView[] = [
  {
    name: 'High risk, not compliant',
    query: {
      filter: { ...NO_FILTER, facets: { risk: ['high', 'medium'], compliance: ['noncompliant'] } },
      sort: [{ column: 'risk', isDescending: true }],
    },
    columns: ['name', 'tenant', 'risk', 'compliance', 'user', 'lastSeen'],
  },
  {
    name: 'Stale for 90 days',
    query: {
      filter: { ...NO_FILTER, stale: 'only', staleAfterDays: 90 },
      sort: [{ column: 'lastSeen', isDescending: false }],
    },
    columns: ['name', 'tenant', 'os', 'lastSeen', 'sources'],
  },
];

/** An export of Defender with a header nobody knows and a few bad rows. */
export function anImportPreview(): DeviceImportPreview {
  return {
    importId: 'i00000000000000d1' as ImportId,
    fileName: 'devices-2026-11-20T09-30-00.csv',
    source: 'defender-file',
    exportedAt: '2026-11-20T09:30:00.000Z',
    exportedAtFrom: 'file-name',
    rows: 214,
    good: 209,
    headers: [
      { header: 'Device ID', column: 'defenderId', isKnown: true, samples: ['8f0c…11', '77ab…02'] },
      {
        header: 'Device Name',
        column: 'name',
        isKnown: true,
        samples: ['paw-017', 'lt-0042', 'srv-dc1'],
      },
      { header: 'OS Platform', column: 'os', isKnown: true, samples: ['Windows11', 'Windows10'] },
      { header: 'Risk Level', column: 'risk', isKnown: true, samples: ['High', 'No known risk'] },
      {
        header: 'Last device update',
        column: 'lastSeen',
        isKnown: true,
        samples: ['2026-11-20T08:11:00Z'],
      },
      { header: 'Standort', column: null, isKnown: false, samples: ['Köln', '<b>Bonn</b>'] },
    ],
    messages: [
      { line: 17, message: 'The device has no id and no name. It is left out.' },
      { line: 90, message: 'The date “31.02.2026” does not exist. It is taken as not known.' },
      { line: 131, message: 'The risk “Severe” is not known. It is kept as it is.' },
    ],
    moreMessages: 0,
  };
}
