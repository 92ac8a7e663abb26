import type {
  CollectionProgress,
  DataHandlers,
  DeviceDetail,
  InventoryState,
  SourceRecord,
  TenantId,
  TenantInventory,
} from '../../../preload/contract/index.ts';
import { PortFailure } from '../data-port.ts';
import type { DeviceTable } from './columns/device-table.ts';
import type { KeptRecord, RecordFacts } from './device.ts';
import { cellsOfDevice, factCells } from './device-cells.ts';
import type { FactsOf, InventoryStore, StoreChange } from './inventory-store.ts';
import { disagreementsOf } from './merge.ts';

export interface InventoryServiceDeps {
  readonly store: InventoryStore;
  readonly table: DeviceTable;
  readonly factsOf: FactsOf;
  /** Tenants of the estate, in its order. */
  readonly tenantIds: () => readonly TenantId[];
  readonly progress: () => CollectionProgress;
  readonly revisionsFrom: number;
  readonly storage: () => Pick<InventoryState, 'storage' | 'notice'>;
  readonly now: () => Date;
  /** Devices of a tenant are other ones, or what is known of its sources is; null for all. */
  readonly onChanged: () => void;
  readonly onFault: (error: unknown) => void;
}

export interface InventoryService {
  readonly handlers: DataHandlers['devices'];
  state(): InventoryState;
  /** What is known of one tenant, with the age of the whole. */
  tenant(tenantId: TenantId): TenantInventory;
  /** Takes over what a write to the store changed. */
  apply(tenantId: TenantId, change: StoreChange): void;
  /** What is known of a tenant's sources has changed. */
  touch(tenantId: TenantId): void;
  /** Reads what is kept into the table, tenant by tenant, giving way to questions in between. */
  load(): Promise<void>;
  /** Keeps the table's segment of a tenant when enough of it has changed. */
  keepSnapshot(tenantId: TenantId): void;
  forget(tenantId: TenantId): void;
}

/** Devices read in one go at a start, so that a question waits some milliseconds and no more. */
const LOAD_BATCH = 2_000;
/** A segment is written anew when so many of its devices changed, or this part of them. */
const SNAPSHOT_CHANGES = 500;
const SNAPSHOT_PART = 0.1;
const MAX_RAW = 256_000;

/** Answers the questions about devices from the table and the store. Collects nothing itself. */
export function createInventoryService(deps: InventoryServiceDeps): InventoryService {
  const { store, table, onChanged } = deps;
  const loaded = new Set<TenantId>();
  const known = new Map<TenantId, TenantInventory>();
  let isLoaded = false;
  let revision = deps.revisionsFrom;
  const nowSeconds = () => Math.floor(deps.now().getTime() / 1_000);

  const changed = () => {
    revision += 1;
    onChanged();
  };

  const tenantOf = (tenantId: TenantId): TenantInventory => {
    const before = known.get(tenantId);
    if (before !== undefined) return before;
    const sources = store.sourcesOf(tenantId);
    // A source that never gave anything has no age; one that fails now has that of its last time.
    const ages = sources.flatMap(({ completeAt, records }) =>
      completeAt === null || records === 0 ? [] : [completeAt],
    );
    const tenant: TenantInventory = {
      tenantId,
      devices: table.sizeOf(tenantId),
      sources: [...sources],
      collectedAt: ages.sort()[0] ?? null,
      isPartial: sources.some(
        ({ state, records, covered }) =>
          state === 'partial' || (state === 'failed' && records + covered > 0),
      ),
    };
    known.set(tenantId, tenant);
    return tenant;
  };

  const loadTenant = async (tenantId: TenantId): Promise<void> => {
    const kept = store.loadSnapshot(tenantId);
    if (kept !== null && table.fromSnapshot(tenantId, kept.parts)) {
      table.remove(tenantId, kept.removed);
      table.put(tenantId, kept.put);
      for (const { ids, collectedAt } of kept.seen) table.touch(tenantId, ids, collectedAt);
      loaded.add(tenantId);
    } else {
      loaded.add(tenantId);
      let batch = [];
      for (const device of store.devicesOf(tenantId)) {
        batch.push(device);
        if (batch.length < LOAD_BATCH) continue;
        table.put(tenantId, batch);
        batch = [];
        await giveWay();
      }
      table.put(tenantId, batch);
    }
    const since = store.changedSince(tenantId);
    if (since !== null) table.setChangedSince(tenantId, since);
    known.delete(tenantId);
  };

  /** Takes over what an import had read when the process ended. */
  const finishFiles = async () => {
    try {
      for (const step of store.finishFiles()) {
        if (step !== null) service.apply(step.tenantId, step.change);
        await giveWay();
      }
    } catch (error) {
      // The next start tries again; what is kept is read all the same.
      deps.onFault(error);
    }
  };

  const handlers: DataHandlers['devices'] = {
    rows: ({ query, columns, from, count }) => {
      const page = table.rows(query, columns, { from, count }, nowSeconds());
      return { ...page, rows: [...page.rows] };
    },
    facets: ({ query, facets }) => ({
      revision: table.revision,
      facets: [...table.facets(query, facets, nowSeconds())],
    }),
    find: ({ query, deviceId }) => ({
      revision: table.revision,
      position: table.find(query, deviceId, nowSeconds()),
    }),
    suggest: ({ text, count }) => ({
      devices: table.suggest(text, count).map(({ id, tenantId, name, found }) => ({
        id: id as DeviceDetail['id'],
        tenantId,
        name,
        found,
      })),
    }),
    overview: ({ tenantIds, staleAfterDays }) => ({
      revision: table.revision,
      tenants: [...table.overview(tenantIds, staleAfterDays, nowSeconds())],
    }),
    changes: ({ tenantIds, count }) => {
      const wanted = tenantIds === null ? null : new Set(tenantIds);
      return {
        changes: [...store.changes(tenantIds, count)],
        tenants: store.lastRuns().filter(({ tenantId }) => wanted?.has(tenantId) ?? true),
      };
    },
    get: ({ deviceId }) => {
      const found = store.get(deviceId);
      if (found === null) throw new PortFailure('not-found', 'This device is not known any more.');
      const records = found.records.map((record) => ({
        record,
        facts: deps.factsOf(record.source, JSON.parse(record.raw)),
      }));
      return {
        id: deviceId,
        tenantId: found.device.tenantId,
        cells: cellsOfDevice(found.device),
        records: records.map(({ record, facts }) => sourceRecord(record, facts)),
        disagreements: disagreementsOf(
          records.map(({ record, facts }) => Object.assign({}, record, { facts })),
        ),
        changes: found.changes.slice(0, 200),
      };
    },
  };

  const service: InventoryService = {
    handlers,
    tenant: tenantOf,
    state: () => ({
      revision,
      ...deps.storage(),
      isLoaded,
      tenants: deps.tenantIds().map(tenantOf),
      progress: deps.progress(),
    }),
    apply(tenantId, change) {
      // One that is not read yet is read with the change in it.
      if (loaded.has(tenantId) || isLoaded) {
        loaded.add(tenantId);
        if (change.removed.length > 0) table.remove(tenantId, change.removed);
        table.put(tenantId, change.put);
        if (change.seen !== null) {
          table.touch(tenantId, change.seen.ids, change.seen.collectedAt);
        }
      }
      known.delete(tenantId);
      changed();
    },
    touch(tenantId) {
      known.delete(tenantId);
      const since = store.changedSince(tenantId);
      if (since !== null) table.setChangedSince(tenantId, since);
      changed();
    },
    async load() {
      await finishFiles();
      for (const tenantId of store.tenantIds()) {
        try {
          if (!loaded.has(tenantId)) await loadTenant(tenantId);
        } catch (error) {
          // The others are read all the same.
          deps.onFault(error);
        }
        changed();
        await giveWay();
      }
      isLoaded = true;
      changed();
    },
    keepSnapshot(tenantId) {
      const size = table.sizeOf(tenantId);
      const since = store.changesSinceSnapshot(tenantId);
      const isWorthIt =
        since === null ? size > 0 : since > Math.max(SNAPSHOT_CHANGES, size * SNAPSHOT_PART);
      if (!isWorthIt) return;
      const parts = table.toSnapshot(tenantId);
      if (parts !== null) store.saveSnapshot(tenantId, parts);
    },
    forget(tenantId) {
      table.forget(tenantId);
      store.forget(tenantId);
      loaded.delete(tenantId);
      known.delete(tenantId);
      changed();
    },
  };
  return service;
}

function sourceRecord(record: KeptRecord, facts: RecordFacts): SourceRecord {
  return {
    source: record.source,
    sourceId: record.sourceId.slice(0, 200),
    collectedAt: iso(record.collectedAt),
    firstCollectedAt: iso(record.firstCollectedAt),
    exportedAt: record.exportedAt === null ? null : iso(record.exportedAt),
    cells: factCells(facts),
    raw:
      record.raw.length <= MAX_RAW
        ? record.raw
        : JSON.stringify({ note: 'This record is too long to be shown.' }),
  };
}

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();

const giveWay = () => new Promise<void>((resolve) => setImmediate(resolve));
