import { parseBoundedJson } from '../../../main/data/cloud/bounded-json.ts';
import type { DeviceTable } from '../../../main/data/inventory/columns/device-table.ts';
import type { StoreChange } from '../../../main/data/inventory/inventory-store.ts';
import { factsOf } from '../../../main/data/inventory/sources/facts-of.ts';
import { createInventoryStore } from '../../../main/data/inventory/store/create-inventory-store.ts';
import { openStore, type Store } from '../../../main/data/store/open-store.ts';
import { READING_VERSION } from '../../../main/data/inventory/inventory-part.ts';
import type { TenantId } from '../../../preload/contract/ids.ts';
import { DATA_NOW } from '../inventory-data.ts';
import { READERS, type ServicePage } from './service-pages.ts';

/** Records of one write, as the collection does it. */
const SLICE = 500;

/** The estate's own store, as the data process opens it. */
export function openEstate(path: string, key: Uint8Array): Store {
  const store = openStore({
    path,
    key,
    nativeBinding: null,
    appVersion: 'bench',
    now: () => new Date(DATA_NOW * 1_000),
  });
  if (store.storage !== 'kept') throw new Error(store.notice ?? 'nothing is kept');
  return store;
}

export function inventoryOf(store: Store) {
  return createInventoryStore(store.db, { factsOf, snapshotVersion: READING_VERSION });
}

/**
 * Takes in a tenant's pages as a collection does, from the text of the answers to the table in
 * memory, one run a source.
 * @param at seconds since 1970
 */
export function takeIn(
  inventory: ReturnType<typeof inventoryOf>,
  table: DeviceTable,
  tenantId: TenantId,
  pages: readonly ServicePage[],
  at: number,
): void {
  const apply = ({ put, removed, seen }: StoreChange) => {
    if (removed.length > 0) table.remove(tenantId, removed);
    table.put(tenantId, put);
    if (seen !== null) table.touch(tenantId, seen.ids, seen.collectedAt);
  };
  for (const source of Object.keys(READERS) as (keyof typeof READERS)[]) {
    const ofSource = pages.filter((page) => page.source === source);
    let run = inventory.beginRun(tenantId, source, { at, isFull: true });
    for (const { text } of ofSource) {
      const { value } = parseBoundedJson(text) as { value: readonly unknown[] };
      const { records, refusals } = READERS[source](value);
      for (let from = 0; from < records.length; from += SLICE) {
        const saved = inventory.savePage(
          run,
          { records: records.slice(from, from + SLICE), removedIds: [], refusals, next: 'next' },
          at,
        );
        run = saved.run;
        apply(saved.change);
      }
    }
    const end = { state: 'complete', deltaLink: null, problem: null, needs: null } as const;
    apply(inventory.endRun(run, end, at));
  }
}
