import type { InventoryState, TenantId } from '../../preload/contract/index.ts';

export interface ScheduleDeps {
  /** How old what was collected may get; 0 collects only when the operator says so. */
  readonly everyMinutes: number;
  readonly isOnline: () => boolean;
  /** Tenants for which there is a token: nobody is asked to sign in by a clock. */
  readonly signedIn: () => readonly TenantId[];
  /** Newest known; null before the data process has told. */
  readonly inventory: () => InventoryState | null;
  readonly collect: (tenantIds: readonly TenantId[]) => Promise<unknown>;
  /** Goes on with what a cut-off network interrupted. */
  readonly resume: () => Promise<unknown>;
  readonly now: () => Date;
  readonly lookEveryMs?: number;
}

export interface Schedule {
  onlineChanged(isOnline: boolean): void;
  stop(): void;
}

const LOOK_EVERY_MS = 60_000;

/** Collects again what has become old, and goes on when the network is back. */
export function startSchedule(deps: ScheduleDeps): Schedule {
  const look = () => {
    const inventory = deps.inventory();
    if (!deps.isOnline() || inventory === null || inventory.progress.isRunning) return;
    const due = dueTenants(inventory, deps.signedIn(), deps.everyMinutes, deps.now());
    // What fails is told where it fails; the next look comes in any case.
    if (due.length > 0) deps.collect(due).catch(() => undefined);
  };
  const timer =
    deps.everyMinutes === 0 ? undefined : setInterval(look, deps.lookEveryMs ?? LOOK_EVERY_MS);
  timer?.unref();
  return {
    onlineChanged(isOnline) {
      if (isOnline) deps.resume().catch(() => undefined);
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * Signed-in tenants of which nothing was tried for so long. A tenant that was tried and refused is
 * not tried more often than one that works.
 */
export function dueTenants(
  { tenants }: InventoryState,
  signedIn: readonly TenantId[],
  everyMinutes: number,
  now: Date,
): TenantId[] {
  const before = now.getTime() - everyMinutes * 60_000;
  const may = new Set(signedIn);
  return tenants.flatMap(({ tenantId, sources }) => {
    if (!may.has(tenantId)) return [];
    const tried = sources.flatMap(({ source, triedAt }) =>
      source.endsWith('-file') || triedAt === null ? [] : [Date.parse(triedAt)],
    );
    // A clock that was set back must not stop collecting for as long.
    const newest = Math.max(...tried.map((at) => (at > now.getTime() ? 0 : at)), 0);
    return newest <= before ? [tenantId] : [];
  });
}
