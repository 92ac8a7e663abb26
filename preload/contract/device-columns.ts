/**
 * Every column of the device inventory, as data: what it is called, what kind of value it holds,
 * whether its values are counted as a facet. The data process, the table, the exports and saved
 * views all read this list. Value sets are those of Defender, Intune and Entra as documented
 * (Defender device inventory field reference, 2026-04; Graph managedDevice and device resources).
 */

/** How a column's cell is made: `facet` values repeat and are counted, `text` values rarely do. */
export type ColumnKind = 'text' | 'list' | 'facet' | 'time' | 'count' | 'id';

export interface ColumnDef {
  readonly title: string;
  readonly kind: ColumnKind;
  /** Where the column chooser lists it. */
  readonly group: 'Identity' | 'System' | 'Risk' | 'Management' | 'Network' | 'Times' | 'Ids';
  /** Pixels of a fresh table. */
  readonly width: number;
}

export const DEVICE_COLUMNS = {
  name: { title: 'Name', kind: 'text', group: 'Identity', width: 200 },
  tenant: { title: 'Tenant', kind: 'facet', group: 'Identity', width: 130 },
  dnsName: { title: 'DNS name', kind: 'text', group: 'Identity', width: 220 },
  user: { title: 'User', kind: 'text', group: 'Identity', width: 200 },
  userName: { title: 'User name', kind: 'text', group: 'Identity', width: 160 },
  email: { title: 'E-mail', kind: 'text', group: 'Identity', width: 200 },
  serial: { title: 'Serial number', kind: 'text', group: 'Identity', width: 130 },
  category: { title: 'Category', kind: 'facet', group: 'Identity', width: 110 },
  deviceGroup: { title: 'Device group', kind: 'facet', group: 'Identity', width: 130 },
  tags: { title: 'Tags', kind: 'list', group: 'Identity', width: 150 },
  os: { title: 'OS', kind: 'facet', group: 'System', width: 130 },
  osVersion: { title: 'OS version', kind: 'facet', group: 'System', width: 130 },
  manufacturer: { title: 'Manufacturer', kind: 'facet', group: 'System', width: 130 },
  model: { title: 'Model', kind: 'facet', group: 'System', width: 140 },
  encryption: { title: 'Encryption', kind: 'facet', group: 'System', width: 110 },
  risk: { title: 'Risk', kind: 'facet', group: 'Risk', width: 110 },
  exposure: { title: 'Exposure', kind: 'facet', group: 'Risk', width: 110 },
  criticality: { title: 'Device value', kind: 'facet', group: 'Risk', width: 110 },
  vulnerabilities: { title: 'Vulnerabilities', kind: 'count', group: 'Risk', width: 110 },
  criticalVulnerabilities: { title: 'Critical', kind: 'count', group: 'Risk', width: 90 },
  health: { title: 'Sensor health', kind: 'facet', group: 'Management', width: 130 },
  onboarding: { title: 'Onboarding', kind: 'facet', group: 'Management', width: 130 },
  antivirus: { title: 'Antivirus', kind: 'facet', group: 'Management', width: 110 },
  compliance: { title: 'Compliance', kind: 'facet', group: 'Management', width: 130 },
  managedBy: { title: 'Managed by', kind: 'facet', group: 'Management', width: 120 },
  ownership: { title: 'Ownership', kind: 'facet', group: 'Management', width: 110 },
  joinType: { title: 'Join type', kind: 'facet', group: 'Management', width: 120 },
  enabled: { title: 'Account', kind: 'facet', group: 'Management', width: 100 },
  internetFacing: { title: 'Internet facing', kind: 'facet', group: 'Network', width: 110 },
  ips: { title: 'IP addresses', kind: 'list', group: 'Network', width: 140 },
  macs: { title: 'MAC addresses', kind: 'list', group: 'Network', width: 150 },
  domain: { title: 'Domain', kind: 'facet', group: 'Network', width: 140 },
  lastSeen: { title: 'Last seen', kind: 'time', group: 'Times', width: 120 },
  firstSeen: { title: 'First seen', kind: 'time', group: 'Times', width: 120 },
  lastSync: { title: 'Last sync', kind: 'time', group: 'Times', width: 120 },
  lastSignIn: { title: 'Last sign-in', kind: 'time', group: 'Times', width: 120 },
  enrolledAt: { title: 'Enrolled', kind: 'time', group: 'Times', width: 120 },
  collectedAt: { title: 'Collected', kind: 'time', group: 'Times', width: 120 },
  exportedAt: { title: 'Exported', kind: 'time', group: 'Times', width: 120 },
  changedAt: { title: 'Changed', kind: 'time', group: 'Times', width: 120 },
  sources: { title: 'Sources', kind: 'list', group: 'Ids', width: 150 },
  entraDeviceId: { title: 'Entra device ID', kind: 'id', group: 'Ids', width: 280 },
  entraObjectId: { title: 'Entra object ID', kind: 'id', group: 'Ids', width: 280 },
  defenderId: { title: 'Defender device ID', kind: 'id', group: 'Ids', width: 300 },
  intuneId: { title: 'Intune device ID', kind: 'id', group: 'Ids', width: 280 },
} as const satisfies Readonly<Record<string, ColumnDef>>;

export type ColumnId = keyof typeof DEVICE_COLUMNS;

export const COLUMN_IDS = Object.keys(DEVICE_COLUMNS) as readonly ColumnId[];

/** Columns of a fresh table, in order. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  'name',
  'tenant',
  'os',
  'risk',
  'exposure',
  'health',
  'compliance',
  'user',
  'lastSeen',
  'collectedAt',
];

/**
 * Facets, in the order they are shown. `lastSeenAge` is made of a time and the present; `tags` and
 * `sources` count a device once for each of its values.
 */
export const FACET_IDS = [
  'tenant',
  'deviceGroup',
  'os',
  'osVersion',
  'risk',
  'exposure',
  'health',
  'onboarding',
  'antivirus',
  'compliance',
  'managedBy',
  'internetFacing',
  'tags',
  'lastSeenAge',
  'sources',
  'criticality',
  'category',
  'ownership',
  'joinType',
  'encryption',
  'enabled',
] as const;
export type FacetId = (typeof FACET_IDS)[number];

/** Stands in filters and counts for "no source says". Never a value of a service. */
export const NOT_KNOWN = '';

/** Where what is known of a device comes from. Files are exports an operator imported. */
export const DEVICE_SOURCES = [
  'defender',
  'intune',
  'entra',
  'defender-file',
  'intune-file',
] as const;
export type DeviceSource = (typeof DEVICE_SOURCES)[number];

/** Ages of "last seen", youngest first: less than so many days. */
export const LAST_SEEN_AGES = ['1d', '7d', '30d', '90d', 'older'] as const;

/**
 * Known values of facets with their words, best first where there is such an order; sorting follows
 * it. A value of a service that is not listed is kept as it is and sorted after these.
 */
export const DEVICE_VALUES: Readonly<Partial<Record<FacetId, Readonly<Record<string, string>>>>> = {
  risk: {
    none: 'No known risk',
    informational: 'Informational',
    low: 'Low',
    medium: 'Medium',
    high: 'High',
  },
  exposure: { none: 'None', low: 'Low', medium: 'Medium', high: 'High' },
  criticality: { low: 'Low', normal: 'Normal', high: 'High' },
  health: {
    active: 'Active',
    inactive: 'Inactive',
    'impaired-communication': 'Impaired communication',
    'no-sensor-data': 'No sensor data',
    'no-sensor-data-impaired-communication': 'No sensor data, impaired communication',
    misconfigured: 'Misconfigured',
  },
  onboarding: {
    onboarded: 'Onboarded',
    'can-be-onboarded': 'Can be onboarded',
    unsupported: 'Unsupported',
    'insufficient-info': 'Insufficient information',
  },
  antivirus: {
    active: 'Active',
    passive: 'Passive',
    'edr-block': 'EDR in block mode',
    disabled: 'Disabled',
    other: 'Other product',
  },
  compliance: {
    compliant: 'Compliant',
    'in-grace-period': 'In grace period',
    'config-manager': 'Configuration Manager',
    conflict: 'Conflict',
    error: 'Error',
    noncompliant: 'Not compliant',
  },
  managedBy: {
    intune: 'Intune',
    'config-manager': 'Configuration Manager',
    'co-managed': 'Co-managed',
    defender: 'Defender for Endpoint',
    other: 'Other',
    none: 'Not managed',
  },
  internetFacing: { no: 'No', yes: 'Yes' },
  encryption: { yes: 'Encrypted', no: 'Not encrypted' },
  enabled: { yes: 'Enabled', no: 'Disabled' },
  ownership: { company: 'Company', personal: 'Personal' },
  joinType: {
    'entra-joined': 'Entra joined',
    'hybrid-joined': 'Hybrid joined',
    registered: 'Registered',
    'not-registered': 'Not registered',
  },
  sources: {
    defender: 'Defender',
    intune: 'Intune',
    entra: 'Entra',
    'defender-file': 'Defender file',
    'intune-file': 'Intune file',
  },
  lastSeenAge: {
    '1d': 'Within a day',
    '7d': 'Within 7 days',
    '30d': 'Within 30 days',
    '90d': 'Within 90 days',
    older: 'Longer ago',
  },
};
