import type { RecordFacts } from '../device.ts';
import { MAX_LIST } from '../device.ts';
import { operatingSystem } from './operating-system.ts';
import type { ReadRecords } from './read-records.ts';
import { readRows } from './read-rows.ts';
import {
  type Doubt,
  isRow,
  type Row,
  takeCount,
  takeFacetText,
  takeGuid,
  takeMac,
  takeText,
  takeTexts,
  takeTime,
  takeWord,
} from './values.ts';

/**
 * Machines of Defender for Endpoint.
 * Source: Defender for Endpoint API, "Machine resource type" and "List machines API", 2025-03.
 */
export function readDefenderPage(items: readonly unknown[]): ReadRecords {
  return readRows('defender', items, defenderFacts);
}

/** Field of a record in which Bulkhead puts the counts that another list of Defender gives. */
export const VULNERABILITY_FIELD = 'bulkhead.vulnerabilities';

/** Not documented for this resource, and there all the same. */
const MANAGED_BY: Readonly<Record<string, string>> = {
  mde: 'defender',
  'microsoft-defender-for-endpoint': 'defender',
  'config-mgr': 'config-manager',
  sccm: 'config-manager',
  'config-manager': 'config-manager',
};

/** What a machine says. Values that cannot be taken are null. */
export function defenderFacts(row: Row, doubt: Doubt): RecordFacts {
  const fullName = takeText(row['computerDnsName'], 'names', doubt);
  const build = takeCount(row['osBuild'], 'OS builds', doubt);
  const platform = takeFacetText(row['osPlatform'], 'OS platforms', doubt);
  const version = takeFacetText(row['version'], 'OS versions', doubt);
  const counts = row[VULNERABILITY_FIELD];
  return {
    ...namesOf(fullName),
    ...operatingSystem(platform, version, build),
    ...networkOf(row, doubt),
    deviceGroup: takeFacetText(row['rbacGroupName'], 'device groups', doubt),
    tags: takeTexts(row['machineTags'], 'tags', doubt),
    risk: takeWord(row['riskScore'], 'risk scores', doubt),
    exposure: takeWord(row['exposureLevel'], 'exposure levels', doubt),
    criticality: takeWord(row['deviceValue'], 'device values', doubt),
    health: takeWord(row['healthStatus'], 'sensor health', doubt),
    onboarding: takeWord(row['onboardingStatus'], 'onboarding states', doubt),
    lastSeen: takeTime(row['lastSeen'], 'last seen', doubt),
    firstSeen: takeTime(row['firstSeen'], 'first seen', doubt),
    entraDeviceId: takeGuid(row['aadDeviceId'], 'Entra device ids', doubt),
    defenderId: takeText(row['id'], 'ids', doubt),
    ...('managedBy' in row
      ? { managedBy: takeWord(row['managedBy'], 'managed by', doubt, MANAGED_BY) }
      : {}),
    ...(isRow(counts)
      ? {
          vulnerabilities: takeCount(counts['all'], 'vulnerabilities', doubt),
          criticalVulnerabilities: takeCount(counts['critical'], 'vulnerabilities', doubt),
        }
      : {}),
  };
}

/** `paw-017.contoso.com` has a name and a domain; `PAW-017` and an address have a name only. */
function namesOf(fullName: string | null): RecordFacts {
  const dot = fullName?.indexOf('.') ?? -1;
  if (fullName === null || dot <= 0 || dot === fullName.length - 1 || !/\p{L}/u.test(fullName)) {
    return { name: fullName, dnsName: null, domain: null };
  }
  // Defender lists devices outside of a domain as `name.local` or bare; the text is not judged.
  return {
    name: fullName.slice(0, dot),
    dnsName: fullName,
    domain: fullName.slice(dot + 1, dot + 1 + 120).toLowerCase(),
  };
}

function networkOf(row: Row, doubt: Doubt): Pick<RecordFacts, 'ips' | 'macs'> {
  const ips = new Set<string>();
  const macs = new Set<string>();
  const addIp = (value: unknown) => {
    const ip = takeFacetText(value, 'IP addresses', doubt)?.toLowerCase() ?? null;
    if (ip !== null) ips.add(ip);
  };
  addIp(row['lastIpAddress']);
  const adapters = row['ipAddresses'];
  if (Array.isArray(adapters)) {
    if (adapters.length > MAX_LIST) doubt(`values cut: IP addresses (after ${MAX_LIST})`);
    for (const adapter of adapters.slice(0, MAX_LIST)) {
      if (!isRow(adapter)) continue;
      addIp(adapter['ipAddress']);
      const mac = takeMac(adapter['macAddress'], doubt);
      if (mac !== null) macs.add(mac);
    }
  } else if (adapters !== undefined && adapters !== null)
    doubt('values left out: IP addresses (no list)');
  addIp(row['lastExternalIpAddress']);
  return { ips: [...ips].slice(0, MAX_LIST), macs: [...macs] };
}
