import type { SimulatedTenant } from '../../estates/estate.ts';
import type { Random } from '../../estates/random.ts';
import type { DeviceDraft } from './device-draft.ts';

/** A record as a service lists it. */
export type DeviceRecord = Readonly<Record<string, unknown>> & { readonly id: string };

const DAY_MS = 24 * 60 * 60 * 1_000;
const NO_DEVICE = '00000000-0000-0000-0000-000000000000';
const HEX = '0123456789abcdef';

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => HEX[random.integer(0, 15)]).join('');
}

export type RecordClock = { startedAtMs: number };

/** A time of a device, in the form of Graph. */
function daysAgo({ startedAtMs }: RecordClock, days: number, random: Random): string {
  const withinDay = random.integer(0, 20 * 60) * 60_000;
  return new Date(startedAtMs - days * DAY_MS - withinDay).toISOString().replace('.000Z', 'Z');
}

const MAKERS = [
  ['Dell Inc.', 'Latitude 7450'],
  ['LENOVO', 'ThinkPad X1 Gen 12'],
  ['HP', 'EliteBook 840 G11'],
  ['Microsoft Corporation', 'Surface Laptop 7'],
] as const;

function hardware({ kind }: DeviceDraft, random: Random): readonly [string, string] {
  if (kind === 'mac') return ['Apple', 'MacBook Pro'];
  if (kind === 'phone')
    return random.pick([
      ['Apple', 'iPhone 16'],
      ['samsung', 'SM-S931B'],
    ]);
  if (kind === 'server' || kind === 'linux') return ['VMware, Inc.', 'VMware20,1'];
  return random.pick(MAKERS);
}

export type DeviceRecords = {
  defender: DeviceRecord | null;
  intune: DeviceRecord | null;
  entra: DeviceRecord | null;
};

/** What each service says of a device; null where it does not know it or the tenant has none. */
export function recordsOf(
  tenant: SimulatedTenant,
  draft: DeviceDraft,
  random: Random,
  clock: RecordClock,
): DeviceRecords {
  const deviceId = draft.inEntra ? random.guid() : NO_DEVICE;
  const [manufacturer, model] = hardware(draft, random);
  const shared = { deviceId, manufacturer, model };
  const defender = machine(tenant, draft, shared, random, clock);
  const intune = managedDevice(draft, shared, random, clock);
  const entra = deviceObject(draft, shared, random, clock);
  return {
    defender: draft.inDefender && tenant.fleet.hasDefender ? defender : null,
    intune: draft.inIntune && tenant.fleet.hasIntune ? intune : null,
    entra: draft.inEntra ? entra : null,
  };
}

type Shared = { deviceId: string; manufacturer: string; model: string };

const GROUPS = ['Workstations', 'Servers', 'PAW', 'UnassignedGroup'] as const;

function machine(
  tenant: SimulatedTenant,
  draft: DeviceDraft,
  { deviceId }: Shared,
  random: Random,
  clock: RecordClock,
): DeviceRecord {
  const { kind, os, isPaw, idleDays, ageDays } = draft;
  const isDiscovered = kind === 'discovered';
  const group = isPaw ? 'PAW' : kind === 'server' ? 'Servers' : random.pick(GROUPS);
  const lastIpAddress = `10.${random.integer(0, 40)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
  const macAddress = hex(random, 12).toUpperCase();
  return {
    id: hex(random, 40),
    mergedIntoMachineId: null,
    isPotentialDuplication: false,
    isExcluded: false,
    exclusionReason: null,
    computerDnsName: kind === 'phone' ? draft.name : `${draft.name.toLowerCase()}.${tenant.domain}`,
    // With seven digits after the second, as Defender writes times.
    firstSeen: daysAgo(clock, ageDays, random).replace(/(?:\.\d+)?Z$/, '.7791856Z'),
    lastSeen: daysAgo(clock, idleDays, random).replace(/(?:\.\d+)?Z$/, '.1000000Z'),
    osPlatform: os.platform,
    osVersion: null,
    osProcessor: 'x64',
    version: os.release === '' ? null : os.release,
    lastIpAddress,
    lastExternalIpAddress: `203.0.113.${random.integer(1, 254)}`,
    agentVersion: isDiscovered ? null : '10.8760.26100.2314',
    osBuild: os.build,
    healthStatus: isDiscovered
      ? 'NoSensorData'
      : idleDays >= 7
        ? 'Inactive'
        : random.pick(['Active', 'Active', 'Active', 'Active', 'Active', 'ImpairedCommunication']),
    deviceValue: isPaw || kind === 'server' ? 'High' : 'Normal',
    rbacGroupId: GROUPS.indexOf(group) + 100,
    rbacGroupName: group,
    riskScore: random.pick(['None', 'None', 'Informational', 'Low', 'Low', 'Medium', 'High', null]),
    exposureLevel: random.pick(['None', 'Low', 'Low', 'Medium', 'Medium', 'High', null]),
    isAadJoined: draft.join === 'AzureAd',
    aadDeviceId: deviceId === NO_DEVICE ? null : deviceId,
    machineTags: [...(isPaw ? ['paw', 'tier0'] : []), ...(random.next() < 0.2 ? ['pilot'] : [])],
    onboardingStatus: isDiscovered ? 'CanBeOnboarded' : 'Onboarded',
    osArchitecture: '64-bit',
    managedBy: draft.inIntune ? 'Intune' : kind === 'server' ? 'MDE' : 'Unknown',
    managedByStatus: 'Unknown',
    ipAddresses: [
      { ipAddress: lastIpAddress, macAddress, type: 'Ethernet', operationalStatus: 'Up' },
      {
        ipAddress: `fe80::${hex(random, 4)}:${hex(random, 4)}`,
        macAddress,
        type: 'Ethernet',
        operationalStatus: 'Up',
      },
      { ipAddress: '127.0.0.1', macAddress: '', type: 'SoftwareLoopback', operationalStatus: 'Up' },
    ],
    vmMetadata: null,
  };
}

function managedDevice(
  draft: DeviceDraft,
  { deviceId, manufacturer, model }: Shared,
  random: Random,
  clock: RecordClock,
): DeviceRecord {
  const { os, kind, user, compliance } = draft;
  const sync = daysAgo(clock, draft.idleDays, random);
  return {
    id: random.guid(),
    userId: random.guid(),
    deviceName: draft.name,
    managedDeviceOwnerType: kind === 'phone' && random.next() < 0.3 ? 'personal' : 'company',
    enrolledDateTime: daysAgo(clock, draft.ageDays, random),
    lastSyncDateTime: sync,
    operatingSystem: os.name,
    osVersion: os.version,
    complianceState: compliance,
    complianceGracePeriodExpirationDateTime:
      compliance === 'inGracePeriod' ? daysAgo(clock, -7, random) : '9999-12-31T23:59:59Z',
    jailBroken: 'Unknown',
    managementAgent:
      kind === 'workstation' && random.next() < 0.1 ? 'configurationManagerClientMdm' : 'mdm',
    deviceEnrollmentType: kind === 'phone' ? 'userEnrollment' : 'windowsAzureADJoin',
    azureADRegistered: true,
    azureADDeviceId: deviceId,
    emailAddress: user,
    userPrincipalName: user,
    userDisplayName:
      user === null ? '' : `${user.charAt(0).toUpperCase()}${user.slice(1, user.indexOf('@'))}`,
    serialNumber: hex(random, 8).toUpperCase(),
    manufacturer,
    model,
    isEncrypted: random.next() < 0.9,
    // Null in lists, as the real one has it for most.
    ethernetMacAddress: null,
    wiFiMacAddress: hex(random, 12),
    deviceCategoryDisplayName: 'Unknown',
    partnerReportedThreatState: 'secured',
  };
}

function deviceObject(
  draft: DeviceDraft,
  { deviceId, manufacturer, model }: Shared,
  random: Random,
  clock: RecordClock,
): DeviceRecord {
  const { os, compliance, disagrees, inIntune } = draft;
  const isCompliant = compliance === 'compliant' || compliance === 'inGracePeriod';
  // The directory is told of a new version, and of compliance, some time later.
  const version = disagrees ? os.version.replace(/\d+$/, '1') : os.version;
  return {
    id: random.guid(),
    deviceId,
    displayName: disagrees ? `${draft.name}-OLD` : draft.name,
    accountEnabled: draft.idleDays < 120,
    approximateLastSignInDateTime: daysAgo(clock, draft.idleDays, random),
    isCompliant: inIntune ? (disagrees ? !isCompliant : isCompliant) : null,
    isManaged: inIntune ? true : null,
    trustType: draft.join,
    operatingSystem: os.name,
    operatingSystemVersion: version,
    profileType: 'RegisteredDevice',
    mdmAppId: inIntune ? '0000000a-0000-0000-c000-000000000000' : null,
    deviceOwnership: inIntune ? 'Company' : null,
    manufacturer,
    model,
    registrationDateTime: daysAgo(clock, draft.ageDays, random),
    onPremisesSyncEnabled: draft.join === 'ServerAd' ? true : null,
  };
}
