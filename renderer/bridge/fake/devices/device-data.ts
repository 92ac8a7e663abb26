import type {
  Cell,
  ColumnId,
  DeviceId,
  DeviceSource,
  Tenant,
  TenantId,
} from '../../../../preload/contract/index.ts';

/** A device of the fake inventory: its cells as the table shows them. */
export interface FakeDevice {
  readonly id: DeviceId;
  readonly tenantId: TenantId;
  readonly cells: Readonly<Partial<Record<ColumnId, Cell>>>;
  /** Columns that its sources say different things of. */
  readonly disagreements: readonly ColumnId[];
}

/** Which sources a tenant's devices come from. */
export type Fed = 'services' | 'defender-only' | 'files';

const DAY = 86_400;

/** A number that looks random and is always the same: 0 to 1 for any two whole numbers. */
function noise(one: number, other: number): number {
  let bits = Math.imul(one + 1, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 0xffffffff;
}

/** One of some values in given shares, the first ones more often. */
function pick<T>(values: readonly (readonly [share: number, value: T])[], at: number): T {
  const sum = values.reduce((total, [share]) => total + share, 0);
  let left = at * sum;
  for (const [share, value] of values) {
    left -= share;
    if (left <= 0) return value;
  }
  const last = values.at(-1);
  if (last === undefined) throw new Error('There is nothing to choose from.');
  return last[1];
}

const PREFIXES = ['PAW', 'LT', 'WS', 'SRV', 'KIOSK', 'LAB', 'VDI', 'MAC'] as const;
const PEOPLE = ['josh', 'amira', 'li', 'sofia', 'noah', 'priya', 'jonas', 'chen', 'maria', 'tom'];

const SYSTEMS: readonly (readonly [number, readonly [string, string, string, string]])[] = [
  [50, ['Windows 11', '24H2', 'Microsoft', 'Surface Laptop 6']],
  [22, ['Windows 11', '23H2', 'Dell', 'Latitude 7450']],
  [12, ['Windows 10', '22H2', 'Lenovo', 'ThinkPad T14']],
  [8, ['macOS', '15.1', 'Apple', 'MacBook Pro 14']],
  [6, ['Windows Server 2022', '21H2', 'HPE', 'ProLiant DL360']],
  [4, ['Ubuntu', '24.04', 'Dell', 'PowerEdge R660']],
  [3, ['iOS', '18.1', 'Apple', 'iPhone 15']],
];

const hex = (seed: number, length: number) =>
  Array.from({ length }, (_, at) => Math.floor(noise(seed, at + 71) * 16).toString(16)).join('');
const guid = (seed: number) =>
  `${hex(seed, 8)}-${hex(seed + 1, 4)}-4${hex(seed + 2, 3)}-8${hex(seed + 3, 3)}-${hex(seed + 4, 12)}`;

/** A plausible device of a tenant. The same number gives the same device. */
export function aDevice(
  number: number,
  tenantId: TenantId,
  domain: string,
  nowSeconds: number,
  fed: Fed = 'services',
): FakeDevice {
  const at = (trait: number) => noise(number, trait);
  const [os, osVersion, manufacturer, model] = pick(SYSTEMS, at(1));
  const person = PEOPLE[Math.floor(at(2) * PEOPLE.length)] ?? 'josh';
  const prefix = PREFIXES[Math.floor(at(3) * PREFIXES.length)] ?? 'PAW';
  const name = `${prefix}-${String(number + 1).padStart(4, '0')}`;
  const isServer = os.includes('Server') || os === 'Ubuntu';
  const age =
    pick(
      [
        [70, at(4) * 20],
        [14, 24 + at(4) * 140],
        [8, 24 * 8 + at(4) * 500],
        [8, 24 * 31 + at(4) * 2400],
      ],
      at(5),
    ) * 3600;
  const lastSeen = Math.round(nowSeconds - age);
  const collectedAt = Math.round(
    nowSeconds - (fed === 'files' ? 6 * DAY : 40 * 60 + (number % 7) * 60),
  );
  const isOnboarded = at(6) < 0.86;
  const isInIntune = fed === 'services' && at(7) < 0.8 && !isServer;
  const sources: DeviceSource[] =
    fed === 'files'
      ? ['defender-file']
      : [
          ...(isOnboarded || at(8) < 0.5 || fed === 'defender-only' ? (['defender'] as const) : []),
          ...(isInIntune ? (['intune'] as const) : []),
          ...(fed === 'services' ? (['entra'] as const) : []),
        ];
  const inDefender = sources.includes('defender') || fed === 'files';
  const cells: Partial<Record<ColumnId, Cell>> = {
    name,
    tenant: tenantId,
    dnsName: `${name.toLowerCase()}.${domain}`,
    user: isServer ? null : `${person}${String(number % 40)}@${domain}`,
    userName: isServer
      ? null
      : `${person.charAt(0).toUpperCase()}${person.slice(1)} ${String(number % 40)}`,
    email: isServer ? null : `${person}${String(number % 40)}@${domain}`,
    serial: isInIntune ? hex(number + 9, 10).toUpperCase() : null,
    category: os === 'iOS' ? 'Mobile' : isServer ? 'Server' : 'Endpoint',
    deviceGroup: inDefender
      ? pick(
          [
            [5, 'Workstations'],
            [3, 'PAW devices'],
            [2, 'Servers'],
            [1, 'Ungrouped'],
          ],
          at(9),
        )
      : null,
    tags:
      at(10) < 0.3
        ? at(10) < 0.1
          ? ['tier-0', 'paw']
          : [
              pick(
                [
                  [3, 'tier-1'],
                  [2, 'finance'],
                  [1, 'pilot ring'],
                ],
                at(11),
              ),
            ]
        : [],
    os,
    osVersion,
    manufacturer: fed === 'defender-only' ? null : manufacturer,
    model: isInIntune ? model : null,
    encryption: isInIntune ? (at(12) < 0.93 ? 'yes' : 'no') : null,
    risk: inDefender
      ? pick(
          [
            [55, 'none'],
            [18, 'informational'],
            [14, 'low'],
            [9, 'medium'],
            [4, 'high'],
          ],
          at(13),
        )
      : null,
    exposure:
      inDefender && age < 30 * DAY
        ? pick(
            [
              [52, 'low'],
              [35, 'medium'],
              [13, 'high'],
            ],
            at(14),
          )
        : null,
    criticality: inDefender
      ? pick(
          [
            [8, 'normal'],
            [1, 'high'],
            [1, 'low'],
          ],
          at(15),
        )
      : null,
    vulnerabilities: inDefender && isOnboarded ? Math.floor(at(16) ** 3 * 240) : null,
    criticalVulnerabilities: inDefender && isOnboarded ? Math.floor(at(16) ** 6 * 18) : null,
    health: !inDefender
      ? null
      : age > 7 * DAY
        ? 'inactive'
        : pick(
            [
              [90, 'active'],
              [4, 'impaired-communication'],
              [3, 'no-sensor-data'],
              [2, 'misconfigured'],
            ],
            at(17),
          ),
    onboarding: inDefender
      ? isOnboarded
        ? 'onboarded'
        : pick(
            [
              [6, 'can-be-onboarded'],
              [2, 'unsupported'],
              [2, 'insufficient-info'],
            ],
            at(18),
          )
      : null,
    antivirus:
      inDefender && isOnboarded
        ? pick(
            [
              [80, 'active'],
              [10, 'passive'],
              [4, 'disabled'],
              [6, 'other'],
            ],
            at(19),
          )
        : null,
    compliance: isInIntune
      ? pick(
          [
            [76, 'compliant'],
            [12, 'noncompliant'],
            [7, 'in-grace-period'],
            [2, 'error'],
          ],
          at(20),
        )
      : null,
    managedBy: isInIntune
      ? pick(
          [
            [8, 'intune'],
            [2, 'co-managed'],
          ],
          at(21),
        )
      : inDefender
        ? 'defender'
        : 'none',
    ownership: isInIntune ? (at(22) < 0.9 ? 'company' : 'personal') : null,
    joinType:
      fed === 'services'
        ? pick(
            [
              [7, 'entra-joined'],
              [4, 'hybrid-joined'],
              [1, 'registered'],
            ],
            at(23),
          )
        : null,
    enabled: fed === 'services' ? (at(24) < 0.96 ? 'yes' : 'no') : null,
    internetFacing: inDefender ? (at(25) < 0.04 ? 'yes' : 'no') : null,
    ips: [`10.${String(number % 200)}.${String((number >> 3) % 255)}.${String(number % 251)}`],
    macs: [`00-15-5D-${hex(number, 2)}-${hex(number + 1, 2)}-${hex(number + 2, 2)}`.toUpperCase()],
    domain: at(26) < 0.5 ? domain : null,
    lastSeen,
    firstSeen: Math.round(nowSeconds - age - at(27) ** 2 * 700 * DAY - 3600),
    lastSync: isInIntune ? lastSeen - 600 : null,
    lastSignIn: fed === 'services' ? lastSeen - 4000 : null,
    enrolledAt: isInIntune ? Math.round(nowSeconds - age - 300 * DAY) : null,
    collectedAt,
    exportedAt: fed === 'files' ? collectedAt - 3 * 3600 : null,
    changedAt: at(28) < 0.05 ? collectedAt : null,
    sources,
    entraDeviceId: fed === 'services' ? guid(number * 11) : null,
    entraObjectId: fed === 'services' ? guid(number * 13) : null,
    defenderId: inDefender ? hex(number * 17, 40) : null,
    intuneId: isInIntune ? guid(number * 19) : null,
  };
  const disagreements: ColumnId[] = sources.length > 2 && at(29) < 0.4 ? ['osVersion', 'user'] : [];
  return { id: number as DeviceId, tenantId, cells, disagreements };
}

/** Devices of tenants, dealt out unevenly: the first tenant has most. */
export function devicesOf(
  tenants: readonly Tenant[],
  count: number,
  fedOf: (at: number) => Fed = () => 'services',
): readonly FakeDevice[] {
  if (tenants.length === 0) return [];
  const nowSeconds = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_, number) => {
    const at = Math.floor(noise(number, 99) ** 1.6 * tenants.length) % tenants.length;
    const tenant = tenants[at];
    if (tenant === undefined) throw new Error('There is always a tenant.');
    return aDevice(number, tenant.id, tenant.domain, nowSeconds, fedOf(at));
  });
}

/** Devices whose texts try to break out of their cells, or to pass for something else. */
export function hostileDevices(tenants: readonly Tenant[]): readonly FakeDevice[] {
  const texts = [
    '<img src=x onerror="document.title=\'owned\'">',
    'PAW-001\u202e100-WAP',
    `${'extraordinarily-long-name-'.repeat(9)}X`,
    'PAW\u200b-001',
    '\u2067مرحبا\u2069',
    '=HYPERLINK("https://evil.example")',
    '{{constructor.constructor("alert(1)")()}}',
    '\ud800 lone',
    'line\nbreak\ttab',
  ];
  return devicesOf(tenants, 60).map(({ id, tenantId, cells }, at) => {
    const text = texts[at % texts.length] ?? '';
    const said: Partial<Record<ColumnId, Cell>> = {
      name: text,
      user: text,
      tags: [text, 'plain'],
      deviceGroup: text.slice(0, 100),
      os: at % 3 === 0 ? text.slice(0, 80) : 'Windows 11',
      risk: at % 7 === 0 ? '<b>severe</b>\u202e' : (cells.risk ?? null),
    };
    return { id, tenantId, cells: Object.assign({}, cells, said), disagreements: ['name'] };
  });
}
