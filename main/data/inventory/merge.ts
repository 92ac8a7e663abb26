import {
  COLUMN_IDS,
  type ColumnId,
  DEVICE_SOURCES,
  type DeviceSource,
} from '../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import {
  type CountField,
  type Device,
  type FacetField,
  type IdField,
  type KeptRecord,
  type ListField,
  MAX_LIST,
  type RecordFacts,
  type TextField,
} from './device.ts';

/** What one record says, as far as it matters for putting a device together. */
export interface SaidRecord extends Omit<KeptRecord, 'raw'> {
  readonly facts: RecordFacts;
}

export interface DeviceIdentity {
  readonly id: number;
  readonly tenantId: TenantId;
  readonly firstCollectedAt: number;
  readonly changedAt: number | null;
}

type Service = 'defender' | 'intune' | 'entra';
type DecidedField = FacetField | TextField | IdField | CountField | 'enrolledAt';

/** A file is what its service said on the day of the export. */
const SERVICE_OF: Readonly<Record<DeviceSource, Service>> = {
  defender: 'defender',
  intune: 'intune',
  entra: 'entra',
  'defender-file': 'defender',
  'intune-file': 'intune',
};

const DEFENDER: readonly Service[] = ['defender'];
const INTUNE_FIRST: readonly Service[] = ['intune', 'defender', 'entra'];
const DEFENDER_FIRST: readonly Service[] = ['defender', 'intune', 'entra'];
const INTUNE_THEN_ENTRA: readonly Service[] = ['intune', 'entra'];

/** Whose word counts for a field, first one first; who is not listed is not asked. */
const PRECEDENCE: Readonly<Record<DecidedField, readonly Service[]>> = {
  name: ['intune', 'entra', 'defender'],
  dnsName: DEFENDER_FIRST,
  user: INTUNE_FIRST,
  userName: INTUNE_FIRST,
  email: INTUNE_FIRST,
  serial: INTUNE_FIRST,
  category: DEFENDER_FIRST,
  deviceGroup: DEFENDER_FIRST,
  os: DEFENDER_FIRST,
  osVersion: DEFENDER_FIRST,
  manufacturer: INTUNE_FIRST,
  model: INTUNE_FIRST,
  encryption: INTUNE_FIRST,
  risk: DEFENDER,
  exposure: DEFENDER,
  criticality: DEFENDER,
  vulnerabilities: DEFENDER,
  criticalVulnerabilities: DEFENDER,
  health: DEFENDER,
  onboarding: DEFENDER,
  antivirus: DEFENDER,
  internetFacing: DEFENDER,
  compliance: INTUNE_THEN_ENTRA,
  managedBy: ['intune', 'entra', 'defender'],
  ownership: INTUNE_THEN_ENTRA,
  joinType: ['entra', 'intune', 'defender'],
  enabled: ['entra'],
  domain: ['defender', 'entra', 'intune'],
  enrolledAt: INTUNE_THEN_ENTRA,
  entraDeviceId: ['entra', 'intune', 'defender'],
  entraObjectId: ['entra', 'intune', 'defender'],
  defenderId: DEFENDER_FIRST,
  intuneId: INTUNE_FIRST,
};

/**
 * Fields of which different values of two services are worth a look. Groups, categories and who
 * manages a device are each service's own notion, and lists complete each other.
 */
const COMPARED: readonly (FacetField | TextField | IdField)[] = [
  'name',
  'dnsName',
  'user',
  'email',
  'serial',
  'os',
  'osVersion',
  'manufacturer',
  'model',
  'encryption',
  'compliance',
  'ownership',
  'joinType',
  'enabled',
  'domain',
  'entraDeviceId',
  'entraObjectId',
  'defenderId',
  'intuneId',
];

/**
 * Puts the records of one device together. Every field is decided by itself: the first service of
 * its precedence that says something. Of several records of a service the newest that knows the
 * field speaks for it, also when it says that the field is empty.
 */
export function mergeDevice(identity: DeviceIdentity, records: readonly SaidRecord[]): Device {
  const byService = orderByService(records);
  const decide = <F extends DecidedField>(field: F): NonNullable<RecordFacts[F]> | null => {
    for (const service of PRECEDENCE[field]) {
      const value = sayOf(byService[service], field);
      if (value !== undefined && value !== null) return value;
    }
    return null;
  };
  const dnsName = decide('dnsName');
  return {
    id: identity.id,
    tenantId: identity.tenantId,
    name: nameOf(byService, dnsName),
    dnsName,
    user: decide('user'),
    userName: decide('userName'),
    email: decide('email'),
    serial: decide('serial'),
    category: decide('category'),
    deviceGroup: decide('deviceGroup'),
    os: decide('os'),
    osVersion: decide('osVersion'),
    manufacturer: decide('manufacturer'),
    model: decide('model'),
    encryption: decide('encryption'),
    risk: decide('risk'),
    exposure: decide('exposure'),
    criticality: decide('criticality'),
    health: decide('health'),
    onboarding: decide('onboarding'),
    antivirus: decide('antivirus'),
    compliance: decide('compliance'),
    managedBy: decide('managedBy'),
    ownership: decide('ownership'),
    joinType: decide('joinType'),
    enabled: decide('enabled'),
    internetFacing: decide('internetFacing'),
    domain: decide('domain'),
    entraDeviceId: decide('entraDeviceId') ?? joinIdOf(records),
    entraObjectId: decide('entraObjectId'),
    defenderId: decide('defenderId'),
    intuneId: decide('intuneId'),
    tags: listOf(byService, 'tags'),
    ips: listOf(byService, 'ips'),
    macs: listOf(byService, 'macs'),
    vulnerabilities: decide('vulnerabilities'),
    criticalVulnerabilities: decide('criticalVulnerabilities'),
    enrolledAt: decide('enrolledAt'),
    lastSeen: pick(records, 'lastSeen', Math.max),
    firstSeen: pick(records, 'firstSeen', Math.min),
    lastSync: pick(records, 'lastSync', Math.max),
    lastSignIn: pick(records, 'lastSignIn', Math.max),
    sources: DEVICE_SOURCES.filter((source) => records.some((record) => record.source === source)),
    collectedAt: records.reduce((newest, { collectedAt }) => Math.max(newest, collectedAt), 0),
    firstCollectedAt: identity.firstCollectedAt,
    exportedAt: newestExport(records),
    changedAt: identity.changedAt,
  };
}

/**
 * Columns of which two services say different things. What an older record of the same service says
 * is old and no disagreement; nor is a difference in case, or a short form of the same.
 */
export function disagreementsOf(records: readonly SaidRecord[]): ColumnId[] {
  const byService = orderByService(records);
  const differing = new Set<ColumnId>(
    COMPARED.filter((field) => {
      const said = Object.values(byService)
        .map((ordered) => sayOf(ordered, field))
        .filter((value) => typeof value === 'string' && value !== '')
        .map((value) => String(value).toLowerCase());
      return said.some((one, index) =>
        said.slice(index + 1).some((two) => !agree(field, one, two)),
      );
    }),
  );
  return COLUMN_IDS.filter((column) => differing.has(column));
}

type ByService = Readonly<Record<Service, readonly SaidRecord[]>>;

/**
 * Records of each service, the one that counts first. The service's interface and its file are
 * ordered by how old their information is; within one of them the device that was seen last counts,
 * because an old registration of a device that was set up anew is never updated again.
 */
function orderByService(records: readonly SaidRecord[]): ByService {
  const byService: Record<Service, SaidRecord[]> = { defender: [], intune: [], entra: [] };
  const asOf = new Map<DeviceSource, number>();
  for (const record of records) {
    byService[SERVICE_OF[record.source]].push(record);
    const time = record.exportedAt ?? record.collectedAt;
    asOf.set(record.source, Math.max(asOf.get(record.source) ?? 0, time));
  }
  for (const ordered of Object.values(byService)) {
    if (ordered.length < 2) continue;
    ordered.sort(
      (one, two) =>
        (asOf.get(two.source) ?? 0) - (asOf.get(one.source) ?? 0) ||
        DEVICE_SOURCES.indexOf(one.source) - DEVICE_SOURCES.indexOf(two.source) ||
        (two.facts.lastSeen ?? -1) - (one.facts.lastSeen ?? -1) ||
        two.collectedAt - one.collectedAt ||
        (one.sourceId < two.sourceId ? -1 : 1),
    );
  }
  return byService;
}

/** What a service says of a field: undefined when none of its records knows the field. */
function sayOf<F extends keyof RecordFacts>(
  ordered: readonly SaidRecord[],
  field: F,
): RecordFacts[F] | undefined {
  for (const { facts } of ordered) if (facts[field] !== undefined) return facts[field];
  return undefined;
}

/** The name people use: Intune's or Entra's as it is, else the first label of what is in DNS. */
function nameOf(byService: ByService, dnsName: string | null): string | null {
  for (const service of ['intune', 'entra'] as const) {
    const name = sayOf(byService[service], 'name');
    if (name !== undefined && name !== null) return name;
  }
  const name = sayOf(byService.defender, 'name') ?? dnsName;
  return name === null ? null : firstLabel(name);
}

/** An address has no labels; a name that begins with a dot has no first one. */
function firstLabel(name: string): string {
  if (/^[\d.]+$/.test(name) || name.includes(':')) return name;
  return name.split('.', 1)[0] || name;
}

/** Two records of one device never have different ones; which of them is asked does not matter. */
function joinIdOf(records: readonly SaidRecord[]): string | null {
  return records.find(({ joinId }) => joinId !== null)?.joinId ?? null;
}

/** Every service adds what the others do not know. Text that differs only in case is the same. */
function listOf(byService: ByService, field: ListField): readonly string[] {
  const values = new Map<string, string>();
  for (const service of DEFENDER_FIRST) {
    for (const value of sayOf(byService[service], field) ?? []) {
      const key = value.toLowerCase();
      if (values.size < MAX_LIST && !values.has(key)) values.set(key, value);
    }
  }
  return [...values.values()];
}

function pick(
  records: readonly SaidRecord[],
  field: 'lastSeen' | 'firstSeen' | 'lastSync' | 'lastSignIn',
  choose: (one: number, two: number) => number,
): number | null {
  let chosen: number | null = null;
  for (const { facts } of records) {
    const value = facts[field] ?? null;
    if (value !== null) chosen = chosen === null ? value : choose(chosen, value);
  }
  return chosen;
}

function newestExport(records: readonly SaidRecord[]): number | null {
  let newest: number | null = null;
  for (const { exportedAt } of records) {
    if (exportedAt !== null) newest = Math.max(newest ?? 0, exportedAt);
  }
  return newest;
}

/** Whether two values in lower case say the same, one of them perhaps more exactly. */
function agree(field: (typeof COMPARED)[number], one: string, two: string): boolean {
  if (one === two) return true;
  switch (field) {
    case 'name':
    case 'dnsName':
    case 'domain':
      // A short name beside a full one; two full ones must be the same.
      return one.startsWith(`${two}.`) || two.startsWith(`${one}.`);
    case 'os':
      return one.startsWith(`${two} `) || two.startsWith(`${one} `);
    case 'osVersion': {
      const areBuilds = [one, two].every((version) => /^\d+(?:\.\d+)+$/.test(version));
      // "24H2" and "10.0.26100" are two ways to count, and neither contradicts the other.
      return !areBuilds || one.startsWith(`${two}.`) || two.startsWith(`${one}.`);
    }
    case 'user': {
      const areFull = one.includes('@') && two.includes('@');
      return !areFull && accountName(one) === accountName(two);
    }
    default:
      return false;
  }
}

/** `josh` of `contoso\josh` and of `josh@contoso.com`. */
function accountName(user: string): string {
  return (user.split('\\').at(-1) ?? user).split('@', 1)[0] ?? user;
}
