import type { Device } from '../../main/data/inventory/device.ts';
import type { DeviceSource } from '../../preload/contract/device-columns.ts';
import type { TenantId } from '../../preload/contract/ids.ts';

/** Seconds since 1970 that all ages of the data are measured against. */
export const DATA_NOW = 1_788_220_800;
export const DEVICES_PER_TENANT = 5_000;

const DAY = 86_400;
const FIRST =
  'Kenneth Maria Olga James Aisha Chen Lukas Emma Noah Priya Diego Yuki Fatima Ivan Sofia Liam Zoe Omar Ines Raj Hanna Peter Anna Tom Lea Max Nina Paul Eva Jan'.split(
    ' ',
  );
const LAST =
  'Lee Garcia Novak Smith Khan Wang Weber Dubois Jones Patel Lopez Tanaka Haddad Petrov Rossi Murphy Martin Farouk Silva Kumar Larsen Schmidt Kowalski Brown Moreau Fischer Berg Klein Costa Visser'.split(
    ' ',
  );
const SITES = 'LON PAR BER NYC SYD MUC MAD OSL WAW TYO'.split(' ');
const KINDS = 'WS LT SRV VM'.split(' ');
const VENDORS = 'Dell HP Lenovo Microsoft Apple Acer'.split(' ');
const MODELS =
  'Latitude 7440|EliteBook 840|ThinkPad X1|Surface Pro 9|MacBook Pro|OptiPlex 7010|ProDesk 400|ThinkCentre M70'.split(
    '|',
  );
const OS = [...Array<string>(4).fill('Windows'), 'macOS', 'iOS', 'Android', 'Linux'];
const VERSIONS =
  '10.0.19045.4412|10.0.22631.3593|10.0.22621.3007|10.0.20348.2461|14.5|17.4.1|14|22.04'.split('|');
const TAGS = 'VIP Kiosk Lab Finance PAW Pilot'.split(' ');

/** The generator called mulberry32: 32 bits of state, equal numbers on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

export function benchTenantId(number: number): TenantId {
  return `7e000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}` as TenantId;
}

/**
 * The device of a number: the same one every time. 5,000 devices a tenant; what a device's sources
 * cannot say of it is not known. Nothing here is chosen after looking at how it is kept.
 */
export function benchDevice(number: number): Device {
  const next = mulberry32(number + 1);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[next() % list.length] as T;
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  const guid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const mac = () => hex(12).toUpperCase().match(/../g)?.join(':') ?? '';
  const ago = (days: number) => DATA_NOW - (next() % (days * DAY));

  const tenant = Math.floor(number / DEVICES_PER_TENANT);
  const mix = next() % 100;
  const inDefender = mix < 75;
  const inIntune = mix < 60 || (mix >= 75 && mix < 90);
  const inEntra = mix < 60 || mix >= 75;
  const sources: DeviceSource[] = [];
  if (inDefender) sources.push('defender');
  if (inIntune) sources.push('intune');
  if (inEntra) sources.push('entra');

  const domain = `tenant${tenant}.example`;
  const name = `${pick(SITES)}-${pick(KINDS)}-${hex(6).toUpperCase()}`;
  const first = pick(FIRST);
  const last = pick(LAST);
  const user = `${first}.${last}${next() % 40}@${domain}`.toLowerCase();
  const os = next() % OS.length;
  const inIntuneOnly = <T>(value: T): T | null => (inIntune ? value : null);
  const inDefenderOnly = <T>(value: T): T | null => (inDefender ? value : null);
  return {
    id: number + 1,
    tenantId: benchTenantId(tenant),
    sources,
    name,
    dnsName: inDefenderOnly(`${name.toLowerCase()}.corp.${domain}`),
    user: inIntuneOnly(user),
    userName: inIntuneOnly(`${first} ${last}`),
    email: inIntuneOnly(user),
    serial: inIntuneOnly(hex(10).toUpperCase()),
    category: inIntuneOnly(pick(['Office', 'Shop floor', 'Meeting room', 'Shared'])),
    deviceGroup: inDefenderOnly(`Group ${next() % 5}`),
    os: OS[os] ?? null,
    osVersion: VERSIONS[os] ?? null,
    manufacturer: inIntuneOnly(pick(VENDORS)),
    model: inIntuneOnly(pick(MODELS)),
    encryption: inIntuneOnly(pick(['yes', 'yes', 'yes', 'no'])),
    risk: inDefenderOnly(pick(['none', 'low', 'medium', 'high'])),
    exposure: inDefenderOnly(pick(['low', 'medium', 'high'])),
    criticality: inDefenderOnly(pick(['normal', 'normal', 'normal', 'high'])),
    health: inDefenderOnly(pick(['active', 'inactive', 'no-sensor-data'])),
    onboarding: inDefenderOnly(pick(['onboarded', 'onboarded', 'can-be-onboarded'])),
    antivirus: inDefenderOnly(pick(['active', 'passive', 'disabled'])),
    compliance: inIntuneOnly(pick(['compliant', 'noncompliant', 'in-grace-period', 'error'])),
    managedBy: inIntuneOnly(pick(['intune', 'co-managed'])),
    ownership: inIntuneOnly(pick(['company', 'personal'])),
    joinType: inEntra ? pick(['entra-joined', 'hybrid-joined', 'registered']) : null,
    enabled: inEntra ? pick(['yes', 'yes', 'yes', 'no']) : null,
    internetFacing: inDefenderOnly(next() % 50 === 0 ? 'yes' : 'no'),
    domain: inDefenderOnly(`corp.${domain}`),
    tags: next() % 4 === 0 ? [pick(TAGS)] : [],
    ips: inDefender
      ? [
          `10.${next() % 256}.${next() % 256}.${next() % 256}`,
          `198.51.${next() % 100}.${next() % 256}`,
        ]
      : [],
    macs: inIntune ? [mac(), mac()] : inDefender ? [mac()] : [],
    entraDeviceId: inEntra || inDefender ? guid() : null,
    entraObjectId: inEntra ? guid() : null,
    defenderId: inDefenderOnly(hex(40)),
    intuneId: inIntuneOnly(guid()),
    vulnerabilities: inDefenderOnly(next() % 300),
    criticalVulnerabilities: inDefenderOnly(next() % 12),
    lastSeen: inDefenderOnly(ago(60)),
    firstSeen: inDefenderOnly(ago(1_000)),
    lastSync: inIntuneOnly(ago(60)),
    lastSignIn: inEntra ? ago(120) : null,
    enrolledAt: inIntuneOnly(ago(1_000)),
    collectedAt: DATA_NOW - (next() % 14_400),
    firstCollectedAt: ago(300),
    exportedAt: null,
    changedAt: next() % 20 === 0 ? ago(1) : null,
  };
}

/** Devices of a tenant, in the order of their ids. */
export function* benchDevices(tenant: number): Iterable<Device> {
  for (let number = 0; number < DEVICES_PER_TENANT; number++) {
    yield benchDevice(tenant * DEVICES_PER_TENANT + number);
  }
}
