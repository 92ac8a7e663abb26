import { describe, expect, it } from 'vitest';
import type { CollectOneOptions } from '../../../../../../main/data/collection/collect-estate.ts';
import type { CollectedDevices } from '../../../../../../main/data/inventory/collect/collect-devices.ts';
import { createDeviceCollection } from '../../../../../../main/data/inventory/collect/collect-estate.ts';
import type { CollectedSource } from '../../../../../../main/data/inventory/collect/collect-source.ts';
import type { TenantId } from '../../../../../../preload/contract/index.ts';
import { memoryInventory } from '../../../../../support/memory-inventory.ts';

const idOf = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as TenantId;
const ALL = [idOf(0), idOf(1), idOf(2)];

const ended = (state: CollectedSource['state'], isOffline = false): CollectedDevices => ({
  sources: [
    { source: 'defender', state, problem: null, isOffline },
    { source: 'entra', state: 'complete', problem: null, isOffline: false },
  ],
});

interface Work extends CollectOneOptions {
  readonly id: TenantId;
  readonly end: (collected: CollectedDevices) => void;
  readonly fail: (error: Error) => void;
}

function aCollection(openRunsOf: readonly TenantId[] = []) {
  const works: Work[] = [];
  const faults: unknown[] = [];
  const { store } = memoryInventory();
  for (const id of openRunsOf) store.beginRun(id, 'intune', { at: 1, isFull: false });
  const collection = createDeviceCollection({
    store,
    tenantOf: (id) =>
      ALL.includes(id)
        ? { id, name: 'x', domain: 'x.example', cloud: 'global', accessPath: 'unknown' }
        : undefined,
    onChanged: () => undefined,
    onFault: (_, error) => faults.push(error),
    collectOne: ({ id }, options) =>
      new Promise((resolve, reject) => {
        options.signal.addEventListener('abort', () => reject(new Error('cancelled')));
        works.push({ ...options, id, end: resolve, fail: reject });
      }),
  });
  const take = (): Work[] => works.splice(0);
  return { collection, take, faults };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('createDeviceCollection', () => {
  it('takes refusals for answers, and counts what failed or was cut off', async () => {
    const { collection, take } = aCollection();
    collection.start(null, ALL);
    await soon();

    const [first, second, third] = take();
    first?.end(ended('not-permitted'));
    second?.end(ended('partial'));
    third?.end(ended('failed', true));
    await collection.idle();

    expect(collection.progress()).toMatchObject({ done: 3, failed: 2, isCancelled: false });
  });

  it('goes on by itself with what the network cut off, and only with that', async () => {
    const { collection, take } = aCollection();
    collection.start(null, ALL);
    await soon();
    const [first, second, third] = take();
    first?.end(ended('failed', true));
    second?.end(ended('failed'));
    third?.end(ended('complete'));
    await collection.idle();

    collection.resume();
    await soon();
    const again = take();
    for (const { end } of again) end(ended('complete'));
    await collection.idle();
    collection.resume();
    await soon();

    expect(again.map(({ id }) => id)).toEqual([idOf(0)]);
    expect(take()).toEqual([]);
  });

  it('goes on with what quitting left over, first of all', async () => {
    const gone = idOf(7);
    const { collection, take } = aCollection([idOf(1), gone]);
    const before = collection.progress();

    collection.start(null, ALL);
    await soon();

    expect(before).toMatchObject({ isRunning: false, isCancelled: true, total: 2 });
    expect(take().map(({ id }) => id)).toEqual([idOf(1)]);
  });

  it('leaves alone what the operator cancelled, until they say so', async () => {
    const { collection, take } = aCollection();
    collection.start(null, ALL);
    await soon();
    take()[0]?.end(ended('failed', true));
    await soon();
    collection.cancel();
    await collection.idle();

    collection.resume();
    await soon();
    const byItself = take();
    collection.start(null, ALL);
    await soon();

    expect(byItself).toEqual([]);
    expect(take().map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  });

  it('ends a tenant that is dropped, and does not come back to it', async () => {
    const { collection, take } = aCollection([idOf(0)]);
    collection.start([idOf(0), idOf(1)], ALL);
    await soon();

    await collection.drop(idOf(0));
    const [, second] = take();
    second?.end(ended('complete'));
    await collection.idle();
    collection.resume();
    await soon();

    expect(take()).toEqual([]);
    expect(collection.progress()).toMatchObject({ isRunning: false, isCancelled: false, done: 1 });
  });

  it('loses one turn to a fault and no other', async () => {
    const { collection, take, faults } = aCollection();
    collection.start(null, ALL);
    await soon();
    const [first, ...others] = take();
    first?.fail(new Error('disk full'));
    for (const { end } of others) end(ended('complete'));
    await collection.idle();

    expect(faults).toHaveLength(1);
    expect(collection.progress()).toMatchObject({ done: 3, failed: 1 });
  });
});
