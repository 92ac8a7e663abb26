import type {
  DataHandlers,
  InventoryState,
  TenantId,
  WorkProgress,
} from '../../../preload/contract/index.ts';
import { CallFailure } from '../call-failure.ts';
import type { ApiOf } from '../cloud/api-use.ts';
import type { FromData, InventoryMethod } from '../protocol.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';
import type { Store } from '../store/open-store.ts';
import type { SpaceState } from '../store/store-space.ts';
import { createBreakers } from './collect/breakers.ts';
import { collectDevices } from './collect/collect-devices.ts';
import { createDeviceCollection } from './collect/collect-estate.ts';
import { createVulnerabilityMemory } from './collect/vulnerability-counts.ts';
import { createDeviceTable } from './columns/create-device-table.ts';
import { createDeviceFiles } from './device-files.ts';
import { createInventoryCalls } from './inventory-calls.ts';
import { createInventoryService } from './inventory-service.ts';
import { factsOf } from './sources/facts-of.ts';
import { createInventoryStore } from './store/create-inventory-store.ts';

export interface InventoryPartDeps {
  readonly store: Store;
  readonly tenants: () => readonly EstateTenant[];
  readonly tenantOf: (id: TenantId) => EstateTenant | undefined;
  readonly apiOf: ApiOf;
  readonly appVersion: string;
  /** Whether what is kept of tenants that are not in the estate is erased. */
  readonly forgetsOthers: boolean;
  /** Later than every revision that an earlier process told of. */
  readonly revisionsFrom: number;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly tellPage: (event: string, payload: unknown) => void;
  readonly tellMain: (message: FromData) => void;
  readonly onFault: (error: unknown) => void;
  readonly tellEveryMs: number | undefined;
}

/** The inventory in the data process: table, store, collection and files, put together. */
export interface InventoryPart {
  readonly handlers: DataHandlers;
  answer(method: InventoryMethod, input: unknown): Promise<unknown>;
  /** Reads what is kept; questions are answered meanwhile. */
  start(): void;
  estateChanged(): void;
  /** Devices that are kept of a tenant; null when no source of it was ever read whole. */
  devicesOf(tenantId: TenantId): number | null;
  forget(tenantId: TenantId): Promise<void>;
  /** When something of the tenant was last read; null when nothing ever was. */
  readAt(tenantId: TenantId): Date | null;
  /** Deletes changes that were found before. Answers whether there were any. */
  dropChanges(before: Date): boolean;
  stop(): void;
}

/** A person sees a count change; four times a second is enough of it. */
const TELL_PAGE_EVERY_MS = 250;
/** The state of every tenant, which goes through main: 200 tenants are some 200 KB. */
const TELL_MAIN_EVERY_MS = 1_000;
/** Grows when what a record says is read in another way: segments of before are made anew. */
export const READING_VERSION = 1;

export function createInventoryPart(deps: InventoryPartDeps): InventoryPart {
  const { now, tenants } = deps;
  const store = createInventoryStore(deps.store.db, {
    factsOf,
    snapshotVersion: READING_VERSION,
  });
  const table = createDeviceTable(deps.revisionsFrom);
  const breakers = createBreakers();
  const vulnerabilities = createVulnerabilityMemory();
  const tenantIds = () => tenants().map(({ id }) => id);

  const { space } = deps.store;
  // Before anything is written: what there is no room for is said from the start on. The ballast
  // waits for the first collection, which is no part of a start.
  let room: SpaceState = space.look({ putsOffBallast: true });
  /** Looks at the disk; a full one is told of, and leaves what is kept to be read. */
  const look = () => {
    room = space.look();
    changed();
    return room;
  };
  const onFault = (error: unknown) => {
    if (space.note(error)) look();
    deps.onFault(error);
  };

  const tellPage = throttled(deps.tellEveryMs ?? TELL_PAGE_EVERY_MS, onFault, () =>
    deps.tellPage('changed', { revision: table.revision, all: table.size }),
  );
  const tellMain = throttled(deps.tellEveryMs ?? TELL_MAIN_EVERY_MS, onFault, () =>
    deps.tellMain({ type: 'inventory-changed', state: service.state() }),
  );
  const changed = () => {
    tellPage.request();
    tellMain.request();
  };
  const worked = (progress: WorkProgress) => deps.tellMain({ type: 'worked', progress });

  const collection = createDeviceCollection({
    store,
    tenantOf: deps.tenantOf,
    onChanged: (tenantId) => {
      // Its turn has ended.
      if (tenantId !== null) {
        service.touch(tenantId);
        service.keepSnapshot(tenantId);
      }
      changed();
    },
    onFault: (_, error) => onFault(error),
    collectOne: (tenant, use) =>
      collectDevices({
        tenantId: tenant.id,
        api: deps.apiOf(tenant, use),
        store,
        breakers,
        vulnerabilities,
        now,
        isFull: false,
        signal: use.signal,
        onStored: (_source, _covered, change) => service.apply(tenant.id, change),
      }),
  });
  const service = createInventoryService({
    store,
    table,
    factsOf,
    tenantIds,
    progress: collection.progress,
    revisionsFrom: deps.revisionsFrom,
    storage: (): Pick<InventoryState, 'storage' | 'notice'> => ({
      storage: room.state === 'full' ? 'read-only' : deps.store.storage,
      notice: room.notice ?? deps.store.notice,
    }),
    now,
    onChanged: changed,
    onFault,
  });
  const files = createDeviceFiles({
    store,
    table,
    tenants,
    stateOf: (tenantId) => service.tenant(tenantId),
    apply: (tenantId, change) => service.apply(tenantId, change),
    appVersion: deps.appVersion,
    now,
    random: deps.randomBytes,
    onProgress: worked,
  });
  const calls = createInventoryCalls({
    state: service.state,
    collection: {
      ...collection,
      start: (...wanted) => {
        const { state, notice } = look();
        // What would fail half-way is not begun; what is kept stays as it is.
        if (state !== 'enough')
          throw new CallFailure('not-available', notice ?? 'The disk is full.');
        collection.start(...wanted);
      },
      resume: () => {
        if (look().state === 'enough') collection.resume();
      },
    },
    files,
    tenantIds,
    onFault,
  });

  const forget = async (tenantId: TenantId) => {
    await collection.drop(tenantId);
    breakers.drop(tenantId);
    vulnerabilities.drop(tenantId);
    files.forget(tenantId);
    space.withRoom(() => service.forget(tenantId));
  };

  return {
    handlers: { devices: service.handlers },
    answer: (method, input) => calls.answer(method, input),
    start() {
      if (deps.forgetsOthers) {
        const known = new Set(tenantIds());
        const others = store.tenantIds().filter((id) => !known.has(id));
        for (const id of others) space.withRoom(() => store.forget(id));
        if (others.length > 0) deps.store.erase();
      }
      service.load().catch(onFault);
    },
    estateChanged: changed,
    devicesOf(tenantId) {
      const { devices, sources } = service.tenant(tenantId);
      return sources.some(({ completeAt }) => completeAt !== null) ? devices : null;
    },
    forget,
    readAt(tenantId) {
      const at = service
        .tenant(tenantId)
        // A source that was never read whole is as old as its last page.
        .sources.flatMap(({ completeAt, triedAt }) => completeAt ?? triedAt ?? [])
        .sort()
        .at(-1);
      return at === undefined ? null : new Date(at);
    },
    dropChanges: (before) => store.dropChanges(Math.floor(before.getTime() / 1_000)),
    stop() {
      calls.stop();
      // Stopped without being cancelled by the operator: what is left is gone on with.
      collection.cancel();
      tellPage.stop();
      tellMain.stop();
    },
  };
}

/** Runs `work` at most once in so many milliseconds, and once after the last request. */
function throttled(everyMs: number, onFault: (error: unknown) => void, work: () => void) {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  return {
    request() {
      if (isStopped) return;
      timer ??= setTimeout(() => {
        timer = null;
        try {
          work();
        } catch (error) {
          onFault(error);
        }
      }, everyMs);
    },
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
