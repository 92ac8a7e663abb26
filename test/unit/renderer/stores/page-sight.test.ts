import { describe, expect, it, vi } from 'vitest';
import { PageSight } from '../../../../renderer/stores/page-sight.ts';

/** A store of nothing but its listeners. */
function aStore() {
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: () => {
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

describe('the sight of a page', () => {
  it('passes every change on while the page is shown', () => {
    const [sight, store, listener] = [new PageSight(), aStore(), vi.fn()];
    sight.listen(store.subscribe, listener);
    store.change();
    store.change();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('says nothing while the page is out of sight, and once when it is back', () => {
    const [sight, store, listener] = [new PageSight(), aStore(), vi.fn()];
    sight.listen(store.subscribe, listener);
    sight.show(false);
    store.change();
    store.change();
    expect(listener).not.toHaveBeenCalled();
    sight.show(true);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('says nothing of a store that did not change', () => {
    const [sight, store, listener] = [new PageSight(), aStore(), vi.fn()];
    sight.listen(store.subscribe, listener);
    sight.show(false);
    sight.show(true);
    expect(listener).not.toHaveBeenCalled();
  });

  it('tells a part that left nothing, also of what it missed', () => {
    const [sight, store, listener] = [new PageSight(), aStore(), vi.fn()];
    const stop = sight.listen(store.subscribe, listener);
    sight.show(false);
    store.change();
    stop();
    sight.show(true);
    store.change();
    expect(listener).not.toHaveBeenCalled();
    expect(store.listeners.size).toBe(0);
  });

  it('tells watchers when it comes and goes, and not twice the same', () => {
    const [sight, watcher] = [new PageSight(), vi.fn()];
    const stop = sight.watch(watcher);
    sight.show(true);
    expect(watcher).not.toHaveBeenCalled();
    sight.show(false);
    sight.show(false);
    expect(watcher).toHaveBeenCalledTimes(1);
    stop();
    sight.show(true);
    expect(watcher).toHaveBeenCalledTimes(1);
    expect(sight.isShown).toBe(true);
  });
});
