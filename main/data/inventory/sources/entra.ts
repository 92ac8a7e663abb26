import type { RecordFacts } from '../device.ts';
import { operatingSystem } from './operating-system.ts';
import type { ReadRecords } from './read-records.ts';
import { idOf, readRows } from './read-rows.ts';
import {
  type Doubt,
  isRow,
  type Row,
  takeFacetText,
  takeGuid,
  takeText,
  takeTime,
  takeWord,
  takeYesNo,
} from './values.ts';

export interface EntraPage extends ReadRecords {
  /** Object ids of devices that are gone. */
  readonly removedIds: readonly string[];
}

/**
 * Device objects of Entra, and those that are gone since the last time.
 * Source: Graph v1.0, device resource and "device: delta". Without `Prefer: return=minimal` an item
 * has all selected properties that were ever set, not only those that changed.
 */
export function readEntraPage(items: readonly unknown[]): EntraPage {
  const there: unknown[] = [];
  const removed = new Set<string>();
  for (const item of items) {
    const isGone = isRow(item) && isRow(item['@removed']);
    const id = isGone ? idOf(item) : null;
    if (id === null) there.push(item);
    else removed.add(id);
  }
  const read = readRows('entra', there, entraFacts);
  // The order of a delta says nothing, and the same object may come twice: gone wins, and a device
  // that came back is listed again by the next one.
  const records = read.records.filter(({ sourceId }) => !removed.has(sourceId));
  return { records, refusals: read.refusals, removedIds: [...removed] };
}

export const ENTRA_SELECT = [
  'id',
  'deviceId',
  'displayName',
  'accountEnabled',
  'approximateLastSignInDateTime',
  'isCompliant',
  'isManaged',
  'trustType',
  'operatingSystem',
  'operatingSystemVersion',
  'profileType',
  'mdmAppId',
  'deviceOwnership',
  'manufacturer',
  'model',
  'registrationDateTime',
  'onPremisesSyncEnabled',
] as const;

const JOIN_TYPES: Readonly<Record<string, string>> = {
  workplace: 'registered',
  'azure-ad': 'entra-joined',
  'server-ad': 'hybrid-joined',
};

/** Application id of Intune as the manager of devices. Source: Microsoft Intune documentation. */
const INTUNE_MDM = '0000000a-0000-0000-c000-000000000000';

/** What a device object says. Values that cannot be taken are null. */
export function entraFacts(row: Row, doubt: Doubt): RecordFacts {
  const platform = takeFacetText(row['operatingSystem'], 'OS names', doubt);
  const version = takeFacetText(row['operatingSystemVersion'], 'OS versions', doubt);
  const isCompliant = takeYesNo(row['isCompliant'], 'compliance', doubt);
  const lastSignIn = takeTime(row['approximateLastSignInDateTime'], 'last sign-in', doubt);
  return {
    name: takeText(row['displayName'], 'names', doubt),
    ...operatingSystem(platform, version),
    manufacturer: takeFacetText(row['manufacturer'], 'manufacturers', doubt),
    model: takeFacetText(row['model'], 'models', doubt),
    compliance: isCompliant === null ? null : isCompliant === 'yes' ? 'compliant' : 'noncompliant',
    managedBy: managedByOf(row, doubt),
    ownership: takeWord(row['deviceOwnership'], 'owner types', doubt),
    joinType: takeWord(row['trustType'], 'join types', doubt, JOIN_TYPES),
    enabled: takeYesNo(row['accountEnabled'], 'account states', doubt),
    // Coarse, but the only sign of life that a directory has.
    lastSeen: lastSignIn,
    lastSignIn,
    enrolledAt: takeTime(row['registrationDateTime'], 'registration dates', doubt),
    entraDeviceId: takeGuid(row['deviceId'], 'Entra device ids', doubt),
    entraObjectId: takeText(row['id'], 'ids', doubt),
  };
}

/** Who manages it, as far as a directory knows: that somebody does, and by which app. */
function managedByOf(row: Row, doubt: Doubt): string | null {
  const isManaged = takeYesNo(row['isManaged'], 'management states', doubt);
  const app = takeText(row['mdmAppId'], 'management apps', doubt)?.toLowerCase() ?? null;
  if (isManaged === 'no') return 'none';
  if (app === INTUNE_MDM) return 'intune';
  return isManaged === null || app === null ? null : 'other';
}
