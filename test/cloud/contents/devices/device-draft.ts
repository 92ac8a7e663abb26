import type { SimulatedTenant } from '../../estates/estate.ts';
import type { Random } from '../../estates/random.ts';

/** What a device is, before each service says it in its own way. */
export type DeviceDraft = {
  /** Short name, as Intune and Entra write it. */
  name: string;
  kind: DeviceKind;
  os: OsDraft;
  user: string | null;
  /** Days since it was first known, and since it was last seen. */
  ageDays: number;
  idleDays: number;
  /** Which services know it. */
  inDefender: boolean;
  inIntune: boolean;
  inEntra: boolean;
  join: 'AzureAd' | 'ServerAd' | 'Workplace' | null;
  compliance: string;
  isPaw: boolean;
  /** What one service says is not what another says. */
  disagrees: boolean;
};

export type DeviceKind = 'workstation' | 'server' | 'mac' | 'phone' | 'linux' | 'discovered';

export type OsDraft = {
  /** As Defender writes it; null where its sensor does not run. */
  platform: string | null;
  /** As Intune and Entra write it. */
  name: string;
  release: string;
  build: number | null;
  version: string;
};

const WINDOWS_11: readonly OsDraft[] = [
  windows('Windows11', '24H2', 26_100, 2314),
  windows('Windows11', '24H2', 26_100, 2454),
  windows('Windows11', '23H2', 22_631, 4460),
  windows('Windows11', '25H2', 26_200, 1150),
];
const WINDOWS_10 = windows('Windows10', '22H2', 19_045, 5131);
const SERVERS: readonly OsDraft[] = [
  { ...windows('WindowsServer2022', '21H2', 20_348, 2762), name: 'Windows Server' },
  { ...windows('WindowsServer2019', '1809', 17_763, 6414), name: 'Windows Server' },
  { ...windows('WindowsServer2016', '1607', 14_393, 7428), name: 'Windows Server' },
  { ...windows('WindowsServer2025', '24H2', 26_100, 2314), name: 'Windows Server' },
];
const LINUX: readonly OsDraft[] = [
  other('Ubuntu', 'Linux', '24.4'),
  other('RedHatEnterpriseLinux', 'Linux', '9.4'),
  other('Debian', 'Linux', '12.0'),
];
const MAC: readonly OsDraft[] = [
  other('macOS', 'macOS', '15.1'),
  other('macOS', 'macOS', '14.7.1'),
];
const PHONES: readonly OsDraft[] = [
  other('iOS', 'iOS', '18.1'),
  other('Android', 'Android', '15'),
  other('iOS', 'iPadOS', '17.7'),
];

function windows(platform: string, release: string, build: number, patch: number): OsDraft {
  return { platform, name: 'Windows', release, build, version: `10.0.${build}.${patch}` };
}

function other(platform: string, name: string, version: string): OsDraft {
  return { platform, name, release: version, build: null, version };
}

const PEOPLE = 'aida ben chloe deniz eva finn gwen hugo ines jonas kira liam mona nils'.split(' ');

/** The kinds that a fleet has, in their shares of a hundred. */
const SHARES: readonly (readonly [DeviceKind, number])[] = [
  ['workstation', 58],
  ['server', 12],
  ['mac', 8],
  ['phone', 12],
  ['linux', 5],
  ['discovered', 5],
];

function kindOf(random: Random): DeviceKind {
  let left = random.integer(1, 100);
  for (const [kind, share] of SHARES) {
    left -= share;
    if (left <= 0) return kind;
  }
  return 'workstation';
}

const OS: Readonly<Record<DeviceKind, readonly OsDraft[]>> = {
  workstation: [...WINDOWS_11, ...WINDOWS_11, WINDOWS_10],
  server: SERVERS,
  mac: MAC,
  phone: PHONES,
  linux: LINUX,
  discovered: [WINDOWS_10, other('Unknown', 'Unknown', '')],
};

const PREFIX: Readonly<Record<DeviceKind, string>> = {
  workstation: 'WS',
  server: 'SRV',
  mac: 'MAC',
  phone: 'MOB',
  linux: 'lnx',
  discovered: 'unknown',
};

/** Names that a tenant's user can choose, and a careless reader stumbles over. */
const HOSTILE_NAMES: readonly string[] = [
  'invoice\u202egnp.exe',
  'x'.repeat(10_000),
  'half\ud83d-of-a-pair',
  '=HYPERLINK("https://attacker.example","click")',
  '<img src=x onerror=alert(1)>',
  "Robert'); DROP TABLE devices;--",
  '😀'.repeat(300),
  'line\nbreak\u0000and\u2028more',
];

/** The device number `index` of a tenant; the same for the same numbers and seed. */
export function draftDevice(tenant: SimulatedTenant, index: number, random: Random): DeviceDraft {
  const kind = kindOf(random);
  const chance = (share: number): boolean => random.next() < share;
  const number = String(index + 1).padStart(4, '0');
  const hostile = tenant.fleet.hasHostileNames ? HOSTILE_NAMES[index] : undefined;
  const isPaw = kind === 'workstation' && chance(0.06);
  const isPersonal = kind === 'phone' && chance(0.5);
  // A tenth is forgotten, a twentieth came this week.
  const isStale = chance(0.1);
  const isNew = !isStale && chance(0.05);
  const idleDays = isStale ? random.integer(91, 170) : chance(0.85) ? 0 : random.integer(1, 40);
  const ageDays = isNew ? random.integer(0, 6) : random.integer(idleDays + 8, idleDays + 900);
  const hasJoin = kind !== 'discovered' && kind !== 'linux' && (kind !== 'server' || chance(0.4));
  const join = !hasJoin
    ? null
    : isPersonal || chance(0.05)
      ? 'Workplace'
      : kind === 'server' || chance(0.35)
        ? 'ServerAd'
        : 'AzureAd';
  const isServer = kind === 'server' || kind === 'linux' || kind === 'discovered';
  return {
    name: hostile ?? `${isPaw ? 'PAW' : PREFIX[kind]}-${number}`,
    kind,
    os: random.pick(OS[kind]),
    user: isServer ? null : `${random.pick(PEOPLE)}@${tenant.domain}`,
    ageDays,
    idleDays: isNew ? 0 : idleDays,
    inDefender: isServer || (kind === 'phone' ? chance(0.3) : chance(0.93)),
    inIntune: !isServer && join !== 'Workplace' && chance(0.94),
    inEntra: join !== null,
    join,
    compliance: random.pick([
      'compliant',
      'compliant',
      'compliant',
      'compliant',
      'noncompliant',
      'inGracePeriod',
      'unknown',
    ]),
    isPaw,
    disagrees: chance(0.08),
  };
}
