import { useSyncExternalStore } from 'react';
import type { StoreApi, UseBoundStore } from 'zustand';
import { useListening } from './page-sight.ts';

/** A store that can go back to how it was before anything was loaded. */
interface Resettable {
  readonly setState: (state: never, replace: true) => void;
  readonly getInitialState: () => unknown;
}

const stores: Resettable[] = [];

/**
 * Notes a store, so that `resetStores` forgets nothing of the estate it held.
 * @returns the store, whose parts on a page that is kept hear of changes when the page is in sight
 */
export function registered<T>(store: UseBoundStore<StoreApi<T>>): UseBoundStore<StoreApi<T>> {
  stores.push(store);
  function useInSight(): T;
  function useInSight<U>(selector: (state: T) => U): U;
  function useInSight<U>(selector?: (state: T) => U): T | U {
    return useSyncExternalStore(useListening(store.subscribe), () => {
      const state = store.getState();
      return selector === undefined ? state : selector(state);
    });
  }
  return Object.assign(useInSight, store);
}

/** Puts every store back to its initial state. */
export function resetStores(): void {
  for (const store of stores) store.setState(store.getInitialState() as never, true);
}
