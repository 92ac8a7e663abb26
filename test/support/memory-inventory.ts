import type { DeviceSource } from '../../preload/contract/device-columns.ts';
import type { TenantId } from '../../preload/contract/index.ts';
import type { NewRecord } from '../../main/data/inventory/device.ts';
import type {
  InventoryStore,
  NewPage,
  OpenRun,
  RunEnd,
  StoreChange,
} from '../../main/data/inventory/inventory-store.ts';

type CollectingStore = Pick<
  InventoryStore,
  'beginRun' | 'restartRun' | 'savePage' | 'endRun' | 'leaveRun' | 'openRuns'
>;

export interface MemoryInventory {
  /** Only what collecting uses; anything else of it throws. */
  readonly store: InventoryStore;
  /** Ids that are kept of a source, sorted. */
  ids(tenantId: TenantId, source: DeviceSource): string[];
  record(tenantId: TenantId, source: DeviceSource, sourceId: string): NewRecord | undefined;
  readonly pages: NewPage[];
  readonly ends: (RunEnd & { readonly source: DeviceSource; readonly tenantId: TenantId })[];
  /** Reasons and counts of all pages together. */
  refusals(): Map<string, number>;
  /** Called before every page is kept; throws to break the store there. */
  onSave: (page: NewPage, run: OpenRun) => void;
}

const NOTHING: StoreChange = {
  put: [],
  removed: [],
  seen: null,
  added: 0,
  changed: 0,
  unchanged: 0,
};

/** What the store promises about runs and records, without a database and without devices. */
export function memoryInventory(): MemoryInventory {
  const records = new Map<string, Map<string, { record: NewRecord; runId: number }>>();
  const open = new Map<string, OpenRun>();
  const deltaLinks = new Map<string, string>();
  const pages: NewPage[] = [];
  const ends: MemoryInventory['ends'] = [];
  let nextId = 1;
  const keyOf = (tenantId: TenantId, source: DeviceSource) => `${tenantId} ${source}`;
  const kept = (key: string) => {
    const there = records.get(key) ?? new Map<string, { record: NewRecord; runId: number }>();
    records.set(key, there);
    return there;
  };
  const begin = (tenantId: TenantId, source: DeviceSource, at: number, link: string | null) => {
    const run: OpenRun = {
      id: nextId,
      tenantId,
      source,
      startedAt: at,
      next: link,
      kind: link === null ? 'full' : 'delta',
      covered: 0,
    };
    nextId += 1;
    open.set(keyOf(tenantId, source), run);
    return run;
  };
  const assertOpen = (run: OpenRun) => {
    const current = open.get(keyOf(run.tenantId, run.source));
    if (current !== run) throw new Error('not the run that is open');
  };

  const store: CollectingStore = {
    beginRun(tenantId, source, { at, isFull }) {
      const key = keyOf(tenantId, source);
      const link = isFull ? null : (deltaLinks.get(key) ?? null);
      return open.get(key) ?? begin(tenantId, source, at, link);
    },
    openRuns: () => [...open.values()],
    restartRun(run, at) {
      assertOpen(run);
      return begin(run.tenantId, run.source, at, null);
    },
    savePage(run, page) {
      assertOpen(run);
      memory.onSave(page, run);
      pages.push(page);
      const key = keyOf(run.tenantId, run.source);
      const there = kept(key);
      for (const record of page.records) there.set(record.sourceId, { record, runId: run.id });
      for (const id of page.removedIds) there.delete(id);
      const moved = { ...run, next: page.next, covered: run.covered + page.records.length };
      open.set(key, moved);
      return { run: moved, change: NOTHING };
    },
    endRun(run, end) {
      assertOpen(run);
      const key = keyOf(run.tenantId, run.source);
      open.delete(key);
      ends.push({ ...end, source: run.source, tenantId: run.tenantId });
      if (end.state !== 'complete') return NOTHING;
      if (end.deltaLink === null) deltaLinks.delete(key);
      else deltaLinks.set(key, end.deltaLink);
      const there = kept(key);
      for (const [id, { runId }] of there) {
        if (run.kind === 'full' && runId !== run.id) there.delete(id);
      }
      return NOTHING;
    },
    leaveRun: (run) => assertOpen(run),
  };
  const memory: MemoryInventory = {
    store: new Proxy(store as InventoryStore, {
      get(target, name) {
        if (name in target) return target[name as keyof InventoryStore];
        throw new Error(`collecting uses ${String(name)}`);
      },
    }),
    pages,
    ends,
    ids: (tenantId, source) => [...kept(keyOf(tenantId, source)).keys()].toSorted(),
    record: (tenantId, source, id) => kept(keyOf(tenantId, source)).get(id)?.record,
    refusals() {
      const all = new Map<string, number>();
      for (const { refusals } of pages) {
        for (const [reason, count] of refusals) all.set(reason, (all.get(reason) ?? 0) + count);
      }
      return all;
    },
    onSave: () => undefined,
  };
  return memory;
}
