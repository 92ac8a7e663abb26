/**
 * Operating systems and their versions in few words, the same for every source. Defender says
 * `Windows11` and `24H2`, Intune and Entra say `Windows` and `10.0.26100.2314`; one device must not
 * be counted under two names, nor disagree with itself.
 */

export interface OperatingSystem {
  readonly os: string | null;
  /** Release name of Windows ("24H2"), or the version as the source writes it. */
  readonly osVersion: string | null;
}

/** Releases by build. Source: Windows release health, and Windows Server release information. */
const RELEASES: Readonly<Record<number, string>> = {
  10240: '1507',
  10586: '1511',
  14393: '1607',
  15063: '1703',
  16299: '1709',
  17134: '1803',
  17763: '1809',
  18362: '1903',
  18363: '1909',
  19041: '2004',
  19042: '20H2',
  19043: '21H1',
  19044: '21H2',
  19045: '22H2',
  20348: '21H2',
  22000: '21H2',
  22621: '22H2',
  22631: '23H2',
  25398: '23H2',
  26100: '24H2',
  26200: '25H2',
};
const FIRST_WINDOWS_11 = 22_000;

const SERVERS: Readonly<Record<number, string>> = {
  9200: 'Windows Server 2012',
  9600: 'Windows Server 2012 R2',
  14393: 'Windows Server 2016',
  17763: 'Windows Server 2019',
  20348: 'Windows Server 2022',
  25398: 'Windows Server 23H2',
  26100: 'Windows Server 2025',
};

const OTHERS: Readonly<Record<string, string>> = {
  macos: 'macOS',
  macosx: 'macOS',
  macmdm: 'macOS',
  osx: 'macOS',
  ios: 'iOS',
  iphone: 'iOS',
  iosmdm: 'iOS',
  ipad: 'iPadOS',
  ipados: 'iPadOS',
  android: 'Android',
  androidforwork: 'Android',
  androidenterprise: 'Android',
  androidaosp: 'Android',
  androidworkprofile: 'Android',
  chromeos: 'ChromeOS',
  chromeosflex: 'ChromeOS',
  linux: 'Linux',
  ubuntu: 'Linux (Ubuntu)',
  linuxubuntu: 'Linux (Ubuntu)',
  debian: 'Linux (Debian)',
  centos: 'Linux (CentOS)',
  redhatenterpriselinux: 'Linux (Red Hat)',
  redhat: 'Linux (Red Hat)',
  rhel: 'Linux (Red Hat)',
  suse: 'Linux (SUSE)',
  suselinux: 'Linux (SUSE)',
  suselinuxenterpriseserver: 'Linux (SUSE)',
  sles: 'Linux (SUSE)',
  oraclelinux: 'Linux (Oracle)',
  oracleenterpriselinux: 'Linux (Oracle)',
  fedora: 'Linux (Fedora)',
  amazonlinux: 'Linux (Amazon)',
  amazonlinux2: 'Linux (Amazon)',
  amazonlinux2023: 'Linux (Amazon)',
  rockylinux: 'Linux (Rocky)',
  rocky: 'Linux (Rocky)',
  almalinux: 'Linux (AlmaLinux)',
  alma: 'Linux (AlmaLinux)',
  mariner: 'Linux (Azure Linux)',
  azurelinux: 'Linux (Azure Linux)',
};

const RELEASE = /^(?:\d\dH\d|\d{4})$/i;
/** `10.0.26100.2314`, `10.0.26100`. */
const NT_VERSION = /^(\d{1,2})\.(\d)\.(\d{4,5})(?:\.|$)/;

const MAX_KEPT = 5_000;
const kept = new Map<string, OperatingSystem>();

/**
 * @param platform as the source writes it, cleaned
 * @param version a release ("24H2"), a version ("10.0.26100.2314") or whatever the source has
 * @param build of Windows, where the source tells it apart
 */
export function operatingSystem(
  platform: string | null,
  version: string | null,
  build: number | null = null,
): OperatingSystem {
  const key = `${platform ?? ''}\n${version ?? ''}\n${build ?? ''}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = name(platform, version, build);
  // The same few come again and again; a hostile service cannot fill the memory.
  if (kept.size < MAX_KEPT) kept.set(key, made);
  return made;
}

function name(
  platform: string | null,
  version: string | null,
  build: number | null,
): OperatingSystem {
  if (platform === null) return { os: null, osVersion: version };
  const word = platform.toLowerCase().replaceAll(/[\s_.()-]/g, '');
  if (word === 'unknown' || word === 'other') return { os: null, osVersion: version };
  if (word.startsWith('windowsphone')) return { os: 'Windows Phone', osVersion: version };
  if (word.startsWith('windows')) {
    const buildNumber = build ?? Number(NT_VERSION.exec(version ?? '')?.[3] ?? Number.NaN);
    const osVersion = windowsRelease(version, buildNumber);
    return { os: windowsName(platform, word, buildNumber), osVersion };
  }
  return { os: OTHERS[word] ?? platform, osVersion: version };
}

function windowsName(platform: string, word: string, build: number): string {
  const server = /^windowsserver(20\d\d)?(r2)?/.exec(word);
  if (server !== null) {
    const [, year, r2] = server;
    if (year !== undefined) return `Windows Server ${year}${r2 === undefined ? '' : ' R2'}`;
    return SERVERS[build] ?? 'Windows Server';
  }
  if (word.startsWith('windows11')) return 'Windows 11';
  if (word.startsWith('windows10')) return build >= FIRST_WINDOWS_11 ? 'Windows 11' : 'Windows 10';
  if (word === 'windows' || word === 'windowsmdm') {
    if (Number.isNaN(build)) return 'Windows';
    if (build >= FIRST_WINDOWS_11) return 'Windows 11';
    return build >= 10_240 ? 'Windows 10' : 'Windows';
  }
  const older = /^windows(81|8|7|vista|xp)/.exec(word)?.[1];
  if (older !== undefined) return `Windows ${older === '81' ? '8.1' : older}`;
  return platform;
}

function windowsRelease(version: string | null, build: number): string | null {
  if (version !== null && RELEASE.test(version)) return version.toUpperCase();
  return RELEASES[build] ?? (version?.toLowerCase() === 'other' ? null : version);
}
