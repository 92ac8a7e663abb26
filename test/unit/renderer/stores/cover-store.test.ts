import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { holdCover, useCoverStore } from '../../../../renderer/stores/cover-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

let calls: string[];
let finishCover: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  finishCover = [];
  const world = SCENARIOS['portal']?.();
  if (world === undefined) throw new Error('The scenario is gone.');
  const { bridge } = makeFakeBridge(world);
  connectBridge({
    ...bridge,
    compartments: {
      ...bridge.compartments,
      cover: () => {
        calls.push('cover');
        return new Promise((resolve) => {
          finishCover.push(() => resolve({ ok: true, value: { picture: 'data:image/png,' } }));
        });
      },
      uncover: () => {
        calls.push('uncover');
        return Promise.resolve({ ok: true, value: {} });
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  resetStores();
});

const picture = () => useCoverStore.getState().picture;

async function covered() {
  finishCover.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
}

describe('holdCover', () => {
  it('covers once for several holds and uncovers after the last', async () => {
    const releases = [holdCover(), holdCover(), holdCover()];
    await covered();
    expect(picture()).toBe('data:image/png,');

    releases[0]?.();
    releases[1]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover']);

    releases[2]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover', 'uncover']);
    expect(picture()).toBeNull();
  });

  it('stays covered while a menu gives way to a dialog', async () => {
    const menu = holdCover();
    await covered();
    menu();
    await vi.advanceTimersByTimeAsync(30);
    const dialog = holdCover();
    await vi.advanceTimersByTimeAsync(1000);

    expect(calls).toEqual(['cover']);
    dialog();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover', 'uncover']);
  });

  it('counts a hold that is given up twice once', async () => {
    const first = holdCover();
    const second = holdCover();
    await covered();
    first();
    first();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover']);

    second();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover', 'uncover']);
  });

  it('uncovers when the hold is given up before main has answered', async () => {
    const release = holdCover();
    release();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover']);

    await covered();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['cover', 'uncover']);
    expect(picture()).toBeNull();
  });
});
