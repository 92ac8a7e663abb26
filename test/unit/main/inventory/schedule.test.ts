import { describe, expect, it, vi } from 'vitest';
import { dueTenants, startSchedule } from '../../../../main/inventory/schedule.ts';
import type {
  InventoryState,
  SourceState,
  TenantId,
  TenantInventory,
} from '../../../../preload/contract/index.ts';

const A = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const B = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const NOW = new Date('2026-11-20T12:00:00Z');

const source = (kind: SourceState['source'], triedAt: string | null): SourceState => ({
  source: kind,
  state: 'complete',
  records: 1,
  completeAt: triedAt,
  triedAt,
  covered: 1,
  refused: 0,
  refusals: [],
  problem: null,
  needs: null,
});

const tenant = (tenantId: TenantId, ...sources: SourceState[]): TenantInventory => ({
  tenantId,
  devices: 1,
  sources,
  collectedAt: null,
  isPartial: false,
});

const state = (...tenants: TenantInventory[]): InventoryState => ({
  revision: 1,
  storage: 'kept',
  notice: null,
  isLoaded: true,
  tenants,
  progress: {
    isRunning: false,
    done: 0,
    total: 0,
    failed: 0,
    waiting: 0,
    waitsUntil: null,
    isCancelled: false,
  },
});

describe('tenants that are due', () => {
  it('are those that were not tried for so long', () => {
    const inventory = state(
      tenant(A, source('defender', '2026-11-20T07:59:59Z')),
      tenant(B, source('defender', '2026-11-20T08:00:01Z')),
    );
    expect(dueTenants(inventory, [A, B], 240, NOW)).toEqual([A]);
  });

  it('are measured by the newest try, not by the oldest source', () => {
    const inventory = state(
      tenant(
        A,
        source('defender', '2026-11-20T01:00:00Z'),
        source('intune', '2026-11-20T11:00:00Z'),
      ),
    );
    expect(dueTenants(inventory, [A], 240, NOW)).toEqual([]);
  });

  it('are never those without a token', () => {
    expect(dueTenants(state(tenant(A)), [B], 240, NOW)).toEqual([]);
  });

  it('do not count a file as a try', () => {
    const inventory = state(tenant(A, source('intune-file', '2026-11-20T11:59:00Z')));
    expect(dueTenants(inventory, [A], 240, NOW)).toEqual([A]);
  });

  it('are not held back by a clock that was ahead', () => {
    const inventory = state(tenant(A, source('defender', '2027-11-20T12:00:00Z')));
    expect(dueTenants(inventory, [A], 240, NOW)).toEqual([A]);
  });
});

describe('startSchedule', () => {
  const aSchedule = (change: {
    everyMinutes?: number;
    isOnline?: boolean;
    isRunning?: boolean;
  }) => {
    vi.useFakeTimers();
    const collect = vi.fn(async () => undefined);
    const resume = vi.fn(async () => undefined);
    const inventory = state(tenant(A));
    const schedule = startSchedule({
      everyMinutes: change.everyMinutes ?? 240,
      isOnline: () => change.isOnline ?? true,
      signedIn: () => [A],
      inventory: () => ({
        ...inventory,
        progress: { ...inventory.progress, isRunning: change.isRunning ?? false },
      }),
      collect,
      resume,
      now: () => NOW,
    });
    vi.advanceTimersByTime(61_000);
    schedule.stop();
    vi.advanceTimersByTime(600_000);
    vi.useRealTimers();
    return { collect, resume, schedule };
  };

  it('collects what is due, and not once it has stopped', () => {
    const { collect } = aSchedule({});
    expect(collect.mock.calls).toEqual([[[A]]]);
  });

  it.each([{ everyMinutes: 0 }, { isOnline: false }, { isRunning: true }])(
    'leaves it when %o',
    (change) => {
      expect(aSchedule(change).collect).not.toHaveBeenCalled();
    },
  );

  it('goes on when the network is back', () => {
    const { schedule, resume } = aSchedule({ everyMinutes: 0 });
    schedule.onlineChanged(false);
    expect(resume).not.toHaveBeenCalled();
    schedule.onlineChanged(true);
    expect(resume).toHaveBeenCalledOnce();
  });
});
