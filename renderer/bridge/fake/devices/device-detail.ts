import type {
  ColumnId,
  DeviceChange,
  DeviceDetail,
  DeviceSource,
  SourceRecord,
} from '../../../../preload/contract/index.ts';
import type { FakeDevice } from './device-data.ts';

/** Columns that each source knows something of. */
const KNOWN_BY: Readonly<Record<DeviceSource, readonly ColumnId[]>> = {
  defender: [
    'name',
    'dnsName',
    'user',
    'os',
    'osVersion',
    'risk',
    'exposure',
    'health',
    'onboarding',
    'antivirus',
    'tags',
    'deviceGroup',
    'ips',
    'macs',
    'lastSeen',
    'firstSeen',
    'vulnerabilities',
    'entraDeviceId',
    'defenderId',
  ],
  intune: [
    'name',
    'user',
    'email',
    'serial',
    'os',
    'osVersion',
    'manufacturer',
    'model',
    'compliance',
    'encryption',
    'ownership',
    'managedBy',
    'lastSync',
    'enrolledAt',
    'entraDeviceId',
    'intuneId',
  ],
  entra: [
    'name',
    'os',
    'osVersion',
    'joinType',
    'enabled',
    'lastSignIn',
    'entraDeviceId',
    'entraObjectId',
  ],
  'defender-file': [
    'name',
    'os',
    'osVersion',
    'risk',
    'exposure',
    'health',
    'onboarding',
    'tags',
    'ips',
    'lastSeen',
    'firstSeen',
    'defenderId',
  ],
  'intune-file': ['name', 'user', 'serial', 'os', 'osVersion', 'compliance', 'lastSync'],
};

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

function recordOf(device: FakeDevice, source: DeviceSource): SourceRecord {
  const { cells, disagreements } = device;
  const said: SourceRecord['cells'] = {};
  for (const column of KNOWN_BY[source]) {
    const cell = cells[column];
    if (cell === undefined || cell === null) continue;
    said[column] =
      disagreements.includes(column) && source === 'intune' && typeof cell === 'string'
        ? `${cell}.4602`
        : cell;
  }
  const collected = typeof cells.collectedAt === 'number' ? cells.collectedAt : 0;
  const exported = typeof cells.exportedAt === 'number' ? iso(cells.exportedAt) : null;
  return {
    source,
    sourceId: String(cells.defenderId ?? cells.entraDeviceId ?? device.id),
    collectedAt: iso(collected),
    firstCollectedAt: iso(collected - 86_400 * 120),
    exportedAt: source.endsWith('-file') ? exported : null,
    cells: said,
    raw: JSON.stringify({ '@odata.type': `#microsoft.graph.${source}`, ...said, id: device.id }),
  };
}

/** What changed of a device, made up: the newest only for those that are marked as changed. */
export function changesOf(device: FakeDevice): DeviceChange[] {
  const { cells, id, tenantId } = device;
  const name = String(cells.name ?? '').slice(0, 400);
  const changes: DeviceChange[] = [];
  if (typeof cells.changedAt === 'number') {
    changes.push({
      at: iso(cells.changedAt),
      tenantId,
      deviceId: id,
      name,
      kind: 'changed',
      fields: [
        { column: 'risk', before: 'low', after: cells.risk ?? null },
        { column: 'osVersion', before: '23H2', after: cells.osVersion ?? null },
      ],
    });
  }
  const first = typeof cells.firstSeen === 'number' ? cells.firstSeen : 0;
  changes.push({ at: iso(first), tenantId, deviceId: id, name, kind: 'added', fields: [] });
  return changes;
}

export function detailOf(device: FakeDevice): DeviceDetail {
  const sources = Array.isArray(device.cells.sources) ? device.cells.sources : [];
  return {
    id: device.id,
    tenantId: device.tenantId,
    cells: device.cells,
    records: sources.map((source) => recordOf(device, source as DeviceSource)),
    disagreements: [...device.disagreements],
    changes: changesOf(device),
  };
}
