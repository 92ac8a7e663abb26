import type { RecordFacts } from '../device.ts';
import { operatingSystem } from './operating-system.ts';
import type { ReadRecords } from './read-records.ts';
import { readRows } from './read-rows.ts';
import {
  type Doubt,
  type Row,
  takeFacetText,
  takeGuid,
  takeMac,
  takeText,
  takeTime,
  takeWord,
  takeYesNo,
} from './values.ts';

/**
 * Managed devices of Intune.
 * Source: Graph v1.0, managedDevice resource, and its enumerations complianceState,
 * managementAgentType and managedDeviceOwnerType.
 */
export function readIntunePage(items: readonly unknown[]): ReadRecords {
  return readRows('intune', items, intuneFacts);
}

/** Properties that are asked for: what the columns show, and what helps to tell devices apart. */
export const INTUNE_SELECT = [
  'id',
  'deviceName',
  'azureADDeviceId',
  'userPrincipalName',
  'userDisplayName',
  'emailAddress',
  'serialNumber',
  'operatingSystem',
  'osVersion',
  'manufacturer',
  'model',
  'isEncrypted',
  'complianceState',
  'complianceGracePeriodExpirationDateTime',
  'managementAgent',
  'managedDeviceOwnerType',
  'deviceEnrollmentType',
  'enrolledDateTime',
  'lastSyncDateTime',
  'wiFiMacAddress',
  'ethernetMacAddress',
  'jailBroken',
  'partnerReportedThreatState',
  'deviceCategoryDisplayName',
] as const;

const MANAGED_BY: Readonly<Record<string, string>> = {
  mdm: 'intune',
  'eas-mdm': 'intune',
  'intune-client': 'intune',
  'eas-intune-client': 'intune',
  'intune-aosp': 'intune',
  'configuration-manager-client': 'config-manager',
  'configuration-manager-client-mdm': 'co-managed',
  'configuration-manager-client-mdm-eas': 'co-managed',
  'ms-sense': 'defender',
  eas: 'other',
  jamf: 'other',
  'google-cloud-device-policy-controller': 'other',
  'microsoft365-managed-mdm': 'other',
};

/** What a managed device says. Values that cannot be taken are null. */
export function intuneFacts(row: Row, doubt: Doubt): RecordFacts {
  const platform = takeFacetText(row['operatingSystem'], 'OS names', doubt);
  const version = takeFacetText(row['osVersion'], 'OS versions', doubt);
  const lastSync = takeTime(row['lastSyncDateTime'], 'last sync', doubt);
  // Lists often leave them empty; single devices have them. Source: managedDevice resource.
  const macs = [
    takeMac(row['wiFiMacAddress'], doubt),
    takeMac(row['ethernetMacAddress'], doubt),
  ].filter((mac) => mac !== null);
  return {
    name: takeText(row['deviceName'], 'names', doubt),
    user: takeText(row['userPrincipalName'], 'users', doubt),
    userName: takeText(row['userDisplayName'], 'user names', doubt),
    email: takeText(row['emailAddress'], 'e-mail addresses', doubt),
    serial: takeText(row['serialNumber'], 'serial numbers', doubt),
    ...operatingSystem(platform, version),
    manufacturer: takeFacetText(row['manufacturer'], 'manufacturers', doubt),
    model: takeFacetText(row['model'], 'models', doubt),
    encryption: takeYesNo(row['isEncrypted'], 'encryption', doubt),
    compliance: takeWord(row['complianceState'], 'compliance states', doubt),
    managedBy: takeWord(row['managementAgent'], 'management agents', doubt, MANAGED_BY),
    ownership: takeWord(row['managedDeviceOwnerType'], 'owner types', doubt),
    macs: [...new Set(macs)],
    // When it last checked in is when Intune last saw it.
    lastSeen: lastSync,
    lastSync,
    enrolledAt: takeTime(row['enrolledDateTime'], 'enrolment dates', doubt),
    entraDeviceId: takeGuid(row['azureADDeviceId'], 'Entra device ids', doubt),
    intuneId: takeText(row['id'], 'ids', doubt),
  };
}
