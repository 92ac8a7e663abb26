import { describe, expect, it } from 'vitest';
import { operatingSystem } from '../../../../../../main/data/inventory/sources/operating-system.ts';

describe('operatingSystem', () => {
  it.each([
    // Defender, Intune and Entra of the same device.
    [['Windows11', '24H2', 26_100], 'Windows 11', '24H2'],
    [['Windows', '10.0.26100.2314', null], 'Windows 11', '24H2'],
    [['Windows', '10.0.26100', null], 'Windows 11', '24H2'],
    [['Windows10', '22H2', 19_045], 'Windows 10', '22H2'],
    [['Windows', '10.0.19045.4412', null], 'Windows 10', '22H2'],
    [['WindowsServer2022', '21H2', 20_348], 'Windows Server 2022', '21H2'],
    [['Windows Server', '10.0.20348.2700', null], 'Windows Server 2022', '21H2'],
    [['WindowsServer2012R2', 'Other', 9_600], 'Windows Server 2012 R2', null],
    [['WindowsServer2016', '1607', 14_393], 'Windows Server 2016', '1607'],
    [['Windows7', null, null], 'Windows 7', null],
    [['Windows8.1', null, null], 'Windows 8.1', null],
    [['Windows10WVD', '22H2', 19_045], 'Windows 10', '22H2'],
    [['macOS', '15.1', null], 'macOS', '15.1'],
    [['MacMDM', '15.1', null], 'macOS', '15.1'],
    [['iOS', '18.1', null], 'iOS', '18.1'],
    [['IPhone', '18.1', null], 'iOS', '18.1'],
    [['IPad', '18.1', null], 'iPadOS', '18.1'],
    [['AndroidEnterprise', '15', null], 'Android', '15'],
    [['Ubuntu', '24.4', null], 'Linux (Ubuntu)', '24.4'],
    [['Linux (Ubuntu)', '24.4', null], 'Linux (Ubuntu)', '24.4'],
    [['RedHatEnterpriseLinux', '9.4', null], 'Linux (Red Hat)', '9.4'],
    [['Linux', '6.8', null], 'Linux', '6.8'],
    [['Windows', null, null], 'Windows', null],
    [['Unknown', null, null], null, null],
    [[null, '1', null], null, '1'],
    [['PlanNine', '4', null], 'PlanNine', '4'],
    // A build that is newer than this list is still of its product.
    [['Windows', '10.0.29999.1', null], 'Windows 11', '10.0.29999.1'],
  ] as const)('knows %j', ([platform, version, build], os, osVersion) => {
    expect(operatingSystem(platform, version, build)).toEqual({ os, osVersion });
  });
});
