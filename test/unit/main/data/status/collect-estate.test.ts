import { describe, expect, it } from 'vitest';
import {
  type CollectOneOptions,
  createEstateCollection,
} from '../../../../../main/data/status/collect-estate.ts';
import type { CollectedTenant } from '../../../../../main/data/status/collect/collect-tenant.ts';
import type { EstateTenant } from '../../../../../main/data/status/estate-tenant.ts';
import { createStatusStore } from '../../../../../main/data/status/status-store.ts';
import { openStore } from '../../../../../main/data/store/open-store.ts';
import type { TenantId } from '../../../../../preload/contract/index.ts';

const idOf = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as TenantId;
const GOOD: CollectedTenant = { answers: {}, problem: null };

interface Work extends CollectOneOptions {
  readonly id: TenantId;
  readonly end: (result?: CollectedTenant) => void;
  readonly fail: (error: Error) => void;
}

function aCollection(count: number, concurrency = 2) {
  const { db } = openStore({
    path: null,
    key: null,
    nativeBinding: null,
    appVersion: '1',
    now: () => new Date(),
  });
  const store = createStatusStore(db);
  const tenants = new Map<TenantId, EstateTenant>(
    Array.from({ length: count }, (_, index) => {
      const id = idOf(index);
      return [id, { id, name: 'x', domain: 'x.example', cloud: 'global', accessPath: 'unknown' }];
    }),
  );
  const works: Work[] = [];
  const deaf = new Set<TenantId>();
  const faults: unknown[] = [];
  const make = () =>
    createEstateCollection({
      store,
      now: () => new Date('2026-11-21T09:00:00.000Z'),
      concurrency,
      tenantOf: (id) => tenants.get(id),
      onChanged: () => undefined,
      onFault: (_, error) => faults.push(error),
      collectOne: ({ id }, options) =>
        new Promise((resolve, reject) => {
          options.signal.addEventListener('abort', () => {
            if (!deaf.has(id)) reject(new Error('cancelled'));
          });
          works.push({ ...options, id, end: (result = GOOD) => resolve(result), fail: reject });
        }),
    });
  return {
    store,
    deaf,
    tenants,
    works,
    faults,
    make,
    all: [...tenants.keys()],
    collection: make(),
  };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('createEstateCollection', () => {
  it('has so many tenants at work and no more', async () => {
    const { collection, works, all } = aCollection(5);

    collection.start(null, all);
    await soon();
    expect(works.map(({ id }) => id)).toEqual([idOf(0), idOf(1)]);
    works[0]?.end();
    await soon();

    expect(works).toHaveLength(3);
    expect(collection.progress()).toMatchObject({ isRunning: true, done: 1, total: 5 });
  });

  it('lets another work while one has to wait, and takes it back before new ones', async () => {
    const { collection, works, all } = aCollection(4, 1);
    collection.start(null, all);
    await soon();

    works[0]?.slot.leave();
    works[0]?.onWaiting(Date.parse('2026-11-21T09:05:00.000Z'));
    await soon();
    const during = collection.progress();
    const back = works[0]?.slot.take();
    works[1]?.end();
    await back;
    works[0]?.onWaiting(null);

    expect(during).toMatchObject({ waiting: 1, waitsUntil: '2026-11-21T09:05:00.000Z' });
    expect(works).toHaveLength(2);
    expect(collection.progress()).toMatchObject({ waiting: 0, waitsUntil: null, done: 1 });
  });

  it('goes on when one tenant fails, and counts it', async () => {
    const { collection, works, faults, store, all } = aCollection(3);
    collection.start(null, all);
    await soon();

    works[0]?.fail(new Error('bug'));
    works[1]?.end({ answers: {}, problem: 'The service cannot be reached.' });
    await soon();
    works[2]?.end();
    await collection.idle();

    expect(collection.progress()).toMatchObject({ done: 3, failed: 2, isRunning: false });
    expect(faults).toHaveLength(1);
    expect(store.read(idOf(0)).problem).toMatch(/inside Bulkhead/);
    expect(store.read(idOf(1))).toMatchObject({ collectedAt: null });
    expect(store.read(idOf(2)).collectedAt).toBe('2026-11-21T09:00:00.000Z');
  });

  it('keeps what was left over when it is cancelled, also over a restart, and goes on with it', async () => {
    const { collection, works, make, all } = aCollection(4);
    collection.start(null, all);
    await soon();
    works[0]?.end();
    await soon();

    collection.cancel();
    await collection.idle();
    const cancelled = collection.progress();
    const restarted = make();
    const before = restarted.progress();
    works.length = 0;
    restarted.start(null, all);
    await soon();

    expect(cancelled).toMatchObject({ isRunning: false, isCancelled: true, done: 1, total: 4 });
    expect(before).toMatchObject({ isCancelled: true, total: 3 });
    expect(restarted.progress()).toMatchObject({ isCancelled: false, isRunning: true, total: 3 });
    expect(works.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  });

  it('collects the tenant that is named without what was left over', async () => {
    const { collection, works, all } = aCollection(3);
    collection.start(null, all);
    await soon();
    collection.cancel();
    await collection.idle();
    works.length = 0;

    collection.start([idOf(2)], all);
    await soon();
    works[0]?.end();
    await collection.idle();

    expect(works.map(({ id }) => id)).toEqual([idOf(2)]);
    expect(collection.progress()).toMatchObject({ isCancelled: true, total: 3, done: 1 });
  });

  it('can begin again in the moment it was cancelled', async () => {
    const { collection, works, all } = aCollection(1);
    collection.start(null, all);
    await soon();

    collection.cancel();
    collection.start(null, all);
    await soon();
    works.at(-1)?.end();
    await collection.idle();

    expect(works).toHaveLength(2);
    expect(collection.progress()).toMatchObject({ done: 1, total: 1, isCancelled: false });
  });

  it('takes more tenants in while it runs, and each once', async () => {
    const { collection, works, all } = aCollection(3, 6);
    collection.start([idOf(0)], all);
    collection.start([idOf(0), idOf(1)], all);
    await soon();

    expect(works.map(({ id }) => id)).toEqual([idOf(0), idOf(1)]);
    expect(collection.progress().total).toBe(2);
  });

  it('keeps nothing that comes in after the tenant was dropped', async () => {
    const { collection, works, deaf, store, all } = aCollection(1);
    deaf.add(idOf(0));
    collection.start(null, all);
    await soon();

    const dropped = collection.drop(idOf(0));
    works[0]?.end();
    await dropped;

    expect(store.tenantIds()).toEqual([]);
    expect(collection.progress().done).toBe(0);
  });

  it('keeps nothing of a tenant that is dropped meanwhile', async () => {
    const { collection, works, store, all } = aCollection(2);
    collection.start(null, all);
    await soon();

    await collection.drop(idOf(0));
    works[0]?.end();
    works[1]?.end();
    await collection.idle();

    expect(store.tenantIds()).toEqual([idOf(1)]);
    expect(collection.progress()).toMatchObject({ done: 1, total: 1 });
  });
});
