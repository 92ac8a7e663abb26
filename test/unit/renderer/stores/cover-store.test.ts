import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Still, ViewId } from '../../../../preload/contract/index.ts';
import { connectBridge } from '../../../../renderer/bridge/bridge.ts';
import { makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';
import { holdCover, useCoverStore } from '../../../../renderer/stores/cover-store.ts';
import { resetStores } from '../../../../renderer/stores/store-registry.ts';

const STILL: Still = { viewId: 'view-1' as ViewId, picture: 'data:image/png,' };

/** Two frames of a display that draws sixty a second. */
const FRAMES_MS = 32;

let calls: string[];
let finishStill: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, FRAMES_MS / 2));
  calls = [];
  finishStill = [];
  const world = SCENARIOS['portal']?.();
  if (world === undefined) throw new Error('The scenario is gone.');
  const { bridge } = makeFakeBridge(world);
  connectBridge({
    ...bridge,
    compartments: {
      ...bridge.compartments,
      takeStill: () => {
        calls.push('still');
        return new Promise((resolve) => {
          finishStill.push(() => resolve({ ok: true, value: { still: STILL } }));
        });
      },
      cover: () => {
        calls.push('cover');
        return Promise.resolve({ ok: true, value: {} });
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
  vi.unstubAllGlobals();
  resetStores();
});

const still = () => useCoverStore.getState().still;

async function covered() {
  finishStill.shift()?.();
  await vi.advanceTimersByTimeAsync(FRAMES_MS);
}

describe('holdCover', () => {
  it('leaves the page on the screen until its still is painted under it', async () => {
    const release = holdCover();
    finishStill.shift()?.();
    await vi.advanceTimersByTimeAsync(FRAMES_MS / 2);
    expect(still()).toEqual(STILL);
    expect(calls).toEqual(['still']);

    await vi.advanceTimersByTimeAsync(FRAMES_MS / 2);
    expect(calls).toEqual(['still', 'cover']);
    release();
    await vi.advanceTimersByTimeAsync(1000);
  });

  it('covers once for several holds and uncovers after the last', async () => {
    const releases = [holdCover(), holdCover(), holdCover()];
    await covered();
    expect(still()).toEqual(STILL);

    releases[0]?.();
    releases[1]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still', 'cover']);

    releases[2]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still', 'cover', 'uncover']);
    expect(still()).toBeNull();
  });

  it('stays covered while a menu gives way to a dialog', async () => {
    const menu = holdCover();
    await covered();
    menu();
    await vi.advanceTimersByTimeAsync(30);
    const dialog = holdCover();
    await vi.advanceTimersByTimeAsync(1000);

    expect(calls).toEqual(['still', 'cover']);
    dialog();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still', 'cover', 'uncover']);
  });

  it('counts a hold that is given up twice once', async () => {
    const first = holdCover();
    const second = holdCover();
    await covered();
    first();
    first();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still', 'cover']);

    second();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still', 'cover', 'uncover']);
  });

  it('uncovers when the hold is given up before main has answered', async () => {
    const release = holdCover();
    release();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still']);

    await covered();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['still', 'cover', 'uncover']);
    expect(still()).toBeNull();
  });
});
