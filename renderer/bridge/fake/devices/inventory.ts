import type {
  DeviceImportPreview,
  DeviceView,
  InventoryState,
  TenantId,
  TenantInventory,
  WorkProgress,
} from '../../../../preload/contract/index.ts';
import { fails, ok } from '../answers.ts';
import { emitter } from '../emitter.ts';
import type { FakeArea } from '../fake-area.ts';
import { IDLE } from '../status.ts';
import type { FakeDevices } from './devices.ts';

export interface FakeInventoryState {
  readonly state: InventoryState;
  readonly views: readonly DeviceView[];
  readonly importPreview: DeviceImportPreview | null;
  readonly failsToRead: boolean;
  readonly failsToSave: boolean;
}

export interface FakeInventoryControls {
  readonly asked: () => readonly (readonly TenantId[] | null)[];
  readonly exported: () => readonly string[];
  readonly applied: () => readonly { readonly exportedAt: string }[];
  readonly remapped: () => readonly (readonly (string | null)[])[];
  readonly change: (said: Partial<InventoryState>) => void;
  /** Says how far an export or import is. */
  readonly work: (progress: WorkProgress) => void;
}

export interface FakeInventory {
  readonly inventory: FakeArea<'inventory'>;
  readonly controls: FakeInventoryControls;
  readonly forget: (id: TenantId) => void;
}

export interface FakeInventoryOptions {
  readonly now: () => string;
  readonly isOnline: () => boolean;
  readonly devices: FakeDevices;
  /** Milliseconds that collecting one tenant takes, and each step of an export or import. */
  readonly stepMs: number;
}

export function fakeInventory(
  initial: FakeInventoryState,
  options: FakeInventoryOptions,
): FakeInventory {
  const { failsToRead, failsToSave } = initial;
  let { state, views } = initial;
  let left: readonly TenantId[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const running = { isCancelled: false };
  const asked: (readonly TenantId[] | null)[] = [];
  const exported: string[] = [];
  const applied: { exportedAt: string }[] = [];
  const remapped: (string | null)[][] = [];
  const changed = emitter<InventoryState>();
  const worked = emitter<WorkProgress>();

  /** The state with devices counted as they are now. */
  const counted = (): InventoryState => {
    const counts = new Map<TenantId, number>();
    for (const { tenantId } of options.devices.model.some()) {
      counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
    }
    const tenants = state.tenants.map((tenant) => ({
      ...tenant,
      devices: counts.get(tenant.tenantId) ?? 0,
    }));
    return { ...state, tenants };
  };
  const change = (said: Partial<InventoryState>) => {
    state = { ...state, ...said, revision: state.revision + 1 };
    changed.emit(counted());
  };
  const collectOne = () => {
    const [id, ...rest] = left;
    left = rest;
    const { progress } = state;
    change({
      tenants: state.tenants.map((tenant) =>
        tenant.tenantId === id ? collected(tenant, options.now()) : tenant,
      ),
      progress: { ...progress, done: progress.done + 1, isRunning: rest.length > 0 },
    });
    options.devices.tell();
    if (rest.length > 0) timer = setTimeout(collectOne, options.stepMs);
  };
  /** Ten steps of work; answers whether it came to its end. */
  const work = async (what: WorkProgress['what'], total: number): Promise<boolean> => {
    running.isCancelled = false;
    for (let step = 0; step <= 10 && !running.isCancelled; step += 1) {
      worked.emit({ what, done: Math.round((total * step) / 10), total });
      await new Promise((resolve) => setTimeout(resolve, options.stepMs));
    }
    return !running.isCancelled;
  };
  const kept = (next: readonly DeviceView[]) => {
    views = next;
    return ok({ views: [...views] });
  };

  return {
    controls: {
      asked: () => asked,
      exported: () => exported,
      applied: () => applied,
      remapped: () => remapped,
      change,
      work: worked.emit,
    },
    forget: (id) => change({ tenants: state.tenants.filter(({ tenantId }) => tenantId !== id) }),
    inventory: {
      get: () => (failsToRead ? fails('internal') : ok(counted())),
      connect: () => ok({}),
      collect: ({ tenantIds }) => {
        asked.push(tenantIds);
        if (!options.isOnline()) return fails('offline');
        const wanted = tenantIds ?? state.tenants.map(({ tenantId }) => tenantId);
        left = [...new Set([...left, ...wanted])];
        change({ progress: { ...IDLE, isRunning: left.length > 0, total: left.length } });
        clearTimeout(timer);
        timer = setTimeout(collectOne, options.stepMs);
        return ok({});
      },
      cancel: () => {
        clearTimeout(timer);
        const { progress } = state;
        change({ progress: { ...progress, isRunning: false, isCancelled: progress.isRunning } });
        return ok({});
      },
      exportFile: async ({ query, format }) => {
        if (failsToSave) return fails('storage-failed');
        const { total } = options.devices.model.find(query);
        if (!(await work('export', total))) return fails('cancelled');
        const fileName = `bulkhead-devices.${format}`;
        exported.push(fileName);
        return ok({ fileName, rows: total });
      },
      previewImport: () =>
        initial.importPreview === null ? fails('cancelled') : ok(initial.importPreview),
      remapImport: ({ source, columns }) => {
        remapped.push([source, ...columns]);
        const preview = initial.importPreview;
        if (preview === null) return fails('not-found');
        const headers = preview.headers.map((header, at) => ({
          ...header,
          column: columns[at] ?? null,
        }));
        return ok({ ...preview, source, headers });
      },
      applyImport: async ({ exportedAt }) => {
        if (failsToSave) return fails('storage-failed');
        const good = initial.importPreview?.good ?? 0;
        if (!(await work('import', good))) return fails('cancelled');
        applied.push({ exportedAt });
        options.devices.tell();
        return ok({ devices: good, added: 12, changed: 31, removed: 2, refused: 5 });
      },
      dropImport: () => ok({}),
      cancelWork: () => {
        running.isCancelled = true;
        return ok({});
      },
      listViews: () => ok({ views: [...views] }),
      saveView: (view) =>
        failsToSave
          ? fails('storage-failed')
          : kept([...views.filter(({ name }) => name !== view.name), view]),
      removeView: ({ name }) => kept(views.filter((view) => view.name !== name)),
      onChanged: changed.on,
      onWorked: worked.on,
    },
  };
}

/** A tenant as it is when its services were asked: those that may answer, did. */
function collected(tenant: TenantInventory, at: string): TenantInventory {
  const sources = tenant.sources.map((source) =>
    source.state === 'partial' || source.state === 'never' || source.state === 'failed'
      ? { ...source, state: 'complete' as const, completeAt: at, triedAt: at, problem: null }
      : source.completeAt === null || source.source.endsWith('-file')
        ? source
        : { ...source, completeAt: at, triedAt: at },
  );
  const times = sources.flatMap(({ completeAt }) => completeAt ?? []).sort();
  return { ...tenant, sources, collectedAt: times[0] ?? null, isPartial: false };
}
