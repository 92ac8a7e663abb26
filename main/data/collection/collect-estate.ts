import type { CollectionProgress } from '../../../preload/contract/status.ts';
import type { TenantId } from '../../../preload/contract/index.ts';
import { createSlots, type Slot } from '../cloud/slots.ts';
import type { EstateTenant } from '../status/estate-tenant.ts';

export interface CollectOneOptions {
  readonly slot: Slot;
  readonly signal: AbortSignal;
  readonly onWaiting: (untilMs: number | null) => void;
}

/** Tenants that a collection has not come to, in its order, also over restarts. */
export interface LeftTenants {
  left(): readonly TenantId[];
  setLeft(tenantIds: readonly TenantId[]): void;
  removeLeft(tenantId: TenantId): void;
}

/** How a tenant's turn ended; `cut-off` is failed, and worth going on with when there is a network. */
export type TurnEnd = 'complete' | 'failed' | 'cut-off';

export interface EstateCollectionDeps<Result> {
  readonly memory: LeftTenants;
  /** Throws when it was cancelled; a tenant that does not answer is an answer with a problem. */
  readonly collectOne: (tenant: EstateTenant, options: CollectOneOptions) => Promise<Result>;
  /** Keeps what a tenant's turn brought; null when it failed inside Bulkhead. */
  readonly finish: (tenantId: TenantId, result: Result | null) => TurnEnd;
  /** Undefined for a tenant that is not, or no longer, in the estate. */
  readonly tenantOf: (id: TenantId) => EstateTenant | undefined;
  readonly onChanged: (tenantId: TenantId | null) => void;
  /** What nobody expected; it costs this tenant's turn and no other's. */
  readonly onFault: (tenantId: TenantId, error: unknown) => void;
  /** Tenants at work at the same time; those that were asked to wait are not counted. */
  readonly concurrency?: number;
}

export interface EstateCollection {
  /** Takes the tenants in, or, with null, goes on with what was left over, or begins with all. */
  start(tenantIds: readonly TenantId[] | null, all: readonly TenantId[]): void;
  /** Goes on with what was cut off, by the network or by quitting; not with what was cancelled. */
  resume(): void;
  /** Ends what runs; what was not finished is left over for the next time. */
  cancel(): void;
  /** Ends the tenant's part and takes it out of what is left. Resolves when nothing runs of it. */
  drop(tenantId: TenantId): Promise<void>;
  progress(): CollectionProgress;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

const DEFAULT_CONCURRENCY = 6;

/** Collects many tenants side by side, each for itself. */
export function createEstateCollection<Result>(
  deps: EstateCollectionDeps<Result>,
): EstateCollection {
  const { memory } = deps;
  const slots = createSlots(deps.concurrency ?? DEFAULT_CONCURRENCY);
  const running = new Map<TenantId, { readonly stop: AbortController; ended: Promise<void> }>();
  /** Until when each waiting tenant is to be left alone, in milliseconds since 1970. */
  const waiting = new Map<TenantId, number>();
  /** Those of this collection that are not finished, and those that an earlier one left over. */
  const active = new Set<TenantId>();
  const parked = new Set<TenantId>(memory.left());
  /** Those that quitting or the network cut off. */
  const cutOff = new Set<TenantId>(parked);
  let done = 0;
  let failed = 0;

  const finish = (id: TenantId, result: Result | null) => {
    const end = deps.finish(id, result);
    done += 1;
    if (end !== 'complete') failed += 1;
    if (end === 'cut-off') cutOff.add(id);
  };

  const collect = async (tenant: EstateTenant, signal: AbortSignal): Promise<void> => {
    const { id } = tenant;
    const slot = slots.newSlot();
    const onWaiting = (untilMs: number | null) => {
      if (untilMs === null) waiting.delete(id);
      else if (!signal.aborted) waiting.set(id, untilMs);
      deps.onChanged(null);
    };
    try {
      await slot.take();
      if (signal.aborted) return;
      const collected = await deps.collectOne(tenant, { slot, signal, onWaiting });
      // What came in after the tenant was dropped, or the work cancelled, is kept by nobody.
      if (signal.aborted) return;
      finish(id, collected);
    } catch (error) {
      if (signal.aborted) return;
      deps.onFault(id, error);
      finish(id, null);
    } finally {
      slot.close();
      waiting.delete(id);
    }
    active.delete(id);
    memory.removeLeft(id);
  };

  const begin = (tenant: EstateTenant) => {
    const stop = new AbortController();
    // One that was cancelled a moment ago may still be on its way out.
    const before = running.get(tenant.id)?.ended ?? Promise.resolve();
    const entry = { stop, ended: before };
    running.set(tenant.id, entry);
    entry.ended = before
      .then(() => collect(tenant, stop.signal))
      .finally(() => {
        if (running.get(tenant.id) === entry) running.delete(tenant.id);
        deps.onChanged(tenant.id);
      });
  };

  const take = (wanted: Iterable<TenantId>) => {
    if (active.size === 0) {
      done = 0;
      failed = 0;
    }
    for (const id of wanted) {
      const tenant = deps.tenantOf(id);
      parked.delete(id);
      cutOff.delete(id);
      if (tenant === undefined || active.has(id)) continue;
      active.add(id);
      begin(tenant);
    }
    memory.setLeft([...active, ...parked]);
    deps.onChanged(null);
  };

  return {
    start(tenantIds, all) {
      take(tenantIds ?? (parked.size > 0 && active.size === 0 ? [...parked] : all));
    },
    resume() {
      if (cutOff.size > 0) take([...cutOff]);
    },
    cancel() {
      for (const id of active) {
        parked.add(id);
        running.get(id)?.stop.abort();
      }
      active.clear();
      cutOff.clear();
      waiting.clear();
      deps.onChanged(null);
    },
    async drop(tenantId) {
      active.delete(tenantId);
      parked.delete(tenantId);
      cutOff.delete(tenantId);
      const entry = running.get(tenantId);
      entry?.stop.abort();
      await entry?.ended;
      memory.removeLeft(tenantId);
    },
    progress: () => ({
      isRunning: active.size > 0,
      done,
      total: done + (active.size > 0 ? active.size : parked.size),
      failed,
      waiting: waiting.size,
      waitsUntil: waiting.size === 0 ? null : new Date(Math.min(...waiting.values())).toISOString(),
      isCancelled: active.size === 0 && parked.size > 0,
    }),
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
