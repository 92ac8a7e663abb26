import type { DeviceSource } from '../../../preload/contract/device-columns.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import type { NewRecord, RecordFacts } from '../../../main/data/inventory/device.ts';
import type {
  FactsOf,
  FileWork,
  InventoryStore,
  NewPage,
  StoreChange,
} from '../../../main/data/inventory/inventory-store.ts';
import { createInventoryStore } from '../../../main/data/inventory/store/create-inventory-store.ts';
import type { Db } from '../../../main/data/store/sql.ts';

export const CONTOSO = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
export const FABRIKAM = '11112222-3333-4444-5555-666677778888' as TenantId;

/** Records of these tests say what they say in the words of the facts. */
const plainFacts: FactsOf = (_, record) => (record as { facts?: RecordFacts }).facts ?? {};

export function anInventory(db: Db, snapshotVersion = 1) {
  // Few rows at a time, so that files have several slices.
  return createInventoryStore(db, { factsOf: plainFacts, snapshotVersion, sliceRows: 2 });
}

/** Does all of a file's work at once. Answers with the changes, in their order. */
export function takeFile(work: FileWork): StoreChange[] {
  return [...work].filter((change) => change !== null);
}

export function aRecord(
  source: DeviceSource,
  sourceId: string,
  joinId: string | null = null,
  facts: RecordFacts = {},
): NewRecord {
  return { source, sourceId, joinId, raw: JSON.stringify({ id: sourceId, joinId, facts }) };
}

export function aPage(
  records: readonly NewRecord[],
  change: Partial<Omit<NewPage, 'records'>> = {},
): NewPage {
  return { records, removedIds: [], next: null, refusals: new Map(), ...change };
}

export const COMPLETE = {
  state: 'complete',
  deltaLink: null,
  problem: null,
  needs: null,
} as const;
export const PARTIAL = {
  ...COMPLETE,
  state: 'partial',
  problem: 'The network went away.',
} as const;

/** Devices that the writer's tenant has. */
export const ROWS = 40;

/** The last number that the writer gave its records. */
export function countOf(inventory: InventoryStore, tenantId: TenantId): number {
  let count = 0;
  for (const { id } of inventory.devicesOf(tenantId)) {
    for (const { raw } of inventory.get(id)?.records ?? []) {
      const { facts } = JSON.parse(raw) as { facts: RecordFacts };
      count = Math.max(count, facts.vulnerabilities ?? 0);
    }
  }
  return count;
}
