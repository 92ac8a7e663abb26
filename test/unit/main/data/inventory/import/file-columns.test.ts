import { describe, expect, it } from 'vitest';
import {
  isKnownHeader,
  mappingOf,
  problemOfMapping,
  recogniseSource,
} from '../../../../../../main/data/inventory/import/file-columns.ts';
import { DEFENDER_HEADERS, INTUNE_HEADERS } from './an-import.ts';

const split = (line: string) => line.split(',');

/** Microsoft Learn, report DevicesWithInventory: columns received, and properties asked for. */
const INTUNE_DOCUMENTED =
  'Device ID,Device name,Enrollment date,Last check-in,Microsoft Entra Device ID,OS version,Microsoft Entra registered,EAS activation ID,Serial number,Manufacturer,Model,EAS activated,IMEI,Last EAS sync time,EAS reason,EAS status,Compliance grace period expiration,Security patch level,Wi-Fi MAC,MEID,Subscriber carrier,Total storage,Free storage,Management name,Category,UserId,Primary user UPN,Primary user email address,Primary user display name,WiFiIPv4Address,WiFiSubnetID,Compliance,Managed by,Ownership,Device state,Intune registered,Supervised,Encrypted,OS,SkuFamily,JoinType,Phone number,Jailbroken,ICCID,EthernetMAC,CellularTechnology,ProcessorArchitecture,EID,EnrollmentType,PartnerFeaturesBitmask,ManagementAgents,CertExpirationDate,IsManaged,SystemManagementBIOSVersion,TPMManufacturerId,TPMManufacturerVersion';
const INTUNE_PROPERTIES =
  'DeviceId,DeviceName,CreatedDate,LastContact,ReferenceId,OSVersion,GraphDeviceIsManaged,EasID,SerialNumber,Manufacturer,Model,EasActivationStatus,IMEI,EasLastSyncSuccessUtc,EasStateReason,EasAccessState,InGracePeriodUntil,AndroidPatchLevel,WifiMacAddress,MEID,SubscriberCarrierNetwork,StorageTotal,StorageFree,ManagedDeviceName,CategoryName,UserId,UPN,UserEmail,UserName,WiFiIPv4Address,WiFiSubnetID,CompliantState,ManagementAgent,OwnerType,ManagementState,DeviceRegistrationState,IsSupervised,IsEncrypted,DeviceType,SkuFamily,JoinType,PhoneNumber,JailBroken,ICCID,EthernetMAC,CellularTechnology,ProcessorArchitecture';
const DEFENDER_NEWER =
  'Device ID,Device Name,Device Category,Device Type,Device Subtype,Discovery sources,Domain,AAD Device Id,First Seen,Last device update,OS Platform,OS Distribution,OS Version,OS Build,Windows 10 Version,Tags,Group,Is AAD Joined,Device IPs,Device MACs,Risk Level,Exposure Level,Health Status,Onboarding Status,Device Role,Cloud Platforms,Is Internet Facing,Enrollment Status Code,Managed By,Enrollment Status,Vendor,Model';
/** The page's own names, of the field reference. */
const DEFENDER_PAGE =
  'Name,IP,MAC address,Criticality level,Device category,Device type,Domain,Device AAD ID,Risk level,Exposure level,OS platform,OS version,Sensor health state,Onboarding status,Discovery sources,Last device update,Tags,Device role,Security operations,Managed by,Managed by status,Mitigation status,Cloud platforms,Device subtype,Firmware version,First seen,Exclusion state,Device value,OS distribution,Site';

describe('recogniseSource', () => {
  it.each([
    ['defender-file', DEFENDER_HEADERS],
    ['defender-file', DEFENDER_NEWER],
    ['defender-file', DEFENDER_PAGE],
    ['defender-file', 'Geräte-ID,Gerätename,Risikostufe,Expositionsgrad,Onboardingstatus'],
    ['defender-file', 'ID de l’appareil,Nom de l’appareil,Niveau de risque,Niveau d’exposition'],
    ['intune-file', INTUNE_HEADERS],
    ['intune-file', INTUNE_DOCUMENTED],
    ['intune-file', INTUNE_PROPERTIES],
    ['intune-file', 'Geräte-ID,Gerätename,Registrierungsdatum,Letztes Einchecken,Konformität'],
    ['intune-file', 'ID d’appareil,Nom de l’appareil,Date d’inscription,Conformité'],
    [null, 'Device ID,Device name,OS version,Model'],
    [null, 'Name,Serial number,Owner'],
    [null, 'Risk level,Exposure level,Compliance,Ownership'],
    [null, ''],
  ])('is %s for %s', (source, line) => {
    expect(recogniseSource(split(line))).toBe(source);
  });

  it('knows every header that is documented', () => {
    const unknown = (source: 'defender-file' | 'intune-file', line: string) =>
      split(line).filter((header) => !isKnownHeader(source, header));

    expect(unknown('intune-file', INTUNE_DOCUMENTED)).toEqual([]);
    expect(unknown('intune-file', INTUNE_PROPERTIES)).toEqual([]);
    expect(unknown('defender-file', DEFENDER_HEADERS)).toEqual([]);
    expect(unknown('defender-file', DEFENDER_NEWER)).toEqual([]);
    expect(unknown('defender-file', DEFENDER_PAGE)).toEqual([]);
  });
});

describe('mappingOf', () => {
  it('does not mind case, spaces and punctuation', () => {
    expect(mappingOf('intune-file', ['serial_number', 'SERIALNUMBER2', 'Serial  Number'])).toEqual([
      'serial',
      null,
      null,
    ]);
    expect(mappingOf('intune-file', ['LAST CHECK IN', 'microsoft-entra-device-id'])).toEqual([
      'lastSync',
      'entraDeviceId',
    ]);
  });

  it('takes the surer of two headers for a column, and all for a list', () => {
    expect(
      mappingOf('defender-file', ['Name', 'Device Name', 'Windows 10 Version', 'OS Version']),
    ).toEqual([null, 'name', null, 'osVersion']);
    expect(mappingOf('intune-file', ['Wi-Fi MAC', 'EthernetMAC'])).toEqual(['macs', 'macs']);
  });

  it('guesses nothing', () => {
    expect(mappingOf('defender-file', ['Host', 'Serial', 'Risk', ''])).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('problemOfMapping', () => {
  it('lets several headers be one list, and only a list', () => {
    expect(problemOfMapping(['macs', 'macs', null], ['a', 'b', 'c'])).toBeNull();
    expect(problemOfMapping(['name', 'name', null], ['a', 'b', 'c'])).not.toBeNull();
    expect(problemOfMapping([], ['a'])).not.toBeNull();
  });
});
