import type { Device } from '../../../main/data/inventory/device.ts';
import type { CollectedPage } from '../../../main/data/inventory/collect/device-collector.ts';
import { readDefenderPage } from '../../../main/data/inventory/sources/defender.ts';
import { readEntraPage } from '../../../main/data/inventory/sources/entra.ts';
import { readIntunePage } from '../../../main/data/inventory/sources/intune.ts';
import { benchDevices } from '../inventory-data.ts';

/** A page as a service answers with it: the text of its JSON. */
export interface ServicePage {
  readonly source: keyof typeof READERS;
  readonly text: string;
  readonly records: number;
}

/** Records that Graph puts on a page. */
const PAGE = 1_000;

/** What the collectors read pages with. */
export const READERS = {
  defender: readDefenderPage,
  intune: readIntunePage,
  entra: readEntraPage,
} as const satisfies Readonly<
  Record<string, (items: readonly unknown[]) => Pick<CollectedPage, 'records' | 'refusals'>>
>;

/**
 * What the three services answer about a tenant's devices, source after source.
 * @param revise changes a device before the services are asked of it
 */
export function* servicePages(
  tenant: number,
  revise: (device: Device) => Device = (device) => device,
): Iterable<ServicePage> {
  const devices = [...benchDevices(tenant)].map(revise);
  for (const source of ['defender', 'intune', 'entra'] as const) {
    const rows = devices
      .filter((device) => device.sources.includes(source))
      .map((device) => ROWS[source](device));
    for (let from = 0; from < rows.length; from += PAGE) {
      const value = rows.slice(from, from + PAGE);
      yield { source, text: JSON.stringify({ value }), records: value.length };
    }
  }
}

function time(seconds: number | null): string | null {
  // Defender and Graph write more digits than a second has.
  return seconds === null ? null : `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}

/** Rows with the properties of each service's resource, in their order. */
const ROWS: Readonly<Record<keyof typeof READERS, (device: Device) => object>> = {
  defender: (device) => ({
    id: device.defenderId,
    mergedIntoMachineId: null,
    isPotentialDuplication: false,
    isExcluded: false,
    exclusionReason: null,
    computerDnsName: device.dnsName,
    firstSeen: `${time(device.firstSeen)?.slice(0, 19) ?? ''}.1234567Z`,
    lastSeen: `${time(device.lastSeen)?.slice(0, 19) ?? ''}.7654321Z`,
    osPlatform: device.os === 'Windows' ? 'Windows11' : device.os,
    osVersion: null,
    osProcessor: 'x64',
    version: device.osVersion,
    lastIpAddress: device.ips[0] ?? null,
    lastExternalIpAddress: device.ips[1] ?? null,
    agentVersion: '10.8560.26100.3476',
    osBuild: 22_631,
    healthStatus: 'Active',
    deviceValue: 'Normal',
    rbacGroupId: 75,
    rbacGroupName: device.deviceGroup,
    riskScore: device.risk,
    exposureLevel: device.exposure,
    isAadJoined: true,
    aadDeviceId: device.entraDeviceId,
    machineTags: device.tags,
    onboardingStatus: device.onboarding,
    osArchitecture: '64-bit',
    managedBy: 'MDE',
    managedByStatus: 'Success',
    ipAddresses: device.ips.map((ipAddress, place) => ({
      ipAddress,
      macAddress: device.macs[place] ?? null,
      type: 'Ethernet',
      operationalStatus: 'Up',
    })),
    vmMetadata: null,
  }),
  intune: (device) => ({
    id: device.intuneId,
    deviceName: device.name,
    azureADDeviceId: device.entraDeviceId,
    userPrincipalName: device.user,
    userDisplayName: device.userName,
    emailAddress: device.email,
    serialNumber: device.serial,
    operatingSystem: device.os,
    osVersion: device.osVersion,
    manufacturer: device.manufacturer,
    model: device.model,
    isEncrypted: device.encryption === 'yes',
    complianceState: device.compliance,
    complianceGracePeriodExpirationDateTime: '9999-12-31T23:59:59Z',
    managementAgent: 'mdm',
    managedDeviceOwnerType: device.ownership,
    deviceEnrollmentType: 'windowsAzureADJoin',
    enrolledDateTime: time(device.enrolledAt),
    lastSyncDateTime: time(device.lastSync),
    wiFiMacAddress: device.macs[0]?.replaceAll(':', '') ?? '',
    ethernetMacAddress: device.macs[1]?.replaceAll(':', '') ?? '',
    jailBroken: 'Unknown',
    partnerReportedThreatState: 'unknown',
    deviceCategoryDisplayName: device.category,
  }),
  entra: (device) => ({
    id: device.entraObjectId,
    deviceId: device.entraDeviceId,
    displayName: device.name,
    accountEnabled: device.enabled === 'yes',
    approximateLastSignInDateTime: time(device.lastSignIn),
    isCompliant: device.compliance === 'compliant',
    isManaged: device.managedBy !== null,
    trustType: device.joinType === 'hybrid-joined' ? 'ServerAd' : 'AzureAd',
    operatingSystem: device.os,
    operatingSystemVersion: device.osVersion,
    profileType: 'RegisteredDevice',
    mdmAppId: device.managedBy === null ? null : '0000000a-0000-0000-c000-000000000000',
    deviceOwnership: 'Company',
    manufacturer: device.manufacturer,
    model: device.model,
    registrationDateTime: time(device.enrolledAt),
    onPremisesSyncEnabled: null,
  }),
};
